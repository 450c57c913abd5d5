//! Commands that a page has beside its session, as an overview above it or as advice below it: no answer is shown to
//! them, where the session's commands have answers. What would log in, select or change something is not sent then.
//!
//! The lines from the first command on that would do this are cut into groups of commands: a line of prose, a blank line or a server's line
//! ends a group, and so does a command that logs in, or has a tag of the group. If one command of a group has an
//! answer, all of them are of the session. Groups without an answer, up to the first one that has an answer, are a
//! block. It is not of the session in two cases:
//!
//! - A login below it succeeds. Before that, no command of the session can select or change anything.
//! - Prose stands above it, and it would change something. It is of the session nevertheless if it logs in and no other
//!   login is shown: that is a tutorial that shows few answers.

use super::beside::response_in;
use super::unmarked::announces_literal;
use super::{NeedsLine, ScriptReader};
use crate::notation::forms::{is_elided_line, stands_for_lines};
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::LogLine;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::reader::style::ClientMark;
use crate::notation::remarks::Remark;
use crate::notation::response::{is_response, response_keyword};
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashMap;

/// What is known of the lines from a command on.
#[derive(Default)]
pub(super) struct BlockSearch {
    /// The index of the command that it began with, and of the next line to look at.
    from: usize,
    next: usize,
    groups: Vec<Group>,
    /// The group of the last command with each tag, and what that does.
    by_tag: HashMap<Box<str>, (usize, Effect)>,
    last: LastLine,
    has_prose: bool,
    /// The index of the first of the server's lines.
    first_answer: Option<usize>,
    /// A login succeeds.
    logs_in: bool,
    /// A command has an answer that only a client can send which is logged in.
    is_logged_in: bool,
    found: Option<Block>,
}

/// Commands that follow each other.
#[derive(Default)]
struct Group {
    /// The index after its last line.
    end: usize,
    tags: Vec<Box<str>>,
    effects: Vec<Effect>,
    has_answer: bool,
    /// Prose stands above it, after the command that the search began with.
    is_below_prose: bool,
}

/// The commands before this index, and which of them are not sent.
#[derive(Clone, Copy)]
struct Block {
    end: usize,
    unsent: Unsent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unsent {
    Nothing,
    /// Those that change something, or log in once more: the session goes on below, and may need the others.
    Changing,
    All,
}

/// What a command does if the server accepts it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing that matters here.
    None,
    LogsIn,
    Selects,
    Changes,
}

/// The last line that was looked at.
#[derive(Default, PartialEq, Eq)]
enum LastLine {
    Command,
    /// A blank line, below a command or its label.
    Blank,
    /// `Response:`
    Label,
    Server,
    #[default]
    Other,
}

/// How far a stream is looked at, and a whole listing below the block, in lines.
const FAR: usize = 200;

impl ScriptReader {
    /// Whether a page shows this command beside its session only. Fails if that takes another line.
    pub(super) fn is_beside_session(&mut self, text: &str) -> Result<bool, NeedsLine> {
        let command = self.style.tags.parse(text).unwrap_or_else(|| CommandLine::parse(text));
        // Its octets would be read as lines.
        if announces_literal(text) || command.spec.is_none() {
            return Ok(false);
        }
        let at = self.at;
        let goes_on = |search: &BlockSearch| match search.found {
            Some(block) => at < block.end,
            None => search.from == at,
        };
        let search = self.block_search.take().filter(goes_on);
        if search.is_none() && Effect::of(&command) == Effect::None {
            return Ok(false);
        }
        let mut search =
            search.unwrap_or_else(|| BlockSearch { from: at, next: at, ..BlockSearch::default() });
        while search.found.is_none()
            && let Some(line) = self.lines.get(search.next)
        {
            self.look_at_block(&mut search, &line);
            search.next += 1;
        }
        if search.found.is_none() && self.ended {
            self.end_block(&mut search);
        }
        let block = search.found;
        self.block_search = Some(search);
        Ok(match block.ok_or(NeedsLine)?.unsent {
            Unsent::Nothing => false,
            Unsent::Changing => {
                let effect = Effect::of(&command);
                effect == Effect::Changes || (effect == Effect::LogsIn && self.sent.logged_in)
            }
            Unsent::All => true,
        })
    }

