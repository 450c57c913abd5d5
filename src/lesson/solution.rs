//! The other hints: the syntax of the next command of a step's solution, and its lines in the form in
//! which they are typed.

use super::evidence::Evidence;
use super::judge::unreached;
use super::steps::Step;
use crate::console::Console;
use crate::messages::text;
use crate::notation::directive::Directive;
use crate::notation::directive::goal::{Goal, GoalKind, StateGoal};
use crate::notation::{ItemKind, ScriptItem};
use crate::practice;
use crate::protocol::commands::{self, CommandSpec, ConnectionState};
use crate::protocol::compose::Environment;
use crate::protocol::typed_line::CommandLine;
use crate::reference::{self, Category};

/// The lines of the solution's next command.
#[derive(Debug, Default)]
pub struct NextLines {
    pub lines: Vec<String>,
    /// Whether all commands of the solution have succeeded. Then the lines are the last command's.
    pub all_done: bool,
}

/// The first command of the solution that the learner has not done, or not done in the way that the
/// goals require.
pub fn next_lines(step: &Step, evidence: &Evidence, console: &Console) -> NextLines {
    let mut succeeded = evidence.step.succeeded.clone();
    let unreached = unreached(step, evidence, console);
    let idles = console.dialogue().is_some_and(|it| it.idle().is_some());
    let mut last = Vec::new();
    for command in commands(step, console) {
        let is_done = match command.name {
            name if unreached.iter().any(|(_, goal)| asks_for(&goal.kind, name)) => false,
            "IDLE" if idles => true,
            "DONE" if idles => return NextLines { lines: command.lines, all_done: false },
            name => {
                let done = succeeded.iter().position(|done| name_matches(done, name));
                done.map(|at| succeeded.remove(at)).is_some()
            }
        };
        if !is_done {
            let mut lines = command.lines;
            if command.name == "DONE" {
                // The step needs an IDLE, and the learner's has already ended.
                lines.insert(0, "idle".to_owned());
            }
            if is_connected(&unreached, evidence, console) {
                lines.retain(|line| !is_connect(line));
            }
            return NextLines { lines, all_done: false };
        }
        last = command.lines;
    }
    if idles { NextLines::default() } else { NextLines { lines: last, all_done: true } }
}

/// Whether the last command is a command of the solution other than its last.
pub fn is_on_the_way(step: &Step, evidence: &Evidence, console: &Console) -> bool {
    let commands = commands(step, console);
    let before_last = commands.split_last().map_or(&[][..], |(_, before)| before);
    let mut lines = before_last.iter().flat_map(|command| &command.lines);
    lines.any(|line| evidence.step.was_sent_last(line))
}

/// Whether the session is logged in, but the step's next command is possible only before login.
pub fn needs_new_session(step: &Step, evidence: &Evidence, console: &Console) -> bool {
    let state = console.dialogue().map(|it| it.facts().state);
    let next = next_lines(step, evidence, console);
    let connects = next.lines.iter().any(|line| is_connect(line));
    if connects || state.is_none_or(|state| state == ConnectionState::NotAuthenticated) {
        return false;
    }
    let unreached = unreached(step, evidence, console);
    let is_asked_for = |name: &str| unreached.iter().any(|(_, goal)| asks_for(&goal.kind, name));
    let is_before_login =
        |spec: &CommandSpec| spec.needed_state() == Some(ConnectionState::NotAuthenticated);
    let line = next.lines.iter().find(|line| !line.starts_with(':'));
    let next = line.and_then(|line| CommandLine::parse(line).spec);
    let mut later = commands(step, console).into_iter().filter(|it| is_asked_for(it.name));
    unreached.iter().any(|(_, goal)| goal.kind == GoalKind::State(StateGoal::NotAuthenticated))
        || next.is_some_and(is_before_login)
        || later.any(|it| commands::find(it.name).is_some_and(is_before_login))
}

/// Whether the learner has made the new connection that the step needs, and not used it yet.
fn is_connected(unreached: &[&(usize, Goal)], evidence: &Evidence, console: &Console) -> bool {
    let state = console.dialogue().map(|it| it.facts().state);
    let is_about_layers = |kind: &GoalKind| matches!(kind, GoalKind::Tls | GoalKind::Plain);
    evidence.step.connections > 0
        && state == Some(ConnectionState::NotAuthenticated)
        && !unreached.iter().any(|(_, goal)| is_about_layers(&goal.kind))
}

/// Whether only a command with this name can reach the goal.
fn asks_for(goal: &GoalKind, name: &str) -> bool {
    let name = commands::without_uid(name);
    match goal {
        GoalKind::Selected { .. } => matches!(name, "SELECT" | "EXAMINE"),
        GoalKind::Fetched { .. } => name == "FETCH",
        GoalKind::Found { .. } => name == "SEARCH",
        GoalKind::Flags { .. } => name == "STORE",
        GoalKind::Compressed => name == "COMPRESS",
        GoalKind::Tls => name == "STARTTLS",
        _ => false,
    }
}

/// A command of a solution in the form in which it is typed, after the directives before it.
struct TypedCommand {
    /// In capitals; DONE for the end of IDLE, empty if there are only directives.
    name: &'static str,
    lines: Vec<String>,
}

