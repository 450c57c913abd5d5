//! Echoed input: a recording of a terminal may show each line of the client twice: commands, the lines of a
//! literal, answers. This is certain if a command that announces a literal is repeated above the server's
//! `+`, or if several commands are repeated. Section 4 of `docs/listings.md`.

use super::{NeedsLine, ScriptReader};
use crate::notation::decision::{LineKind, Why};
use crate::notation::lines::ScriptLine;
use crate::notation::response::is_continuation_request;
use crate::protocol::typed_line::trimmed;

/// Fewer repeated commands may have another reason.
const CERTAIN: usize = 2;

impl ScriptReader {
    /// Skips this line, in the place of a literal's first octets, if it repeats the command above and the
    /// server's `+` is below it; returns whether it does. Fails if more lines must arrive first.
    pub(super) fn skip_echo_of_announcement(
        &mut self,
        line: &ScriptLine,
    ) -> Result<bool, NeedsLine> {
        let is_first = self.open.as_ref().is_some_and(|open| open.awaits_plus());
        if self.is_record || !is_first || !self.repeats_line_above(line) {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        if !next.is_some_and(|next| is_continuation_request(next.content().trim())) {
            return Ok(false);
        }
        self.echoes = CERTAIN;
        self.pass(LineKind::Prose, Why::Repeated)?;
        Ok(true)
    }

    /// Notes that this line repeats a command, perhaps the one directly above.
    pub(super) fn note_repeated(&mut self, line: &ScriptLine) {
        self.echoes += usize::from(self.repeats_line_above(line));
    }

    /// Whether the line at this index, which may echo the one above, has not arrived yet.
    pub(super) fn awaits_echo(&self, index: usize) -> bool {
        self.echoes >= CERTAIN && !self.ended && self.lines.len() <= index
    }

    /// Whether the line at this index is the echo of the one above.
    fn is_echo(&self, index: usize) -> bool {
        let line = self.lines.get(index).filter(|_| self.echoes >= CERTAIN);
        line.is_some_and(|line| self.repeats_line_before(index, &line))
    }

    /// Notes that the line at this index repeats the answer to AUTHENTICATE's `+` above it, as the command
    /// was repeated: the server asked for only one answer.
    pub(super) fn note_repeated_answer(&mut self, index: usize) {
        let line = self.lines.get(index).filter(|_| self.echoes > 0);
        if line.is_some_and(|line| self.repeats_line_before(index, &line)) {
            self.echoes += 1;
        }
    }

    /// Whether the line at this index repeats an answer, and does not continue it.
    pub(super) fn is_repeated_answer(&self, index: usize) -> bool {
        self.is_echo(index)
    }

    /// Skips the current line if it echoes the one above.
    pub(super) fn skip_echo(&mut self) {
        if self.is_echo(self.at) {
            self.decide(self.at, LineKind::Prose, Why::Repeated);
            self.at += 1;
        }
    }

    fn repeats_line_above(&self, line: &ScriptLine) -> bool {
        self.repeats_line_before(self.at, line)
    }

    fn repeats_line_before(&self, index: usize, line: &ScriptLine) -> bool {
        let above = index.checked_sub(1).and_then(|above| self.lines.get(above));
        above.is_some_and(|above| trimmed(above.content()) == trimmed(line.content()))
    }
}

/// How many lines of the session are repeated after this one: `last 4 IMAP4 interactions:`, as Python's
/// imaplib writes.
pub(super) fn interactions_below(note: &str) -> usize {
    let number = note.trim().strip_prefix("last ").and_then(|rest| rest.split_once(' '));
    let number = number.filter(|(_, rest)| rest.ends_with("interactions:"));
    number.and_then(|(number, _)| number.parse().ok()).unwrap_or_default()
}
