//! The practice server: an IMAP4rev1 server inside this program, with its mail in memory.
//! `docs/practice-server.md` describes what it implements, its limits and its structure.

mod capability;
mod certificate;
mod client_connection;
mod config;
mod deliver_directory;
mod grammar;
mod idle_waiter;
mod mailbox_contents;
mod mechanisms;
mod mime;
mod object_id;
mod other_client;
mod registry;
mod sasl_step;
mod scram;
mod seed;
pub mod serve;
mod server;
mod server_state;
mod session;
mod session_event;
mod store;
mod threads;

pub use capability::Announced;
pub use certificate::CertificateError;
pub use config::{Config, Idle, Limits};
pub use mailbox_contents::MailboxContents;
pub use other_client::OtherClient;
pub use seed::accounts;
pub use server::Server;
pub use server_state::SessionOptions;
pub use session_event::{SessionEnd, SessionEvent, SessionEventKind};
pub use store::StoreError;
