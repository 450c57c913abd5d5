//! What a reader has read, and how it notes that.

use super::StepOutcome;
use super::{ScriptReader, StepResult};
use crate::notation::UnsentCommand;
use crate::notation::decision::{Decision, LineKind, Why};
use crate::notation::error::{Mistake, ScriptError};
use crate::notation::item::{ItemKind, OutsideAccess, RequiredVariable, ScriptItem};
use crate::notation::lines::ScriptLine;
use crate::protocol::secrets::is_unsent_attempt;

/// What a reader has read.
#[derive(Default)]
pub struct ReaderOutput {
    pub items: Vec<ScriptItem>,
    pub required_variables: Vec<RequiredVariable>,
    pub outside_accesses: Vec<OutsideAccess>,
    pub errors: Vec<ScriptError>,
    /// One for each line; none for a stream.
    pub decisions: Vec<Decision>,
    /// How many lines of prose were not sent.
    pub prose: usize,
    /// Lines that were not sent, but would be complete commands.
    pub unsent_commands: Vec<UnsentCommand>,
    /// How many commands follow the end of the session.
    pub after_logout: usize,
    /// The lines on which the listing shows that the client is logged in. Not those of a stream.
    pub shown_logins: Vec<usize>,
    /// The first line that was left out because the server had refused what it belongs to.
    pub left_out: Option<usize>,
}

impl ReaderOutput {
    /// Whether a whole script says something, but does nothing, and has nothing that is named otherwise.
    pub fn does_nothing(&self, items: &[ScriptItem]) -> bool {
        let does = |item: &ScriptItem| {
            use ItemKind::{Comment, Heading, ServerCloses};
            !matches!(item.kind, Comment(_) | Heading(_) | ServerCloses)
        };
        let says =
            |it: &Decision| matches!(it.kind, LineKind::Server | LineKind::Tool | LineKind::Prose);
        let is_named = self.after_logout > 0 || !self.unsent_commands.is_empty();
        !is_named && !items.iter().any(does) && self.decisions.iter().any(says)
    }
}

impl ScriptReader {
    /// Notes what the line at this index is.
    pub(super) fn decide(&mut self, index: usize, kind: LineKind, why: Why) {
        if self.stream {
            return;
        }
        let decisions = &mut self.output.decisions;
        if decisions.len() <= index {
            decisions.resize(index + 1, Decision::default());
        }
        decisions[index] = Decision { kind, why };
    }

    /// Goes on after the current line, which is this.
    pub(super) fn pass(&mut self, kind: LineKind, why: Why) -> StepResult {
        self.decide(self.at, kind, why);
        let is_text = matches!(kind, LineKind::Prose | LineKind::Tool);
        self.has_text |= is_text;
        if let Some(fetch) = self.text_fetch.as_mut().filter(|_| is_text) {
            fetch.has_text_below = true;
        }
        if is_text && !self.sent.logged_in {
            let line = self.lines.get(self.at);
            self.unsent_attempt |= line.is_some_and(|line| is_unsent_attempt(line.whole()));
        }
        self.note_heading(kind);
        self.at += 1;
        Ok(StepOutcome::Continue)
    }

    /// Goes on after a line of prose, which is not sent.
    pub(super) fn pass_prose(&mut self, why: Why) -> StepResult {
        self.output.prose += 1;
        self.below_prose = true;
        self.pass(LineKind::Prose, why)
    }

    pub(super) fn push(&mut self, line: &ScriptLine, kind: ItemKind) {
        let is_command = matches!(kind, ItemKind::Command(_));
        let mut item = ScriptItem::new(line.number, kind);
        if is_command {
            item.follows_unsent_attempt = std::mem::take(&mut self.unsent_attempt);
        }
        self.output.items.push(item);
    }

    pub(super) fn mistake(&mut self, line: &ScriptLine, mistake: Mistake) {
        self.mistake_at(line, line.column(), mistake);
    }

    pub(super) fn mistake_at(&mut self, line: &ScriptLine, column: usize, mistake: Mistake) {
        let error = self.error_at(line.number, column, mistake);
        self.output.errors.push(error);
    }

    /// Goes on after the current line, which is this mistake.
    pub(super) fn pass_mistake(&mut self, line: &ScriptLine, mistake: Mistake) -> StepResult {
        self.mistake(line, mistake);
        self.pass(LineKind::Mistake, Why::Evident)
    }

    /// The same, where the mistake begins at this column.
    pub(super) fn pass_mistake_at(
        &mut self,
        line: &ScriptLine,
        column: usize,
        mistake: Mistake,
    ) -> StepResult {
        self.mistake_at(line, column, mistake);
        self.pass(LineKind::Mistake, Why::Evident)
    }

    pub(super) fn error_at(&self, line: usize, column: usize, mistake: Mistake) -> ScriptError {
        ScriptError { file: self.file.clone(), line, column, mistake }
    }
}
