//! Why a connection broke.

use super::deflate::DeflateError;
use super::tls::TlsError;
use std::io;

/// A connection that broke.
#[derive(Debug)]
pub enum ConnectionError {
    /// The network, or the peer, broke it.
    Io(io::Error),
    /// The received octets are not valid under TLS, or the peer reported that ours are not.
    Tls(TlsError),
    /// The received octets can't be inflated.
    Deflate(DeflateError),
}

impl From<io::Error> for ConnectionError {
    fn from(error: io::Error) -> ConnectionError {
        ConnectionError::Io(error)
    }
}

impl From<TlsError> for ConnectionError {
    fn from(error: TlsError) -> ConnectionError {
        ConnectionError::Tls(error)
    }
}

impl From<DeflateError> for ConnectionError {
    fn from(error: DeflateError) -> ConnectionError {
        ConnectionError::Deflate(error)
    }
}
