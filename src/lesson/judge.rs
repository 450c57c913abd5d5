//! Judges whether a goal is reached, by the evidence, the session's state, and the contents of the
//! practice server.

use super::evidence::{Evidence, FoundMessages, canonical, joined};
use super::steps::Step;
use crate::console::Console;
use crate::encoding::modified_utf7;
use crate::notation::directive::goal::{Goal, GoalKind, NumberSet, StateGoal};
use crate::practice::MailboxContents;
use crate::protocol::commands::{self, ConnectionState};
use crate::reference::{self, Category};

/// In a goal: any word that is not the name of a command.
pub const UNKNOWN_COMMAND: &str = "UNKNOWN";

/// The goals of a step that are not reached, in their order.
pub fn unreached<'s>(
    step: &'s Step,
    evidence: &Evidence,
    console: &Console,
) -> Vec<&'s (usize, Goal)> {
    let goals = step.goals.iter();
    goals.filter(|(_, goal)| !is_reached(goal, evidence, console)).collect()
}

/// Whether a goal is reached. In a session with another server, a goal about the practice server's
/// contents counts as reached.
fn is_reached(goal: &Goal, evidence: &Evidence, console: &Console) -> bool {
    if can_judge(&goal.kind, console) {
        reaches(&goal.kind, evidence, console) != goal.negated
    } else {
        true
    }
}

fn reaches(goal: &GoalKind, evidence: &Evidence, console: &Console) -> bool {
    let step = &evidence.step;
    match goal {
        GoalKind::State(state) => state_of(console) == *state,
        GoalKind::Selected { mailbox, read_only } => has_selected(mailbox, *read_only, console),
        GoalKind::Idle => console.dialogue().is_some_and(|it| it.idle().is_some()),
        GoalKind::Tls => console.live().is_some_and(|session| session.tls().is_some()),
        GoalKind::Plain => console.live().is_some_and(|session| session.tls().is_none()),
        GoalKind::Compressed => console.live().is_some() && evidence.commands.compressed,
        GoalKind::Response(pattern) => step.has_line(pattern),
        GoalKind::Answer { status, code, to, saying } => step.answers.iter().any(|answer| {
            answer.status == *status
                && (code.is_none() || *code == answer.code)
                && is_one_of(&answer.command, to)
                && saying.as_ref().is_none_or(|pattern| pattern.matches(&answer.text))
        }),
        GoalKind::Command(names) => step.succeeded.iter().any(|name| names.contains(name)),
        GoalKind::OwnTag => step.own_tag,
        GoalKind::OwnCount => step.own_count,
        GoalKind::Literal => step.literal,
        GoalKind::Together(count) => step.together >= *count,
        GoalKind::Fetched { messages, items, by_uid } => {
            let mut numbers = messages.ranges(last_message(console)).flatten().peekable();
            numbers.peek().is_some() && numbers.all(|it| step.has_item(it, items, *by_uid))
        }
        GoalKind::Found { numbers, uids, keys } => step.found.as_ref().is_some_and(|found| {
            has_found(found, numbers.as_ref(), uids.as_ref(), console)
                && keys.iter().all(|key| found.keys.contains(key))
        }),
        GoalKind::Listed { names, only } => step.lists.iter().any(|list| {
            names.iter().all(|name| list.contains(&canonical(name)))
                && (!only || list.len() == names.len())
        }),
        GoalKind::Status { mailbox, items } => {
            items.iter().all(|item| step.statuses.contains(&(canonical(mailbox), item.clone())))
        }
        GoalKind::Messages { mailbox, count } => {
            mailbox_contents(console, mailbox).is_some_and(|it| it.count() == *count)
        }
        GoalKind::Message { mailbox, header } => mailbox_contents(console, mailbox)
            .is_some_and(|it| it.has_header_line(|line| header.matches(line))),
        GoalKind::Flags { mailbox, uid, flags } => {
            mailbox_contents(console, mailbox).is_some_and(|it| {
                flags.iter().all(|(flag, has)| it.has_flag(*uid, flag) == Some(*has))
            })
        }
        GoalKind::Mailbox(name) => mailbox_contents(console, name).is_some(),
        GoalKind::Subscribed(name) => console
            .practice_server()
            .is_some_and(|it| it.is_subscribed(&console.practice_account(), &encoded(name))),
    }
}

