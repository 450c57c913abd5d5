//! What a refusal's text says does not exist: the subject of words such as "does not exist", "not found" and "no
//! such". A text that is about a message, a user or an item says nothing about the mailbox that the command
//! names.

use std::collections::HashSet;
use std::hash::RandomState;

use crate::explain::server::response::Response;
use crate::explain::session::WatchedCommand;
use crate::protocol::commands;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};

/// What does not exist according to a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// A mailbox, by that word or by the name in the command.
    Mailbox,
    /// Something else.
    Other,
    /// The text does not name it: "Not found".
    Unnamed,
}

/// Words that are not the subject, and may be between it and the verb.
const FILLERS: &[&str] = &[
    "a", "an", "any", "anymore", "be", "been", "can", "can't", "cannot", "could", "couldn't",
    "did", "didn't", "do", "does", "doesn't", "don't", "error", "existing", "failed", "failure",
    "given", "has", "have", "imap", "is", "isn't", "it", "longer", "matching", "name", "named",
    "no", "not", "requested", "specified", "such", "that", "the", "this", "valid", "was", "wasn't",
    "were", "with", "you", "your",
];

/// Words after which a mailbox is where something is, not what is missing.
const PREPOSITIONS: &[&str] = &["for", "from", "in", "inside", "of", "on", "within"];

/// How many words of a text are looked at.
const MAX_WORDS: usize = 64;

type Difference<'s> = std::collections::hash_set::Difference<'s, String, RandomState>;

impl<'t> Response<'t> {
    /// Whether the server's text says that something does not exist.
    pub(super) fn says_absent(self) -> bool {
        self.subject().is_some()
    }

    /// Whether the server's text says that something does not exist which need not be a mailbox.
    pub(super) fn says_other_absent(self) -> bool {
        self.says_absent() && !self.says_mailbox_absent()
    }

    /// Whether the server's text says that a mailbox does not exist, or was deleted, whichever it is.
    pub(super) fn says_mailbox_absent(self) -> bool {
        match self.subject() {
            Some(Subject::Mailbox) => true,
            Some(Subject::Unnamed) => self.answers_only_mailbox(),
            Some(Subject::Other) | None => false,
        }
    }

    /// Whether it answers a command that names nothing but a mailbox which has to exist.
    pub(super) fn answers_only_mailbox(self) -> bool {
        self.command().is_some_and(names_only_mailbox)
    }

    /// Whether the first mailbox that the command names is INBOX.
    pub(super) fn is_about_inbox(self) -> bool {
        let first = self.mailboxes().next().and_then(Node::string);
        first.is_some_and(is_inbox)
    }

    /// Whether the server's text has all words of the first mailbox that the command names.
    pub(super) fn names_first_mailbox(self) -> bool {
        let first = self.mailbox_words().next().unwrap_or_default();
        !first.is_empty() && first.is_subset(&self.text_words())
    }

    /// Whether the server's text is about the second mailbox that the command names, or about what is above it,
    /// by a word that only that name has.
    pub(super) fn names_second_mailbox(self) -> bool {
        let mut names = self.mailbox_words();
        let (Some(first), Some(second)) = (names.next(), names.next()) else { return false };
        let text = self.text_words();
        let says_one = |mut words: Difference<'_>| words.any(|word| text.contains(word));
        says_one(second.difference(&first)) && !says_one(first.difference(&second))
    }

    /// Whether the server's text is about the mailbox above the last one that the command names, by that name.
    pub(super) fn names_parent(self) -> bool {
        let mailbox = self.mailboxes().last().and_then(Node::string).unwrap_or_default();
        let mailbox = String::from_utf8_lossy(&mailbox);
        let Some(above) = self.session.names.above(&mailbox) else { return false };
        let (above, mailbox, text) = (word_set(above), word_set(&mailbox), self.text_words());
        let says_level = mailbox.difference(&above).any(|word| text.contains(word));
        !above.is_empty() && above.is_subset(&text) && !says_level
    }

    fn text_words(self) -> HashSet<String> {
        word_set(&String::from_utf8_lossy(self.root.text_of(Kind::Text)))
    }

