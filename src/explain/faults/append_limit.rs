//! Messages that are larger than the server takes (RFC 7889).

use crate::explain::command_parts::name;
use crate::explain::phrase::size;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

/// Explains an APPEND of a message larger than the server's announced limit (RFC 7889).
pub(in crate::explain) fn exceeds_append_limit(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let takes_message = matches!(&*name(command), "APPEND" | "REPLACE" | "UID REPLACE");
    // A mailbox's own limit takes precedence over the global one.
    let mailbox = command.descendant(Kind::Mailbox);
    let of_mailbox =
        mailbox.and_then(Node::string).and_then(|mailbox| session.append_limit(&mailbox));
    let limits = session.capabilities().names().filter_map(|it| it.strip_prefix("APPENDLIMIT="));
    let of_all = || limits.filter_map(|limit| limit.parse::<u64>().ok()).next();
    let limit = of_mailbox.or_else(of_all);
    let Some(limit) = limit.filter(|_| takes_message) else { return false };
    let messages = command.descendants_of(Kind::Message);
    let sizes = messages.filter_map(|message| {
        let announcement = message.child(Kind::LiteralSize)?;
        Some(LiteralAnnouncement::at_end(announcement.text())?.size)
    });
    let Some(octets) = sizes.max().filter(|octets| *octets > limit) else { return false };
    let (octets, most) =
        (size(octets, explanation.messages()), size(limit, explanation.messages()));
    explanation.say_from(7889, "4", text::CauseExceedsAppendLimit { octets, most });
    true
}
