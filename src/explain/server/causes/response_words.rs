//! What the text of a refusal is about, by words that many servers use.

use super::missing_subject::MAX_SENT;
use crate::explain::server::response::Response;
use crate::protocol::syntax::{Kind, Node};

/// Words about the state of a session.
const STATE: &[&str] =
    &["log in", "login", "logged", "auth", "select", "state", "permitted", "already"];

/// Words of texts that say no more than that a command failed, or that the name or the right for it is missing.
const OF_FAILURES: &[&str] = &[
    "access", "account", "already", "and", "are", "auth", "authenticate", "authenticated",
    "authentication", "authorization", "authorized", "bad", "been", "can", "cannot", "command",
    "completed", "could", "couldn", "create", "created", "credentials", "delete", "deleted",
    "denied", "destination", "did", "does", "doesn", "error", "errors", "exist", "existent",
    "existing", "exists", "fail", "failed", "fails", "failure", "folder", "folders", "for", "from",
    "has", "have", "imap", "incorrect", "insufficient", "invalid", "log", "logged", "login",
    "mailbox", "mailboxes", "mechanism", "message", "messages", "missing", "name", "names",
    "nonexistent", "not", "open", "opened", "opening", "operation", "password", "pattern",
    "perform", "permission", "permitted", "privileges", "problem", "received", "reference",
    "refused", "rejected", "rename", "renamed", "request", "requested", "rights", "select",
    "selected", "server", "sorry", "such", "supported", "target", "that", "the", "this", "unable",
    "unknown", "unsupported", "user", "username", "was", "were", "with", "wrong", "you", "your",
];

/// Those of these words that name a cause unless the command is a login.
const NOT_OF_LOGIN: &[&str] = &[
    "account", "already", "credentials", "password", "supported", "unsupported", "user", "username",
];

/// Words about the address of the client, which may be refused whatever the command is.
const ADDRESS: &str = " ip | ip address";

