//! Octets to and from a server: addresses, TCP, TLS, a program in a server's place, and waiting.
//! Nothing here knows IMAP; what may be read and sent when is the session's business.

pub mod address;
pub mod child;
mod connection;
mod foreign_service;
mod poller;
mod queue;
mod spin;
mod stderr_lines;
mod stream;
pub mod tcp;
mod tls;
mod wait;

#[cfg(test)]
mod tests;

pub use address::{AddressError, Security, Target};
pub use connection::{Connection, ConnectionError, Read, TlsFacts};
pub use foreign_service::{ForeignService, first_line};
pub use poller::{Poller, Ready, Waker};
pub use stream::Stream;
pub use tcp::{Attempt, ConnectError, Connected};
pub use tls::{Certificate, ConfigError, TlsConfig, TlsError, TlsOptions, Verified};
