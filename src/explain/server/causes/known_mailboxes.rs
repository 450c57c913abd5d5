//! Why a mailbox is not found, or cannot be changed, according to the names that the session has shown.

use crate::explain::faults::name_encoding;
use crate::explain::phrase::{cut, joined, mailbox_name};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::{Gone, NameDifference, WatchedSession};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains that the mailbox may have another name. `is_absent`: it certainly does not exist. False: no
/// similar name is known.
pub(super) fn other_name(
    command: SentCommand<'_>,
    is_absent: bool,
    explanation: &mut Explanation,
) -> bool {
    let Some((mailbox, sent)) = command.name_and_sent_name() else { return false };
    let Some((known, difference)) = command.session.names.meant(&sent) else {
        let is_outside = command.session.names.is_outside(&sent);
        if is_outside {
            say_absent(&mailbox, is_absent, explanation);
            say_outside(&mailbox, command.session, explanation);
        }
        return is_outside;
    };
    say_absent(&mailbox, is_absent, explanation);
    let known = shown(known, command.session);
    // It was sent in another encoding than it was listed in.
    explanation.begin_fault();
    if known == mailbox && name_encoding(command, explanation) {
        return true;
    }
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
pub(super) fn is_gone(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((mailbox, sent)) = command.name_and_sent_name() else { return false };
    // Subscribed names need not be names of mailboxes.
    let is_of_mailbox = !matches!(command.name, "CREATE" | "UNSUBSCRIBE");
    match command.session.names.gone(&sent).filter(|_| is_of_mailbox) {
        Some(Gone::Deleted) => {
            explanation.say_from(3501, "6.3.4", text::MailboxDeletedBefore { mailbox });
        }
        Some(Gone::Renamed(new)) => {
            let new = shown(new, command.session);
            explanation.say_from(3501, "6.3.5", text::MailboxRenamedBefore { mailbox, new });
        }
        None => return false,
    }
    true
}

/// Explains that LIST has shown this name only as a parent of others.
pub(super) fn is_noselect(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((mailbox, sent)) = command.name_and_sent_name() else { return false };
    let is_noselect = command.session.names.is_noselect(&sent);
    explanation.say_from_if(is_noselect, 3501, "7.2.2", text::CauseNoselect { mailbox })
}

/// Explains that CREATE or RENAME would make a mailbox with a known name, or with one unlike all known names.
pub(super) fn impossible_made_name(
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    let names = &command.session.names;
    let (section, made) = match command.name {
        "CREATE" => ("6.3.3", command.root.child(Kind::Mailbox)),
        "RENAME" => ("6.3.5", command.root.children_of(Kind::Mailbox).nth(1)),
        _ => return false,
    };
    let Some(sent) = made.and_then(Node::string) else { return false };
    let sent = String::from_utf8_lossy(&sent);
    let mailbox = shown(&sent, command.session);
    if names.has_mailbox(&sent) {
        explanation.say_from(3501, section, text::CauseAlreadyExists { mailbox });
    } else if names.is_outside(&sent) || command.name == "CREATE" && is_not_own(&sent, command) {
        say_outside(&mailbox, command.session, explanation);
    } else if no_inferiors_above(&sent, command.session, explanation) {
    } else if let Some((known, separator)) = names.below_inbox_alone()
        && command.name == "CREATE"
        && !sent.starts_with(&format!("INBOX{separator}"))
    {
        let known = shown(known, command.session);
        let beside = text::CauseCreateBesideInbox { mailbox, known, separator };
        explanation.say_from(3501, section, beside);
    } else {
        return false;
    }
    true
}

/// Whether this name begins unlike the user's own mailboxes.
fn is_not_own(name: &str, command: SentCommand<'_>) -> bool {
    let prefixes = command.session.names.own_prefixes();
    !prefixes.is_empty() && !prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// Explains a new name below a mailbox that cannot have children.
fn no_inferiors_above(name: &str, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let above = session.names.no_inferiors_above(name).map(|name| shown(name, session));
    explanation.say_from_some(3501, "7.2.2", above.map(|above| text::CauseNoInferiors { above }))
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

/// Explains a DELETE of a mailbox with children. False: none are known.
pub(super) fn has_mailboxes_below(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((mailbox, sent)) = command.name_and_sent_name() else { return false };
    let below = command.session.names.below(&sent).filter(|_| command.name == "DELETE");
    let Some(below) = below.map(|name| shown(name, command.session)) else { return false };
    if command.session.names.is_noselect(&sent) {
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
