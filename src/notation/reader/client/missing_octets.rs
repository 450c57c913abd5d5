//! Literals with missing octets: the server's next line comes before the last of them, or the listing says
//! that it left them out. Section 1 of `docs/listings.md`.

use super::open_literal::Due;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::markup::is_tag;
use crate::notation::prose::forms::is_elided_line;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::{is_continuation_request, is_untagged_status};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::CommandLine;

impl ScriptReader {
    /// How many octets of the literal are missing, if this line shows that it is over: it is the server's, or
    /// says that octets were left out. `None`: the line may belong to the literal.
    pub(super) fn octets_missing_at(&self, line: &ScriptLine, side: Option<Side>) -> Option<u64> {
        let open = self.open.as_ref()?;
        let Due::Octets(octets) = open.due else { return None };
        let is_over = open.lacks_plus()
            || self.is_left_out(line, octets)
            || self.interrupts(side)
            || ((self.completes_early(line.content()) || self.is_last_word(line, octets))
                && !self.is_exact_from(octets));
        is_over.then_some(octets)
    }

    /// Whether this is an untagged status response that is not what is left of the literal, and nothing but
    /// others follow it up to the next command or the end of the listing: the server has given up waiting for
    /// the octets.
    fn is_last_word(&self, line: &ScriptLine, octets: u64) -> bool {
        let size = line.content().len() as u64;
        let follows = || {
            let mut lines = self.lines.from(self.at + 1).filter(|line| !line.is_blank());
            lines.find(|line| !is_untagged_status(line.content()))
        };
        let is_end = |next: Option<ScriptLine>| {
            next.is_none_or(|next| {
                let command = CommandLine::parse(next.content());
                command.tag.is_some() && command.spec.is_some()
            })
        };
        is_untagged_status(line.content())
            && ![size, size + 2].contains(&octets)
            && !self.stream
            && !self.is_record
            && is_end(follows())
    }

    /// Ends the literal above this line, although this many of its octets are missing.
    pub(super) fn end_incomplete(&mut self, line: &ScriptLine, missing: u64) {
        let Some(open) = self.open.take() else { return };
        let (place, is_shortened, count) = (open.place, open.is_shortened, open.count);
        let mistake = if is_shortened || says_left_out(line.content().trim()) {
            Mistake::LiteralLeftOut
        } else {
            Mistake::LiteralIncomplete(missing, count)
        };
        self.report(place, mistake);
    }

    /// Whether a blank line is not part of the literal but surrounds the server's `+`: it is above the `+`,
    /// or below it and the octets of a mail fit without it.
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
        if open.plus_due {
            return Ok(is_continuation_request(next.content().trim()));
        }
        if next.mark.is_some() {
            return Ok(next.side() == Some(Side::Client));
        }
        let is_mail = self.last_command().is_some_and(|command| command.is("APPEND"));
        if is_mail { self.fits_from(self.at + 1, octets, open.spaces.unmarked) } else { Ok(false) }
    }

    /// Whether the octets of the literal are exactly the lines from the current one on, in a whole listing.
    fn is_exact_from(&self, octets: u64) -> bool {
        let spaces = self.open.as_ref().map_or(0, |open| open.spaces.unmarked);
        !self.stream && self.fits_from(self.at, octets, spaces) == Ok(true)
    }

    /// Whether the lines from this index on have exactly this many octets, and a server's line follows them.
    fn fits_from(&self, index: usize, octets: u64, spaces: usize) -> Result<bool, NeedsLine> {
        let last = self.last_line_of(index, octets, |line| Some(line.text_without(spaces)))?;
        let Some(last) = last else {
            return Ok(false);
        };
        // An empty line at the end belongs to the command.
        let is_empty = self.lines.get(last).is_none_or(|line| line.text_without(spaces).is_empty());
        if is_empty { Ok(false) } else { self.is_answered_at(last + 1) }
    }

    /// The index of the line that ends a literal of this many octets, if it ends with a line or before the
    /// announcement of the next one: its lines begin at index `from`, and `octets_of` returns their octets.
    pub fn last_line_of(
        &self,
        from: usize,
        octets: u64,
        octets_of: impl for<'l> Fn(&'l ScriptLine) -> Option<&'l str>,
    ) -> Result<Option<usize>, NeedsLine> {
        // The lines are counted again for each line of a stream that arrives.
        const MAX_OF_STREAM: usize = 1000;
        let most = if self.stream { MAX_OF_STREAM } else { usize::MAX };
        let mut left = octets;
        let mut lines = (from..).zip(self.lines.from(from));
        for (index, line) in lines.by_ref().take(most) {
            let Some(text) = octets_of(&line) else { return Ok(None) };
            match left.checked_sub(text.len() as u64) {
                // The last CRLF may or may not belong to the literal.
                Some(0 | 2) => return Ok(Some(index)),
                Some(rest @ 3..) => left = rest - 2,
                None if announces_next(text, left) => return Ok(Some(index)),
                _ => return Ok(None),
            }
        }
        if self.ended || lines.next().is_some() { Ok(None) } else { Err(NeedsLine) }
    }

    /// Whether this line says that the listing left out the octets of a literal, of which this many are still
    /// expected.
    fn is_left_out(&self, line: &ScriptLine, due: u64) -> bool {
        let content = line.content().trim();
        let size = content.len() as u64;
        let is_login = || self.last_command().is_some_and(|command| command.is_login());
        // imtest writes `<omitted>` for any password.
        let replaces = size > due || (size == due && says_left_out(content) && is_login());
        !self.is_record && replaces && due > 0 && is_elided_line(content)
    }

    /// Whether the line at this index, right below a command that announces a literal, says that the octets
    /// were left out. In a stream, it may not have arrived.
    pub fn leaves_out_literal(&self, command: &CommandLine<'_>, index: usize) -> bool {
        let announced = LiteralAnnouncement::at_end(command.text.as_bytes());
        let line = announced.and_then(|_| self.lines.get(index));
        let (Some(literal), Some(line)) = (announced, line) else {
            return false;
        };
        let is_servers = line.side() == Some(Side::Server);
        !is_servers && says_left_out(line.content().trim()) && self.is_left_out(&line, literal.size)
    }
}

/// Whether the text after this many octets, the last ones of a literal, announces another one: `taro {7}`.
fn announces_next(text: &str, octets: u64) -> bool {
    let rest = usize::try_from(octets).ok().and_then(|octets| text.get(octets..));
    let rest = rest.filter(|rest| rest.starts_with([' ', ')'])).map(str::trim_end);
    rest.is_some_and(|rest| LiteralAnnouncement::at_end(rest.as_bytes()).is_some())
}

/// Whether a line of a literal seems to replace octets that were left out: `<omitted>`, `[binary data]`,
/// `...`. A mail may have HTML.
pub(super) fn says_left_out(text: &str) -> bool {
    let begins =
        text.starts_with(['[', '<', '(', '{', '…', '（', '［', '【']) || text.starts_with("...");
    begins && !is_tag(text) && is_elided_line(text)
}
