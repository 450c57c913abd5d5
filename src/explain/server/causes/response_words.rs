//! What the text of a refusal is about, by words that many servers use.

use crate::protocol::syntax::{Kind, Node};

/// Whether the server's text contains one of these, which are in lower case. A space before it begins a word.
pub(super) fn says_one(response: Node<'_>, words: &[&str]) -> bool {
    let text = String::from_utf8_lossy(response.text_of(Kind::Text));
    let text = format!(" {text}").to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether the server's text says that something does not exist.
pub(super) fn says_missing(response: Node<'_>) -> bool {
    const WORDS: &[&str] =
        &["not exist", "n't exist", "no such", "nonexistent", "non-existent", "not found"];
    says_one(response, WORDS)
}

/// Whether the server's text says that something is there already.
pub(super) fn says_exists(response: Node<'_>) -> bool {
    const WORDS: &[&str] = &["already exists", "mailbox exists", "folder exists"];
    !says_missing(response) && says_one(response, WORDS)
}

/// Whether the server's text says that the user may not do this.
pub(super) fn says_denied(response: Node<'_>) -> bool {
    const WORDS: &[&str] = &[
        "permission denied",
        "access denied",
        "access is denied",
        "insufficient",
        "no permission",
        "not permitted",
        "not authorized",
    ];
    says_one(response, WORDS)
}

/// Whether the server's text says that the name of a mailbox is not allowed.
pub(super) fn says_not_allowed_name(response: Node<'_>) -> bool {
    const WORDS: &[&str] = &[
        "invalid mailbox name",
        "invalid mailbox-name",
        "invalid folder name",
        "invalid name",
        "name is invalid",
        "name is not valid",
        "not allowed in mailbox name",
    ];
    !says_missing(response) && says_one(response, WORDS)
}

/// Words about the state of a session.
const STATE: &[&str] =
    &["log in", "login", "logged", "auth", "select", "state", "permitted", "already"];

/// Whether the text of a BAD is about the state in which the command is allowed, so that the server knows the
/// command.
pub(super) fn mentions_state(response: Node<'_>) -> bool {
    says_one(response, STATE) && !mentions_unknown(response)
}

/// Whether the text of a BAD says that the server does not know something.
pub(super) fn mentions_unknown(response: Node<'_>) -> bool {
    says_one(response, &["unknown", "unrecognized", "not supported"])
}

/// Whether the server's text says that it did not understand the command: Courier answers NO to that.
pub(super) fn says_not_understood(response: Node<'_>) -> bool {
    const WORDS: &[&str] =
        &["error in imap command", "unknown command", "unrecognized command", "syntax error"];
    says_one(response, WORDS)
}
