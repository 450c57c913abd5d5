//! Blocking waits for one descriptor or one message, with a deadline and an interrupt.

use rustix::event::{PollFd, Timespec, poll};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a wait on the way to a session, which no waker reaches, looks whether it is to end.
const GLANCE: Duration = Duration::from_millis(100);

/// A wait in short pieces, each up to a time that it is given and tells whether what is waited for
/// has come. It ends when that has, when it is interrupted, or late.
pub(super) fn wait_in_pieces<T, E>(
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
    mut wait: impl FnMut(Instant) -> Result<Option<T>, E>,
) -> Result<Waited<T>, E> {
    loop {
        let now = Instant::now();
        let until = match interrupt {
            Some(_) => deadline.min(now + GLANCE),
            None => deadline,
        };
        if let Some(came) = wait(until)? {
            return Ok(Waited::Came(came));
        }
        if interrupt.is_some_and(|interrupt| interrupt.load(Ordering::Acquire)) {
            return Ok(Waited::Interrupted);
        }
        if Instant::now() >= deadline {
            return Ok(Waited::Late);
        }
    }
}

/// What a wait ended with.
pub(super) enum Waited<T> {
    /// With what was waited for.
    Came(T),
    /// It was interrupted.
    Interrupted,
    /// The deadline came first.
    Late,
}

/// Waits for one stream alone. False: the deadline came first.
pub(super) fn wait_for(what: PollFd<'_>, deadline: Instant) -> io::Result<bool> {
    let mut fds = [what];
    loop {
        match poll(&mut fds, time_left(Some(deadline)).as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) if deadline <= Instant::now() => return Ok(false),
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
}

pub(super) fn time_left(deadline: Option<Instant>) -> Option<Timespec> {
    let left = deadline?.saturating_duration_since(Instant::now());
    // A wait longer than the type can hold is a wait for ever.
    Timespec::try_from(left).ok()
}
