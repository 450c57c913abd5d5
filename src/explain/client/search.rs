//! SEARCH in words. The keys become a condition made of and, or and predicates (`have the \Seen flag`).
//! Negations are moved inwards to the predicates, so that no condition in brackets is negated.

use super::keywords::KeywordPhrases;
use super::mailbox_filters::mailboxes;
use super::search_keys::predicate;
use crate::explain::faults;
use crate::explain::phrase::{self, Numbers};
use crate::explain::registered::return_option;
use crate::explain::registered::say_keyword;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::meaning::sets::{Range, ranges};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// The greatest depth of conditions in brackets that are put in words.
const MAX_DEPTH: usize = 8;
/// The approximate limit for the characters of conditions in a sentence.
const MAX_LENGTH: usize = 140;
/// The most names whose source is looked up.
const MAX_SOURCES: usize = 20;

/// Other options of RETURN.
static REQUESTED: KeywordPhrases = &[
    ("SAVE", &text::ReturnSave),
    ("CONTEXT", &text::ReturnContext),
    ("UPDATE", &text::ReturnUpdate),
];

pub(super) fn search(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let messages = messages(command)?;
    let name = command.name;
    let section = if name == "UID SEARCH" { "6.4.8" } else { "6.4.4" };
    let has_options = command.root.child(Kind::SearchReturnOptions).is_some();
    match found(command) {
        Some(_) if !has_options && let Some(message) = only_message(command) => {
            let found = match command.numbers() {
                Numbers::Uid => command.phrase(text::SearchReturnsUid),
                Numbers::Sequence => command.phrase(text::SearchReturnsNumber),
            };
            let only = text::CommandSearch { name, messages: message, found };
            explanation.say_from(3501, section, only);
        }
        Some(found) => {
            explanation.say_from(3501, section, text::CommandSearch { name, messages, found });
        }
        None => explanation.say_from(3501, section, text::CommandSearchOnly { name, messages }),
    }
    other_quotes(command, explanation);
    field_with_colon(command, explanation);
    extensions(command, explanation);
    say_keyword(command.root.descendants_of(Kind::FlagKeyword).map(Node::text), explanation);
    Some(())
}

/// Explains `HEADER Subject: x`.
fn field_with_colon(command: SentCommand<'_>, explanation: &mut Explanation) {
    let fields = command.root.descendants_of(Kind::HeaderName).map(phrase::value);
    if let Some(field) = { fields }.find_map(|field| Some(field.strip_suffix(':')?.to_owned())) {
        explanation.say(text::HeaderWithColon { field });
    }
}

/// Explains a search string between marks that are not IMAP's quotes: `'lunch'`.
fn other_quotes(command: SentCommand<'_>, explanation: &mut Explanation) {
    let arguments = command.root.descendants_of(Kind::SearchArgument);
    let mark = arguments.map(Node::text).find_map(|text| match text {
        [b'\'', .., b'\''] => Some("'"),
        [b'`', .., b'`'] => Some("`"),
        _ => None,
    });
    if let Some(mark) = mark {
        explanation.say(text::SearchOtherQuotes { mark });
    }
}

