//! The data of messages: FETCH and UIDFETCH (RFC 3501, section 7.4.2; RFC 9586).

use super::{fetch_flags, fetch_items};
use crate::explain::phrase::joined_long;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// How many items are read.
const MOST_ITEMS: usize = 100;

/// Explains what the response says about its message.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let items = root.children().filter(|node| node.kind() == Kind::FetchData).take(MOST_ITEMS);
    let message = root.child(Kind::MessageNumber).or(root.child(Kind::UniqueId));
    let (Some(message), Some(first)) = (message, items.clone().next()) else {
        return explanation.say_from(3501, "7.4.2", text::ExplainFetchNothing);
    };
    let number = message.number().unwrap_or_default();
    let is_uid = message.kind() == Kind::UniqueId;
    let is_one = items.clone().nth(1).is_none();
    if is_one && !is_uid && name(first).eq_ignore_ascii_case(b"FLAGS") {
        fetch_flags::explain(number, first, explanation);
    } else {
        several(number, is_uid, items.clone(), explanation);
        if is_one {
            cite_extension(first, explanation);
        }
    }
    if items.clone().all(may_change) {
        unasked(session, explanation);
    }
}

/// The name of an item.
pub(super) fn name(item: Node<'_>) -> &[u8] {
    let name = item.child(Kind::FetchItemName).or(item.child(Kind::Unknown));
    name.map_or(b"", Node::text)
}

fn several<'t>(
    number: u64,
    is_uid: bool,
    items: impl Iterator<Item = Node<'t>> + Clone,
    explanation: &mut Explanation,
) {
    for item in items.clone().filter(|item| item.child(Kind::FetchItemName).is_none()) {
        explanation.note_unregistered(name(item));
    }
    let messages = explanation.messages();
    let phrases: Vec<String> = items.map(|item| fetch_items::phrase(item, messages)).collect();
    let items = joined_long(phrases.iter(), messages);
    match is_uid {
        true => explanation.say_from(9586, "3.3", text::ExplainUidFetchData { number, items }),
        false => explanation.say_from(3501, "7.4.2", text::ExplainFetchData { number, items }),
    }
}

/// Names the source of an item that is not from RFC 3501.
fn cite_extension(item: Node<'_>, explanation: &mut Explanation) {
    let name = std::str::from_utf8(name(item)).unwrap_or_default();
    let entry = find(Category::FetchItems, name);
    if let Some(entry) = entry.filter(|it| it.source.is_some_and(|source| source.rfc != 3501)) {
        explanation.cite(entry);
    }
}

/// Whether an item is among those that a server sends when they change.
fn may_change(item: Node<'_>) -> bool {
    let name = name(item);
    ["FLAGS", "UID", "MODSEQ"].iter().any(|it| name.eq_ignore_ascii_case(it.as_bytes()))
}

/// Says that no command has asked for this.
fn unasked(session: &WatchedSession, explanation: &mut Explanation) {
    let is_pending = |name| session.pending_named(name).is_some();
    let is_asked = ["FETCH", "STORE", "SELECT", "EXAMINE"].into_iter().any(is_pending);
    match (is_asked || !session.is_watched(), is_pending("IDLE")) {
        (true, _) => {}
        (false, true) => explanation.say(text::ExplainDuringIdle),
        (false, false) => explanation.say(text::ExplainUnasked),
    }
}
