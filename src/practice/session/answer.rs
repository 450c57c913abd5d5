//! How a command is completed: OK, NO or BAD, with the words of Dovecot where the tutorial shows them.

use super::Session;
use crate::practice::session_event::{SessionEnd, SessionEventKind};
use crate::practice::store::Refusal;
use std::time::Duration;

/// A command's completion, without its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// OK: a response code perhaps, what was completed, and the times.
    Done(Option<String>, &'static str),
    /// OK in other words.
    Ok(String),
    /// NO
    No(String),
    /// BAD
    Bad(String),
    /// It is completed already.
    Said,
}

impl Answer {
    /// OK without a response code.
    pub fn done(what: &'static str) -> Answer {
        Answer::Done(None, what)
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Answer {
        match refusal.code {
            Some(code) => Answer::No(format!("[{code}] {}", refusal.text)),
            None => Answer::No(refusal.text),
        }
    }
}

impl Session {
    /// Sends octets as they are.
    pub fn send(&mut self, octets: &[u8]) -> Result<(), SessionEnd> {
        if self
            .observer
            .as_ref()
            .is_some_and(|observer| observer.traffic)
        {
            self.emit(SessionEventKind::Sent(octets.to_vec()));
        }
        Ok(self.wire.send(octets)?)
    }

    /// Sends a line.
    pub fn line(&mut self, line: &str) -> Result<(), SessionEnd> {
        self.send(format!("{line}\r\n").as_bytes())
    }

    /// Completes a command that took so long.
    pub fn complete(
        &mut self,
        tag: &str,
        answer: Answer,
        took: Duration,
    ) -> Result<(), SessionEnd> {
        let line = match answer {
            Answer::Done(code, what) => {
                let code = code.map(|code| format!("[{code}] ")).unwrap_or_default();
                let worked = took.saturating_sub(self.waited + self.locked).as_secs_f64();
                let (waited, locked) = (self.waited.as_secs_f64(), self.locked.as_secs_f64());
                format!(
                    "{tag} OK {code}{what} completed ({worked:.3} + {waited:.3} + {locked:.3} secs)."
                )
            }
            Answer::Ok(text) => format!("{tag} OK {text}"),
            Answer::No(text) => format!("{tag} NO {text}"),
            Answer::Bad(text) => return self.refuse(Some(tag), &text),
            Answer::Said => return Ok(()),
        };
        self.mistakes = 0;
        self.line(&line)?;
        if self.failures >= self.limits().mistakes {
            self.line("* BYE Too many logins failed.")?;
            return Err(SessionEnd::Rejected);
        }
        Ok(())
    }

    /// Answers what was refused before it was a command.
    pub fn reject(&mut self, tag: Option<&str>, answer: Answer) -> Result<(), SessionEnd> {
        match (tag, answer) {
            (tag, Answer::Bad(text)) => self.refuse(tag, &text),
            (tag, Answer::No(text)) => {
                self.line(&format!("{} NO {text}", tag.unwrap_or("*")))?;
                self.mistake()
            }
            (_, Answer::Done(..) | Answer::Ok(_) | Answer::Said) => Ok(()),
        }
    }

    /// Answers BAD, untagged where there is no tag; after too many of them in a row, BYE.
    pub fn refuse(&mut self, tag: Option<&str>, text: &str) -> Result<(), SessionEnd> {
        let tag = tag.unwrap_or("*");
        if self.redacted {
            // The answer may repeat what the line must not be shown for, its tag as well.
            self.emit(SessionEventKind::Sent(b"BAD ****".to_vec()));
            self.wire.send(format!("{tag} BAD {text}\r\n").as_bytes())?;
        } else {
            self.line(&format!("{tag} BAD {text}"))?;
        }
        self.mistake()
    }

    /// Counts a mistake.
    pub fn mistake(&mut self) -> Result<(), SessionEnd> {
        self.mistakes += 1;
        if self.mistakes >= self.limits().mistakes {
            self.line("* BYE Too many mistakes in a row.")?;
            return Err(SessionEnd::Rejected);
        }
        Ok(())
    }
}
