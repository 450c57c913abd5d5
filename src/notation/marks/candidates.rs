//! Counts the lines after possible marks, in order to find the real ones of a log.

use super::arrows::is_arrow;
use super::sides::{
    are_opposite_arrows, are_opposites, are_words_of_prose, is_clients_name, with_arrow_turned,
};
use super::{LogLine, MarkStyle};
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::prose::arguments_read_like_prose;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Counts the lines after possible marks, in order to find the real ones: prose may begin with a word and a
/// colon too, `Note: a2 delete Work`.
#[derive(Default)]
pub struct MarkCandidates {
    counts: HashMap<String, Counts>,
    /// The number of the last line counted. A stream may show a line again when the next one has arrived.
    last: usize,
}

#[derive(Default)]
struct Counts {
    /// The mark is the server's, judging by the first line that begins with it. Later lines may belong to a
    /// literal, which can contain anything.
    is_server: bool,
    responses: usize,
    /// Commands that do not read like prose.
    commands: usize,
    /// Answers without their tag, and complete commands without one. They count only after marks that
    /// are opposites, such as `>` and `<`: prose may look like these.
    bare_statuses: usize,
    untagged_commands: usize,
    /// The first tags of the commands, and of the completions.
    command_tags: HashSet<Box<str>>,
    completed_tags: HashSet<Box<str>>,
}

/// The lines without a mark, where others seem to have one.
#[derive(Clone, Copy)]
pub struct UnmarkedLines<'a> {
    /// There are commands among them.
    pub has_commands: bool,
    /// The tags of the commands.
    pub tags: &'a HashSet<Box<str>>,
    /// How many commands are tagged and completed.
    pub completed: usize,
    /// The tags of their completions.
    pub completed_tags: &'a HashSet<Box<str>>,
}

/// More marks than this are not compared.
const MAX_CANDIDATES: usize = 256;

/// More tags than this of a mark are not compared.
const MAX_TAGS: usize = 1024;

impl Counts {
    fn add(&mut self, line: &LogLine<'_>) {
        if line.is_untagged {
            let count =
                if line.is_server { &mut self.bare_statuses } else { &mut self.untagged_commands };
            *count += 1;
            return;
        }
        if line.is_server {
            self.responses += 1;
            if let Some((tag, _)) = tagged_status(&line.content) {
                add_tag(&mut self.completed_tags, tag);
            }
            return;
        }
        let command = CommandLine::parse(&line.content);
        if arguments_read_like_prose(&command) {
            return;
        }
        self.commands += 1;
        if let Some(tag) = command.tag {
            add_tag(&mut self.command_tags, tag);
        }
    }

    /// Whether a completion with one of these tags answers a command after this mark.
    fn is_answered_by(&self, completed: &HashSet<Box<str>>) -> bool {
        self.command_tags.iter().any(|tag| completed.contains(tag))
    }

    fn has_sure_tag(&self) -> bool {
        self.command_tags.iter().any(|tag| is_sure_tag(tag))
    }
}

fn add_tag(tags: &mut HashSet<Box<str>>, tag: &str) {
    if tags.len() < MAX_TAGS {
        tags.insert(tag.into());
    }
}

impl MarkCandidates {
    /// Whether no line with a possible mark was counted.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Counts the line with this number, unless it was counted or there are too many marks.
    pub fn add(&mut self, line: &LogLine<'_>, number: usize) {
        let is_known = self.counts.contains_key(&line.mark);
        if number <= self.last || (self.counts.len() >= MAX_CANDIDATES && !is_known) {
            return;
        }
        self.last = number;
        let counts = || Counts { is_server: line.is_server, ..Counts::default() };
        self.counts.entry(line.mark.clone()).or_insert_with(counts).add(line);
    }

    /// Whether the first line with this line's mark was a response.
    pub fn is_servers(&self, line: &LogLine<'_>) -> bool {
        self.counts.get(&line.mark).is_some_and(|it| it.is_server)
    }

    /// The tags of the commands after this mark.
    pub fn tags_after(&self, mark: &str) -> impl Iterator<Item = &Box<str>> {
        self.counts.get(mark).into_iter().flat_map(|it| &it.command_tags)
    }

    /// The mark of this side with the most lines that count.
    fn best(&self, side: Side, lines: fn(&Counts) -> usize) -> Option<(&String, &Counts)> {
        self.best_of(side, lines, |_| true)
    }

