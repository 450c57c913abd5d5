//! Commands that a page shows outside its session, as an overview above it or as advice below it: they have
//! no answers, while the session's commands do. Those that would log in, select or change something are not
//! sent.
//!
//! The lines from the first such command on are cut into groups: a line of prose, a blank line or a server's
//! line ends a group, and so does a command that logs in, or repeats a tag of the group. If one command of a
//! group has an answer, all of them belong to the session. The groups without an answer, up to the first one
//! with an answer, are a block, which is sent as a whole or not at all. It does not belong to the session in
//! these cases:
//!
//! - A login below it succeeds. Before that login, no command of the session can select or change anything.
//! - There is prose above it, it would change something, and nothing below has an answer. But if it has the
//!   only login, it belongs to the session: a tutorial that shows few answers.
//! - There is prose above it, something below has an answer, and its tags do not go on from those above to
//!   those below. If they do, it belongs to the session. It is a mistake if its tags do not count, or if it
//!   would select another mailbox, in which the commands below would act.
//!
//! Section 3 of `docs/listings.md`.

use super::effect::Effect;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::LogLine;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::prose::forms::{is_elided_line, replaces_lines};
use crate::notation::prose::remarks::Remark;
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::server::beside::response_in;
use crate::notation::reader::{NeedsLine, ScriptReader, Stop};
use crate::notation::response::{is_response, response_keyword};
use crate::notation::shape::announces_literal;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashMap;

/// The facts known about the lines from a command on.
#[derive(Default)]
pub struct BlockSearch {
    /// The index of the command that it began with, and of the next line to examine.
    from: usize,
    next: usize,
    groups: Vec<Group>,
    /// The group and the effect of the last command with each tag.
    by_tag: HashMap<Box<str>, (usize, Effect)>,
    last: LastLine,
    has_prose: bool,
    /// The index of the first of the server's lines.
    first_answer: Option<usize>,
    /// A login succeeds.
    logs_in: bool,
    /// A command that only a logged-in client can send has an answer.
    is_logged_in: bool,
    found: Option<Block>,
}

/// Consecutive commands.
#[derive(Default)]
struct Group {
    /// The index after its last line.
    end: usize,
    tags: Vec<Box<str>>,
    effects: Vec<Effect>,
    has_answer: bool,
    /// There is prose above it, below the command that the search began with.
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
    All,
    /// It is not clear whether they belong to the session: a mistake in their first line.
    Mistake,
}

/// The last line examined.
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

impl ScriptReader {
    /// A command that a page shows only outside its session, or perhaps. False: it belongs to the session.
    pub fn command_beside_session(&mut self, text: &str, line: &ScriptLine) -> Result<bool, Stop> {
        match self.unsent_in_block(text)? {
            Unsent::Nothing => Ok(false),
            Unsent::All => self.pass_unsent(text, line, Why::BesideSession).map(|()| true),
            Unsent::Mistake => {
                if self.searches.block.as_ref().is_some_and(|block| block.from == self.at) {
                    self.mistake(line, Mistake::PerhapsBeside);
                }
                self.pass(LineKind::Mistake, Why::Evident).map(|()| true)
            }
        }
    }

    /// Whether a page shows this command only outside its session.
    pub fn is_beside_session(&mut self, text: &str) -> Result<bool, NeedsLine> {
        Ok(self.unsent_in_block(text)? == Unsent::All)
    }

    /// Which commands of the block with this one are not sent.
    fn unsent_in_block(&mut self, text: &str) -> Result<Unsent, NeedsLine> {
        let command = self.style.tags.parse(text).unwrap_or_else(|| CommandLine::parse(text));
        // Its octets would be read as lines.
        if announces_literal(text) || command.spec.is_none() {
            return Ok(Unsent::Nothing);
        }
        let at = self.at;
        let is_continued = |search: &BlockSearch| match search.found {
            Some(block) => at < block.end,
            None => search.from == at,
        };
        let search = self.searches.block.take().filter(is_continued);
        if search.is_none() && Effect::of(&command).is_harmless() {
            return Ok(Unsent::Nothing);
        }
        let mut search =
            search.unwrap_or_else(|| BlockSearch { from: at, next: at, ..BlockSearch::default() });
        while search.found.is_none()
            && let Some(line) = self.lines.get(search.next)
        {
            self.observe_block(&mut search, &line);
            search.next += 1;
        }
        if search.found.is_none() && self.ended {
            self.end_block(&mut search);
        }
        let block = search.found;
        self.searches.block = Some(search);
        Ok(block.ok_or(NeedsLine)?.unsent)
    }

