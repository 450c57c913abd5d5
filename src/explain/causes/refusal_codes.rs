//! Response codes of a refusal that mean something else for each command: NOPERM, LIMIT and TOOBIG.

use super::{mailbox, name};
use crate::explain::phrase::{joined, size};
use crate::explain::registered::rights;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Text, text};
use crate::protocol::commands;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

/// The rights that commands need on the mailbox that they name (RFC 4314, section 4).
const RIGHTS_ON_NAMED: &[(&str, &str)] = &[
    ("SELECT", "r"),
    ("EXAMINE", "r"),
    ("STATUS", "r"),
    ("SUBSCRIBE", "l"),
    ("DELETE", "x"),
    ("APPEND", "i"),
    ("COPY", "i"),
    ("MOVE", "i"),
    ("SETACL", "a"),
    ("DELETEACL", "a"),
    ("GETACL", "a"),
    ("LISTRIGHTS", "a"),
    ("REPLACE", "i"),
];

/// The rights that commands need on the selected mailbox. STORE needs one for each kind of flag.
const RIGHTS_ON_SELECTED: &[(&str, &str)] = &[("EXPUNGE", "e"), ("CLOSE", "e")];

/// NOPERM: which right the command needs. False: that is not known of the command.
pub(super) fn no_permission(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let full_name = name(command);
    let name = commands::without_uid(&full_name);
    if let ("CREATE" | "RENAME", Some(mailbox)) = (name, super::no::made_name(command)) {
        explanation.say_from(4314, "4", text::CauseNopermAbove { name, mailbox });
        return true;
    }
    if name == "SETQUOTA" {
        explanation.say_from(9208, "4.1.3", text::CauseNopermQuota);
        return true;
    }
    let Some((mailbox, letters)) = needed_rights(command, session) else { return false };
    let rights = rights(&letters, explanation.messages());
    let rights = joined(rights.iter(), explanation.messages());
    explanation.say_from(4314, "4", text::CauseNoperm { name: &full_name, mailbox, rights });
    true
}

/// The right that MYRIGHTS has shown to be missing. False: none is known to be.
pub(super) fn lacks_rights(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some((mailbox, letters)) = needed_rights(command, session) else { return false };
    // With one of the rights that its flags need, a STORE is not refused.
    if !letters.chars().all(|right| session.lacks_right(&mailbox, right)) {
        return false;
    }
    let rights = rights(&letters, explanation.messages());
    let rights = joined(rights.iter(), explanation.messages());
    explanation.say_from(
        4314,
        "4",
        text::CauseLacksRights { name: name(command), mailbox, rights },
    );
    true
}

/// The mailbox on which the command needs rights, and the letters of these. `None`: that is not known.
fn needed_rights(command: Node<'_>, session: &WatchedSession) -> Option<(String, String)> {
    let full_name = name(command);
    let name = commands::without_uid(&full_name);
    let of = |known: &[(&str, &'static str)]| {
        known.iter().find(|(command, _)| *command == name).map(|(_, letters)| *letters)
    };
    let selected = || session.mailbox().map(str::to_owned);
    let (mailbox, letters) = match of(RIGHTS_ON_NAMED) {
        Some(letters) => (mailbox(command).map(String::from), letters.to_owned()),
        None if name == "STORE" => (selected(), rights_of_store(command)),
        None => (selected(), of(RIGHTS_ON_SELECTED).unwrap_or_default().to_owned()),
    };
    mailbox.filter(|_| !letters.is_empty()).map(|mailbox| (mailbox, letters))
}

/// The rights that the flags of a STORE need: those for `\\Seen`, `\\Deleted`, and all others.
fn rights_of_store(command: Node<'_>) -> String {
    let flags = || command.descendants_of(Kind::Flag);
    let is_other = |flag: Node<'_>| !flag.is(r"\Seen") && !flag.is(r"\Deleted");
    let mut letters = String::new();
    for (letter, is_needed) in [
        ('s', flags().any(|flag| flag.is(r"\Seen"))),
        ('t', flags().any(|flag| flag.is(r"\Deleted"))),
        ('w', flags().any(is_other)),
    ] {
        if is_needed {
            letters.push(letter);
        }
    }
    letters
}

/// What servers limit, by the command that reaches the limit.
static LIMITS: &[(&[&str], &(dyn Text + Sync))] = &[
    (&["CREATE", "RENAME"], &text::LimitOfMailboxes),
    (&["APPEND", "COPY", "MOVE", "REPLACE"], &text::LimitOfMessages),
    (&["STORE"], &text::LimitOfKeywords),
    (&["SUBSCRIBE"], &text::LimitOfSubscriptions),
    (&["LOGIN", "AUTHENTICATE"], &text::LimitOfConnections),
];

/// LIMIT: which limit the command may have reached. False: that is not known of the command.
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

/// APPEND of a message that is larger than the server has announced to take (RFC 7889).
pub(super) fn exceeds_append_limit(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let takes_message = matches!(&*name(command), "APPEND" | "REPLACE" | "UID REPLACE");
    // The limit of one mailbox counts more than that of all.
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
