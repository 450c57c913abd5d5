//! The reader's other half: a server's lines in a listing, their literals passed over by octets,
//! or, where the listing was shortened, up to the command's completion.

use super::super::error::Mistake;
use super::super::item::{Item, ItemKind};
use super::super::lines::{Line, Lines, Side, blanks_before};
use super::super::listing::{Response, response_keyword};
use super::open::Due;
use super::{End, Flow, Machine};
use crate::notation::marks;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{looks_like_tag, tagged_status};
use std::collections::HashMap;

/// A server's literal that is to be passed over.
pub(super) struct Literal {
    /// The index of the line that announces it.
    from: usize,
    size: u64,
    /// From here on its completion has not been looked for.
    unsearched: usize,
}

/// More octets than any listing has: what a line counts that can't be part of a literal.
const NEVER: u64 = 1 << 40;

/// How many octets the lines before each line have, as literals' octets: so that any literal's
/// end is found without counting through it, however many are announced.
#[derive(Default)]
pub(super) struct Sums(HashMap<Option<usize>, Vec<u64>>);

impl Sums {
    /// The line, and the octet in it, where a literal of `size` octets that begins with line
    /// `start` ends. `marked`: it consists of `S:` lines that lose so many blanks.
    fn end_of(
        &mut self,
        lines: &Lines,
        start: usize,
        size: u64,
        marked: Option<usize>,
    ) -> Option<(usize, usize)> {
        let sums = self.0.entry(marked).or_insert_with(|| vec![0]);
        for line in lines.from(sums.len() - 1) {
            let octets = match (marked, line.mark.map(|mark| mark.side)) {
                (None, _) => line.text().len() as u64 + 2,
                (Some(blanks), Some(Side::Server)) => line.said_without(blanks).len() as u64 + 2,
                (Some(_), Some(Side::Client)) => NEVER,
                (Some(_), None) => 0,
            };
            sums.push(sums.last().map_or(0, |sum| sum + octets));
        }
        let end = sums.get(start)?.checked_add(size)?;
        let line = sums.partition_point(|&sum| sum <= end).checked_sub(1)?;
        let offset = usize::try_from(end - sums.get(line)?).ok()?;
        (line < lines.len()).then_some((line, offset))
    }
}

/// Whether this is a server's `+`.
fn is_plus(text: &str) -> bool {
    matches!(text.as_bytes(), [b'+'] | [b'+', b' ' | b'\t', ..])
}

impl Machine {
    /// A server's line, with or without a mark.
    pub(super) fn server_line(&mut self, line: &Line, at: usize) {
        let (said, marked) = (line.said(), line.mark.is_some());
        let text = said.trim();
        if self.is_record {
            // It has no prose that could wrap, and what is no response in it is marked.
            if !self.is_no_response() {
                self.heard(text, line);
            }
            return;
        }
        self.heard(text, line);
        let blanks = if marked { blanks_before(said) } else { 0 };
        self.response = Some(Response::begin(text, line.indent(), blanks, marked));
        self.look_for_literal(text, at);
    }

    /// Whether the response's line that was just read announces a literal.
    pub(super) fn look_for_literal(&mut self, text: &str, at: usize) {
        let size = self.response.as_ref().and_then(|it| it.announces(text));
        self.literal = size.map(|size| Literal { from: at, size, unsearched: at + 1 });
    }

    /// Whether the comment below says that the record's line just read is no response.
    fn is_no_response(&self) -> bool {
        self.lines.get(self.at).is_some_and(|next| {
            let comment = next.text().strip_prefix('#').map(str::trim);
            comment == Some(marks::NO_RESPONSE)
        })
    }

    /// What a server's line tells of the commands.
    fn heard(&mut self, text: &str, line: &Line) {
        if let Some((tag, status)) = tagged_status(text) {
            self.heard_completion(tag, status, line);
        } else if is_plus(text) {
            if let Some(auth) = &mut self.auth {
                auth.plus_shown = true;
            }
        } else {
            let word = response_keyword(text.as_bytes());
            let bad = word.as_deref() == Some(Status::Bad.name());
            // Of several that wait it answers none.
            let several = self.is_record && self.sent.open.len() != 1;
            let answers = bad && !self.sent.last_completed && !several;
            if let Some(command) = self.sent.last.filter(|_| answers) {
                self.sent.last_completed = true;
                if self.is_record {
                    // The tagged one that may follow completes nothing.
                    self.sent.open.clear();
                }
                self.fails(command, line);
            } else if let Some(word) = word.filter(|_| self.idle.is_some()) {
                self.items.push(Item::new(line.number, ItemKind::ExpectedResponse(word.into())));
            }
        }
    }