    /// A command of a stream, above its first answer, that the stream shows only outside its session. A
    /// program that waits for answers writes no other text.
    pub fn command_above_session(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
    ) -> Result<bool, Stop> {
        let may_be = self.stream
            && self.prose.is_anywhere_above
            && command.tag.is_some_and(is_sure_tag)
            && !self.evidence.is_for_imapsh;
        if may_be { self.command_beside_session(command.text, line) } else { Ok(false) }
    }

    /// Whether a page only explains this command, which would change something, in a remark after it: `a3
    /// delete Foo → deletes it`. The page shows answers to other commands, but not to this one.
    pub fn is_only_explained(&mut self, content: &str, line: &str) -> Result<bool, NeedsLine> {
        let command = self.parse_command(content);
        let is_answered_beside =
            response_in(line.get(content.len()..).unwrap_or_default()).is_some();
        if !self.style.page
            || self.style.answered.is_empty()
            || is_answered_beside
            || announces_literal(content)
            || Effect::of(&command) != Effect::Changes
        {
            return Ok(false);
        }
        let is_answered = self.is_answered_at(self.at + 1)?
            || command.tag.is_some_and(|tag| self.is_completed_below(tag));
        Ok(!is_answered)
    }

    /// Examines the next line of a search.
    fn observe_block(&self, search: &mut BlockSearch, line: &ScriptLine) {
        let bare = self.lines.bare(line);
        let line = bare.as_ref().unwrap_or(line);
        let text = line.text().trim();
        let foreign = LogLine::read(text).filter(|foreign| {
            let is_client = self.style.client_mark.as_ref() == Some(&foreign.mark);
            foreign.is_server || is_client
        });
        let text = foreign.as_ref().map_or(text, |line| &*line.content);
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
        } else if is_elided_line(text) && replaces_lines(text) {
            search.answered();
            search.last = LastLine::Other;
        } else {
            search.last = LastLine::Other;
            search.has_prose = true;
        }
        let from = if self.stream { Some(search.from) } else { search.first_answer };
        if from.is_some_and(|from| search.next > from + ANSWER) {
            self.end_block(search);
        }
    }

    /// The tagged command in this line, without its remark.
    fn command_of_block<'a>(&self, text: &'a str) -> Option<CommandLine<'a>> {
        let text = match Remark::after_command(text) {
            Some(Remark::Certain(content)) => content,
            _ => text,
        };
        let command = self.style.tags.parse(text).or_else(|| {
            let is_new = self.stream || self.style.tags.is_empty();
            let command = Some(CommandLine::parse(text)).filter(|_| is_new);
            command.filter(|command| command.tag.is_some_and(is_sure_tag))
        });
        command.filter(|it| it.spec.is_some() && !arguments_read_like_prose(it))
    }

    /// Ends the search: enough lines were examined.
    fn end_block(&self, search: &mut BlockSearch) {
        let answered = search.groups.iter().position(|group| group.has_answer);
        let (groups, of_session) = match answered {
            Some(at) => search.groups.split_at(at),
            None => (&search.groups[..], &[][..]),
        };
        let (groups, unsent) = self.unsent_of(search, groups, of_session);
        let end = groups.last().map_or(self.at + 1, |group| group.end);
        search.found = Some(Block { end, unsent });
    }

    /// Which of these groups without an answer are a block, and which of its commands are not sent. The first
    /// group of `of_session` has an answer.
    fn unsent_of<'g>(
        &self,
        search: &BlockSearch,
        groups: &'g [Group],
        of_session: &'g [Group],
    ) -> (&'g [Group], Unsent) {
        if groups.is_empty() {
            return (of_session.get(..1).unwrap_or_default(), Unsent::Nothing);
        }
        let all_if = |is_unsent| if is_unsent { Unsent::All } else { Unsent::Nothing };
        let does = |effect| groups.iter().any(|group| group.effects.contains(&effect));
        let logs_in = does(Effect::LogsIn);
        if search.logs_in && !self.sent.logged_in {
            let acts = logs_in || does(Effect::Selects) || does(Effect::Changes);
            return (groups, all_if(acts));
        }
        // Lines right below a server's line continue the session.
        let is_continued =
            groups.iter().take_while(|it| !self.prose.is_right_above && !it.is_below_prose).count();
        if is_continued > 0 {
            return (&groups[..is_continued], Unsent::Nothing);
        }
        let has_answer_below = !of_session.is_empty();
        // A stream has sent the commands above as they arrived, and an answer below may be theirs.
        let answers_above =
            self.stream && search.first_answer.is_some() && self.sent.last.is_some();
        if !has_answer_below && self.style.answered.is_empty() && !answers_above {
            return (groups, Unsent::Nothing);
        }
        let begins_session = logs_in
            && !self.sent.logged_in
            && !of_session.first().is_some_and(|it| it.restarts(groups));
        if begins_session || (!has_answer_below && self.continues_session(groups)) {
            return (groups, Unsent::Nothing);
        }
        let logs_in_again = logs_in && self.sent.logged_in;
        let changes = does(Effect::Changes) || logs_in_again;
        let leaves_mailbox = (does(Effect::Selects) && self.sent.has_selected) || logs_in_again;
        if has_answer_below && (changes || leaves_mailbox) {
            return (groups, self.unsent_between_answers(groups, of_session, leaves_mailbox));
        }
        (groups, all_if(changes))
    }

    /// Whether these groups, below which nothing has an answer, are the rest of a session that the page shows
    /// with few answers: their tags go on, and they have its LOGOUT or its first SELECT.
    fn continues_session(&self, groups: &[Group]) -> bool {
        let tags = groups.iter().flat_map(|group| &group.tags).map(|tag| &**tag);
        let has = |effect| groups.iter().any(|group| group.effects.contains(&effect));
        let is_rest = has(Effect::LogsOut) || (has(Effect::Selects) && !self.sent.has_selected);
        is_rest && self.sent.logged_in && self.connections.one_session.goes_on_with(tags)
    }

    /// Which commands of these groups are not sent, if the first one of `below` has an answer.
    fn unsent_between_answers(
        &self,
        groups: &[Group],
        below: &[Group],
        leaves_mailbox: bool,
    ) -> Unsent {
        let tags = groups.iter().flat_map(|group| &group.tags);
        let next = below.first().and_then(|group| group.tags.first());
        let tags = tags.chain(next).map(|tag| &**tag);
        let ends_with_number = |tag: &str| tag.ends_with(|c: char| c.is_ascii_digit());
        match self.connections.one_session.goes_on_with(tags.clone()) {
            true if !leaves_mailbox => Unsent::Nothing,
            false if tags.clone().all(ends_with_number) => Unsent::All,
            _ => Unsent::Mistake,
        }
    }
}

impl Group {
    /// Whether a command of this group reuses a tag of these groups, which have several commands.
    fn restarts(&self, groups: &[Group]) -> bool {
        let is_here = |tag| self.tags.contains(tag);
        groups.iter().any(|group| group.tags.len() > 1 && group.tags.iter().any(is_here))
    }
}

impl BlockSearch {
    /// Adjusts the indices after `lines` lines were dropped.
    pub fn after_dropping(self, lines: usize) -> Option<BlockSearch> {
        let block = self.found?;
        let found = Some(Block { end: block.end.checked_sub(lines)?, ..block });
        Some(BlockSearch { found, ..BlockSearch::default() })
    }

    /// Whether a login below has succeeded, or need not be searched for.
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
        // All commands may have the same tag.
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

    /// Notes that the line above answers the last command, if it follows it directly.
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
