//! The running sessions. The registry limits their number, also for each address and for each
//! account, and ends them all at shutdown.

use super::config::Limits;
use super::idle_waiter::IdleWaiter;
use crate::transport::Socket;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, Shutdown};
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
    /// `None` inside the program.
    address: Option<IpAddr>,
    /// The account, once the client has logged in.
    user: Option<String>,
}

impl SessionRegistry {
    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a session from an address and returns its number. At a limit it replaces the oldest
    /// session that has not logged in, so that idle connections cannot keep others out; at the limit
    /// of an address, only one from there. Returns `None` if all of them have logged in, or if the
    /// server is shutting down.
    pub fn add(
        &self,
        waiter: Arc<IdleWaiter>,
        socket: Arc<Socket>,
        address: Option<IpAddr>,
        limits: &Limits,
    ) -> Option<u64> {
        let address = address.map(network);
        let mut sessions = self.lock();
        if sessions.closing {
            return None;
        }
        let is_here = |session: &RunningSession| session.address == address;
        let here = sessions.running.values().filter(|session| is_here(session)).count();
        let is_address_full = here >= limits.sessions_per_address;
        if is_address_full || sessions.running.len() >= limits.sessions {
            let anonymous = sessions.running.iter().filter(|(_, session)| {
                session.user.is_none() && (is_here(session) || !is_address_full)
            });
            let oldest = anonymous.map(|(id, _)| *id).min()?;
            if let Some(replaced) = sessions.running.remove(&oldest) {
                replaced.socket.shutdown(Shutdown::Both).ok();
            }
        }
        sessions.last_id += 1;
        let id = sessions.last_id;
        let session = RunningSession { waiter, socket, address, user: None };
        sessions.running.insert(id, session);
        Some(id)
    }

    /// Removes a session that has ended.
    pub fn remove(&self, id: u64) {
        self.lock().running.remove(&id);
        self.removed.notify_all();
    }

    /// Records that a session has logged in to an account: no other session will replace it. Returns
    /// whether the limit of sessions of one account permits it.
    pub fn log_in(&self, id: u64, user: &str, limits: &Limits) -> bool {
        let mut sessions = self.lock();
        let is_same = |session: &&RunningSession| session.user.as_deref() == Some(user);
        if sessions.running.values().filter(is_same).count() >= limits.sessions_per_account {
            return false;
        }
        if let Some(session) = sessions.running.get_mut(&id) {
            session.user = Some(user.to_owned());
        }
        true
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

/// The address as far as one person has it: of an IPv6 address, the first 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}
