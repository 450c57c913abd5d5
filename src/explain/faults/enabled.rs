//! Commands that conflict with an extension or a version of IMAP that ENABLE has turned on, or must turn on
//! first.

use crate::explain::phrase::{cut, value};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node};

/// The commands with sequence numbers, or with search keys that mean them.
const WITH_NUMBERS: &[&str] =
    &["FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD", "REPLACE", "CONVERT"];

/// Explains a command with sequence numbers while UIDONLY is on.
pub fn uses_numbers(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if !command.session.facts.is_uid_only() {
        return false;
    }
    let name = command.name;
    if WITH_NUMBERS.contains(&name) {
        explanation.say_from(9586, "3", text::CauseUidOnly { name });
        return true;
    }
    // A saved result is not a set of numbers.
    let set = number_keys(command).find(|set| *set != b"$");
    explanation.say_from_some(9586, "3", set.map(|set| text::CauseUidOnlySet { set: cut(set) }))
}

/// The sets of sequence numbers among the keys of a search.
pub fn number_keys<'t>(command: SentCommand<'t>) -> impl Iterator<Item = &'t [u8]> {
    let keys = command.root.descendants_of(Kind::SearchKey);
    let keys = keys.filter(|key| key.child(Kind::SearchKeyName).is_none());
    keys.filter_map(|key| key.child(Kind::SequenceSet)).map(Node::text)
}

/// Explains a search that names a character set while UTF8=ACCEPT is on: SEARCH may not name one then, and
/// SORT and THREAD, which must name one, only UTF-8 (RFC 9755, section 3; erratum 4029 of RFC 6855, which it
/// replaces, is about SORT and THREAD).
pub fn names_charset(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let charset =
        command.root.child(Kind::Charset).filter(|_| command.session.facts.accepts_utf8());
    let Some(charset) = charset.map(value) else { return false };
    let name = command.name;
    match commands::without_uid(name) {
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
pub fn wants_mod_sequences(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let name = commands::without_uid(name);
    if command.session.keeps_mod_sequences() != Some(false) || !WITH_MOD_SEQUENCES.contains(&name) {
        return false;
    }
    let word = command.root.descendants().find_map(|node| {
        let words = WORDS_OF_MOD_SEQUENCES.iter();
        let mut words = words.filter(|(kind, word)| node.kind() == *kind && node.is(word));
        words.next().map(|(_, word)| *word)
    });
    explanation.say_from_some(7162, "3.1.2.2", word.map(|word| text::CauseNoModSequences { word }))
}

const WITH_MOD_SEQUENCES: &[&str] = &["FETCH", "STORE", "SEARCH", "SORT", "THREAD"];

const WORDS_OF_MOD_SEQUENCES: [(Kind, &str); 4] = [
    (Kind::FetchModifierName, "CHANGEDSINCE"),
    (Kind::FetchItemName, "MODSEQ"),
    (Kind::SearchKeyName, "MODSEQ"),
    (Kind::StoreModifierName, "UNCHANGEDSINCE"),
];

/// Explains a command that needs an extension which ENABLE must turn on first.
pub fn comes_first(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if !command.session.is_watched {
        return false;
    }
    let is_name = |kind| matches!(kind, Kind::SelectParameterName | Kind::FetchModifierName);
    let mut words = command.root.descendants().filter(|node| is_name(node.kind()));
    let qresync = words.find(|node| node.is("QRESYNC") || node.is("VANISHED"));
    if let Some(word) = qresync.filter(|_| !command.session.facts.reports_vanished()) {
        let word = word.to_uppercase();
        explanation.say_from(7162, "3.2.3", text::CauseEnableFirst { word, enabled: "QRESYNC" });
        return true;
    }
    let mut extensions = command.root.descendants_of(Kind::AppendExtension);
    let is_early = !command.session.facts.accepts_utf8() && extensions.any(|it| it.is("UTF8"));
    if is_early {
        let (word, enabled) = ("UTF8".to_owned(), "UTF8=ACCEPT");
        explanation.say_from(6855, "4", text::CauseEnableFirst { word, enabled });
    }
    is_early
}

/// A word that IMAP4rev1 has and IMAP4rev2 no longer has (RFC 9051, appendix E).
struct DroppedWord {
    kind: Kind,
    name: &'static str,
    /// Its replacement.
    instead: &'static (dyn Text + Sync),
}

const fn dropped(
    kind: Kind,
    name: &'static str,
    instead: &'static (dyn Text + Sync),
) -> DroppedWord {
    DroppedWord { kind, name, instead }
}

static DROPPED: [DroppedWord; 9] = [
    dropped(Kind::CommandName, "CHECK", &text::InsteadOfCheck),
    dropped(Kind::CommandName, "LSUB", &text::InsteadOfLsub),
    dropped(Kind::FetchItemName, "RFC822", &text::InsteadOfRfc822),
    dropped(Kind::FetchItemName, "RFC822.HEADER", &text::InsteadOfRfc822Header),
    dropped(Kind::FetchItemName, "RFC822.TEXT", &text::InsteadOfRfc822Text),
    dropped(Kind::SearchKeyName, "NEW", &text::InsteadOfRecent),
    dropped(Kind::SearchKeyName, "OLD", &text::InsteadOfRecent),
    dropped(Kind::SearchKeyName, "RECENT", &text::InsteadOfRecent),
    dropped(Kind::StatusItem, "RECENT", &text::InsteadOfRecent),
];

/// Explains that the command has such a word, in a session of IMAP4rev2.
pub fn has_dropped_word(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // The parameters of URLFETCH only share their names with items of FETCH.
    if !command.session.is_imap4rev2() || command.name == "URLFETCH" {
        return false;
    }
    let find =
        |node: Node<'_>| DROPPED.iter().find(|word| node.kind() == word.kind && node.is(word.name));
    let Some(word) = command.root.descendants().find_map(find) else { return false };
    let instead = explanation.messages().format(word.instead);
    explanation.say_from(9051, "E", text::CauseDropped { name: word.name, instead });
    true
}
