//! `:wait`, `:expect`, `:expect!` and `:capture`.

use super::Driver;
use crate::console::{NearLine, Purpose, StopReason, UNREPORTED_WAIT};
use crate::escape::cut;
use crate::messages::text;
use crate::notation::Pattern;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::secrets::is_secret_variable;
use std::time::{Duration, Instant};

/// How many characters of a line or a pattern an error shows.
const MAX_SHOWN: usize = 120;

/// `:wait DURATION [PATTERN]`: shows what the server sends, until a line matches, the time has
/// passed or the connection ends.
pub fn wait(
    driver: &mut dyn Driver,
    time: Duration,
    pattern: Option<&Pattern>,
) -> Result<(), StopReason> {
    let began = Instant::now();
    let deadline = began + time;
    loop {
        let console = driver.console();
        if pattern.is_some_and(|pattern| {
            console.sinks.expectations.take(pattern, Purpose::Wait).is_some()
        }) {
            return Ok(());
        }
        if Instant::now() >= deadline || console.live().is_none() {
            break;
        }
        // Lines typed before are for the next step, unless the wait is still running at this time.
        let keys_at = began + UNREPORTED_WAIT;
        let are_keys_due = Instant::now() >= keys_at;
        turn(driver, if are_keys_due { deadline } else { deadline.min(keys_at) })?;
        if Instant::now() >= keys_at && driver.ends_wait()? {
            break;
        }
    }
    if let Some(pattern) = pattern {
        driver.console().sinks.expectations.skip(pattern, Purpose::Wait);
    }
    Ok(())
}

/// `:expect PATTERN`: a line must match before the server has been silent for the timeout.
pub fn expect(driver: &mut dyn Driver, pattern: &Pattern) -> Result<(), StopReason> {
    match expected_line(driver, pattern, Purpose::Expect)? {
        ExpectedLine::Received(_) | ExpectedLine::Skipped => Ok(()),
        ExpectedLine::Missing => fail_expected(driver, pattern, Purpose::Expect),
    }
}

/// `:capture NAME PATTERN`: like `:expect`; sets a variable to a part of the line.
pub fn capture(driver: &mut dyn Driver, name: &str, pattern: &Pattern) -> Result<(), StopReason> {
    let captured = match expected_line(driver, pattern, Purpose::Capture)? {
        ExpectedLine::Received(captured) => captured,
        ExpectedLine::Skipped => return Ok(()),
        ExpectedLine::Missing => return fail_expected(driver, pattern, Purpose::Capture),
    };
    match String::from_utf8(captured) {
        Ok(value) => {
            if !is_secret_variable(name) {
                driver.confirm(&text::DirectiveCaptured { name, value: &value });
            }
            driver.console().variables.set(name, value);
        }
        Err(_) => {
            let pattern = shown(driver, pattern);
            return driver.fail(&text::ReplayCapturedNotText { pattern: &pattern });
        }
    }
    Ok(())
}

/// `:expect! PATTERN`: no line since the last command, which must be completed, may match.
pub fn expect_not(driver: &mut dyn Driver, pattern: &Pattern) -> Result<(), StopReason> {
    let timeout = driver.console().settings.timeout;
    let mut deadline = Instant::now() + timeout;
    while awaits_completion(driver) && Instant::now() < deadline {
        turn_for_activity(driver, deadline, &mut deadline, timeout)?;
    }
    match driver.console().sinks.expectations.received(pattern) {
        Some(line) => {
            let line = cut(String::from_utf8_lossy(&line), MAX_SHOWN);
            driver.fail(&text::ReplayNotExpected { line })
        }
        None => Ok(()),
    }
}

/// The result of waiting for a line.
enum ExpectedLine {
    /// The line was received; this was captured.
    Received(Vec<u8>),
    /// The user has ended the wait.
    Skipped,
    Missing,
}

