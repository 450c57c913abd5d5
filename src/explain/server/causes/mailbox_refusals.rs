//! Why a command on a mailbox failed, according to the mailboxes that the session has shown.

use super::known_mailboxes::{has_mailboxes_below, impossible_made_name, is_noselect, other_name};
use super::{Refusal, missing_things, rights};
use crate::explain::faults::{
    doubtful_name, empty_message, impossible_rename, name_spelling, read_only, set_for_name,
};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};

/// Explains why SELECT, EXAMINE or STATUS could not open a mailbox.
pub(super) fn not_opened(refusal: Refusal<'_>, mailbox: String, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    let (session, sent) = (command.session, command.sent_name().unwrap_or_default());
    let section = match command.name {
        "SELECT" => "6.3.1",
        "EXAMINE" => "6.3.2",
        _ => "6.3.10",
    };
    if not_selectable(refusal, &mailbox, explanation) {
    } else if is_inbox(&mailbox) {
        explanation.say_from(3501, section, text::CauseInboxNotOpened);
    } else if session.is_selected(sent.as_bytes())
        || session.names.has_mailbox(&sent) && !response.says_missing()
    {
        explanation.say_from(3501, section, text::CauseNotOpened { mailbox });
    } else if response.says_not_allowed_name() {
        explanation.say_from(3501, section, text::CauseNameNotAllowed { mailbox });
    } else if other_name(command, response.says_missing(), explanation) {
    } else {
        if response.says_missing() {
            let separator = session.names.separator();
            let other = separator.and_then(|it| Some((other_separator(&mailbox, it)?, it)));
            explanation.say_from(3501, section, text::MailboxAbsent { mailbox: &mailbox });
            if let Some((mark, separator)) = other {
                say_separator(&mailbox, mark, separator, explanation);
            }
        } else {
            refusal.guess(3501, section, text::CauseNoMailbox { mailbox }, explanation);
        }
        name_spelling(command, explanation);
    }
}

/// Explains that the name cannot be selected, if LIST or the server's text says so.
pub(super) fn not_selectable(
    Refusal { command, response }: Refusal<'_>,
    mailbox: &str,
    explanation: &mut Explanation,
) -> bool {
    let says_so = response.says_one("noselect|selectable mailbox|not selectable|isn't selectable");
    is_noselect(command, explanation)
        || explanation.say_from_if(says_so, 3501, "7.2.2", text::CauseNotSelectable { mailbox })
}

/// Explains why CREATE, DELETE or RENAME failed.
pub(super) fn not_changed(refusal: Refusal<'_>, mailbox: String, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    let is_new = command.name == "CREATE";
    let is_renamed = command.name == "RENAME";
    let is_selected = command.session.is_selected(mailbox.as_bytes());
    let section = match command.name {
        "CREATE" => "6.3.3",
        "DELETE" => "6.3.4",
        _ => "6.3.5",
    };
    let new_name_if = |holds: bool| command.made_name().filter(|_| holds);
    if is_certain(refusal, &mailbox, explanation) {
        return;
    } else if let Some(mailbox) = new_name_if(response.says_exists()) {
        return explanation.say_from(3501, section, text::CauseAlreadyExists { mailbox });
    } else if response.says_absent()
        && (response.says_one(" parent") || response.names_parent())
        && missing_things::parent(command, explanation)
        || impossible_made_name(command, explanation)
        || is_new && response.says_not_allowed_name() && forbidden_mark(refusal, explanation)
    {
        return;
    } else if is_renamed && is_selected {
        refusal.guess(3501, section, text::CauseRenameSelected { mailbox }, explanation);
    } else if !is_new && other_name(command, response.says_missing(), explanation) {
        if !is_renamed {
            return;
        }
    } else if !is_new && response.says_missing() {
        explanation.say_from(3501, section, text::MailboxAbsent { mailbox });
    } else if let Some(mailbox) = new_name_if(response.says_not_allowed_name()) {
        explanation.say_from(3501, section, text::CauseNameNotAllowed { mailbox });
    } else if is_denied(refusal, explanation) {
        return;
    } else {
        match command.name {
            "CREATE" => refusal.guess(3501, section, text::CauseCreate { mailbox }, explanation),
            "DELETE" => refusal.guess(3501, section, text::CauseDelete { mailbox }, explanation),
            // It exists, and only its messages are moved.
            _ if is_inbox(&mailbox) => {
                let texts = response.texts();
                explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
            }
            _ => refusal.guess(3501, section, text::CauseRename { mailbox }, explanation),
        }
    }
    // The name may be the cause, too.
    let _is_said = doubtful_name(command, explanation) || set_for_name(command, explanation);
    if !is_renamed || !is_selected {
        name_spelling(command, explanation);
    }
}

