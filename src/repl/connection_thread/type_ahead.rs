//! Lines that were typed ahead. While the server has not yet answered a command that has a literal or
//! answers, what the next lines are for is not known. What the server then says decides: if it refuses the
//! command, they may be the rest of it, and are not sent as commands.

use super::ConnectionThread;
use crate::messages::{Text, text};
use crate::notation::looks_like_answer;
use crate::protocol::dialogue::Completion;
use crate::protocol::framing::Status;
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy};
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};
use std::time::Instant;

/// How the last command ended that had, or could have had, more lines.
pub struct EndedCommand {
    at: Instant,
    display_line: String,
    refused: bool,
    /// That lines which had been typed before are not sent.
    explained: bool,
}

impl EndedCommand {
    /// The command that was completed so, if it is one of these.
    pub fn of(completion: &Completion) -> Option<EndedCommand> {
        let command = &completion.command;
        let refused = completion.status != Status::Ok;
        // What was to follow STARTTLS was to be encrypted.
        let had_more = match refused {
            true => completion.continuation_refused || command.is("STARTTLS"),
            false => command.is("AUTHENTICATE"),
        };
        had_more.then(|| EndedCommand {
            at: Instant::now(),
            display_line: command.display_line.to_string(),
            refused,
            explained: false,
        })
    }
}

impl ConnectionThread {
    /// Whether these lines were typed before the last command ended to which they may belong.
    pub fn are_of_ended_command(&self, lines: &[String], typed_at: Option<Instant>) -> bool {
        let Some(ended) = &self.ended_command else { return false };
        let may_be_of_it = |line: &String| match ended.refused {
            true => is_command(line),
            false => looks_like_answer(line.trim()),
        };
        typed_at.is_some_and(|typed_at| typed_at < ended.at) && lines.iter().any(may_be_of_it)
    }

    /// Reports lines that are not sent because of that.
    pub fn report_of_ended_command(&mut self, lines: &[String]) {
        let Some(ended) = &mut self.ended_command else { return };
        let (refused, command) = (ended.refused, ended.display_line.clone());
        let is_explained = std::mem::replace(&mut ended.explained, true);
        let mut mask = match refused {
            true => self.console.mask(),
            false => InputMask::Command(UnknownVerbPolicy::MaskAll),
        };
        for line in lines {
            self.report_unsent_line(line, &mask);
            mask = mask.after(line);
        }
        if !is_explained {
            let why: &dyn Text = match refused {
                true => &text::ReplAheadOfRefusal { command },
                false => &text::ReplAheadOfLogin,
            };
            self.console.info(why);
        }
    }

    /// Whether what is typed now is hidden, or is a part of a command that may have a secret.
    pub fn hides_input(&self) -> bool {
        !matches!(self.console.mask(), InputMask::Command(_))
    }

    /// Reports lines that were begun while the server waited for a secret. It has ended the command meanwhile.
    pub fn report_late_answer(&mut self, lines: &[String]) {
        for line in lines {
            self.console.echo(&InputMask::All.masked(line));
        }
        self.console.info(text::ReplLateAnswer);
    }

    /// Shows a line that is not sent, and keeps it to be typed again.
    pub fn report_unsent_line(&mut self, line: &str, mask: &InputMask) {
        if let Some(kept) = mask.kept(line) {
            self.state.add_to_history(kept);
        }
        self.console.echo(&mask.masked_unsent(line));
    }
}

fn is_command(line: &str) -> bool {
    matches!(LineClassifier::default().classify(line), TypedLineKind::Command(_))
}
