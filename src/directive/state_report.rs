//! `:tls`, `:state`, and directives without an argument, which show the current value.

use super::Driver;
use crate::console::{Console, StopReason};
use crate::messages::{Messages, Text, text};
use crate::practice::Server;
use crate::protocol::commands::ConnectionState;
use crate::protocol::compose::Environment;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::secrets::{is_secret_variable, mask_urls};
use crate::protocol::session_facts::SelectedMailbox;
use crate::protocol::settings::{SETTINGS, values_of};
use crate::session::Session;
use crate::transport::Security;
use crate::view::table::table;
use crate::view::units::in_units;
use std::time::Duration;

/// The maximum number of commands in progress that are listed.
const MAX_COMMANDS: usize = 20;

/// `:tls`
pub fn tls(console: &mut Console) {
    let facts = console.live().and_then(|session| session.tls());
    let Some(facts) = facts else {
        return if console.live().is_some_and(Session::is_in_handshake) {
            console.answer(text::DirectiveTlsHandshake)
        } else if console.live().is_some_and(Session::is_protected) {
            console.answer(text::DirectiveTlsNoneLocal)
        } else {
            console.answer(text::DirectiveTlsNone)
        };
    };
    let (rows, warning) = console.messages().tls(facts);
    console.answer(table(&rows).join("\n"));
    if let Some(warning) = warning {
        console.warn(warning);
    }
}

/// `:state`: the session's server, its state (RFC 3501, section 3), its user, its mailbox, and the
/// commands in progress.
pub fn state(console: &mut Console) {
    let messages = console.messages();
    let row = |label: &dyn Text, value: String| (messages.format(label), value);
    let connecting = console.opening().map(|opening| {
        let address = messages.address(&opening.plan);
        let address = match opening.plan.security() {
            Some(Security::Tls) => host_with(messages, address, "TLS"),
            Some(Security::StartTls) => host_with(messages, address, "STARTTLS"),
            Some(Security::Plain) => messages.format(text::DirectiveStateHostPlain { address }),
            None => address,
        };
        let time = in_units(opening.began.elapsed());
        row(
            &text::LabelConnecting,
            messages.format(text::DirectiveStateConnecting { address, time }),
        )
    });
    let Some(session) = console.live() else {
        return match connecting {
            Some(row) => console.answer(table(&[row]).join("\n")),
            None => console.answer(text::DirectiveStateNone),
        };
    };
    let dialogue = session.dialogue();
    let mut rows = vec![row(&text::LabelHost, host(console, session))];
    let is_logged_out = dialogue.is_logged_out();
    let state: &dyn Text = match dialogue.facts().state {
        _ if is_logged_out => &text::DirectiveStateLoggedOut,
        ConnectionState::NotAuthenticated => &text::DirectiveStateNotAuthenticated,
        ConnectionState::Authenticated => &text::DirectiveStateAuthenticated,
        ConnectionState::Selected => &text::DirectiveStateSelected,
    };
    rows.push(row(&text::LabelState, messages.format(state)));
    if dialogue.facts().said_bye {
        rows.push((String::new(), messages.format(text::DirectiveStateBye)));
    }
    let user = dialogue.facts().user.as_deref().filter(|_| !is_logged_out);
    rows.extend(user.map(|user| row(&text::LabelUser, user.to_owned())));
    let enabled = messages.list(dialogue.facts().enabled.names());
    if !enabled.is_empty() && !is_logged_out {
        rows.push(row(&text::LabelEnabled, enabled));
    }
    if let Some(mailbox) = dialogue.facts().mailbox.as_ref().filter(|_| !is_logged_out) {
        rows.extend(described(mailbox, messages));
    }
    for (index, command) in
        in_progress(dialogue, session.elapsed(), messages).into_iter().enumerate()
    {
        rows.push(match index {
            0 => row(&text::LabelInProgress, command),
            _ => (String::new(), command),
        });
    }
    rows.extend(connecting);
    console.answer(table(&rows).join("\n"));
}

/// The session's server, and how the connection is protected.
fn host(console: &Console, session: &Session) -> String {
    let messages = console.messages();
    let address = messages.address(console.plan());
    let host = match session.tls() {
        Some(facts) => host_with(messages, address, facts.version),
        None if session.is_protected() => address,
        None if session.is_in_handshake() => {
            messages.format(text::DirectiveStateHostHandshake { address })
        }
        None => messages.format(text::DirectiveStateHostPlain { address }),
    };
    if session.is_compressed() {
        messages.format(text::DirectiveStateHostCompressed { host })
    } else {
        host
    }
}

fn host_with(messages: Messages, address: String, version: &str) -> String {
    messages.format(text::DirectiveStateHostTls { address, version })
}

