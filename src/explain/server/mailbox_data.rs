//! Data about mailboxes and the number of their messages (RFC 3501, sections 7.2 to 7.4).

use super::{listed, mailbox_status};
use crate::explain::phrase::{Numbers, Word, joined, set};
use crate::explain::registered::say_unknown_flags;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains the data. False: it is of another kind. `name`: of the response, in capitals.
pub(super) fn explain(
    name: &[u8],
    root: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let number = root.child(Kind::MessageNumber).and_then(Node::number);
    match (name, number) {
        (b"EXISTS", Some(count)) => exists(count, session, explanation),
        (b"RECENT", Some(count)) => {
            explanation.say_from(3501, "7.3.2", text::ExplainRecent { count });
        }
        (b"EXPUNGE", Some(number)) => expunge(number, session, explanation),
        (b"VANISHED", _) => return vanished(root, session, explanation),
        (b"FLAGS", _) => return flags(root, explanation),
        (b"LIST" | b"LSUB" | b"XLIST", _) => listed::explain(name, root, explanation),
        (b"STATUS", _) => mailbox_status::explain(root, explanation),
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

fn expunge(number: u64, session: &WatchedSession, explanation: &mut Explanation) {
    let left = session.exists().filter(|before| *before >= number && number > 0);
    match left.map(|before| before - 1) {
        Some(left) if left > 0 && left + 1 == number => {
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeLast { number, left });
        }
        Some(left) => {
            explanation.say_from(3501, "7.4.1", text::ExplainExpungeLeft { number, left });
        }
        None => explanation.say_from(3501, "7.4.1", text::ExplainExpunge { number }),
    }
}

fn vanished(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let Some(uids) = root.child(Kind::KnownUids) else { return false };
    let gone = set(uids.text(), Numbers::Uid, explanation.messages());
    let names = root.children().filter(|node| node.kind() == Kind::ResponseName);
    if names.count() > 1 {
        explanation.say_from(7162, "3.2.10", text::ExplainVanishedEarlier { gone });
        return true;
    }
    explanation.say_from(7162, "3.2.10", text::ExplainVanished { gone });
    if let Some(left) = session.exists_after(root) {
        explanation.say(text::ExplainVanishedLeft { left });
    }
    true
}

fn flags(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(list) = root.child(Kind::FlagList) else { return false };
    let flags = list.children().filter(|node| node.kind() == Kind::Flag);
    let words: Vec<Word<'_>> = flags.clone().map(|flag| Word(flag.text())).collect();
    match words.is_empty() {
        true => explanation.say_from(3501, "7.2.6", text::ExplainNoFlags),
        false => {
            let words = joined(words.iter(), explanation.messages());
            explanation.say_from(3501, "7.2.6", text::ExplainFlags { flags: words });
        }
    }
    say_unknown_flags(flags.map(Node::text), explanation);
    true
}
