//! The flags of a message (RFC 3501, section 2.3.2).

use crate::explain::phrase::{ListWord, joined};
use crate::explain::registered::{has_gap, say_keyword, say_unknown_flags, without_gap};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::explain::session::without;
use crate::messages::{Messages, Text, text};
use crate::protocol::meaning::FetchedItem;
use crate::protocol::syntax::Kind;
use crate::reference::Category;
use std::fmt::{self, Display};

/// The meanings of flags: as a sentence, and as a word after the flag.
const MEANINGS: &[(&[u8], &dyn Text, &dyn Text)] = &[
    (br"\Seen", &text::FlagSeen, &text::FlagWordSeen),
    (br"\Answered", &text::FlagAnswered, &text::FlagWordAnswered),
    (br"\Flagged", &text::FlagFlagged, &text::FlagWordFlagged),
    (br"\Deleted", &text::FlagDeleted, &text::FlagWordDeleted),
    (br"\Draft", &text::FlagDraft, &text::FlagWordDraft),
    (br"\Recent", &text::FlagRecent, &text::FlagWordRecent),
];

fn meaning(flag: &[u8]) -> Option<(&'static dyn Text, &'static dyn Text)> {
    let found = MEANINGS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(flag));
    found.map(|(_, sentence, word)| (*sentence, *word))
}

/// Explains the flags of this message.
pub(super) fn explain(number: u64, item: FetchedItem<'_>, explanation: &mut Explanation) {
    let flags = without_gap(item.flags());
    let mut few = flags.clone();
    match (few.next(), few.next()) {
        (None, _) if has_gap(item.node) || item.node.descendant(Kind::Unknown).is_some() => {
            explanation.say_entry(Category::FetchItems, "FLAGS");
        }
        (None, _) => explanation.say_from(3501, "7.4.2", text::ExplainNoFlag { number }),
        (Some(flag), None) => one(number, flag, explanation),
        (Some(_), Some(_)) => {
            let messages = explanation.messages();
            let list = joined(flags.clone().map(|flag| with_meaning(flag, messages)), messages);
            explanation.say_from(3501, "7.4.2", text::ExplainFlagsOf { number, list });
            say_keyword(flags.clone(), explanation);
        }
    }
    say_unknown_flags(flags.filter(|flag| meaning(flag).is_none()), explanation);
}

fn one(number: u64, flag: &[u8], explanation: &mut Explanation) {
    explanation.say_from(3501, "7.4.2", text::ExplainOneFlag { number, flag: ListWord(flag) });
    match meaning(flag) {
        Some((sentence, _)) => {
            explanation.say_general(sentence);
        }
        None => {
            explanation.say_entry(Category::Flags, flag);
        }
    }
}

/// Explains what has changed in the flags of this message since they were last reported.
pub(super) fn changes(
    number: u64,
    item: FetchedItem<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let Some(last) = session.flags.last(number) else { return };
    let last = last.iter().map(Box::as_ref);
    let is_recent = |flag: &&[u8]| flag.eq_ignore_ascii_case(br"\Recent");
    let added = without(item.flags().filter(|flag| !is_recent(flag)), last.clone());
    let removed = without(last, item.flags());
    let messages = explanation.messages();
    if !added.is_empty() {
        let flags = joined(added.iter().map(|flag| with_meaning(flag, messages)), messages);
        explanation.say_particular(text::FlagsAdded { flags });
    }
    if !removed.is_empty() {
        let flags = joined(removed.iter().map(|flag| with_meaning(flag, messages)), messages);
        explanation.say_particular(text::FlagsRemoved { flags });
    }
}

/// `\Seen (read)`
fn with_meaning(flag: &[u8], messages: Messages) -> impl fmt::Display {
    let language = messages.language();
    fmt::from_fn(move |f| match meaning(flag) {
        Some((_, word)) => {
            let word = fmt::from_fn(|f| word.write(language, f));
            text::FlagWithMeaning { flag: ListWord(flag), word }.write(language, f)
        }
        None => ListWord(flag).fmt(f),
    })
}

/// The flags, among other items.
pub(super) fn phrase(item: FetchedItem<'_>, messages: Messages) -> String {
    let flags = item.flags().map(ListWord);
    match (flags.clone().next(), flags.clone().nth(1)) {
        (None, _) => messages.format(text::ItemNoFlags),
        (Some(flag), None) => messages.format(text::ItemOneFlag { flag }),
        (Some(_), Some(_)) => messages.format(text::ItemFlags { flags: joined(flags, messages) }),
    }
}
