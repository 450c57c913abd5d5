//! Octets to and from a server: addresses, TCP, TLS, a program in a server's place, and waiting.
//! Nothing here knows IMAP; what may be read and sent when is the session's business.

pub mod address;
mod certificate;
#[cfg(unix)]
pub mod child;
pub mod connect;
mod connection;
#[cfg(unix)]
mod murmur;
mod poller;
mod queue;
mod service;
mod spin;
mod stream;
mod tls;
mod tls_error;
mod trouble;
mod tunnel;

#[cfg(all(test, unix))]
mod tests;

pub use address::{AddressError, Security, Target};
pub use certificate::Certificate;
pub use connect::{Attempt, ConnectError, Connected};
pub use connection::{Connection, ConnectionError, Read, TlsFacts};
pub use poller::{Poller, Ready, Waker};
pub use service::{Service, first_line};
pub use stream::Stream;
pub use tls::{TlsConfig, TlsOptions, Verified};
pub use tls_error::{ConfigError, TlsError};
pub use trouble::{Explain, Given, Words};
