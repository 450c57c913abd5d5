//! Explains the client's lines: what a command does, changes and needs, from its arguments.
//!
//! Each command has a function in the file of its topic. It adds a sentence and returns `Some`, or returns
//! `None` if an argument is missing: then the reference's sentence is used. Faults of the line come first
//! (`first_fault`).

mod access_rights;
mod annotations;
mod append;
mod continued;
mod corrected;
mod fetch;
mod fetch_faults;
mod fetch_items;
mod first_fault;
mod incomplete;
mod login;
mod mailbox_filters;
mod mailbox_lists;
mod mailboxes;
mod message_annotations;
mod near_forms;
mod notify;
mod option_faults;
mod search;
mod search_faults;
mod search_keys;
mod sort;
mod store;
mod stray_blanks;
#[cfg(test)]
mod tests;
mod urls;

pub(super) use continued::is_done;
pub(super) use notify::bare_events;

use super::faults;
use super::phrase::{self, Numbers};
use super::sentence::Explanation;
use super::session::WatchedSession;
use crate::messages::{Messages, Text, text};
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};
use first_fault::Fault;

/// The most characters of a list in a sentence.
const MAX_LIST: usize = 240;

/// Explains what a command does; `None`: an argument that the sentence needs is missing.
type Topic = fn(&ExplainedCommand<'_>, &mut Explanation) -> Option<()>;

/// The commands that are explained from their arguments, without `UID`.
static TOPICS: &[(&str, Topic)] = &[
    ("LOGIN", login::login),
    ("AUTHENTICATE", login::authenticate),
    ("ENABLE", login::enable),
    ("ID", login::id),
    ("IDLE", login::idle),
    ("LANGUAGE", login::language),
    ("SELECT", mailboxes::select),
    ("EXAMINE", mailboxes::select),
    ("CREATE", mailboxes::create),
    ("DELETE", mailboxes::delete),
    ("RENAME", mailboxes::rename),
    ("SUBSCRIBE", mailboxes::subscribe),
    ("UNSUBSCRIBE", mailboxes::unsubscribe),
    ("STATUS", mailboxes::status),
    ("CLOSE", mailboxes::close),
    ("LIST", mailbox_lists::list),
    ("LSUB", mailbox_lists::list),
    ("RLIST", mailbox_lists::list),
    ("RLSUB", mailbox_lists::list),
    ("XLIST", mailbox_lists::list),
    ("APPEND", append::append),
    ("REPLACE", append::replace),
    ("FETCH", fetch::fetch),
    ("STORE", store::store),
    ("COPY", store::copy),
    ("MOVE", store::copy),
    ("EXPUNGE", store::expunge),
    ("SEARCH", search::search),
    ("ESEARCH", search::search_mailboxes),
    ("SORT", sort::sort),
    ("THREAD", sort::thread),
    ("GETACL", access_rights::mailbox_rights),
    ("MYRIGHTS", access_rights::mailbox_rights),
    ("SETACL", access_rights::set_rights),
    ("DELETEACL", access_rights::user_rights),
    ("LISTRIGHTS", access_rights::user_rights),
    ("GETQUOTAROOT", access_rights::quota_roots),
    ("GETQUOTA", access_rights::quota),
    ("SETQUOTA", access_rights::quota),
    ("GETMETADATA", annotations::read),
    ("SETMETADATA", annotations::write),
    ("NOTIFY", notify::notify),
    ("URLFETCH", urls::urls),
    ("GENURLAUTH", urls::urls),
    ("RESETKEY", urls::reset_key),
    ("CONVERT", urls::convert),
    ("CONVERSIONS", urls::conversions),
    ("COMPARATOR", urls::comparator),
    ("UIDBATCHES", search::uid_batches),
    ("CANCELUPDATE", sort::cancel_update),
];

/// Explains a message from the client.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    if root.kind() == Kind::Continued {
        return continued::explain(root, session, explanation);
    }
    if root.text().is_empty() {
        return explanation.say_from(3501, "2.2.1", text::EmptyLine);
    }
    if is_done(root) {
        return continued::done(session, explanation);
    }
    let command = ExplainedCommand::new(root, session, explanation.messages());
    if command.name.is_empty()
        && let Some(word) = root.child(Kind::Unknown).filter(|word| !word.is("done"))
        && explanation.say_entry(Category::Commands, word.text())
    {
        return;
    }
    if faults::is_masked(root) {
        return explanation.say(text::MaskedLine);
    }
    let is_said = command.topic().is_some_and(|topic| topic(&command, explanation).is_some());
    if is_said && command.name.starts_with("UID ") && session.names_removed(root) {
        let set = command.set().unwrap_or_default();
        explanation.say_from(3501, "6.4.8", text::UidsRemoved { set });
    }
    say_fault_first(&command, is_said, explanation);
    // Adds that a word does not belong to the command.
    if let Some(entry) = find(Category::Commands, &command.name)
        && explanation.source().is_none()
        && explanation.has_named_unknown()
    {
        explanation.cite(entry);
    }
}

/// Explains the fault of a line that the server did not understand, apart from its arguments.
pub(super) fn fault_in_line(
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let command = ExplainedCommand::new(root, session, explanation.messages());
    first_fault::in_line(&command, explanation).is_some()
}

