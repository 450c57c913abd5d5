//! Collects what has happened since a step began, as far as goals can ask for it.

use super::steps::Step;
use crate::encoding::modified_utf7;
use crate::notation::Pattern;
use crate::notation::directive::goal::GoalKind;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{Piece, PieceKind, Status};
use crate::protocol::mailbox_name;
use crate::protocol::meaning::{
    Esearch, Fetch, FetchedItem, MailboxStatus, Meaning, MessageId, SearchResponse, StatusResponse,
    sets,
};
use crate::protocol::syntax::{Collector, Kind, Node, Side, Tree};
use crate::protocol::typed_line::CommandLine;
use crate::session::{ClientMessage, ClientMessages, Event, EventKind, EventSink};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;

/// How many octets of each literal are read.
const LITERAL_LIMIT: usize = 64 * 1024;

/// The maximum number of facts of one kind: a server may send any number.
const MAX_FACTS: usize = 100_000;

/// Collects the evidence of one step after another.
pub struct Evidence {
    responses: Collector,
    messages: ClientMessages,
    /// Whether the next line continues a command, after a literal.
    in_command: bool,
    /// Whether the command that is being sent has a literal `{n}` that the learner typed.
    own_count: bool,
    pub commands: CommandsInProgress,
    pub step: StepEvidence,
}

#[derive(Default)]
pub struct StepEvidence {
    /// The patterns that lines are compared with, each with whether a line has matched.
    patterns: Vec<(Pattern, bool)>,
    /// The answers to commands, the latest last.
    pub answers: Vec<Answer>,
    /// The names of the commands that have succeeded, in capitals: `UID FETCH`.
    pub succeeded: Vec<String>,
    /// The first lines of the commands that were sent, without their tags.
    sent: Vec<String>,
    /// Whether a command with a tag that the learner typed has succeeded.
    pub own_tag: bool,
    /// Whether a command with a literal has succeeded.
    pub literal: bool,
    /// Whether a command with a literal `{n}` that the learner typed has succeeded.
    pub own_count: bool,
    /// How many connections the learner has made.
    pub connections: usize,
    /// The maximum number of commands that were in progress at the same time.
    pub together: usize,
    /// The FETCH data received: the message's number and the item's index in `items`. The value is
    /// true if a command with UIDs asked for it.
    fetched: HashMap<(u64, usize), bool>,
    /// The keys of `fetched` received since the last command was sent.
    last_fetched: Vec<(u64, usize)>,
    /// The items, such as `BODY[1]<0>`.
    items: Vec<String>,
    /// The result of the last search.
    pub found: Option<FoundMessages>,
    /// The mailboxes that each LIST or LSUB returned.
    pub lists: Vec<BTreeSet<String>>,
    /// Mailboxes, each with an item that STATUS returned.
    pub statuses: HashSet<(String, String)>,
    /// The mailboxes whose status the server has sent since the last command.
    pub last_statuses: BTreeSet<String>,
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: Status,
    /// The name of the response code, in capitals.
    pub code: Option<String>,
    /// The name of the command, in capitals; empty for an untagged response.
    pub command: String,
    /// The human-readable text.
    pub text: Vec<u8>,
}

/// The messages that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMessages {
    /// Sorted, without overlaps.
    pub ranges: Vec<RangeInclusive<u64>>,
    /// Whether they are UIDs.
    pub uids: bool,
    /// The keys of the search, in capitals.
    pub keys: Vec<String>,
}

impl Default for Evidence {
    fn default() -> Evidence {
        Evidence {
            responses: Collector::new(Side::Server, LITERAL_LIMIT),
            messages: ClientMessages::new(LITERAL_LIMIT),
            in_command: false,
            own_count: false,
            commands: CommandsInProgress::default(),
            step: StepEvidence::default(),
        }
    }
}

impl Evidence {
    /// Starts collecting for a step.
    pub fn begin_step(&mut self, step: &Step) {
        let patterns = step.goals.iter().filter_map(|(_, goal)| match &goal.kind {
            GoalKind::Response(pattern) => Some((pattern.clone(), false)),
            _ => None,
        });
        self.step = StepEvidence { patterns: patterns.collect(), ..StepEvidence::default() };
    }

