//! SEARCH in words. The keys become a condition of and, or and predicates (`have the \Seen flag`). A
//! negation is moved inwards, to the predicates, so that none is about a condition in brackets.

use super::search_keys::predicate;
use super::{Command, Phrases, is_word, phrase_of};
use crate::explain::phrase::{self, Numbers};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// How deep conditions in brackets are put in words.
const MAX_DEPTH: usize = 8;
/// How many characters of conditions there are in a sentence, about.
const MAX_LENGTH: usize = 220;

/// What RETURN asks for.
static RETURNED: Phrases = &[
    ("MIN", &text::ReturnMin),
    ("MAX", &text::ReturnMax),
    ("ALL", &text::ReturnAll),
    ("COUNT", &text::ReturnCount),
    ("PARTIAL", &text::ReturnPartial),
    ("RELEVANCY", &text::ReturnRelevancy),
];

/// What else RETURN asks for.
static REQUESTED: Phrases = &[
    ("SAVE", &text::ReturnSave),
    ("UPDATE", &text::ReturnUpdate),
    ("CONTEXT", &text::ReturnContext),
];

pub(super) fn search(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let messages = messages(command)?;
    let name = &command.name;
    let options = return_options(command);
    let found = match (&options, command.numbers()) {
        (None, Numbers::Sequence) => Some(command.phrase(text::SearchReturnsNumbers)),
        (None, Numbers::Uid) => Some(command.phrase(text::SearchReturnsUids)),
        (Some(options), _) => returned(command, options),
    };
    let section = if name == "UID SEARCH" { "6.4.8" } else { "6.4.4" };
    match found {
        Some(found) => {
            explanation.say_from(3501, section, text::CommandSearch { name, messages, found });
        }
        None => explanation.say_from(3501, section, text::CommandSearchOnly { name, messages }),
    }
    requested(&options.unwrap_or_default(), explanation);
    Some(())
}

/// The messages that the keys of the command match; `None`: it has no keys.
pub(super) fn messages(command: &Command<'_>) -> Option<String> {
    let keys = || command.root.children().filter(|node| node.kind() == Kind::SearchKey);
    keys().next()?;
    let mut words = Wording { command, left: MAX_LENGTH };
    let conditions = match words.all(keys(), false, 0) {
        Condition::Always => return Some(command.phrase(text::PhraseAllMessages)),
        condition => condition.text(),
    };
    Some(command.phrase(text::MessagesThat { conditions }))
}

/// The words behind RETURN; an empty list is the same as ALL.
fn return_options<'t>(command: &Command<'t>) -> Option<Vec<Node<'t>>> {
    let mut words = command.root.descendants().skip_while(|node| !is_word(node.text(), "RETURN"));
    words.next()?;
    let is_inside = |node: &Node<'_>| !matches!(node.kind(), Kind::Close | Kind::SearchKey);
    let words = words.take_while(is_inside);
    Some(words.filter(|node| node.is_leaf()).collect())
}

/// What of the result is returned; `None`: nothing but what else is requested.
fn returned(command: &Command<'_>, options: &[Node<'_>]) -> Option<String> {
    let phrases = options.iter().filter_map(|word| phrase_of(RETURNED, word.text()));
    let phrases: Vec<String> = phrases.map(|phrase| command.phrase(phrase)).collect();
    let is_requested = options.iter().any(|word| phrase_of(REQUESTED, word.text()).is_some());
    match (phrases.is_empty(), is_requested) {
        (true, true) => None,
        (true, false) => Some(command.phrase(text::ReturnAll)),
        _ => Some(command.list(&phrases)),
    }
}

