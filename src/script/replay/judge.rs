//! What came of what was sent: which answers are failures, and how they are told.

use super::{Replay, Sent, StopReason, TOLD_AGAIN, UnexpectedAnswer};
use crate::console::{Console, LineError, LineOutcome};
use crate::protocol::compose::ComposeError;
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

impl Replay<'_> {
    /// Judges what the console made of a line.
    pub(super) fn did(
        &mut self,
        did: Result<LineOutcome, LineError>,
        line: usize,
    ) -> Result<LineOutcome, StopReason> {
        match did {
            Ok(did) => Ok(did),
            Err(LineError::NotConnected) => {
                let name = self.name.clone();
                self.fail(
                    "replay-not-connected",
                    &[("script", &name), ("line", &line)],
                )?;
                Ok(LineOutcome::Nothing)
            }
            Err(LineError::Refused(refusal)) => {
                let text = refusal_text(self.console, &refusal);
                let name = self.name.clone();
                self.console.notice_with(
                    NoticeLevel::Error,
                    "replay-refused",
                    &[("script", &name), ("line", &line), ("why", &text)],
                );
                self.failures += 1;
                Err(StopReason::Wrong)
            }
        }
    }

    /// A connection that ended with commands unanswered is a failure.
    pub(super) fn check_connection(&mut self) -> Result<(), StopReason> {
        if self.console.end().is_none() || self.sent.is_empty() {
            return Ok(());
        }
        let first = self.sent.iter().find(|sent| !sent.leaves);
        let first = first.map(|sent| sent.line);
        self.sent.clear();
        match first {
            Some(line) => {
                // With --keep-going a `:reconnect` may follow.
                let name = self.name.clone();
                self.fail("replay-lost", &[("script", &name), ("line", &line)])
            }
            None => Ok(()),
        }
    }

    /// Judges the commands that were completed.
    pub fn take_completions(&mut self) -> Result<(), StopReason> {
        while let Some(completion) = self.console.take_completion() {
            if completion.continuation_refused {
                self.skipping = true;
            }
            if completion.command.is("IDLE") {
                self.watch.borrow_mut().stop_counting();
            }
            let Some(sent) = self.take_sent(completion.command.number) else {
                continue;
            };
            let well = completion.status == Status::Ok;
            let as_read = self.streaming && self.depth == 0;
            // IDLE's BAD, which is judged by itself, answered what was taken for `done`.
            if completion.taken_as_done || (well != sent.meant_to_fail && !(well && as_read)) {
                continue;
            }
            let came = match well {
                true => format!("{} OK", String::from_utf8_lossy(completion.command.tag())),
                false => completion.response,
            };
            let doubt = UnexpectedAnswer {
                line: sent.line,
                // As it may be shown.
                sent: completion.command.display_line.into(),
                came,
            };
            match (well, as_read) {
                (true, true) => self.went_well = Some(doubt),
                (true, false) => self.unexpected("replay-ok-where-no", &doubt)?,
                (false, true) => {
                    self.settle_doubt()?;
                    self.doubt = Some(doubt);
                }
                (false, false) => self.unexpected("replay-failed", &doubt)?,
            }
        }
        Ok(())
    }

    /// The command with this number, which is completed: the oldest, mostly.
    fn take_sent(&mut self, number: u64) -> Option<Sent> {
        if self.sent.front().is_some_and(|sent| sent.number == number) {
            return self.sent.pop_front();
        }
        let place = self.sent.binary_search_by_key(&number, |sent| sent.number);
        self.sent.remove(place.ok()?)
    }

    /// Says a NO or BAD that nothing allowed.
    pub(super) fn settle_doubt(&mut self) -> Result<(), StopReason> {
        match self.doubt.take() {
            Some(doubt) => self.unexpected("replay-failed", &doubt),
            None => Ok(()),
        }
    }

    /// An answer that was not due.
    pub(super) fn unexpected(
        &mut self,
        id: &str,
        doubt: &UnexpectedAnswer,
    ) -> Result<(), StopReason> {
        let name = self.name.clone();
        self.fail(
            id,
            &[
                ("script", &name),
                ("line", &doubt.line),
                ("sent", &doubt.sent),
                ("came", &doubt.came),
            ],
        )
    }

    /// A failure: said at once, and the end, unless going on was asked for.
    pub fn fail(
        &mut self,
        id: &str,
        given: &[(&str, &dyn std::fmt::Display)],
    ) -> Result<(), StopReason> {
        self.failures += 1;
        let text = self.console.messages().with(id, given);
        self.console.notice(NoticeLevel::Error, &text);
        if self.told.len() < TOLD_AGAIN {
            self.told.push(text);
        }
        if self.options.keep_going {
            Ok(())
        } else {
            Err(StopReason::Failed)
        }
    }
}

/// Why a line can't be sent, in words.
pub fn refusal_text(console: &Console, refusal: &ComposeError) -> String {
    let messages = console.messages();
    match refusal {
        ComposeError::ForbiddenOctet(at) => {
            messages.with("line-breaks-framing", &[("column", &(at + 1))])
        }
        ComposeError::UndefinedVariable(name) => match name.as_str() {
            "user" => messages.get("line-no-value-user"),
            "password" => messages.get("line-no-value-password"),
            name => messages.with("line-no-value", &[("name", &name)]),
        },
        ComposeError::NotQuotable(name) => messages.with("line-not-quotable", &[("name", name)]),
        ComposeError::NoSaslResponse(mechanism) => {
            messages.with("line-not-made-anew", &[("mechanism", mechanism)])
        }
        ComposeError::File { path, reason } => {
            messages.with("line-file", &[("path", path), ("reason", reason)])
        }
        ComposeError::InvalidBase64 => messages.get("line-not-base64"),
    }
}
