//! Each bundled lesson, in a real terminal: solved as written, and with other tags and in capitals.
//! `session_lessons`, `mailbox_lessons` and `message_lessons` take them in other ways, and with mistakes.

use super::*;
use crate::support::keys::ENTER;
use imapsh::internals::{ItemKind, Language, Lesson, ScriptItem, Step, bundled, load};

/// The lessons in this language, each with the lines of its script.
fn lessons(language: Language) -> Vec<(Lesson, Vec<&'static str>)> {
    let scripts = bundled::SCRIPTS.iter().filter_map(|script| {
        let loaded = load::load_bundled(script.name, language).expect("it has no mistake");
        let lesson = Lesson::of(&loaded, script.name);
        let text = bundled::find(&bundled::translated(script.name, language))?;
        lesson.duration.is_some().then(|| (lesson, text.lines().collect()))
    });
    scripts.collect()
}

/// Begins the lesson of this name.
fn begin(name: &str) -> Terminal {
    let program = Program::imapsh(&["learn", name]).env("NO_COLOR", "1");
    Terminal::start(program, 60, 150)
}

/// The typed form of a line of the solution: its kind and its text.
type Spelling = fn(&ItemKind, &str) -> String;

fn as_written(_: &ItemKind, line: &str) -> String {
    line.to_owned()
}

/// With a tag of the learner's own, and the command in capitals.
fn tagged_in_capitals(kind: &ItemKind, line: &str) -> String {
    match kind {
        ItemKind::Command(command) if command.line().tag.is_none() => {
            let (name, rest) = line.split_at(line.find(' ').unwrap_or(line.len()));
            format!("my.{} {}{rest}", line.len(), name.to_uppercase())
        }
        ItemKind::Done(_) => "DONE".to_owned(),
        _ => line.to_owned(),
    }
}

/// Types the solution of a step.
fn solve(terminal: &Terminal, step: &Step, lines: &[&str], spelling: Spelling) {
    let mut items = step.solution.iter().peekable();
    while let Some(item) = items.next() {
        let line = spelling(&item.kind, lines[item.line - 1].trim());
        if waits(item, &line) {
            continue;
        }
        let requests = terminal.count_written("\n+ ");
        terminal.type_keys(format!("{line}{ENTER}"));
        // A literal's octets, or an answer, can be typed when the server asks for them.
        let is_asked_for = match items.peek().map(|next| &next.kind) {
            Some(ItemKind::FurtherLine(_)) => {
                line.ends_with('}') && !line.ends_with("+}") && !line.contains("{<<")
            }
            Some(ItemKind::Answer(_)) => true,
            _ => false,
        };
        if is_asked_for {
            terminal.wait_written_count("\n+ ", requests + 1);
        }
    }
}

/// Whether the line only waits for the server in a replay.
fn waits(item: &ScriptItem, line: &str) -> bool {
    let directive = matches!(item.kind, ItemKind::Directive(_));
    directive && [":wait", ":expect", ":capture"].iter().any(|it| line.starts_with(it))
}

fn solve_all(spelling: Spelling) {
    for (lesson, lines) in lessons(Language::English) {
        let terminal = begin(&lesson.name);
        let of = lesson.steps.len();
        for (number, step) in (1..).zip(&lesson.steps) {
            terminal.wait_written(&format!("(step {number} of {of})"));
            solve(&terminal, step, &lines, spelling);
        }
        terminal.wait_written(&format!("This was the lesson \"{}\".", lesson.title));
    }
}

#[test]
fn every_lesson_is_solved_as_written() {
    solve_all(as_written);
}

#[test]
fn every_lesson_is_solved_with_other_tags_and_in_capitals() {
    solve_all(tagged_in_capitals);
}

#[test]
fn every_lesson_is_right_and_replays_in_both_languages() {
    for language in [Language::English, Language::Japanese] {
        for (lesson, _) in lessons(language) {
            let name = bundled::translated(&lesson.name, language);
            Process::imapsh(&["learn", "--check", &name]).finish().assert_status(0);
            Process::imapsh(&["replay", &name]).finish().assert_status(0);
        }
    }
}
