//! Message numbers that no message of the selected mailbox has.

use super::enabled;
use crate::explain::command_parts::{messages_set, name};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::commands;
use crate::protocol::meaning::sets::ranges;
use crate::protocol::syntax::Node;

/// Explains such a number in the command's set of messages or in a search key.
pub(in crate::explain) fn no_such_message(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    // For search keys, some servers only say that they match nothing.
    let sets = set_of(command).into_iter().chain(enabled::number_keys(command));
    no_message_in(command, sets, session, explanation)
}

/// Explains such a number in the command's set of messages.
pub(super) fn no_message_in_set(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    no_message_in(command, set_of(command), session, explanation)
}

/// The command's set of messages, if it consists of sequence numbers.
fn set_of(command: Node<'_>) -> Option<&[u8]> {
    let is_uid = name(command).starts_with("UID ");
    messages_set(command).map(Node::text).filter(|_| !is_uid)
}

/// Whether the set has a range from this number to the last message.
fn begins_open_range(number: u64, set: &[u8]) -> bool {
    ranges(set).any(|range| range.first == Some(number) && range.last.is_none())
}

/// Explains that the number may be a UID.
fn say_uid(number: u64, name: &str, session: &WatchedSession, explanation: &mut Explanation) {
    if let Some(message) = session.uids.number(number) {
        explanation.say_from(3501, "6.4.8", text::CauseNumberIsUid { number, message, name });
    } else if session.selected_uid_next().is_some_and(|next| number < next) {
        explanation.say(text::CauseNumberMayBeUid { number, name });
    }
}

/// Explains a set with a number that no message has.
fn no_message_in<'t>(
    command: Node<'_>,
    sets: impl IntoIterator<Item = &'t [u8]>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some(count) = session.exists().filter(|_| !session.is_uid_only()) else { return false };
    let sets: Vec<&[u8]> = sets.into_iter().collect();
    let numbers = sets.iter().flat_map(|set| set.split(|octet| !octet.is_ascii_digit()));
    let highest = numbers
        .filter_map(|digits| std::str::from_utf8(digits).ok()?.parse::<u64>().ok())
        .max()
        .filter(|number| *number > count);
    if let Some(number) = highest {
        explanation.say_from(3501, "9", text::CauseNoSuchMessage { number, count });
        // An empty mailbox has no last message.
        if count > 0 && sets.iter().any(|set| begins_open_range(number, set)) {
            explanation.say(text::CauseRangeToLast { number });
        }
        if number <= session.most_before_removal {
            explanation.say(text::CauseExpunged);
        }
        let single = sets.iter().find(|set| set.iter().all(u8::is_ascii_digit));
        if single.is_some() && commands::after_uid(&name(command)).is_some() {
            say_uid(number, &name(command), session, explanation);
        }
    } else if count == 0 && sets == [b"*"] {
        explanation.say_from(3501, "9", text::CauseEmptyMailbox);
    } else {
        return false;
    }
    true
}
