//! A command with the session in which it was sent: what the explanations of commands, their faults and their
//! refusals are made from.

use super::phrase::{self, Numbers, value};
use super::sentence::Explanation;
use super::session::{WatchedCommand, WatchedSession};
use crate::messages::{Messages, Text, text};
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// The most characters of a list in a sentence.
const MAX_LIST: usize = 240;

/// A command that was sent, or that could be.
#[derive(Clone, Copy)]
pub(super) struct SentCommand<'t> {
    pub root: Node<'t>,
    /// In capitals, with `UID` before it if that was typed; empty for an unknown command.
    pub name: &'static str,
    /// Its entry in the reference.
    pub entry: Option<&'static Entry>,
    pub session: &'t WatchedSession,
    pub messages: Messages,
}

/// The entry about the command.
pub(super) fn entry_of(command: Node<'_>) -> Option<&'static Entry> {
    let mut names = command.children_of(Kind::CommandName);
    let first = names.next()?;
    let Some(second) = names.next() else { return find(Category::Commands, first.text()) };
    let full_name = [first.text(), b" ", second.text()].concat();
    // An example of RFC 7377 has UID before ESEARCH, which changes nothing.
    find(Category::Commands, full_name).or_else(|| find(Category::Commands, second.text()))
}

/// Whether the command of this name puts messages into the mailbox that it names.
pub(super) fn adds_messages(name: &str) -> bool {
    matches!(commands::without_uid(name), "APPEND" | "COPY" | "MOVE" | "REPLACE")
}

/// The set of messages that the command names, or the number or UID of one.
pub(super) fn messages_set(command: Node<'_>) -> Option<Node<'_>> {
    let is_set = |node: &Node<'_>| {
        matches!(node.kind(), Kind::SequenceSet | Kind::MessageNumber | Kind::UniqueId)
    };
    command.children().find(is_set)
}

impl<'t> SentCommand<'t> {
    pub fn new(root: Node<'t>, session: &'t WatchedSession, messages: Messages) -> SentCommand<'t> {
        let entry = entry_of(root);
        SentCommand { root, name: entry.map_or("", |entry| entry.name), entry, session, messages }
    }

    pub fn name_without_uid(self) -> &'static str {
        commands::without_uid(self.name)
    }

    /// Names the source of the reference's entry about it.
    pub fn cite(self, explanation: &mut Explanation) {
        if let Some(entry) = self.entry {
            explanation.cite(entry);
        }
    }

    /// Adds a sentence, and names the source of the reference's entry about the command.
    pub fn say(self, text: impl Text, explanation: &mut Explanation) {
        explanation.say(text);
        self.cite(explanation);
    }

    /// Adds a sentence, and the syntax of the command, which it does not follow.
    pub fn say_and_name_syntax(self, text: impl Text, explanation: &mut Explanation) {
        explanation.say(text);
        if let Some(entry) = self.entry {
            explanation.name_syntax(entry);
        }
    }

    /// Whether a part of it that does not fit may belong to a password.
    pub fn may_have_password(self) -> bool {
        commands::is_login(self.name)
    }

    /// Whether its numbers are UIDs.
    pub fn is_uid(self) -> bool {
        self.name.starts_with("UID ")
    }

    /// The kind of numbers in its set of messages.
    pub fn numbers(self) -> Numbers {
        if self.is_uid() { Numbers::Uid } else { Numbers::Sequence }
    }

    /// Whether it names the result of a saved search, `$`.
    pub fn names_saved(self) -> bool {
        let is_set = |kind| matches!(kind, Kind::SequenceSet | Kind::UidSet);
        self.root.descendants().any(|node| is_set(node.kind()) && node.text() == b"$")
    }

    /// Whether it puts messages into the mailbox that it names.
    pub fn adds_messages(self) -> bool {
        adds_messages(self.name)
    }

    /// The mechanism of AUTHENTICATE, in capitals. None: it has none, or the mechanism is hidden.
    pub fn mechanism(self) -> Option<String> {
        let mechanism = self.root.child(Kind::Mechanism)?.to_uppercase();
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        mechanism.chars().all(is_of_name).then_some(mechanism)
    }

    /// Its tag; empty if it has none.
    pub fn tag(self) -> &'t [u8] {
        self.root.text_of(Kind::Tag)
    }

    /// It as a command in flight, if it is one.
    pub fn in_flight(self) -> Option<&'t WatchedCommand> {
        self.session.pending(self.tag())
    }

    /// Where a part of it begins, in octets from its beginning.
    pub fn offset(self, part: Node<'_>) -> usize {
        part.range().start - self.root.range().start
    }

    /// The text from the beginning of this part on.
    pub fn text_from(self, part: Node<'_>) -> &'t [u8] {
        &self.root.text()[self.offset(part)..]
    }

    /// Its leaves, spaces and brackets aside.
    pub fn words(self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.root.descendants().filter(is_word_leaf)
    }

    /// The words in its part of this kind.
    pub fn words_in(self, kind: Kind) -> Vec<Node<'t>> {
        let parts = self.root.child(kind).into_iter().flat_map(Node::descendants);
        parts.filter(is_word_leaf).collect()
    }

    /// The words after the tag, as typed, as far as they are text.
    pub fn typed_words(self) -> impl Iterator<Item = &'t str> + use<'t> {
        let text = self.root.text().get(self.tag().len()..).unwrap_or_default();
        let words = text.split(|octet| *octet == b' ').filter(|word| !word.is_empty());
        words.map_while(|word| std::str::from_utf8(word).ok())
    }

    /// The value of its part of this kind.
    pub fn value(self, kind: Kind) -> Option<String> {
        self.root.child(kind).map(value)
    }

    /// The mailbox that is one of its arguments; empty if it could not be read.
    pub fn mailbox(self) -> Option<String> {
        self.value(Kind::Mailbox)
    }

    /// The first mailbox that it names anywhere.
    pub fn named_mailbox(self) -> Option<String> {
        let mailbox = self.root.descendant(Kind::Mailbox)?;
        mailbox.string()?;
        Some(value(mailbox))
    }

    /// The name of that mailbox as sent.
    pub fn sent_name(self) -> Option<String> {
        let name = self.root.descendant(Kind::Mailbox)?.string()?;
        Some(String::from_utf8_lossy(&name).into_owned())
    }

    /// Its name, decoded and as sent.
    pub fn name_and_sent_name(self) -> Option<(String, String)> {
        self.named_mailbox().zip(self.sent_name())
    }

    /// The name of the mailbox that CREATE or RENAME would have made.
    pub fn made_name(self) -> Option<String> {
        if self.name == "CREATE" { self.mailbox() } else { self.new_name() }
    }

    /// The name above the one that CREATE or RENAME would have made.
    pub fn name_above(self) -> Option<String> {
        let made = self.made_name()?;
        self.session.names.above(&made).map(str::to_owned)
    }

    /// The new name in RENAME.
    pub fn new_name(self) -> Option<String> {
        let new = self.root.children_of(Kind::Mailbox).nth(1);
        new.filter(|_| self.name == "RENAME").map(value)
    }

    /// The old and the new name of RENAME.
    pub fn renamed(self) -> Option<(String, String)> {
        self.mailbox().zip(self.new_name())
    }

    /// Its set of messages, in words.
    pub fn set(self) -> Option<String> {
        let set = self.root.child(Kind::SequenceSet)?;
        Some(phrase::set(set.text(), self.numbers(), self.messages))
    }

    /// Whether the set names at most one message.
    pub fn is_one(self) -> bool {
        let set = self.root.child(Kind::SequenceSet);
        set.is_some_and(|set| !set.text().iter().any(|octet| b":,$".contains(octet)))
    }

    /// A phrase in the language of the explanation.
    pub fn phrase(self, text: impl Text) -> String {
        self.messages.format(text)
    }

    /// The phrases as a list, as many as there is room for.
    pub fn list(self, phrases: &[String]) -> String {
        self.list_of(phrases, false)
    }

    /// The phrases as a list inside another one.
    pub fn inner_list(self, phrases: &[String]) -> String {
        self.list_of(phrases, true)
    }

    fn list_of(self, phrases: &[String], is_inside: bool) -> String {
        let all = phrases.len();
        let mut most = if all <= phrase::MAX_ITEMS + 1 { all } else { phrase::MAX_ITEMS };
        let of = |most| phrase::separated(phrases, most, is_inside, self.messages);
        let mut list = of(most);
        while most > 1 && list.chars().nth(MAX_LIST).is_some() {
            most -= 1;
            list = of(most);
        }
        list
    }

    /// The words between quotation marks, as a list.
    pub fn quoted_list<'a>(self, words: impl Iterator<Item = &'a str>) -> String {
        let quoted = words.map(|name| self.phrase(text::PhraseQuoted { name }));
        self.list(&quoted.collect::<Vec<_>>())
    }
}

/// Whether it is a word, not a space or a bracket.
fn is_word_leaf(node: &Node<'_>) -> bool {
    node.is_leaf() && !matches!(node.kind(), Kind::Blank | Kind::Open | Kind::Close)
}
