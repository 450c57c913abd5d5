//! What each directive does, in a script and at the prompt.

use crate::notation::directive::Directive;
use crate::notation::duration;
use crate::script::replay::{Player, Stop};
use crate::session::{NoticeLevel, OpenError};
use std::time::Duration;

/// Carries a directive out. `line`: the script's.
pub fn perform(player: &mut Player<'_>, directive: &Directive, line: usize) -> Result<(), Stop> {
    match directive {
        Directive::Help(topic) => help(player, topic.as_deref()),
        Directive::Tls => tls(player),
        Directive::State => state(player),
        Directive::Record(path) => return record(player, path.as_deref()),
        Directive::Run(_) => return player.run(line),
        Directive::Set(name, value) => set(player, name, value),
        Directive::Tag(prefix) => {
            if player.console.set_tag_prefix(prefix).is_err() {
                player
                    .console
                    .say(NoticeLevel::Error, "directive-tag", &[("prefix", prefix)]);
            }
        }
        Directive::Wait(time, pattern) => return player.wait(*time, pattern.as_ref()),
        Directive::Expect(pattern) => return player.expect(pattern, line),
        Directive::Pipeline(on) => player.options.pipeline = *on,
        Directive::Connect(words) => return connect(player, words),
        Directive::Reconnect => return go_to(player, player.console.plan().clone(), "reconnect"),
        Directive::Quit => return Err(Stop::Quit),
        Directive::Deliver(path) => return deliver(player, path.as_deref()),
        // Sent by the player itself.
        Directive::Raw(_) => {}
    }
    Ok(())
}

fn help(player: &mut Player<'_>, topic: Option<&str>) {
    let texts = player.console.texts();
    let said = match topic {
        None => texts.get("help"),
        Some(topic) => {
            let word = topic.trim_start_matches(':').to_ascii_lowercase();
            let id = format!("help-{word}");
            match crate::protocol::commands::find(&word) {
                Some(command) => {
                    let about = if texts.has(&id) {
                        texts.get(&id)
                    } else {
                        String::new()
                    };
                    let rfc = format!("RFC {}", command.rfc);
                    texts.with(
                        "help-command",
                        &[
                            ("name", &command.name),
                            ("syntax", &command.syntax),
                            ("rfc", &rfc),
                        ],
                    ) + if about.is_empty() { "" } else { "\n" }
                        + &about
                }
                None if texts.has(&id) => texts.get(&id),
                None => texts.with("help-unknown", &[("topic", &topic)]),
            }
        }
    };
    player.console.say_text(NoticeLevel::Info, &said);
}

fn tls(player: &mut Player<'_>) {
    let facts = player
        .console
        .live()
        .and_then(|session| session.connection().tls().cloned());
    match facts {
        Some(facts) => {
            let said = crate::console::tls_facts(player.console.texts(), &facts);
            said.iter()
                .for_each(|(level, text)| player.console.say_text(*level, text));
        }
        None => player
            .console
            .say(NoticeLevel::Info, "directive-tls-none", &[]),
    }
}

fn state(player: &mut Player<'_>) {
    use crate::protocol::commands::State;
    let Some(session) = player.console.live() else {
        return player
            .console
            .say(NoticeLevel::Info, "directive-state-none", &[]);
    };
    let id = match session.dialogue().state() {
        State::Any | State::NotAuthenticated => "directive-state-not-authenticated",
        State::Authenticated => "directive-state-authenticated",
        State::Selected => "directive-state-selected",
    };
    let running: Vec<String> = session
        .dialogue()
        .running()
        .iter()
        .map(|command| command.shown.to_string())
        .collect();
    player.console.say(NoticeLevel::Info, id, &[]);
    for command in running {
        player.console.say(
            NoticeLevel::Info,
            "directive-state-running",
            &[("command", &command)],
        );
    }
}

fn record(player: &mut Player<'_>, path: Option<&str>) -> Result<(), Stop> {
    let Some(path) = path else {
        player.console.outlets().set_record(None);
        player
            .console
            .say(NoticeLevel::Info, "directive-record-off", &[]);
        return Ok(());
    };
    let path = player.console.variables().base().join(path);
    match player.console.record(&path, true) {
        Ok(()) => Ok(()),
        Err(error) => {
            let text = crate::console::record_error(player.console.texts(), &error);
            player.fail("directive-record", &[("why", &text)])
        }
    }
}

fn deliver(player: &mut Player<'_>, path: Option<&str>) -> Result<(), Stop> {
    let message = match path.map(|path| std::fs::read(player.console.variables().base().join(path)))
    {
        None => None,
        Some(Ok(message)) => Some(message),
        Some(Err(error)) => {
            let path = path.unwrap_or_default();
            return player.fail("line-file", &[("path", &path), ("reason", &error)]);
        }
    };
    match player.console.deliver(message.as_deref()) {
        Ok(true) => Ok(()),
        Ok(false) => player.fail("directive-deliver-elsewhere", &[]),
        Err(why) => player.fail("directive-deliver", &[("why", &why)]),
    }
}

fn set(player: &mut Player<'_>, name: &str, value: &str) {
    let time = duration::read(value);
    match (name, time) {
        ("patience", Some(time)) => player.options.patience = time,
        ("timeout", Some(time)) => player.options.timeout = time,
        _ => player.console.variables().set(name, value.to_owned()),
    }
}

fn connect(player: &mut Player<'_>, words: &str) -> Result<(), Stop> {
    match crate::console::plan_of(words, player.console.plan(), player.console.texts()) {
        Ok(plan) => go_to(player, plan, &format!("connect {words}")),
        Err(text) => player.fail("directive-connect", &[("why", &text)]),
    }
}

/// Opens another session in this one's place; where that fails, this one stays.
fn go_to(
    player: &mut Player<'_>,
    plan: crate::session::ConnectPlan,
    way: &str,
) -> Result<(), Stop> {
    let Err(error) = player.console.go_to(plan, way, Duration::from_secs(5)) else {
        return Ok(());
    };
    match error {
        OpenError::Interrupted => player
            .console
            .say(NoticeLevel::Info, "repl-interrupted", &[]),
        error => player.console.say_error(&error),
    }
    if player.console.live().is_none() {
        return player.fail("directive-no-session", &[]);
    }
    let here = crate::console::address(player.console.texts(), player.console.plan());
    player.fail("directive-session-stays", &[("address", &here)])
}
