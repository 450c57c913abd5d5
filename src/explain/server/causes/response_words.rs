//! What the text of a refusal is about, by words that many servers use.

use crate::explain::server::response::Response;
use crate::protocol::syntax::Kind;

/// Words about the state of a session.
const STATE: &[&str] =
    &["log in", "login", "logged", "auth", "select", "state", "permitted", "already"];

impl Response<'_> {
    /// Whether the server's text contains one of these, which are in lower case. A space before it begins a word.
    pub(super) fn says_one(self, words: &[&str]) -> bool {
        let text = String::from_utf8_lossy(self.root.text_of(Kind::Text));
        let text = format!(" {text}").to_ascii_lowercase();
        words.iter().any(|word| text.contains(word))
    }

    /// Whether the server's text says that something does not exist.
    pub(super) fn says_missing(self) -> bool {
        const WORDS: &[&str] =
            &["not exist", "n't exist", "no such", "nonexistent", "non-existent", "not found"];
        self.says_one(WORDS)
    }

    /// Whether the server's text says that something is there already.
    pub(super) fn says_exists(self) -> bool {
        const WORDS: &[&str] = &["already exists", "mailbox exists", "folder exists"];
        !self.says_missing() && self.says_one(WORDS)
    }

    /// Whether the server's text says that the user may not do this.
    pub(super) fn says_denied(self) -> bool {
        const WORDS: &[&str] = &[
            "permission denied",
            "access denied",
            "access is denied",
            "insufficient",
            "no permission",
            "not permitted",
            "not authorized",
        ];
        self.says_one(WORDS)
    }

    /// Whether the server's text says that the name of a mailbox is not allowed.
    pub(super) fn says_not_allowed_name(self) -> bool {
        const WORDS: &[&str] = &[
            "invalid mailbox name",
            "invalid mailbox-name",
            "invalid folder name",
            "invalid name",
            "name is invalid",
            "name is not valid",
            "not allowed in mailbox name",
        ];
        !self.says_missing() && self.says_one(WORDS)
    }

    /// Whether the text of a BAD is about the state in which the command is allowed, so that the server knows the
    /// command.
    pub(super) fn mentions_state(self) -> bool {
        self.says_one(STATE) && !self.mentions_unknown()
    }

    /// Whether the text of a BAD says that the server does not know something.
    pub(super) fn mentions_unknown(self) -> bool {
        self.says_one(&["unknown", "unrecognized", "not supported"])
    }

    /// Whether the server's text says that it did not understand the command: Courier answers NO to that.
    pub(super) fn says_not_understood(self) -> bool {
        const WORDS: &[&str] =
            &["error in imap command", "unknown command", "unrecognized command", "syntax error"];
        self.says_one(WORDS)
    }
}
