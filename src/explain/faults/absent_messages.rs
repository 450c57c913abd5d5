//! Message numbers that no message of the selected mailbox has.

use super::enabled;
use crate::explain::command_parts::name;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::sets::ranges;
use crate::protocol::syntax::{Kind, Node};

/// Explains such a number in the command's set of messages or in a search key.
pub(in crate::explain) fn no_such_message(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    // For search keys, some servers only say that they match nothing.
    let sets = set_of(command).into_iter().chain(enabled::number_keys(command));
    no_message_in(sets, session, explanation)
}

/// Explains such a number in the command's set of messages.
pub(super) fn no_message_in_set(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    no_message_in(set_of(command), session, explanation)
}

/// The command's set of messages, if it consists of sequence numbers.
fn set_of(command: Node<'_>) -> Option<&[u8]> {
    let is_uid = name(command).starts_with("UID ");
    let numbers = command.child(Kind::SequenceSet).or(command.child(Kind::MessageNumber));
    numbers.map(Node::text).filter(|_| !is_uid)
}

/// Whether the set has a range from this number to the last message.
fn begins_open_range(number: u64, set: &[u8]) -> bool {
    ranges(set).any(|range| range.first == Some(number) && range.last.is_none())
}

/// Explains a set with a number that no message has.
fn no_message_in<'t>(
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
        } else if session.newest_uid_next().is_some_and(|next| number < next) {
            explanation.say(text::CausePerhapsUid { number });
        }
    } else if count == 0 && sets == [b"*"] {
        explanation.say_from(3501, "9", text::CauseEmptyMailbox);
    } else {
        return false;
    }
    true
}
