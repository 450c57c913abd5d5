//! `:connect` and `:reconnect`: another session replaces the current one.

use super::Driver;
use crate::console::{Console, StopReason};
use crate::messages::{Explain, text};
use crate::notation::directive::connects_to_practice;
use crate::protocol::program_words::{self, ProgramWord};
use crate::session::{ConnectPlan, OpenError};
use crate::transport::{Security, address::parse};
use std::time::Duration;

/// How long the old session's LOGOUT may take.
const LOGOUT_TIME: Duration = Duration::from_secs(5);

/// `:connect HOST [PORT] [--starttls|--plain]`
pub fn connect(driver: &mut dyn Driver, arguments: &str) -> Result<(), StopReason> {
    let console = driver.console();
    match plan_of(arguments, console) {
        Ok(plan) => open_session(driver, plan, &format!("connect {arguments}")),
        Err(why) => driver.fail(&why),
    }
}

/// `:reconnect`
pub fn reconnect(driver: &mut dyn Driver) -> Result<(), StopReason> {
    let plan = driver.console().plan().clone();
    open_session(driver, plan, "reconnect")
}

/// Replaces the current session by a new one. If that fails, the current one stays.
pub fn open_session(
    driver: &mut dyn Driver,
    plan: ConnectPlan,
    directive: &str,
) -> Result<(), StopReason> {
    driver.console().begin_opening(plan.clone())?;
    let opened = loop {
        if let Some(opened) = driver.console().turn_opening()? {
            break opened;
        }
        let continued = driver.continue_while_opening();
        continued.inspect_err(|_| driver.console().end_opening(false))?;
    };
    let console = driver.console();
    let error = match opened {
        Ok(session) => {
            console.go_to(session, plan, directive, LOGOUT_TIME);
            return Ok(());
        }
        Err(error) => error,
    };
    match error {
        OpenError::Interrupted => console.info(text::Interrupted),
        error => {
            console.report_error(&error);
            driver.advise_after_failure(&error, &plan);
        }
    }
    let console = driver.console();
    if console.live().is_none() {
        return driver.fail(&text::DirectiveNoSession);
    }
    let address = console.messages().address(console.plan());
    driver.fail(&text::DirectiveSessionStays { address })
}

/// The current plan with the arguments of `:connect`.
fn plan_of(arguments: &str, console: &mut Console) -> Result<ConnectPlan, String> {
    let messages = console.messages();
    let (mut named, mut security) = (Vec::new(), None);
    for word in arguments.split_whitespace() {
        match word {
            "--starttls" => security = Some(Security::StartTls),
            "--plain" => security = Some(Security::Plain),
            option if option.starts_with("--") => {
                // The value may be a secret.
                let option = option.split('=').next().unwrap_or_default();
                return Err(match program_words::find(option.trim_start_matches('-')) {
                    Some((_, ProgramWord::Option)) => {
                        messages.format(text::DirectiveConnectProgramOption { option })
                    }
                    _ => messages.format(text::DirectiveConnectOption { option }),
                });
            }
            word => named.push(word),
        }
    }
    if connects_to_practice(arguments) {
        return console.plan_to_practice(security.unwrap_or(Security::Tls));
    }
    let (host, port) = match named.as_slice() {
        [host] => (host, None),
        [host, port] => (host, Some(*port)),
        _ => return Err(messages.format(text::DirectiveConnectHost)),
    };
    let target = parse(host, port, security).map_err(|error| {
        let words = error.explain(messages);
        format!("{} {}", words.cause, words.advice)
    })?;
    Ok(console.plan_to(target))
}
