//! The words that Tab offers in a command, each with the kind that it has in the syntax tree.

use crate::protocol::mailbox_filters::{FILTER_NAMES, MAILBOX_FILTERS};
use crate::protocol::session_facts::Capabilities;
use crate::protocol::syntax::Kind;
use crate::reference::{Category, Entry};

/// Words of one kind.
pub struct WordList {
    pub kind: Kind,
    category: Category,
    /// The most used words; the others follow in the reference's order.
    by_use: &'static [&'static str],
}

const fn words(kind: Kind, category: Category, by_use: &'static [&'static str]) -> WordList {
    WordList { kind, category, by_use }
}

const SEARCH_KEYS: &[&str] = &[
    "UNSEEN", "FROM", "SUBJECT", "SINCE", "TO", "TEXT", "BODY", "ALL", "FLAGGED", "SEEN", "NOT",
    "OR", "UID", "HEADER", "BEFORE", "ON", "LARGER", "SMALLER", "DELETED", "ANSWERED", "KEYWORD",
    "CC",
];
const FETCH_ITEMS: &[&str] = &[
    "FLAGS", "ENVELOPE", "BODY.PEEK[]", "BODY[]", "BODYSTRUCTURE", "UID", "RFC822.SIZE",
    "INTERNALDATE", "ALL", "FAST", "FULL",
];
const TO_ENABLE: &[&str] = &["IMAP4rev2", "CONDSTORE", "QRESYNC", "UTF8=ACCEPT"];
const SPECIAL_USES: &[&str] = &[r"\Drafts", r"\Sent", r"\Trash", r"\Junk", r"\Archive"];
/// The most used flags.
pub const FLAGS: &[&str] = &[r"\Seen", r"\Flagged", r"\Deleted", r"\Answered", r"\Draft"];

/// The words of the reference.
pub const WORDS: &[WordList] = &[
    words(Kind::SearchKeyName, Category::SearchKeys, SEARCH_KEYS),
    words(Kind::SearchReturnName, Category::SearchReturnOptions, &["COUNT", "ALL", "MIN", "MAX"]),
    words(Kind::FetchItemName, Category::FetchItems, FETCH_ITEMS),
    words(Kind::FetchModifierName, Category::FetchModifiers, &[]),
    words(Kind::StoreItem, Category::StoreModifiers, &["+FLAGS", "-FLAGS", "FLAGS"]),
    words(Kind::StoreModifierName, Category::StoreModifiers, &[]),
    words(Kind::Flag, Category::Flags, FLAGS),
    words(Kind::FlagKeyword, Category::Flags, &[]),
    words(Kind::StatusItem, Category::StatusItems, &["MESSAGES", "UNSEEN", "UIDNEXT"]),
    words(Kind::SelectParameterName, Category::SelectParameters, &[]),
    words(Kind::CreateParameterName, Category::SelectParameters, &[]),
    words(Kind::ListSelectOption, Category::ListOptions, &[]),
    words(Kind::ListReturnName, Category::ListOptions, &[]),
    words(Kind::MailboxAttribute, Category::MailboxAttributes, SPECIAL_USES),
    words(
        Kind::SortKey,
        Category::SortCriteria,
        &["DATE", "ARRIVAL", "REVERSE", "FROM", "SUBJECT"],
    ),
    words(Kind::ThreadAlgorithm, Category::ThreadAlgorithms, &["REFERENCES"]),
    words(Kind::ResourceName, Category::QuotaResources, &["STORAGE", "MESSAGE"]),
    words(Kind::Capability, Category::Capabilities, TO_ENABLE),
];

impl WordList {
    /// The words that the server supports, by its announced capabilities, the most used first.
    pub fn known_by(&self, capabilities: &Capabilities) -> Vec<&'static str> {
        let is_known = |entry: &&Entry| match self.category {
            // In commands, only ENABLE takes them.
            Category::Capabilities => {
                entry.can_enable && !capabilities.lack(&entry.name.to_ascii_uppercase())
            }
            // For CREATE; the others are set by servers.
            Category::MailboxAttributes => {
                SPECIAL_USES.contains(&entry.name) && !is_lacking(entry, capabilities)
            }
            _ => {
                // Servers support obsolete words of IMAP itself, but rarely those of extensions.
                let is_of_extension = entry.capability.is_some();
                let is_left_out = entry.server_only
                    || entry.name == "SEQUENCE-SET"
                    || (entry.obsolete && is_of_extension);
                !is_left_out && !is_lacking(entry, capabilities)
            }
        };
        let mut names: Vec<&str> =
            self.category.as_written().filter(is_known).map(|entry| entry.name).collect();
        let place = |name: &&str| self.by_use.iter().position(|it| it == name);
        names.sort_by_key(|name| place(name).unwrap_or(self.by_use.len()));
        names
    }
}

