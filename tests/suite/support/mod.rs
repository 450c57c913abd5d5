//! The harness: programs started as a user would, in a terminal or between pipes,
//! and the servers they talk to.
#![allow(dead_code)] // not every helper has its test in every build

pub mod captured;
pub mod certificates;
pub mod dovecot;
pub mod normalized;
pub mod process;
pub mod program;
pub mod raw_client;
pub mod replays;
pub mod scripted_server;
pub mod serve_process;
pub mod terminal;
pub mod wire_tap;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long anything may take before a test gives up. Nothing waits this long when all is well:
/// waits end with the event they wait for, so this need not fit a machine's speed.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// A lock whose holder panicked is still good: its test has failed already.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Octets as a failing test shows them: text as it is, with `\r`, `\n` and escapes visible.
pub fn readable(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets)
        .split_inclusive('\n')
        .map(|line| format!("  {}\n", line.escape_debug()))
        .collect()
}

/// An indented text as the wire has it: each line ends with CRLF.
pub fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// Whether `octets` hold `part` somewhere.
pub fn holds(octets: &[u8], part: &[u8]) -> bool {
    position(octets, part).is_some()
}

/// Where `part` begins in `octets`, if it is there.
pub fn position(octets: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    octets.windows(part.len()).position(|window| window == part)
}

/// Keeps a server's script where it is until the test lets it go on.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets everybody through who waits now or later.
    pub fn open(&self) {
        *lock(&self.0.0) = true;
        self.0.1.notify_all();
    }

    /// Waits until the gate is open.
    #[track_caller]
    pub fn wait(&self) {
        let open = lock(&self.0.0);
        let (open, _) = self
            .0
            .1
            .wait_timeout_while(open, TIMEOUT, |open| !*open)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(*open, "nobody opened the gate");
    }
}

/// The median of measured times; for an even count the later of the two in the middle.
#[track_caller]
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
