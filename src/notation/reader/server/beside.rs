//! Responses in a second column, beside the command or the answer to which they reply. Section 11 of
//! `docs/listings.md`.

use crate::notation::lines::ScriptLine;
use crate::notation::marks::after_mark_of_side;
use crate::notation::reader::{ScriptReader, StepResult};
use crate::notation::response::{ListedResponse, bare_status, is_refusal, is_response};

impl ScriptReader {
    /// Reads the command of this text, and then the response beside it.
    pub fn answered_beside(
        &mut self,
        command: &str,
        text: &str,
        line: &ScriptLine,
        read: impl FnOnce(&mut ScriptReader, &ScriptLine) -> StepResult,
    ) -> StepResult {
        let beside = response_in(text.get(command.len()..).unwrap_or_default());
        // Lines below in its column continue the response.
        self.is_answered_beside = beside.is_some();
        let outcome = read(self, &line.saying(command));
        self.is_answered_beside = false;
        let is_sent = self.sent.last.as_ref().is_some_and(|(number, _)| *number == line.number);
        if let Some(beside) = beside.filter(|_| is_sent) {
            self.read_response_beside(beside, line);
        }
        outcome
    }

    /// Reads the response beside the line that was just read. A literal may begin with it.
    pub fn read_response_beside(&mut self, beside: &str, line: &ScriptLine) {
        if is_refusal(beside) {
            self.open = None;
        }
        self.note_server_line(beside, line);
        if self.open.is_none() {
            self.server.response = Some(ListedResponse::begin(beside, line.indent(), 0, false));
            self.server.mark = None;
            self.look_for_literal(beside);
        }
    }
}

/// Splits a text into the answer to AUTHENTICATE's `+` and the response in a second column beside it.
pub fn answer_and_response(text: &str) -> Option<(&str, &str)> {
    let gap = text.find("  ").into_iter().chain(text.find('\t')).min()?;
    let (answer, beside) = text.split_at(gap);
    Some((answer, response_in(beside)?))
}

/// The server's response in a second column, after the separator and the server's mark.
pub fn response_in(column: &str) -> Option<&str> {
    let content =
        column.trim_start_matches(|c: char| !c.is_alphanumeric() && !"*+".contains(c)).trim();
    let content = after_mark_of_side(content).unwrap_or(content);
    (is_response(content) || bare_status(content).is_some()).then_some(content)
}
