//! Commands that conflict with an extension that ENABLE has turned on, or must turn on first.

use crate::explain::command_parts::name;
use crate::explain::phrase::{cut, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};

/// The commands with sequence numbers, or with search keys that mean them.
const WITH_NUMBERS: &[&str] =
    &["FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD", "REPLACE", "CONVERT"];

/// Explains a command with sequence numbers while UIDONLY is on.
pub(in crate::explain) fn uses_numbers(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if !session.is_uid_only() {
        return false;
    }
    let name = name(command);
    if WITH_NUMBERS.contains(&&*name) {
        explanation.say_from(9586, "3", text::CauseUidOnly { name });
        return true;
    }
    // A saved result is not a set of numbers.
    let Some(set) = number_keys(command).find(|set| *set != b"$") else { return false };
    explanation.say_from(9586, "3", text::CauseUidOnlySet { set: cut(set) });
    true
}

/// The sets of sequence numbers among the keys of a search.
pub(in crate::explain) fn number_keys<'t>(command: Node<'t>) -> impl Iterator<Item = &'t [u8]> {
    let keys = command.descendants_of(Kind::SearchKey);
    let keys = keys.filter(|key| key.child(Kind::SearchKeyName).is_none());
    keys.filter_map(|key| key.child(Kind::SequenceSet)).map(Node::text)
}

/// Explains a search that names a character set while UTF8=ACCEPT is on: SEARCH may not name one then, and
/// SORT and THREAD, which must name one, only UTF-8 (RFC 9755, section 3; erratum 4029 of RFC 6855, which it
/// replaces, is about SORT and THREAD).
pub(in crate::explain) fn names_charset(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let charset = command.child(Kind::Charset).filter(|_| session.accepts_utf8()).map(value);
    let Some(charset) = charset else { return false };
    let name = name(command);
    match commands::without_uid(&name) {
        "SORT" | "THREAD" if charset.eq_ignore_ascii_case("UTF-8") => return false,
        "SORT" | "THREAD" => {
            explanation.say_from(6855, "3", text::CauseOtherCharset { name, charset });
        }
        _ => explanation.say_from(9755, "3", text::CauseCharsetInUtf8 { name }),
    }
    true
}

/// Explains a command about mod-sequences in a mailbox that does not keep them: the server must answer BAD
/// (RFC 7162, section 3.1.2.2).
pub(in crate::explain) fn wants_mod_sequences(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let name = name(command);
    let name = commands::without_uid(&name);
    if session.keeps_mod_sequences() != Some(false) || !WITH_MOD_SEQUENCES.contains(&name) {
        return false;
    }
    let word = command.descendants().find_map(|node| {
        let words = WORDS_OF_MOD_SEQUENCES.iter();
        let mut words = words.filter(|(kind, word)| node.kind() == *kind && node.is(word));
        words.next().map(|(_, word)| *word)
    });
    if let Some(word) = word {
        explanation.say_from(7162, "3.1.2.2", text::CauseNoModSequences { word });
    }
    word.is_some()
}

const WITH_MOD_SEQUENCES: &[&str] = &["FETCH", "STORE", "SEARCH", "SORT", "THREAD"];

const WORDS_OF_MOD_SEQUENCES: [(Kind, &str); 4] = [
    (Kind::FetchModifierName, "CHANGEDSINCE"),
    (Kind::FetchItemName, "MODSEQ"),
    (Kind::SearchKeyName, "MODSEQ"),
    (Kind::StoreModifierName, "UNCHANGEDSINCE"),
];

/// Explains a command that needs an extension which ENABLE must turn on first.
pub(in crate::explain) fn comes_first(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if !session.is_watched() {
        return false;
    }
    let is_name = |kind| matches!(kind, Kind::SelectParameterName | Kind::FetchModifierName);
    let mut words = command.descendants().filter(|node| is_name(node.kind()));
    let qresync = words.find(|node| node.is("QRESYNC") || node.is("VANISHED"));
    if let Some(word) = qresync.filter(|_| !session.reports_vanished()) {
        let word = word.to_uppercase();
        explanation.say_from(7162, "3.2.3", text::CauseEnableFirst { word, enabled: "QRESYNC" });
        return true;
    }
    let mut extensions = command.descendants_of(Kind::AppendExtension);
    let is_early = !session.accepts_utf8() && extensions.any(|it| it.is("UTF8"));
    if is_early {
        let (word, enabled) = ("UTF8".to_owned(), "UTF8=ACCEPT");
        explanation.say_from(6855, "4", text::CauseEnableFirst { word, enabled });
    }
    is_early
}