/// The mailbox's name, and its counts in the server's words.
fn described(mailbox: &SelectedMailbox, messages: Messages) -> Vec<(String, String)> {
    let name = match &mailbox.name {
        Some(name) if mailbox.is_deleted => {
            messages.format(text::DirectiveStateDeleted { name: mask_urls(name) })
        }
        Some(name) if mailbox.may_be_renamed => {
            messages.format(text::DirectiveStateRenamed { name: mask_urls(name) })
        }
        Some(name) => mask_urls(name),
        None => messages.format(text::DirectiveStateUnnamed),
    };
    let access: &dyn Text = match mailbox.read_only {
        Some(true) => &text::DirectiveStateReadOnly,
        Some(false) => &text::DirectiveStateReadWrite,
        None => &text::DirectiveStateAccessUnknown,
    };
    let access = messages.format(access);
    let counts = [("EXISTS", mailbox.exists), ("RECENT", mailbox.recent)];
    let counts = counts.into_iter().filter_map(|(name, count)| Some(format!("{} {name}", count?)));
    let opening = mailbox.opening.iter().map(|(name, value)| format!("{name} {value}"));
    let rows: [(&dyn Text, String); 3] = [
        (&text::LabelMailbox, messages.format(text::DirectiveStateMailbox { name, access })),
        (&text::LabelNow, messages.list(counts)),
        (&text::LabelOpened, messages.list(opening)),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    rows.map(|(label, value)| (messages.format(label), value)).collect()
}

/// The commands in progress, oldest first, with the time since they were sent.
fn in_progress(dialogue: &Dialogue, now: Duration, messages: Messages) -> Vec<String> {
    let commands = dialogue.pending_commands();
    let listed = commands.iter().take(MAX_COMMANDS).map(|command| {
        let time = in_units(now.saturating_sub(command.sent_at));
        messages.format(text::DirectiveStateRunning { command: command.display_line(), time })
    });
    let mut lines: Vec<_> = listed.collect();
    if let Some(more) = commands.len().checked_sub(MAX_COMMANDS).filter(|&more| more > 0) {
        lines.push(messages.format(text::DirectiveStateMore { more }));
    }
    lines
}

/// Shows the current value for a directive without an argument. `of`: the variable or setting of a `:set`.
pub fn current_value(
    driver: &mut dyn Driver,
    directive: &str,
    of: Option<&str>,
) -> Result<(), StopReason> {
    let console = driver.console();
    match (directive, of) {
        ("set", Some(name)) => return value_of(driver, name),
        ("set", None) => {
            let settings = SETTINGS.iter().map(|(name, _)| (*name).to_owned());
            let names = settings.chain(console.variables.names());
            let values: Vec<_> = names.filter_map(|name| value(console, &name)).collect();
            values.into_iter().for_each(|value| console.answer(value));
        }
        ("announce", _) => match console.practice_server().map(Server::announced) {
            Some(announced) => console.answer(announced.to_string()),
            None => return driver.fail(&text::DirectivePracticeOnly { directive: ":announce" }),
        },
        ("pipeline", _) if console.settings.pipeline => console.answer(text::DirectivePipelineOn),
        ("pipeline", _) => console.answer(text::DirectivePipelineOff),
        ("slow", _) => match console.practice_server().map(Server::delay) {
            Some(Duration::ZERO) => console.answer(text::DirectiveSlowOff),
            Some(delay) => console.answer(text::DirectiveSlowOn { time: in_units(delay) }),
            None => return driver.fail(&text::DirectivePracticeOnly { directive: ":slow" }),
        },
        ("tag", _) => {
            let tag = console.next_tag().to_owned();
            console.answer(text::DirectiveTagNext { tag });
        }
        ("record", _) => match console.sinks.record_path() {
            Some(path) => console.answer(text::DirectiveRecordOn { path }),
            None => console.answer(text::DirectiveRecordOff),
        },
        _ => match console.live().map(|session| host(console, session)) {
            Some(host) => {
                let label = console.messages().format(text::LabelHost);
                console.answer(table(&[(label, host)]).join("\n"));
            }
            None => console.answer(text::DirectiveStateNone),
        },
    }
    Ok(())
}

/// Shows the value of a variable or setting.
fn value_of(driver: &mut dyn Driver, name: &str) -> Result<(), StopReason> {
    let console = driver.console();
    let Some(value) = value(console, name) else {
        if is_secret_variable(name) {
            // Its value may be typed next.
            console.note_unsent_attempt();
        }
        // The message does not repeat the name: it may be a secret whose variable's name was forgotten.
        return driver.fail(&text::DirectiveSetNoValue);
    };
    console.answer(value);
    if let Some(values) = values_of(name) {
        console.info(text::DirectiveSetUsage { name, values });
    }
    Ok(())
}

/// `NAME VALUE`, as `:set` takes it. A value that may be a secret is not shown.
fn value(console: &Console, name: &str) -> Option<String> {
    let messages = console.messages();
    let settings = &console.settings;
    let seconds = |time: Duration| Some(format!("{name} {}s", time.as_secs_f64()));
    match name {
        "fold" => Some(format!("{name} {}", settings.fold)),
        "guide" => Some(format!("{name} {}", if console.is_guided() { "on" } else { "off" })),
        "paste" => Some(format!("{name} {}", if settings.raw_paste { "raw" } else { "script" })),
        "patience" => seconds(settings.patience),
        "timeout" => seconds(settings.timeout),
        _ if !console.variables.has(name) => None,
        _ if is_secret_variable(name) => Some(messages.format(text::DirectiveSetHidden { name })),
        _ => console.variables.variable(name).map(|value| format!("{name} {value}")),
    }
}
