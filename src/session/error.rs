//! Why a session could not be opened.

use crate::protocol::framing::Status;
use crate::transport::child::{ChildEnd, ChildError};
use crate::transport::{ConnectError, ConnectionError, ForeignService, TlsError};
use std::io;
use std::time::Duration;

/// Why a session could not be opened. `said` is the first line that the server sent.
#[derive(Debug)]
pub enum OpenError {
    Connect(ConnectError),
    Tls(TlsError),
    /// The connection broke before the greeting.
    Connection(ConnectionError),
    /// The program of `--command` did not start.
    Command(ChildError),
    /// The program of `--command` ended before its greeting.
    CommandEnded(ChildEnd),
    /// No greeting within this time, from a server without TLS.
    NoGreeting(Duration),
    NoGreetingInTls(Duration),
    NoGreetingFromCommand(Duration),
    /// The server speaks another protocol than IMAP.
    ForeignService {
        service: ForeignService,
        said: String,
    },
    /// The server sent something other than a greeting.
    NotImap {
        said: String,
    },
    /// The server sent a response of IMAP, but no greeting.
    NotAGreeting {
        said: String,
    },
    ClosedBeforeGreeting,
    /// The greeting was BYE.
    Bye,
    /// STARTTLS was answered with this.
    StartTlsRefused(Status),
    /// The greeting was PREAUTH: TLS can't start in a session that is logged in.
    StartTlsPreauth,
    /// STARTTLS was answered before it was sent.
    StartTlsEarly,
    /// The server closed the connection instead of answering STARTTLS.
    StartTlsClosed,
    /// No answer to STARTTLS within this time.
    StartTlsUnanswered(Duration),
    /// The TLS handshake after the OK to STARTTLS took too long.
    StartTlsTimedOut,
    /// Octets without TLS followed the OK to STARTTLS.
    StartTlsInjected,
    Interrupted,
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> OpenError {
        OpenError::Connection(ConnectionError::Io(error))
    }
}

impl From<ConnectError> for OpenError {
    fn from(error: ConnectError) -> OpenError {
        match error {
            ConnectError::Interrupted => OpenError::Interrupted,
            error => OpenError::Connect(error),
        }
    }
}

impl From<TlsError> for OpenError {
    fn from(error: TlsError) -> OpenError {
        OpenError::Tls(error)
    }
}

impl OpenError {
    /// The command-line option that may make the connection possible, if there is one.
    pub fn helpful_option(&self) -> Option<&'static str> {
        let OpenError::Tls(error) = self else { return None };
        Some(match error {
            TlsError::UnknownIssuer { .. } | TlsError::SelfSigned { .. } => "--ca-file FILE",
            TlsError::Expired { .. }
            | TlsError::WrongName { .. }
            | TlsError::NoNames { .. }
            | TlsError::BadCertificate { .. } => "--insecure",
            TlsError::ClientCertificateWanted | TlsError::ClientCertificateRefused { .. } => {
                "--cert FILE --key FILE"
            }
            _ => return None,
        })
    }

    /// Whether the host name was not found.
    pub fn is_unknown_host(&self) -> bool {
        matches!(
            self,
            OpenError::Connect(
                ConnectError::LookupFailed { .. } | ConnectError::LookupTimedOut { .. }
            )
        )
    }
}
