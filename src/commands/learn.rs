//! `imapsh learn`: lists the lessons, runs one at the prompt, or checks one for faults.

use super::signals::Interrupts;
use super::{ExitStatus, InvalidInput, output, repl, setup};
use crate::cli::{ServerArgs, SessionArgs};
use crate::console::{Console, EventSinks, StopReason};
use crate::lesson::{self, Finding, FindingKind, Lesson, LessonProgress, Tutor};
use crate::messages::{Messages, Text, text};
use crate::protocol::spelling::nearest;
use crate::repl::ReplSetup;
use crate::script::{bundled, load};
use crate::state_file::state_file;
use crate::view::{Colors, NoticeOutput, OutputStyle, TerminalView};
use std::io::{self, IsTerminal};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Lists the lessons; with a name, runs or checks that lesson.
pub fn run(
    name: Option<&str>,
    check: bool,
    options: &SessionArgs,
    messages: Messages,
) -> Result<ExitStatus, InvalidInput> {
    match (name, check) {
        (None, true) => Err(InvalidInput::new(messages, text::LearnCheckNeedsFile)),
        (None, false) => list(messages),
        (Some(name), true) => check_lesson(&load(name, options, messages)?, options, messages),
        (Some(name), false) => take(name, options, messages),
    }
}

/// The bundled lessons in the user's language, in the order in which to take them.
fn bundled_lessons(messages: Messages) -> Vec<Lesson> {
    let lessons = bundled::SCRIPTS.iter().filter_map(|script| {
        let loaded = load::load_bundled(script.name, messages.language())?;
        Some(Lesson::of(&loaded, script.name)).filter(|lesson| lesson.duration.is_some())
    });
    lessons.collect()
}

fn progress(messages: Messages) -> LessonProgress {
    let Some(path) = state_file("lessons") else { return LessonProgress::default() };
    LessonProgress::read(&path).unwrap_or_else(|failure| {
        let path = failure.path.display();
        let text = text::LearnProgressUnreadable { path, reason: failure.error };
        output::print_notice(&messages.format(text));
        LessonProgress::default()
    })
}

/// Prints the lessons. Into a pipe, each line is `NAME`, `done` or `-`, and the title, separated by tabs.
fn list(messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let (lessons, progress) = (bundled_lessons(messages), progress(messages));
    let page = if io::stdout().is_terminal() {
        table(&lessons, &progress, messages)
    } else {
        lessons.iter().map(|lesson| tabbed(lesson, &progress)).collect()
    };
    Ok(output::print(page.as_bytes(), messages))
}

fn tabbed(lesson: &Lesson, progress: &LessonProgress) -> String {
    let done = if progress.is_done(&lesson.name) { "done" } else { "-" };
    format!("{}\t{done}\t{}\n", lesson.name, lesson.title)
}

