//! The first hint: what of a goal is missing.

use super::evidence::{Evidence, canonical, joined};
use super::judge::{World, last_message, state_of};
use crate::console::Console;
use crate::messages::{Messages, Text, text};
use crate::notation::goal::{AnswerStatus, Goal, GoalKind, StateGoal};
use crate::protocol::dialogue::Dialogue;
use std::ops::RangeInclusive;

/// How many names or numbers a hint lists.
const MAX_LISTED: usize = 8;

/// How many messages of a goal's set are looked at: a lesson may name any number.
const MAX_NUMBERS: usize = 10_000;

/// What of a goal is missing, which is not reached.
pub fn missing(goal: &Goal, evidence: &Evidence, console: &Console) -> String {
    let messages = console.messages();
    match goal.negated {
        true => still_reached(goal, messages),
        false => missing_of(&goal.kind, evidence, console),
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
        GoalKind::Response(pattern) => format(&text::MissingResponse { pattern: pattern.text() }),
        GoalKind::Answer { status, code } => {
            let answer = answer_text(*status, code.as_deref());
            match step.answers.last() {
                Some((status, code)) => {
                    let received = answer_text(*status, code.as_deref());
                    format(&text::MissingAnswerBut { received, answer })
                }
                None => format(&text::MissingAnswer { answer }),
            }
        }
        GoalKind::Command(names) => format(&text::MissingCommand { names: names.join(" / ") }),
        GoalKind::OwnTag => format(&text::MissingOwnTag),
        GoalKind::Together(count) => format(&text::MissingTogether { count }),
        GoalKind::Fetched { messages: set, item } => {
            let numbers = set.ranges(last_message(console)).flatten();
            let missing = numbers.take(MAX_NUMBERS).filter(|it| !step.has_item(*it, item));
            let missing = joined(missing.map(|number| number..=number).collect());
            let (messages, item) = (set_text(&missing), item.text());
            match step.items.is_empty() {
                true => format(&text::MissingItem { messages, item }),
                false => {
                    let received = listed(step.items.iter().map(String::as_str));
                    format(&text::MissingItemBut { messages, item, received })
                }
            }
        }
        GoalKind::Found { .. } => match &step.found {
            None => format(&text::MissingSearch),
            Some(found) if found.ranges.is_empty() => format(&text::MissingFoundNothing),
            Some(found) => {
                let set = set_text(&found.ranges);
                match found.uids {
                    true => format(&text::MissingFoundUids { found: set }),
                    false => format(&text::MissingFound { found: set }),
                }
            }
        },
        GoalKind::Listed { names, .. } => {
            let last = step.lists.last();
            let names: Vec<String> = names.iter().map(|name| canonical(name)).collect();
            let is_listed = |name: &str| last.is_some_and(|list| list.contains(name));
            let absent: Vec<&str> =
                names.iter().map(String::as_str).filter(|name| !is_listed(name)).collect();
            match absent.is_empty() {
                false => format(&text::MissingListed { names: listed(absent.into_iter()) }),
                true => {
                    let more = last.into_iter().flatten().filter(|name| !names.contains(name));
                    let names = listed(more.map(String::as_str));
                    format(&text::MissingListedMore { names })
                }
            }
        }
        GoalKind::Status { mailbox, items } => {
            let told =
                |item: &&String| step.statuses.contains(&(canonical(mailbox), (*item).clone()));
            let missing = items.iter().filter(|item| !told(item)).map(String::as_str);
            format(&text::MissingStatus { items: listed(missing), mailbox })
        }
        goal => missing_in_world(goal, console),
    }
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
    let selected = console.dialogue().and_then(Dialogue::mailbox);
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
fn missing_in_world(goal: &GoalKind, console: &Console) -> String {
    let messages = console.messages();
    let world = World { console };
    match goal {
        GoalKind::Messages { mailbox, .. } | GoalKind::Message { mailbox, .. }
            if world.mailbox(mailbox).is_none() =>
        {
            messages.format(text::MissingMailbox { mailbox })
        }
        GoalKind::Messages { mailbox, count: expected } => {
            let count = world.mailbox(mailbox).map_or(0, |it| it.count());
            messages.format(text::MissingMessages { mailbox, count, expected })
        }
        GoalKind::Message { mailbox, header } => {
            messages.format(text::MissingMessage { mailbox, pattern: header.text() })
        }
        GoalKind::Flags { mailbox, uid, flags } => {
            let Some(contents) = world.mailbox(mailbox) else {
                return messages.format(text::MissingMailbox { mailbox });
            };
            let wrong =
                flags.iter().find(|(flag, has)| contents.has_flag(*uid, flag) != Some(*has));
            match wrong {
                Some((flag, _)) if contents.has_flag(*uid, flag).is_none() => {
                    messages.format(text::MissingMessageUid { uid, mailbox })
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

/// `NO [TRYCREATE]`
fn answer_text(status: AnswerStatus, code: Option<&str>) -> String {
    let status = match status {
        AnswerStatus::Ok => "OK",
        AnswerStatus::No => "NO",
        AnswerStatus::Bad => "BAD",
        AnswerStatus::Bye => "BYE",
    };
    match code {
        Some(code) => format!("{status} [{code}]"),
        None => status.to_owned(),
    }
}

/// The first of these names.
fn listed<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let shown: Vec<&str> = names.by_ref().take(MAX_LISTED).collect();
    let more = if names.next().is_some() { ", …" } else { "" };
    shown.join(", ") + more
}

/// `3,5:9`
fn set_text(ranges: &[RangeInclusive<u64>]) -> String {
    let shown = ranges.iter().take(MAX_LISTED).map(|range| match range.start() == range.end() {
        true => range.start().to_string(),
        false => format!("{}:{}", range.start(), range.end()),
    });
    let more = if ranges.len() > MAX_LISTED { ",…" } else { "" };
    shown.collect::<Vec<_>>().join(",") + more
}