fn commands(step: &Step, console: &Console) -> Vec<TypedCommand> {
    let mut commands: Vec<TypedCommand> = Vec::new();
    // A directive belongs to the command after it, as :base64 does to AUTHENTICATE.
    let mut directives: Vec<String> = Vec::new();
    for item in &step.solution {
        let Some(line) = typed_form(item, console) else { continue };
        let name = match &item.kind {
            ItemKind::Command(command) => command.name(),
            ItemKind::Done(_) => "DONE",
            ItemKind::FurtherLine(_) | ItemKind::Answer(_) => {
                commands.last_mut().into_iter().for_each(|it| it.lines.push(line.clone()));
                continue;
            }
            _ => {
                directives.push(line);
                continue;
            }
        };
        let mut lines = std::mem::take(&mut directives);
        lines.push(line);
        commands.push(TypedCommand { name, lines });
    }
    match commands.last_mut() {
        Some(last) => last.lines.append(&mut directives),
        None => commands.push(TypedCommand { name: "", lines: directives }),
    }
    commands
}

/// Whether the step requires a mailbox, or a way to open it, and another mailbox is open.
pub fn opens_another_mailbox(step: &Step, evidence: &Evidence, console: &Console) -> bool {
    let unreached = unreached(step, evidence, console);
    console.dialogue().is_some_and(|dialogue| dialogue.facts().mailbox.is_some())
        && unreached.iter().any(|(_, goal)| matches!(goal.kind, GoalKind::Selected { .. }))
}

/// Whether the learner's command counts as the command with this name: UID FETCH counts as FETCH.
fn name_matches(done: &str, name: &str) -> bool {
    let plain = |name: &str| commands::without_uid(name).to_owned();
    let same = |name: String| match name.as_str() {
        "EXAMINE" => "SELECT".to_owned(),
        _ => name,
    };
    same(plain(done)) == same(plain(name)) || done.split(' ').next() == Some(name)
}

/// The line that makes a new connection, if that is to be typed next.
pub fn connect_line(step: &Step, evidence: &Evidence, console: &Console) -> Option<String> {
    next_lines(step, evidence, console).lines.into_iter().next().filter(|line| is_connect(line))
}

fn is_connect(line: &str) -> bool {
    line.starts_with(":connect ")
}

/// The directives of the solution in the form in which they are typed.
pub fn directives(step: &Step, console: &Console) -> Vec<String> {
    let directives =
        step.solution.iter().filter(|item| matches!(item.kind, ItemKind::Directive(_)));
    directives.filter_map(|item| typed_form(item, console)).collect()
}

/// The syntax of the next command to type.
pub fn syntax(step: &Step, evidence: &Evidence, console: &Console) -> Option<String> {
    let next = next_lines(step, evidence, console);
    let line = next.lines.iter().find(|line| !line.starts_with(':'))?;
    let mut words = line.split(' ').map(str::to_ascii_uppercase);
    let first = words.next()?;
    let second = words.next().unwrap_or_default();
    let find = |name: &str| reference::find(Category::Commands, name);
    // The first word may be a tag.
    let entry =
        find(&format!("{first} {second}")).or_else(|| find(&first)).or_else(|| find(&second))?;
    let syntax = entry.syntax_in(console.messages().language());
    let needs_tag = step.goals.iter().any(|(_, goal)| goal.kind == GoalKind::OwnTag);
    let tagged = || console.messages().format(text::LessonTaggedSyntax { syntax: &syntax });
    Some(if needs_tag { tagged() } else { syntax.into_owned() })
}

/// The form in which an item is typed; `None` if it is not typed.
fn typed_form(item: &ScriptItem, console: &Console) -> Option<String> {
    Some(match &item.kind {
        ItemKind::Command(command) => with_values(&command.text, console),
        ItemKind::FurtherLine(text) | ItemKind::Answer(text) => with_values(text, console),
        ItemKind::Done(text) => text.to_string(),
        ItemKind::Directive(directive) => match &**directive {
            Directive::Raw(line) => format!(":raw {line}"),
            Directive::Connect(arguments) => format!(":connect {arguments}"),
            Directive::Base64(text) => format!(":base64 {text}"),
            Directive::Unbase64(text) => format!(":unbase64 {text}"),
            Directive::Decode(None) => ":decode".to_owned(),
            Directive::Tls => ":tls".to_owned(),
            Directive::Reconnect => ":reconnect".to_owned(),
            Directive::Deliver(None) => ":deliver".to_owned(),
            _ => return None,
        },
        _ => return None,
    })
}

/// The line with its variables replaced by the name and the password of an account of the practice
/// server, if they are public.
fn with_values(line: &str, console: &Console) -> String {
    let value = |name| console.variables.variable(name).unwrap_or_default();
    let (user, password) = (value("user"), value("password"));
    let is_public = practice::accounts().any(|it| it == (user.as_ref(), password.as_ref()));
    if is_public && console.practice_server().is_some() {
        line.replace("${user}", &user).replace("${password}", &password)
    } else {
        line.to_owned()
    }
}
