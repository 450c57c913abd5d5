//! Why a command was understood but not executed.

use super::charsets::charset_missing;
use super::known_mailboxes::{is_gone, is_noselect, other_name};
use super::mailbox_names::{empty_name, impossible_rename, unusable_name};
use super::mailboxes::{FILLS, into_selected, names_selected, says_exists, says_missing};
use super::{
    bad, capabilities, enabled, mailbox, mailboxes, misplaced_words, name, refusal_codes, rights,
    says_one, sent_name, server_texts,
};
use crate::explain::phrase::value;
use crate::explain::sentence::Explanation;
use crate::explain::server;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::{Code, Meaning};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};
use std::borrow::Cow;

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
            && !capabilities::missing(command, entry, session, explanation)
            && !capabilities::refused_literal(command, session, explanation)
            && !refusal_codes::exceeds_append_limit(command, session, explanation);
    if !is_other {
        return;
    }
    if !code(command, response, session, explanation) {
        without_code(command, response, session, explanation);
    }
    // A SELECT closes the previous mailbox even if it fails (RFC 3501, 6.3.1).
    if matches!(&*name(command), "SELECT" | "EXAMINE") {
        explanation.say(text::CauseNoneSelected);
    }
}

/// Explains a LOGIN while the server announces LOGINDISABLED.
pub(super) fn login_disabled(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_refused = name(command) == "LOGIN" && session.capabilities().announces("LOGINDISABLED");
    explanation.say_from_if(is_refused, 3501, "6.2.3", text::CauseLoginDisabled)
}

/// Explains the cause that the response's code names. False: no code names one.
pub(super) fn code(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let code = Meaning::of(response).code().and_then(Code::name);
    let Some(code) = code.map(Node::to_uppercase) else {
        return false;
    };
    let is_said = mailbox(command)
        .is_some_and(|mailbox| of_mailbox(&code, mailbox, command, session, explanation));
    if is_said || of_login(&code, command, response, session, explanation) {
        return true;
    }
    match &*code {
        // The fault is in the line, as the code says.
        "CANNOT" | "CLIENTBUG"
            if bad::unsupported(command, session, explanation)
                || bad::no_such_message(command, session, explanation) => {}
        "READ-ONLY" if CHANGES.contains(&&*name(command)) => {
            explanation.say_from(3501, "6.3.2", text::CauseReadOnly { name: name(command) });
        }
        "BADCHARSET" if let Some(charset) = command.child(Kind::Charset).map(value) => {
            explanation.say_from(3501, "6.4.4", text::CauseCharset { charset });
            // The code lists the charsets that the server supports.
            if response.descendant(Kind::Charset).is_some() {
                server::registered_code(response, session, explanation);
            }
        }
        "NOPERM" if rights::no_permission(command, session, explanation) => {}
        "LIMIT" if refusal_codes::limit(command, explanation) => {}
        "TOOBIG" if refusal_codes::exceeds_append_limit(command, session, explanation) => {}
        "NOTIFICATIONOVERFLOW" if name(command) == "NOTIFY" && is_no(response) => {
            explanation.say_from(5465, "3.1", text::CauseNotifyTooMuch);
        }
        "COMPRESSIONACTIVE" if session.has_compressed => {
            explanation.say_from(4978, "3", text::CauseCompressionIsOn);
        }
        // The text is for the user, and the command was refused like any other.
        "ALERT" if is_no(response) => {
            server::registered_code(response, session, explanation);
            without_code(command, response, session, explanation);
        }
        // Then the code does not name the cause.
        _ if server::code_out_of_place(response, session, explanation) => return false,
        "PRIVACYREQUIRED" => explanation.say_from(5530, "3", text::CausePrivacyRequired),
        _ => return server::registered_code(response, session, explanation),
    }
    true
}

