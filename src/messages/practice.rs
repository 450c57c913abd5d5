//! Reports about the practice server: its errors, and the sessions of other clients.

use super::system_errors::English;
use super::{Language, Messages, Text, text};
use crate::practice::serve::{ServeError, UndeliveredError};
use crate::practice::{CertificateError, SessionEnd, StoreError};
use std::fmt;

impl Messages {
    /// Why the practice server has no certificate.
    pub fn practice_certificate_error(self, error: &CertificateError) -> String {
        match error {
            CertificateError::Generate(error) => {
                self.format(text::PracticeCertificate { reason: English(error) })
            }
            CertificateError::Tls(error) => {
                self.format(text::PracticeCertificate { reason: English(error) })
            }
        }
    }

    /// Why the practice server does not serve other clients.
    pub fn serve_error(self, error: &ServeError) -> String {
        match error {
            ServeError::Certificate(error) => self.practice_certificate_error(error),
            ServeError::Listen { addr, error } => {
                self.format(text::ServeCannotListen { address: addr, reason: error })
            }
            ServeError::DeliverDir { path, error } => {
                self.format(text::ServeNoDirectory { path: path.display(), reason: error })
            }
            ServeError::CaOut { path, error } => {
                self.format(text::ServeCannotWrite { path: path.display(), reason: error })
            }
            ServeError::Io(reason) => self.format(text::ServeFailed { reason }),
        }
    }

    /// The end of a session, in the log of `imapsh serve`.
    pub fn practice_session_ended(
        self,
        session: u64,
        user: Option<String>,
        commands: u64,
        reason: SessionEnd,
    ) -> String {
        let how: &dyn Text = match reason {
            SessionEnd::Logout => &text::ServeEndedLogout,
            SessionEnd::ClientClosed => &text::ServeEndedClient,
            SessionEnd::TimedOut => &text::ServeEndedAutologout,
            SessionEnd::ServerClosing => &text::ServeEndedClosing,
            SessionEnd::Rejected => &text::ServeEndedRefused,
            SessionEnd::ConnectionFailed => &text::ServeEndedFailed,
        };
        self.format(text::ServeSessionEnded {
            session,
            user: user.unwrap_or_else(|| self.format(text::ServeNotLoggedIn)),
            commands,
            how: self.format(how),
        })
    }
}

/// Why a file was not delivered.
impl Text for UndeliveredError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UndeliveredError::File(error) => error.write(language, f),
            UndeliveredError::TooLarge => text::ServeFileTooLarge.write(language, f),
            UndeliveredError::Mail(error) => error.write(language, f),
        }
    }
}

/// Why a message was not delivered.
impl Text for StoreError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: &dyn Text = match self {
            StoreError::AccountFull { used, limit } => &text::ServeAccountFull { used, limit },
            StoreError::TooManyMessages(limit) | StoreError::MailboxFull(limit) => {
                &text::ServeTooManyMessages { limit }
            }
            StoreError::NoUidLeft => &text::ServeNoUidLeft,
            _ => &text::ServeNoAccount,
        };
        text.write(language, f)
    }
}
