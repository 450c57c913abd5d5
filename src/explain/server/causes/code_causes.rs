//! Causes that the response code names, alone or together with the command.

use super::Refusal;
use super::mailbox_refusals::{forbidden_mark, into_selected, names_selected, not_selectable};
use super::{missing_things, refusal_codes, rights, server_texts};
use crate::explain::faults::{
    changes_mailbox, charset_spelling, doubtful_name, exceeds_append_limit, impossible_rename,
    name_encoding, no_such_message, read_only, spelling_mistake, unquoted_space, unsupported,
};
use crate::explain::phrase::value;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::server::codes;
use crate::messages::text;
use crate::protocol::commands::is_login;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::Kind;
use crate::reference::{Category, find};

/// Explains the cause that the response's code names. False: no code names one.
pub(super) fn explain(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let Some(code) = response.code_name() else { return false };
    // Then the code does not name the cause.
    if !(code == "READ-ONLY" && changes_mailbox(command))
        && codes::out_of_place(response, explanation)
    {
        return false;
    }
    // The server looked for the first word of the name.
    if matches!(&*code, "NONEXISTENT" | "TRYCREATE") && unquoted_space(command, explanation) {
        return true;
    }
    let is_said = command
        .named_mailbox()
        .is_some_and(|mailbox| of_mailbox(&code, mailbox, refusal, explanation));
    if is_said
        || missing_things::explain(&code, refusal, explanation)
        || of_login(&code, refusal, explanation)
    {
        return true;
    }
    match &*code {
        // The fault is in the line, as the code says.
        "CANNOT" | "CLIENTBUG"
            if unsupported(command, explanation) || no_such_message(command, explanation) => {}
        "READ-ONLY" if changes_mailbox(command) => {
            explanation.say_from(3501, "6.3.2", text::CauseReadOnly { name: command.name });
        }
        "BADCHARSET" if let Some(charset) = command.root.child(Kind::Charset).map(value) => {
            explanation.say_from(3501, "6.4.4", text::CauseCharset { charset });
            charset_spelling(command, explanation);
            // The code lists the charsets that the server supports.
            if response.root.descendant(Kind::Charset).is_some() {
                codes::registered(response, explanation);
            }
        }
        "NOPERM" if read_only(command, explanation) => {}
        "NOPERM" if rights::no_permission(command, explanation) => {}
        "LIMIT" if refusal_codes::limit(command, explanation) => {}
        "TOOBIG" if exceeds_append_limit(command, explanation) => {}
        "NOTIFICATIONOVERFLOW" if command.name == "NOTIFY" && response.is("NO") => {
            explanation.say_from(5465, "3.1", text::CauseNotifyTooMuch);
        }
        "COMPRESSIONACTIVE" if command.session.has_compressed => {
            explanation.say_from(4978, "3", text::CauseCompressionIsOn);
        }
        "PRIVACYREQUIRED" => explanation.say_from(5530, "3", text::CausePrivacyRequired),
        _ => return codes::registered(response, explanation),
    }
    true
}

/// Explains a code about the command's mailbox.
fn of_mailbox(
    code: &str,
    mailbox: String,
    refusal: Refusal<'_>,
    explanation: &mut Explanation,
) -> bool {
    let Refusal { command, response } = refusal;
    let name = command.name;
    let is_inbox = is_inbox(&mailbox);
    match code {
        "CANNOT" if unusable_name(command, explanation) => {}
        "CANNOT" if forbidden_mark(refusal, explanation) => {}
        "CANNOT" if response.says_not_allowed_name() => {
            let mailbox = command.new_name().unwrap_or(mailbox);
            explanation.say_from(5530, "3", text::CauseNameNotAllowed { mailbox });
        }
        "CANNOT"
            if matches!(name, "SELECT" | "EXAMINE" | "STATUS")
                && not_selectable(refusal, &mailbox, explanation) => {}
        "CANNOT" | "ALREADYEXISTS" if impossible_rename(command, explanation) => {}
        "CANNOT" if names_selected(command) => {
            into_selected(refusal, mailbox, explanation);
        }
        "ALREADYEXISTS" => {
            let mailbox = command.new_name().unwrap_or(mailbox);
            explanation.say_from(5530, "3", text::CauseAlreadyExists { mailbox });
        }
        "CANNOT" | "CLIENTBUG" if name == "DELETE" && is_inbox => {
            explanation.say_from(3501, "6.3.4", text::CommandDeleteInbox);
        }
        "CANNOT" | "CLIENTBUG" if name == "CREATE" && is_inbox => {
            explanation.say_from(3501, "6.3.3", text::CommandCreateInbox);
        }
        _ => return false,
    }
    true
}