/// Explains a code about the command's mailbox.
fn of_mailbox(
    code: &str,
    mailbox: Cow<'_, str>,
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let name = name(command);
    let is_inbox = mailbox.eq_ignore_ascii_case("INBOX");
    let is_filled = FILLS.contains(&&*name);
    match code {
        "CANNOT" if unusable_name(command, session, explanation) => {}
        "CANNOT" | "ALREADYEXISTS" if impossible_rename(command, explanation) => {}
        "CANNOT" if names_selected(command, session) => {
            into_selected(command, mailbox, explanation);
        }
        "TRYCREATE" | "NONEXISTENT" if is_gone(command, session, explanation) => {}
        "NONEXISTENT" if is_noselect(command, session, explanation) => {}
        "TRYCREATE" | "NONEXISTENT" if is_filled && is_inbox => {
            explanation.say_from(3501, "5.1", text::CauseIntoInbox);
        }
        "TRYCREATE" | "NONEXISTENT" if other_name(command, true, session, explanation) => {}
        // INBOX always exists.
        "TRYCREATE" if !is_inbox => {
            explanation.say_from(3501, "7.1", text::CauseTryCreate { mailbox });
            misplaced_words::name_spelling(command, session, explanation);
        }
        "NONEXISTENT" => {
            if is_filled {
                explanation.say_from(5530, "3", text::CauseTryCreate { mailbox })
            } else {
                explanation.say_from(5530, "3", text::CauseNonexistent { mailbox })
            }
            misplaced_words::name_spelling(command, session, explanation);
        }
        "ALREADYEXISTS" => {
            let mailbox = new_name(command).map_or(mailbox, Cow::Owned);
            explanation.say_from(5530, "3", text::CauseAlreadyExists { mailbox });
        }
        "CANNOT" if name == "DELETE" && is_inbox => {
            explanation.say_from(3501, "6.3.4", text::CommandDeleteInbox);
        }
        "CANNOT" if name == "CREATE" && is_inbox => {
            explanation.say_from(3501, "6.3.3", text::CommandCreateInbox);
        }
        _ => return false,
    }
    true
}

/// Explains a code about a login, or one that says less than the server's text.
fn of_login(
    code: &str,
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    match code {
        // The text says more than such a code.
        "AUTHENTICATIONFAILED" | "LIMIT" | "INUSE" | "UNAVAILABLE" | "NOPERM"
            if server_texts::refusal(command, response, explanation) => {}
        "AUTHENTICATIONFAILED" if !takes_token(command) => {
            explanation.say_from(5530, "3", text::CauseLoginFailed);
            // The quotes are part of the name, so it is another one.
            let _is_said = bad::spelling_mistake(command, explanation);
        }
        "AUTHENTICATIONFAILED" => refused_login(command, session, explanation),
        "EXPIRED" => explanation.say_from(5530, "3", text::CauseExpired),
        _ => return false,
    }
    true
}

/// The name of the mailbox that CREATE or RENAME would have made.
pub(super) fn made_name(command: Node<'_>) -> Option<String> {
    match &*name(command) {
        "CREATE" => command.child(Kind::Mailbox).map(value),
        _ => new_name(command),
    }
}

/// The new name in RENAME.
pub(super) fn new_name(command: Node<'_>) -> Option<String> {
    let new = command.children_of(Kind::Mailbox).nth(1);
    new.filter(|_| name(command) == "RENAME").map(value)
}

fn is_no(response: Node<'_>) -> bool {
    response.child(Kind::StatusWord).is_some_and(|status| status.is("NO"))
}

/// The mechanism of AUTHENTICATE, in capitals; empty for LOGIN.
fn mechanism(command: Node<'_>) -> String {
    let mechanism = command.text_of(Kind::Mechanism);
    String::from_utf8_lossy(mechanism).to_ascii_uppercase()
}

/// Whether the login is with an access token.
fn takes_token(command: Node<'_>) -> bool {
    matches!(&*mechanism(command), "XOAUTH2" | "OAUTHBEARER")
}

/// Explains the refusal of a login.
fn refused_login(command: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let mechanism = mechanism(command);
    let tag = command.text_of(Kind::Tag);
    let was_continued = session.pending(tag).is_some_and(|sent| sent.was_continued);
    match &*mechanism {
        _ if takes_token(command) => {
            explanation.say(text::CauseToken);
            match find(Category::SaslMechanisms, &mechanism).filter(|it| it.name == "XOAUTH2") {
                Some(entry) => explanation.cite(entry),
                None => explanation.cite_section(7628, "3.2.2"),
            }
        }
        "" => explanation.say_from(3501, "6.2.3", text::CauseLogin),
        // The server asked for the data, so it supports the mechanism.
        _ if was_continued => {
            explanation.say_from(3501, "6.2.2", text::CauseAuthenticateAnswer { mechanism });
        }
        _ => explanation.say_from(3501, "6.2.2", text::CauseAuthenticate { mechanism }),
    }
}