/// Explains why a mailbox certainly cannot be created, deleted or renamed in this way.
fn is_certain(refusal: Refusal<'_>, mailbox: &str, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let is_inbox = is_inbox(mailbox);
    match command.name {
        "CREATE" if is_inbox => explanation.say_from(3501, "6.3.3", text::CommandCreateInbox),
        "DELETE" if is_inbox => explanation.say_from(3501, "6.3.4", text::CommandDeleteInbox),
        "DELETE" if command.session.is_selected(mailbox.as_bytes()) => {
            refusal.guess(3501, "6.3.4", text::CauseDeleteSelected { mailbox }, explanation);
        }
        "DELETE" if has_mailboxes_below(command, explanation) => {}
        "DELETE" if response.says_one(CHILDREN) => {
            explanation.say_from(3501, "6.3.4", text::CauseDeleteParent { mailbox });
        }
        "DELETE" => return response.says_one("noselect") && is_noselect(command, explanation),
        _ => return impossible_rename(command, explanation),
    }
    true
}

/// Explains that the server does not allow a mark in a new name, such as another server's separator: its text
/// names the mark, as Dovecot's does (`Name must not have '/' characters`), or the session has shown the
/// separator.
pub(super) fn forbidden_mark(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let Some(mailbox) = command.made_name() else { return false };
    let text = String::from_utf8_lossy(response.root.text_of(Kind::Text));
    let named =
        ["must not have '", "not allowed in mailbox name: '"].into_iter().find_map(|words| {
            let (_, rest) = text.split_once(words)?;
            rest.chars().next()
        });
    let separator = command.session.names.separator().filter(|it| Some(*it) != named);
    let foreign = || other_separator(&mailbox, separator?);
    let Some(mark) = named.or_else(foreign).filter(|mark| mailbox.contains(*mark)) else {
        return false;
    };
    explanation.say_from(3501, "5.1.1", text::CauseForbiddenMark { mark });
    if !SEPARATORS.contains(&mark) {
        return true;
    }
    match separator {
        Some(separator) => say_separator(&mailbox, mark, separator, explanation),
        None => explanation.say(text::SeparatorIsListed),
    }
    true
}

/// The hierarchy separators of servers.
const SEPARATORS: [char; 3] = ['/', '.', '\\'];

/// The first mark of a name that separates levels on other servers, but not on one with this separator.
fn other_separator(mailbox: &str, separator: char) -> Option<char> {
    mailbox.chars().find(|mark| SEPARATORS.contains(mark) && *mark != separator)
}

fn say_separator(mailbox: &str, mark: char, separator: char, explanation: &mut Explanation) {
    let corrected = mailbox.replace(mark, separator.encode_utf8(&mut [0; 4]));
    explanation.say(text::NameWithSeparator { separator, corrected });
}

/// Explains a text about missing rights like the code NOPERM.
pub(super) fn is_denied(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    response.says_denied()
        && !response.gives_reason(command.root)
        && rights::no_permission(command, explanation)
}

/// Words of servers that refuse to delete a mailbox which has others below it.
const CHILDREN: &str = "has child|has inferior|has submailbox|has subfolder";

/// Explains why messages could not be added to a mailbox.
pub(super) fn not_filled(refusal: Refusal<'_>, mailbox: String, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    let is_absent = response.says_missing();
    if empty_message(command, explanation) {
        return;
    }
    if is_inbox(&mailbox) && !names_selected(command) {
        return refusal.guess(3501, "5.1", text::CauseIntoInbox, explanation);
    }
    if is_noselect(command, explanation)
        || is_absent && other_name(command, is_absent, explanation)
        || !is_absent && read_only(command, explanation)
    {
        return;
    } else if is_absent {
        explanation.say_from(3501, "7.1", text::CauseTryCreate { mailbox });
    } else if names_selected(command) {
        return into_selected(refusal, mailbox, explanation);
    } else if other_name(command, is_absent, explanation) {
        return;
    } else {
        match command.name_without_uid() {
            "APPEND" => {
                let cause = text::CauseNoTargetOfOne { mailbox };
                refusal.guess(3501, "6.3.11", cause, explanation);
            }
            "REPLACE" => {
                refusal.guess(8508, "3", text::CauseNoTargetOfOne { mailbox }, explanation);
            }
            "MOVE" => refusal.guess(6851, "3.3", text::CauseNoMove { mailbox }, explanation),
            _ => refusal.guess(3501, "6.4.7", text::CauseNoTarget { mailbox }, explanation),
        }
    }
    name_spelling(command, explanation);
}

/// Whether the command puts messages into the mailbox that is selected, which certainly exists.
pub(super) fn names_selected(command: SentCommand<'_>) -> bool {
    let named = command.root.descendant(Kind::Mailbox).and_then(Node::string);
    command.adds_messages() && named.is_some_and(|named| command.session.is_selected(&named))
}

/// Explains why no messages could be put into the selected mailbox.
pub(super) fn into_selected(refusal: Refusal<'_>, mailbox: String, explanation: &mut Explanation) {
    let one = |rfc, section, explanation: &mut Explanation| {
        let mailbox = mailbox.clone();
        refusal.guess(rfc, section, text::CauseOneIntoSelected { mailbox }, explanation);
    };
    match refusal.command.name_without_uid() {
        "MOVE" => explanation.say_from(6851, "3.3", text::CauseMoveToSame { mailbox }),
        "COPY" => refusal.guess(3501, "6.4.7", text::CauseIntoSelected { mailbox }, explanation),
        "APPEND" => one(3501, "6.3.11", explanation),
        _ => one(8508, "3", explanation),
    }
}
