//! Incomplete commands: their literals, the lines up to END, and the rest after them. Section 1 of
//! `docs/listings.md`.

use super::missing_octets::says_left_out;
use super::open_literal::{Due, OpenLiteral, Spaces, due_after};
use super::wrapped::{Nesting, WrappedLine};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::item::{AccessTarget, ItemKind, ScriptItem};
use crate::notation::lines::ScriptLine;
use crate::notation::marks::quoted::quoted_octets;
use crate::notation::other_format::OtherFormat;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::response::{
    bare_status, is_continuation_request, is_unsolicited_data, response_keyword,
};
use crate::notation::words::{breaks_framing, spaces_before};
use crate::protocol::compose::{LineOctets, LinesForm, LiteralMarker, split_literal_marker};
use crate::protocol::dialogue::LiteralCount;
use crate::protocol::framing::Status;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, looks_like_tag, tagged_status};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::borrow::Cow;

impl ScriptReader {
    /// Opens the literal announced at the end of a command's line.
    pub fn open_literal(
        &mut self,
        text: &str,
        tag: Option<&str>,
        line: &ScriptLine,
        nesting: &Nesting,
    ) {
        let announced = self.announced(text, line);
        self.open_announced(announced, tag, line);
        if let Some(open) = &mut self.open {
            open.nesting = nesting.clone();
        }
    }

    /// Opens the literal of a command that is not sent, because the listing shows it for the second time or has
    /// left out a part of it: its octets are neither sent nor read as commands.
    pub(super) fn open_unsent_literal(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        nesting: &Nesting,
    ) {
        self.open_literal(command.text, command.tag, line, nesting);
        if let Some(open) = &mut self.open {
            open.is_unsent = true;
        }
    }

    /// Opens the announced literal, if there is one. The announcement includes whether a `+` comes before it.
    pub(super) fn open_announced(
        &mut self,
        announced: Option<(Due, bool)>,
        tag: Option<&str>,
        line: &ScriptLine,
    ) {
        let Some((due, plus_due)) = announced else {
            self.open = None;
            return;
        };
        let spaces = match line.mark {
            Some(mark) => {
                let marked = spaces_before(line.content());
                Spaces { marked, unmarked: mark.after + marked }
            }
            None => Spaces { marked: 0, unmarked: spaces_before(line.text()) },
        };
        self.open = Some(OpenLiteral {
            count: counted(&due),
            due,
            spaces,
            plus_due,
            synchronizing: plus_due,
            tag: tag.map(Box::from),
            is_decoded: line.is_decoded(),
            place: (line.number, line.column()),
            beginning: self.beginning_of(line),
            ..OpenLiteral::default()
        });
    }

    /// The literal announced at the end of a command's line, and whether a `+` comes before it.
    fn announced(&mut self, text: &str, line: &ScriptLine) -> Option<(Due, bool)> {
        if !text.ends_with('}') {
            return None;
        }
        match split_literal_marker(text).1 {
            Some(LiteralMarker::File(path)) => {
                self.access(line, AccessTarget::Read(path.to_owned()));
                None
            }
            Some(LiteralMarker::Lines { end, form }) => {
                let base64 = (form == LinesForm::Base64).then(String::new);
                Some((Due::Lines { end: end.to_owned(), base64 }, false))
            }
            None => due_after(text.as_bytes()),
        }
    }

    /// A line while a command is incomplete.
    pub fn literal_line(&mut self, line: &ScriptLine) -> StepResult {
        let Some(open) = &self.open else {
            return Ok(());
        };
        let side = line.side().filter(|_| self.style.marks.is_some());
        if line.is_decoded() && !open.is_decoded && side != Some(Side::Server) {
            return self.literal_line(&line.as_written());
        }
        if self.is_record && side.is_none() {
            // A record marks each line of a literal.
            return self.unmarked_line(line);
        }
        if self.is_servers_turn(line.content(), side) {
            return self.server_turn(line);
        }
        if self.is_record
            && side == Some(Side::Server)
            && self.ends_before_its_octets(line.content())
        {
            self.open = None;
            return Ok(());
        }
        if self.is_blank_before_octets(line)? {
            return self.pass(LineKind::Blank, Why::Evident);
        }
        if self.skip_echo_of_announcement(line)? {
            return Ok(());
        }
        self.further_line(line, side)
    }

