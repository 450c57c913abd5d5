//! The output of the reader: items, decisions and mistakes.

use super::{ScriptReader, StepResult};
use crate::notation::Remarks;
use crate::notation::decision::{Decision, LineKind, Why};
use crate::notation::error::{Mistake, ScriptError};
use crate::notation::item::{ItemKind, OutsideAccess, RequiredVariable, ScriptItem};
use crate::notation::lines::ScriptLine;
use crate::notation::marks::is_of_session;
use crate::protocol::secrets::is_unsent_attempt;

/// The output of a reader.
#[derive(Default)]
pub struct ReaderOutput {
    pub items: Vec<ScriptItem>,
    pub required_variables: Vec<RequiredVariable>,
    pub outside_accesses: Vec<OutsideAccess>,
    pub errors: Vec<ScriptError>,
    /// One for each line; none for a stream.
    pub decisions: Vec<Decision>,
    /// What is known so far about the lines that are not sent.
    pub remarks: Remarks,
    /// The lines on which the listing shows that the client is logged in. Empty for a stream.
    pub shown_logins: Vec<usize>,
    /// A comment has a line of a session: the whole session may be in comments.
    pub has_command_in_comment: bool,
    /// The first line that was left out because the server refused the command it belongs to.
    pub left_out: Option<usize>,
}

impl ReaderOutput {
    /// The remarks on these lines. `items`: the items read.
    pub fn remarks(&self, items: &[ScriptItem]) -> Remarks {
        use LineKind::{Elision, Prose, Server, Tool};
        let says = |it: &Decision| matches!(it.kind, Server | Tool | Prose | Elision);
        let is_named = self.remarks.after_logout > 0 || !self.remarks.unsent_commands.is_empty();
        let has_text = self.has_command_in_comment || self.decisions.iter().any(says);
        let does_nothing = !is_named && !items.iter().any(ScriptItem::does) && has_text;
        Remarks { does_nothing, ..self.remarks.clone() }
    }
}

impl ScriptReader {
    /// Whether the listing shows the completion of a command.
    pub fn shows_answers(&self) -> bool {
        !self.evidence.completions.is_empty()
    }

    /// Notes the decision for the line at this index.
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

    /// Decides the current line, and continues after it.
    pub(super) fn pass(&mut self, kind: LineKind, why: Why) -> StepResult {
        self.decide(self.at, kind, why);
        let is_text = matches!(kind, LineKind::Prose | LineKind::Tool);
        self.prose.is_anywhere_above |= is_text;
        if let Some(fetch) = self.text_fetch.as_mut().filter(|_| is_text) {
            fetch.has_text_below = true;
        }
        if is_text && !self.sent.logged_in {
            let line = self.lines.get(self.at);
            self.prose.has_attempt |= line.is_some_and(|line| is_unsent_attempt(line.whole()));
        }
        self.note_heading(kind);
        self.at += 1;
        Ok(())
    }

    /// Decides that the current line is prose, although this text in it would be a command, and continues after
    /// it.
    pub(super) fn pass_unsent(&mut self, text: &str, line: &ScriptLine, why: Why) -> StepResult {
        self.note_unsent(text, line, why);
        self.pass_prose(why)
    }

    /// Notes a comment of a whole script.
    pub(super) fn note_comment(&mut self, text: &str) {
        if self.output.has_command_in_comment || self.stream || self.is_record {
            return;
        }
        let content = text.trim_start_matches(|c: char| "#/;".contains(c) || c.is_whitespace());
        self.output.has_command_in_comment = is_of_session(content);
    }

    /// Decides that the current line is prose, which is not sent, and continues after it.
    pub(super) fn pass_prose(&mut self, why: Why) -> StepResult {
        self.output.remarks.prose += 1;
        self.prose.is_right_above = true;
        self.pass(LineKind::Prose, why)
    }

    pub(super) fn push(&mut self, line: &ScriptLine, kind: ItemKind) {
        let is_command = matches!(kind, ItemKind::Command(_));
        let mut item = ScriptItem::new(line.number, kind);
        if is_command {
            item.follows_unsent_attempt = std::mem::take(&mut self.prose.has_attempt);
        }
        self.output.items.push(item);
    }

    pub(super) fn mistake(&mut self, line: &ScriptLine, mistake: Mistake) {
        self.mistake_at(line, line.column(), mistake);
    }

    pub(super) fn mistake_at(&mut self, line: &ScriptLine, column: usize, mistake: Mistake) {
        self.report((line.number, column), mistake);
    }

    /// Reports a mistake at this line and column.
    pub(super) fn report(&mut self, place: (usize, usize), mistake: Mistake) {
        let error = self.error_at(place, mistake);
        self.output.errors.push(error);
    }

    /// Reports this mistake in the current line, and continues after it.
    pub(super) fn pass_mistake(&mut self, line: &ScriptLine, mistake: Mistake) -> StepResult {
        self.mistake(line, mistake);
        self.pass(LineKind::Mistake, Why::Evident)
    }

    /// Reports a mistake that begins at this column, and continues after the line.
    pub(super) fn pass_mistake_at(
        &mut self,
        line: &ScriptLine,
        column: usize,
        mistake: Mistake,
    ) -> StepResult {
        self.mistake_at(line, column, mistake);
        self.pass(LineKind::Mistake, Why::Evident)
    }

    pub(super) fn error_at(&self, (line, column): (usize, usize), mistake: Mistake) -> ScriptError {
        ScriptError { file: self.lines.file.clone(), line, column, mistake }
    }
}
