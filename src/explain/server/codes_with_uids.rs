//! The response codes about UIDs or sets of messages: APPENDUID and COPYUID (RFC 4315), MODIFIED (RFC 7162).

use super::response::Response;
use crate::explain::phrase::{Numbers, cut, numbers_in, set};
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::text;
use crate::protocol::meaning::Code;
use crate::protocol::meaning::sets::{count, ranges};
use crate::protocol::syntax::{Kind, Node};

/// Explains such a code. False: it is another code.
pub(super) fn explain(
    name: &str,
    code: Code<'_>,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let messages = explanation.messages();
    let mut uids = code.uids().map(Node::text);
    let validity = code.node.child(Kind::Number).map_or("?".into(), |number| cut(number.text()));
    match (name, uids.next(), uids.next()) {
        ("APPENDUID", Some(uids), _) => {
            if uids.iter().all(u8::is_ascii_digit) {
                explanation.say_from(4315, "3", text::CodeAppenduid { uid: cut(uids), validity });
            } else {
                let uids = numbers_in(uids, Numbers::Uid, messages);
                explanation.say_from(4315, "3", text::CodeAppenduids { uids, validity });
            }
            below_next(uids, code, response, explanation);
        }
        ("COPYUID", Some(source), Some(target)) => {
            copied(source, target, validity.into_owned(), explanation);
            beyond_next(source, response.session, explanation);
            below_next(target, code, response, explanation);
        }
        ("MODIFIED", ..) => {
            let Some(changed) = code.node.child(Kind::SequenceSet) else { return false };
            let sent = response.command().or_else(|| response.session.only_pending());
            let is_uid = sent.is_some_and(WatchedCommand::is_uid);
            let numbers = if is_uid { Numbers::Uid } else { Numbers::Sequence };
            let messages = set(changed.text(), numbers, messages);
            explanation.say_from(7162, "3.1.3", text::CodeModified { messages });
        }
        _ => return false,
    }
    true
}

fn copied(source: &[u8], target: &[u8], validity: String, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let (sources, targets) = (count(source), count(target));
    if let (Some(sources), Some(targets)) = (sources, targets)
        && sources != targets
    {
        explanation.say_from(4315, "3", text::CodeCopyuidUnequal { sources, targets });
        return;
    }
    let count = targets.unwrap_or_default();
    let source = numbers_in(source, Numbers::Uid, messages);
    let target = numbers_in(target, Numbers::Uid, messages);
    explanation.say_from(4315, "3", text::CodeCopyuid { count, source, target, validity });
}

/// Explains that no message of the selected mailbox has one of these UIDs yet.
fn beyond_next(uids: &[u8], session: &WatchedSession, explanation: &mut Explanation) {
    let highest = ranges(uids).flat_map(|range| range.first.max(range.last)).max();
    let next = session.newest_uid_next();
    if let Some((uid, next)) = highest.zip(next).filter(|(uid, next)| uid >= next) {
        explanation.say(text::ExplainUidBeyondNext { uid, next });
    }
}

/// Explains that the mailbox to which a message was added had a higher UIDNEXT before.
fn below_next(uids: &[u8], code: Code<'_>, response: Response<'_>, explanation: &mut Explanation) {
    let command = match response.tag() {
        Some(_) => response.command(),
        None => ["MOVE", "REPLACE"].iter().find_map(|name| response.session.pending_named(name)),
    };
    let Some(mailbox) = command.and_then(WatchedCommand::argument) else { return };
    let validity = code.node.child(Kind::Number).and_then(Node::number);
    let lowest = ranges(uids).flat_map(|range| range.first.min(range.last).or(range.first)).min();
    let next = response.session.uid_next(&mailbox, validity);
    if let Some((_, next)) = lowest.zip(next).filter(|(uid, next)| uid < next) {
        explanation.say(text::ExplainUidBelowNext { mailbox, next });
    }
}
