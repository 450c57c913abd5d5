//! The first hint: what a goal still needs.

use super::evidence::{Answer, Evidence, StepEvidence, canonical, joined};
use super::judge::{UNKNOWN_COMMAND, has_found, last_message, mailbox_contents, state_of};
use crate::console::Console;
use crate::messages::{Messages, Text, text};
use crate::notation::Pattern;
use crate::notation::directive::goal::{Goal, GoalKind, NumberSet, StateGoal};
use crate::practice::MailboxContents;
use crate::protocol::framing::Status;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The maximum number of names or numbers in a hint.
const MAX_LISTED: usize = 8;

/// The maximum number of messages of a goal's set that are checked: a lesson may name any number.
const MAX_NUMBERS: usize = 10_000;

/// What a goal that is not reached still needs.
pub fn missing(goal: &Goal, evidence: &Evidence, console: &Console) -> String {
    let messages = console.messages();
    if goal.negated {
        still_reached(goal, messages)
    } else {
        missing_of(&goal.kind, evidence, console)
    }
}

fn still_reached(goal: &Goal, messages: Messages) -> String {
    match &goal.kind {
        GoalKind::Mailbox(mailbox) => messages.format(text::MissingMailboxLeft { mailbox }),
        GoalKind::Subscribed(mailbox) => messages.format(text::MissingSubscribedLeft { mailbox }),
        GoalKind::Message { mailbox, header } => {
            messages.format(text::MissingMessageLeft { mailbox, pattern: header.text() })
        }
        GoalKind::Idle => messages.format(text::ReplDoneEndsIdle),
        _ => messages.format(text::MissingNot { goal: goal.text.trim_start_matches("not ") }),
    }
}

fn missing_of(goal: &GoalKind, evidence: &Evidence, console: &Console) -> String {
    let messages = console.messages();
    let step = &evidence.step;
    let format = |text: &dyn Text| messages.format(text);
    match goal {
        GoalKind::State(state) => format(missing_state(*state, state_of(console))),
        GoalKind::Selected { mailbox, read_only } => {
            missing_selection(mailbox, *read_only, console)
        }
        GoalKind::Idle => format(&text::MissingIdle),
        GoalKind::Tls => format(&text::MissingTls),
        GoalKind::Plain => format(&text::MissingPlain),
        GoalKind::Compressed => format(&text::MissingCompressed),
        GoalKind::Response(pattern) => missing_response(pattern, messages),
        GoalKind::Answer { status, code, to, saying } => {
            let answer = expected_answer(*status, code.as_deref(), saying.as_ref());
            missing_answer(answer, to, step.answers.last(), messages)
        }
        GoalKind::Command(names) => {
            format(&text::MissingCommand { names: messages.alternatives(names) })
        }
        GoalKind::OwnTag => format(&text::MissingOwnTag),
        GoalKind::OwnCount => {
            if step.literal {
                format(&text::MissingOwnCount)
            } else {
                format(&text::MissingLiteral)
            }
        }
        GoalKind::Literal => format(&text::MissingLiteral),
        GoalKind::Together(count) => {
            if step.answers.is_empty() {
                format(&text::MissingTogetherYet { count })
            } else {
                format(&text::MissingTogether { count })
            }
        }
        GoalKind::Fetched { messages, items, by_uid } => {
            missing_item(messages, items, *by_uid, step, console)
        }
        GoalKind::Found { numbers, uids, keys } => {
            let numbers = (numbers.as_ref(), uids.as_ref());
            missing_found(numbers, keys, step, console)
        }
        GoalKind::Listed { names, .. } => missing_listed(names, step.lists.last(), messages),
        GoalKind::Status { mailbox, items } => missing_status(mailbox, items, step, messages),
        goal => missing_on_server(goal, console),
    }
}

/// Describes the line that the server has not sent.
fn missing_response(pattern: &Pattern, messages: Messages) -> String {
    let pieces: Vec<&str> = pattern.text().split("...").map(str::trim).collect();
    match pieces[..] {
        [line] => messages.format(text::MissingResponse { line }),
        [start, ""] => messages.format(text::MissingResponseStart { start }),
        ["", part, ""] => messages.format(text::MissingResponsePart { part }),
        _ => {
            let is_word = |piece: &&str| piece.contains(|c: char| c.is_alphanumeric());
            let words = pieces.iter().copied().filter(is_word);
            let quoted = words.map(|piece| {
                let name = piece.trim_end_matches([' ', '(']);
                messages.format(text::PhraseQuoted { name })
            });
            let parts = messages.list(quoted);
            messages.format(text::MissingResponsePattern { parts })
        }
    }
}

/// `NO [TRYCREATE] …`
fn expected_answer(status: Status, code: Option<&str>, saying: Option<&Pattern>) -> String {
    let answer = answer_text(status, code);
    match saying {
        Some(pattern) => format!("{answer} {}", pattern.text().replace("...", "…")),
        None => answer,
    }
}

