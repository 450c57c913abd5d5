//! Why a session could not be opened.

use super::transport_errors::foreign_service;
use super::{ErrorExplanation, ErrorText, Explain, Messages, text};
use crate::session::OpenError;

impl Explain for OpenError {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        let text: &dyn ErrorText = match self {
            OpenError::Connect(error) => return error.explain(messages),
            OpenError::Tls(error) => return error.explain(messages),
            OpenError::Connection(error) => return error.explain(messages),
            OpenError::Command(error) => return error.explain(messages),
            OpenError::CommandEnded(end) => return end.explain(messages),
            OpenError::NoGreeting(time) => &text::SessionNoGreeting { seconds: time.as_secs_f64() },
            OpenError::NoGreetingInTls(time) => {
                &text::SessionNoGreetingTls { seconds: time.as_secs_f64() }
            }
            OpenError::NoGreetingFromCommand(time) => {
                &text::SessionNoGreetingCommand { seconds: time.as_secs_f64() }
            }
            OpenError::ForeignService { service, said } => {
                return foreign_service(*service, said, messages);
            }
            OpenError::NotImap { said } => &text::SessionNotImap { said },
            OpenError::NotAGreeting { said } => &text::SessionNotAGreeting { said },
            OpenError::ClosedBeforeGreeting => &text::SessionClosedBeforeGreeting,
            OpenError::Bye => &text::SessionGreetingBye,
            OpenError::StartTlsRefused(status) => {
                &text::SessionStarttlsRefused { status: status.name() }
            }
            OpenError::StartTlsPreauth => &text::SessionStarttlsPreauth,
            OpenError::StartTlsEarly => &text::SessionStarttlsEarly,
            OpenError::StartTlsClosed => &text::SessionStarttlsClosed,
            OpenError::StartTlsUnanswered(time) => {
                &text::SessionStarttlsUnanswered { seconds: time.as_secs_f64() }
            }
            OpenError::StartTlsTimedOut => &text::SessionStarttlsTimedOut,
            OpenError::StartTlsInjected => &text::SessionStarttlsInjected,
            OpenError::Interrupted => &text::SessionInterrupted,
        };
        text.explain(messages)
    }
}