/// Waits for a line that matches, for the timeout. While the server owes the completion of a command,
/// whatever it sends extends the time: its answer may be long. Otherwise, as in IDLE, the lines that a server
/// sends to keep the connection alive would extend it forever.
fn expected_line(
    driver: &mut dyn Driver,
    pattern: &Pattern,
    purpose: Purpose,
) -> Result<ExpectedLine, StopReason> {
    let timeout = driver.console().settings.timeout;
    let mut deadline = Instant::now() + timeout;
    if driver.console().was_silent {
        turn(driver, Instant::now())?;
        // If the server was silent for the timeout already, do not wait again.
        if driver.console().was_silent {
            deadline = Instant::now();
        }
    }
    let mut report_at = Some(Instant::now() + UNREPORTED_WAIT).filter(|at| *at < deadline);
    loop {
        let console = driver.console();
        if let Some(captured) = console.sinks.expectations.take(pattern, purpose) {
            return Ok(ExpectedLine::Received(captured));
        }
        if Instant::now() >= deadline || console.live().is_none() {
            console.was_silent = true;
            console.sinks.expectations.skip(pattern, purpose);
            return Ok(ExpectedLine::Missing);
        }
        if report_at.is_some_and(|at| Instant::now() >= at) {
            report_at = None;
            let (pattern, seconds) = (&shown(driver, pattern), timeout.as_secs_f64());
            if awaits_completion(driver) {
                driver.console().info(text::ReplayAwaits { pattern, seconds });
            } else {
                driver.console().info(text::ReplayAwaitsAtMost { pattern, seconds });
            }
            driver.say_keys_of_wait();
        }
        // A key that was pressed before the report ends the wait with it.
        if report_at.is_none() && driver.ends_wait()? {
            driver.console().sinks.expectations.skip(pattern, purpose);
            return Ok(ExpectedLine::Skipped);
        }
        turn_for_activity(driver, report_at.unwrap_or(deadline), &mut deadline, timeout)?;
    }
}

fn fail_expected(
    driver: &mut dyn Driver,
    pattern: &Pattern,
    purpose: Purpose,
) -> Result<(), StopReason> {
    let is_again = driver.console().sinks.expectations.has_taken(pattern, purpose);
    let near =
        driver.console().sinks.expectations.nearest(pattern).map(|near| NearLine {
            line: driver.console().mask().masked_response(&near.line),
            ..near
        });
    let pattern = &shown(driver, pattern);
    let failed = match near {
        _ if is_again => driver.fail(&text::ReplayExpectedAgain { pattern }),
        Some(NearLine { line, is_partial: true }) => {
            driver.fail(&text::ReplayExpectedPart { pattern, line: cut(line, MAX_SHOWN) })
        }
        Some(NearLine { line, is_partial: false }) => {
            driver.fail(&text::ReplayExpectedNear { pattern, line: cut(line, MAX_SHOWN) })
        }
        None => driver.fail(&text::ReplayExpected { pattern }),
    };
    if driver.console().live().is_some() {
        driver.console().report_unfinished();
    }
    failed
}

/// The pattern for an error.
fn shown(driver: &mut dyn Driver, pattern: &Pattern) -> String {
    cut(driver.console().mask().masked_pattern(pattern.text()), MAX_SHOWN).into_owned()
}

fn awaits_completion(driver: &mut dyn Driver) -> bool {
    driver.console().dialogue().is_some_and(Dialogue::awaits_completion)
}

/// Takes a turn until this time. Moves the deadline if the server has sent something of an answer.
fn turn_for_activity(
    driver: &mut dyn Driver,
    until: Instant,
    deadline: &mut Instant,
    timeout: Duration,
) -> Result<(), StopReason> {
    let is_answer = awaits_completion(driver);
    turn(driver, until)?;
    if driver.console().take_activity() && is_answer {
        *deadline = Instant::now() + timeout;
    }
    Ok(())
}

fn turn(driver: &mut dyn Driver, deadline: Instant) -> Result<(), StopReason> {
    driver.console().turn(Some(deadline))?;
    driver.take_completions()
}
