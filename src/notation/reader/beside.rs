//! What the server says in a second column, beside the command or the answer that it replies to.

use super::client::is_refusal;
use super::{ScriptReader, StepResult};
use crate::notation::lines::ScriptLine;
use crate::notation::marks::behind_mark_of_side;
use crate::notation::response::{ListedResponse, bare_status, is_response};

impl ScriptReader {
    /// Reads the command of this text, and then what the server says beside it.
    pub(super) fn answered_beside(
        &mut self,
        command: &str,
        text: &str,
        line: &ScriptLine,
        read: impl FnOnce(&mut ScriptReader, &ScriptLine) -> StepResult,
    ) -> StepResult {
        let beside = response_in(text.get(command.len()..).unwrap_or_default());
        // What stands below in its column goes on with the response.
        self.is_answered_beside = beside.is_some();
        let outcome = read(self, &line.saying(command));
        self.is_answered_beside = false;
        let is_sent = self.sent.last.as_ref().is_some_and(|(number, _)| *number == line.number);
        if let Some(beside) = beside.filter(|_| is_sent) {
            self.hear_beside(beside, line);
        }
        outcome
    }

    /// The server says this beside the line that was just read. A literal may begin with it.
    pub(super) fn hear_beside(&mut self, beside: &str, line: &ScriptLine) {
        if is_refusal(beside) {
            self.open = None;
        }
        self.heard(beside, line);
        if self.open.is_none() {
            self.response = Some(ListedResponse::begin(beside, line.indent(), 0, false));
            self.response_mark = None;
            self.look_for_literal(beside);
        }
    }
}

/// The answer to AUTHENTICATE's `+` that a text begins with, and the response in a second column beside it.
pub(super) fn answer_and_response(text: &str) -> Option<(&str, &str)> {
    let gap = text.find("  ").into_iter().chain(text.find('\t')).min()?;
    let (answer, beside) = text.split_at(gap);
    Some((answer, response_in(beside)?))
}

/// The server's response in a second column, after what separates that from the first and the server's mark.
pub(super) fn response_in(column: &str) -> Option<&str> {
    let said =
        column.trim_start_matches(|c: char| !c.is_alphanumeric() && !"*+".contains(c)).trim();
    let said = behind_mark_of_side(said).unwrap_or(said);
    (is_response(said) || bare_status(said).is_some()).then_some(said)
}
