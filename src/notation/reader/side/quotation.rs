//! The quotation of a session in a stream, whose lines arrive one by one: a sign before commands is the
//! client's mark unless the server's lines have it too. Section 2 of `docs/listings.md`.

use crate::notation::lines::ScriptLine;
use crate::notation::lines::quotation::Quotation;
use crate::notation::reader::look_ahead::NEAR;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::protocol::syntax::Side;

impl ScriptReader {
    /// Whether this line shows that the session is in a quotation, whose signs are removed from this line on.
    /// Fails if the deciding lines have not arrived. For a whole script it is already known.
    pub fn learn_quotation(&mut self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        if self.is_record
            || self.open.is_some()
            || self.style.marks.is_some()
            || self.lines.has_quotation()
        {
            return Ok(false);
        }
        let Some(quotation) = Quotation::of_line(line.text()) else {
            return Ok(false);
        };
        let is_shared = match quotation.side_after(line.text()) {
            Some(Side::Server) => self.precedes_commands(quotation)?,
            Some(Side::Client) if self.style.tags.is_empty() => {
                let next = self.next_text(self.at + 1)?;
                next.is_some_and(|next| {
                    Quotation::of_line(next.text()) == Some(quotation)
                        && quotation.side_after(next.text()) == Some(Side::Server)
                })
            }
            _ => false,
        };
        if is_shared {
            self.lines.set_quotation(quotation);
            self.waits_for_next_line = true;
        }
        Ok(is_shared)
    }

    /// Whether the commands have the quotation's signs: the commands above, or else the next one.
    fn precedes_commands(&self, quotation: Quotation) -> Result<bool, NeedsLine> {
        if let Some(mark) = &self.style.client_mark {
            return Ok(Quotation::of_line(mark) == Some(quotation));
        }
        if !self.style.tags.is_empty() {
            return Ok(false);
        }
        let is_quoted = |line: ScriptLine| {
            let found = Quotation::of_line(line.text());
            let side = found.and_then(|found| found.side_after(line.text()));
            (side == Some(Side::Client)).then_some(found == Some(quotation))
        };
        Ok(self.first_below(self.at + 1, NEAR, is_quoted)?.unwrap_or(false))
    }
}