/// `answer`: the expected answer. `to`: the commands whose answer it may be; empty: any.
fn missing_answer(
    answer: String,
    to: &[String],
    last: Option<&Answer>,
    messages: Messages,
) -> String {
    let Some(last) = last else { return messages.format(text::MissingAnswer { answer }) };
    let (received, command) = (answer_text(last.status, last.code.as_deref()), &last.command);
    if to.iter().any(|name| name == UNKNOWN_COMMAND) && !command.is_empty() {
        return messages.format(text::MissingAnswerToUnknown { command, received, answer });
    }
    let names = messages.alternatives(to);
    if to.is_empty() || command.is_empty() {
        messages.format(text::MissingAnswerBut { received, answer })
    } else {
        messages.format(text::MissingAnswerTo { command, received, answer, names })
    }
}

/// The messages whose item the server has not sent, and what the last command returned instead.
fn missing_item(
    set: &NumberSet,
    patterns: &[Pattern],
    by_uid: bool,
    step: &StepEvidence,
    console: &Console,
) -> String {
    let texts = console.messages();
    let numbers = || set.ranges(last_message(console)).flatten().take(MAX_NUMBERS);
    let missing = |by_uid| numbers().filter(move |it| !step.has_item(*it, patterns, by_uid));
    // The first pattern is the item that the step teaches; the others are accepted too.
    let item = patterns.first().map_or("", Pattern::text).replace("...", "…");
    let messages = set_text(&joined(missing(by_uid).map(|number| number..=number).collect()));
    let others = step.last_messages_with(patterns).into_iter().map(|number| number..=number);
    let others = joined(others.collect());
    let received = step.last_items();
    if by_uid && others.iter().any(|range| numbers().any(|number| range.contains(&number))) {
        return texts.format(text::MissingItemByUid { messages, item });
    }
    match (received.is_empty(), others.is_empty()) {
        (true, _) if item.starts_with("BODY[") => {
            let peek = item.replacen("BODY[", "BODY.PEEK[", 1);
            texts.format(text::MissingItemPeek { messages, item, peek })
        }
        (true, _) => texts.format(text::MissingItem { messages, item }),
        (false, false) => {
            let others = set_text(&others);
            texts.format(text::MissingItemOthers { messages, item, others })
        }
        (false, true) => {
            let received = listed(received.into_iter(), texts);
            texts.format(text::MissingItemBut { messages, item, received })
        }
    }
}

/// The name of the last command, unless it searches.
fn other_than_a_search(step: &StepEvidence) -> Option<&str> {
    let command = step.answers.last().map(|answer| answer.command.as_str())?;
    let searches = ["SEARCH", "SORT", "THREAD"].iter().any(|name| command.ends_with(name));
    (!command.is_empty() && !searches).then_some(command)
}

/// The mailboxes that the last command failed to list, or should not have listed. `last`: what it listed.
fn missing_listed(names: &[String], last: Option<&BTreeSet<String>>, messages: Messages) -> String {
    let names: Vec<String> = names.iter().map(|name| canonical(name)).collect();
    let is_listed = |name: &&str| last.is_some_and(|list| list.contains(*name));
    let absent: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !is_listed(name)).collect();
    if !absent.is_empty() {
        let names = listed(absent.into_iter(), messages);
        return messages.format(text::MissingListed { names });
    }
    let more = last.into_iter().flatten().filter(|name| !names.contains(name));
    let names = listed(more.map(String::as_str), messages);
    messages.format(text::MissingListedMore { names })
}

/// Why the last command is not the required search. `numbers`, `uids`: the messages that it should
/// find.
fn missing_found(
    (numbers, uids): (Option<&NumberSet>, Option<&NumberSet>),
    keys: &[String],
    step: &StepEvidence,
    console: &Console,
) -> String {
    let messages = console.messages();
    let Some(found) = &step.found else { return messages.format(text::MissingSearch) };
    if let Some(command) = other_than_a_search(step) {
        return messages.format(text::MissingSearchBut { command });
    }
    if numbers.is_none() && !found.uids && !found.ranges.is_empty() {
        return messages.format(text::MissingUids);
    }
    if has_found(found, numbers, uids, console) {
        let absent = keys.iter().filter(|key| !found.keys.contains(key));
        let keys = listed(absent.map(String::as_str), messages);
        return messages.format(text::MissingKey { keys });
    }
    let set = set_text(&found.ranges);
    match (found.ranges.is_empty(), found.uids) {
        (true, _) => messages.format(text::MissingFoundNothing),
        (false, true) => messages.format(text::MissingFoundUids { found: set }),
        (false, false) => messages.format(text::MissingFound { found: set }),
    }
}

/// The status items of the mailbox that the server has not sent, and the mailbox whose items it has
/// sent instead.
fn missing_status(
    mailbox: &str,
    items: &[String],
    step: &StepEvidence,
    messages: Messages,
) -> String {
    let name = canonical(mailbox);
    let is_missing = |item: &&String| !step.statuses.contains(&(name.clone(), (*item).clone()));
    let items = listed(items.iter().filter(is_missing).map(String::as_str), messages);
    if step.last_statuses.is_empty() || step.last_statuses.contains(&name) {
        return messages.format(text::MissingStatus { items, mailbox });
    }
    let others = step.last_statuses.iter().take(MAX_LISTED);
    let others = messages.list(others.map(|name| messages.format(text::PhraseQuoted { name })));
    messages.format(text::MissingStatusOthers { others, items, mailbox })
}

