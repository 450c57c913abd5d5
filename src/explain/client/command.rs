//! A command that is being explained, and its parts in words.

use crate::explain::command_parts;
use crate::explain::phrase::{self, Numbers};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Messages, Text, text};
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};
use std::borrow::Cow;

/// The most characters of a list in a sentence.
const MAX_LIST: usize = 240;

/// A command that is being explained.
pub(super) struct ExplainedCommand<'t> {
    pub(super) root: Node<'t>,
    /// In capitals, with `UID` before it.
    pub(super) name: String,
    pub(super) session: &'t WatchedSession,
    pub(super) messages: Messages,
}

impl<'t> ExplainedCommand<'t> {
    pub(super) fn new(
        root: Node<'t>,
        session: &'t WatchedSession,
        messages: Messages,
    ) -> ExplainedCommand<'t> {
        ExplainedCommand { root, name: command_parts::name(root), session, messages }
    }

    pub(super) fn name_without_uid(&self) -> &str {
        commands::without_uid(&self.name)
    }

    /// Names the source of the reference's entry about it.
    pub(super) fn cite(&self, explanation: &mut Explanation) {
        if let Some(entry) = find(Category::Commands, &self.name) {
            explanation.cite(entry);
        }
    }

    /// Whether a part of it that does not fit may belong to a password.
    pub(super) fn may_have_password(&self) -> bool {
        commands::is_login(&self.name)
    }

    /// The kind of numbers in its set of messages.
    pub(super) fn numbers(&self) -> Numbers {
        if self.name.starts_with("UID ") { Numbers::Uid } else { Numbers::Sequence }
    }

    /// Its leaves, spaces and brackets aside.
    pub(super) fn words(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.root.descendants().filter(is_word_leaf)
    }

    /// The words in its part of this kind.
    pub(super) fn words_in(&self, kind: Kind) -> Vec<Node<'t>> {
        let parts = self.root.child(kind).into_iter().flat_map(Node::descendants);
        parts.filter(is_word_leaf).collect()
    }

    /// The value of its part of this kind.
    pub(super) fn value(&self, kind: Kind) -> Option<String> {
        self.root.child(kind).map(phrase::value)
    }

    pub(super) fn mailbox(&self) -> Option<String> {
        self.value(Kind::Mailbox)
    }

    /// Its set of messages, in words.
    pub(super) fn set(&self) -> Option<String> {
        let set = self.root.child(Kind::SequenceSet)?;
        Some(phrase::set(set.text(), self.numbers(), self.messages))
    }

    /// Whether the set names at most one message.
    pub(super) fn is_one(&self) -> bool {
        let set = self.root.child(Kind::SequenceSet);
        set.is_some_and(|set| !set.text().iter().any(|octet| b":,$".contains(octet)))
    }

    /// A phrase in the language of the explanation.
    pub(super) fn phrase(&self, text: impl Text) -> String {
        self.messages.format(text)
    }

    /// The phrases as a list, as many as there is room for.
    pub(super) fn list(&self, phrases: &[String]) -> String {
        self.list_of(phrases, false)
    }

    /// The phrases as a list inside another one.
    pub(super) fn inner_list(&self, phrases: &[String]) -> String {
        self.list_of(phrases, true)
    }

    fn list_of(&self, phrases: &[String], is_inside: bool) -> String {
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
    pub(super) fn quoted_list<'a>(&self, words: impl Iterator<Item = &'a str>) -> String {
        let quoted = words.map(|name| self.phrase(text::PhraseQuoted { name }));
        self.list(&quoted.collect::<Vec<_>>())
    }
}

/// Whether it is a word, not a space or a bracket.
fn is_word_leaf(node: &Node<'_>) -> bool {
    node.is_leaf() && !matches!(node.kind(), Kind::Blank | Kind::Open | Kind::Close)
}

/// Phrases by keyword.
pub(super) type KeywordPhrases = &'static [(&'static str, &'static (dyn Text + Sync))];

/// The phrase of a keyword, in any case.
pub(super) fn phrase_of(
    phrases: KeywordPhrases,
    keyword: &[u8],
) -> Option<&'static (dyn Text + Sync)> {
    let found = phrases.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(keyword));
    found.map(|&(_, phrase)| phrase)
}

/// Whether the octets are this word, in any case.
pub(super) fn is_word(octets: &[u8], word: &str) -> bool {
    octets.eq_ignore_ascii_case(word.as_bytes())
}

/// The first word of a part, if it begins with a letter.
pub(super) fn word(part: Node<'_>) -> Option<Cow<'_, str>> {
    let word = part.text().split(|octet| b" ()".contains(octet)).next()?;
    word.first().is_some_and(u8::is_ascii_alphabetic).then(|| phrase::cut(word))
}
