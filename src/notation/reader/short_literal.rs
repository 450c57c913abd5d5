//! Literals whose size is too small. What is after the end that it says may be a command of the session, or a line of
//! the mail that quotes one: that is never sent.

use super::client::is_refusal;
use super::literal::OpenLiteral;
use super::{NeedsLine, ScriptReader};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::protocol::typed_line::CommandLine;

/// How a literal ends inside of a line.
pub(super) enum CutLine<'a> {
    /// This much of the line is after it.
    Before(&'a [u8]),
    /// Between its CR and its LF.
    BetweenCrAndLf,
}

impl ScriptReader {
    /// Notes that the size of this literal is wrong, which ends so in this line: what follows
    /// a literal begins with a blank or a bracket. The listing may show that the server refused it.
    pub(super) fn note_cut_line(
        &mut self,
        cut: &CutLine<'_>,
        line: &ScriptLine,
        open: &OpenLiteral,
    ) {
        let behind = match cut {
            CutLine::Before(rest) => match rest.first() {
                None => return,
                Some(b' ' | b'\t' | b')' | b']') if self.may_follow_literal(rest) => return,
                Some(_) => rest.len() as u64 + 2,
            },
            CutLine::BetweenCrAndLf => 1,
        };
        let next = self.next_text(self.at + 1).ok().flatten();
        if self.is_record || next.is_some_and(|next| is_refusal(next.said())) {
            return;
        }
        let (place, is_shortened) = open.announced_at();
        let mistake = match is_shortened {
            true => Mistake::LiteralLeftOut,
            false => Mistake::LiteralCutsLine { line: line.number, behind },
        };
        let error = self.error_at(place.0, place.1, mistake);
        self.output.errors.push(error);
    }

    /// Whether this may stand behind a literal of the current command, as far as its name says: the octets of a mail are the
    /// last argument, and a mailbox that is all of the arguments may have options.
    fn may_follow_literal(&self, rest: &[u8]) -> bool {
        const WITH_MAILBOX: &[&str] =
            &["CREATE", "DELETE", "EXAMINE", "SELECT", "SUBSCRIBE", "UNSUBSCRIBE"];
        let rest = rest.trim_ascii();
        let name = self.sent.last.as_ref().and_then(|(_, text)| self.parse_command(text).spec);
        match name.map_or("", |spec| spec.name) {
            "APPEND" => {
                rest.is_empty()
                    || rest.starts_with(b"(")
                    || rest.starts_with(b"\"")
                    || rest.ends_with(b"}")
                    || rest == b")"
            }
            name if WITH_MAILBOX.contains(&name) => rest.is_empty() || rest.starts_with(b"("),
            _ => true,
        }
    }

    /// Whether a command is part of the mail above it, as far as the listing shows: the completion of the command that
    /// has the mail for its literal stands below, and the answer to this one does not stand after that. Fails if more
    /// lines must arrive.
    pub(super) fn may_be_in_literal(
        &mut self,
        command: &CommandLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let (Some(tag), Some(appended)) = (command.tag, self.below_literal_of.clone()) else {
            return Ok(false);
        };
        if self.is_record || tag == &*appended || !self.sent.open.contains(&appended) {
            self.below_literal_of = None;
            return Ok(false);
        }
        self.is_inside_of(&appended, tag)
    }

    /// Whether the current line, a command with this tag, stands between the command with the tag `outer` and all that answers
    /// it: the completion of that stands below, and the answer to this one does not stand after that. Fails if more lines must
    /// arrive.
    pub(super) fn is_inside_of(&mut self, outer: &str, tag: &str) -> Result<bool, NeedsLine> {
        // Without a server's line, nothing will show it.
        if self.stream && !self.waits_for_next_line {
            return Ok(false);
        }
        let completed = match self.next_with_tag(outer, self.at) {
            Some((index, true)) => index,
            Some((_, false)) => return Ok(false),
            None => return self.is_all_known().then_some(false).ok_or(NeedsLine),
        };
        match self.next_with_tag(tag, self.at + 1) {
            Some((index, completes)) => Ok(!(completes && index > completed)),
            None => self.is_all_known().then_some(true).ok_or(NeedsLine),
        }
    }

    /// Whether this line with the client's mark may be part of the server's literal that began with line `from`, because the
    /// completion of the command that the literal answers stands below. Fails if more lines must arrive.
    pub(super) fn is_in_servers_literal(
        &mut self,
        from: usize,
        index: usize,
    ) -> Result<bool, NeedsLine> {
        let line = self.lines.get(index).ok_or(NeedsLine)?;
        let command = CommandLine::parse_tagged(line.said().trim());
        let tag = command.and_then(|it| it.tag.map(str::to_owned));
        let Some((completed, of)) = self.open_completion_below(index) else {
            return self.is_all_known().then_some(false).ok_or(NeedsLine);
        };
        let Some(tag) = tag.filter(|tag| **tag != *of) else {
            // All commands have the same tag.
            return Ok(self.closes_response(from, completed));
        };
        match self.next_with_tag(&tag, index + 1) {
            Some((answered, completes)) => Ok(!(completes && answered > completed)),
            None => self.is_all_known().then_some(true).ok_or(NeedsLine),
        }
    }

    /// Whether a search may end: the last line has arrived, or enough lines to search.
    pub(super) fn is_all_known(&self) -> bool {
        const FAR: usize = 1000;
        self.ended || self.lines.len() > self.at + FAR
    }
}
