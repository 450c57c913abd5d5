//! `imapsh replay`: a script, or standard input, on a server.

use super::ask::{self, Answer};
use super::interrupts::Interrupts;
use super::{Options, Server, Status, Wrong};
use crate::console::{self, Console, StopReason, Variables};
use crate::messages::Messages;
use crate::notation::{RequiredVariable, ScriptError};
use crate::protocol::atoms::is_quotable;
use crate::protocol::compose::Environment;
use crate::script::load::{self, How, Loaded};
use crate::script::replay::{self, Replay, read_standard_input};
use crate::session::{NoticeLevel, OpenError};
use std::io;

/// Replays a script, `-` for standard input. `host_suggestion`: what to say if there is no such host.
pub fn replay(
    name: &str,
    server: &Server,
    host_suggestion: Option<String>,
    options: &Options,
    messages: Messages,
) -> Result<Status, Wrong> {
    if name == "-" && options.step {
        return Err(Wrong(messages.get("replay-step-input")));
    }
    let how = How {
        language: "en",
        trust: options.trust,
    };
    let loaded = match name {
        "-" if !is_file(&io::stdin()) => None,
        "-" => Some(from_file(how, messages)?),
        name => Some(load::load(name, how).map_err(|errors| wrong(&errors, messages))?),
    };
    let plan = super::plan(server, options, messages)?;
    let mut values = super::variables(options);
    super::practice_account(&plan, options, &mut values);
    let interrupts = Interrupts::watch().map_err(|error| Wrong(error.to_string()))?;
    if let Some(loaded) = &loaded
        && fill(loaded, &mut values, messages, &interrupts)? == Answer::Interrupted
    {
        return Ok(Status::Interrupted);
    }
    let setup = console::Setup {
        interrupt: interrupts.flag(),
        ..super::console_setup(plan, options, values, host_suggestion, messages)?
    };
    let mut console = super::console(setup, options)?;
    interrupts
        .wake(&console.waker())
        .map_err(|error| Wrong(error.to_string()))?;
    if let Err(error) = console.open() {
        if interrupts.is_set() || matches!(error, OpenError::Interrupted) {
            return Ok(Status::Interrupted);
        }
        console.report_open_failure(&error);
        return Ok(Status::NoSession);
    }
    let step = options.step && loaded.is_some();
    let input = (loaded.is_none() || step).then(|| read_standard_input(console.waker()));
    let how = replay::Options {
        step,
        ..super::replay_options(options)
    };
    let mut replay = Replay::new(&mut console, how, input);
    let played = match loaded {
        Some(loaded) => replay.play(&loaded),
        None => replay.play_stdin(&mut |console, variable| ask_for(console, variable, &interrupts)),
    };
    let logged_out = match played {
        Ok(()) | Err(StopReason::Failed | StopReason::InvalidScript | StopReason::Quit) => {
            replay.log_out()
        }
        Err(_) => Ok(()),
    };
    let (failures, first_failures) = replay.into_failures();
    if failures > 1 {
        console.error("replay-end-failures", &[("count", &failures)]);
        for text in first_failures {
            console.notice(NoticeLevel::Error, &text);
        }
    }
    if matches!(played, Err(StopReason::Interrupted)) {
        console.info("replay-interrupted", &[]);
    }
    let clean = console.is_clean();
    console.close();
    let ended = match played {
        Ok(()) | Err(StopReason::Quit) => logged_out,
        failed => failed,
    };
    Ok(match status(&mut console, ended) {
        Status::Well if failures > 0 || !clean => Status::Failed,
        status => status,
    })
}

/// Asks for a variable that a script from standard input needs.
fn ask_for(
    console: &mut Console,
    variable: &RequiredVariable,
    interrupts: &Interrupts,
) -> Result<(), StopReason> {
    let messages = console.messages();
    match ask::ask(
        &variable.name,
        console.variables_mut(),
        messages,
        interrupts,
    ) {
        Answer::Given => Ok(()),
        Answer::Interrupted => Err(StopReason::Interrupted),
        Answer::Missing => {
            let why = no_value(&variable.name, messages);
            let text = format!("-:{}:{}: {why}", variable.line, variable.column);
            console.notice(NoticeLevel::Error, &text);
            Err(StopReason::InvalidScript)
        }
    }
}

/// The exit status for how a replay ended. What it was not reported for yet is reported.
fn status(console: &mut Console, ended: Result<(), StopReason>) -> Status {
    let broken_pipe = io::ErrorKind::BrokenPipe;
    match ended {
        Ok(()) | Err(StopReason::Quit) => return Status::Well,
        Err(StopReason::InvalidScript) => return Status::Wrong,
        Err(StopReason::Interrupted) => return Status::Interrupted,
        Err(StopReason::Output(error)) if error.kind() != broken_pipe => {
            console.error("output-failed", &[("reason", &error)]);
        }
        Err(StopReason::Io(error)) if error.kind() != broken_pipe => {
            console.notice(NoticeLevel::Error, &error.to_string());
        }
        Err(StopReason::Failed | StopReason::Io(_) | StopReason::Output(_)) => {}
    }
    Status::Failed
}

/// Whether standard input is a file: then it can be checked whole.
fn is_file(input: &io::Stdin) -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let fd = input.as_fd().try_clone_to_owned();
        fd.is_ok_and(|fd| {
            std::fs::File::from(fd)
                .metadata()
                .is_ok_and(|facts| facts.is_file())
        })
    }
    #[cfg(not(unix))]
    {
        let _ = input;
        false
    }
}

fn from_file(how: How<'_>, messages: Messages) -> Result<Loaded, Wrong> {
    let octets = load::read_whole(io::stdin().lock()).map_err(|error| Wrong(error.to_string()))?;
    load::from_octets(&octets, "-", how).map_err(|errors| wrong(&errors, messages))
}

/// The values that the script needs are asked for where they can be; one that is missing after
/// that, or can't stand in the quotes around it, is the script's mistake.
fn fill(
    loaded: &Loaded,
    values: &mut Variables,
    messages: Messages,
    interrupts: &Interrupts,
) -> Result<Answer, Wrong> {
    for script in loaded.all() {
        for name in &script.required_variables {
            let wrong = |why| {
                let (script, line, column) = (&script.name, name.line, name.column);
                Err(Wrong(format!("{script}:{line}:{column}: {why}")))
            };
            let answer = match values.has(&name.name) {
                true => Answer::Given,
                false => ask::ask(&name.name, values, messages, interrupts),
            };
            match answer {
                Answer::Given => {}
                Answer::Interrupted => return Ok(Answer::Interrupted),
                Answer::Missing => return wrong(no_value(&name.name, messages)),
            }
            let value = values.variable(&name.name).unwrap_or_default();
            if name.quoted && !is_quotable(value.as_bytes()) {
                return wrong(messages.with("line-not-quotable", &[("name", &name.name)]));
            }
        }
    }
    Ok(Answer::Given)
}

/// What to do about a name without a value.
fn no_value(name: &str, messages: Messages) -> String {
    match name {
        "user" => messages.get("script-no-value-user"),
        "password" => messages.get("script-no-value-password"),
        name => messages.with("script-no-value", &[("name", &name)]),
    }
}

/// Mistakes in a script, a line each, the first twenty.
fn wrong(errors: &[ScriptError], messages: Messages) -> Wrong {
    let said: Vec<String> = errors
        .iter()
        .take(20)
        .map(|error| messages.script_error(error))
        .collect();
    Wrong(said.join("\n"))
}