    fn server(&mut self, piece: &Piece<'_>) {
        // A new connection has no commands in progress.
        if piece.kind == PieceKind::Greeting {
            self.commands.new_connection();
            self.step.connections += 1;
            self.in_command = false;
            self.messages.clear();
        }
        let Some(tree) = self.responses.read(piece) else { return };
        self.step.lines(tree);
        let Some(root) = tree.root() else { return };
        match Meaning::of(root) {
            Meaning::Completion(tag, response) => {
                let command = self.commands.complete(tag, response.status);
                self.step.completed(command, tag.text(), &response, root);
            }
            Meaning::Status(response) if piece.kind == PieceKind::Untagged => {
                // A server that cannot read the tag answers with an untagged BAD.
                self.commands.completions += usize::from(response.status == Status::Bad);
                self.step.untagged_status(&response, root);
            }
            Meaning::Fetch(fetch) => {
                let uids = self.commands.ask_by_uid();
                self.step.fetch(fetch, uids);
            }
            Meaning::Found(found) => {
                let uids = self.commands.ask_by_uid();
                self.step.search(found, uids, self.commands.search_keys());
            }
            Meaning::Esearch(esearch) => {
                self.step.esearch(esearch, self.commands.search_keys());
            }
            Meaning::Listed(listed) => {
                if let (Some(name), Some(list)) =
                    (listed.mailbox.and_then(text_of), self.step.lists.last_mut())
                    && list.len() < MAX_FACTS
                {
                    list.insert(canonical(&name));
                }
            }
            Meaning::MailboxStatus(status) => self.step.mailbox_status(&status),
            _ => {}
        }
    }

    /// Notes a line of a command, which is in progress from its first line on. `in_command`: a literal and
    /// another line follow.
    fn command_line(&mut self, tag: Vec<u8>, command: ObservedCommand, in_command: bool) {
        keep(&mut self.step.sent, command.line.clone());
        if !in_command && matches!(command.name.as_str(), "LIST" | "LSUB" | "XLIST") {
            keep(&mut self.step.lists, BTreeSet::new());
        }
        self.step.last_fetched.clear();
        self.step.last_statuses.clear();
        self.commands.begin(tag, command);
        self.step.together = self.step.together.max(self.commands.pending.len());
    }
}

/// The commands that the server has yet to complete.
#[derive(Default)]
pub struct CommandsInProgress {
    /// By their tags.
    pending: HashMap<Vec<u8>, ObservedCommand>,
    /// The number of completed commands.
    pub completions: usize,
    /// Whether COMPRESS is active.
    pub compressed: bool,
}

impl CommandsInProgress {
    fn new_connection(&mut self) {
        self.pending.clear();
        self.compressed = false;
    }

    fn begin(&mut self, tag: Vec<u8>, command: ObservedCommand) {
        if self.pending.len() < MAX_FACTS {
            self.pending.insert(tag, command);
        }
    }

    fn complete(&mut self, tag: Node<'_>, status: Status) -> ObservedCommand {
        let command = self.pending.remove(tag.text()).unwrap_or_default();
        self.completions += 1;
        self.compressed |= command.name == "COMPRESS" && status == Status::Ok;
        command
    }

    /// Whether a command with UIDs is in progress.
    fn ask_by_uid(&self) -> bool {
        self.pending.values().any(|it| it.name.starts_with("UID "))
    }

    /// The keys of the search in progress.
    fn search_keys(&self) -> Vec<String> {
        let search = self.pending.values().find(|it| it.name.ends_with("SEARCH"));
        search.map(|search| search.keys.clone()).unwrap_or_default()
    }
}

/// A command that was sent.
#[derive(Default)]
struct ObservedCommand {
    /// In capitals: `UID FETCH`.
    name: String,
    /// Its first line, without its tag.
    line: String,
    literal: bool,
    /// Whether it has a literal `{n}` that the learner typed.
    own_count: bool,
    /// The search keys in it, in capitals.
    keys: Vec<String>,
}

impl ObservedCommand {
    /// The command in this tree, with its tag.
    fn of(tree: &Tree, literal: bool) -> Option<(Vec<u8>, ObservedCommand)> {
        let leaves = tree.root()?.descendants().filter(|node| node.is_leaf());
        let of_kind = |kind| leaves.clone().filter(move |node| node.kind() == kind);
        let tag = of_kind(Kind::Tag).next()?.text().to_vec();
        let names: Vec<String> =
            of_kind(Kind::CommandName).map(Node::to_uppercase).take(2).collect();
        let name = if names.is_empty() {
            of_kind(Kind::Unknown).next().map(Node::to_uppercase).unwrap_or_default()
        } else {
            names.join(" ")
        };
        let keys = of_kind(Kind::SearchKeyName).map(Node::to_uppercase).take(100).collect();
        let line = tree.text().split(|octet| *octet == b'\n').next().unwrap_or_default();
        let line = line.get(tag.len()..).unwrap_or_default().trim_ascii();
        let line = String::from_utf8_lossy(line).into_owned();
        Some((tag, ObservedCommand { name, line, literal, own_count: false, keys }))
    }
}

