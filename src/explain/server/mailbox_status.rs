//! The STATUS response (RFC 3501, section 7.2.4).

use super::missing_parts;
use crate::explain::phrase::{MAX_ITEMS, all_joined, cut, joined, joined_long, size, value};
use crate::explain::registered::say_nearest_of;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Messages, text};
use crate::protocol::meaning::{MailboxStatus, StatusValue};
use crate::protocol::syntax::Node;
use crate::reference::{Category, find};

/// How many items are read; there are some dozen.
const MAX_VALUES: usize = 100;

/// How many items are shown.
const MAX_SHOWN: usize = 16;

/// Explains the items and their values.
pub(super) fn explain(
    status: MailboxStatus<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let mailbox = status.mailbox.map(value).unwrap_or_default();
    let messages = explanation.messages();
    let values = status.values().take(MAX_VALUES);
    let unknown = values.clone().filter(|value| !value.is_known()).map(|value| value.name.text());
    unknown.clone().for_each(|name| explanation.note_unregistered(name));
    let has_unseen = values.clone().any(|value| value.name.is("UNSEEN"));
    let entries = values.clone().filter_map(|it| find(Category::StatusItems, it.name.text()));
    let has_unknown = unknown.clone().next().is_some();
    let of_extension = { entries }.find(|entry| entry.is_of_extension()).filter(|_| !has_unknown);
    let values: Vec<String> = values.map(|value| phrase(value, messages)).collect();
    if values.is_empty() {
        explanation.say_from(3501, "7.2.4", text::ExplainStatusEmpty { mailbox })
    } else {
        // After "without \Seen and", the next item would seem to be missing, too.
        let values = if (MAX_ITEMS + 1..=MAX_SHOWN).contains(&values.len()) {
            all_joined(values.iter(), messages)
        } else if values.len() > 1 && has_unseen {
            joined_long(values.iter(), messages)
        } else {
            joined(values.iter(), messages)
        };
        explanation.say_from(3501, "7.2.4", text::ExplainStatus { mailbox, values });
    }
    if let Some(entry) = of_extension {
        explanation.cite(entry);
    }
    say_nearest_of(unknown, Category::StatusItems, explanation);
    other_uids(status, session, explanation);
}

/// Explains that UIDVALIDITY has changed, or that UIDNEXT is lower than before.
fn other_uids(status: MailboxStatus<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let number_of =
        |name| status.values().find(|it| it.name.is(name)).and_then(StatusValue::number);
    let mailbox = status.mailbox.and_then(Node::string).unwrap_or_default();
    let mailbox = String::from_utf8_lossy(&mailbox);
    let validity = number_of("UIDVALIDITY").zip(session.uid_validity(&mailbox));
    if let Some((number, before)) = validity.filter(|(number, before)| number != before) {
        return explanation.say_particular(text::CodeUidvalidityChanged { number, before });
    }
    let before = session.uid_next(&mailbox, number_of("UIDVALIDITY"));
    if let Some((next, before)) = number_of("UIDNEXT").zip(before)
        && next < before
    {
        explanation.say_particular(text::ExplainUidnextLower { before });
    }
}

fn phrase(value: StatusValue<'_>, messages: Messages) -> String {
    let name = value.name.text();
    if !value.is_known() {
        return messages.format(text::StatusUnknown { name: cut(name) });
    }
    if missing_parts::has_no_value(value.node) {
        return messages.format(text::ItemWithoutValue { name: cut(name) });
    }
    match (name.to_ascii_uppercase().as_slice(), value.number()) {
        (b"MESSAGES", Some(count)) => messages.format(text::StatusMessages { count }),
        (b"RECENT", Some(count)) => messages.format(text::StatusRecent { count }),
        (b"UNSEEN", Some(count)) => messages.format(text::StatusUnseen { count }),
        (b"DELETED", Some(count)) => messages.format(text::StatusDeleted { count }),
        (b"SIZE", Some(octets)) => {
            messages.format(text::StatusSize { size: size(octets, messages) })
        }
        // The RFC names no unit.
        (b"DELETED-STORAGE", Some(amount)) => {
            messages.format(text::StatusDeletedStorage { amount })
        }
        (b"APPENDLIMIT", Some(octets)) => {
            messages.format(text::StatusAppendlimit { size: size(octets, messages) })
        }
        (b"APPENDLIMIT", None) => messages.format(text::StatusNoAppendlimit),
        // The mailbox does not keep mod-sequences (RFC 7162, section 3.1.7).
        (b"HIGHESTMODSEQ", Some(0)) => messages.format(text::StatusNoModseqs),
        (b"MAILBOXID", _) => {
            let id = cut(value.object_id().map_or(b"", Node::text));
            messages.format(text::StatusMailboxid { id })
        }
        // Other items are shown as in the response.
        _ => cut(value.node.text()).into_owned(),
    }
}
