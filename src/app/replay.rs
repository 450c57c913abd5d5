//! `imapsh replay`: a script, or standard input, on a server.

use super::{Options, Server, Status, Wrong, ask};
use crate::console::{Console, Variables};
use crate::script::ScriptError;
use crate::script::load::{self, How, Loaded};
use crate::script::replay::{self, Player, Stop, read_standard_input};
use crate::session::Level;
use crate::texts::Texts;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Replays a script, `-` for standard input. `unfound`: what to say if there is no such host.
pub fn replay(
    name: &str,
    server: &Server,
    unfound: Option<String>,
    options: &Options,
    texts: Arc<Texts>,
) -> Result<Status, Wrong> {
    if name == "-" && options.step {
        return Err(Wrong(texts.get("replay-step-input")));
    }
    let how = How {
        language: "en",
        trust: options.trust,
    };
    let loaded = match name {
        "-" if !is_file(&io::stdin()) => None,
        "-" => Some(from_file(how, &texts)?),
        name => Some(load::load(name, how).map_err(|errors| wrong(&errors, &texts))?),
    };
    let plan = super::plan(server, options, &texts)?;
    let values = super::variables(options);
    super::practice_account(&plan, options, &values);
    if let Some(loaded) = &loaded {
        fill(loaded, &values, &texts)?;
    }
    let mut console = super::console(plan, options, texts, values)?;
    console.set_unfound(unfound);
    let interrupted = Arc::new(AtomicBool::new(false));
    watch_interrupts(&console, &interrupted)?;
    console.set_interrupt(interrupted.clone());
    let how = replay::Options {
        step: options.step && loaded.is_some(),
        ..super::how(options)
    };
    let mut player = Player::new(&mut console, how, interrupted.clone(), None);
    // The player looks on from the greeting on: `:expect` may ask for it.
    if let Err(error) = player.console.open() {
        if interrupted.load(Ordering::Relaxed) {
            return Ok(Status::Interrupted);
        }
        player.console.say_no_session(&error);
        return Ok(Status::NoSession);
    }
    if loaded.is_none() || options.step {
        let input = read_standard_input(player.console.bell());
        player.set_input(input);
    }
    let played = match loaded {
        Some(loaded) => player.play(&loaded),
        None => player.play_input("-", &mut |console, name| {
            let variables = console.variables();
            if ask::ask(&name.name, variables, console.texts()) {
                return true;
            }
            let why = no_value(&name.name, console.texts());
            let text = format!("-:{}:{}: {why}", name.line, name.column);
            console.say_text(Level::Error, &text);
            false
        }),
    };
    Ok(end(player, played))
}

/// Ends the session, and says how it went.
fn end(mut player: Player<'_>, played: Result<(), Stop>) -> Status {
    let ended = match played {
        Ok(()) | Err(Stop::Failed | Stop::Wrong | Stop::Quit) => player.log_out(),
        Err(_) => Ok(()),
    };
    let failures = player.failures();
    if failures > 1 {
        player
            .console
            .say(Level::Error, "replay-end-failures", &[("count", &failures)]);
        for told in player.told().to_vec() {
            player.console.say_text(Level::Error, &told);
        }
    }
    if matches!(played, Err(Stop::Interrupted)) {
        player.console.say(Level::Info, "replay-interrupted", &[]);
    }
    let clean = player.console.is_clean();
    player.console.close();
    for result in [played, ended] {
        match result {
            Err(Stop::Wrong) => return Status::Wrong,
            Err(Stop::Interrupted) => return Status::Interrupted,
            Err(Stop::Io(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
                player.console.say_text(Level::Error, &error.to_string());
                return Status::Failed;
            }
            Err(Stop::Failed | Stop::Io(_)) => return Status::Failed,
            Ok(()) | Err(Stop::Quit) => {}
        }
    }
    if failures > 0 || !clean {
        Status::Failed
    } else {
        Status::Well
    }
}

/// Ctrl-C ends the replay, its record whole; a second one ends the program at once.
fn watch_interrupts(console: &Console, interrupted: &Arc<AtomicBool>) -> Result<(), Wrong> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let failed = |error: io::Error| Wrong(error.to_string());
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, interrupted.clone())
            .map_err(failed)?;
    }
    let mut signals =
        signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(failed)?;
    let (bell, interrupted) = (console.bell(), interrupted.clone());
    std::thread::spawn(move || {
        for _ in signals.forever() {
            interrupted.store(true, Ordering::Relaxed);
            bell.ring();
        }
    });
    Ok(())
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

fn from_file(how: How<'_>, texts: &Texts) -> Result<Loaded, Wrong> {
    let octets = load::read_whole(io::stdin().lock()).map_err(|error| Wrong(error.to_string()))?;
    load::from_octets(&octets, "-", how).map_err(|errors| wrong(&errors, texts))
}

/// The values that the script needs are asked for where they can be; one that is missing after
/// that is the script's mistake.
fn fill(loaded: &Loaded, values: &Variables, texts: &Texts) -> Result<(), Wrong> {
    for script in loaded.all() {
        for name in &script.names {
            if !values.has(&name.name) && !ask::ask(&name.name, values, texts) {
                let why = no_value(&name.name, texts);
                return Err(Wrong(format!(
                    "{}:{}:{}: {why}",
                    script.name, name.line, name.column
                )));
            }
        }
    }
    Ok(())
}

/// What to do about a name without a value.
fn no_value(name: &str, texts: &Texts) -> String {
    match name {
        "user" => texts.get("script-no-value-user"),
        "password" => texts.get("script-no-value-password"),
        name => texts.with("script-no-value", &[("name", &name)]),
    }
}

/// Mistakes in a script, a line each, the first twenty.
fn wrong(errors: &[ScriptError], texts: &Texts) -> Wrong {
    let said: Vec<String> = errors
        .iter()
        .take(20)
        .map(|error| error.say(texts))
        .collect();
    Wrong(said.join("\n"))
}
