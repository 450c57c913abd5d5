//! Judges answers, and reports failures.

use super::failures::{LineRanges, ScriptPosition};
use super::{Replay, SentCommand};
use crate::console::StopReason;
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::notation::{ItemKind, ScriptItem};
use crate::protocol::commands;
use crate::protocol::compose::ComposeError;
use crate::protocol::dialogue::{Completion, LineAction, LineError};
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

/// An answer that is, or may turn out to be, a failure.
struct UnexpectedAnswer {
    /// The command's position in the script.
    place: ScriptPosition,
    /// The command, its secret masked.
    sent: String,
    received: String,
    is_login: bool,
}

/// Answers to commands from standard input whose listed answers have not been read yet.
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
    /// Checks the console's outcome for a line.
    pub(super) fn check_outcome(
        &mut self,
        outcome: Result<LineAction, LineError>,
    ) -> Result<LineAction, StopReason> {
        match outcome {
            Ok(outcome) => Ok(outcome),
            Err(LineError::NotConnected) => {
                self.fail_here(text::ReplayNotConnected)?;
                Ok(LineAction::Nothing)
            }
            // Only a value that the script itself sets can be missing now.
            Err(LineError::Invalid(ComposeError::UndefinedVariable(name))) => {
                self.fail_here(text::ReplayNoValue { name })?;
                Ok(LineAction::Nothing)
            }
            Err(error) => {
                let why = self.console.why_not_sent(&error);
                if matches!(error, LineError::Invalid(_)) {
                    return Err(self.reject(&why));
                }
                self.fail_here(why)?;
                Ok(LineAction::Nothing)
            }
        }
    }

    /// Judges the commands that were completed.
    pub(super) fn judge_completions(&mut self) -> Result<(), StopReason> {
        self.console.0.serve_user()?;
        while let Some(completion) = self.console.take_completion() {
            self.skipping |= completion.continuation_refused;
            if completion.command.is("IDLE") {
                self.console.sinks.expectations.idle_ends();
            }
            match self.sent.remove(&completion.command.number) {
                Some(sent) => self.judge(completion, sent)?,
                None => self.judge_automatic_logout(&completion)?,
            }
        }
        Ok(())
    }

    fn judge(&mut self, completion: Completion, sent: SentCommand) -> Result<(), StopReason> {
        // A BAD with IDLE's tag is judged as the answer to IDLE.
        if completion.taken_as_done {
            return Ok(());
        }
        let ok = completion.status == Status::Ok;
        let listing_follows = self.reads_standard_input();
        if ok != sent.meant_to_fail && !(ok && listing_follows) {
            return Ok(());
        }
        let received = if ok {
            format!("{} OK", completion.command.display_tag())
        } else {
            completion.response
        };
        let answer = UnexpectedAnswer {
            place: sent.place,
            sent: completion.command.display_line().into(),
            received,
            is_login: commands::is_login(completion.command.name()),
        };
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

    /// Judges the LOGOUT that was sent because the script lacks one.
    fn judge_automatic_logout(&mut self, completion: &Completion) -> Result<(), StopReason> {
        let command = &completion.command;
        if !self.ending || !command.is("LOGOUT") || completion.status == Status::Ok {
            return Ok(());
        }
        let place = ScriptPosition { line: 0, ..self.place() };
        let (sent, received) = (command.display_line(), &completion.response);
        self.fail_at(&place, text::ReplayFailed { sent, received })
    }

    /// Notes that the listing from standard input shows NO or BAD for the command on this line.
    pub(super) fn allow_failure(&mut self, line: usize) -> Result<(), StopReason> {
        self.wait_for_all()?;
        let last = self.last_sent();
        if self.is_idle() && last.is_some_and(|sent| sent.place.line == line) {
            return self.fail_accepted_idle();
        }
        let is_for_line = |answer: &mut UnexpectedAnswer| answer.place.line == line;
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

    /// Reports a NO or BAD that is not in the listing.
    fn settle_refused(&mut self) -> Result<(), StopReason> {
        match self.unlisted.refused.take() {
            Some(answer) => self.fail_refused(&answer),
            None => Ok(()),
        }
    }

    /// Reports a NO, BAD or BYE that is not in the listing from standard input.
    pub(super) fn settle_unlisted(&mut self) -> Result<(), StopReason> {
        self.settle_refused()?;
        if !self.console.has_unlisted_bye() {
            return Ok(());
        }
        self.console.settle_unlisted_bye();
        self.check_connection()
    }

    fn fail_unexpected_ok(&mut self, answer: &UnexpectedAnswer) -> Result<(), StopReason> {
        let (sent, received) = (&answer.sent, &answer.received);
        self.fail_at(&answer.place, text::ReplayUnexpectedOk { sent, received })
    }

    fn fail_refused(&mut self, answer: &UnexpectedAnswer) -> Result<(), StopReason> {
        let (sent, received) = (&answer.sent, &answer.received);
        let judged = self.fail_at(&answer.place, text::ReplayFailed { sent, received });
        if answer.is_login && self.console.practice_server().is_some() {
            self.console.info(text::ReplayAccount);
        }
        judged
    }

    /// Reports a connection that ended with commands unanswered.
    pub(super) fn check_connection(&mut self) -> Result<(), StopReason> {
        let listing_follows = self.reads_standard_input();
        match self.console.end() {
            None => Ok(()),
            // The listing may show it.
            Some(_) if listing_follows && self.console.has_unlisted_bye() => Ok(()),
            Some(_) => self.fail_unanswered(),
        }
    }

    /// After the end of the connection: reports the commands that will never be completed.
    pub(super) fn fail_unanswered(&mut self) -> Result<(), StopReason> {
        let may_be_unanswered = self.console.got_expected_bye();
        let unanswered = std::mem::take(&mut self.sent).into_values();
        let mut unanswered = unanswered.filter(|sent| !sent.is_logout && !may_be_unanswered);
        let Some(first) = unanswered.next() else {
            return Ok(());
        };
        let mut others = LineRanges::default();
        unanswered.for_each(|sent| others.add(&sent.place));
        // With --keep-going a `:reconnect` may follow.
        if others.is_empty() {
            self.fail_at(&first.place, text::ReplayConnectionLost)
        } else {
            self.fail_at(&first.place, text::ReplayConnectionLostInFlight { others })
        }
    }

    /// Reports a failure of the current line. Without `--keep-going` it stops the replay.
    pub(super) fn fail_here(&mut self, why: impl Text) -> Result<(), StopReason> {
        self.fail_at(&self.place(), why)
    }

    /// Reports a failure of a line elsewhere in the scripts.
    pub(super) fn fail_at(
        &mut self,
        place: &ScriptPosition,
        why: impl Text,
    ) -> Result<(), StopReason> {
        self.report_failure(place, why);
        if place.is_typed {
            return Err(StopReason::Failed);
        }
        if self.options.keep_going || self.ending {
            return Ok(());
        }
        let unsent = self.commands_left();
        if unsent > 0 {
            self.console.info(text::ReplayStopped { count: unsent });
        }
        Err(StopReason::Failed)
    }

    /// Reports a failure that stops the replay in any case.
    pub(super) fn fail_finally(&mut self, place: &ScriptPosition, why: impl Text) -> StopReason {
        self.report_failure(place, why);
        StopReason::Failed
    }

    fn report_failure(&mut self, place: &ScriptPosition, why: impl Text) {
        let text = format!("{place}: {}", self.console.messages().format(why));
        self.console.notice(NoticeLevel::Error, &text);
        if !place.is_typed {
            self.failures.add(place, text);
        }
    }

    /// How many commands were not begun, of the script that was read whole and those that run it.
    pub(super) fn commands_left(&self) -> usize {
        self.items_left().filter(|item| matches!(item.kind, ItemKind::Command(_))).count()
    }

    /// Whether one of these scripts makes another connection.
    pub(super) fn connects_later(&self) -> bool {
        self.items_left().any(|item| match &item.kind {
            ItemKind::Directive(it) => matches!(**it, Directive::Connect(_) | Directive::Reconnect),
            _ => false,
        })
    }

    fn items_left(&self) -> impl Iterator<Item = &ScriptItem> {
        let scripts = std::iter::once(&self.current).chain(&self.callers);
        scripts.flat_map(|it| it.loaded.script.items.iter().skip(it.begun))
    }

    /// Reports that the current line can't be replayed.
    pub(super) fn reject(&mut self, why: &str) -> StopReason {
        self.fail_finally(&self.place(), why.to_owned());
        StopReason::InvalidScript
    }
}
