//! A value that other threads change and a test waits on.

use super::TIMEOUT;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

#[derive(Default)]
pub struct Watched<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Watched<T> {
    pub fn new(value: T) -> Self {
        Self { value: Mutex::new(value), changed: Condvar::new() }
    }

    /// Access to the value. A panic in another thread does not poison it: that test has failed already.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the value and wakes every waiting thread.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }

    /// Calls `find` with the value, now and after each change, until it returns something.
    /// Returns `None` after [`TIMEOUT`].
    pub fn wait_for<R>(&self, mut find: impl FnMut(&mut T) -> Option<R>) -> Option<R> {
        let deadline = Instant::now() + TIMEOUT;
        let mut value = self.lock();
        loop {
            if let Some(found) = find(&mut value) {
                return Some(found);
            }
            let remaining = deadline.saturating_duration_since(Instant::now());
            if remaining.is_zero() {
                return None;
            }
            let woken = self.changed.wait_timeout(value, remaining);
            value = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