fn missing_state(goal: StateGoal, now: StateGoal) -> &'static dyn Text {
    match (goal, now) {
        (StateGoal::Closed, _) => &text::MissingClose,
        (_, StateGoal::Closed) => &text::MissingAuthenticatedClosed,
        (StateGoal::NotAuthenticated, _) => &text::MissingLoggedOut,
        (StateGoal::Authenticated, StateGoal::Selected) => &text::MissingAuthenticated,
        (StateGoal::Selected, StateGoal::Authenticated) => &text::MissingSelection,
        (StateGoal::Authenticated | StateGoal::Selected, _) => &text::MissingLogin,
    }
}

fn missing_selection(mailbox: &str, read_only: Option<bool>, console: &Console) -> String {
    let messages = console.messages();
    let selected = console.dialogue().and_then(|it| it.facts().mailbox.as_ref());
    let other = selected.and_then(|selected| selected.name.as_deref()).map(canonical);
    match other {
        None => messages.format(text::MissingMailboxSelected { mailbox }),
        Some(other) if other != canonical(mailbox) => {
            messages.format(text::MissingOtherSelected { other, mailbox })
        }
        Some(_) if read_only == Some(true) => messages.format(text::MissingReadOnly { mailbox }),
        Some(_) => messages.format(text::MissingReadWrite { mailbox }),
    }
}

/// What is missing in the practice server's mailboxes.
fn missing_on_server(goal: &GoalKind, console: &Console) -> String {
    let messages = console.messages();
    match goal {
        GoalKind::Messages { mailbox, .. } | GoalKind::Message { mailbox, .. }
            if mailbox_contents(console, mailbox).is_none() =>
        {
            messages.format(text::MissingMailbox { mailbox })
        }
        GoalKind::Messages { mailbox, count: expected } => {
            let count = mailbox_contents(console, mailbox).map_or(0, |it| it.count());
            messages.format(text::MissingMessages { mailbox, count, expected })
        }
        GoalKind::Message { mailbox, header } => {
            messages.format(text::MissingMessage { mailbox, pattern: header.text() })
        }
        GoalKind::Flags { mailbox, uid, flags } => {
            let Some(contents) = mailbox_contents(console, mailbox) else {
                return messages.format(text::MissingMailbox { mailbox });
            };
            let wrong =
                flags.iter().find(|(flag, has)| contents.has_flag(*uid, flag) != Some(*has));
            match wrong {
                Some((flag, _)) if contents.has_flag(*uid, flag).is_none() => {
                    messages.format(text::MissingMessageUid { uid, mailbox })
                }
                Some((flag, has))
                    if let Some(number) = number_in_session(*uid, &contents, console) =>
                {
                    match has {
                        true => messages.format(text::MissingFlagOf { number, uid, flag }),
                        false => messages.format(text::MissingNoFlagOf { number, uid, flag }),
                    }
                }
                Some((flag, true)) => messages.format(text::MissingFlag { uid, flag }),
                Some((flag, false)) => messages.format(text::MissingNoFlag { uid, flag }),
                None => String::new(),
            }
        }
        GoalKind::Subscribed(mailbox) => messages.format(text::MissingSubscribed { mailbox }),
        GoalKind::Mailbox(mailbox) => messages.format(text::MissingMailbox { mailbox }),
        _ => String::new(),
    }
}

/// The message sequence number of the message with this UID, if the server has reported all changes
/// in the mailbox to this session.
fn number_in_session(uid: u32, contents: &MailboxContents, console: &Console) -> Option<usize> {
    let selected = console.dialogue().and_then(|it| it.facts().mailbox.as_ref())?;
    let is_current = selected.exists == Some(contents.count() as u64);
    contents.number_of(uid).filter(|_| is_current)
}

/// `NO [TRYCREATE]`
fn answer_text(status: Status, code: Option<&str>) -> String {
    let status = status.name();
    match code {
        Some(code) => format!("{status} [{code}]"),
        None => status.to_owned(),
    }
}

/// These names in words; only the first ones if there are many.
fn listed<'a>(mut names: impl Iterator<Item = &'a str>, messages: Messages) -> String {
    let mut shown: Vec<&str> = names.by_ref().take(MAX_LISTED).collect();
    if names.next().is_some() {
        shown.push("…");
    }
    messages.list(shown)
}

/// `3,5:9`
fn set_text(ranges: &[RangeInclusive<u64>]) -> String {
    let shown = ranges.iter().take(MAX_LISTED).map(|range| {
        if range.start() == range.end() {
            range.start().to_string()
        } else {
            format!("{}:{}", range.start(), range.end())
        }
    });
    let more = if ranges.len() > MAX_LISTED { ",…" } else { "" };
    shown.collect::<Vec<_>>().join(",") + more
}
