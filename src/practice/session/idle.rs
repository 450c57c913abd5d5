//! IDLE (RFC 2177): reports changes at once until the client sends DONE. It also sends `* OK Still
//! here` at intervals, and delivers a message once for each account.
//!
//! During IDLE the session sleeps on its [`IdleWaiter`], which wakes it for input, for changes of
//! the mailbox and at the server's shutdown. For input, a helper thread polls the socket, wakes the
//! session once and ends. The next one is started after the input has been read, so a session never
//! has more than one.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::read_command::InputLine;
use crate::practice::idle_waiter::{IdleWaiter, WakeReason};
use crate::practice::session_event::SessionEnd;
use crate::transport::{Socket, wait_readable};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest line during IDLE.
const MAX_LINE: usize = 1024;

/// The shortest time between two reports of changes. Changes that come faster are reported together.
const REPORT_INTERVAL: Duration = Duration::from_millis(20);

/// When the session next acts during IDLE without being woken.
struct Timers {
    /// Changes to report are waiting for this.
    report: Option<Instant>,
    mail: Option<Instant>,
    still_here: Option<Instant>,
    autologout: Instant,
}

impl Timers {
    fn next(&self) -> Instant {
        [self.report, self.mail, self.still_here]
            .into_iter()
            .flatten()
            .fold(self.autologout, Instant::min)
    }
}

impl ServerSession {
    /// IDLE, up to the line that ends it.
    pub fn idle(&mut self) -> Outcome {
        let mailbox = self.selected.as_ref().map(|selected| selected.mailbox);
        self.store.lock().add_waiter(self.id, mailbox, self.waiter.clone());
        let outcome = self.idle_until_done();
        self.store.lock().remove_waiter(self.id);
        outcome
    }

    fn idle_until_done(&mut self) -> Outcome {
        let start = Instant::now();
        self.send_line("+ idling")?;
        // Report what happened before the waiter was registered.
        self.send_changes(true)?;
        let config = self.server.config.idle;
        let mut last_report = None;
        let mut timers = Timers {
            report: None,
            mail: config
                .mail_after
                .filter(|_| self.has_inbox_selected())
                .map(|delay| start + delay),
            still_here: config.still_here.map(|interval| start + interval),
            autologout: start + self.limits().autologout,
        };
        let mut watching = false;
        // The client may have sent DONE together with IDLE.
        self.connection.receive_available(MAX_LINE)?;
        loop {
            if let Some(outcome) = self.read_done()? {
                self.client_wait += start.elapsed();
                return outcome;
            }
            self.connection.flush()?;
            if !watching {
                let socket = self.connection.socket().clone();
                watch_input(socket, self.waiter.clone(), timers.autologout)?;
                watching = true;
            }
            match self.waiter.wait(timers.next()) {
                WakeReason::Input => {
                    watching = false;
                    self.connection.receive_available(MAX_LINE)?;
                    let has_line = memchr::memchr(b'\n', self.connection.input()).is_some();
                    if self.connection.has_ended() && !has_line {
                        return Err(self.end_of_input().into());
                    }
                }
                WakeReason::MailboxChanged => {
                    let earliest = last_report.map(|last: Instant| last + REPORT_INTERVAL);
                    timers.report = Some(earliest.unwrap_or(start));
                }
                WakeReason::ServerClosing => return Err(SessionEnd::ServerClosing.into()),
                WakeReason::Deadline => self.run_timers(&mut timers)?,
            }
            if timers.report.is_some_and(|due| Instant::now() >= due) {
                timers.report = None;
                last_report = Some(Instant::now());
                self.send_changes(true)?;
            }
        }
    }

    fn run_timers(&mut self, timers: &mut Timers) -> Result<(), SessionEnd> {
        let now = Instant::now();
        if now >= timers.autologout {
            return Err(SessionEnd::TimedOut);
        }
        if timers.mail.is_some_and(|due| now >= due) {
            timers.mail = None;
            self.store.lock().deliver_idle_mail();
            timers.report = Some(now);
        }
        if timers.still_here.is_some_and(|due| now >= due) {
            timers.still_here = self.server.config.idle.still_here.map(|it| now + it);
            self.send_line("* OK Still here")?;
        }
        Ok(())
    }

    fn has_inbox_selected(&self) -> bool {
        self.selected.as_ref().is_some_and(|selected| {
            let mut store = self.store.lock();
            let mailbox = store.mailbox_by_id(selected.mailbox);
            mailbox.is_some_and(|mailbox| mailbox.name == "INBOX")
        })
    }

    /// The outcome of IDLE, if the client has sent a line: DONE ends it with OK, any other line
    /// with BAD.
    fn read_done(&mut self) -> Result<Option<Outcome>, SessionEnd> {
        let input = self.connection.input();
        if memchr::memchr(b'\n', input).is_none() && input.len() <= MAX_LINE {
            return Ok(None);
        }
        let done = match self.read_line(MAX_LINE)? {
            InputLine::Complete(line) => {
                self.report_line(&line);
                line.eq_ignore_ascii_case(b"DONE")
            }
            InputLine::TooLong { .. } => false,
        };
        Ok(Some(if done {
            Ok(OkResponse::completed("Idle"))
        } else {
            Err(CommandError::bad("Expected DONE, without a tag, to end IDLE"))
        }))
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
