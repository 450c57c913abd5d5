//! What does not exist, if a refusal's code says that something does not. The code does not name it: which
//! arguments of a command can be meant is in [`CANDIDATES`], and those that exist according to the session
//! are left out.

use super::known_mailboxes::{is_gone, is_noselect, other_name};
use crate::explain::command_parts::{
    adds_messages, made_name, mailbox, messages_set, name, sent_name,
};
use crate::explain::faults::{name_spelling, no_such_message};
use crate::explain::phrase::{self, Numbers, joined, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Messages, text};
use crate::protocol::commands;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};

/// Something that a command names, and that may not exist.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    /// The first mailbox that it names.
    Mailbox,
    /// The mailbox above the name that it would make.
    Parent,
    /// A subscribed name, which need not be a mailbox's.
    Subscription,
    /// The messages of its set.
    Messages,
    /// A section of a message.
    Section,
    /// An entry of an access control list.
    Identifier,
    QuotaRoot,
    /// An entry of metadata.
    Entry,
}

/// What NONEXISTENT and TRYCREATE can be about, by command (RFC 5530, section 3; RFC 8508, section 4;
/// RFC 4314, section 3).
static CANDIDATES: &[(&[&str], &[Thing])] = &[
    (
        &[
            "SELECT",
            "EXAMINE",
            "STATUS",
            "DELETE",
            "SUBSCRIBE",
            "APPEND",
            "COPY",
            "MOVE",
            "MYRIGHTS",
            "GETACL",
            "GETQUOTAROOT",
        ],
        &[Thing::Mailbox],
    ),
    (&["UNSUBSCRIBE"], &[Thing::Subscription]),
    (&["CREATE"], &[Thing::Parent]),
    (&["RENAME"], &[Thing::Mailbox, Thing::Parent]),
    (&["REPLACE"], &[Thing::Mailbox, Thing::Messages]),
    (&["FETCH"], &[Thing::Messages, Thing::Section]),
    (&["STORE", "EXPUNGE"], &[Thing::Messages]),
    (&["SETACL", "DELETEACL", "LISTRIGHTS"], &[Thing::Mailbox, Thing::Identifier]),
    (&["GETQUOTA", "SETQUOTA"], &[Thing::QuotaRoot]),
    (&["GETMETADATA", "SETMETADATA"], &[Thing::Mailbox, Thing::Entry]),
];

/// Explains NONEXISTENT or TRYCREATE. False: nothing is known to be meant.
pub(super) fn explain(
    code: &str,
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let full_name = name(command);
    let is_filled = adds_messages(&full_name);
    let mailbox = mailbox(command);
    let all = candidates(code, commands::without_uid(&full_name));
    if all.is_empty() || code == "NONEXISTENT" && no_such_message(command, session, explanation) {
        return !all.is_empty();
    }
    let named = |thing: &Thing| Some((*thing, in_words(*thing, command, explanation.messages())?));
    let named: Vec<(Thing, String)> = all.iter().filter_map(named).collect();
    let missing = named.iter().filter(|(thing, _)| !exists(*thing, command, session));
    let missing: Vec<&(Thing, String)> = missing.collect();
    match (&missing[..], mailbox) {
        _ if all.contains(&Thing::Mailbox) && is_gone(command, session, explanation) => {}
        ([(Thing::Mailbox, _), ..], _)
            if code == "NONEXISTENT" && is_noselect(command, session, explanation) => {}
        ([(Thing::Mailbox, _), ..], _) if other_name(command, true, session, explanation) => {}
        ([(Thing::Mailbox, _)], Some(mailbox)) => {
            say_no_mailbox(code, mailbox, is_filled, explanation);
            name_spelling(command, session, explanation);
        }
        ([(Thing::Subscription, _)], Some(mailbox)) => {
            explanation.say_from(3501, "6.3.7", text::CauseNotSubscribed { mailbox });
            name_spelling(command, session, explanation);
        }
        ([], Some(mailbox)) if is_inbox(&mailbox) && is_filled => {
            explanation.say_from(3501, "5.1", text::CauseIntoInbox);
        }
        ([], Some(mailbox)) if all.contains(&Thing::Mailbox) && !is_inbox(&mailbox) => {
            explanation.say_from(5530, "3", text::CauseGoneSince { mailbox });
        }
        ([], _) => return false,
        (missing, _) => {
            let (count, things) = (missing.len(), missing.iter().map(|(_, words)| words));
            let things = joined(things, explanation.messages()).to_string();
            explanation.say_from(5530, "3", text::CauseMissing { count, things });
            if missing.iter().any(|(thing, _)| *thing == Thing::Mailbox) {
                name_spelling(command, session, explanation);
            }
        }
    }
    true
}

