//! What each directive does, in a script and at the prompt.

use crate::notation::directive::Directive;
use crate::notation::duration;
use crate::practice::{AccountFull, DeliverError};
use crate::script::replay::{Replay, StopReason};
use crate::session::{NoticeLevel, OpenError};
use std::time::Duration;

/// Carries a directive out. `line`: the script's.
pub fn perform(
    replay: &mut Replay<'_>,
    directive: &Directive,
    line: usize,
) -> Result<(), StopReason> {
    match directive {
        Directive::Help(topic) => help(replay, topic.as_deref()),
        Directive::Tls => tls(replay),
        Directive::State => state(replay),
        Directive::Record(path) => return record(replay, path.as_deref()),
        Directive::Run(_) => return replay.run(line),
        Directive::Set(name, value) => set(replay, name, value),
        Directive::Tag(prefix) => {
            if replay.console.set_tag_prefix(prefix).is_err() {
                replay.console.notice_with(
                    NoticeLevel::Error,
                    "directive-tag",
                    &[("prefix", prefix)],
                );
            }
        }
        Directive::Wait(time, pattern) => return replay.wait(*time, pattern.as_ref()),
        Directive::Expect(pattern) => return replay.expect(pattern, line),
        Directive::Pipeline(on) => replay.options.pipeline = *on,
        Directive::Connect(words) => return connect(replay, words),
        Directive::Reconnect => return go_to(replay, replay.console.plan().clone(), "reconnect"),
        Directive::Quit => return Err(StopReason::Quit),
        Directive::Deliver(path) => return deliver(replay, path.as_deref()),
        // Sent by the replay itself.
        Directive::Raw(_) => {}
    }
    Ok(())
}

fn help(replay: &mut Replay<'_>, topic: Option<&str>) {
    let messages = replay.console.messages();
    let said = match topic {
        None => messages.get("help"),
        Some(topic) => {
            let word = topic.trim_start_matches(':').to_ascii_lowercase();
            let id = format!("help-{word}");
            match crate::protocol::commands::find(&word) {
                Some(command) => {
                    let about = if messages.has(&id) {
                        messages.get(&id)
                    } else {
                        String::new()
                    };
                    let rfc = format!("RFC {}", command.rfc);
                    messages.with(
                        "help-command",
                        &[
                            ("name", &command.name),
                            ("syntax", &command.syntax),
                            ("rfc", &rfc),
                        ],
                    ) + if about.is_empty() { "" } else { "\n" }
                        + &about
                }
                None if messages.has(&id) => messages.get(&id),
                None => messages.with("help-unknown", &[("topic", &topic)]),
            }
        }
    };
    replay.console.notice(NoticeLevel::Info, &said);
}

fn tls(replay: &mut Replay<'_>) {
    let facts = replay
        .console
        .live()
        .and_then(|session| session.connection().tls().cloned());
    match facts {
        Some(facts) => {
            let said = replay.console.messages().tls(&facts);
            said.iter()
                .for_each(|(level, text)| replay.console.notice(*level, text));
        }
        None => replay
            .console
            .notice_with(NoticeLevel::Info, "directive-tls-none", &[]),
    }
}

fn state(replay: &mut Replay<'_>) {
    use crate::protocol::commands::ConnectionState;
    let Some(session) = replay.console.live() else {
        return replay
            .console
            .notice_with(NoticeLevel::Info, "directive-state-none", &[]);
    };
    let id = match session.dialogue().state() {
        ConnectionState::Any | ConnectionState::NotAuthenticated => {
            "directive-state-not-authenticated"
        }
        ConnectionState::Authenticated => "directive-state-authenticated",
        ConnectionState::Selected => "directive-state-selected",
    };
    let running: Vec<String> = session
        .dialogue()
        .pending_commands()
        .iter()
        .map(|command| command.display_line.to_string())
        .collect();
    replay.console.notice_with(NoticeLevel::Info, id, &[]);
    for command in running {
        replay.console.notice_with(
            NoticeLevel::Info,
            "directive-state-running",
            &[("command", &command)],
        );
    }
}

fn record(replay: &mut Replay<'_>, path: Option<&str>) -> Result<(), StopReason> {
    let Some(path) = path else {
        replay.console.sinks().set_record(None);
        replay
            .console
            .notice_with(NoticeLevel::Info, "directive-record-off", &[]);
        return Ok(());
    };
    let path = replay.console.variables().base().join(path);
    match replay.console.record(&path, true) {
        Ok(()) => Ok(()),
        Err(error) => {
            let text = replay.console.messages().record_error(&error);
            replay.fail("directive-record", &[("why", &text)])
        }
    }
}

fn deliver(replay: &mut Replay<'_>, path: Option<&str>) -> Result<(), StopReason> {
    let message = match path.map(|path| std::fs::read(replay.console.variables().base().join(path)))
    {
        None => None,
        Some(Ok(message)) => Some(message),
        Some(Err(error)) => {
            let path = path.unwrap_or_default();
            return replay.fail("line-file", &[("path", &path), ("reason", &error)]);
        }
    };
    match replay.console.deliver(message.as_deref()) {
        Ok(true) => Ok(()),
        Ok(false) => replay.fail("directive-deliver-elsewhere", &[]),
        Err(DeliverError::NoSuchAccount) => replay.fail("directive-deliver-no-account", &[]),
        Err(DeliverError::AccountFull(AccountFull { used, limit })) => replay.fail(
            "directive-deliver-full",
            &[("used", &used), ("limit", &limit)],
        ),
        Err(DeliverError::NoUidLeft) => replay.fail("directive-deliver-no-uid", &[]),
    }
}

fn set(replay: &mut Replay<'_>, name: &str, value: &str) {
    let time = duration::parse(value);
    match (name, time) {
        ("patience", Some(time)) => replay.options.patience = time,
        ("timeout", Some(time)) => replay.options.timeout = time,
        _ => replay.console.variables().set(name, value.to_owned()),
    }
}

fn connect(replay: &mut Replay<'_>, words: &str) -> Result<(), StopReason> {
    match crate::console::plan_of(words, replay.console.plan(), replay.console.messages()) {
        Ok(plan) => go_to(replay, plan, &format!("connect {words}")),
        Err(text) => replay.fail("directive-connect", &[("why", &text)]),
    }
}

/// Opens another session in this one's place; where that fails, this one stays.
fn go_to(
    replay: &mut Replay<'_>,
    plan: crate::session::ConnectPlan,
    directive: &str,
) -> Result<(), StopReason> {
    let Err(error) = replay
        .console
        .go_to(plan, directive, Duration::from_secs(5))
    else {
        return Ok(());
    };
    match error {
        OpenError::Interrupted => {
            replay
                .console
                .notice_with(NoticeLevel::Info, "repl-interrupted", &[])
        }
        error => replay.console.notice_error(&error),
    }
    if replay.console.live().is_none() {
        return replay.fail("directive-no-session", &[]);
    }
    let here = replay.console.messages().address(replay.console.plan());
    replay.fail("directive-session-stays", &[("address", &here)])
}