/// ESEARCH: SEARCH in several mailboxes.
pub(super) fn search_mailboxes(
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> Option<()> {
    let sources = command.root.child(Kind::SearchSources);
    let filters = sources.into_iter().flat_map(|it| it.children_of(Kind::MailboxFilter));
    let filters: Vec<String> = filters.filter_map(|it| mailboxes(command, it)).collect();
    let (messages, found) = (messages(command)?, found(command)?);
    let mailboxes = match sources {
        Some(_) => filters
            .into_iter()
            .reduce(|first, next| command.phrase(text::SearchMailboxesAnd { first, next }))?,
        None => command.phrase(text::FilterSelected),
    };
    explanation.say_from(7377, "2", text::CommandSearchMailboxes { mailboxes, messages, found });
    extensions(command, explanation);
    Some(())
}

/// UIDBATCHES: UIDs in batches, without a search (RFC 10022).
pub(super) fn uid_batches(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let size = command.root.child(Kind::Number)?.number()?;
    explanation.say_from(10022, "3.1", text::CommandUidbatches { size });
    if let Some(range) = command.root.child(Kind::PartialRange) {
        let range = positions(command, range.text());
        explanation.say(text::UidbatchesRange { range });
    }
    Some(())
}

/// The messages that the keys of the command match; `None`: it has no keys.
pub(super) fn messages(command: SentCommand<'_>) -> Option<String> {
    let keys = || command.root.children_of(Kind::SearchKey);
    keys().next()?;
    let mut words = Wording { command, left: MAX_LENGTH, has_said_last: false };
    let conditions = match words.all(keys(), false, 0) {
        Condition::Always => return Some(command.phrase(text::PhraseAllMessages)),
        condition => condition.text(),
    };
    Some(command.phrase(text::MessagesThat { conditions }))
}

/// The data returned about the messages found; `None`: none, or unknown.
pub(super) fn found(command: SentCommand<'_>) -> Option<String> {
    let numbers = match (command.name, command.numbers()) {
        ("ESEARCH", _) | (_, Numbers::Uid) => command.phrase(text::SearchReturnsUids),
        _ => command.phrase(text::SearchReturnsNumbers),
    };
    let Some(options) = command.root.child(Kind::SearchReturnOptions) else { return Some(numbers) };
    let options = options.children().filter(|node| node.kind() != Kind::Blank).skip(1);
    // The other two are the brackets.
    if options.clone().count() <= 2 {
        return Some(match command.name_without_uid() {
            "SORT" => command.phrase(text::ReturnSorted { numbers }),
            _ => command.phrase(text::ReturnAll { numbers }),
        });
    }
    let options = options.filter(|node| node.kind() == Kind::SearchReturnOption);
    let phrases: Vec<String> = options.filter_map(|it| returned(command, it, &numbers)).collect();
    (!phrases.is_empty()).then(|| command.list(&phrases))
}

/// The data that an option of RETURN returns.
fn returned(command: SentCommand<'_>, option: Node<'_>, numbers: &str) -> Option<String> {
    let name = option.child(Kind::SearchReturnName)?.text();
    let sorts = command.name_without_uid() == "SORT";
    Some(match name.to_ascii_uppercase().as_slice() {
        b"MIN" if sorts => command.phrase(text::ReturnFirst { numbers }),
        b"MAX" if sorts => command.phrase(text::ReturnLast { numbers }),
        b"ALL" if sorts => command.phrase(text::ReturnSorted { numbers }),
        b"MIN" => command.phrase(text::ReturnMin { numbers }),
        b"MAX" => command.phrase(text::ReturnMax { numbers }),
        b"ALL" => command.phrase(text::ReturnAll { numbers }),
        b"COUNT" => command.phrase(text::ReturnCount),
        b"RELEVANCY" => command.phrase(text::ReturnRelevancy),
        b"PARTIAL" => {
            let range = positions(command, option.child(Kind::PartialRange)?.text());
            command.phrase(text::ReturnPartial { numbers, range })
        }
        _ => return None,
    })
}

/// `1 to 500`; for a range counted from the end (`-1:-30`), the phrase says so.
pub(super) fn positions(command: SentCommand<'_>, range: &[u8]) -> String {
    phrase::positions(range, command.messages)
}

/// Explains other options of RETURN, and cites the definitions of keys and options.
pub(super) fn extensions(command: SentCommand<'_>, explanation: &mut Explanation) {
    let is_name = |node: &Node<'_>| match node.kind() {
        Kind::SequenceSet => node.is("$"),
        kind => matches!(kind, Kind::SearchKeyName | Kind::SearchReturnName),
    };
    let names = command.root.descendants().filter(is_name).take(MAX_SOURCES);
    let entries = names.filter_map(|node| match node.kind() {
        Kind::SearchKeyName | Kind::SequenceSet => find(Category::SearchKeys, node.text()),
        _ => return_option(node.text(), command.root),
    });
    // Only definitions of other RFCs need a source.
    let others = entries.filter(|entry| entry.is_of_extension());
    // RETURN itself matters less than its options.
    let (returned, others): (Vec<_>, Vec<_>) = others.partition(|entry| entry.name == "RETURN");
    if let Some(entry) = others.first().or(returned.first()) {
        explanation.cite(entry);
    }
    let is_asked = |name: &str| return_options(command).any(|option| option.is(name));
    for (name, sentence) in REQUESTED.iter().filter(|(name, _)| is_asked(name)) {
        explanation.say(if *name == "SAVE" { saved(command) } else { *sentence });
        if let Some(entry) = return_option(name.as_bytes(), command.root) {
            explanation.cite(entry);
        }
    }
    if let Some(charset) = command.root.child(Kind::Charset).map(phrase::value) {
        explanation.say(text::SearchCharset { charset });
    }
    faults::charset_spelling(command, explanation);
}

/// What SAVE keeps: all messages found, or only those that MIN and MAX return, if no other option concerns
/// all of them (RFC 5182, section 2.4).
fn saved(command: SentCommand<'_>) -> &'static (dyn Text + Sync) {
    let has = |name: &str| return_options(command).any(|it| it.is(name));
    let is_about_all = ["ALL", "COUNT", "PARTIAL"].into_iter().any(has);
    match (has("MIN"), has("MAX")) {
        _ if is_about_all => &text::ReturnSave,
        (true, true) => &text::ReturnSaveEnds,
        (true, false) => &text::ReturnSaveMin,
        (false, true) => &text::ReturnSaveMax,
        (false, false) => &text::ReturnSave,
    }
}

/// The names of RETURN's options.
fn return_options<'t>(command: SentCommand<'t>) -> impl Iterator<Item = Node<'t>> + use<'t> {
    let options = command.root.child(Kind::SearchReturnOptions);
    let names = options.into_iter().flat_map(Node::descendants);
    names.filter(|node| node.kind() == Kind::SearchReturnName)
}

/// The range that is the whole set, if it is one.
fn only_range(set: &[u8]) -> Option<Range> {
    let mut ranges = ranges(set);
    let first = ranges.next();
    first.filter(|_| ranges.next().is_none())
}

