//! Literals of which octets are missing: the server's next line stands above the last of them, or the listing says that it has
//! left them out.

use super::ScriptReader;
use super::literal::Due;
use crate::notation::error::Mistake;
use crate::notation::forms::is_elided_line;
use crate::notation::html::is_tag;
use crate::notation::lines::ScriptLine;
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
            || self.completes_early(line.said());
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
