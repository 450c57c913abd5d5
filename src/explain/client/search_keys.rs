//! The predicates of search keys: `have the \Seen flag`, `do not have "bob" in the From field`.

use super::keywords::{KeywordPhrases, phrase_of};
use super::message_annotations;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::messages::{Text, text};
use crate::protocol::syntax::{Kind, Node};

/// Keys about a flag: its name, and whether the message must have it.
static FLAGS: &[(&str, &str, bool)] = &[
    ("ANSWERED", "\\Answered", true),
    ("DELETED", "\\Deleted", true),
    ("DRAFT", "\\Draft", true),
    ("FLAGGED", "\\Flagged", true),
    ("RECENT", "\\Recent", true),
    ("SEEN", "\\Seen", true),
    ("UNANSWERED", "\\Answered", false),
    ("UNDELETED", "\\Deleted", false),
    ("UNDRAFT", "\\Draft", false),
    ("UNFLAGGED", "\\Flagged", false),
    ("OLD", "\\Recent", false),
    ("UNSEEN", "\\Seen", false),
];

/// Keys about a string in a place.
static PLACES: KeywordPhrases = &[
    ("FROM", &text::PlaceFrom),
    ("TO", &text::PlaceTo),
    ("CC", &text::PlaceCc),
    ("BCC", &text::PlaceBcc),
    ("SUBJECT", &text::PlaceSubject),
    ("BODY", &text::PlaceBody),
    ("TEXT", &text::PlaceText),
];

/// The kinds of an entry's mod-sequence.
static ENTRY_TYPES: KeywordPhrases =
    &[("PRIV", &text::ModseqPrivate), ("SHARED", &text::ModseqShared), ("ALL", &text::ModseqAll)];

/// Keys about a date: the words for each.
static DATES: KeywordPhrases = &[
    ("BEFORE", &text::DateInternal),
    ("ON", &text::DateInternal),
    ("SINCE", &text::DateInternal),
    ("SENTBEFORE", &text::DateSent),
    ("SENTON", &text::DateSent),
    ("SENTSINCE", &text::DateSent),
    ("SAVEDBEFORE", &text::DateSaved),
    ("SAVEDON", &text::DateSaved),
    ("SAVEDSINCE", &text::DateSaved),
];

/// The predicate for a message that this key matches, or, if negated, does not match.
pub(super) fn predicate(command: SentCommand<'_>, key: Node<'_>, negated: bool) -> String {
    let name = key.text_of(Kind::SearchKeyName);
    let name = String::from_utf8_lossy(name).to_ascii_uppercase();
    let is_argument =
        |node: &Node<'_>| !matches!(node.kind(), Kind::SearchKeyName | Kind::Blank | Kind::Unknown);
    let mut arguments = key.children().filter(is_argument).map(argument);
    let not = u64::from(negated);
    if let Some((_, flag, has)) = FLAGS.iter().find(|(key, ..)| *key == name) {
        let not = u64::from(negated == *has);
        return command.phrase(text::SearchFlag { not, flag });
    }
    if name == "NEW" {
        return command.phrase(text::SearchNew { not });
    }
    if name == "SAVEDATESUPPORTED" {
        return command.phrase(text::SearchSavedates { not });
    }
    let Some(value) = arguments.next() else {
        return command.phrase(text::SearchKey { not, key: &name });
    };
    if let Some(place) = phrase_of(PLACES, name.as_bytes()) {
        let place = command.phrase(place);
        return command.phrase(text::SearchString { not, value, place });
    }
    if let Some(which) = phrase_of(DATES, name.as_bytes()) {
        return date(command, &name, command.phrase(which), &value, not);
    }
    if name == "MODSEQ" {
        // An entry's name and type may come before it.
        let others: Vec<String> = arguments.collect();
        if let Some((modseq, kind)) = others.split_last() {
            let kind = kind.last().and_then(|kind| phrase_of(ENTRY_TYPES, kind.as_bytes()));
            let kind = kind.map(|kind| command.phrase(kind)).unwrap_or_default();
            let (entry, value) = (value, modseq);
            return command.phrase(text::SearchModseqOf { not, entry, kind, value });
        }
        return command.phrase(text::SearchModseq { not, value });
    }
    if name == "ANNOTATION" {
        let sought = arguments.last().unwrap_or_default();
        let entry = message_annotations::asked(command, key).unwrap_or(value);
        return command.phrase(text::SearchAnnotation { not, entry, value: sought });
    }
    match arguments.next() {
        Some(second) => with_two(command, &name, &value, &second, not),
        None => with_one(command, &name, &value, not),
    }
}

fn argument(node: Node<'_>) -> String {
    if node.is_leaf() && node.kind() != Kind::Quoted && node.kind() != Kind::Date {
        phrase::cut(node.text()).into_owned()
    } else {
        phrase::value(node).trim_matches('"').to_owned()
    }
}

fn date(command: SentCommand<'_>, name: &str, which: String, date: &str, not: u64) -> String {
    if name.ends_with("BEFORE") {
        command.phrase(text::SearchBefore { not, which, date })
    } else if name.ends_with("SINCE") {
        command.phrase(text::SearchSince { not, which, date })
    } else {
        command.phrase(text::SearchOn { not, which, date })
    }
}

fn with_one(command: SentCommand<'_>, name: &str, value: &str, not: u64) -> String {
    let say = |text: &dyn Text| command.phrase(text);
    if let Ok(value) = value.parse::<u64>() {
        match name {
            "LARGER" => return say(&text::SearchLarger { not, value }),
            "SMALLER" => return say(&text::SearchSmaller { not, value }),
            "OLDER" => return say(&text::SearchOlder { not, value }),
            "YOUNGER" => return say(&text::SearchYounger { not, value }),
            _ => {}
        }
    }
    match name {
        "KEYWORD" => say(&text::SearchKeyword { not, value }),
        "UNKEYWORD" => say(&text::SearchKeyword { not: 1 - not, value }),
        "X-GM-MSGID" => say(&text::SearchGmailMessage { not, value }),
        "X-GM-THRID" => say(&text::SearchGmailThread { not, value }),
        "UIDAFTER" => say(&text::SearchUidafter { not, value }),
        "UIDBEFORE" => say(&text::SearchUidbefore { not, value }),
        "EMAILID" => say(&text::SearchEmailid { not, value }),
        "THREADID" => say(&text::SearchThreadid { not, value }),
        "FILTER" => say(&text::SearchFilter { not, value }),
        "X-GM-RAW" => say(&text::SearchGmail { not, value }),
        "X-GM-LABELS" => say(&text::SearchGmailLabel { not, value }),
        _ => say(&text::SearchKeyValue { not, key: name, value }),
    }
}

fn with_two(command: SentCommand<'_>, name: &str, first: &str, second: &str, not: u64) -> String {
    let first = if first.is_empty() { "\"\"" } else { first };
    match (name, second) {
        ("HEADER", "") => command.phrase(text::SearchHeaderAny { not, field: first }),
        ("HEADER", value) => command.phrase(text::SearchHeader { not, field: first, value }),
        _ => command.phrase(text::SearchKeyValue { not, key: name, value: first }),
    }
}
