//! Which answers are failures, and how failures are reported.

use super::{Replay, SentCommand};
use crate::console::{LineError, LineOutcome, StopReason};
use crate::messages::{Text, text};
use crate::protocol::dialogue::Completion;
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

/// How many failures are repeated at the end.
const MAX_REPEATED: usize = 20;

/// An answer that is, or may turn out to be, a failure.
struct UnexpectedAnswer {
    /// The script's line of the command.
    line: usize,
    /// The command, its secret masked.
    sent: String,
    received: String,
}

/// Answers to commands from standard input, of which the listed answers are not read yet.
#[derive(Default)]
pub struct UnlistedAnswers {
    /// The last NO or BAD. It is a failure unless the listing shows NO or BAD.
    refused: Option<UnexpectedAnswer>,
    /// The last OK. It is a failure if the listing shows NO or BAD.
    succeeded: Option<UnexpectedAnswer>,
    /// The line of the last command whose NO or BAD the listing has shown.
    allowed: Option<usize>,
}

impl Replay<'_> {
    /// Checks what the console made of a line.
    pub(super) fn check_outcome(
        &mut self,
        outcome: Result<LineOutcome, LineError>,
    ) -> Result<LineOutcome, StopReason> {
        match outcome {
            Ok(outcome) => Ok(outcome),
            Err(LineError::NotConnected) => {
                self.fail_at(self.current.line, text::ReplayNotConnected)?;
                Ok(LineOutcome::Nothing)
            }
            Err(LineError::Invalid(error)) => {
                let why = self.console.messages().compose_error(&error);
                Err(self.reject(&why))
            }
        }
    }

    /// Judges the commands that were completed.
    pub(super) fn judge_completions(&mut self) -> Result<(), StopReason> {
        while let Some(completion) = self.console.take_completion() {
            self.skipping |= completion.continuation_refused;
            if completion.command.is("IDLE") {
                self.console.sinks.expectations.stop_counting();
            }
            if let Some(sent) = self.sent.remove(&completion.command.number) {
                self.judge(completion, &sent)?;
            }
        }
        Ok(())
    }

    fn judge(&mut self, completion: Completion, sent: &SentCommand) -> Result<(), StopReason> {
        // The BAD that the server gave to IDLE's tag is judged as the IDLE's answer.
        if completion.taken_as_done {
            return Ok(());
        }
        let ok = completion.status == Status::Ok;
        // Nothing is listed yet for a command from standard input, so nothing is final.
        let listing_follows = self.streaming && self.depth == 0;
        if ok != sent.meant_to_fail && !(ok && listing_follows) {
            return Ok(());
        }
        let received = match ok {
            true => format!("{} OK", String::from_utf8_lossy(completion.command.tag())),
            false => completion.response,
        };
        let answer =
            UnexpectedAnswer { line: sent.line, sent: completion.command.display_line, received };
        match (ok, listing_follows) {
            (true, true) => self.unlisted.succeeded = Some(answer),
            (false, true) => {
                self.settle_refused()?;
                self.unlisted.refused = Some(answer);
            }
            (true, false) => return self.fail_unexpected_ok(&answer),
            (false, false) => return self.fail_refused(&answer),
        }
        Ok(())
    }

    /// The listing of a script from standard input shows NO or BAD for the command on this line.
    pub(super) fn allow_failure(&mut self, line: usize) -> Result<(), StopReason> {
        self.wait_for_all()?;
        let is_for_line = |answer: &mut UnexpectedAnswer| answer.line == line;
        if self.unlisted.refused.take_if(is_for_line).is_some() {
            self.unlisted.allowed = Some(line);
        }
        if self.unlisted.allowed == Some(line) {
            // A listing may show it twice: `* BAD`, then the tagged response.
            return Ok(());
        }
        match self.unlisted.succeeded.take_if(is_for_line) {
            Some(answer) => self.fail_unexpected_ok(&answer),
            None => Ok(()),
        }
    }

    /// Reports a NO or BAD that the listing has not shown.
    pub(super) fn settle_refused(&mut self) -> Result<(), StopReason> {
        match self.unlisted.refused.take() {
            Some(answer) => self.fail_refused(&answer),
            None => Ok(()),
        }
    }

    fn fail_unexpected_ok(&mut self, answer: &UnexpectedAnswer) -> Result<(), StopReason> {
        let (sent, received) = (&answer.sent, &answer.received);
        self.fail_at(answer.line, text::ReplayUnexpectedOk { sent, received })
    }

    fn fail_refused(&mut self, answer: &UnexpectedAnswer) -> Result<(), StopReason> {
        let (sent, received) = (&answer.sent, &answer.received);
        self.fail_at(answer.line, text::ReplayFailed { sent, received })
    }

    /// A connection that ended with commands unanswered is a failure.
    pub(super) fn check_connection(&mut self) -> Result<(), StopReason> {
        if self.console.end().is_none() {
            return Ok(());
        }
        let mut unanswered = std::mem::take(&mut self.sent).into_values();
        match unanswered.find(|sent| !sent.is_logout) {
            // With --keep-going a `:reconnect` may follow.
            Some(sent) => self.fail_at(sent.line, text::ReplayConnectionLost),
            None => Ok(()),
        }
    }

    /// Reports a failure of what is written on this line. It stops the replay unless `--keep-going`
    /// was given.
    pub(super) fn fail_at(&mut self, line: usize, why: impl Text) -> Result<(), StopReason> {
        let text = self.place_of(line) + &self.console.messages().format(why);
        self.report_failure(text);
        match self.options.keep_going {
            true => Ok(()),
            false => Err(StopReason::Failed),
        }
    }

    /// Reports a failure that stops the replay in any case.
    pub(super) fn fail_finally(&mut self, why: impl Text) -> StopReason {
        self.report_failure(self.console.messages().format(why));
        StopReason::Failed
    }

    fn report_failure(&mut self, text: String) {
        self.failures += 1;
        self.console.notice(NoticeLevel::Error, &text);
        if self.reported_failures.len() < MAX_REPEATED {
            self.reported_failures.push(text);
        }
    }

    /// Reports that the current line can't be replayed.
    pub(super) fn reject(&mut self, why: &str) -> StopReason {
        let text = self.place() + why;
        self.console.notice(NoticeLevel::Error, &text);
        self.failures += 1;
        StopReason::InvalidScript
    }
}