impl EventSink for Evidence {
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Server(piece) => self.server(piece),
            EventKind::Client(piece) => {
                let begins = matches!(piece.kind, ClientKind::Command | ClientKind::Raw);
                let counted = piece.following_literal == FollowingLiteral::Typed;
                self.own_count = counted || self.own_count && !begins;
                let (tree, in_command) = match self.messages.read(piece) {
                    Some(ClientMessage::Whole(tree)) => (tree, false),
                    Some(ClientMessage::Begun(tree)) => (tree, true),
                    None => return,
                };
                let continues = std::mem::replace(&mut self.in_command, in_command);
                if begins || continues {
                    let command = ObservedCommand::of(tree, in_command || continues);
                    if let Some((tag, mut command)) = command {
                        command.own_count = self.own_count;
                        self.command_line(tag, command, in_command);
                    }
                }
            }
            EventKind::Notice(..) | EventKind::Script(_) => {}
        }
    }
}

impl StepEvidence {
    /// Whether a command with this first line was sent, in any case and with any tag.
    pub fn was_sent(&self, line: &str) -> bool {
        let line = without_tag(line);
        self.sent.iter().any(|sent| sent.eq_ignore_ascii_case(&line))
    }

    /// Whether the last command was this one, in any case and with any tag.
    pub fn was_sent_last(&self, line: &str) -> bool {
        self.sent.last().is_some_and(|sent| sent.eq_ignore_ascii_case(&without_tag(line)))
    }

    /// Whether the server has sent a line that matches this.
    pub fn has_line(&self, pattern: &Pattern) -> bool {
        self.patterns.iter().any(|(of, received)| *received && of == pattern)
    }

    /// Whether the server has sent an item that matches one of these, for the message with this number.
    /// `by_uid`: a command with UIDs must have asked for it.
    pub fn has_item(&self, message: u64, patterns: &[Pattern], by_uid: bool) -> bool {
        self.items_like(patterns)
            .any(|index| self.fetched.get(&(message, index)).is_some_and(|uids| *uids || !by_uid))
    }

    /// The numbers of the messages whose data, since the last command, match one of these.
    pub fn last_messages_with(&self, patterns: &[Pattern]) -> Vec<u64> {
        let like: HashSet<usize> = self.items_like(patterns).collect();
        let fetched = self.last_fetched.iter().filter(|(_, index)| like.contains(index));
        fetched.map(|(message, _)| *message).collect()
    }

    /// The items received since the last command, in the order in which each was first received.
    pub fn last_items(&self) -> Vec<&str> {
        let last: BTreeSet<usize> = self.last_fetched.iter().map(|(_, index)| *index).collect();
        last.into_iter().filter_map(|index| self.items.get(index)).map(String::as_str).collect()
    }

    fn items_like(&self, patterns: &[Pattern]) -> impl Iterator<Item = usize> {
        let items = self.items.iter().enumerate();
        let is_like = |item: &str| patterns.iter().any(|it| it.matches(item.as_bytes()));
        items.filter(move |(_, item)| is_like(item)).map(|(index, _)| index)
    }

    fn lines(&mut self, tree: &Tree) {
        for line in tree.text().split(|octet| *octet == b'\n') {
            let line = line.trim_ascii_end();
            for (pattern, received) in &mut self.patterns {
                *received = *received || pattern.matches(line);
            }
        }
    }

    fn completed(
        &mut self,
        command: ObservedCommand,
        tag: &[u8],
        response: &StatusResponse<'_>,
        root: Node<'_>,
    ) {
        self.keep_answer(command.name.clone(), response, root);
        if response.status == Status::Ok {
            keep(&mut self.succeeded, command.name);
            self.literal |= command.literal;
            self.own_count |= command.own_count;
            self.own_tag |= !is_generated(tag);
        }
    }

    fn untagged_status(&mut self, response: &StatusResponse<'_>, root: Node<'_>) {
        if matches!(response.status, Status::Bye | Status::Bad) {
            self.keep_answer(String::new(), response, root);
        }
    }