fn requested(options: &[Node<'_>], explanation: &mut Explanation) {
    for option in options {
        let Some(sentence) = phrase_of(REQUESTED, option.text()) else { continue };
        match is_word(option.text(), "SAVE") {
            true => explanation.say_from(5182, "2.1", sentence),
            false => explanation.say_from(5267, "4.3", sentence),
        }
    }
}

/// What must be true of a message.
enum Condition {
    /// All messages match.
    Always,
    /// In words, and how its parts are joined if it has several.
    Words(String, Option<Joiner>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joiner {
    And,
    Or,
}

impl Condition {
    fn text(self) -> String {
        match self {
            Condition::Always => String::new(),
            Condition::Words(words, _) => words,
        }
    }
}

/// Puts keys in words.
struct Wording<'c, 't> {
    command: &'c Command<'t>,
    /// How many characters are left for more.
    left: usize,
}

impl Wording<'_, '_> {
    /// All of the keys, or, negated, not all of them.
    fn all<'t>(
        &mut self,
        keys: impl Iterator<Item = Node<'t>>,
        negated: bool,
        depth: usize,
    ) -> Condition {
        self.join(keys, negated, depth, if negated { Joiner::Or } else { Joiner::And })
    }

    /// Each key by itself, negated or not, joined by `or` or by `and`.
    fn join<'t>(
        &mut self,
        mut keys: impl Iterator<Item = Node<'t>>,
        negated: bool,
        depth: usize,
        joiner: Joiner,
    ) -> Condition {
        let mut parts = Vec::new();
        while self.left > 0 || parts.is_empty() {
            let Some(key) = keys.next() else { break };
            match self.key(key, negated, depth + 1) {
                // It changes nothing: all of something, and this as well.
                Condition::Always if joiner == Joiner::And => {}
                Condition::Always => return Condition::Always,
                part => parts.push(part),
            }
        }
        let more = keys.count();
        if more > 0 {
            parts.push(Condition::Words(self.command.phrase(text::SearchMore { more }), None));
        }
        if parts.len() < 2 {
            return parts.pop().unwrap_or(Condition::Always);
        }
        let parts = parts.into_iter().map(|part| match part {
            Condition::Words(words, Some(other)) if other != joiner => {
                self.command.phrase(text::SearchGroup { words })
            }
            part => part.text(),
        });
        let joined = parts.reduce(|first, next| match joiner {
            Joiner::Or => self.command.phrase(text::SearchOr { first, next }),
            Joiner::And => self.command.phrase(text::SearchAnd { first, next }),
        });
        Condition::Words(joined.unwrap_or_default(), Some(joiner))
    }

    /// One key.
    fn key(&mut self, key: Node<'_>, negated: bool, depth: usize) -> Condition {
        if depth > MAX_DEPTH {
            return Condition::Words(self.command.phrase(text::SearchNested), None);
        }
        let inside = || key.children().filter(|node| node.kind() == Kind::SearchKey);
        if let Some(set) = key.child(Kind::SequenceSet)
            && key.child(Kind::SearchKeyName).is_none()
        {
            return self.set(set.text(), Numbers::Sequence, negated);
        }
        let Some(name) = key.child(Kind::SearchKeyName) else {
            return self.all(inside(), negated, depth);
        };
        match name.text().to_ascii_uppercase().as_slice() {
            b"ALL" if !negated => Condition::Always,
            b"NOT" => self.inner(inside().next(), !negated, depth),
            b"OR" => {
                let joiner = if negated { Joiner::And } else { Joiner::Or };
                self.join(inside(), negated, depth, joiner)
            }
            b"FUZZY" => match self.inner(inside().next(), negated, depth) {
                Condition::Words(words, None) => {
                    Condition::Words(self.command.phrase(text::SearchFuzzy { words }), None)
                }
                condition => condition,
            },
            b"UID" => match key.child(Kind::SequenceSet) {
                Some(set) => self.set(set.text(), Numbers::Uid, negated),
                None => self.word(predicate(self.command, key, negated)),
            },
            _ => self.word(predicate(self.command, key, negated)),
        }
    }

    /// The key behind NOT or FUZZY.
    fn inner(&mut self, key: Option<Node<'_>>, negated: bool, depth: usize) -> Condition {
        match key {
            Some(key) => self.key(key, negated, depth),
            None => Condition::Words(self.command.phrase(text::SearchNested), None),
        }
    }

    fn set(&mut self, set: &[u8], numbers: Numbers, negated: bool) -> Condition {
        if set == b"$" {
            return self.word(self.command.phrase(text::SearchSaved { not: u64::from(negated) }));
        }
        if set == b"1:*" && !negated {
            return Condition::Always;
        }
        let set = phrase::set(set, numbers, self.command.messages);
        self.word(self.command.phrase(text::SearchSet { not: u64::from(negated), set }))
    }

    /// A predicate.
    fn word(&mut self, words: String) -> Condition {
        self.left = self.left.saturating_sub(words.chars().count());
        Condition::Words(words, None)
    }
}
