//! Waiting for the server.

use super::Console;
use crate::session::Session;
use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long to wait for a line, or for the listing's responses, before reporting the wait.
pub const UNREPORTED_WAIT: Duration = Duration::from_secs(2);

/// Why a driver stops early.
#[derive(Debug)]
pub enum StopReason {
    /// Something failed, and this was reported.
    Failed,
    /// The script's text is wrong, and this was reported.
    InvalidScript,
    /// Ctrl-C.
    Interrupted,
    /// `:quit`.
    Quit,
    /// Standard output can't be written to.
    Output(io::Error),
    /// Waiting itself, or reading standard input, failed.
    Io(io::Error),
}

impl From<io::Error> for StopReason {
    fn from(error: io::Error) -> StopReason {
        StopReason::Io(error)
    }
}

impl Console {
    /// Sends what is queued, then waits until something happens or the deadline passes, and shows
    /// what arrived. Ctrl-C, and a screen that can't be written to, stop the driver.
    pub fn turn(&mut self, deadline: Option<Instant>) -> Result<(), StopReason> {
        self.poll(deadline)?;
        if self.interrupt.load(Ordering::Relaxed) {
            return Err(StopReason::Interrupted);
        }
        match self.sinks.take_view_failure() {
            Some(error) => Err(StopReason::Output(error)),
            None => Ok(()),
        }
    }

    /// Takes a turn for the answer to what was just sent, which a nearby server sends within
    /// microseconds: see [`Poller::expect_answer`](crate::transport::Poller::expect_answer).
    pub fn turn_for_answer(&mut self, deadline: Option<Instant>) -> Result<(), StopReason> {
        self.poller.expect_answer();
        self.turn(deadline)
    }

    /// A turn that only a failure of the wait itself stops.
    fn poll(&mut self, deadline: Option<Instant>) -> io::Result<()> {
        let deadline = deadline.into_iter().chain(self.sinks.notices_due_at()).min();
        match super::live_mut(&mut self.session) {
            Some(session) => {
                let turn = session.turn(&mut self.poller, deadline, &mut self.sinks)?;
                if turn.received {
                    (self.activity, self.was_silent) = (true, false);
                }
            }
            None => drop(self.poller.wait(None, deadline)?),
        }
        self.sinks.release_due_notices();
        self.report_changes();
        Ok(())
    }

    /// Takes turns while the connection is open and the condition holds. Ctrl-C does not stop it.
    pub fn wait_while(
        &mut self,
        deadline: Instant,
        holds: impl Fn(&Session) -> bool,
    ) -> io::Result<()> {
        while self.live().is_some_and(&holds) && Instant::now() < deadline {
            self.poll(Some(deadline))?;
        }
        Ok(())
    }

    /// Whether the server has sent anything since the last call.
    pub fn take_activity(&mut self) -> bool {
        std::mem::take(&mut self.activity)
    }
}