    /// Keeps an answer, which is the whole response `root`.
    fn keep_answer(&mut self, command: String, response: &StatusResponse<'_>, root: Node<'_>) {
        let code = response.code.and_then(|code| code.name()).map(Node::to_uppercase);
        let text = root.text_of(Kind::Text).trim_ascii().to_vec();
        keep(&mut self.answers, Answer { status: response.status, code, command, text });
    }

    /// `uids`: a command with UIDs has asked for it.
    fn fetch(&mut self, fetch: Fetch<'_>, uids: bool) {
        let (MessageId::Number(number) | MessageId::Uid(number)) = fetch.message;
        for item in fetch.items() {
            let item = item_text(item);
            let known = self.items.iter().position(|known| *known == item);
            let index = known.unwrap_or(self.items.len());
            if index >= 1000 || self.fetched.len() >= MAX_FACTS {
                return;
            }
            if known.is_none() {
                self.items.push(item);
            }
            *self.fetched.entry((number, index)).or_default() |= uids;
            keep(&mut self.last_fetched, (number, index));
        }
    }

    fn mailbox_status(&mut self, status: &MailboxStatus<'_>) {
        let Some(name) = status.mailbox.and_then(text_of) else { return };
        if self.last_statuses.len() < MAX_FACTS {
            self.last_statuses.insert(canonical(&name));
        }
        for value in status.values().take(100) {
            if self.statuses.len() < MAX_FACTS {
                self.statuses.insert((canonical(&name), value.name.to_uppercase()));
            }
        }
    }

    fn search(&mut self, found: SearchResponse<'_>, uids: bool, keys: Vec<String>) {
        let numbers = found.numbers().filter_map(Node::number).take(MAX_FACTS);
        let ranges = joined(numbers.map(|number| number..=number).collect());
        self.found = Some(FoundMessages { ranges, uids, keys });
    }

    fn esearch(&mut self, esearch: Esearch<'_>, keys: Vec<String>) {
        let sets: Vec<Node<'_>> = esearch.results().filter_map(|it| it.messages()).collect();
        let says_nothing = esearch.results().next().is_none();
        if sets.is_empty() && !says_nothing {
            // It returned only a count.
            return;
        }
        let ranges = sets.iter().flat_map(|set| sets::ranges(set.text()));
        let ranges = ranges.filter_map(|range| Some(range.first?..=range.last?));
        let ranges = joined(ranges.take(MAX_FACTS).collect());
        self.found = Some(FoundMessages { ranges, uids: esearch.is_uid(), keys });
    }
}

/// A command's line without its tag.
fn without_tag(line: &str) -> String {
    let command = CommandLine::parse(line);
    format!("{}{}", command.verb, command.arguments)
}

/// Adds a fact, unless there are too many.
fn keep<T>(facts: &mut Vec<T>, fact: T) {
    if facts.len() < MAX_FACTS {
        facts.push(fact);
    }
}

/// Whether imapsh generates tags of this form: letters, then at least three digits.
fn is_generated(tag: &[u8]) -> bool {
    let letters = tag.iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
    let digits = &tag[letters..];
    letters > 0 && digits.len() >= 3 && digits.iter().all(u8::is_ascii_digit)
}

/// The name of an item with its section and origin octet: `BODY[1]<0>`.
fn item_text(item: FetchedItem<'_>) -> String {
    let parts = item.node.children();
    let name = parts.take_while(|node| !matches!(node.kind(), Kind::Blank | Kind::FetchValue));
    let text: Vec<u8> = name.flat_map(|node| node.text().iter().copied()).collect();
    String::from_utf8_lossy(&text).to_ascii_uppercase()
}

fn text_of(node: Node<'_>) -> Option<String> {
    Some(String::from_utf8_lossy(&node.string()?).into_owned())
}

/// The ranges in order, with adjacent ones joined.
pub fn joined(mut ranges: Vec<RangeInclusive<u64>>) -> Vec<RangeInclusive<u64>> {
    ranges.sort_by_key(|range| *range.start());
    let mut joined: Vec<RangeInclusive<u64>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if *range.start() <= last.end().saturating_add(1) => {
                *last = *last.start()..=(*last.end()).max(*range.end());
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// A mailbox's name in a form that can be compared: decoded, and INBOX in capitals.
pub fn canonical(name: &str) -> String {
    mailbox_name::key(&modified_utf7::decode(name))
}
