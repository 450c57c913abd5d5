//! Literals whose size is too small. The text after their counted end may be a command of the session, or a
//! line of the mail that quotes one: it is never sent. Section 1 of `docs/listings.md`.

use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::reader::client::open_literal::OpenLiteral;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::protocol::commands::CommandSpec;
use crate::protocol::compose::LineOctets;
use crate::protocol::dialogue::left_over;
use crate::protocol::typed_line::CommandLine;

impl ScriptReader {
    /// Notes that the size of this literal is wrong if it ends inside this line, as `cut` says: the rest after a literal
    /// begins with a space or a bracket. The listing may show that the server refused it.
    pub fn note_cut_line(&mut self, cut: LineOctets<'_>, line: &ScriptLine, open: &OpenLiteral) {
        let (left_over, to_end) = match cut {
            LineOctets::Line { .. } => return,
            LineOctets::End { rest, .. } => match rest.first() {
                None => return,
                Some(b' ' | b'\t' | b')' | b']') if self.may_follow_literal(rest, open) => return,
                Some(_) => {
                    let left_over = left_over(rest, self.command_of(open));
                    (left_over as u64, left_over == rest.len())
                }
            },
            LineOctets::BetweenCrAndLf => (0, true),
        };
        if self.is_record || self.is_refused_at(self.at + 1) == Ok(true) {
            return;
        }
        let mistake = if open.is_shortened {
            Mistake::LiteralLeftOut
        } else {
            Mistake::LiteralCutsLine { line: line.number, left_over, to_end, count: open.count }
        };
        self.report(open.place, mistake);
    }

    /// Whether the current command, judging by its name, may have this text after a literal: a mail is the
    /// last argument, a mailbox that is the only argument may have options, and a login has two arguments.
    fn may_follow_literal(&self, rest: &[u8], open: &OpenLiteral) -> bool {
        const WITH_MAILBOX: &[&str] =
            &["CREATE", "DELETE", "EXAMINE", "SELECT", "SUBSCRIBE", "UNSUBSCRIBE"];
        let rest = rest.trim_ascii();
        // What a typed command has open is not known.
        let may_close = open.nesting.is_open() || open.begun_before;
        match self.command_of(open).map_or("", |spec| spec.name) {
            // The next literal, or the end of CATENATE's list.
            "APPEND" => {
                rest.is_empty() || rest.ends_with(b"}") || (may_close && rest.starts_with(b")"))
            }
            // The name is followed by the password alone.
            "LOGIN" => rest.starts_with(b"\"") || !rest.contains(&b' '),
            name if WITH_MAILBOX.contains(&name) => rest.is_empty() || rest.starts_with(b"("),
            _ => true,
        }
    }

    /// The command that this literal belongs to.
    fn command_of(&self, open: &OpenLiteral) -> Option<&'static CommandSpec> {
        open.command.or_else(|| self.last_command().and_then(|command| command.spec))
    }

    /// Whether a command may be part of the mail above it. It is if the listing shows the completion of the
    /// mail's command only below it, and no answer to it after that.
    pub fn may_be_in_literal(&mut self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        let (Some(tag), Some(appended)) = (command.tag, self.continues_at.literal_of.clone())
        else {
            return Ok(false);
        };
        if tag == &*appended || !self.sent.tags.is_open(&appended) {
            self.continues_at.literal_of = None;
            return Ok(false);
        }
        self.is_between_command_and_completion(&appended, tag)
    }

    /// Whether the current line, a command with this tag, is between the command with the tag `outer` and its
    /// completion, and no answer to the current line follows that completion.
    pub(super) fn is_between_command_and_completion(
        &mut self,
        outer: &str,
        tag: &str,
    ) -> Result<bool, NeedsLine> {
        // A stream without a server's line will not show it.
        if self.stream && !self.waits_for_next_line {
            return Ok(false);
        }
        let completed = match self.next_with_tag(outer, self.at) {
            Some((index, true)) => index,
            Some((_, false)) => return Ok(false),
            None => return self.is_all_known().then_some(false).ok_or(NeedsLine),
        };
        self.is_unanswered_below(tag, self.at + 1, completed)
    }

    /// Whether the command with this tag above this index has no answer below the line `completed`.
    fn is_unanswered_below(
        &mut self,
        tag: &str,
        index: usize,
        completed: usize,
    ) -> Result<bool, NeedsLine> {
        match self.next_with_tag(tag, index) {
            Some((answer, completes)) => Ok(!(completes && answer > completed)),
            None => self.is_all_known().then_some(true).ok_or(NeedsLine),
        }
    }

    /// Whether this line with the client's mark may be part of the server's literal that began with line
    /// `from`: the completion of the literal's command is below.
    pub(super) fn is_in_servers_literal(
        &mut self,
        from: usize,
        index: usize,
    ) -> Result<bool, NeedsLine> {
        let line = self.lines.get(index).ok_or(NeedsLine)?;
        let command = CommandLine::parse_tagged(line.content().trim());
        let tag = command.and_then(|it| it.tag.map(str::to_owned));
        let Some((completed, of)) = self.open_completion_below(index) else {
            return self.is_all_known().then_some(false).ok_or(NeedsLine);
        };
        let Some(tag) = tag.filter(|tag| **tag != *of) else {
            // All commands have the same tag.
            return Ok(self.closes_response(from, completed));
        };
        self.is_unanswered_below(&tag, index + 1, completed)
    }
}
