//! TLS: its layer of a connection, which certificates a client trusts, and how a handshake can fail.

mod certificate;
mod config;
mod error;
mod layer;
mod verify;

pub use certificate::Certificate;
pub use config::{ConfigError, TlsConfig, TlsOptions};
pub use error::TlsError;
pub use layer::{TlsFacts, TlsLayer};
pub use verify::Verified;
