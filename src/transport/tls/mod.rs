//! TLS: whom a client trusts, what a certificate says, and every way in which a handshake can fail.

mod certificate;
mod config;
mod error;
mod tunnel;
mod verify;

pub use certificate::Certificate;
pub use config::{ConfigError, TlsConfig, TlsOptions};
pub use error::TlsError;
pub(super) use tunnel::{RECORD, Step, Tunnel};
pub use verify::Verified;
