//! The OK that completes a command: the command's result.

use super::codes;
use super::response::Response;
use crate::explain::phrase::{Numbers, cut, joined, set, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::{WatchedCommand, WatchedSession};
use crate::messages::{Messages, Text, text};
use crate::protocol::commands;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::meaning::{Code, sets};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains the OK that completes a command.
pub(super) fn explain(response: Response<'_>, explanation: &mut Explanation) {
    let tag = response.tag_text();
    let code = response.code();
    match response.command() {
        Some(sent) => achieved(sent, response, explanation),
        None if response.session.is_unsent(tag) => {
            explanation.say_from(3501, "2.2.1", text::CauseUnsentTag { tag: cut(tag) });
        }
        None if response.session.was_completed(tag) => {
            explanation.say_from(3501, "2.2.1", text::CauseCompletedBefore { tag: cut(tag) });
        }
        None => explanation.say_from(3501, "7.1.1", text::ExplainTagOk { tag: cut(tag) }),
    }
    // These codes are part of the sentence about the SELECT.
    let is_said = response.command().is_some_and(WatchedCommand::opens_mailbox)
        && code.is_some_and(|code| code.is("READ-WRITE") || code.is("READ-ONLY"));
    if !is_said {
        codes::explain(response, explanation);
    }
}

/// The sentences that do not depend on the command's arguments.
const ACHIEVED: &[(&str, &dyn Text)] = &[
    ("LOGIN", &text::ExplainLoggedIn),
    ("AUTHENTICATE", &text::ExplainLoggedIn),
    ("UNAUTHENTICATE", &text::ExplainUnauthenticated),
    ("LOGOUT", &text::ExplainLoggedOut),
    ("NOOP", &text::ExplainNoopDone),
    ("CHECK", &text::ExplainChecked),
    ("IDLE", &text::ExplainIdleEnded),
    ("UNSELECT", &text::ExplainUnselected),
    ("EXPUNGE", &text::ExplainExpunged),
    ("FETCH", &text::ExplainFetched),
    ("STARTTLS", &text::ExplainTlsStarts),
    ("COMPRESS", &text::ExplainCompressed),
    ("ENABLE", &text::ExplainEnableDone),
];

/// Explains the result of a command that succeeded.
fn achieved(sent: &WatchedCommand, response: Response<'_>, explanation: &mut Explanation) {
    let (code, session) = (response.code(), response.session);
    let is_said = achieved_less(sent, response, explanation)
        || achieved_by_name(sent, session, explanation)
        || achieved_for_messages(sent, code, session, explanation)
        || achieved_for_mailbox(sent, code, session, explanation);
    if !is_said {
        achieved_something(sent, explanation);
    }
    let of_uids = format!("UID {}", name_of(sent));
    let of_uids = find(Category::Commands, &of_uids).filter(|_| sent.is_uid());
    let entry = of_uids.or_else(|| find(Category::Commands, sent.name()));
    match entry {
        _ if explanation.source().is_some() => {}
        Some(entry) => explanation.cite(entry),
        None => explanation.cite_section(3501, "7.1.1"),
    }
    if entry.is_some_and(|entry| commands::is_login(entry.name)) {
        explanation.cite_section(3501, "3.2");
    }
}

/// Explains that the command has done only a part of what it asks for, or nothing.
fn achieved_less(
    sent: &WatchedCommand,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let (name, code) = (name_of(sent), response.code());
    match &*name {
        // Its arguments are not known.
        _ if sent.is_partly_masked() => {
            explanation.say(text::ExplainSucceeded { name: cut(name.as_bytes()) });
        }
        "COPY" | "MOVE" if !sent.names_no_message && response.says_one("no message") => {
            explanation.say(text::ExplainComplete { name });
        }
        // The code explains what was not done.
        _ if code.is_some_and(|code| code.is("MESSAGELIMIT")) => {
            explanation.say(text::ExplainDoneInPart { name: cut(name.as_bytes()) });
        }
        "FETCH" if sent.has_fetched => return false,
        _ if sent.lacks_lines && is_shown_by_responses(sent, &name) => {
            explanation.say(text::ExplainComplete { name: cut(name.as_bytes()) });
        }
        "FETCH" if sent.is_uid() && !sent.asks_for_changes() => {
            explanation.say(text::ExplainUidFetchedNothing);
        }
        "FETCH" => explanation.say(text::ExplainFetchedNothing),
        "EXPUNGE" | "MOVE" if removes_nothing(sent, code) => {
            let name = if sent.is_uid_expunge() { "UID EXPUNGE".to_owned() } else { name };
            explanation.say(text::ExplainExpungedNothing { name });
        }
        "ENABLE" if sent.has_enabled => return false,
        // The empty response was explained.
        "ENABLE" if sent.has_data => explanation.say(text::ExplainComplete { name: "ENABLE" }),
        "ENABLE" => explanation.say(text::ExplainEnableNothing),
        _ => return false,
    }
    true
}

/// Whether the responses before the completion show what the command has achieved, and none was received.
fn is_shown_by_responses(sent: &WatchedCommand, name: &str) -> bool {
    !sent.has_data
        && (matches!(name, "FETCH" | "ENABLE" | "EXPUNGE") || sent.name_of_answered().is_some())
}

/// Explains the result of a command that is the same whatever its arguments are, or that is in the data
/// before the completion.
fn achieved_by_name(
    sent: &WatchedCommand,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let upper = name_of(sent);
    let achieved = ACHIEVED.iter().find(|(name, _)| *name == upper && !sent.is_uid_expunge());
    if let Some((_, sentence)) = achieved {
        explanation.say(sentence);
        if upper == "ENABLE" {
            say_not_enabled(sent, explanation);
        }
        return true;
    }
    let Some(name) = sent.name_of_answered() else { return false };
    match name {
        _ if sent.has_data && !session.had_answer => {
            explanation.say(text::ExplainAnswered { name });
        }
        _ if sent.has_data => explanation.say(text::ExplainComplete { name }),
        _ if sent.only_saves() => {
            explanation.say_from(5182, "2.1", text::ExplainSavedOnly { name });
        }
        "LIST" | "LSUB" | "XLIST" => explanation.say(text::ExplainListedNothing { name }),
        _ => explanation.say(text::ExplainSucceeded { name }),
    }
    true
}

/// Explains that the server has not turned on everything that ENABLE asks for.
fn say_not_enabled(sent: &WatchedCommand, explanation: &mut Explanation) {
    let names: Vec<_> = sent.not_enabled().map(cut).collect();
    if !names.is_empty() {
        let names = joined(names.iter(), explanation.messages()).to_string();
        explanation.say_from(5161, "3.2", text::ExplainEnableWithout { names });
    }
}

/// The command's name in capitals, without `UID`.
fn name_of(sent: &WatchedCommand) -> String {
    String::from_utf8_lossy(sent.name()).to_ascii_uppercase()
}

/// Whether no message was reported that this command has removed from the mailbox.
fn removes_nothing(sent: &WatchedCommand, code: Option<Code<'_>>) -> bool {
    let has_moved = code.is_some_and(|code| code.is("COPYUID"));
    !sent.has_data && !has_moved && !sent.names_no_message && !sent.lacks_lines
}

/// Explains the effect of a command on a mailbox.
fn achieved_for_mailbox(
    sent: &WatchedCommand,
    code: Option<Code<'_>>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let name = name_of(sent);
    let mut mailboxes = mailboxes_of(sent);
    let mailbox = mailboxes.next().unwrap_or_default();
    let is_unclear = || sent.root().is_some_and(|root| root.child(Kind::Unknown).is_some());
    match &*name {
        // `create My Mail`: what the server has taken for the name is not known.
        "CREATE" | "DELETE" | "RENAME" | "SUBSCRIBE" | "UNSUBSCRIBE" if is_unclear() => {
            return false;
        }
        "SELECT" | "EXAMINE" => opened(mailbox, &name, code, explanation),
        "CLOSE" if session.read_only() == Some(false) => explanation.say(text::ExplainClosed),
        "CLOSE" if session.read_only() == Some(true) => explanation.say(text::ExplainUnselected),
        "CLOSE" => explanation.say(text::ExplainMailboxClosed),
        "CREATE" => {
            // A separator at the end only announces children of this name (RFC 3501, section 6.3.3).
            let separator = session.names.separator();
            let made = separator.map(|it| mailbox.strip_suffix(it).unwrap_or(&mailbox));
            match made.or((!mailbox.ends_with(['/', '.'])).then_some(&mailbox)) {
                Some(mailbox) => explanation.say(text::ExplainCreated { mailbox }),
                None => explanation.say(text::ExplainSucceeded { name: "CREATE" }),
            }
        }
        "DELETE" => explanation.say(text::ExplainDeleted { mailbox }),
        "RENAME" => {
            let new = mailboxes.next().unwrap_or_default();
            if is_inbox(&mailbox) {
                explanation.say(text::ExplainInboxRenamed { new })
            } else {
                explanation.say(text::ExplainRenamed { mailbox, new })
            }
        }
        "SUBSCRIBE" => explanation.say(text::ExplainSubscribed { mailbox }),
        "UNSUBSCRIBE" => explanation.say(text::ExplainUnsubscribed { mailbox }),
        _ => return false,
    }
    true
}

/// Explains the effect of a command on messages.
fn achieved_for_messages(
    sent: &WatchedCommand,
    code: Option<Code<'_>>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let name = name_of(sent);
    let mailbox = mailboxes_of(sent).next().unwrap_or_default();
    let messages = explanation.messages();
    let what = || messages_of(sent, code, messages);
    match &*name {
        "COPY" | "MOVE" | "STORE" | "EXPUNGE" if sent.names_no_message => {
            let name = format!("UID {name}");
            explanation.say_from(3501, "6.4.8", text::ExplainNoneLeft { name });
        }
        "APPEND" => {
            let root = sent.root().into_iter();
            match root.flat_map(|root| root.children_of(Kind::AppendMessage)).count() {
                count if count > 1 => {
                    explanation.say(text::ExplainAppendedSeveral { count, mailbox });
                }
                _ => explanation.say(text::ExplainAppended { mailbox }),
            }
        }
        "COPY" => explanation.say(text::ExplainCopied { what: what(), mailbox }),
        "MOVE" => explanation.say(text::ExplainMoved { what: what(), mailbox }),
        "REPLACE" => explanation.say(text::ExplainReplaced { mailbox }),
        "EXPUNGE" => explanation.say(text::ExplainUidExpunged),
        "STORE" if session.read_only() == Some(true) => {
            explanation.say(text::ExplainStoredReadOnly);
        }
        "STORE" if code.is_some_and(|code| code.is("MODIFIED")) => {
            explanation.say(text::ExplainStoredPartly);
        }
        "STORE" if !stores_flags(sent) => {
            explanation.say(text::ExplainStoredOthers { what: what() });
        }
        "STORE" if !sent.not_changed.is_empty() => {
            let flags = sent.not_changed.iter().map(|flag| cut(flag));
            let flags = joined(flags, messages).to_string();
            if removes_flags(sent) {
                explanation.say(text::ExplainStoredWith { flags });
            } else {
                explanation.say(text::ExplainStoredWithout { flags });
            }
        }
        "STORE" if sent.has_flags => explanation.say(text::ExplainStoredReported),
        // The server may have ignored some.
        "STORE" if loses_flags(sent, session) => {
            explanation.say(text::ExplainStoredOthers { what: what() });
        }
        "STORE" if !changes_nothing(sent) && session.exists() != Some(0) => {
            explanation.say(text::ExplainStored { what: what() })
        }
        _ => return false,
    }
    true
}

/// Explains that a command succeeded whose effect is unknown.
fn achieved_something(sent: &WatchedCommand, explanation: &mut Explanation) {
    let name = name_of(sent);
    // The word may be a secret.
    if name.is_empty() || name.starts_with("${") {
        explanation.say(text::ExplainTagOk { tag: cut(sent.tag()) });
    } else {
        explanation.say(text::ExplainSucceeded { name: cut(name.as_bytes()) });
    }
}

/// The mailboxes that the command names.
fn mailboxes_of(sent: &WatchedCommand) -> impl Iterator<Item = String> {
    sent.root().into_iter().flat_map(|root| root.descendants_of(Kind::Mailbox)).map(value)
}

/// The messages that the command named.
fn messages_of(sent: &WatchedCommand, code: Option<Code<'_>>, messages: Messages) -> String {
    let numbers = if sent.is_uid() { Numbers::Uid } else { Numbers::Sequence };
    if let Some(copied) = code.filter(|_| sent.is_uid()).and_then(copied) {
        return set(copied, numbers, messages);
    }
    let named = sent.root().map(|root| root.text_of(Kind::SequenceSet)).unwrap_or_default();
    let count = code.and_then(copied).and_then(sets::count_distinct);
    if let Some(count) =
        count.filter(|count| sets::count_distinct(named).is_some_and(|it| it != *count))
    {
        return messages.format(text::PhraseSomeMessages { count });
    }
    let words = set(named, numbers, messages);
    // UIDs that do not exist are ignored. A range up to * always has the last message.
    let is_exact = named == b"$" || is_open_range(named);
    match named.iter().all(u8::is_ascii_digit) {
        _ if !sent.is_uid() || is_exact || sent.is_uid_expunge() => words,
        true => messages.format(text::PhraseIfExists { set: words }),
        false => messages.format(text::PhraseWhereExist { set: words }),
    }
}

/// Whether the set is one range up to the last message.
fn is_open_range(set: &[u8]) -> bool {
    let mut ranges = sets::ranges(set);
    let is_open = ranges.next().is_some_and(|it| it.first.is_some() && it.last.is_none());
    is_open && ranges.next().is_none()
}

/// The UIDs of the copied messages: those in the command that exist.
fn copied(code: Code<'_>) -> Option<&[u8]> {
    let mut uids = code.uids().filter(|_| code.is("COPYUID")).map(Node::text);
    let (originals, copies) = (uids.next()?, uids.next()?);
    (sets::count(originals) == sets::count(copies)).then_some(originals)
}

/// Whether a STORE is about flags, not about annotations or Gmail's labels.
fn stores_flags(sent: &WatchedCommand) -> bool {
    let item = sent.root().and_then(|root| root.child(Kind::StoreItem));
    item.is_none_or(|item| item.text().to_ascii_uppercase().windows(5).any(|it| it == b"FLAGS"))
}

/// Whether it has flags whose changes are not permanent.
fn loses_flags(sent: &WatchedCommand, session: &WatchedSession) -> bool {
    let mut flags = sent.root().into_iter().flat_map(|root| root.descendants_of(Kind::Flag));
    flags.any(|flag| session.is_not_permanent(flag.text()))
}

fn removes_flags(sent: &WatchedCommand) -> bool {
    let item = sent.root().and_then(|root| root.child(Kind::StoreItem));
    item.is_some_and(|item| item.text().starts_with(b"-"))
}

/// Whether a STORE adds or removes none: `-FLAGS ()`.
fn changes_nothing(sent: &WatchedCommand) -> bool {
    sent.root().is_some_and(|root| {
        let is_change =
            |item: Node<'_>| item.text().starts_with(b"+") || item.text().starts_with(b"-");
        let is_flag = |node: Node<'_>| matches!(node.kind(), Kind::Flag | Kind::Unknown);
        root.child(Kind::StoreItem).is_some_and(is_change) && !root.descendants().any(is_flag)
    })
}

fn opened(mailbox: String, name: &str, code: Option<Code<'_>>, explanation: &mut Explanation) {
    match code {
        Some(code) if code.is("READ-ONLY") => {
            explanation.say(text::ExplainOpenedReadOnly { mailbox });
        }
        // It opens every mailbox for reading only, whatever the code says.
        _ if name == "EXAMINE" => explanation.say(text::ExplainOpenedReadOnly { mailbox }),
        Some(code) if code.is("READ-WRITE") => {
            explanation.say(text::ExplainOpenedReadWrite { mailbox });
        }
        _ => explanation.say(text::ExplainOpened { mailbox }),
    }
}