fn is_lacking(entry: &Entry, capabilities: &Capabilities) -> bool {
    entry.capability.is_some_and(|it| capabilities.lack(it))
}

/// Whether one of [`OTHER_WORDS`] is possible in this command, by the server's announced capabilities.
pub fn is_possible(word: &str, command: &str, capabilities: &Capabilities) -> bool {
    match word {
        "AnnotationChange" => !capabilities.lack("ANNOTATE-EXPERIMENT-1"),
        "MailboxMetadataChange" => !capabilities.lack("METADATA"),
        "ServerMetadataChange" => {
            ["METADATA", "METADATA-SERVER"].iter().any(|it| !capabilities.lack(it))
        }
        _ => {
            let filter = MAILBOX_FILTERS.iter().find(|filter| filter.name == word);
            let only_in = filter.and_then(|filter| filter.only_in);
            only_in.is_none_or(|name| name == command)
        }
    }
}

/// The kinds of words that a list contains only once.
pub const ONCE_IN_LIST: &[Kind] = &[
    Kind::FetchItemName,
    Kind::FetchModifierName,
    Kind::StoreModifierName,
    Kind::StatusItem,
    Kind::Flag,
    Kind::SelectParameterName,
    Kind::CreateParameterName,
    Kind::ListSelectOption,
    Kind::ListReturnName,
    Kind::MailboxAttribute,
    Kind::SearchReturnName,
    Kind::SortKey,
    Kind::HeaderName,
    Kind::Capability,
    Kind::MetadataOption,
    Kind::EventName,
    Kind::PreviewModifier,
];

/// Words of kinds that the reference does not have as categories.
pub const OTHER_WORDS: &[(Kind, &[&str])] = &[
    (Kind::SectionText, &["HEADER]", "TEXT]", "HEADER.FIELDS (", "HEADER.FIELDS.NOT (", "MIME]"]),
    (
        Kind::HeaderName,
        &[
            "From", "To", "Subject", "Date", "Cc", "Message-ID", "In-Reply-To", "References",
            "Reply-To", "List-ID", "Content-Type", "Received",
        ],
    ),
    (Kind::Charset, &["UTF-8", "US-ASCII"]),
    (Kind::CompressionAlgorithm, &["DEFLATE"]),
    (Kind::PreviewModifier, &["LAZY"]),
    (Kind::MailboxFilterName, &FILTER_NAMES),
    (Kind::NotifyWord, &["SET", "NONE", "STATUS"]),
    (
        Kind::EventName,
        &[
            "MessageNew",
            "MessageExpunge",
            "FlagChange",
            "MailboxName",
            "SubscriptionChange",
            "MailboxMetadataChange",
            "ServerMetadataChange",
            "AnnotationChange",
        ],
    ),
    (Kind::AnnotationEntry, &["/private/comment", "/shared/comment", "/shared/admin"]),
    (Kind::MetadataOption, &["MAXSIZE", "DEPTH"]),
    (Kind::Identifier, &["anyone"]),
    (Kind::IdField, &["\"name\"", "\"version\"", "\"vendor\"", "\"support-url\""]),
    (Kind::UrlMechanism, &["INTERNAL"]),
    (
        Kind::MimeType,
        &[
            "\"text/plain\"",
            "\"text/html\"",
            "\"application/pdf\"",
            "\"image/jpeg\"",
            "\"image/png\"",
        ],
    ),
    (
        Kind::TranscodingParameter,
        &[
            "\"charset\"",
            "\"pix-x\"",
            "\"pix-y\"",
            "\"depth\"",
            "\"unknown-character-replacement\"",
        ],
    ),
    (Kind::EntryType, &["ALL", "SHARED", "PRIV"]),
];
