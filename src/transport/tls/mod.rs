//! TLS: whom a client trusts, what a certificate says, and every way in which a handshake can fail.

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
