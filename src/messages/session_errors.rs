//! Why a session could not be opened.

use super::transport_errors::foreign_service;
use super::{Explain, Explanation, Messages, text};
use crate::session::OpenError;

impl Explain for OpenError {
    fn explain(&self, messages: Messages) -> Explanation {
        match self {
            OpenError::Connect(error) => error.explain(messages),
            OpenError::Tls(error) => error.explain(messages),
            OpenError::Connection(error) => error.explain(messages),
            OpenError::Command(error) => error.explain(messages),
            OpenError::CommandEnded(end) => end.explain(messages),
            OpenError::NoGreeting(time) => text::SessionNoGreeting {
                seconds: time.as_secs_f64(),
            }
            .explain(messages),
            OpenError::NoGreetingInTls(time) => text::SessionNoGreetingTls {
                seconds: time.as_secs_f64(),
            }
            .explain(messages),
            OpenError::NoGreetingOfCommand(time) => text::SessionNoGreetingCommand {
                seconds: time.as_secs_f64(),
            }
            .explain(messages),
            OpenError::Service { service, said } => foreign_service(*service, said, messages),
            OpenError::NotImap { said } => text::SessionNotImap { said }.explain(messages),
            OpenError::HungUp => text::SessionClosedBeforeGreeting.explain(messages),
            OpenError::Bye => text::SessionGreetingBye.explain(messages),
            OpenError::StartTlsRefused(status) => text::SessionStarttlsRefused {
                status: status.name(),
            }
            .explain(messages),
            OpenError::StartTlsPreauth => text::SessionStarttlsPreauth.explain(messages),
            OpenError::StartTlsEarly => text::SessionStarttlsEarly.explain(messages),
            OpenError::StartTlsClosed => text::SessionStarttlsClosed.explain(messages),
            OpenError::StartTlsUnanswered(time) => text::SessionStarttlsUnanswered {
                seconds: time.as_secs_f64(),
            }
            .explain(messages),
            OpenError::StartTlsInjected => text::SessionStarttlsInjected.explain(messages),
            OpenError::Interrupted => text::SessionInterrupted.explain(messages),
        }
    }
}
