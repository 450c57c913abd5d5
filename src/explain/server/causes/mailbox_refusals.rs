//! Why a command on a mailbox failed, according to the mailboxes that the session has shown.

use super::known_mailboxes::{
    has_mailboxes_below, impossible_mailbox, impossible_new_name, is_noselect, other_name,
};
use super::response_words::{
    says_denied, says_exists, says_missing, says_not_allowed_name, says_one,
};
use super::rights;
use crate::explain::command_parts::{adds_messages, made_name, name, new_name, sent_name};
use crate::explain::faults::{
    doubtful_name, empty_message, impossible_rename, name_spelling, read_only, set_for_name,
};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};

/// Explains why SELECT, EXAMINE or STATUS could not open a mailbox.
pub(super) fn not_opened(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let sent = sent_name(command).unwrap_or_default();
    let section = match &*name(command) {
        "SELECT" => "6.3.1",
        "EXAMINE" => "6.3.2",
        _ => "6.3.10",
    };
    if session.names.is_noselect(&sent) {
        explanation.say_from(3501, "7.2.2", text::CauseNoselect { mailbox });
    } else if is_inbox(&mailbox) {
        explanation.say_from(3501, section, text::CauseInboxNotOpened);
    } else if session.is_selected(sent.as_bytes())
        || session.names.has_mailbox(&sent) && !says_missing(response)
    {
        explanation.say_from(3501, section, text::CauseNotOpened { mailbox });
    } else if says_not_allowed_name(response) {
        explanation.say_from(3501, section, text::CauseNameNotAllowed { mailbox });
    } else if other_name(command, says_missing(response), session, explanation) {
    } else if says_missing(response) {
        explanation.say_from(3501, section, text::MailboxAbsent { mailbox });
        name_spelling(command, session, explanation);
    } else {
        explanation.say_from(3501, section, text::CauseNoMailbox { mailbox });
        name_spelling(command, session, explanation);
    }
}

/// Explains why CREATE, DELETE or RENAME failed.
pub(super) fn not_changed(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let name = name(command);
    let is_selected = session.is_selected(mailbox.as_bytes());
    let cause = match &*name {
        "CREATE" => not_created,
        "DELETE" => not_deleted,
        _ => not_renamed,
    };
    if cause(command, mailbox, response, session, explanation) {
        let _is_said = doubtful_name(command, session, explanation)
            || set_for_name(command, session, explanation);
        if name != "RENAME" || !is_selected {
            name_spelling(command, session, explanation);
        }
    }
}

/// Explains that the server does not allow a mark in a new name, such as another server's separator: its text
/// names the mark, as Dovecot's does (`Name must not have '/' characters`), or the session has shown the
/// separator.
pub(super) fn forbidden_mark(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some(mailbox) = made_name(command) else { return false };
    let text = String::from_utf8_lossy(response.text_of(Kind::Text));
    let named = text.split_once("must not have '").and_then(|(_, rest)| rest.chars().next());
    let separator = session.names.separator().filter(|it| Some(*it) != named);
    let is_other = |mark: &char| "/.\\".contains(*mark) && Some(*mark) != separator;
    let foreign = || mailbox.chars().find(is_other).filter(|_| separator.is_some());
    let Some(mark) = named.or_else(foreign).filter(|mark| mailbox.contains(*mark)) else {
        return false;
    };
    explanation.say_from(3501, "5.1.1", text::CauseForbiddenMark { mark });
    match separator.filter(|_| is_other(&mark)) {
        Some(separator) => {
            let corrected = mailbox.replace(mark, separator.encode_utf8(&mut [0; 4]));
            explanation.say(text::NameWithSeparator { separator, corrected });
        }
        None if is_other(&mark) => explanation.say(text::SeparatorIsListed),
        None => {}
    }
    true
}

/// Explains why CREATE failed. Returns whether the name may be the cause, too.
fn not_created(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if is_inbox(&mailbox) {
        explanation.say_from(3501, "6.3.3", text::CommandCreateInbox);
    } else if says_exists(response) {
        explanation.say_from(3501, "6.3.3", text::CauseAlreadyExists { mailbox });
    } else if impossible_mailbox(command, session, explanation)
        || says_not_allowed_name(response)
            && forbidden_mark(command, response, session, explanation)
    {
    } else if says_not_allowed_name(response) {
        explanation.say_from(3501, "6.3.3", text::CauseNameNotAllowed { mailbox });
        return true;
    } else if !is_denied(command, response, session, explanation) {
        explanation.say_from(3501, "6.3.3", text::CauseCreate { mailbox });
        return true;
    }
    false
}

