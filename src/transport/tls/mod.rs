//! TLS: the layer of a connection, the certificates that a client trusts, and the errors of handshakes.

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
