//! Response codes of a refusal whose meaning depends on the command, LIMIT and TOOBIG, and those that do not
//! name the fault.

use super::name;
use crate::explain::phrase::size;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Text, text};
use crate::protocol::commands;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::{Code, Meaning};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Codes that say less than a fault found in the line.
const OF_LINE: &[&str] = &["CANNOT", "CLIENTBUG", "ALERT"];

/// Whether the response has a code that says more than a fault found in the line.
pub(super) fn is_specific(response: Node<'_>) -> bool {
    let name = Meaning::of(response).code().and_then(Code::name);
    name.is_some_and(|name| {
        let is_registered = find(Category::ResponseCodes, name.text()).is_some();
        is_registered && !OF_LINE.iter().any(|code| name.is(code))
    })
}

/// The code of the response, if it must be explained in addition to a cause in the line.
pub(super) fn general(response: Node<'_>) -> Option<&'static Entry> {
    let code = Meaning::of(response).code()?;
    let name = ["CANNOT", "CLIENTBUG", "SERVERBUG"].into_iter().find(|name| code.is(name))?;
    find(Category::ResponseCodes, name)
}

/// Limits of servers, by the command that reaches them.
static LIMITS: &[(&[&str], &(dyn Text + Sync))] = &[
    (&["CREATE", "RENAME"], &text::LimitOfMailboxes),
    (&["APPEND", "COPY", "MOVE", "REPLACE"], &text::LimitOfMessages),
    (&["STORE"], &text::LimitOfKeywords),
    (&["SUBSCRIBE"], &text::LimitOfSubscriptions),
    (&["LOGIN", "AUTHENTICATE"], &text::LimitOfConnections),
];

/// Explains LIMIT: the limit that the command may have reached. False: it is unknown for this command.
pub(super) fn limit(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let name = name(command);
    let without_uid = commands::without_uid(&name);
    let limit = LIMITS.iter().find(|(names, _)| names.contains(&without_uid));
    if let Some((_, limit)) = limit {
        let limit = explanation.messages().format(*limit);
        explanation.say_from(5530, "3", text::CauseLimit { name, limit });
    }
    limit.is_some()
}

/// Explains an APPEND of a message larger than the server's announced limit (RFC 7889).
pub(super) fn exceeds_append_limit(
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
    explanation.say_from(7889, "3", text::CauseExceedsAppendLimit { octets, most });
    true
}
