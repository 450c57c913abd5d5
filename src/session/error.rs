//! Why there is no session, or no longer one, each with its two lines for the user.

use crate::protocol::framing::Status;
use crate::transport::{ConnectError, ConnectionError, Explain, ForeignService, Given, TlsError};
use std::time::Duration;

/// Why a session could not begin.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No TCP connection.
    #[error(transparent)]
    Connect(ConnectError),
    /// No TLS.
    #[error(transparent)]
    Tls(TlsError),
    /// The connection broke before the greeting.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The program of `--command` did not start.
    #[error("{0}")]
    Command(String),
    /// The program of `--command` ended before it greeted.
    #[error("the command ended")]
    CommandEnded(crate::transport::child::ChildEnd),
    /// No greeting came for so long.
    #[error("no greeting within {0:?}")]
    NoGreeting(Duration),
    /// The same, on a connection that TLS protects.
    #[error("no greeting within {0:?} of TLS")]
    NoGreetingInTls(Duration),
    /// The same, from the program of `--command`.
    #[error("no greeting within {0:?} from the command")]
    NoGreetingOfCommand(Duration),
    /// Another service than IMAP answers.
    #[error("not IMAP, but {service:?}: {said:?}")]
    Service {
        /// Which.
        service: ForeignService,
        /// Its first line.
        said: String,
    },
    /// What was said in the greeting's place is not IMAP.
    #[error("not IMAP: {said:?}")]
    NotImap {
        /// The first line of it.
        said: String,
    },
    /// The server hung up before it greeted.
    #[error("hung up before the greeting")]
    HungUp,
    /// The greeting was BYE.
    #[error("the server said BYE")]
    Bye,
    /// STARTTLS was asked for and answered with this.
    #[error("STARTTLS was answered with {}", .0.name())]
    StartTlsRefused(Status),
    /// STARTTLS was asked for and the greeting was PREAUTH: a session that is logged in can't change to TLS.
    #[error("PREAUTH before STARTTLS")]
    StartTlsPreauth,
    /// An answer to STARTTLS came before it was asked for.
    #[error("an answer before STARTTLS")]
    StartTlsEarly,
    /// The server hung up instead of answering STARTTLS.
    #[error("hung up at STARTTLS")]
    StartTlsClosed,
    /// STARTTLS was not answered for so long.
    #[error("no answer to STARTTLS within {0:?}")]
    StartTlsUnanswered(Duration),
    /// Octets in the clear came after the server's OK to STARTTLS.
    #[error("octets in the clear after the OK to STARTTLS")]
    StartTlsInjected,
    /// The wait was interrupted.
    #[error("interrupted")]
    Interrupted,
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

impl Explain for OpenError {
    fn id(&self) -> &'static str {
        match self {
            OpenError::Connect(error) => error.id(),
            OpenError::Tls(error) => error.id(),
            OpenError::Connection(error) => error.id(),
            OpenError::Command(_) => "session-command",
            OpenError::CommandEnded(end) => end.id(),
            OpenError::NoGreeting(_) => "session-no-greeting",
            OpenError::NoGreetingInTls(_) => "session-no-greeting-tls",
            OpenError::NoGreetingOfCommand(_) => "session-no-greeting-command",
            OpenError::Service { service, .. } => service.id(),
            OpenError::NotImap { .. } => "session-not-imap",
            OpenError::HungUp => "session-hung-up",
            OpenError::Bye => "session-bye",
            OpenError::StartTlsRefused(_) => "session-starttls-refused",
            OpenError::StartTlsPreauth => "session-starttls-preauth",
            OpenError::StartTlsEarly => "session-starttls-early",
            OpenError::StartTlsClosed => "session-starttls-closed",
            OpenError::StartTlsUnanswered(_) => "session-starttls-unanswered",
            OpenError::StartTlsInjected => "session-starttls-injected",
            OpenError::Interrupted => "session-interrupted",
        }
    }

    fn given(&self) -> Given {
        match self {
            OpenError::Connect(error) => error.given(),
            OpenError::Tls(error) => error.given(),
            OpenError::Connection(error) => error.given(),
            OpenError::CommandEnded(end) => end.given(),
            OpenError::Command(reason) => Given::new().and("reason", reason),
            OpenError::NoGreeting(time)
            | OpenError::NoGreetingInTls(time)
            | OpenError::NoGreetingOfCommand(time)
            | OpenError::StartTlsUnanswered(time) => {
                Given::new().and("seconds", time.as_secs_f64())
            }
            OpenError::Service { said, .. } | OpenError::NotImap { said } => {
                Given::new().and("said", said)
            }
            OpenError::StartTlsRefused(status) => Given::new().and("status", status.name()),
            _ => Given::new(),
        }
    }
}