    fn heard_completion(&mut self, tag: &str, status: Status, line: &Line) {
        let known = self.sent.by_tag.get(tag).copied();
        // One tag may serve for many commands, with and without it being seen to be one.
        let open = known.filter(|_| self.sent.open.contains(tag));
        let command = match self.is_record {
            true => open,
            false => open.or(self.sent.last),
        };
        self.sent.open.remove(tag);
        // A command without a tag of its own is completed by a tag that no other has.
        let is = |own: &Option<String>| match own {
            Some(own) => own == tag,
            None => known.is_none(),
        };
        if self.auth.as_ref().is_some_and(|auth| is(&auth.tag)) {
            self.auth = None;
        }
        if self.idle.as_ref().is_some_and(is) {
            self.idle = None;
        }
        if command == self.sent.last {
            self.sent.last_completed = true;
        }
        if let Some(command) = command.filter(|_| status != Status::Ok) {
            self.fails(command, line);
        }
    }

    fn fails(&mut self, command: usize, line: &Line) {
        let idle = self.sent.idle.filter(|_| self.sent.in_idle == Some(command));
        for command in [command].into_iter().chain(idle) {
            self.items.push(Item::new(line.number, ItemKind::ExpectedFailure(command)));
        }
    }

    /// An `S:` line while a command is not whole.
    pub(super) fn server_while_due(&mut self, line: &Line) {
        if !self.is_servers_turn(line.said()) {
            // It says `+`, or something of its own accord; literals in it are not looked for.
            self.at += 1;
        }
    }

    /// Whether the listing shows, where a command's next line is due, that the server spoke: its
    /// `+` (passed over), or a completion (which ends the command, and is read then).
    pub(super) fn is_servers_turn(&mut self, text: &str) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        let text = text.trim();
        if open.plus_due && is_plus(text) {
            open.plus_due = false;
            self.at += 1;
            return true;
        }
        let Some((tag, status)) = tagged_status(text) else {
            return false;
        };
        let own = match &open.tag {
            Some(own) => own == tag,
            None => looks_like_tag(tag),
        };
        let refused = open.plus_due && status != Status::Ok;
        let complete = matches!(open.due, Due::Rest) && !open.plus_due;
        if !own || !(refused || complete) {
            return false;
        }
        self.open = None;
        if complete {
            self.empty_rest();
        }
        true
    }

    /// Passes over a server's literal, or waits for more lines.
    pub(super) fn pass_over_literal(&mut self) -> Flow {
        let (Some(literal), Some(response)) = (&self.literal, self.response.clone()) else {
            self.literal = None;
            return Flow::Go;
        };
        let (from, size) = (literal.from, literal.size);
        let start = from + 1;
        let first = self.lines.get(start);
        let servers = |line: &Line| line.mark.is_some_and(|mark| mark.side == Side::Server);
        let marked = response.marked && first.as_ref().is_some_and(servers);
        let marked = marked.then_some(response.blanks);
        let end = match size {
            NEVER.. => None,
            size => self.sums.end_of(&self.lines, start, size, marked),
        };
        if end.is_none() && !self.ended && size < NEVER {
            return Flow::Stop(End::More);
        }
        let rest = end.and_then(|(index, offset)| {
            let line = self.lines.get(index)?;
            let text = match marked {
                Some(blanks) if servers(&line) => line.said_without(blanks),
                Some(_) => return None,
                None => line.text(),
            };
            let rest = text.get(offset..)?.trim_end().to_owned();
            let response = response.with_rest(&rest)?;
            Some((index, rest, response))
        });
        if let Some((index, rest, response)) = rest {
            self.response = Some(response);
            self.literal = None;
            self.at = index + 1;
            self.look_for_literal(&rest, index);
            return Flow::Go;
        }
        let in_turns = response.marked && first.is_some_and(|line| line.mark.is_some());
        self.pass_to_completion(start, in_turns)
    }

    /// The listing was shortened: goes on with the command's completion.
    fn pass_to_completion(&mut self, start: usize, marked: bool) -> Flow {
        let unsearched = self.literal.as_ref().map_or(start, |it| it.unsearched);
        let mut index = unsearched.max(start);
        while let Some(line) = self.lines.get(index) {
            let side = line.mark.map(|mark| mark.side);
            if marked && side == Some(Side::Client) {
                // The client's turn: the literal was cut off, or was none.
                (self.literal, self.response) = (None, None);
                self.at = index;
                return Flow::Go;
            }
            let candidate = !marked || side == Some(Side::Server);
            if candidate && self.completes_something(line.said()) {
                (self.literal, self.response) = (None, None);
                self.at = index;
                return Flow::Go;
            }
            index += 1;
        }
        if index == self.lines.len() && !self.ended {
            if let Some(literal) = &mut self.literal {
                literal.unsearched = index;
            }
            return Flow::Stop(End::More);
        }
        if let Some(literal) = self.literal.take()
            && let Some(line) = self.lines.get(literal.from)
        {
            let (number, column) = (line.number, line.column());
            self.error(number, column, Mistake::EndlessServerLiteral(literal.size));
        }
        self.response = None;
        self.at = index;
        Flow::Go
    }

    /// Whether this is the completion of a command that the listing has not completed yet.
    fn completes_something(&self, text: &str) -> bool {
        tagged_status(text.trim()).is_some_and(|(tag, _)| {
            if self.sent.open.is_empty() {
                looks_like_tag(tag)
            } else {
                self.sent.open.contains(tag)
            }
        })
    }
}
