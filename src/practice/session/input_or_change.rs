//! Waiting for input and for changes at the same time: during IDLE, and with NOTIFY between commands.
//!
//! The session sleeps on its [`IdleWaiter`], which wakes it for input, for changes and at the server's
//! shutdown. For input, a helper thread polls the socket, wakes the session once and ends. The next one
//! is started after the input has been read, so a session never has more than one.

use super::ServerSession;
use crate::practice::idle_waiter::{IdleWaiter, WakeReason};
use crate::practice::session_event::SessionEnd;
use crate::transport::{Socket, wait_readable};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest line during IDLE.
pub const MAX_LINE: usize = 1024;

/// The shortest time between two reports of changes. Changes that come faster are reported together.
const REPORT_INTERVAL: Duration = Duration::from_millis(20);

/// When changes are reported.
#[derive(Debug, Default)]
pub struct ReportTimer {
    /// Changes to report are waiting for this.
    pub due: Option<Instant>,
    last: Option<Instant>,
}

impl ReportTimer {
    /// There are changes to report.
    pub fn schedule(&mut self) {
        let earliest = self.last.map(|last| last + REPORT_INTERVAL);
        self.due = Some(earliest.unwrap_or_else(Instant::now));
    }

    /// Whether changes are to be reported now.
    pub fn take_due(&mut self) -> bool {
        let now = Instant::now();
        let is_due = self.due.is_some_and(|due| now >= due);
        if is_due {
            (self.due, self.last) = (None, Some(now));
        }
        is_due
    }
}

impl ServerSession {
    /// Registers the session, to be woken by changes of the selected mailbox and of what it watches.
    pub fn add_waiter(&mut self) {
        let mailbox = self.selected.as_ref().map(|selected| selected.mailbox);
        let watch = self.notify.as_ref().map(|notify| notify.watch.clone());
        self.store.lock().add_waiter(mailbox, watch, self.waiter.clone());
    }

    /// Sleeps until input arrives, which is then read, until something changes, or until a deadline.
    /// While a report is scheduled, which will find all changes, no change wakes the session. It ends
    /// at `autologout` at the latest, if it waits without input up to then.
    pub fn wait_for_changes(
        &mut self,
        until: Instant,
        autologout: Instant,
        report: &ReportTimer,
    ) -> Result<WakeReason, SessionEnd> {
        self.connection.flush()?;
        if !self.watches_input {
            let socket = self.connection.socket().clone();
            watch_input(socket, self.waiter.clone(), autologout)?;
            self.watches_input = true;
        }
        let reason = self.waiter.wait(until, report.due.is_some());
        if matches!(reason, WakeReason::Input) {
            self.watches_input = false;
            self.connection.receive_available(MAX_LINE)?;
        }
        Ok(reason)
    }

    /// Reports changes if they are due.
    pub fn send_due_changes(
        &mut self,
        report: &mut ReportTimer,
        permits_expunge: bool,
    ) -> Result<(), SessionEnd> {
        if !report.take_due() {
            return Ok(());
        }
        self.waiter.forget_change();
        self.send_changes(permits_expunge)
    }

    /// With NOTIFY, reports changes until the client sends a command or leaves.
    pub fn report_until_input(&mut self) -> Result<(), SessionEnd> {
        if !self.notify.as_ref().is_some_and(|notify| notify.is_active()) {
            return Ok(());
        }
        // A client that sends its commands ahead gets the changes with their responses.
        self.connection.receive_available(MAX_LINE)?;
        if !self.connection.input().is_empty() || self.connection.has_ended() {
            return Ok(());
        }
        self.add_waiter();
        let result = self.report_while_waiting();
        self.store.lock().remove_waiter();
        result
    }

    fn report_while_waiting(&mut self) -> Result<(), SessionEnd> {
        let autologout = self.deadline();
        let mut timer = ReportTimer::default();
        // Report what happened before the waiter was registered.
        self.send_changes(false)?;
        while self.connection.input().is_empty() && !self.connection.has_ended() {
            let until = timer.due.map_or(autologout, |due| due.min(autologout));
            match self.wait_for_changes(until, autologout, &timer)? {
                WakeReason::Changed => timer.schedule(),
                WakeReason::ServerClosing => return Err(SessionEnd::ServerClosing),
                WakeReason::Deadline if Instant::now() >= autologout => {
                    return Err(SessionEnd::TimedOut);
                }
                WakeReason::Input | WakeReason::Deadline => {}
            }
            self.send_due_changes(&mut timer, false)?;
        }
        Ok(())
    }
}

/// Starts a thread that wakes the session when input arrives. It ends then, with the connection, or
/// at the deadline.
fn watch_input(socket: Arc<Socket>, waiter: Arc<IdleWaiter>, deadline: Instant) -> io::Result<()> {
    let watcher =
        std::thread::Builder::new().name("practice-idle".to_owned()).stack_size(128 * 1024);
    let started = watcher.spawn(move || {
        // A failed wait counts as input: reading will report it.
        if wait_readable(&socket, deadline).unwrap_or(true) {
            waiter.input_ready();
        }
    });
    started.map(drop)
}