    /// The same among the marks that may be it.
    fn best_of(
        &self,
        side: Side,
        lines: fn(&Counts) -> usize,
        may_be: impl Fn(&str) -> bool,
    ) -> Option<(&String, &Counts)> {
        let candidates = self.counts.iter().filter(|(mark, it)| {
            it.is_server == (side == Side::Server) && lines(it) > 0 && may_be(mark)
        });
        // Part of the server's mark may look like a mark, and the rest like a tag: `server → client: idle`.
        let is_sure = |it: &Counts| !it.is_server && it.has_sure_tag();
        candidates
            .max_by_key(|(mark, it)| (is_sure(it), lines(it), Reverse(mark.len()), Reverse(*mark)))
    }

    /// The pair of marks before tagged commands and before responses. If some commands have no mark, the
    /// pair's completions must answer more of its commands than there are commands without a mark: a sentence
    /// may quote a command, and the next one its answer.
    pub fn pair(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let found = self.tagged_pair(unmarked).or_else(|| self.opposites(unmarked));
        found.or_else(|| self.turned_pair(unmarked))
    }

    fn tagged_pair(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let (server, responses) = self.best(Side::Server, |it| it.responses)?;
        // `[IN] > a1 noop` is part of a message that `[IN]` received, if there is another mark.
        let is_sign = |rest: &str| !rest.is_empty() && !rest.contains(char::is_alphanumeric);
        let is_servers = |mark: &str| {
            server.contains(char::is_alphabetic)
                && mark.strip_prefix(&**server).is_some_and(is_sign)
        };
        let others = self.best_of(Side::Client, |it| it.commands, |mark| !is_servers(mark));
        let (client, commands) = others.or_else(|| self.best(Side::Client, |it| it.commands))?;
        let answered = commands.command_tags.intersection(&responses.completed_tags).count();
        // A command completed after the server's mark was sent together with a line that has the client's
        // mark.
        let together = unmarked.tags.intersection(&responses.completed_tags).count();
        let is_mutual = answered > unmarked.completed.saturating_sub(together);
        // With arrows in both directions, most commands have one.
        let are_most = !unmarked.tags.is_empty() && commands.commands > unmarked.tags.len();
        let is_mutual = is_mutual || (are_most && are_opposite_arrows(client, server));
        let is_pair = (is_mutual || (!unmarked.has_commands && commands.has_sure_tag()))
            && !are_words_of_prose(client, server, answered > 0);
        is_pair.then(|| MarkStyle::pair(client, Some(server)))
    }

    /// The pair of opposite marks, in a listing that leaves out tags.
    fn opposites(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let (client, _) = self.best(Side::Client, |it| it.commands + it.untagged_commands)?;
        let (server, _) = self.best(Side::Server, |it| it.responses + it.bare_statuses)?;
        let is_pair = !unmarked.has_commands && are_opposites(client, server);
        is_pair.then(|| MarkStyle::pair(client, Some(server)))
    }

    /// The pair of opposite arrows if the first line after each is a command: the listing may begin inside a
    /// message. The completions after one arrow answer commands after the other, but not the reverse.
    fn turned_pair(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let pairs = self.counts.iter().filter_map(|(client, commands)| {
            let server = with_arrow_turned(client)?;
            let responses = self.counts.get(&server)?;
            let is_pair = commands.is_answered_by(&responses.completed_tags)
                && !responses.is_answered_by(&commands.completed_tags);
            is_pair.then_some((client, server))
        });
        let (client, server) = pairs.filter(|_| !unmarked.has_commands).min()?;
        Some(MarkStyle::pair(client, Some(&server)))
    }

    /// The prefix of both sides' lines, such as a time: there is no other client's mark, and a completion
    /// after the prefix answers a command after it.
    pub fn shared(&self, unmarked: UnmarkedLines<'_>) -> Option<&str> {
        let (mark, lines) = self.best(Side::Server, |it| it.commands.min(it.responses))?;
        let is_shared = lines.is_answered_by(&lines.completed_tags)
            && lines.has_sure_tag()
            && !self.has_client()
            && !unmarked.has_commands;
        is_shared.then_some(mark)
    }

    /// Whether the first line with some mark was a command.
    pub fn has_client(&self) -> bool {
        self.counts.values().any(|it| !it.is_server && it.commands > 0)
    }

