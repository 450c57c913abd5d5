//! FETCH and UID FETCH: the data, the messages, and the changes that fetching makes.

use super::fetch_items::{RequestedItem, SeenEffect};
use super::search::positions;
use crate::explain::phrase;
use crate::explain::registered;
use crate::explain::registered::is_experimental;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Kind;
use crate::reference::{Category, find};
use std::borrow::Cow;
use std::collections::HashSet;

/// The most items whose source is looked up.
const MAX_SOURCES: usize = 20;

pub(super) fn fetch(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let set = command.set()?;
    let items: Vec<RequestedItem<'_>> = RequestedItem::all_in(command.root).collect();
    let (known, unknown): (Vec<&RequestedItem<'_>>, _) =
        items.iter().partition(|item| item.phrase(command).is_some());
    let mut phrases: Vec<String> = known.iter().filter_map(|item| item.phrase(command)).collect();
    let mut named = HashSet::new();
    phrases.retain(|phrase| named.insert(phrase.clone()));
    if !phrases.is_empty() {
        let items = command.list(&phrases);
        let name = command.name;
        let section = if name == "UID FETCH" { "6.4.8" } else { "6.4.5" };
        explanation.say_from(3501, section, text::CommandFetch { name, items, set });
        seen(command, &known, explanation);
        // Only definitions of other RFCs need a source.
        let entries = known.iter().take(MAX_SOURCES).filter_map(|item| item.entry());
        explanation.cite_extension(entries);
    }
    for item in unknown.iter().take(2) {
        unknown_item(item, explanation);
    }
    modifiers(command, explanation);
    (!items.is_empty()).then_some(())
}

/// Explains whether the `\Seen` flag is set.
fn seen(command: SentCommand<'_>, items: &[&RequestedItem<'_>], explanation: &mut Explanation) {
    let any = |seen| items.iter().any(|item| item.seen() == seen);
    let sets = any(SeenEffect::Sets);
    if sets || any(SeenEffect::AlwaysSets) {
        match command.session.read_only() {
            Some(true) => explanation.say_from(3501, "6.3.2", text::FetchReadOnly),
            _ if sets => explanation.say_from(3501, "6.4.5", text::FetchSetsSeen),
            _ => explanation.say_from(3501, "6.4.5", text::FetchAlwaysSetsSeen),
        }
    } else if any(SeenEffect::Peeks) {
        explanation.say_from(3501, "6.4.5", text::FetchPeeks);
    }
}

fn unknown_item(item: &RequestedItem<'_>, explanation: &mut Explanation) {
    let name = phrase::cut(item.name);
    if let Some(entry) = item.entry() {
        explanation.say_entry(Category::FetchItems, entry.name);
    } else if is_experimental(name.as_bytes()) {
        explanation.say_private(text::PrivateItem { name });
    } else {
        say_unknown(name, explanation);
    }
}

/// Explains that the item is not registered, or has a comma after it.
pub(super) fn say_unknown(name: Cow<'_, str>, explanation: &mut Explanation) {
    if let Some(item) = registered_before_comma(&name) {
        return explanation.say_unknown(text::ItemWithComma { item });
    }
    let everyday = everyday_item(&name);
    if everyday.is_none() && item_without_section(&name, explanation)
        || everyday.is_none() && registered::say_elsewhere(&name, Category::FetchItems, explanation)
    {
        return;
    }
    let nearest = everyday.or_else(|| registered::nearest(&name, Category::FetchItems));
    explanation.say_unknown(text::UnknownItem { name });
    registered::say_nearest(nearest, explanation);
}

/// `binary`: explains an item without its brackets.
fn item_without_section(name: &str, explanation: &mut Explanation) -> bool {
    let Some(entry) = find(Category::FetchItems, format!("{name}[]")) else { return false };
    let (name, _) = entry.name.split_once('[').unwrap_or((entry.name, ""));
    let syntax = entry.syntax_in(explanation.language());
    explanation.say_unknown(text::ItemNeedsSection { name, syntax });
    explanation.cite(entry);
    true
}

/// Everyday words for parts of a mail, and the item that fetches each.
const EVERYDAY_ITEMS: &[(&[&str], &str)] = &[
    (&["HEADER", "HEADERS"], "BODY.PEEK[HEADER]"),
    (&["TEXT", "CONTENT", "CONTENTS"], "BODY.PEEK[TEXT]"),
    (&["MESSAGE", "MAIL", "EMAIL", "SOURCE", "RAW"], "BODY.PEEK[]"),
    (&["SUBJECT", "FROM", "TO", "CC", "SENDER", "TITLE"], "ENVELOPE"),
    (&["ATTACHMENT", "ATTACHMENTS", "PARTS", "STRUCTURE", "MIME"], "BODYSTRUCTURE"),
];

/// The item that fetches what this word means.
pub(super) fn everyday_item(word: &str) -> Option<&'static str> {
    let is_word = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(word));
    EVERYDAY_ITEMS.iter().find(|(words, _)| is_word(words)).map(|(_, item)| *item)
}

/// The item of `FLAGS,`.
fn registered_before_comma(name: &str) -> Option<&'static str> {
    let (item, _) = name.split_once(',')?;
    find(Category::FetchItems, item).map(|entry| entry.name)
}

/// Explains VANISHED where the server must refuse it: without UID, or without CHANGEDSINCE.
pub(super) fn misused_vanished(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let words = command.words_in(Kind::FetchModifiers);
    let has = |word: &str| words.iter().any(|it| it.is(word));
    match command.name {
        "FETCH" if has("VANISHED") => {
            explanation.say_from(7162, "3.2.6", text::VanishedWithoutUid);
        }
        "UID FETCH" if has("VANISHED") && !has("CHANGEDSINCE") => {
            explanation.say_from(7162, "3.2.6", text::VanishedAlone);
        }
        _ => return false,
    }
    true
}

/// `(CHANGEDSINCE 12345 VANISHED)` and `(PARTIAL 1:50)`.
fn modifiers(command: SentCommand<'_>, explanation: &mut Explanation) {
    let words = command.words_in(Kind::FetchModifiers);
    let value_after = |word: &str| {
        let at = words.iter().position(|it| it.is(word))?;
        words.get(at + 1).map(|it| phrase::cut(it.text()))
    };
    if let Some(modseq) = value_after("CHANGEDSINCE") {
        explanation.say_from(7162, "3.1.4.1", text::FetchChangedsince { modseq });
    }
    if words.iter().any(|it| it.is("VANISHED")) {
        explanation.say_detail("VANISHED", text::FetchVanished);
        explanation.cite_section(7162, "3.2.6");
    }
    if let Some(range) = value_after("PARTIAL") {
        let range = positions(command, range.as_bytes());
        explanation.say_from(9394, "3.3", text::FetchPartial { range });
    }
}