/// Explains the most frequent cause for the command.
fn without_code(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    if server_texts::refusal(command, response, explanation)
        || empty_name(command, explanation)
        || is_gone(command, session, explanation)
        || !says_exists(response) && wrong_encoding(command, session, explanation)
        || !says_missing(response) && read_only(command, session, explanation)
        || !says_missing(response)
            && !says_exists(response)
            && rights::lacks_rights(command, session, explanation)
        || bad::no_such_message(command, session, explanation)
        || enabled::names_charset(command, session, explanation)
        || charset_missing(command, session, explanation)
        || login_disabled(command, session, explanation)
    {
        return;
    }
    let entry = find(Category::Commands, name(command));
    if says_not_understood(response)
        && capabilities::perhaps_missing(command, entry, session, explanation)
    {
        return;
    }
    match (&*name(command), mailbox(command)) {
        ("LOGIN" | "AUTHENTICATE", _) => refused_login(command, session, explanation),
        ("LANGUAGE", _) if command.descendant(Kind::LanguageTag).is_some() => {
            explanation.say_from(5255, "3.2", text::CauseLanguage);
        }
        ("SELECT" | "EXAMINE" | "STATUS", Some(mailbox)) => {
            mailboxes::not_opened(command, mailbox, response, session, explanation);
        }
        (name, Some(mailbox)) if FILLS.contains(&name) => {
            mailboxes::not_filled(command, mailbox, response, session, explanation);
        }
        _ if read_only(command, session, explanation) => {}
        ("CREATE" | "DELETE" | "RENAME", Some(mailbox)) => {
            mailboxes::not_changed(command, mailbox, response, session, explanation);
        }
        // Its first argument is a reference, not a mailbox.
        (name @ ("LIST" | "LSUB"), _) => {
            let section = if name == "LIST" { "6.3.8" } else { "6.3.9" };
            explanation.say_from(3501, section, text::CauseList { name });
        }
        ("SETQUOTA", _) => explanation.say_from(9208, "4.1.3", text::CauseSetquota),
        ("GETQUOTA", _) => explanation.say_from(9208, "4.1.1", text::CauseGetquota),
        (name, Some(_))
            if name != "UNSUBSCRIBE"
                && other_name(command, says_missing(response), session, explanation) => {}
        (name, Some(mailbox)) => {
            match name {
                "SUBSCRIBE" => {
                    explanation.say_from(3501, "6.3.6", text::CauseSubscribe { mailbox })
                }
                "UNSUBSCRIBE" => {
                    explanation.say_from(3501, "6.3.7", text::CauseUnsubscribe { mailbox });
                }
                _ => explanation.say_from(3501, "7.1.2", text::CauseMailbox { name, mailbox }),
            }
            misplaced_words::name_spelling(command, session, explanation);
        }
        _ => {
            let texts = server::texts(response);
            explanation.say_from(3501, "7.1.2", text::CauseNo { texts });
        }
    }
}

/// Explains a mailbox's name that is not in the encoding of names, unless the session has shown it so.
fn wrong_encoding(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let sent = sent_name(command).unwrap_or_default();
    !session.names.has_mailbox(&sent)
        && misplaced_words::name_encoding(command, session, explanation)
}

/// Whether the server's text says that it did not understand the command: Courier answers NO to that.
fn says_not_understood(response: Node<'_>) -> bool {
    const WORDS: &[&str] =
        &["error in imap command", "unknown command", "unrecognized command", "syntax error"];
    says_one(response, WORDS)
}

/// The commands that change the messages of the selected mailbox, or their flags.
const CHANGES: &[&str] =
    &["STORE", "UID STORE", "EXPUNGE", "UID EXPUNGE", "MOVE", "UID MOVE", "REPLACE", "UID REPLACE"];

/// Explains a command that changes a mailbox opened read-only.
pub(super) fn read_only(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let name = name(command);
    let is_refused = session.read_only() == Some(true) && CHANGES.contains(&&*name);
    explanation.say_from_if(is_refused, 3501, "6.3.2", text::CauseReadOnly { name })
}
