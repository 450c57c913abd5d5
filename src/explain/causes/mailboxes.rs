//! Why something could not be done with a mailbox, by what the session has shown of mailboxes.

use super::no::says_missing;
use super::{misplaced_words, name};
use crate::explain::phrase::joined;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use std::borrow::Cow;

/// A mailbox that SELECT, EXAMINE or STATUS could not open.
pub(super) fn not_opened(
    command: Node<'_>,
    mailbox: Cow<'_, str>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let section = match &*name(command) {
        "SELECT" => "6.3.1",
        "EXAMINE" => "6.3.2",
        _ => "6.3.10",
    };
    if session.is_noselect(&mailbox) {
        explanation.say_from(3501, "7.2.2", text::CauseNoselect { mailbox });
    } else if mailbox.eq_ignore_ascii_case("INBOX") {
        explanation.say_from(3501, section, text::CauseInboxNotOpened);
    } else if session.is_selected(mailbox.as_bytes()) {
        explanation.say_from(3501, section, text::CauseNotOpened { mailbox });
    } else {
        explanation.say_from(3501, section, text::CauseNoMailbox { mailbox });
        misplaced_words::name_spelling(command, session, explanation);
    }
}

/// Whether the server's text says that something is there already.
pub(super) fn says_exists(response: Node<'_>) -> bool {
    let text = response.text_of(Kind::Text);
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    !says_missing(response)
        && ["already exists", "mailbox exists", "folder exists"].iter().any(|it| text.contains(it))
}

/// A new mailbox outside of the user's own namespace. False: it is inside, or that is not known.
pub(super) fn outside(
    mailbox: &str,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let prefixes = session.own_prefixes();
    let is_outside = !prefixes.is_empty() && !prefixes.iter().any(|it| mailbox.starts_with(it));
    if is_outside {
        let messages = explanation.messages();
        let prefixes = prefixes.iter().map(|name| messages.format(text::PhraseQuoted { name }));
        let prefixes: Vec<String> = prefixes.collect();
        let prefixes = joined(prefixes.iter(), messages);
        explanation.say_from(2342, "5", text::CauseCreateOutside { prefixes, mailbox });
    }
    is_outside
}
