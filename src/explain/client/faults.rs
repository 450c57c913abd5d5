//! What is wrong with a command.

use super::Command;
use crate::explain::causes;
use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Says the first fault, if there is one.
pub(super) fn explain(command: &Command<'_>, explanation: &mut Explanation) {
    let _ = tagged_done(command, explanation)
        || missing_tag(command, explanation)
        || trailing_blank(command, explanation)
        || unknown_key(command, explanation)
        || incomplete_key(command, explanation)
        || causes::fault(command.root, command.session, explanation);
}

/// `a1 done`.
fn tagged_done(command: &Command<'_>, explanation: &mut Explanation) -> bool {
    let first = command.root.children().find(|node| node.kind() == Kind::Unknown);
    let is_done = command.name.is_empty()
        && first.is_some_and(|word| word.text().eq_ignore_ascii_case(b"done"))
        || command.name == "DONE";
    if is_done {
        explanation.say_from(2177, "3", text::TaggedDone);
    }
    is_done
}

/// Without a tag, the server takes the command's name for it.
fn missing_tag(command: &Command<'_>, explanation: &mut Explanation) -> bool {
    match causes::taken_for_tag(command.root) {
        Some((tag, Some(word))) => {
            explanation.say_from(3501, "2.2.1", text::NoTag { tag, word });
        }
        Some((tag, None)) => explanation.say_from(3501, "2.2.1", text::NoTagAlone { tag }),
        None => return false,
    }
    true
}

/// A word that stands where a search key is expected.
fn unknown_key(command: &Command<'_>, explanation: &mut Explanation) -> bool {
    let is_search = matches!(command.name_without_uid(), "SEARCH" | "SORT" | "THREAD" | "ESEARCH");
    let is_word = |node: &Node<'_>| {
        node.kind() == Kind::Unknown && node.text().first().is_some_and(u8::is_ascii_alphabetic)
    };
    let unknown = command.root.descendants().find(is_word);
    let Some(unknown) = unknown.filter(|_| is_search) else { return false };
    let word = unknown.text().split(|octet| b" ()".contains(octet)).next().unwrap_or_default();
    let name = phrase::cut(word);
    if find(Category::SearchKeys, &name).is_some() {
        return false;
    }
    let keys = Category::SearchKeys.entries().iter().map(|entry| entry.name);
    match spelling::nearest(&name, keys) {
        Some(nearest) => explanation.say_unknown(text::UnknownKeyNear { name, nearest }),
        None => explanation.say_unknown(text::UnknownKey { name }),
    }
    true
}

/// A search key without its argument.
fn incomplete_key(command: &Command<'_>, explanation: &mut Explanation) -> bool {
    let names = command.root.descendants().filter(|node| node.kind() == Kind::SearchKey);
    let bare = names.filter(|key| key.children().count() == 1);
    let mut bare = bare.filter_map(|key| key.child(Kind::SearchKeyName));
    let entry = bare.find_map(|name| {
        let entry = find(Category::SearchKeys, &String::from_utf8_lossy(name.text()))?;
        entry.syntax.contains(' ').then_some(entry)
    });
    let Some(entry) = entry else { return false };
    explanation.say(text::IncompleteKey { key: entry.name, syntax: entry.syntax });
    explanation.cite(entry);
    true
}

/// A blank at the end of the line.
fn trailing_blank(command: &Command<'_>, explanation: &mut Explanation) -> bool {
    let is_there = !command.name.is_empty() && command.root.text().ends_with(b" ");
    if is_there {
        explanation.say_from(3501, "9", text::TrailingBlank);
    }
    is_there
}
