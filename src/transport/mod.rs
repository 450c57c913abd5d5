//! Octets to and from a server: addresses, TCP, TLS, a program in place of a server, and waiting.
//! Nothing here knows IMAP; the session decides what may be read and sent when.

pub mod address;
pub mod child;
mod connection;
mod deadlines;
mod deflate;
mod error;
mod foreign_service;
mod layers;
mod poller;
mod progress;
mod queue;
mod spin;
mod stderr_lines;
pub mod tcp;
mod tls;

#[cfg(test)]
mod tests;

pub use address::{AddressError, Security, Target};
pub use connection::{Connection, Read};
pub use deadlines::{PeerState, deadline_after, peer_state, wait_readable, wait_writable};
pub use deflate::DeflateError;
pub use error::ConnectionError;
pub use foreign_service::{ForeignService, first_line};
pub use poller::{Poller, Ready, Waker};
pub use progress::Handshake;
pub use queue::Queue;
pub use socket2::Socket;
pub use tcp::{Attempt, ConnectError, LookupError};
pub use tls::{Certificate, ConfigError, TlsConfig, TlsError, TlsFacts, TlsOptions, Verified};
