//! Listings that begin inside of a message: what stands there may look like commands.

use super::{NeedsLine, ScriptReader};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::response::ListedResponse;
use crate::protocol::typed_line::tagged_status;

impl ScriptReader {
    /// Whether this line closes a response right above a completion, and nothing has opened that: the lines above, of which
    /// one was read as a command, may be of a message. Fails if that takes another line.
    pub(super) fn closes_unknown_response(&self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        let said = line.said().trim_end();
        let may_be = !self.is_record && !self.reads_sessions && self.sent.last.is_some();
        let is_open =
            self.literal_may_go_on || self.response.as_ref().is_some_and(ListedResponse::is_open);
        if !said.ends_with(')') || !may_be || is_open {
            return Ok(false);
        }
        // A line of an untagged response may be wrapped.
        let is_wrapped = self.continues_response(line)
            && self
                .lines
                .get(self.at.wrapping_sub(1))
                .is_some_and(|it| it.said().trim().starts_with("* "));
        if is_wrapped {
            return Ok(false);
        }
        // What follows a literal begins with a blank or a bracket.
        if !said.starts_with([' ', ')']) || !closes_more(said) {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        Ok(next.is_some_and(|next| tagged_status(next.said().trim()).is_some()))
    }

    /// A `+` of the server was read that answers nothing. What follows may be the octets or the answer that it asks for.
    pub(super) fn note_unasked_plus(&mut self, line: &ScriptLine) {
        let is_asked = self.sent.last.is_some() || self.auth.is_some() || self.idle.is_some();
        if !is_asked && !self.is_record && !self.reads_sessions {
            self.unasked_plus.get_or_insert(line.number);
        }
    }

    /// A command is sent: after such a `+` it may be one of those octets.
    pub(super) fn refuse_below_unasked_plus(&mut self) {
        if let Some(line) = self.unasked_plus.take() {
            let error = self.error_at(line, 1, Mistake::BeginningNotShown);
            self.output.errors.push(error);
        }
    }
}

/// Whether a text closes more brackets than it opens.
fn closes_more(text: &str) -> bool {
    text.matches(')').count() > text.matches('(').count()
}