    /// The same of a command above the first answer of a stream. A program that waits for answers writes no
    /// other text.
    pub(super) fn is_beside_session_below(
        &mut self,
        command: &CommandLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let may_be = self.stream
            && self.has_text
            && command.tag.is_some_and(is_sure_tag)
            && !self.evidence.is_for_imapsh;
        if may_be { self.is_beside_session(command.text) } else { Ok(false) }
    }

    /// Whether a page only says what this command does, which would change something, in a remark behind it: `a3 delete
    /// Foo → deletes it`. It shows answers to other commands, but not to this one. Fails if that takes another line.
    pub(super) fn is_only_explained(&mut self, said: &str, line: &str) -> Result<bool, NeedsLine> {
        let command = self.parse_command(said);
        let is_answered_beside = response_in(line.get(said.len()..).unwrap_or_default()).is_some();
        if !self.style.page
            || !self.style.answered.are_some()
            || is_answered_beside
            || announces_literal(said)
            || Effect::of(&command) != Effect::Changes
        {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        let is_answered = next.is_some_and(|next| is_response(next.said().trim()))
            || command.tag.is_some_and(|tag| self.is_completed_below(tag));
        Ok(!is_answered)
    }

    /// Looks at the next line of a search.
    fn look_at_block(&self, search: &mut BlockSearch, line: &ScriptLine) {
        let bare = self.lines.bare(line);
        let line = bare.as_ref().unwrap_or(line);
        let text = line.text().trim();
        let foreign = LogLine::read(text).filter(|foreign| {
            let is_client =
                matches!(&self.style.client_mark, ClientMark::Known(Some(mark)) if *mark == foreign.mark);
            foreign.is_server || is_client
        });
        let text = foreign.as_ref().map_or(text, |line| &*line.said);
        if text.is_empty() {
            search.blank();
        } else if is_response(text) {
            search.response(text);
        } else if let Some(command) = self.command_of_block(text) {
            if search.first_answer.is_some() && (self.sent.logged_in || search.is_decided()) {
                return self.end_block(search);
            }
            search.command(&command);
        } else if text.ends_with([':', '：']) && search.last == LastLine::Command {
            search.last = LastLine::Label;
        } else if is_elided_line(text) && stands_for_lines(text) {
            search.answered();
            search.last = LastLine::Other;
        } else {
            search.last = LastLine::Other;
            search.has_prose = true;
        }
        let from = if self.stream { Some(search.from) } else { search.first_answer };
        if from.is_some_and(|from| search.next > from + FAR) {
            self.end_block(search);
        }
    }

    /// The command with a tag that this line is, without its remark.
    fn command_of_block<'a>(&self, text: &'a str) -> Option<CommandLine<'a>> {
        let text = match Remark::behind(text) {
            Some(Remark::Certain(said)) => said,
            _ => text,
        };
        let command = self.style.tags.parse(text).or_else(|| {
            let is_new = self.stream || self.style.tags.is_empty();
            let command = Some(CommandLine::parse(text)).filter(|_| is_new);
            command.filter(|command| command.tag.is_some_and(is_sure_tag))
        });
        command.filter(|it| it.spec.is_some() && !arguments_read_like_prose(it))
    }

    /// Enough lines were looked at.
    fn end_block(&self, search: &mut BlockSearch) {
        let answered = search.groups.iter().position(|group| group.has_answer);
        let (groups, of_session) = match answered {
            Some(at) => search.groups.split_at(at),
            None => (&search.groups[..], &[][..]),
        };
        let does = |effect| groups.iter().any(|group| group.effects.contains(&effect));
        let logs_in = does(Effect::LogsIn);
        let acts = logs_in || does(Effect::Selects) || does(Effect::Changes);
        let changes = does(Effect::Changes) || (logs_in && self.sent.logged_in);
        let is_shown = answered.is_some() || self.style.answered.are_some();
        let begins_session = logs_in
            && !self.sent.logged_in
            && !of_session.first().is_some_and(|it| it.restarts(groups));
        // What stands right below a server's line goes on with the session.
        let goes_on =
            groups.iter().take_while(|it| !self.below_prose && !it.is_below_prose).count();
        let (groups, unsent) = match groups {
            [] => (of_session.get(..1).unwrap_or_default(), Unsent::Nothing),
            _ if search.logs_in && !self.sent.logged_in => {
                (groups, if acts { Unsent::All } else { Unsent::Nothing })
            }
            _ if goes_on > 0 => (&groups[..goes_on], Unsent::Nothing),
            _ if !is_shown || !changes || begins_session => (groups, Unsent::Nothing),
            _ if answered.is_some() => (groups, Unsent::Changing),
            _ => (groups, Unsent::All),
        };
        let end = groups.last().map_or(self.at + 1, |group| group.end);
        search.found = Some(Block { end, unsent });
    }
}