/// The message that the command looks for, if its only key names a single one.
fn only_message(command: SentCommand<'_>) -> Option<String> {
    let mut keys = command.root.children_of(Kind::SearchKey);
    let key = keys.next().filter(|_| keys.next().is_none())?;
    let set = key.child(Kind::SequenceSet)?.text();
    let numbers = match key.child(Kind::SearchKeyName) {
        None => Numbers::Sequence,
        Some(name) if name.is("UID") => Numbers::Uid,
        Some(_) => return None,
    };
    let is_one = set != b"$" && only_range(set).is_some_and(|range| range.first == range.last);
    is_one.then(|| phrase::set(set, numbers, command.messages))
}

/// A condition that a message must satisfy.
enum Condition {
    /// All messages match.
    Always,
    /// The words, and the conjunction of its parts if it has several.
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
struct Wording<'t> {
    command: SentCommand<'t>,
    /// How many characters are left for more.
    left: usize,
    /// Whether a set of UIDs up to the last was named, with the note that it always includes the last
    /// message.
    has_said_last: bool,
}

impl Wording<'_> {
    /// All keys, or, if negated, not all of them.
    fn all<'t>(
        &mut self,
        keys: impl Iterator<Item = Node<'t>>,
        negated: bool,
        depth: usize,
    ) -> Condition {
        self.join(keys, negated, depth, if negated { Joiner::Or } else { Joiner::And })
    }

    /// Each key alone, negated or not, joined by `or` or by `and`.
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
                // "And" with a condition that is always true changes nothing.
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

    fn key(&mut self, key: Node<'_>, negated: bool, depth: usize) -> Condition {
        if depth > MAX_DEPTH {
            return self.word(self.command.phrase(text::SearchNested));
        }
        let inside = || key.children_of(Kind::SearchKey);
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
            b"FUZZY" => {
                let condition = self.inner(inside().next(), negated, depth);
                self.loosely(condition)
            }
            b"UID" => match key.child(Kind::SequenceSet) {
                Some(set) => self.set(set.text(), Numbers::Uid, negated),
                None => self.word(predicate(self.command, key, negated)),
            },
            _ => self.word(predicate(self.command, key, negated)),
        }
    }

    /// The key after NOT or FUZZY.
    fn inner(&mut self, key: Option<Node<'_>>, negated: bool, depth: usize) -> Condition {
        match key {
            Some(key) => self.key(key, negated, depth),
            None => self.word(self.command.phrase(text::SearchNested)),
        }
    }

    /// A predicate that is matched loosely.
    fn loosely(&mut self, condition: Condition) -> Condition {
        match condition {
            Condition::Words(words, joiner) if self.left > 0 => {
                let words = match joiner {
                    Some(_) => self.command.phrase(text::SearchGroup { words }),
                    None => words,
                };
                self.word(self.command.phrase(text::SearchFuzzy { words }))
            }
            condition => condition,
        }
    }

    fn set(&mut self, set: &[u8], numbers: Numbers, negated: bool) -> Condition {
        let not = u64::from(negated);
        let (command, messages) = (self.command, self.command.messages);
        if set == b"$" {
            return self.word(command.phrase(text::SearchSaved { not }));
        }
        let only = only_range(set);
        match (only.map(|range| (range.first, range.last)), numbers) {
            (Some((Some(1), None)), _) if !negated => return Condition::Always,
            (Some((Some(from @ 1), None)), Numbers::Sequence) => {
                let set = command.phrase(text::PhraseMessagesFrom { from });
                return self.word(command.phrase(text::SearchSets { not, set }));
            }
            (Some((Some(from @ 1), None)), Numbers::Uid) => {
                let set = command.phrase(text::PhraseUidsFromAgain { from });
                return self.word(command.phrase(text::SearchSets { not, set }));
            }
            (Some((None, _)), Numbers::Sequence) => {
                return self.word(command.phrase(text::SearchLast { not }));
            }
            (Some((None, _)), Numbers::Uid) => {
                return self.word(command.phrase(text::SearchHighestUid { not }));
            }
            _ => {}
        }
        let is_one = !set.iter().any(|octet| matches!(octet, b':' | b','));
        let names_last = set.contains(&b'*');
        let list = phrase::numbers_in(set, numbers, messages);
        let is_open = numbers == Numbers::Uid && only.is_some() && names_last;
        let set = match only.and_then(|range| range.first) {
            Some(from) if is_open && self.has_said_last => {
                command.phrase(text::PhraseUidsFromAgain { from })
            }
            _ => phrase::set(set, numbers, messages),
        };
        self.has_said_last |= is_open;
        self.word(match (is_one, numbers) {
            (true, Numbers::Sequence) => command.phrase(text::SearchNumber { not, list }),
            (true, Numbers::Uid) => command.phrase(text::SearchUid { not, list }),
            (false, Numbers::Uid) if !names_last => command.phrase(text::SearchUids { not, list }),
            (false, _) => command.phrase(text::SearchSets { not, set }),
        })
    }

    /// A predicate.
    fn word(&mut self, words: String) -> Condition {
        self.left = self.left.saturating_sub(words.chars().count());
        Condition::Words(words, None)
    }
}