fn table(lessons: &[Lesson], progress: &LessonProgress, messages: Messages) -> String {
    let next = next_lesson(lessons, progress, None);
    let rows: Vec<[String; 4]> = lessons
        .iter()
        .map(|lesson| {
            let mark = if next == Some(lesson.name.as_str()) { "→" } else { " " };
            [
                format!("{mark} {}", lesson.name),
                reached(lesson, progress, messages),
                minutes(lesson, messages),
                lesson.title.clone(),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut page = String::new();
    for [name, reached, minutes, title] in &rows {
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        page += &format!(
            "{name}{}  {}{minutes}  {title}{}{reached}\n",
            pad(name, widths[0]),
            pad(minutes, widths[2]),
            if reached.is_empty() { "" } else { "  · " },
        );
    }
    let (done, of) =
        (lessons.iter().filter(|it| progress.is_done(&it.name)).count(), lessons.len());
    page.push('\n');
    page += &match next {
        Some(name) => messages.format(text::LearnList { done, of, name }),
        None => messages.format(text::LearnListAll { of }),
    };
    page + "\n"
}

fn reached(lesson: &Lesson, progress: &LessonProgress, messages: Messages) -> String {
    match (progress.is_done(&lesson.name), progress.steps(&lesson.name)) {
        (true, _) => messages.format(text::LearnDone),
        (false, 0) => String::new(),
        (false, step) => {
            messages.format(text::LearnAtStep { step: step + 1, of: lesson.steps.len() })
        }
    }
}

fn minutes(lesson: &Lesson, messages: Messages) -> String {
    let minutes = lesson.duration.unwrap_or_default().as_secs().div_ceil(60);
    messages.format(text::LearnMinutes { minutes })
}

/// The lesson to take after this one: the next one that is not done, or else the first one.
fn next_lesson<'l>(
    lessons: &'l [Lesson],
    progress: &LessonProgress,
    after: Option<&str>,
) -> Option<&'l str> {
    let place = lessons.iter().position(|lesson| Some(lesson.name.as_str()) == after);
    let (before, from) = lessons.split_at(place.map_or(0, |place| place + 1));
    let names = from.iter().chain(before).map(|lesson| lesson.name.as_str());
    let mut names = names.filter(|name| !progress.is_done(name) && Some(*name) != after);
    names.next()
}

/// The name under which progress is saved: a bundled lesson's without its endings, or a file's path.
fn remembered_name(name: &str) -> String {
    match std::fs::canonicalize(Path::new(name)) {
        Ok(path) => path.display().to_string(),
        Err(_) => {
            let name = name.strip_suffix(".imap").unwrap_or(name);
            name.strip_suffix(".ja").unwrap_or(name).to_owned()
        }
    }
}

/// Loads a lesson: the file with this name, or else the bundled lesson.
fn load(name: &str, options: &SessionArgs, messages: Messages) -> Result<Lesson, InvalidInput> {
    let is_bundled = bundled::find(name).is_some();
    if !is_bundled && !Path::new(name).exists() && !name.contains(['.', '/']) {
        let lessons = bundled_lessons(messages);
        let names = lessons.iter().map(|lesson| lesson.name.as_str());
        return Err(match nearest(name, names) {
            Some(nearest) => InvalidInput::new(messages, text::LearnNearMiss { name, nearest }),
            None => InvalidInput::new(messages, text::LearnNoLesson { name }),
        });
    }
    let path = bundled::name_in(name, messages.language());
    let loaded = load::load(&path, options.trust)
        .map_err(|mistakes| InvalidInput(messages.script_errors(&mistakes)))?;
    let lesson = Lesson::of(&loaded, &remembered_name(name));
    if lesson.steps.iter().any(|step| !step.goals.is_empty()) {
        Ok(lesson)
    } else {
        Err(InvalidInput::new(messages, text::LearnNoSteps { name }))
    }
}

/// Runs a lesson at the prompt.
fn take(name: &str, options: &SessionArgs, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    // Report its mistakes before connecting.
    let lesson = load(name, options, messages)?;
    if !io::stdin().is_terminal() {
        return Err(InvalidInput::new(messages, text::LearnNeedsTerminal));
    }
    let progress = progress(messages);
    let lessons = bundled_lessons(messages);
    let next = next_lesson(&lessons, &progress, Some(&lesson.name)).map(str::to_owned);
    let (name, for_tutor) = (name.to_owned(), options.clone());
    let server = ServerArgs::default();
    let setup = ReplSetup {
        console: setup::console_setup(&server, None, options, messages)?,
        style: setup::output_style(options),
        record: options.record.clone(),
        replay: setup::replay_options(options),
        lesson: Some(Box::new(move || {
            let lesson = load(&name, &for_tutor, messages).ok()?;
            Some(Tutor::new(lesson, next, progress))
        })),
    };
    repl::end(crate::repl::run(setup), messages)
}

/// Prints the faults of a lesson.
fn check_lesson(
    lesson: &Lesson,
    options: &SessionArgs,
    messages: Messages,
) -> Result<ExitStatus, InvalidInput> {
    let failed = |reason: io::Error| InvalidInput::new(messages, text::StartFailed { reason });
    let interrupts = Interrupts::watch().map_err(failed)?;
    let mut setup = setup::console_setup(&ServerArgs::default(), None, options, messages)?;
    setup.interrupt = interrupts.flag();
    let mut console = Console::new(setup, EventSinks::new(quiet_view())).map_err(failed)?;
    interrupts.wake(&console.waker()).map_err(failed)?;
    if let Err(error) = console.open(None) {
        return Err(InvalidInput::explained(messages, &error));
    }
    let replay = setup::replay_options(options);
    let findings = match lesson::check(lesson, &mut console, &replay) {
        Ok(findings) => findings,
        Err(StopReason::Interrupted) => return Ok(ExitStatus::Interrupted),
        Err(_) => return Ok(ExitStatus::Failure),
    };
    console.close();
    let (name, steps) = (lesson.script_name(), lesson.steps.len());
    if findings.is_empty() {
        let page = messages.format(text::CheckOk { name, steps }) + "\n";
        return Ok(output::print(page.as_bytes(), messages));
    }
    let lines = findings.iter().map(|finding| reported(name, finding, messages));
    match output::print(lines.collect::<String>().as_bytes(), messages) {
        ExitStatus::Success => Ok(ExitStatus::Failure),
        status => Ok(status),
    }
}

/// A view that shows only the failures of a replay.
fn quiet_view() -> TerminalView {
    let style = OutputStyle { safe: false, colors: Colors::Off, time: false, timestamps: false };
    let notices = NoticeOutput { out: Box::new(io::sink()), terminal: false, colors: Colors::Off };
    TerminalView::new(Box::new(io::sink()), Some(notices), style)
}

/// `FILE:LINE: what is wrong`
fn reported(name: &str, finding: &Finding, messages: Messages) -> String {
    let place = match finding.line {
        0 => name.to_owned(),
        line => format!("{name}:{line}"),
    };
    let text: &dyn Text = match &finding.kind {
        FindingKind::NoTitle => &text::CheckNoTitle,
        FindingKind::NoDuration => &text::CheckNoDuration,
        FindingKind::NoProse { heading } => &text::CheckNoProse { heading },
        FindingKind::NoGoal { heading } => &text::CheckNoGoal { heading },
        FindingKind::NoSolution { heading } => &text::CheckNoSolution { heading },
        FindingKind::SolvedBefore { heading } => &text::CheckSolvedBefore { heading },
        FindingKind::GoalMissed { heading, missing } => &text::CheckGoalMissed { heading, missing },
        FindingKind::Unreachable { heading } => &text::CheckUnreachable { heading },
        FindingKind::AfterLogout { count } => &text::CheckAfterLogout { count: *count as u64 },
        FindingKind::LineFailed { heading } => &text::CheckLineFailed { heading },
    };
    format!("{place}: {}\n", messages.format(text))
}
