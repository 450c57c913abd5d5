//! Octets to and from a server: addresses, TCP, TLS, a program in a server's place, and waiting.
//! Nothing here knows IMAP; what may be read and sent when is the session's business.

pub mod address;
mod certificate;
#[cfg(unix)]
pub mod child;
pub mod connect;
mod look;
#[cfg(unix)]
mod murmur;
mod queue;
mod service;
mod stream;
mod tls;
mod tls_error;
mod trouble;
mod tunnel;
mod wait;
mod wire;

#[cfg(all(test, unix))]
mod tests;

pub use address::{AddressError, Security, Target};
pub use certificate::Certificate;
pub use connect::{Attempt, ConnectError, Connected};
pub use service::{Service, first_line};
pub use stream::Stream;
pub use tls::{TlsConfig, TlsOptions, Verified};
pub use tls_error::{ConfigError, TlsError};
pub use trouble::{Explain, Given, Words};
pub use wait::{Bell, Ready, Waiter};
pub use wire::{Read, TlsFacts, Wire, WireError};