impl Response<'_> {
    /// Whether the server's text contains one of these: in lower case, with `|` between them. A space before it
    /// begins a word, and one after it ends a word.
    pub(in crate::explain) fn says_one(self, words: &str) -> bool {
        let text = String::from_utf8_lossy(self.root.text_of(Kind::Text));
        let text = format!(" {text} ").to_ascii_lowercase();
        words.split('|').any(|word| text.contains(word))
    }

    /// Whether the server's text has words that may name the cause, other than those of the command.
    pub(super) fn gives_reason(self, command: Node<'_>) -> bool {
        let said = String::from_utf8_lossy(self.root.text_of(Kind::Text)).to_lowercase();
        let sent = command.text();
        let sent = String::from_utf8_lossy(&sent[..sent.len().min(MAX_SENT)]).to_lowercase();
        let is_sent = |word: &str| sent.split(is_mark).any(|it| it == word);
        let is_of_login = self.command().is_some_and(|sent| {
            ["login", "authenticate"]
                .iter()
                .any(|it| sent.name().eq_ignore_ascii_case(it.as_bytes()))
        });
        // "Access denied for this user"
        let is_denied = self.says_denied() && !self.mentions_unknown();
        let is_other = |word: &str| {
            let is_subject = is_denied && matches!(word, "account" | "user" | "username");
            !is_of_login && !is_subject && NOT_OF_LOGIN.contains(&word)
        };
        let mut words = said.split(is_mark).filter(|word| word.chars().nth(2).is_some());
        self.names_other_mailbox()
            || self.says_other_absent()
            || self.says_one(ADDRESS)
            || words.any(|word| (!OF_FAILURES.contains(&word) || is_other(word)) && !is_sent(word))
    }

    /// Whether the text is about how the line is written.
    pub(super) fn is_about_syntax(self) -> bool {
        const WORDS: &str = "argument|syntax|parse|illegal|unexpected|character|quote|quoting|8bit|8-bit|\
             bad string|invalid string| atom|enough words|many words|end of line|extra junk|\
             in imap command";
        self.says_one(WORDS)
    }

    /// Whether the text of a BAD is about a part of a command, so that the server knows the command.
    pub(super) fn mentions_part(self) -> bool {
        self.says_one("sort key|criteri|algorithm|search key|sort program")
    }

    /// Whether the server's text says that the mailbox of the command does not exist. INBOX always does.
    pub(super) fn says_missing(self) -> bool {
        self.says_mailbox_absent()
            && !self.is_about_inbox()
            && !self.names_other_mailbox()
            && !self.lists_causes()
    }

    /// Whether the server's text names several causes, of which one applies.
    pub(super) fn lists_causes(self) -> bool {
        self.says_one(", or |exist or ")
    }

    /// Whether the server's text is about another mailbox than the one that the command names first.
    fn names_other_mailbox(self) -> bool {
        let name = self.command().map(|sent| sent.name().to_ascii_uppercase()).unwrap_or_default();
        let others = match name.as_slice() {
            b"APPEND" | b"COPY" | b"MOVE" | b"REPLACE" => " source",
            b"RENAME" => " target| destination",
            _ => " source| target| destination",
        };
        self.says_one(" parent| selected| domain")
            || self.says_one(others)
            || self.names_second_mailbox()
    }

    /// Whether the server's text says that the selected mailbox can only be read: not another one, a flag or the
    /// server.
    pub(super) fn says_read_only(self) -> bool {
        self.says_one("read-only|read only|readonly")
            && !self.says_one(" target| destination| flag| server")
            && self.session.read_only() != Some(false)
            && !self.names_first_mailbox()
    }

    /// Whether the server's text says that something is there already.
    pub(super) fn says_exists(self) -> bool {
        const WORDS: &str = "already exists|mailbox exists|folder exists|target exists|\
             destination exists|duplicate folder|duplicate mailbox";
        const OTHERS: &str = " message| user| account| alias| subscription";
        !self.says_missing() && self.says_one(WORDS) && !self.says_one(OTHERS)
    }

    /// Whether the server's text says that the user may not do this.
    pub(super) fn says_denied(self) -> bool {
        const WORDS: &str = "permission denied|access denied|access is denied|insufficient|\
             no permission|not permitted|not authorized";
        // An address is denied, too.
        self.says_one(WORDS) && !self.says_one(ADDRESS) && !self.says_one(" from ")
    }

    /// Whether the server's text says that the name of a mailbox is not allowed.
    pub(super) fn says_not_allowed_name(self) -> bool {
        const WORDS: &str = "invalid mailbox name|invalid mailbox-name|invalid folder name|\
             invalid name|name is invalid|name is not valid|\
             in mailbox name|in folder name|\
             name is not allowed|name too long|name is too long";
        !self.says_missing() && self.says_one(WORDS)
    }

    /// Whether the text of a BAD is about the state in which the command is allowed, so that the server knows the
    /// command. The command's own name, as in "Error in IMAP command LOGIN", is not about the state.
    pub(super) fn mentions_state(self) -> bool {
        let text = String::from_utf8_lossy(self.root.text_of(Kind::Text)).to_ascii_lowercase();
        let name = self.command().map(|sent| sent.name().to_ascii_lowercase()).unwrap_or_default();
        let words = text.split(is_mark).filter(|word| word.as_bytes() != name);
        let text = words.collect::<Vec<&str>>().join(" ");
        STATE.iter().any(|word| text.contains(word)) && !self.mentions_unknown()
    }

    /// Whether the text of a BAD says that the server does not know something.
    pub(super) fn mentions_unknown(self) -> bool {
        self.says_one("unknown|unrecognized|not supported")
    }

    /// Whether the text of a BAD names no other cause than that the server does not know the command.
    pub(super) fn may_be_about_command(self, command: Node<'_>) -> bool {
        self.mentions_unknown()
            || self.is_about_syntax()
            || self.says_one("implement")
            || !self.gives_reason(command)
    }

    /// Whether the server's text says that it did not understand the command: Courier answers NO to that.
    pub(super) fn says_not_understood(self) -> bool {
        const WORDS: &str =
            "error in imap command|unknown command|unrecognized command|syntax error";
        self.says_one(WORDS)
    }
}

/// Whether it separates words.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}
