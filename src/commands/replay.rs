//! `imapsh replay`: replays a script, or standard input, on a server.

use super::credentials::{self, QuestionOutcome};
use super::signals::Interrupts;
use super::step_prompt::LinePrompt;
use super::{ExitStatus, InvalidInput, setup};
use crate::cli::{ServerArgs, SessionArgs};
use crate::console::{Console, StopReason, Variables};
use crate::messages::{Messages, text};
use crate::notation::{Mistake, RequiredVariable};
use crate::protocol::compose::Environment;
use crate::protocol::secrets::{has_secret, is_login};
use crate::protocol::strings::is_quotable;
use crate::script::bundled::name_in;
use crate::script::load::{self, Loaded};
use crate::script::replay::{Replay, ScriptInput};
use crate::session::OpenError;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::fd::AsFd;
use std::rc::Rc;

/// Where a script comes from.
#[derive(Clone, Copy)]
pub enum ScriptSource<'a> {
    /// The file or the bundled script of this name, or standard input for `-`.
    Script(&'a str),
    /// The lines of `-c`.
    Lines(&'a [String]),
}

/// What is replayed.
enum ScriptText {
    Whole(Rc<Loaded>),
    Arriving(ScriptInput),
}

/// Replays a script. `host_suggestion` is reported if the host does not exist.
pub fn run(
    source: ScriptSource<'_>,
    server: &ServerArgs,
    host_suggestion: Option<String>,
    options: &SessionArgs,
    messages: Messages,
) -> Result<ExitStatus, InvalidInput> {
    if matches!(source, ScriptSource::Script("-")) && options.step {
        return Err(InvalidInput::new(messages, text::ReplayStepInput));
    }
    // The passwords of the practice server are public.
    let shows_password = server.host.is_some()
        && matches!(source, ScriptSource::Lines(lines) if lines.iter().any(|line| has_password(line)));
    let text = load(source, options.trust, messages)?;
    let mut setup = setup::console_setup(server, host_suggestion, options, messages)?;
    let start_failed =
        |reason: io::Error| InvalidInput::new(messages, text::StartFailed { reason });
    let interrupts = Interrupts::watch().map_err(start_failed)?;
    setup.interrupt = interrupts.flag();
    if let ScriptText::Whole(loaded) = &text {
        let answer = ask_for_variables(loaded, &mut setup.variables, messages, &interrupts)?;
        if answer == QuestionOutcome::Interrupted {
            return Ok(ExitStatus::Interrupted);
        }
    }
    let mut console = setup::console(setup, options, &interrupts)?;
    // Whether standard input asks for them is not known beforehand.
    if !matches!(&text, ScriptText::Whole(loaded) if !loaded.looks_back()) {
        console.watch();
    }
    interrupts.wake(&console.waker()).map_err(start_failed)?;
    if shows_password {
        console.warn(text::StartPublicPassword);
    }
    if let Err(error) = console.open(None) {
        if interrupts.is_set() || matches!(error, OpenError::Interrupted) {
            return Ok(ExitStatus::Interrupted);
        }
        console.report_open_failure(&error);
        return Ok(ExitStatus::NoSession);
    }
    Ok(play(console, text, options, &interrupts))
}

/// Whether the line is a login that contains its secret as text.
fn has_password(line: &str) -> bool {
    is_login(line) && has_secret(line)
}

/// Replays the script, and ends the session.
fn play(
    mut console: Console,
    text: ScriptText,
    options: &SessionArgs,
    interrupts: &Interrupts,
) -> ExitStatus {
    let waker = console.waker();
    let mut replay = Replay::new(&mut console, setup::replay_options(options));
    let played = match text {
        ScriptText::Whole(loaded) => {
            match options.step.then(|| LinePrompt::new(waker)).transpose() {
                Err(error) => Err(StopReason::Io(error)),
                Ok(prompt) => {
                    if let Some(prompt) = prompt {
                        replay.ask_at_steps(Box::new(prompt));
                    }
                    replay.play_whole(&loaded)
                }
            }
        }
        ScriptText::Arriving(mut input) => {
            input.set_waker(waker);
            replay.play_stdin(&mut input, &mut |console, variable| {
                ask_for_variable(console, variable, interrupts)
            })
        }
    };
    let logged_out = match played {
        Ok(()) | Err(StopReason::Failed | StopReason::InvalidScript | StopReason::Quit) => {
            replay.log_out()
        }
        Err(_) => Ok(()),
    };
    let failures = replay.into_failures();
    let failed = !failures.is_empty();
    failures.repeat(&mut console);
    if matches!(played, Err(StopReason::Interrupted)) {
        console.info(text::Interrupted);
    }
    console.close();
    let ended = match played {
        Ok(()) | Err(StopReason::Quit) => logged_out,
        // A signal has ended a write that was blocked.
        Err(StopReason::Output(_)) if interrupts.is_set() => Err(StopReason::Interrupted),
        stopped => stopped,
    };
    let status = exit_status(&mut console, ended);
    console.end_record();
    match status {
        ExitStatus::Success if failed || !console.is_clean() => ExitStatus::Failure,
        status => status,
    }
}

/// Loads the script. Of standard input, the end must have been written; otherwise its lines are replayed as they
/// arrive.
fn load(
    source: ScriptSource<'_>,
    trust: bool,
    messages: Messages,
) -> Result<ScriptText, InvalidInput> {
    let loaded = match source {
        ScriptSource::Script("-") if is_file(&io::stdin()) => {
            load::from_reader(io::stdin().lock(), "-", trust).map(Rc::new)
        }
        ScriptSource::Script("-") => {
            let mut input = ScriptInput::start()
                .map_err(|reason| InvalidInput::new(messages, text::StartFailed { reason }))?;
            match input.whole() {
                Some(octets) => load::from_reader(&*octets, "-", trust).map(Rc::new),
                None => return Ok(ScriptText::Arriving(input)),
            }
        }
        ScriptSource::Script(name) => load::load(&name_in(name, messages.language()), trust),
        ScriptSource::Lines(lines) => load::from_lines(lines, "-c", trust).map(Rc::new),
    };
    loaded
        .map(ScriptText::Whole)
        .map_err(|mistakes| InvalidInput(messages.script_errors(&mistakes)))
}

fn is_file(input: &io::Stdin) -> bool {
    let fd = input.as_fd().try_clone_to_owned();
    let metadata = fd.and_then(|fd| File::from(fd).metadata());
    metadata.is_ok_and(|metadata| metadata.is_file())
}

/// Asks for the variables that the script needs and that have no value. The script is invalid if one
/// is still missing, or is used in quotes and cannot be quoted.
fn ask_for_variables(
    loaded: &Loaded,
    variables: &mut Variables,
    messages: Messages,
    interrupts: &Interrupts,
) -> Result<QuestionOutcome, InvalidInput> {
    for (script, required) in loaded.required_variables() {
        let (line, column) = (required.line, required.column);
        let invalid = |why: String| InvalidInput(format!("{}:{line}:{column}: {why}", script.name));
        if !variables.has(&required.name) {
            let user = script.login_name(required.line).map(str::to_owned);
            let user = user.or_else(|| variables.variable("user"));
            match credentials::ask(&required.name, user.as_deref(), variables, messages, interrupts)
            {
                QuestionOutcome::Given => {}
                QuestionOutcome::Interrupted => return Ok(QuestionOutcome::Interrupted),
                QuestionOutcome::Missing => {
                    return Err(invalid(messages.script_variable_missing(required)));
                }
            }
        }
        let value = variables.variable(&required.name).unwrap_or_default();
        if required.quoted && !is_quotable(value.as_bytes()) {
            let mistake = Mistake::NotQuotable(required.name.clone());
            return Err(invalid(messages.mistake(&mistake)));
        }
    }
    Ok(QuestionOutcome::Given)
}

/// Asks for a variable that a line of standard input needs.
fn ask_for_variable(
    console: &mut Console,
    required: &RequiredVariable,
    interrupts: &Interrupts,
) -> Result<(), StopReason> {
    let messages = console.messages();
    let user = console.variables.variable("user");
    let variables = &mut console.variables;
    match credentials::ask(&required.name, user.as_deref(), variables, messages, interrupts) {
        QuestionOutcome::Given => Ok(()),
        QuestionOutcome::Interrupted => Err(StopReason::Interrupted),
        QuestionOutcome::Missing => {
            let (line, column) = (required.line, required.column);
            let why = messages.script_variable_missing(required);
            console.error(format!("-:{line}:{column}: {why}"));
            Err(StopReason::InvalidScript)
        }
    }
}

/// The exit status. Reports a failure that has not been reported yet.
fn exit_status(console: &mut Console, ended: Result<(), StopReason>) -> ExitStatus {
    match ended {
        Ok(()) | Err(StopReason::Quit) => return ExitStatus::Success,
        Err(StopReason::InvalidScript) => return ExitStatus::Invalid,
        Err(StopReason::Interrupted) => return ExitStatus::Interrupted,
        Err(StopReason::Output(reason)) if reason.kind() != ErrorKind::BrokenPipe => {
            console.error(text::OutputFailed { reason });
        }
        Err(StopReason::Io(reason)) if reason.kind() != ErrorKind::BrokenPipe => {
            console.error(text::ReplayWaitFailed { reason });
        }
        Err(StopReason::Failed | StopReason::Io(_) | StopReason::Output(_)) => {}
    }
    ExitStatus::Failure
}