    /// A line while a command is incomplete that is not the server's turn.
    fn further_line(&mut self, line: &ScriptLine, side: Option<Side>) -> StepResult {
        let Some(open) = &self.open else {
            return Ok(());
        };
        if open.plus_due && line.mark.is_none() && is_unsolicited_data(line.content()) {
            return self.unsolicited_data_before_literal();
        }
        if matches!(open.due, Due::Rest) && self.begins_next_command(line, side) {
            self.end_with_empty_rest();
            return Ok(());
        }
        if let Some(octets) = self.octets_missing_at(line, side) {
            self.end_incomplete(line, octets);
            return Ok(());
        }
        if side == Some(Side::Server) {
            // Something of another command.
            return self.pass(LineKind::Server, Why::ServerMark);
        }
        if open.is_decoded
            && !line.is_decoded()
            && side.is_some()
            && let Some(octets) = quoted_octets(line.content())
        {
            return match octets {
                Some(octets) => self.take_line(&line.saying(&octets), side),
                None => self.pass_mistake(line, Mistake::OtherFormat(OtherFormat::QuotedLines)),
            };
        }
        self.take_line(line, side)
    }

    /// A response of another kind where the server's `+` is expected.
    fn unsolicited_data_before_literal(&mut self) -> StepResult {
        if let Some(open) = &mut self.open {
            open.has_unsolicited_data = true;
        }
        self.learn_response(None);
        self.pass(LineKind::Server, Why::ServerForm)
    }

    /// A client's line while a command is incomplete.
    fn take_line(&mut self, line: &ScriptLine, side: Option<Side>) -> StepResult {
        if self.awaits_echo(self.at + 1) {
            return Err(Stop::NeedsLine);
        }
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        (open.plus_due, open.has_lines) = (false, true);
        if self.style.page
            && let Some(command) = self.style.tags.parse(line.text().trim())
        {
            open.swallowed.extend(command.tag.map(Box::from));
        }
        let text = open.text_of(line, side);
        let Ok(WrappedLine { text, next, .. }) = self.gather_rest(text, &open) else {
            self.open = Some(open);
            return Err(Stop::NeedsLine);
        };
        if let Some(at) = breaks_framing(&text) {
            self.mistake_at(line, line.column() + at, Mistake::BreaksFraming);
        }
        for index in self.at + 1..next {
            self.decide(index, LineKind::Continuation, Why::Wrapped);
        }
        let begun_before = open.begun_before;
        let ends_counted = self.take_text(text, line, open);
        self.at = next;
        self.skip_echo();
        // What is pasted into a literal is a message: a blank line does not end it.
        let blank = |at: &usize| self.lines.get(*at).is_some_and(|line| line.is_blank());
        let blanks = (self.at..).take_while(|at| begun_before && blank(at)).count();
        self.continues_at.literal = ends_counted.then_some(self.at + blanks);
        Ok(())
    }

    /// Takes the text of a client's line while its command is incomplete. Returns whether the command, which
    /// had a counted literal, ends with it.
    fn take_text(&mut self, text: Cow<'_, str>, line: &ScriptLine, mut open: OpenLiteral) -> bool {
        let why = match open.due {
            Due::Octets(_) => Why::LiteralOctets,
            Due::Rest => Why::AfterLiteral,
            Due::Lines { .. } => Why::LiteralLines,
        };
        let (tag, is_unsent) = (open.tag.clone(), open.is_unsent);
        open.is_shortened |= why == Why::LiteralOctets && says_left_out(text.trim());
        self.open = match open.due {
            Due::Octets(left) => self.take_octets(text.as_bytes(), left, open, line),
            Due::Rest => self.take_octets(text.as_bytes(), 0, open, line),
            Due::Lines { .. } => self.take_until_end(&text, open),
        };
        if is_unsent {
            self.decide(self.at, LineKind::Prose, Why::Repeated);
        } else {
            self.push(line, ItemKind::FurtherLine(text.into()));
            self.decide(self.at, LineKind::Octets, why);
        }
        let is_counted = why != Why::LiteralLines && !self.is_record;
        let ends_counted = is_counted && self.open.is_none();
        self.continues_at.literal_of = tag.filter(|_| ends_counted);
        ends_counted
    }

