//! Literals of which octets are missing: the server's next line stands above the last of them, or the listing says that it has
//! left them out.

use super::literal::Due;
use super::{NeedsLine, ScriptReader};
use crate::notation::error::Mistake;
use crate::notation::forms::is_elided_line;
use crate::notation::html::is_tag;
use crate::notation::lines::ScriptLine;
use crate::notation::response::{is_continuation_request, is_response};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::CommandLine;

impl ScriptReader {
    /// How many octets of the literal are missing where this line shows that it is over: the server speaks, or the octets
    /// were left out. `None`: the line may be the literal's.
    pub(super) fn octets_missing_at(&self, line: &ScriptLine, side: Option<Side>) -> Option<u64> {
        let open = self.open.as_ref()?;
        let Due::Octets(octets) = open.due else { return None };
        let is_over = open.lacks_plus()
            || self.is_left_out(line, octets)
            || self.interrupts(side)
            || (self.completes_early(line.said()) && !self.is_exact_from(octets));
        is_over.then_some(octets)
    }

    /// The literal ends above this line, although this many of its octets are missing.
    pub(super) fn end_incomplete(&mut self, line: &ScriptLine, missing: u64) {
        let Some(open) = self.open.take() else { return };
        let (place, is_shortened) = open.announced_at();
        let mistake = match is_shortened || says_left_out(line.said().trim()) {
            true => Mistake::LiteralLeftOut,
            false => Mistake::LiteralIncomplete(missing),
        };
        let error = self.error_at(place.0, place.1, mistake);
        self.output.errors.push(error);
    }

    /// Whether a blank line is no octets of the literal, but stands between these and the server's `+`: above that, or below it
    /// if the octets of a mail fit without it. Fails if that takes another line.
    pub(super) fn is_blank_before_octets(&self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        let Some(open) = self.open.as_ref().filter(|open| open.awaits_first_line()) else {
            return Ok(false);
        };
        let Due::Octets(octets) = open.due else { return Ok(false) };
        let is_listing = !self.is_record && (!self.stream || self.waits_for_next_line);
        if !line.is_blank() || line.mark.is_some() || !is_listing {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        let Some(next) = next else { return Ok(false) };
        if open.awaits_plus() {
            return Ok(is_continuation_request(next.said().trim()));
        }
        if next.mark.is_some() {
            return Ok(next.mark.is_some_and(|mark| mark.side == Side::Client));
        }
        let is_mail = self.sent.last.as_ref().is_some_and(|(_, text)| {
            self.parse_command(text).spec.is_some_and(|spec| spec.name == "APPEND")
        });
        if is_mail { self.fits_from(self.at + 1, octets, open.blanks.unmarked) } else { Ok(false) }
    }

    /// Whether the octets of the literal are exactly the lines from the current one on, of a whole listing.
    fn is_exact_from(&self, octets: u64) -> bool {
        let blanks = self.open.as_ref().map_or(0, |open| open.blanks.unmarked);
        !self.stream && self.fits_from(self.at, octets, blanks) == Ok(true)
    }

    /// Whether this many octets are those of the lines from this index on, and the server speaks below. Fails if that takes
    /// another line.
    fn fits_from(&self, index: usize, octets: u64, blanks: usize) -> Result<bool, NeedsLine> {
        let mut left = octets;
        for (line, index) in self.lines.from(index).zip(index..) {
            let length = line.text_without(blanks).len() as u64;
            if left == length || left == length + 2 {
                // An empty line at the end is that of the command.
                if length == 0 {
                    return Ok(false);
                }
                let next = self.next_text(index + 1)?;
                return Ok(next.is_some_and(|next| is_response(next.said().trim())));
            }
            match left.checked_sub(length + 2) {
                Some(rest) => left = rest,
                None => return Ok(false),
            }
        }
        if self.ended { Ok(false) } else { Err(NeedsLine) }
    }

    /// Whether the listing says with this line that it has left out the octets of a literal, of which this many are due.
    fn is_left_out(&self, line: &ScriptLine, due: u64) -> bool {
        let said = line.said().trim();
        !self.is_record && said.len() as u64 > due && due > 0 && is_elided_line(said)
    }

    /// Whether the line at this index, right below a command that announces a literal, says that its octets were left out. Of a
    /// stream, it may not have arrived.
    pub(super) fn leaves_out_literal(&self, command: &CommandLine<'_>, index: usize) -> bool {
        let announced = LiteralAnnouncement::at_end(command.text.as_bytes());
        let line = announced.and_then(|_| self.lines.get(index));
        let (Some(literal), Some(line)) = (announced, line) else {
            return false;
        };
        let is_servers = line.mark.is_some_and(|mark| mark.side == Side::Server);
        !is_servers && says_left_out(line.said().trim()) && self.is_left_out(&line, literal.size)
    }
}

/// Whether a line of a literal seems to stand for octets that were left out: `<omitted>`, `[binary data]`, `...`. A mail may have
/// HTML.
pub(super) fn says_left_out(text: &str) -> bool {
    let begins =
        text.starts_with(['[', '<', '(', '{', '…', '（', '［', '【']) || text.starts_with("...");
    begins && !is_tag(text) && is_elided_line(text)
}
