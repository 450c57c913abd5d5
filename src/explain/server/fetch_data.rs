//! The data of messages: FETCH and UIDFETCH (RFC 3501, section 7.4.2; RFC 9586).

use super::{fetch_flags, fetch_items};
use crate::explain::phrase::joined_long;
use crate::explain::sentence::Explanation;
use crate::explain::session::{Sent, WatchedSession};
use crate::messages::text;
use crate::protocol::meaning::{Fetch, FetchItem, MessageId};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// How many items are read.
const MOST_ITEMS: usize = 100;

/// Explains what the response says about its message.
pub(super) fn explain(fetch: Fetch<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let items = fetch.items().take(MOST_ITEMS);
    let Some(first) = items.clone().next() else {
        return explanation.say_from(3501, "7.4.2", text::ExplainFetchNothing);
    };
    let is_one = items.clone().nth(1).is_none();
    match fetch.message {
        MessageId::Number(number) if is_one && first.is("FLAGS") => {
            fetch_flags::explain(number, first, explanation);
        }
        message => {
            several(message, items.clone(), explanation);
            if is_one {
                cite_extension(first, explanation);
            }
        }
    }
    if items.clone().all(may_change) {
        unasked(session, explanation);
    } else if items.clone().any(|item| item.is("FLAGS"))
        && session.only_pending().is_some_and(sets_seen)
    {
        explanation.say(text::ExplainFlagsUnasked);
    }
}

/// Whether the command reads the text of a message, which sets \Seen, and does not ask for the flags.
fn sets_seen(sent: &Sent) -> bool {
    let Some(root) = sent.root().filter(|_| sent.name().eq_ignore_ascii_case(b"FETCH")) else {
        return false;
    };
    let items: Vec<Node<'_>> =
        root.descendants().filter(|node| node.kind() == Kind::FetchItem).collect();
    let is =
        |item: &Node<'_>, name: &str| item.child(Kind::FetchItemName).is_some_and(|it| it.is(name));
    let asks = |item: &Node<'_>| ["FLAGS", "ALL", "FAST", "FULL"].iter().any(|name| is(item, name));
    let reads = |item: &Node<'_>| {
        ["BODY", "BINARY"].iter().any(|name| is(item, name)) && item.child(Kind::Section).is_some()
            || ["RFC822", "RFC822.TEXT"].iter().any(|name| is(item, name))
    };
    !items.iter().any(asks) && items.iter().any(reads)
}

fn several<'t>(
    message: MessageId,
    items: impl Iterator<Item = FetchItem<'t>> + Clone,
    explanation: &mut Explanation,
) {
    for item in items.clone().filter(|item| !item.is_known()) {
        explanation.note_unregistered(item.name());
    }
    let messages = explanation.messages();
    let phrases: Vec<String> = items.map(|item| fetch_items::phrase(item, messages)).collect();
    let items = joined_long(phrases.iter(), messages);
    match message {
        MessageId::Uid(number) => {
            explanation.say_from(9586, "3.3", text::ExplainUidFetchData { number, items });
        }
        MessageId::Number(number) => {
            explanation.say_from(3501, "7.4.2", text::ExplainFetchData { number, items });
        }
    }
}

/// Names the source of an item that is not from RFC 3501.
fn cite_extension(item: FetchItem<'_>, explanation: &mut Explanation) {
    let name = std::str::from_utf8(item.name()).unwrap_or_default();
    let entry = find(Category::FetchItems, name);
    if let Some(entry) = entry.filter(|it| it.source.is_some_and(|source| source.rfc != 3501)) {
        explanation.cite(entry);
    }
}

/// Whether an item is among those that a server sends when they change.
fn may_change(item: FetchItem<'_>) -> bool {
    ["FLAGS", "UID", "MODSEQ"].into_iter().any(|name| item.is(name))
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
