//! Responses about messages that cannot exist, according to the message count that the server reported
//! before.

use super::response::Response;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::{Meaning, MessageId, sets};
use crate::protocol::syntax::Node;

/// Explains that a response is about a message with a higher number than the last one's, or about a message
/// number where only UIDs are used. EXPUNGE already has a sentence about the former.
pub(in crate::explain) fn say_no_such_message(
    response: Response<'_>,
    explanation: &mut Explanation,
) {
    if response.session.facts.is_uid_only() {
        return in_uid_only(response.root, explanation);
    }
    let session = response.session;
    let Some(number) = highest(response).filter(|number| session.is_beyond_last(*number)) else {
        return;
    };
    match session.exists() {
        // Others may be too high as well.
        Some(last) if last > 0 && !matches!(Meaning::of(response.root), Meaning::Fetch(_)) => {
            explanation.say_from(3501, "7.3.1", text::ExplainNoneBeyond { last });
        }
        _ => say_beyond_last(number, explanation),
    }
}

/// Explains that the mailbox has no message with this number. The sentence omits the count and differs only
/// in the number, so a template can produce it.
pub(in crate::explain) fn say_beyond_last(number: u64, explanation: &mut Explanation) {
    explanation.say_from(3501, "7.3.1", text::ExplainNoSuchMessage { number });
}

/// Explains that a response has a sequence number, which UIDONLY rules out (RFC 9586).
fn in_uid_only(root: Node<'_>, explanation: &mut Explanation) {
    let instead = match Meaning::of(root) {
        Meaning::Fetch(fetch) if matches!(fetch.message, MessageId::Number(_)) => "UIDFETCH",
        Meaning::Expunge(_) => "VANISHED",
        _ => return,
    };
    explanation.say_from(9586, "3", text::ExplainNumberInUidOnly { instead });
}

/// The highest message number in the response.
fn highest(response: Response<'_>) -> Option<u64> {
    match Meaning::of(response.root) {
        Meaning::Fetch(fetch) => match fetch.message {
            MessageId::Number(number) => Some(number),
            MessageId::Uid(_) => None,
        },
        // The command decides whether these are UIDs.
        Meaning::Found(results) => {
            let name = if results.name.is("SORT") { "SORT" } else { "SEARCH" };
            let is_by_number = response.session.pending_named(name).is_some_and(|it| !it.is_uid());
            results.numbers().filter(|_| is_by_number).filter_map(Node::number).max()
        }
        Meaning::Esearch(results) if !results.is_uid() && !is_for_others(response.session) => {
            let sets = results.results().filter_map(|it| it.messages());
            sets.flat_map(|set| sets::ranges(set.text())).filter_map(|range| range.last).max()
        }
        _ => None,
    }
}

/// Whether a search of other mailboxes than the selected one is in progress.
fn is_for_others(session: &WatchedSession) -> bool {
    session.pending_named("ESEARCH").is_some()
}

/// Whether the line is the answer to a search by message numbers, one of which no message has.
pub(in crate::explain) fn has_found_none(line: &[u8], session: &WatchedSession) -> bool {
    let mut words = line.split(|octet| *octet == b' ').skip(1);
    let name = words.next().unwrap_or_default();
    let searches = ["SEARCH", "SORT"].into_iter();
    let search = { searches }.find(|search| name.eq_ignore_ascii_case(search.as_bytes()));
    let is_by_number = |search| session.pending_named(search).is_some_and(|it| !it.is_uid());
    let numbers = words.filter_map(|word| std::str::from_utf8(word).ok()?.parse().ok());
    search.is_some_and(is_by_number) && { numbers }.any(|number| session.is_beyond_last(number))
}

/// The message number with which a line of data begins, if it may be a FETCH response.
pub(in crate::explain) fn number_of_fetch(line: &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for (index, octet) in line.strip_prefix(b"* ")?.iter().enumerate() {
        match octet {
            b'0'..=b'9' if index < 19 => number = 10 * number + u64::from(octet - b'0'),
            b' ' if index > 0 => {
                let is_fetch = matches!(line.get(index + 3), Some(b'F' | b'f'));
                return is_fetch.then_some(number);
            }
            _ => return None,
        }
    }
    None
}