    /// The client's mark in a listing in which the server's lines have none: several tagged commands
    /// have it, or one whose completion is shown, and no command lacks it.
    pub fn clients_alone(&self, unmarked: UnmarkedLines<'_>) -> Option<&str> {
        let (client, commands) =
            self.best(Side::Client, |it| it.commands + it.untagged_commands)?;
        let servers = self.best(Side::Server, |it| it.responses);
        if servers.is_some_and(|(server, _)| are_words_of_prose(client, server, true)) {
            return None;
        }
        // It is unknown which of two opposite arrows is the client's.
        let turned = with_arrow_turned(client).and_then(|turned| self.counts.get(&turned));
        if turned.is_some_and(|it| it.commands > 0) {
            return None;
        }
        let is_shared = commands.commands > 1 && commands.has_sure_tag();
        let is_mark = is_shared
            || commands.is_answered_by(unmarked.completed_tags)
            || is_clients_name(client)
            || (is_arrow(client) && commands.commands + commands.untagged_commands > 1);
        // `Step 1. Select the inbox`, above `a SELECT INBOX`
        let are_headings = commands.commands == 0 && !unmarked.tags.is_empty();
        (is_mark && !unmarked.has_commands && !are_headings).then_some(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmarked(has_commands: bool) -> UnmarkedLines<'static> {
        static NONE: std::sync::LazyLock<HashSet<Box<str>>> =
            std::sync::LazyLock::new(HashSet::new);
        UnmarkedLines { has_commands, tags: &NONE, completed: 0, completed_tags: &NONE }
    }

    fn foreign(text: &str) -> LogLine<'_> {
        LogLine::read(text).expect(text)
    }

    /// Counts these lines, each twice, as a stream may show them.
    fn candidates(lines: &[&str]) -> MarkCandidates {
        let mut candidates = MarkCandidates::default();
        for (line, number) in lines.iter().zip(1..) {
            candidates.add(&foreign(line), number);
            candidates.add(&foreign(line), number);
        }
        assert_eq!(
            candidates.counts.values().map(|it| it.responses + it.commands).sum::<usize>(),
            lines.len()
        );
        candidates
    }

    #[test]
    fn what_a_literal_contains_does_not_change_whose_a_mark_is() {
        let candidates = candidates(&[
            "<- * OK ready",
            "-> a1 append x {20}",
            "<- a7 delete evil",
            "<- a8 delete evil",
            "-> * 1 EXISTS",
        ]);
        let others = unmarked(false);
        assert_eq!(candidates.pair(others), Some(MarkStyle::pair("->", Some("<-"))));
        assert!(candidates.is_servers(&foreign("<- a9 delete evil")));
        assert!(!candidates.is_servers(&foreign("-> a9 noop")));
    }

    #[test]
    fn a_part_of_the_servers_mark_is_not_the_clients() {
        let candidates = candidates(&[
            "server → client: * OK ready",
            "client → server: a1 fetch 1 body[]",
            "server → client: append evil {3}",
            "server → client: idle",
        ]);
        let (client, server) = ("client→server:", "server→client:");
        let others = unmarked(false);
        assert_eq!(candidates.pair(others), Some(MarkStyle::pair(client, Some(server))));
    }

    #[test]
    fn other_pairs_of_signs_are_marks() {
        for (client, server) in [
            (">", "<"),
            ("C ->", "S ->"),
            ("Client :", "Serveur :"),
            ("client:", "server:"),
            ("[C]", "[S]"),
            ("→", "←"),
            ("クライアント：", "サーバー："),
            ("C>", "S>"),
        ] {
            let lines = [
                format!("  {server} * OK ready"),
                format!("  {server} a1 OK done"),
                format!("  {client} a1 noop"),
            ];
            let candidates = candidates(&lines.each_ref().map(String::as_str));
            let others = unmarked(true);
            let style = candidates.pair(others).expect(client);
            let line = format!("{client} a2 logout");
            let mark = style.find(&line).expect(client);
            assert_eq!((mark.side, line[mark.after..].trim()), (Side::Client, "a2 logout"));
        }
        let one_sign = candidates(&["> * OK ready", "> a1 noop"]);
        let others = unmarked(false);
        assert_eq!(one_sign.pair(others), None);
    }
}
