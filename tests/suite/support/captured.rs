//! Octets that arrive from somewhere, kept whole, for tests that wait until some have come.

use super::{TIMEOUT, lock, position, readable};
use std::io::Read;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// All octets that a reader gave so far. A thread of its own fills it.
#[derive(Default)]
pub struct Captured {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    octets: Vec<u8>,
    /// Where each piece ended, and when it came.
    arrivals: Vec<(usize, Instant)>,
    ended: bool,
}

impl Captured {
    /// Reads `source` to its end in a thread of its own.
    pub fn from_reader(mut source: impl Read + Send + 'static) -> Arc<Self> {
        let captured = Arc::new(Self::default());
        let ours = Arc::clone(&captured);
        std::thread::spawn(move || {
            let mut piece = vec![0; 64 * 1024];
            loop {
                match source.read(&mut piece) {
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Ok(0) | Err(_) => break,
                    Ok(length) => ours.add(&piece[..length]),
                }
            }
            ours.end();
        });
        captured
    }

    /// Appends what has come.
    pub fn add(&self, octets: &[u8]) {
        let mut state = lock(&self.state);
        state.octets.extend_from_slice(octets);
        let length = state.octets.len();
        state.arrivals.push((length, Instant::now()));
        self.changed.notify_all();
    }

    /// Nothing more will come.
    pub fn end(&self) {
        lock(&self.state).ended = true;
        self.changed.notify_all();
    }

    /// What has come so far.
    pub fn octets(&self) -> Vec<u8> {
        lock(&self.state).octets.clone()
    }

    /// What has come so far, as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.octets()).into_owned()
    }

    pub fn len(&self) -> usize {
        lock(&self.state).octets.len()
    }

    /// Waits until `part` has come, at or after the octet `from`. Gives where it ends, and when its last octet came.
    #[track_caller]
    pub fn wait_from(&self, from: usize, part: &[u8]) -> (usize, Instant) {
        let mut found = None;
        let state = lock(&self.state);
        let (state, _) = self
            .changed
            .wait_timeout_while(state, TIMEOUT, |state| {
                let octets = state.octets.get(from..).unwrap_or_default();
                found = position(octets, part).map(|at| from + at + part.len());
                found.is_none() && !state.ended
            })
            .unwrap_or_else(PoisonError::into_inner);
        let Some(end) = found else {
            panic!(
                "waited for {:?}, but {}:\n{}",
                String::from_utf8_lossy(part),
                if state.ended {
                    "this was all that came"
                } else {
                    "only this came in time"
                },
                readable(state.octets.get(from..).unwrap_or_default()),
            );
        };
        let when = state
            .arrivals
            .iter()
            .find(|(upto, _)| *upto >= end)
            .map(|(_, when)| *when);
        (end, when.unwrap_or_else(Instant::now))
    }

    /// Waits until `part` has come, from the very first octet on.
    #[track_caller]
    pub fn wait_for(&self, part: &str) -> Instant {
        self.wait_from(0, part.as_bytes()).1
    }

    /// Waits until `part` has come (true), or nothing more can come or patience ends (false).
    pub fn wait_either(&self, part: &str, patience: Duration) -> bool {
        let mut found = false;
        let state = lock(&self.state);
        let waited = self.changed.wait_timeout_while(state, patience, |state| {
            found = position(&state.octets, part.as_bytes()).is_some();
            !found && !state.ended
        });
        drop(waited);
        found
    }

    /// Waits until nothing more can come, and gives all of it.
    #[track_caller]
    pub fn wait_end(&self) -> Vec<u8> {
        let state = lock(&self.state);
        let (state, _) = self
            .changed
            .wait_timeout_while(state, TIMEOUT, |state| !state.ended)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(
            state.ended,
            "still not at its end:\n{}",
            readable(&state.octets)
        );
        state.octets.clone()
    }
}
