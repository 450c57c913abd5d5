//! `imapsh replay`: a script, or standard input, on a server.

use super::ask::{self, Answer};
use super::interrupts::Interrupts;
use super::{Options, Server, Status, Wrong};
use crate::console::Variables;
use crate::messages::Messages;
use crate::notation::ScriptError;
use crate::protocol::atoms::is_quotable;
use crate::protocol::compose::Environment;
use crate::script::load::{self, How, Loaded};
use crate::script::replay::{self, Replay, StopReason, read_standard_input};
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
    let values = super::variables(options);
    super::practice_account(&plan, options, &values);
    let interrupts = Interrupts::watch().map_err(|error| Wrong(error.to_string()))?;
    if let Some(loaded) = &loaded
        && fill(loaded, &values, messages, &interrupts)? == Answer::Interrupted
    {
        return Ok(Status::Interrupted);
    }
    let mut console = super::console(plan, options, messages, values)?;
    console.set_host_suggestion(host_suggestion);
    interrupts
        .wake(&console.waker())
        .map_err(|error| Wrong(error.to_string()))?;
    console.set_interrupt(interrupts.flag());
    let how = replay::Options {
        step: options.step && loaded.is_some(),
        ..super::how(options)
    };
    let mut player = Replay::new(&mut console, how, interrupts.flag(), None);
    // The player looks on from the greeting on: `:expect` may ask for it.
    if let Err(error) = player.console.open() {
        if interrupts.is_set() || matches!(error, OpenError::Interrupted) {
            return Ok(Status::Interrupted);
        }
        player.console.notice_open_failure(&error);
        return Ok(Status::NoSession);
    }
    if loaded.is_none() || options.step {
        let input = read_standard_input(player.console.waker());
        player.set_input(input);
    }
    let played = match loaded {
        Some(loaded) => player.play(&loaded),
        None => player.play_input("-", &mut |console, name| {
            let variables = console.variables();
            match ask::ask(&name.name, variables, console.messages(), &interrupts) {
                Answer::Given => return Ok(()),
                Answer::Interrupted => return Err(StopReason::Interrupted),
                Answer::Missing => {}
            }
            let why = no_value(&name.name, console.messages());
            let text = format!("-:{}:{}: {why}", name.line, name.column);
            console.notice(NoticeLevel::Error, &text);
            Err(StopReason::Wrong)
        }),
    };
    Ok(end(player, played))
}

/// Ends the session, and says how it went.
fn end(mut player: Replay<'_>, played: Result<(), StopReason>) -> Status {
    let ended = match played {
        Ok(()) | Err(StopReason::Failed | StopReason::Wrong | StopReason::Quit) => player.log_out(),
        Err(_) => Ok(()),
    };
    let failures = player.failures();
    if failures > 1 {
        player.console.notice_with(
            NoticeLevel::Error,
            "replay-end-failures",
            &[("count", &failures)],
        );
        for told in player.told().to_vec() {
            player.console.notice(NoticeLevel::Error, &told);
        }
    }
    if matches!(played, Err(StopReason::Interrupted)) {
        player
            .console
            .notice_with(NoticeLevel::Info, "replay-interrupted", &[]);
    }
    let clean = player.console.is_clean();
    player.console.close();
    for result in [played, ended] {
        match result {
            Err(StopReason::Wrong) => return Status::Wrong,
            Err(StopReason::Interrupted) => return Status::Interrupted,
            Err(StopReason::Output(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
                let text = [("reason", &error as &dyn std::fmt::Display)];
                player
                    .console
                    .notice_with(NoticeLevel::Error, "output-failed", &text);
                return Status::Failed;
            }
            Err(StopReason::Io(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
                player
                    .console
                    .notice(NoticeLevel::Error, &error.to_string());
                return Status::Failed;
            }
            Err(StopReason::Failed | StopReason::Io(_) | StopReason::Output(_)) => {
                return Status::Failed;
            }
            Ok(()) | Err(StopReason::Quit) => {}
        }
    }
    if failures > 0 || !clean {
        Status::Failed
    } else {
        Status::Well
    }
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
    values: &Variables,
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
