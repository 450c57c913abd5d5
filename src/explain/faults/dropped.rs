//! Words that IMAP4rev1 has and IMAP4rev2 no longer has (RFC 9051, appendix E).

use crate::explain::command_parts::name;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Text, text};
use crate::protocol::syntax::{Kind, Node};

/// A word that IMAP4rev2 has dropped.
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
pub(in crate::explain) fn explain(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    // The parameters of URLFETCH only share their names with items of FETCH.
    if !session.is_imap4rev2() || name(command) == "URLFETCH" {
        return false;
    }
    let find =
        |node: Node<'_>| DROPPED.iter().find(|word| node.kind() == word.kind && node.is(word.name));
    let Some(word) = command.descendants().find_map(find) else { return false };
    let instead = explanation.messages().format(word.instead);
    explanation.say_from(9051, "E", text::CauseDropped { name: word.name, instead });
    true
}