/// Explains a code about a login, or one that says less than the server's text.
fn of_login(code: &str, refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, .. } = refusal;
    match code {
        // The text says more than such a code.
        "AUTHENTICATIONFAILED"
        | "AUTHORIZATIONFAILED"
        | "LIMIT"
        | "INUSE"
        | "UNAVAILABLE"
        | "NOPERM"
        | "CANNOT"
            if server_texts::refusal(refusal, explanation) => {}
        // These sentences are about mailboxes.
        "CANNOT" | "NOPERM" if is_login(command.name) => {
            refused_login(refusal, explanation);
        }
        "AUTHENTICATIONFAILED" if !takes_token(command) => {
            explanation.say_from(5530, "3", text::CauseLoginFailed);
            say_other_name(command, explanation);
        }
        "AUTHENTICATIONFAILED" => refused_login(refusal, explanation),
        // The code is about a second name, which LOGIN has not.
        "AUTHORIZATIONFAILED" if command.name == "LOGIN" => {
            let texts = refusal.response.texts();
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
        "EXPIRED" => explanation.say_from(5530, "3", text::CauseExpired),
        _ => return false,
    }
    true
}

/// Whether the login is with an access token.
fn takes_token(command: SentCommand<'_>) -> bool {
    command.mechanism().is_some_and(|it| matches!(&*it, "XOAUTH2" | "OAUTHBEARER"))
}

/// Explains the refusal of a login.
pub(super) fn refused_login(refusal: Refusal<'_>, explanation: &mut Explanation) {
    let Refusal { command, response } = refusal;
    let was_continued = command.in_flight().is_some_and(|sent| sent.was_continued);
    match command.mechanism() {
        _ if takes_token(command)
            && (was_continued || command.root.child(Kind::InitialResponse).is_some()) =>
        {
            explanation.say(text::CauseToken);
            match command.mechanism().and_then(|it| find(Category::SaslMechanisms, it)) {
                Some(entry) if entry.name == "XOAUTH2" => explanation.cite(entry),
                _ => explanation.cite_section(7628, "3.2.2"),
            }
        }
        None if command.name == "LOGIN" && !response.says_missing() => {
            refusal.guess(3501, "6.2.3", text::CauseLogin, explanation);
            say_other_name(command, explanation);
        }
        // It is hidden, or the account's mailbox is missing.
        None => {
            let texts = response.texts();
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
        // The server asked for the data, so it supports the mechanism.
        Some(mechanism) if was_continued => {
            let cause = text::CauseAuthenticateAnswer { mechanism };
            refusal.guess(3501, "6.2.2", cause, explanation);
        }
        Some(mechanism) => {
            refusal.guess(3501, "6.2.2", text::CauseAuthenticate { mechanism }, explanation);
        }
    }
}

/// Explains marks that the server takes for a part of the name of the user, such as typographic quotation marks.
fn say_other_name(command: SentCommand<'_>, explanation: &mut Explanation) {
    explanation.begin_fault();
    let _is_said = spelling_mistake(command, explanation);
}

/// Explains why a mailbox of this name may not be created: its spelling, or that it would be below itself.
fn unusable_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let may_be_new = matches!(command.name, "CREATE" | "RENAME");
    may_be_new && name_encoding(command, explanation) || doubtful_name(command, explanation)
}
