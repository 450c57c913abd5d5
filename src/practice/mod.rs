//! The practice server: a whole IMAP4rev1 server in memory, inside the program.
//! `docs/practice-server.md` says what it knows and what bounds it.

pub mod config;
pub mod grammar;
mod idle_waiter;
pub mod mime;
mod sasl;
pub mod seed;
pub mod serve;
mod server;
mod session;
pub mod session_event;
mod socket;
mod store;
mod tls;
mod wire;

pub use config::{Config, Idle, Limits};
pub use server::Server;
pub use socket::Stream;
pub use store::Refusal;
pub use tls::TlsError;
