//! Lines that were typed ahead. Until the server has answered a command with a literal or with responses,
//! the purpose of the next lines is unknown. If the server refuses the command, they may be the rest of
//! it, and are not sent as commands. After a line that was refused, the lines typed before the refusal was
//! shown are not sent either.

use super::ConnectionThread;
use crate::messages::{Text, text};
use crate::notation::directive::Directive;
use crate::notation::{is_certain_answer, looks_like_answer};
use crate::protocol::dialogue::{Completion, Dialogue, Prompt};
use crate::protocol::framing::Status;
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy, masked};
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};
use std::time::Instant;

/// The end of the last command that had, or could have had, more lines.
pub struct EndedCommand {
    at: Instant,
    display_line: String,
    refused: bool,
    /// Whether it was explained that lines typed before are not sent.
    explained: bool,
    /// Whether a line was sent after it.
    is_followed: bool,
}

impl EndedCommand {
    /// The ended command of this completion, if it could have had more lines.
    pub fn of(completion: &Completion) -> Option<EndedCommand> {
        let command = &completion.command;
        let refused = completion.status != Status::Ok;
        // The lines after STARTTLS were meant to be encrypted.
        let had_more = if refused {
            completion.continuation_refused || command.is("STARTTLS")
        } else {
            command.is("AUTHENTICATE")
        };
        had_more.then(|| EndedCommand {
            at: Instant::now(),
            display_line: command.display_line().into_owned(),
            refused,
            explained: false,
            is_followed: false,
        })
    }
}

impl ConnectionThread {
    /// Whether these lines were typed before the end of the last command, so that they may belong to it.
    pub fn are_of_ended_command(&self, lines: &[String], typed_at: Option<Instant>) -> bool {
        let Some(ended) = &self.ended_command else { return false };
        let may_be_of_it = |line: &String| {
            if ended.refused { is_command(line) } else { may_be_answer(line) }
        };
        let is_ahead = typed_at.is_some_and(|typed_at| typed_at < ended.at);
        is_ahead && lines.iter().any(may_be_of_it)
            || matches!(lines, [line] if self.is_stray_answer(line))
    }

    /// Whether the next line may be one answer too many to an AUTHENTICATE that has just succeeded.
    pub fn awaits_stray_answer(&self) -> bool {
        self.ended_command.as_ref().is_some_and(|ended| !ended.refused && !ended.is_followed)
    }

    /// Whether this line is such an answer. It would be sent as a command, and shown.
    pub fn is_stray_answer(&self, line: &str) -> bool {
        self.awaits_stray_answer() && is_certain_answer(line.trim())
    }

    /// Notes that a line was sent.
    pub fn note_line_after_ended_command(&mut self) {
        if let Some(ended) = &mut self.ended_command {
            ended.is_followed = true;
        }
    }

    /// Reports lines that are not sent because they may belong to the ended command.
    pub fn report_of_ended_command(&mut self, lines: &[String]) {
        let Some(ended) = &mut self.ended_command else { return };
        let (refused, command) = (ended.refused, ended.display_line.clone());
        let is_explained = std::mem::replace(&mut ended.explained, true);
        let mut mask = if refused {
            self.console.mask()
        } else {
            InputMask::Command(UnknownVerbPolicy::MaskAll)
        };
        for line in lines {
            self.report_unsent_line(line, &mask);
            mask = mask.after(line);
        }
        if !is_explained {
            let why: &dyn Text = if refused {
                &text::ReplAheadOfRefusal { command }
            } else {
                &text::ReplAheadOfLogin
            };
            self.console.info(why);
        }
    }

    /// Whether these lines would be sent although they were typed before a line was refused. They were meant
    /// for the state after that line.
    pub fn are_of_refused_line(&self, lines: &[String], typed_at: Option<Instant>) -> bool {
        let is_ahead = self.state.refused_at().zip(typed_at).is_some_and(|(at, typed)| typed < at);
        match self.console.dialogue().filter(|_| is_ahead).map(Dialogue::prompt) {
            None => false,
            Some(Prompt::Tag(_) | Prompt::Done) => {
                lines.len() > 1 || lines.iter().any(|line| sends(line))
            }
            // One line is refused for this reason.
            Some(Prompt::Wait) => lines.len() > 1,
            Some(_) => true,
        }
    }

    /// Reports such lines.
    pub fn report_of_refused_line(&mut self, lines: &[String]) {
        let mut mask = self.console.mask();
        for line in lines {
            self.report_unsent_line(line, &mask);
            mask = mask.after(line);
        }
        let refused_at = self.state.refused_at();
        if std::mem::replace(&mut self.explained_refusal, refused_at) != refused_at {
            self.console.info(text::ReplAheadOfRefusedLine);
        }
    }

    /// Whether input is hidden now, or is part of a command that may have a secret.
    pub fn hides_input(&self) -> bool {
        !matches!(self.console.mask(), InputMask::Command(_))
    }

    /// Reports lines that were begun while the server waited for a secret, when the command has ended since.
    pub fn report_late_answer(&mut self, lines: &[String]) {
        for line in lines {
            self.console.echo(&InputMask::All.masked(line));
        }
        self.console.info(text::ReplLateAnswer);
    }

    /// Shows a line that is not sent, and adds it to the history.
    pub fn report_unsent_line(&mut self, line: &str, mask: &InputMask) {
        let hidden = self.hidden.take();
        let secret = hidden.and_then(|hidden| mask.secret_hidden_before(line, &hidden));
        let line = &masked(line, secret);
        if let Some(kept) = mask.kept(line) {
            self.state.add_to_history(kept);
        }
        self.console.echo(&mask.masked_unsent(line));
    }
}

/// Whether the line would send something.
fn sends(line: &str) -> bool {
    let directive = line.trim().strip_prefix(':').map(Directive::parse);
    is_command(line) || matches!(directive, Some(Ok(Directive::Raw(_) | Directive::Run(_))))
}

/// Whether the line would be sent as a command.
pub fn is_command(line: &str) -> bool {
    matches!(LineClassifier::default().classify(line), TypedLineKind::Command(_))
}

/// Whether a line that was typed before AUTHENTICATE's `+` may be meant as the answer. An empty line is
/// probably not.
pub fn may_be_answer(line: &str) -> bool {
    !line.trim().is_empty() && looks_like_answer(line.trim())
}