/// Explains the fault in the arguments of a command that the server did not understand: the explanation of
/// the command, without its effect.
pub(super) fn fault_in_arguments(
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let command = ExplainedCommand::new(root, session, explanation.messages());
    let mut named = Explanation::of_faults(explanation.messages());
    if let Some(topic) = command.topic() {
        topic(&command, &mut named);
    }
    let is_fault =
        first_fault::in_arguments(&command, named.has_unknown_word(), explanation).is_some();
    if !is_fault && !named.is_empty() {
        explanation.add(&named);
    }
    let is_said = is_fault || !named.is_empty();
    if is_said
        && explanation.source().is_none()
        && let Some(entry) = find(Category::Commands, &command.name)
    {
        explanation.cite(entry);
    }
    is_said
}

/// Explains the fault of the command, if there is one, before its effect. `is_said`: whether its arguments
/// were explained.
fn say_fault_first(command: &ExplainedCommand<'_>, is_said: bool, explanation: &mut Explanation) {
    let effect = explanation.take();
    let fault = first_fault::explain(command, explanation);
    let source = explanation.source();
    if fault.is_some() {
        explanation.note_fault();
    }
    match fault {
        None => {
            explanation.restore(effect);
            if !is_said {
                explanation.say_entry(Category::Commands, &command.name);
            }
            return;
        }
        // The command was misread, or its correct form was shown.
        Some(Fault::Tag | Fault::Corrected) => {}
        Some(Fault::Refused) if is_said => {
            explanation.say_would_do(effect);
        }
        // The syntax follows, which the user needs now.
        Some(Fault::Refused | Fault::Grammar) if explanation.named_syntax().is_some() => {}
        // After a grammar error, the arguments are unreliable.
        Some(Fault::Refused | Fault::Grammar) => {
            if let Some(entry) = find(Category::Commands, &command.name) {
                explanation.say_general(entry.says(explanation.language()).to_owned());
                explanation.cite(entry);
            }
        }
    }
    explanation.prefer_source(source);
}

struct ExplainedCommand<'t> {
    root: Node<'t>,
    /// In capitals, with `UID` before it.
    name: String,
    session: &'t WatchedSession,
    messages: Messages,
}

impl<'t> ExplainedCommand<'t> {
    fn new(
        root: Node<'t>,
        session: &'t WatchedSession,
        messages: Messages,
    ) -> ExplainedCommand<'t> {
        let names = root.children_of(Kind::CommandName);
        let names = names.map(Node::to_uppercase);
        ExplainedCommand { root, name: names.collect::<Vec<_>>().join(" "), session, messages }
    }

    fn name_without_uid(&self) -> &str {
        commands::without_uid(&self.name)
    }

    /// The function that explains it from its arguments.
    fn topic(&self) -> Option<Topic> {
        let name = self.name_without_uid();
        TOPICS.iter().find(|(topic, _)| *topic == name).map(|(_, topic)| *topic)
    }

    /// The kind of numbers in its set of messages.
    fn numbers(&self) -> Numbers {
        if self.name.starts_with("UID ") { Numbers::Uid } else { Numbers::Sequence }
    }

    /// Its leaves, spaces and brackets aside.
    fn words(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.root.descendants().filter(is_word_leaf)
    }

    /// The words in its part of this kind.
    fn words_in(&self, kind: Kind) -> Vec<Node<'t>> {
        let parts = self.root.child(kind).into_iter().flat_map(Node::descendants);
        parts.filter(is_word_leaf).collect()
    }

    /// The value of its part of this kind.
    fn value(&self, kind: Kind) -> Option<String> {
        self.root.child(kind).map(phrase::value)
    }

    fn mailbox(&self) -> Option<String> {
        self.value(Kind::Mailbox)
    }

    /// Its set of messages, in words.
    fn set(&self) -> Option<String> {
        let set = self.root.child(Kind::SequenceSet)?;
        Some(phrase::set(set.text(), self.numbers(), self.messages))
    }

    /// Whether the set names at most one message.
    fn is_one(&self) -> bool {
        let set = self.root.child(Kind::SequenceSet);
        set.is_some_and(|set| !set.text().iter().any(|octet| b":,$".contains(octet)))
    }

    /// A phrase in the language of the explanation.
    fn phrase(&self, text: impl Text) -> String {
        self.messages.format(text)
    }

    /// The phrases as a list, as many as there is room for.
    fn list(&self, phrases: &[String]) -> String {
        self.list_of(phrases, false)
    }

    /// The phrases as a list inside another one.
    fn inner_list(&self, phrases: &[String]) -> String {
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
    fn quoted_list<'a>(&self, words: impl Iterator<Item = &'a str>) -> String {
        let quoted = words.map(|name| self.phrase(text::PhraseQuoted { name }));
        self.list(&quoted.collect::<Vec<_>>())
    }
}

/// Whether it is a word, not a space or a bracket.
fn is_word_leaf(node: &Node<'_>) -> bool {
    node.is_leaf() && !matches!(node.kind(), Kind::Blank | Kind::Open | Kind::Close)
}

/// Phrases by keyword.
type KeywordPhrases = &'static [(&'static str, &'static (dyn Text + Sync))];

/// The phrase of a keyword, in any case.
fn phrase_of(phrases: KeywordPhrases, keyword: &[u8]) -> Option<&'static (dyn Text + Sync)> {
    let found = phrases.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(keyword));
    found.map(|&(_, phrase)| phrase)
}

/// Whether the octets are this word, in any case.
fn is_word(octets: &[u8], word: &str) -> bool {
    octets.eq_ignore_ascii_case(word.as_bytes())
}