impl Group {
    /// Whether a tag of these groups, which have several commands, serves for a command of this one again.
    fn restarts(&self, groups: &[Group]) -> bool {
        let is_here = |tag| self.tags.contains(tag);
        groups.iter().any(|group| group.tags.len() > 1 && group.tags.iter().any(is_here))
    }
}

impl BlockSearch {
    /// These lines were forgotten.
    pub fn forget(self, lines: usize) -> Option<BlockSearch> {
        let block = self.found?;
        let found = Some(Block { end: block.end.checked_sub(lines)?, ..block });
        Some(BlockSearch { found, ..BlockSearch::default() })
    }

    /// Whether a login below has succeeded, or need not be looked for.
    fn is_decided(&self) -> bool {
        self.logs_in || self.is_logged_in
    }

    fn blank(&mut self) {
        if self.last == LastLine::Command {
            self.last = LastLine::Blank;
        }
    }

    fn command(&mut self, command: &CommandLine<'_>) {
        let effect = Effect::of(command);
        let tag = command.tag.unwrap_or_default();
        let follows = self.last == LastLine::Command;
        let group = self.groups.last().filter(|_| follows && effect != Effect::LogsIn);
        // One tag may serve for all.
        let is_new = group.is_none_or(|group| {
            group.tags.last().is_some_and(|last| **last != *tag)
                && self.by_tag.get(tag).is_some_and(|(at, _)| at + 1 == self.groups.len())
        });
        if is_new {
            self.groups.push(Group { is_below_prose: self.has_prose, ..Group::default() });
        }
        let at = self.groups.len() - 1;
        let group = &mut self.groups[at];
        group.end = self.next + 1;
        group.tags.push(tag.into());
        group.effects.push(effect);
        self.by_tag.insert(tag.into(), (at, effect));
        self.last = LastLine::Command;
    }

    fn response(&mut self, text: &str) {
        self.first_answer.get_or_insert(self.next);
        match tagged_status(text) {
            Some((tag, status)) => {
                if let Some((at, effect)) = self.by_tag.remove(tag) {
                    self.groups[at].has_answer = true;
                    self.logs_in |= effect == Effect::LogsIn && status == Status::Ok;
                    self.is_logged_in |= matches!(effect, Effect::Selects | Effect::Changes);
                }
            }
            // A greeting begins another session.
            None if matches!(
                response_keyword(text.as_bytes()).as_deref(),
                Some("OK" | "PREAUTH")
            ) => {}
            None => self.answered(),
        }
        self.last = LastLine::Server;
    }

    /// The line above shows an answer to the last command, if it stands right below that.
    fn answered(&mut self) {
        let is_below = matches!(self.last, LastLine::Command | LastLine::Blank | LastLine::Label);
        if let Some(group) = self.groups.last_mut().filter(|_| is_below) {
            group.has_answer = true;
            let effect = group.effects.last();
            self.is_logged_in |=
                effect.is_some_and(|it| matches!(it, Effect::Selects | Effect::Changes));
        }
    }
}

impl Effect {
    pub fn of(command: &CommandLine<'_>) -> Effect {
        const CHANGING: &[&str] = &[
            "APPEND",
            "CLOSE",
            "COPY",
            "CREATE",
            "DELETE",
            "DELETEACL",
            "EXPUNGE",
            "MOVE",
            "RENAME",
            "REPLACE",
            "SETACL",
            "SETANNOTATION",
            "SETMETADATA",
            "SETQUOTA",
            "STORE",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
        ];
        let name = command.spec.map_or("", |spec| spec.name);
        let of_uid = command.arguments.split_ascii_whitespace().next().unwrap_or_default();
        let name = if name == "UID" { of_uid } else { commands::without_uid(name) };
        match name {
            "LOGIN" | "AUTHENTICATE" => Effect::LogsIn,
            "SELECT" | "EXAMINE" => Effect::Selects,
            _ if CHANGING.iter().any(|it| it.eq_ignore_ascii_case(name)) => Effect::Changes,
            _ => Effect::None,
        }
    }
}