/// Whether this mailbox is selected, with this access. `None`: any access.
fn has_selected(mailbox: &str, read_only: Option<bool>, console: &Console) -> bool {
    let selected = console.dialogue().and_then(|it| it.facts().mailbox.as_ref());
    selected.is_some_and(|selected| {
        let name = selected.name.as_deref().map(canonical);
        let is_access_right = read_only.is_none() || selected.read_only == read_only;
        name == Some(canonical(mailbox)) && is_access_right
    })
}

/// A goal's demand on the mail: the goal's line, and the index of the flag if it asks for several.
pub type MailFact = (usize, usize);

/// The demands of a step's goals on the mail that are met now.
pub fn facts_about_mail(step: &Step, evidence: &Evidence, console: &Console) -> Vec<MailFact> {
    let mut facts = Vec::new();
    for (line, goal) in step.goals.iter().filter(|(_, goal)| is_about_mail(&goal.kind)) {
        match &goal.kind {
            GoalKind::Flags { mailbox, uid, flags } if !goal.negated => {
                let contents = mailbox_contents(console, mailbox);
                let is_so = |(flag, has): &(String, bool)| {
                    contents.as_ref().is_some_and(|it| it.has_flag(*uid, flag) == Some(*has))
                };
                let so = flags.iter().enumerate().filter(|(_, flag)| is_so(flag));
                facts.extend(so.map(|(index, _)| (*line, index)));
            }
            _ if is_reached(goal, evidence, console) => facts.push((*line, 0)),
            _ => {}
        }
    }
    facts
}

/// The state of the session.
pub fn state_of(console: &Console) -> StateGoal {
    match console.dialogue().map(|it| it.facts().state) {
        None => StateGoal::Closed,
        Some(ConnectionState::NotAuthenticated) => StateGoal::NotAuthenticated,
        Some(ConnectionState::Authenticated) => StateGoal::Authenticated,
        Some(ConnectionState::Selected) => StateGoal::Selected,
    }
}

/// The number of the last message of the selected mailbox.
pub fn last_message(console: &Console) -> u64 {
    let mailbox = console.dialogue().and_then(|it| it.facts().mailbox.as_ref());
    mailbox.and_then(|mailbox| mailbox.exists).unwrap_or(0)
}

/// Whether the command is one of these; none: any. UID FETCH is FETCH too.
fn is_one_of(command: &str, names: &[String]) -> bool {
    let plain = commands::without_uid(command);
    let is_named = |name: &String| match name.as_str() {
        UNKNOWN_COMMAND => {
            !plain.is_empty() && reference::find(Category::Commands, command).is_none()
        }
        name => name == command || name == plain,
    };
    names.is_empty() || names.iter().any(is_named)
}

/// Whether a search found these messages, or these UIDs if it returned UIDs.
pub fn has_found(
    found: &FoundMessages,
    numbers: Option<&NumberSet>,
    uids: Option<&NumberSet>,
    console: &Console,
) -> bool {
    // An empty result is the same by number and by UID.
    let expects_nothing = numbers.is_some_and(|numbers| numbers.ranges(0).next().is_none());
    let expected = if found.uids && !expects_nothing { uids } else { numbers };
    expected.is_some_and(|expected| {
        found.ranges == joined(expected.ranges(last_message(console)).collect())
    })
}

/// Whether this goal can be judged: one about the practice server's contents only in a session with it.
fn can_judge(goal: &GoalKind, console: &Console) -> bool {
    !is_about_mail(goal) || console.practice_server().is_some()
}

/// The contents of a mailbox of the session's account on the practice server.
pub fn mailbox_contents(console: &Console, name: &str) -> Option<MailboxContents> {
    console.practice_server()?.contents(&console.practice_account(), &encoded(name))
}

/// Whether the goal is about the contents of the practice server.
pub fn is_about_mail(goal: &GoalKind) -> bool {
    matches!(
        goal,
        GoalKind::Messages { .. }
            | GoalKind::Message { .. }
            | GoalKind::Flags { .. }
            | GoalKind::Mailbox(_)
            | GoalKind::Subscribed(_)
    )
}

/// A mailbox's name in the practice server's encoding.
fn encoded(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { modified_utf7::encode(name) }
}
