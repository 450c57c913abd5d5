//! Data about mailboxes and the number of their messages (RFC 3501, sections 7.2 to 7.4).

use super::{listed, mailbox_status};
use crate::explain::phrase::{ListWord, Numbers, joined, set};
use crate::explain::registered::{has_gap, say_unknown_flags, without_gap};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::{self, Meaning, Vanished};
use crate::protocol::syntax::Node;
use crate::reference::Category;

/// Explains the data. False: it is of another kind.
pub(super) fn explain(
    meaning: Meaning<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    match meaning {
        Meaning::Exists(Some(count)) => exists(count, session, explanation),
        Meaning::Recent(Some(count)) => {
            explanation.say_from(3501, "7.3.2", text::ExplainRecent { count });
            if session.is_imap4rev2() {
                explanation.say_general_from(9051, "E", text::RecentInRev2);
            }
            say_more_than_exist(count, session, explanation);
        }
        Meaning::Expunge(Some(number)) => expunge(number, session, explanation),
        Meaning::Vanished(messages) => vanished(messages, session, explanation),
        Meaning::Flags(list) => flags(list, explanation),
        Meaning::Listed(mailbox) => listed::explain(mailbox, explanation),
        Meaning::MailboxStatus(status) => mailbox_status::explain(status, session, explanation),
        _ => return false,
    }
    true
}

fn exists(count: u64, session: &WatchedSession, explanation: &mut Explanation) {
    let before = session.exists().filter(|_| !session.opens_mailbox());
    let new = before.and_then(|before| count.checked_sub(before));
    match (before, new) {
        (Some(_), Some(0)) => {
            explanation.say_from(3501, "7.3.1", text::ExplainStillExist { count });
        }
        (Some(_), Some(1)) => explanation.say_from(3501, "7.3.1", text::ExplainArrived { count }),
        (Some(_), Some(new)) => {
            explanation.say_from(3501, "7.3.1", text::ExplainSeveralArrived { count, new });
        }
        (Some(before), None) => {
            explanation.say_from(3501, "7.3.1", text::ExplainFewerExist { count, before });
        }
        (None, _) => explanation.say_from(3501, "7.3.1", text::ExplainExists { count }),
    }
}

/// Reports that a count or a message number is greater than the last EXISTS.
pub(super) fn say_more_than_exist(
    number: u64,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    if let Some(count) = session.count_to_fit().filter(|count| *count < number) {
        explanation.say(text::ExplainMoreThanExist { count });
    }
}

fn expunge(number: u64, session: &WatchedSession, explanation: &mut Explanation) {
    let left = session.exists().filter(|before| *before >= number);
    match left.map(|before| before - 1) {
        Some(left) if left > 0 && left + 1 == number => {
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeLast { number, left });
        }
        Some(left) => {
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeLeft { number, left });
        }
        None if let Some(count) = session.exists() => {
            explanation.say_entry(Category::Responses, "EXPUNGE");
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeNone { number, count });
        }
        None => explanation.say_from(3501, "7.4.1", text::ExplainExpunge { number }),
    }
    expunge_in_between(session, explanation);
}

/// Explains that message numbers do not change while a command that has them is carried out.
fn expunge_in_between(session: &WatchedSession, explanation: &mut Explanation) {
    let only = session.only_pending().filter(|sent| !sent.is_uid() && session.is_watched);
    let Some(sent) = only else { return };
    let is_this = |name: &&&str| sent.name().eq_ignore_ascii_case(name.as_bytes());
    if let Some(name) = ["FETCH", "STORE", "SEARCH"].iter().find(is_this) {
        explanation.say(text::ExplainExpungeInBetween { name });
    }
}

fn vanished(messages: Vanished<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let Some(uids) = messages.uids else {
        explanation.say_entry(Category::Responses, "VANISHED");
        return;
    };
    let gone = set(uids.text(), Numbers::Uid, explanation.messages());
    if messages.earlier {
        explanation.say_from(7162, "3.2.10", text::ExplainVanishedEarlier { gone });
        if session.is_watched && !session.asks_for_vanished() {
            explanation.say(text::ExplainEarlierUnasked);
        }
        return;
    }
    explanation.say_from(7162, "3.2.10", text::ExplainVanished { gone });
    if let Some(left) = session.facts.exists_after(Meaning::Vanished(messages)) {
        explanation.say(text::ExplainVanishedLeft { left });
    }
    if session.is_watched && !session.facts.reports_vanished() {
        explanation.say(text::ExplainVanishedUnasked);
    }
}

fn flags(list: Node<'_>, explanation: &mut Explanation) {
    let flags = without_gap(meaning::flags(list));
    let words: Vec<ListWord<'_>> = flags.clone().map(ListWord).collect();
    if words.is_empty() && has_gap(list) {
        explanation.say_entry(Category::Responses, "FLAGS");
    } else if words.is_empty() {
        explanation.say_from(3501, "7.2.6", text::ExplainNoFlags)
    } else {
        let words = joined(words.iter(), explanation.messages());
        explanation.say_from(3501, "7.2.6", text::ExplainFlags { flags: words });
    }
    say_unknown_flags(flags, explanation);
}
