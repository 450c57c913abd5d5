//! Why a command was understood but not executed.

use super::code_causes::{self, refused_login};
use super::known_mailboxes::{is_gone, other_name};
use super::response_words::{says_exists, says_missing, says_not_understood, says_one};
use super::{bad, mailbox_refusals, refusal_codes, rights, server_texts};
use crate::explain::command_parts::{adds_messages, mailbox, name, sent_name};
use crate::explain::faults::{
    charset_missing, charset_spelling, empty_name, exceeds_append_limit, lacks_capability,
    login_disabled, name_encoding, name_spelling, names_charset, no_such_message,
    perhaps_lacks_capability, read_only, refused_literal,
};
use crate::explain::response_parts::texts;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains a NO to this command.
pub(super) fn explain(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    // Some servers answer NO to a line that they do not understand.
    let entry = find(Category::Commands, name(command));
    let is_other = refusal_codes::is_specific(response)
        || !bad::not_understood(command, response, session, explanation)
            && !lacks_capability(command, entry, session, explanation)
            && !refused_literal(command, session, explanation)
            && !exceeds_append_limit(command, session, explanation);
    if !is_other {
        return;
    }
    let is_said = code_causes::explain(command, response, session, explanation);
    // The text of ALERT is for the user, and the command was refused like any other.
    let is_alert = Meaning::of(response).code().is_some_and(|code| code.is("ALERT"));
    if !is_said || is_alert {
        without_code(command, response, session, explanation);
    }
    // A SELECT closes the previous mailbox even if it fails (RFC 3501, 6.3.1).
    if matches!(&*name(command), "SELECT" | "EXAMINE") {
        explanation.end_cause();
        explanation.say(text::CauseNoneSelected);
    }
}

/// Explains a cause that the session or the response's text shows.
fn shown_cause(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let entry = find(Category::Commands, name(command));
    server_texts::refusal(command, response, explanation)
        || empty_name(command, explanation)
        || is_gone(command, session, explanation)
        || !says_exists(response) && wrong_encoding(command, session, explanation)
        || !says_missing(response) && read_only(command, session, explanation)
        || !says_missing(response)
            && !says_exists(response)
            && rights::lacks_rights(command, session, explanation)
        || no_such_message(command, session, explanation)
        || names_charset(command, session, explanation)
        || charset_spelling(command, explanation)
        || charset_missing(command, session, explanation)
        || server_texts::refused_charset(command, response, explanation)
        || login_disabled(command, session, explanation)
        || says_not_understood(response)
            && perhaps_lacks_capability(command, entry, session, explanation)
}

/// Commands that the session's names explain better than a right.
const CHANGES_NAME: [&str; 3] = ["CREATE", "DELETE", "RENAME"];

/// Explains the cause without a code: one that is shown, or else the most frequent one for the command.
fn without_code(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    if shown_cause(command, response, session, explanation) {
        return;
    }
    match (&*name(command), mailbox(command)) {
        ("LOGIN" | "AUTHENTICATE", _) => refused_login(command, session, explanation),
        ("LANGUAGE", _) if command.descendant(Kind::LanguageTag).is_some() => {
            explanation.say_from(5255, "3.2", text::CauseLanguage);
        }
        (name, _)
            if !CHANGES_NAME.contains(&name)
                && mailbox_refusals::is_denied(command, response, session, explanation) => {}
        ("SELECT" | "EXAMINE" | "STATUS", Some(mailbox)) => {
            mailbox_refusals::not_opened(command, mailbox, response, session, explanation);
        }
        (name, Some(mailbox)) if adds_messages(name) => {
            mailbox_refusals::not_filled(command, mailbox, response, session, explanation);
        }
        _ if read_only(command, session, explanation) => {}
        (name, Some(mailbox)) if CHANGES_NAME.contains(&name) => {
            mailbox_refusals::not_changed(command, mailbox, response, session, explanation);
        }
        // Its first argument is a reference, not a mailbox.
        (name @ ("LIST" | "LSUB"), _) => {
            let section = if name == "LIST" { "6.3.8" } else { "6.3.9" };
            explanation.say_from(3501, section, text::CauseList { name });
        }
        ("SETQUOTA", _) => explanation.say_from(9208, "4.1.3", text::CauseSetquota),
        ("GETQUOTA", _) => explanation.say_from(9208, "4.1.1", text::CauseGetquota),
        (_, Some(mailbox)) => of_mailbox(command, mailbox, response, session, explanation),
        _ => {
            let texts = texts(response);
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
    }
}

/// Explains why a command about a mailbox failed that neither opens nor changes one.
fn of_mailbox(
    command: Node<'_>,
    mailbox: String,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    match &*name(command) {
        "UNSUBSCRIBE" if says_one(response, &["not subscribed"]) => {
            explanation.say_from(3501, "6.3.7", text::CauseNotSubscribed { mailbox });
        }
        "UNSUBSCRIBE" => explanation.say_from(3501, "6.3.7", text::CauseUnsubscribe { mailbox }),
        _ if other_name(command, says_missing(response), session, explanation) => return,
        "SUBSCRIBE" => explanation.say_from(3501, "6.3.6", text::CauseSubscribe { mailbox }),
        _ if says_missing(response) => {
            explanation.say_from(3501, "7.1.2", text::MailboxAbsent { mailbox });
        }
        name => explanation.say_from(3501, "7.1.2", text::CauseMailbox { name, mailbox }),
    }
    name_spelling(command, session, explanation);
}

/// Explains a mailbox's name that is not in the encoding of names, unless the session has shown it so.
fn wrong_encoding(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let sent = sent_name(command).unwrap_or_default();
    !session.names.has_mailbox(&sent) && name_encoding(command, session, explanation)
}
