//! Blocking waits for one descriptor or one message, with a deadline and an interrupt.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a wait that no waker can end checks its interrupt.
const PIECE: Duration = Duration::from_millis(100);

/// Waits in short pieces. `wait` waits until a time and returns what it waited for, or nothing.
pub(super) fn wait_in_pieces<T, E>(
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
    mut wait: impl FnMut(Instant) -> Result<Option<T>, E>,
) -> Result<WaitResult<T>, E> {
    loop {
        let now = Instant::now();
        let until = match interrupt {
            Some(_) => deadline.min(now + PIECE),
            None => deadline,
        };
        if let Some(result) = wait(until)? {
            return Ok(WaitResult::Done(result));
        }
        if interrupt.is_some_and(|interrupt| interrupt.load(Ordering::Acquire)) {
            return Ok(WaitResult::Interrupted);
        }
        if Instant::now() >= deadline {
            return Ok(WaitResult::TimedOut);
        }
    }
}

/// How a wait in pieces ended.
pub(super) enum WaitResult<T> {
    Done(T),
    Interrupted,
    /// The deadline came first.
    TimedOut,
}

/// The instant after a timeout. A timeout that the clock can't represent counts as a day.
pub fn deadline_after(start: Instant, timeout: Duration) -> Instant {
    let day = Duration::from_secs(24 * 60 * 60);
    (start.checked_add(timeout).or_else(|| start.checked_add(day))).unwrap_or(start)
}

/// Waits until there is something to read, or the end. False: the deadline came first.
pub fn wait_readable(descriptor: &impl AsFd, deadline: Instant) -> io::Result<bool> {
    wait_for(PollFd::new(descriptor, PollFlags::IN), deadline)
}

/// Waits until there is room to write. False: the deadline came first.
pub fn wait_writable(descriptor: &impl AsFd, deadline: Instant) -> io::Result<bool> {
    wait_for(PollFd::new(descriptor, PollFlags::OUT), deadline)
}

/// The peer's state, as far as it is visible without reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerState {
    Connected,
    /// It sends no more. Whether it still reads is not known.
    SendsNoMore,
    Gone,
}

/// Checks the peer's state without waiting.
pub fn peer_state(descriptor: &impl AsFd) -> PeerState {
    #[cfg(target_os = "linux")]
    let sends_no_more = PollFlags::RDHUP;
    #[cfg(not(target_os = "linux"))]
    let sends_no_more = PollFlags::empty();
    let mut descriptors = [PollFd::new(descriptor, sends_no_more)];
    let polled = poll(&mut descriptors, Some(&Timespec::default()));
    let state = descriptors[0].revents();
    match polled {
        Ok(_) if state.intersects(PollFlags::HUP | PollFlags::ERR) => PeerState::Gone,
        Ok(_) if state.intersects(sends_no_more) => PeerState::SendsNoMore,
        _ => PeerState::Connected,
    }
}

fn wait_for(descriptor: PollFd<'_>, deadline: Instant) -> io::Result<bool> {
    let mut descriptors = [descriptor];
    loop {
        match poll(&mut descriptors, time_left(Some(deadline)).as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) if deadline <= Instant::now() => return Ok(false),
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
}

pub(super) fn time_left(deadline: Option<Instant>) -> Option<Timespec> {
    let remaining = deadline?.saturating_duration_since(Instant::now());
    // A wait longer than the type can hold is a wait without a timeout.
    Timespec::try_from(remaining).ok()
}
