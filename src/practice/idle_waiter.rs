//! A session in IDLE, or with NOTIFY between commands, sleeps on its [`IdleWaiter`] until another
//! thread wakes it.
//!
//! Three threads may do so: the one that watches its socket, another session that changed something
//! that it reports, and the one that shuts the server down. Each sets a field under the lock and
//! signals the condition variable, so no wake-up is lost and none is delayed by polling.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Why [`IdleWaiter::wait`] returned.
#[derive(Debug)]
pub enum WakeReason {
    /// Input has arrived, or the client has closed its side.
    Input,
    /// The selected mailbox changed, or something else that the session reports.
    Changed,
    /// The server is shutting down.
    ServerClosing,
    /// The deadline passed.
    Deadline,
}

#[derive(Debug, Default)]
struct Pending {
    input_ready: bool,
    changed: bool,
    server_closing: bool,
}

/// Lets one session wait for input, changes and shutdown at the same time.
#[derive(Debug, Default)]
pub struct IdleWaiter {
    pending: Mutex<Pending>,
    woken: Condvar,
}

impl IdleWaiter {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the session because something changed.
    pub fn changed(&self) {
        self.lock().changed = true;
        self.woken.notify_one();
    }

    /// Forgets that something changed, because the session is about to look.
    pub fn forget_change(&self) {
        self.lock().changed = false;
    }

    /// Whether [`Self::changed`] was called, and the session has not looked yet.
    pub fn has_change(&self) -> bool {
        self.lock().changed
    }

    /// Wakes the session because the server is shutting down. Every later wait returns at once.
    pub fn server_closing(&self) {
        self.lock().server_closing = true;
        self.woken.notify_one();
    }

    /// Whether [`Self::server_closing`] was called.
    pub fn is_server_closing(&self) -> bool {
        self.lock().server_closing
    }

    /// Wakes the session because input has arrived.
    pub fn input_ready(&self) {
        self.lock().input_ready = true;
        self.woken.notify_one();
    }

    /// Sleeps until one of the methods above is called, or until the deadline. A session that will look
    /// at the deadline anyway ignores changes.
    pub fn wait(&self, deadline: Instant, ignores_changes: bool) -> WakeReason {
        let mut pending = self.lock();
        loop {
            if pending.server_closing {
                return WakeReason::ServerClosing;
            }
            if std::mem::take(&mut pending.input_ready) {
                return WakeReason::Input;
            }
            if !ignores_changes && std::mem::take(&mut pending.changed) {
                return WakeReason::Changed;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return WakeReason::Deadline;
            }
            pending = match self.woken.wait_timeout(pending, left) {
                Ok((pending, _)) => pending,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_change_that_is_ignored_is_found_later() {
        let waiter = IdleWaiter::default();
        let soon = || Instant::now() + Duration::from_millis(1);
        waiter.changed();
        assert!(matches!(waiter.wait(soon(), true), WakeReason::Deadline));
        assert!(waiter.has_change());
        assert!(matches!(waiter.wait(soon(), false), WakeReason::Changed));
        assert!(matches!(waiter.wait(soon(), false), WakeReason::Deadline));
        waiter.changed();
        waiter.input_ready();
        assert!(matches!(waiter.wait(soon(), true), WakeReason::Input));
        waiter.forget_change();
        assert!(matches!(waiter.wait(soon(), false), WakeReason::Deadline));
    }
}
