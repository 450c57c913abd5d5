//! `:wait` and `:expect`

use super::Driver;
use crate::console::StopReason;
use crate::messages::text;
use crate::notation::Pattern;
use std::time::{Duration, Instant};

/// `:wait DURATION [PATTERN]`: shows what the server sends, until a line matches, the time has
/// passed or the connection ends.
pub fn wait(
    driver: &mut dyn Driver,
    time: Duration,
    pattern: Option<&Pattern>,
) -> Result<(), StopReason> {
    let deadline = Instant::now() + time;
    let mut matched = false;
    while !matched && Instant::now() < deadline && driver.console().live().is_some() {
        matched = pattern.is_some_and(|pattern| driver.console().sinks.expectations.take(pattern));
        if !matched {
            turn(driver, deadline)?;
        }
    }
    Ok(())
}

/// `:expect PATTERN`: a line must match before the server has been silent for the timeout.
pub fn expect(driver: &mut dyn Driver, pattern: &Pattern) -> Result<(), StopReason> {
    let timeout = driver.console().settings.timeout;
    let mut deadline = Instant::now() + timeout;
    while !driver.console().sinks.expectations.take(pattern) {
        if Instant::now() >= deadline || driver.console().live().is_none() {
            let failed = driver.fail(&text::ReplayExpected { pattern: pattern.text() });
            if driver.console().live().is_some() {
                driver.console().report_unfinished();
            }
            return failed;
        }
        turn(driver, deadline)?;
        if driver.console().take_activity() {
            deadline = Instant::now() + timeout;
        }
    }
    Ok(())
}

fn turn(driver: &mut dyn Driver, deadline: Instant) -> Result<(), StopReason> {
    driver.console().turn(Some(deadline))?;
    driver.take_completions()
}