/// What the code can be about if it refuses the command of this name, without UID.
fn candidates(code: &str, name: &str) -> &'static [Thing] {
    let found = CANDIDATES.iter().find(|(names, _)| names.contains(&name));
    match (code, found) {
        // It is about the target of a command that adds messages (RFC 3501, section 7.1).
        ("TRYCREATE", Some(_)) if adds_messages(name) => &[Thing::Mailbox],
        ("NONEXISTENT", Some((_, things))) => things,
        _ => &[],
    }
}

fn say_no_mailbox(code: &str, mailbox: String, is_filled: bool, explanation: &mut Explanation) {
    match (code, is_filled) {
        ("TRYCREATE", _) => explanation.say_from(3501, "7.1", text::CauseTryCreate { mailbox }),
        (_, true) => explanation.say_from(5530, "3", text::CauseTryCreate { mailbox }),
        (_, false) => explanation.say_from(5530, "3", text::CauseNonexistent { mailbox }),
    }
}

/// Whether it exists, according to the session.
fn exists(thing: Thing, command: Node<'_>, session: &WatchedSession) -> bool {
    match thing {
        Thing::Mailbox => sent_name(command).is_some_and(|name| session.has_mailbox(&name)),
        Thing::Parent => above(command, session).is_none_or(|name| session.has_mailbox(&name)),
        Thing::Messages => session.has_messages(command),
        _ => false,
    }
}

/// The name above the one that the command would make.
fn above(command: Node<'_>, session: &WatchedSession) -> Option<String> {
    let made = made_name(command)?;
    let separator = session.names.separator().or_else(|| made.chars().rfind(|c| "/.".contains(*c)));
    Some(made.trim_end_matches(separator?).rsplit_once(separator?)?.0.to_owned())
}

/// `the mailbox "Old"`. `None`: the command does not name such a thing.
fn in_words(thing: Thing, command: Node<'_>, messages: Messages) -> Option<String> {
    Some(match thing {
        Thing::Mailbox | Thing::Subscription => {
            messages.format(text::ThingMailbox { mailbox: mailbox(command)? })
        }
        Thing::Parent => messages.format(text::ThingParent { mailbox: made_name(command)? }),
        Thing::Messages => {
            let set = messages_set(command)?;
            let is_uid = name(command).starts_with("UID ");
            let numbers = if is_uid { Numbers::Uid } else { Numbers::Sequence };
            phrase::set(set.text(), numbers, messages)
        }
        Thing::Section => {
            let section = phrase::cut(command.descendant(Kind::Section)?.text());
            messages.format(text::ThingSection { section })
        }
        Thing::Identifier => {
            let identifier = value(command.child(Kind::Identifier)?);
            messages.format(text::ThingIdentifier { identifier })
        }
        Thing::QuotaRoot => {
            messages.format(text::ThingQuotaRoot { root: value(command.child(Kind::QuotaRoot)?) })
        }
        Thing::Entry => {
            let entry = phrase::cut(command.descendant(Kind::EntryName)?.text());
            messages.format(text::ThingEntry { entry })
        }
    })
}
