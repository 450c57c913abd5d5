//! Where a session sleeps in IDLE: octets from its socket, a change of its mailbox and the
//! server's end all arrive here, and each wakes it at once.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What woke a session.
#[derive(Debug)]
pub enum Wake {
    /// What reading the socket gave; no octets: its end.
    Octets(io::Result<Vec<u8>>),
    /// The mailbox changed.
    Changed,
    /// The server is closing.
    Closing,
    /// The deadline came.
    Time,
}

#[derive(Debug, Default)]
struct State {
    octets: Option<io::Result<Vec<u8>>>,
    changed: bool,
    closing: bool,
}

/// A session's place to sleep. It holds at most one of each kind of news.
#[derive(Debug, Default)]
pub struct Slot {
    state: Mutex<State>,
    news: Condvar,
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that the mailbox changed.
    pub fn ring(&self) {
        self.lock().changed = true;
        self.news.notify_one();
    }

    /// Says that the server is closing; it stays said.
    pub fn close(&self) {
        self.lock().closing = true;
        self.news.notify_one();
    }

    /// Whether the server is closing.
    pub fn closing(&self) -> bool {
        self.lock().closing
    }

    /// Hands over what one read of the socket gave.
    pub fn deposit(&self, octets: io::Result<Vec<u8>>) {
        self.lock().octets = Some(octets);
        self.news.notify_one();
    }

    /// Sleeps until there is news, or until the deadline.
    pub fn wait(&self, deadline: Instant) -> Wake {
        let mut state = self.lock();
        loop {
            if state.closing {
                return Wake::Closing;
            }
            if let Some(octets) = state.octets.take() {
                return Wake::Octets(octets);
            }
            if std::mem::take(&mut state.changed) {
                return Wake::Changed;
            }
            let Some(left) = deadline
                .checked_duration_since(Instant::now())
                .filter(|left| !left.is_zero())
            else {
                return Wake::Time;
            };
            state = match self.news.wait_timeout(state, left) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }
}
