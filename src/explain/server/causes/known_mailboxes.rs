//! Why a mailbox is not found, or cannot be changed, according to the names that the session has shown.

use crate::explain::command_parts::{mailbox, name, sent_name};
use crate::explain::phrase::{cut, joined, mailbox_name};
use crate::explain::sentence::Explanation;
use crate::explain::session::{Gone, NameDifference, WatchedSession};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains that the mailbox may have another name. `is_absent`: it certainly does not exist. False: no
/// similar name is known.
pub(super) fn other_name(
    command: Node<'_>,
    is_absent: bool,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let (Some(mailbox), Some(sent)) = (mailbox(command), sent_name(command)) else { return false };
    let Some((known, difference)) = session.names.meant(&sent) else {
        let is_outside = session.names.is_outside(&sent);
        if is_outside {
            say_absent(&mailbox, is_absent, explanation);
            say_outside(&mailbox, session, explanation);
        }
        return is_outside;
    };
    say_absent(&mailbox, is_absent, explanation);
    let known = shown(known, session);
    match difference {
        NameDifference::Case => explanation.say(text::KnownNameInCase { known }),
        NameDifference::Separator(mark) => {
            explanation.say(text::KnownNameWithSeparator { known, mark });
        }
        NameDifference::Levels => explanation.say(text::KnownNameWithLevels { known }),
        NameDifference::Several => explanation.say(text::KnownNameAlike { known }),
    }
    true
}

/// Explains that the mailbox was deleted or renamed in this session.
pub(super) fn is_gone(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let (Some(mailbox), Some(sent)) = (mailbox(command), sent_name(command)) else { return false };
    // Subscribed names need not be names of mailboxes.
    let is_of_mailbox = !matches!(&*name(command), "CREATE" | "UNSUBSCRIBE");
    match session.names.gone(&sent).filter(|_| is_of_mailbox) {
        Some(Gone::Deleted) => {
            explanation.say_from(3501, "6.3.4", text::MailboxDeletedBefore { mailbox });
        }
        Some(Gone::Renamed(new)) => {
            let new = shown(new, session);
            explanation.say_from(3501, "6.3.5", text::MailboxRenamedBefore { mailbox, new });
        }
        None => return false,
    }
    true
}

/// Explains that LIST has shown this name only as a parent of others.
pub(super) fn is_noselect(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let (Some(mailbox), Some(sent)) = (mailbox(command), sent_name(command)) else { return false };
    let is_noselect = session.names.is_noselect(&sent);
    explanation.say_from_if(is_noselect, 3501, "7.2.2", text::CauseNoselect { mailbox })
}

/// Explains a RENAME to a known name, or to one unlike all known names.
pub(super) fn impossible_new_name(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let new = command.children_of(Kind::Mailbox).nth(1).filter(|_| name(command) == "RENAME");
    let Some(sent) = new.and_then(Node::string) else { return false };
    let sent = String::from_utf8_lossy(&sent);
    let new = shown(&sent, session);
    if session.names.has_mailbox(&sent) {
        explanation.say_from(3501, "6.3.5", text::CauseAlreadyExists { mailbox: new });
    } else if session.names.is_outside(&sent) {
        say_outside(&new, session, explanation);
    } else {
        return no_inferiors_above(&sent, session, explanation);
    }
    true
}

/// Explains a new name below a mailbox that cannot have children.
fn no_inferiors_above(name: &str, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let above = session.names.no_inferiors_above(name).map(|name| shown(name, session));
    if let Some(above) = &above {
        explanation.say_from(3501, "7.2.2", text::CauseNoInferiors { above });
    }
    above.is_some()
}

fn say_absent(mailbox: &str, is_absent: bool, explanation: &mut Explanation) {
    if is_absent {
        explanation.say_from(3501, "5.1", text::MailboxAbsent { mailbox })
    } else {
        explanation.say_from(3501, "5.1", text::MailboxPerhapsAbsent { mailbox })
    }
}

/// Explains how the names of the user's own mailboxes begin, unlike this one.
pub(super) fn say_outside(mailbox: &str, session: &WatchedSession, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let prefixes = session.names.own_prefixes().iter();
    let prefixes = prefixes.map(|name| messages.format(text::PhraseQuoted { name }));
    let prefixes: Vec<String> = prefixes.collect();
    let prefixes = joined(prefixes.iter(), messages);
    explanation.say_from(2342, "5", text::CauseCreateOutside { prefixes, mailbox });
}

/// Explains a CREATE of a known name, or of one unlike all known names. False: neither applies.
pub(super) fn impossible_mailbox(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let (Some(mailbox), Some(sent)) = (mailbox(command), sent_name(command)) else { return false };
    let prefixes = session.names.own_prefixes();
    if session.names.has_mailbox(&sent) {
        explanation.say_from(3501, "6.3.3", text::CauseAlreadyExists { mailbox });
    } else if no_inferiors_above(&sent, session, explanation) {
    } else if !prefixes.is_empty() {
        let is_outside = !prefixes.iter().any(|prefix| mailbox.starts_with(prefix));
        if is_outside {
            say_outside(&mailbox, session, explanation);
        }
        return is_outside;
    } else if let Some((known, separator)) = session.names.below_inbox_alone()
        && !sent.starts_with(&format!("INBOX{separator}"))
    {
        let known = shown(known, session);
        explanation.say_from(
            3501,
            "6.3.3",
            text::CauseCreateBesideInbox { mailbox, known, separator },
        );
    } else {
        return false;
    }
    true
}

/// Explains a DELETE of a mailbox with children. False: none are known.
pub(super) fn has_mailboxes_below(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let (Some(mailbox), Some(sent)) = (mailbox(command), sent_name(command)) else { return false };
    let below = session.names.below(&sent).filter(|_| name(command) == "DELETE");
    let Some(below) = below.map(|name| shown(name, session)) else { return false };
    if session.names.is_noselect(&sent) {
        explanation.say_from(3501, "6.3.4", text::CauseDeleteNoselect { mailbox, below })
    } else {
        explanation.say_from(3501, "6.3.4", text::CauseDeleteAbove { mailbox, below })
    }
    true
}

fn shown(name: &str, session: &WatchedSession) -> String {
    let decoded = if session.has_utf8_names() { name.into() } else { mailbox_name(name) };
    cut(decoded.as_bytes()).into_owned()
}
