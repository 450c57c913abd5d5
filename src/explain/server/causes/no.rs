//! Why a command was understood but not executed.

use super::Refusal;
use super::code_causes::{self, refused_login};
use super::known_mailboxes::{is_gone, other_name};
use super::{bad, mailbox_refusals, refusal_codes, rights, server_texts};
use crate::explain::faults::{
    charset_missing, charset_spelling, empty_name, exceeds_append_limit, lacks_capability,
    login_disabled, name_encoding, name_spelling, names_charset, no_such_message,
    perhaps_lacks_capability, read_only, refused_literal,
};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::Kind;

/// Explains a NO to this command.
pub(super) fn explain(refusal: Refusal<'_>, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    let is_specific = refusal_codes::is_specific(response);
    if is_specific || !is_said_by_text(refusal, explanation) {
        // Some servers answer NO to a line that they do not understand.
        let is_of_line = !is_specific
            && (is_line_at_fault(refusal, explanation)
                || lacks_capability(command, explanation)
                || refused_literal(command, explanation));
        if is_of_line {
            return;
        }
        let is_said = code_causes::explain(refusal, explanation);
        // The text of ALERT is for the user, and the command was refused like any other.
        let is_alert = response.code().is_some_and(|code| code.is("ALERT"));
        if !is_said || is_alert {
            without_code(refusal, explanation);
        }
    }
    // A SELECT closes the previous mailbox even if it fails (RFC 3501, 6.3.1).
    if matches!(command.name, "SELECT" | "EXAMINE") {
        explanation.end_cause();
        explanation.say(text::CauseNoneSelected);
    }
}

/// Explains the cause that the server's text names, unless the text is about the line or the session's state: of
/// these more is known.
fn is_said_by_text(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let response = refusal.response;
    !response.is_about_syntax()
        && !response.says_not_understood()
        && !response.says_one(server_texts::LOGIN_NEEDED)
        && server_texts::refusal(refusal, explanation)
}

/// Explains a fault of the line. A NO to a login, or to a command that is not registered, says that the server
/// understood it, unless its text says otherwise.
fn is_line_at_fault(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let is_complete = command.name != "LOGIN" || command.root.child(Kind::Password).is_some();
    let is_understood = command.may_have_password()
        && is_complete
        && !response.is_about_syntax()
        && !response.says_not_understood();
    let is_of_server = command.entry.is_none()
        && (!response.may_be_about_command(command.root)
            || response.says_denied()
            || response.says_absent());
    if is_understood {
        bad::wrong_state(refusal, explanation)
    } else {
        !is_of_server && bad::not_understood(refusal, explanation)
    }
}

/// Explains a cause that the session or the response's text shows.
fn shown_cause(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    server_texts::refusal(refusal, explanation)
        || !response.says_one("read-only|read only|readonly")
            && !response.says_missing()
            && exceeds_append_limit(command, explanation)
        || empty_name(command, explanation)
        || is_gone(command, explanation)
        || !response.says_exists() && wrong_encoding(command, explanation)
        || !response.says_missing() && read_only(command, explanation)
        || !response.says_missing()
            && !response.says_exists()
            && rights::lacks_rights(command, explanation)
        || !response.says_mailbox_absent() && no_such_message(command, explanation)
        || names_charset(command, explanation)
        || charset_spelling(command, explanation)
        || charset_missing(command, explanation)
        || server_texts::refused_charset(refusal, explanation)
        || login_disabled(command, explanation)
        || response.says_not_understood() && perhaps_lacks_capability(command, explanation)
}

/// Commands that the session's names explain better than a right.
const CHANGES_NAME: [&str; 3] = ["CREATE", "DELETE", "RENAME"];

/// Explains the cause without a code: one that is shown, or else the most frequent one for the command.
fn without_code(refusal: Refusal<'_>, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    if shown_cause(refusal, explanation) {
        return;
    }
    match (command.name, command.named_mailbox()) {
        ("LOGIN" | "AUTHENTICATE", _) => refused_login(refusal, explanation),
        ("LANGUAGE", _) if command.root.descendant(Kind::LanguageTag).is_some() => {
            let count = command.root.descendants_of(Kind::LanguageTag).count();
            explanation.say_from(5255, "3.2", text::CauseLanguage { count });
        }
        (name, _)
            if !CHANGES_NAME.contains(&name)
                && mailbox_refusals::is_denied(refusal, explanation) => {}
        ("SELECT" | "EXAMINE" | "STATUS", Some(mailbox)) => {
            mailbox_refusals::not_opened(refusal, mailbox, explanation);
        }
        (_, Some(mailbox)) if command.adds_messages() => {
            mailbox_refusals::not_filled(refusal, mailbox, explanation);
        }
        _ if read_only(command, explanation) => {}
        (name, Some(mailbox)) if CHANGES_NAME.contains(&name) => {
            mailbox_refusals::not_changed(refusal, mailbox, explanation);
        }
        // Its first argument is a reference, not a mailbox.
        (name @ ("LIST" | "LSUB"), _) if !response.says_denied() && !response.says_absent() => {
            let section = if name == "LIST" { "6.3.8" } else { "6.3.9" };
            refusal.guess(3501, section, text::CauseList { name }, explanation);
        }
        ("SETQUOTA", _) => refusal.guess(9208, "4.1.3", text::CauseSetquota, explanation),
        ("GETQUOTA", _) if response.says_absent() => {
            explanation.say_from(9208, "4.1.1", text::CauseGetquota);
        }
        ("GETQUOTA", _) => refusal.guess(9208, "4.1.1", text::CauseGetquota, explanation),
        (name, Some(mailbox)) if !matches!(name, "LIST" | "LSUB") => {
            of_mailbox(refusal, mailbox, explanation);
        }
        _ => {
            let texts = response.texts();
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
    }
}

/// Explains why a command about a mailbox failed that neither opens nor changes one.
fn of_mailbox(refusal: Refusal<'_>, mailbox: String, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    match command.name {
        "UNSUBSCRIBE" if response.says_one("not subscribed") => {
            explanation.say_from(3501, "6.3.7", text::CauseNotSubscribed { mailbox });
        }
        "UNSUBSCRIBE" => {
            refusal.guess(3501, "6.3.7", text::CauseUnsubscribe { mailbox }, explanation);
        }
        "SUBSCRIBE" if response.says_one("already subscribed") => {
            explanation.say_from(3501, "6.3.6", text::CauseSubscribed { mailbox });
        }
        // It exists.
        _ if is_inbox(&mailbox) => {
            let texts = response.texts();
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
        _ if other_name(command, response.says_missing(), explanation) => return,
        "SUBSCRIBE" => {
            refusal.guess(3501, "6.3.6", text::CauseSubscribe { mailbox }, explanation);
        }
        _ if response.says_missing() => {
            explanation.say_from(3501, "7.1.2", text::MailboxAbsent { mailbox });
        }
        name => {
            refusal.guess(3501, "7.1.2", text::CauseMailbox { name, mailbox }, explanation);
        }
    }
    name_spelling(command, explanation);
}

/// Explains a mailbox's name that is not in the encoding of names, unless the session has shown it so.
fn wrong_encoding(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let sent = command.sent_name().unwrap_or_default();
    !command.session.names.has_mailbox(&sent) && name_encoding(command, explanation)
}
