//! The data of messages: FETCH and UIDFETCH (RFC 3501, section 7.4.2; RFC 9586).

use super::{fetch_flags, fetch_items, missing_parts};
use crate::explain::calendar;
use crate::explain::phrase::joined_long;
use crate::explain::registered::{say_keyword, say_nearest_of, say_unknown_flags};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::{Fetch, FetchedItem, MessageId};
use crate::protocol::syntax::Kind;
use crate::reference::{Category, find};

/// How many items are read.
const MAX_ITEMS: usize = 100;

/// Explains what the response says about its message.
pub(super) fn explain(fetch: Fetch<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    // A word directly after a literal hardly begins an item: the size of the literal is too small.
    let is_item = |item: &FetchedItem<'_>| item.is_known() || item.begins_after(fetch, b" (");
    let items = fetch.items().filter(is_item).take(MAX_ITEMS);
    let Some(first) = items.clone().next() else {
        return explanation.say_from(3501, "7.4.2", text::ExplainFetchNothing);
    };
    let is_one = items.clone().nth(1).is_none();
    match fetch.message {
        MessageId::Number(number)
            if is_one && first.is("FLAGS") && !missing_parts::has_no_value(first.node) =>
        {
            fetch_flags::explain(number, first, explanation);
        }
        message => {
            several(message, items.clone(), explanation);
            cite_extension(items.clone(), explanation);
        }
    }
    let parts = items.clone().filter_map(|item| item.node.child(Kind::DateTime));
    if let Some(fault) = calendar::fault_in(parts) {
        fault.explain(explanation);
    }
    beyond_next(items.clone(), session, explanation);
    unasked(items.clone(), session, explanation);
    if let MessageId::Number(number) = fetch.message
        && session.explains_flag_changes()
    {
        items.filter(|item| item.node.child(Kind::FlagList).is_some()).for_each(|item| {
            fetch_flags::changes(number, item, session, explanation);
        });
    }
}

fn several<'t>(
    message: MessageId,
    items: impl Iterator<Item = FetchedItem<'t>> + Clone,
    explanation: &mut Explanation,
) {
    let unknown = items.clone().filter(|item| !item.is_known()).map(FetchedItem::name);
    unknown.clone().for_each(|name| explanation.note_unregistered(name));
    let flags = items.clone().flat_map(FetchedItem::flags);
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
    if unknown.clone().any(|name| name.eq_ignore_ascii_case(b"BODY.PEEK")) {
        // Only a client sets no flag.
        explanation.say_fault(text::ProbablyMeant { nearest: "BODY[]" });
    } else {
        say_nearest_of(unknown, Category::FetchItems, explanation);
    }
    say_keyword(flags.clone(), explanation);
    say_unknown_flags(flags, explanation);
}

/// Names the source of the first item that is not from RFC 3501.
fn cite_extension<'t>(items: impl Iterator<Item = FetchedItem<'t>>, explanation: &mut Explanation) {
    let entries = items.filter_map(|item| match item.section() {
        Some(_) => find(Category::FetchItems, [item.name(), b"[]"].concat()),
        None => find(Category::FetchItems, item.name()),
    });
    explanation.cite_extension(entries);
}

/// Explains that no message has this UID yet.
fn beyond_next<'t>(
    mut items: impl Iterator<Item = FetchedItem<'t>>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let uid = items.find(|item| item.is("UID")).and_then(FetchedItem::number);
    if let Some((uid, next)) = uid.zip(session.newest_uid_next()).filter(|(uid, next)| uid >= next)
    {
        explanation.say_particular(text::ExplainUidBeyondNext { uid, next });
    }
}

/// Whether an item is among those that a server sends when they change.
fn may_change(item: FetchedItem<'_>) -> bool {
    ["FLAGS", "UID", "MODSEQ"].into_iter().any(|name| item.is(name))
}

/// Explains that no command has asked for this.
fn unasked<'t>(
    items: impl Iterator<Item = FetchedItem<'t>> + Clone,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    if let Some(fetch) = session.pending_named("FETCH") {
        let mut flags = items.filter(|item| item.is("FLAGS"));
        let Some(item) = flags.next().filter(|_| !fetch.asks_for_flags()) else { return };
        let mut flags = item.flags();
        let is_seen = flags.any(|flag| flag.eq_ignore_ascii_case(br"\Seen"));
        return if is_seen && fetch.sets_seen() && session.read_only() != Some(true) {
            explanation.say(text::ExplainFlagsUnasked)
        } else {
            explanation.say(text::ExplainFlagsChanged)
        };
    }
    let is_pending = |name| session.pending_named(name).is_some();
    let is_asked = ["STORE", "SELECT", "EXAMINE"].into_iter().any(is_pending);
    let is_asked = is_asked || session.has_notify;
    match (is_asked || !session.is_watched, is_pending("IDLE")) {
        _ if !items.clone().all(may_change) => {}
        (true, _) => {}
        (false, true) => explanation.say(text::ExplainDuringIdle),
        (false, false) => explanation.say(text::ExplainUnasked),
    }
}