    /// The mailboxes that the command names.
    fn mailboxes(self) -> impl Iterator<Item = Node<'t>> {
        let root = self.command().and_then(WatchedCommand::root);
        root.into_iter().flat_map(|root| root.descendants_of(Kind::Mailbox))
    }

    fn mailbox_words(self) -> impl Iterator<Item = HashSet<String>> {
        let names = self.mailboxes().map(|it| it.string().unwrap_or_default());
        names.map(|name| word_set(&String::from_utf8_lossy(&name)))
    }

    /// What the text says does not exist. None: it says that of nothing.
    fn subject(self) -> Option<Subject> {
        let text = String::from_utf8_lossy(self.root.text_of(Kind::Text)).to_lowercase();
        let words: Vec<&str> = words(&text).take(MAX_WORDS).collect();
        let root = self.command().and_then(WatchedCommand::root);
        let said = Words { said: &words, sent: root.map(sent_words).unwrap_or_default() };
        (0..words.len()).find_map(|index| said.subject_at(index))
    }
}

/// The words of a text, and those of the command that it answers.
struct Words<'t> {
    said: &'t [&'t str],
    sent: Sent,
}

/// The words of a command, and those of the first mailbox that it names.
#[derive(Default)]
struct Sent {
    all: HashSet<String>,
    of_mailbox: HashSet<String>,
}

impl Words<'_> {
    /// What does not exist according to the verb or adjective with this index.
    fn subject_at(&self, index: usize) -> Option<Subject> {
        let before = &self.said[..index];
        let is_negated = before.iter().rev().take(3).any(|word| is_negation(word));
        let follows = |words: &[&str]| before.last().is_some_and(|last| words.contains(last));
        match self.said[index] {
            "exist" | "exists" | "found" if is_negated => Some(self.before(index)),
            "deleted" | "removed" | "gone" if !is_negated && follows(&["is", "was", "been"]) => {
                Some(self.before(index))
            }
            "find" if is_negated => Some(self.after(index)),
            "such" if follows(&["no"]) => Some(self.after(index)),
            "nonexistent" | "non-existent" => Some(self.after(index)),
            // An unknown command or user is another matter.
            "unknown" => Some(self.after(index)).filter(|it| *it == Subject::Mailbox),
            _ => None,
        }
    }

    fn before(&self, index: usize) -> Subject {
        let mut rest = self.said[..index].iter().rev();
        let subject = self.first(rest.by_ref());
        let is_place = || {
            let mut around = rest.filter(|word| !FILLERS.contains(word));
            around.next().is_some_and(|word| PREPOSITIONS.contains(word))
        };
        if subject == Subject::Mailbox && is_place() { Subject::Other } else { subject }
    }

    fn after(&self, index: usize) -> Subject {
        self.first(self.said[index + 1..].iter())
    }

    /// The first of the words that may be a subject.
    fn first<'w>(&self, words: impl Iterator<Item = &'w &'w str>) -> Subject {
        let mut is_named = false;
        for word in words {
            match *word {
                "mailbox" | "mailboxes" | "folder" | "folders" => return Subject::Mailbox,
                // `SELECT user.bob`: `User bob not found`
                "user" | "users" | "account" => return Subject::Other,
                word if FILLERS.contains(&word) => {}
                word if self.sent.all.contains(word) => {
                    is_named |= self.sent.of_mailbox.contains(word);
                }
                _ => return Subject::Other,
            }
        }
        if is_named { Subject::Mailbox } else { Subject::Unnamed }
    }
}

fn is_negation(word: &str) -> bool {
    matches!(word, "no" | "not" | "cannot" | "longer" | "unable") || word.ends_with("n't")
}

/// Whether the command has no other argument than mailboxes, one of which has to exist, that may be missing.
fn names_only_mailbox(command: &WatchedCommand) -> bool {
    const NAMES: [&str; 10] = [
        "SELECT", "EXAMINE", "STATUS", "DELETE", "SUBSCRIBE", "UNSUBSCRIBE", "APPEND", "MYRIGHTS",
        "GETACL", "GETQUOTAROOT",
    ];
    let name = String::from_utf8_lossy(command.name()).to_ascii_uppercase();
    NAMES.contains(&commands::without_uid(&name))
}

fn sent_words(command: Node<'_>) -> Sent {
    let of = |text: &[u8]| word_set(&String::from_utf8_lossy(&text[..text.len().min(MAX_SENT)]));
    let mailbox = command.descendant(Kind::Mailbox).map_or(&b""[..], Node::text);
    Sent { all: of(command.text()), of_mailbox: of(mailbox) }
}

/// How much of a command is compared with the text.
pub(super) const MAX_SENT: usize = 1024;

/// The words in lower case.
fn word_set(text: &str) -> HashSet<String> {
    words(&text.to_lowercase()).map(str::to_owned).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inner = |c: char| c.is_alphanumeric() || "'-".contains(c);
    let words = text.split(move |c| !is_inner(c)).map(|word| word.trim_matches(['\'', '-']));
    words.filter(|word| !word.is_empty())
}
