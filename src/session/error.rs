//! Why there is no session, or no longer one.

use crate::protocol::framing::Status;
use crate::transport::{ConnectError, ConnectionError, ForeignService, TlsError};
use std::time::Duration;

/// Why a session could not begin.
#[derive(Debug)]
pub enum OpenError {
    /// No TCP connection.
    Connect(ConnectError),
    /// No TLS.
    Tls(TlsError),
    /// The connection broke before the greeting.
    Connection(ConnectionError),
    /// The program of `--command` did not start.
    Command(crate::transport::child::ChildError),
    /// The program of `--command` ended before it greeted.
    CommandEnded(crate::transport::child::ChildEnd),
    /// No greeting came for so long.
    NoGreeting(Duration),
    /// The same, on a connection that TLS protects.
    NoGreetingInTls(Duration),
    /// The same, from the program of `--command`.
    NoGreetingOfCommand(Duration),
    /// Another service than IMAP answers.
    Service {
        /// Which.
        service: ForeignService,
        /// Its first line.
        said: String,
    },
    /// What was said in the greeting's place is not IMAP.
    NotImap {
        /// The first line of it.
        said: String,
    },
    /// The server hung up before it greeted.
    HungUp,
    /// The greeting was BYE.
    Bye,
    /// STARTTLS was asked for and answered with this.
    StartTlsRefused(Status),
    /// STARTTLS was asked for and the greeting was PREAUTH: a session that is logged in can't change to TLS.
    StartTlsPreauth,
    /// An answer to STARTTLS came before it was asked for.
    StartTlsEarly,
    /// The server hung up instead of answering STARTTLS.
    StartTlsClosed,
    /// STARTTLS was not answered for so long.
    StartTlsUnanswered(Duration),
    /// Octets in the clear came after the server's OK to STARTTLS.
    StartTlsInjected,
    /// The wait was interrupted.
    Interrupted,
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> OpenError {
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
        match error {
            TlsError::Interrupted => OpenError::Interrupted,
            error => OpenError::Tls(error),
        }
    }
}

impl OpenError {
    /// Whether nobody, as far as can be told, has the name that was to be reached.
    pub fn is_about_a_name(&self) -> bool {
        use ConnectError as C;
        matches!(
            self,
            OpenError::Connect(
                C::NameNotFound { .. } | C::NoResolver { .. } | C::LookupTimedOut { .. }
            )
        )
    }
}
