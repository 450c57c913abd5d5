//! How a command ends: with OK, NO or BAD, or with the end of the session.

use super::ServerSession;
use crate::practice::grammar::ParseError;
use crate::practice::session_event::{SessionEnd, SessionEventKind};
use crate::practice::store::StoreError;
use std::io;
use std::time::Duration;

/// The result of executing a command.
pub type Outcome<T = OkResponse> = Result<T, CommandError>;

/// The OK of a command, without its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OkResponse {
    /// `OK [code] Name completed (times).`, as in Dovecot. The times are those that the server
    /// worked, waited for the client, and waited for the store's lock.
    Completed { code: Option<String>, name: &'static str },
    /// `OK` with this text.
    Text(String),
    /// The response has been sent already.
    Sent,
}

impl OkResponse {
    /// A completion without a response code.
    pub fn completed(name: &'static str) -> OkResponse {
        OkResponse::Completed { code: None, name }
    }
}

/// Why a command did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// `NO` with this text.
    No(String),
    /// `BAD` with this text.
    Bad(String),
    End(SessionEnd),
}

impl CommandError {
    pub fn no(text: impl Into<String>) -> CommandError {
        CommandError::No(text.into())
    }

    pub fn bad(text: impl Into<String>) -> CommandError {
        CommandError::Bad(text.into())
    }
}

impl CommandError {
    /// Ignores the error unless it ends the session.
    pub fn unless_refused(self) -> Outcome<()> {
        match self {
            CommandError::No(_) | CommandError::Bad(_) => Ok(()),
            end => Err(end),
        }
    }
}

impl From<SessionEnd> for CommandError {
    fn from(end: SessionEnd) -> CommandError {
        CommandError::End(end)
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> CommandError {
        CommandError::End(error.into())
    }
}

impl From<ParseError> for CommandError {
    fn from(error: ParseError) -> CommandError {
        match error {
            ParseError::Bad(text) => CommandError::Bad(text),
            // Does not happen: `read_command` has read all literals of a command.
            ParseError::NeedsLiteral(_) => CommandError::bad("Expected a literal"),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> CommandError {
        CommandError::no(error.to_string())
    }
}

impl ServerSession {
    /// Sends a part of a response unchanged. [`ServerSession::send_line`] sends the last part.
    pub fn send_part(&mut self, octets: &[u8]) -> Result<(), SessionEnd> {
        self.log_sent(octets);
        Ok(self.connection.send(octets)?)
    }

    pub fn send_line(&mut self, line: &str) -> Result<(), SessionEnd> {
        self.send_part(line.as_bytes())?;
        self.send_part(b"\r\n")?;
        self.report_sent();
        Ok(())
    }

    /// Ends the command if its client has left.
    pub fn check_client(&mut self) -> Result<(), SessionEnd> {
        if self.connection.client_has_left() { Err(SessionEnd::ClientClosed) } else { Ok(()) }
    }

    pub fn send_lines(&mut self, lines: Vec<String>) -> Result<(), SessionEnd> {
        for line in lines {
            self.send_line(&line)?;
        }
        Ok(())
    }

    /// Sends the tagged response of a command, which took `elapsed`.
    pub fn finish(
        &mut self,
        tag: Option<&str>,
        outcome: Outcome,
        elapsed: Duration,
    ) -> Result<(), SessionEnd> {
        let tag = tag.unwrap_or("*");
        match outcome {
            Ok(completion) => self.complete(tag, completion, elapsed),
            Err(CommandError::No(text)) => {
                self.mistakes = 0;
                self.send_line(&format!("{tag} NO {text}"))?;
                if self.failed_logins >= self.limits().mistakes {
                    self.send_line("* BYE Too many failed logins.")?;
                    return Err(SessionEnd::Rejected);
                }
                Ok(())
            }
            Err(CommandError::Bad(text)) => self.send_bad(tag, &text),
            Err(CommandError::End(end)) => Err(end),
        }
    }

    /// Sends the OK of a command, which took `elapsed`.
    pub fn complete(
        &mut self,
        tag: &str,
        completion: OkResponse,
        elapsed: Duration,
    ) -> Result<(), SessionEnd> {
        self.mistakes = 0;
        match completion {
            OkResponse::Completed { code, name } => {
                let code = code.map(|code| format!("[{code}] ")).unwrap_or_default();
                let (client, lock) = (self.client_wait, self.store.lock_wait());
                let working = elapsed.saturating_sub(client + lock);
                let [working, client, lock] = [working, client, lock].map(|it| it.as_secs_f64());
                self.send_line(&format!(
                    "{tag} OK {code}{name} completed ({working:.3} + {client:.3} + {lock:.3} secs)."
                ))
            }
            OkResponse::Text(text) => self.send_line(&format!("{tag} OK {text}")),
            OkResponse::Sent => Ok(()),
        }
    }

    /// Answers a command that was rejected before all of it was read. This counts as a mistake, even
    /// if the answer is NO.
    pub fn reject(&mut self, tag: Option<&str>, error: CommandError) -> Result<(), SessionEnd> {
        let tag = tag.unwrap_or("*");
        match error {
            CommandError::No(text) => {
                self.send_line(&format!("{tag} NO {text}"))?;
                self.count_mistake()
            }
            CommandError::Bad(text) => self.send_bad(tag, &text),
            CommandError::End(end) => Err(end),
        }
    }

    fn send_bad(&mut self, tag: &str, text: &str) -> Result<(), SessionEnd> {
        if self.redacted {
            // The secret may be repeated in the text, or be the tag.
            self.report(SessionEventKind::Sent(b"BAD ****".to_vec()));
            self.connection.send(format!("{tag} BAD {text}\r\n").as_bytes())?;
        } else {
            self.send_line(&format!("{tag} BAD {text}"))?;
        }
        self.count_mistake()
    }

    fn count_mistake(&mut self) -> Result<(), SessionEnd> {
        self.mistakes += 1;
        if self.mistakes >= self.limits().mistakes {
            self.send_line("* BYE Too many mistakes in a row.")?;
            return Err(SessionEnd::Rejected);
        }
        Ok(())
    }
}
