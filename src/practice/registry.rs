//! The running sessions. The registry limits their number, knows which have logged in, and ends
//! them all at shutdown.

use super::idle_waiter::IdleWaiter;
use crate::transport::Socket;
use std::collections::HashMap;
use std::net::Shutdown;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// All running sessions by their numbers.
#[derive(Debug, Default)]
pub struct SessionRegistry {
    sessions: Mutex<Sessions>,
    /// Signaled whenever a session is removed.
    removed: Condvar,
}

#[derive(Debug, Default)]
struct Sessions {
    running: HashMap<u64, RunningSession>,
    /// The number of the session that was added last.
    last_id: u64,
    closing: bool,
}

#[derive(Debug)]
struct RunningSession {
    waiter: Arc<IdleWaiter>,
    socket: Arc<Socket>,
    logged_in: bool,
}

impl SessionRegistry {
    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a session and returns its number. At the limit it replaces the oldest session that has
    /// not logged in, so that idle connections cannot keep others out. Returns `None` if every
    /// session has logged in, or if the server is shutting down.
    pub fn add(
        &self,
        waiter: Arc<IdleWaiter>,
        socket: Arc<Socket>,
        max_sessions: usize,
    ) -> Option<u64> {
        let mut sessions = self.lock();
        if sessions.closing {
            return None;
        }
        if sessions.running.len() >= max_sessions {
            let anonymous = sessions.running.iter().filter(|(_, session)| !session.logged_in);
            let oldest = anonymous.map(|(id, _)| *id).min()?;
            if let Some(replaced) = sessions.running.remove(&oldest) {
                replaced.socket.shutdown(Shutdown::Both).ok();
            }
        }
        sessions.last_id += 1;
        let id = sessions.last_id;
        let session = RunningSession { waiter, socket, logged_in: false };
        sessions.running.insert(id, session);
        Some(id)
    }

    /// Removes a session that has ended.
    pub fn remove(&self, id: u64) {
        self.lock().running.remove(&id);
        self.removed.notify_all();
    }

    /// Marks a session as logged in: no other session will replace it.
    pub fn set_logged_in(&self, id: u64) {
        if let Some(session) = self.lock().running.get_mut(&id) {
            session.logged_in = true;
        }
    }

    /// Makes all sessions end and adds no new ones. Waits at most `timeout` for the sessions to
    /// end, and returns whether all of them did.
    pub fn close(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        let mut sessions = self.lock();
        sessions.closing = true;
        for session in sessions.running.values() {
            session.waiter.server_closing();
            // Wakes a session that is blocked in a read: it sees the end of its input and then
            // asks its waiter why.
            session.socket.shutdown(Shutdown::Read).ok();
        }
        while !sessions.running.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            sessions = match self.removed.wait_timeout(sessions, left) {
                Ok((sessions, _)) => sessions,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
        true
    }
}