    /// The line and, where the rest of the command begins in it, the lines that continue it.
    fn gather_rest<'a>(
        &mut self,
        text: &'a str,
        open: &OpenLiteral,
    ) -> Result<WrappedLine<'a>, NeedsLine> {
        let octets = match open.due {
            Due::Octets(octets) => octets,
            Due::Rest => 0,
            Due::Lines { .. } => u64::MAX,
        };
        let rest = usize::try_from(octets).ok().and_then(|octets| text.get(octets..));
        let mut nesting = open.nesting.clone();
        nesting.read(rest.unwrap_or_default());
        if rest.is_some_and(|rest| !rest.trim().is_empty()) && open.beginning.wraps {
            self.gather(text, nesting, open.beginning.clone())
        } else {
            Ok(WrappedLine::single(text, self.at))
        }
    }

    /// Takes a line of those up to the END.
    fn take_until_end(&mut self, text: &str, mut open: OpenLiteral) -> Option<OpenLiteral> {
        let Due::Lines { end, base64 } = &mut open.due else {
            return None;
        };
        if text.trim_end() != end {
            if let Some(base64) = base64 {
                base64.extend(text.split_ascii_whitespace());
            }
            return Some(open);
        }
        if base64.as_ref().is_some_and(|text| STANDARD.decode(text).is_err()) {
            self.report(open.place, Mistake::NotBase64);
        }
        None
    }

    /// Takes a literal's octets from a line, counting CRLF; the remaining text continues the command.
    fn take_octets(
        &mut self,
        text: &[u8],
        left: u64,
        mut open: OpenLiteral,
        line: &ScriptLine,
    ) -> Option<OpenLiteral> {
        let taken = LineOctets::take(text, left);
        if self.last_command().is_some_and(|command| has_no_secret_literal(&command)) {
            open.count.look_for_wide(text);
        }
        self.note_cut_line(taken, line, &open);
        let rest = match taken {
            LineOctets::Line { remaining } => {
                open.count.line_endings += 1;
                return Some(OpenLiteral { due: Due::octets(remaining), ..open });
            }
            LineOctets::End { rest, .. } => rest,
            LineOctets::BetweenCrAndLf => return None,
        };
        let announced = match std::str::from_utf8(rest) {
            Ok(rest) => {
                let rest = rest.trim_end_matches([' ', '\t']).to_owned();
                self.variables(&rest, line, None);
                open.nesting.read(&rest);
                self.announced(&rest, line)
            }
            // The count ended inside a character: it is sent as it is.
            Err(_) => due_after(rest),
        };
        let Some((due, plus_due)) = announced else {
            self.note_unclosed(&open.nesting, open.place);
            return None;
        };
        let count = counted(&due);
        Some(OpenLiteral {
            due,
            count,
            plus_due,
            synchronizing: plus_due,
            begun_before: false,
            ..open
        })
    }

    /// The script's end while a command is incomplete.
    pub fn finish_literal(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let mistake = match &open.due {
            // The rest of it may be typed.
            _ if open.begun_before => return,
            _ if self.is_record => return self.cut_off(),
            Due::Octets(_) if open.is_shortened => Mistake::LiteralLeftOut,
            Due::Octets(left) => Mistake::LiteralIncomplete(*left, open.count),
            Due::Lines { end, .. } => Mistake::MissingEndLine(end.clone()),
            Due::Rest => return self.end_with_empty_rest(),
        };
        self.report(open.place, mistake);
    }

    /// The end of a record's connection in the middle of a command.
    pub(super) fn cut_off(&mut self) {
        if self.open.take().is_some() {
            let line = self.lines.get(self.at.saturating_sub(1)).map_or(1, |line| line.number);
            self.output.items.push(ScriptItem::new(line, ItemKind::CutOff));
        }
    }

    /// Whether a record shows that the server completed the command early, so that the rest was not sent.
    fn ends_before_its_octets(&self, text: &str) -> bool {
        let is_read = |status| {
            self.open.as_ref().is_some_and(|open| !open.synchronizing) && status == Status::No
        };
        self.own_completion(text).is_some_and(|status| !is_read(status))
    }

    /// A literal ended with its line, and the script has nothing for the rest: it is empty.
    fn end_with_empty_rest(&mut self) {
        if self.open.take_if(|open| open.is_unsent).is_some() {
            return;
        }
        let line = self.lines.get(self.at.saturating_sub(1)).map_or(1, |line| line.number);
        self.output.items.push(ScriptItem::new(line, ItemKind::FurtherLine("".into())));
        if let Some(open) = self.open.take() {
            self.note_unclosed(&open.nesting, open.place);
            self.continues_at.literal_of = open.tag;
        }
    }

    /// Whether the listing shows a server's line where a command's next line is expected: the `+`, or the
    /// completion that refuses the literal or ends the command.
    fn is_servers_turn(&self, text: &str, side: Option<Side>) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let text = text.trim();
        if side == Some(Side::Client) {
            return false;
        }
        if open.plus_due && is_continuation_request(text) {
            return true;
        }
        let Some(status) = self.own_completion(text) else {
            return false;
        };
        match open.due {
            Due::Rest => !open.plus_due || status != Status::Ok,
            _ => open.plus_due && status != Status::Ok,
        }
    }

    /// The status, if this completes the command whose literal is open. An untagged BAD or BYE right
    /// below it does too.
    fn own_completion(&self, text: &str) -> Option<Status> {
        let open = self.open.as_ref()?;
        let Some((tag, status)) = tagged_status(text.trim()) else {
            let untagged = response_keyword(text.trim().as_bytes());
            let is = |status: Status| untagged.as_deref() == Some(status.name());
            // A status with a code, without its tag, which would not fit either. `NO full text` may be the
            // literal, with a wrong count.
            let has_code = text.trim().split_once(' ').is_some_and(|(_, it)| it.starts_with('['));
            let status = bare_status(text.trim()).filter(|_| has_code);
            let refused = status.filter(|status| *status != Status::Ok);
            if open.plus_due
                && refused.is_some()
                && !self.style.page
                && matches!(open.due, Due::Octets(octets) if octets < text.len() as u64)
            {
                return refused;
            }
            return match open.plus_due {
                true if is(Status::Bye) => Some(Status::Bye),
                _ if !(open.plus_due || self.is_record) => None,
                _ if is(Status::Bad) && self.may_be_answered_untagged() => Some(Status::Bad),
                _ => None,
            };
        };
        let own = match open.tag.as_deref() {
            Some(own) => own == tag,
            None => looks_like_tag(tag),
        };
        // A literal whose size is too large includes this command.
        let swallowed = self.style.page && open.swallowed.contains(tag);
        (own || swallowed).then_some(status)
    }

    /// Skips the server's `+`; a completion ends the command and is then read.
    fn server_turn(&mut self, line: &ScriptLine) -> StepResult {
        if is_continuation_request(line.content().trim()) {
            if let Some(open) = &mut self.open {
                open.plus_due = false;
            }
            self.learn_response(None);
            let is_marked = line.side() == Some(Side::Server);
            let why = if is_marked { Why::ServerMark } else { Why::ServerForm };
            return self.pass(LineKind::Server, why);
        }
        if self.open.as_ref().is_some_and(|open| matches!(open.due, Due::Rest) && !open.plus_due) {
            self.end_with_empty_rest()
        } else {
            self.open = None
        }
        Ok(())
    }

    /// Whether a server's mark ends the literal. Before its `+`, and in a record, which is in the order of
    /// arrival, the server may answer another command.
    pub(super) fn interrupts(&self, side: Option<Side>) -> bool {
        let awaits_plus = self.open.as_ref().is_some_and(|open| open.plus_due);
        side == Some(Side::Server) && !awaits_plus && !self.is_record
    }

    /// Whether a counted literal without marks is interrupted by the completion of its command.
    pub(super) fn completes_early(&self, text: &str) -> bool {
        let is_tagged = self.open.as_ref().is_some_and(|open| open.tag.is_some());
        self.style.marks.is_none() && is_tagged && self.own_completion(text).is_some()
    }

    /// Whether a line in the place of a command's rest begins the next command: the rest after a literal
    /// begins with a space or a bracket. A record always has the rest, whatever it looks like: even a
    /// command, if the octets were counted wrong, and even after a server's line.
    fn begins_next_command(&self, line: &ScriptLine, side: Option<Side>) -> bool {
        let text = match side {
            Some(_) if self.is_record => return false,
            Some(Side::Server) => return true,
            Some(Side::Client) => line.content().trim(),
            None => line.text(),
        };
        let command = CommandLine::parse(text.trim());
        !text.starts_with([' ', ')', ']']) && command.spec.is_some()
    }
}

/// Whether the literals of this command are mail, names of mailboxes or words to search for, so that a
/// character of them can be repeated.
fn has_no_secret_literal(command: &CommandLine<'_>) -> bool {
    let name = command.spec.map_or("", |spec| spec.name);
    [
        "APPEND", "SEARCH", "SELECT", "EXAMINE", "CREATE", "DELETE", "RENAME", "STATUS", "LIST",
        "COPY", "MOVE",
    ]
    .contains(&name)
}

/// The size of a literal whose octets are listed.
fn counted(due: &Due) -> LiteralCount {
    let announced = if let Due::Octets(octets) = due { *octets } else { 0 };
    LiteralCount { announced, ..LiteralCount::default() }
}
