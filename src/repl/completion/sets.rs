//! Completes sets of message numbers, and letters of rights.

use super::cursor_context::CursorContext;
use crate::protocol::session_facts::Capabilities;
use crate::reference::Category;
use crate::repl::state::PromptSnapshot;

/// The rights to see a mailbox and to read it.
const READING: &str = "lrs";

/// The sets of messages that the typed one may become: all messages, the last, the first; after
/// `3:`, up to the last. In SEARCH, other keys are more common.
pub fn sequence_sets(cursor: &CursorContext<'_>, session: &PromptSnapshot) -> Vec<String> {
    let has_others = cursor.is_search() && cursor.word.is_empty();
    if session.exists == Some(0) || has_others || cursor.entry().is_none() {
        return Vec::new();
    }
    // The number of messages is not a UID.
    let last = session.exists.filter(|_| !cursor.takes_uids()).map(|last| last.to_string());
    let (before, range) = cursor.word.rsplit_once(',').unwrap_or(("", cursor.word));
    let before = if before.is_empty() { String::new() } else { format!("{before},") };
    let ranges = match range.split_once(':') {
        Some((first, _)) => {
            let ends = std::iter::once("*".to_owned()).chain(last);
            ends.map(|end| format!("{first}:{end}")).collect::<Vec<_>>()
        }
        None => {
            let first = "1".to_owned();
            let last = last.filter(|last| *last != first);
            ["1:*".to_owned(), "*".to_owned(), first].into_iter().chain(last).collect()
        }
    };
    ranges.into_iter().map(|range| before.clone() + &range).collect()
}

/// The typed rights with one more letter; before the first letter, common sets of rights.
pub fn rights(cursor: &CursorContext<'_>, session: &PromptSnapshot) -> Vec<String> {
    if !cursor.is_setting_rights() {
        return Vec::new();
    }
    let letters = letters(&session.capabilities);
    let typed = cursor.word;
    let all: String = letters.concat();
    let sets = [READING.to_owned(), all].into_iter().filter(|_| typed.is_empty());
    let more = letters.into_iter().filter(|letter| !typed.contains(letter));
    sets.chain(more.map(|letter| format!("{typed}{letter}"))).collect()
}

/// The letters of the rights that the server knows. Each obsolete one means several of the others.
fn letters(capabilities: &Capabilities) -> Vec<&'static str> {
    let is_known = |capability: &str| !capabilities.lack(capability);
    let entries = Category::AclRights.as_written().filter(|entry| !entry.obsolete);
    let known = entries.filter(|entry| entry.capability.is_none_or(is_known));
    known.map(|entry| entry.name).collect()
}