/// Explains why DELETE failed. Returns whether the name may be the cause, too.
fn not_deleted(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if is_inbox(&mailbox) {
        explanation.say_from(3501, "6.3.4", text::CommandDeleteInbox);
    } else if session.is_selected(mailbox.as_bytes()) {
        explanation.say_from(3501, "6.3.4", text::CauseDeleteSelected { mailbox });
    } else if has_mailboxes_below(command, session, explanation) {
    } else if says_one(response, CHILDREN) {
        explanation.say_from(3501, "6.3.4", text::CauseDeleteParent { mailbox });
    } else if says_one(response, &["noselect"]) && is_noselect(command, session, explanation)
        || other_name(command, says_missing(response), session, explanation)
    {
    } else if says_missing(response) {
        explanation.say_from(3501, "6.3.4", text::MailboxAbsent { mailbox });
        return true;
    } else if !is_denied(command, response, session, explanation) {
        explanation.say_from(3501, "6.3.4", text::CauseDelete { mailbox });
        return true;
    }
    false
}

/// Explains why RENAME failed. Returns whether a name may be the cause, too.
fn not_renamed(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let new_name_if = |holds: bool| new_name(command).filter(|_| holds);
    if impossible_rename(command, explanation) || impossible_new_name(command, session, explanation)
    {
        return false;
    } else if let Some(mailbox) = new_name_if(says_exists(response)) {
        explanation.say_from(3501, "6.3.5", text::CauseAlreadyExists { mailbox });
        return false;
    } else if session.is_selected(mailbox.as_bytes()) {
        explanation.say_from(3501, "6.3.5", text::CauseRenameSelected { mailbox });
    } else if other_name(command, says_missing(response), session, explanation) {
    } else if says_missing(response) {
        explanation.say_from(3501, "6.3.5", text::MailboxAbsent { mailbox });
    } else if let Some(mailbox) = new_name_if(says_not_allowed_name(response)) {
        explanation.say_from(3501, "6.3.5", text::CauseNameNotAllowed { mailbox });
    } else if is_denied(command, response, session, explanation) {
        return false;
    } else {
        explanation.say_from(3501, "6.3.5", text::CauseRename { mailbox });
    }
    true
}

/// Explains a text about missing rights like the code NOPERM.
pub(super) fn is_denied(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    says_denied(response) && rights::no_permission(command, session, explanation)
}

/// Words of servers that refuse to delete a mailbox which has others below it.
const CHILDREN: &[&str] = &["has child", "has inferior", "has submailbox", "has subfolder"];

/// Explains why messages could not be added to a mailbox.
pub(super) fn not_filled(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let is_absent = says_missing(response);
    if empty_message(command, explanation) {
        return;
    }
    if is_inbox(&mailbox) && !names_selected(command, session) {
        return explanation.say_from(3501, "5.1", text::CauseIntoInbox);
    }
    if is_noselect(command, session, explanation) {
        return;
    }
    if is_absent && other_name(command, is_absent, session, explanation) {
        return;
    } else if is_absent {
        explanation.say_from(3501, "7.1", text::CauseTryCreate { mailbox });
    } else if read_only(command, session, explanation) {
        return;
    } else if names_selected(command, session) {
        return into_selected(command, mailbox, explanation);
    } else if other_name(command, is_absent, session, explanation) {
        return;
    } else {
        match &*name(command) {
            "APPEND" => {
                explanation.say_from(3501, "6.3.11", text::CauseNoTargetOfOne { mailbox });
            }
            "REPLACE" | "UID REPLACE" => {
                explanation.say_from(8508, "3", text::CauseNoTargetOfOne { mailbox });
            }
            "MOVE" | "UID MOVE" => {
                explanation.say_from(6851, "3.3", text::CauseNoMove { mailbox });
            }
            _ => explanation.say_from(3501, "6.4.7", text::CauseNoTarget { mailbox }),
        }
    }
    name_spelling(command, session, explanation);
}

/// Whether the command puts messages into the mailbox that is selected, which certainly exists.
pub(super) fn names_selected(command: Node<'_>, session: &WatchedSession) -> bool {
    let name = name(command);
    let named = command.descendant(Kind::Mailbox);
    let named = named.and_then(Node::string);
    adds_messages(&name) && named.is_some_and(|named| session.is_selected(&named))
}

/// Explains why no messages could be put into the selected mailbox.
pub(super) fn into_selected(command: Node<'_>, mailbox: String, explanation: &mut Explanation) {
    match &*name(command) {
        "MOVE" | "UID MOVE" => {
            explanation.say_from(6851, "3.3", text::CauseMoveToSame { mailbox });
        }
        "COPY" | "UID COPY" => {
            explanation.say_from(3501, "6.4.7", text::CauseIntoSelected { mailbox });
        }
        "APPEND" => explanation.say_from(3501, "6.3.11", text::CauseOneIntoSelected { mailbox }),
        _ => explanation.say_from(8508, "3", text::CauseOneIntoSelected { mailbox }),
    }
}
