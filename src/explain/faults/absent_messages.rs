//! Message numbers that no message of the selected mailbox has.

use super::enabled;
use crate::explain::sent_command::{SentCommand, messages_set};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::commands;
use crate::protocol::meaning::sets::ranges;
use crate::protocol::syntax::Node;

/// Explains such a number in the command's set of messages or in a search key.
pub fn no_such_message(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // For search keys, some servers only say that they match nothing.
    let sets = set_of(command).into_iter().chain(enabled::number_keys(command));
    no_message_in(command, sets, explanation)
}

/// Explains such a number in the command's set of messages.
pub(super) fn no_message_in_set(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    no_message_in(command, set_of(command), explanation)
}

/// The command's set of messages, if it consists of sequence numbers.
fn set_of(command: SentCommand<'_>) -> Option<&[u8]> {
    messages_set(command.root).map(Node::text).filter(|_| !command.is_uid())
}

/// Whether the set has a range from this number to the last message.
fn begins_open_range(number: u64, set: &[u8]) -> bool {
    ranges(set).any(|range| range.first == Some(number) && range.last.is_none())
}

/// Explains that the number may be a UID.
fn say_uid(number: u64, command: SentCommand<'_>, explanation: &mut Explanation) {
    let name = command.name;
    if let Some(message) = command.session.uids.number(number) {
        explanation.say_from(3501, "6.4.8", text::CauseNumberIsUid { number, message, name });
    } else if command.session.selected_uid_next().is_some_and(|next| number < next) {
        explanation.say(text::CauseNumberMayBeUid { number, name });
    }
}

/// Explains a set with a number that no message has.
fn no_message_in<'t>(
    command: SentCommand<'_>,
    sets: impl IntoIterator<Item = &'t [u8]>,
    explanation: &mut Explanation,
) -> bool {
    let Some(count) = command.session.exists().filter(|_| !command.session.facts.is_uid_only())
    else {
        return false;
    };
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
        if number <= command.session.most_before_removal {
            explanation.say(text::CauseExpunged);
        }
        let single = sets.iter().find(|set| set.iter().all(u8::is_ascii_digit));
        if single.is_some() && commands::after_uid(command.name).is_some() {
            say_uid(number, command, explanation);
        }
    } else if count == 0 && sets == [b"*"] {
        explanation.say_from(3501, "9", text::CauseEmptyMailbox);
    } else {
        return false;
    }
    true
}
