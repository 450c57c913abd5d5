//! IDLE (RFC 2177): reports changes at once until the client sends DONE. From time to time it sends
//! `* OK Still here`, and once for each account a message arrives.
//!
//! During IDLE the session waits at its [`IdleWaiter`] for three things at the same time: input, changes of the
//! mailbox, and the server's shutdown. A helper thread reads the socket once and hands the result to the
//! waiter. It is started again only when its input has been used, so there is never more than one.

use super::Session;
use super::outcome::{CommandError, Completion, Outcome};
use super::read_command::Line;
use crate::practice::idle_waiter::{IdleWaiter, WakeReason};
use crate::practice::session_event::SessionEnd;
use crate::practice::socket::Socket;
use crate::practice::wire::is_timeout;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Instant;

/// The longest line during IDLE.
const MAX_LINE: usize = 1024;

/// When the session does something during IDLE without being woken.
struct Timers {
    mail: Option<Instant>,
    still_here: Option<Instant>,
    autologout: Instant,
}

impl Timers {
    fn next(&self) -> Instant {
        [self.mail, self.still_here]
            .into_iter()
            .flatten()
            .fold(self.autologout, Instant::min)
    }
}

impl Session {
    /// IDLE, up to the line that ends it.
    pub fn idle(&mut self) -> Outcome {
        if let Some(selected) = &self.selected {
            let mut store = self.store.lock();
            if store.mailbox_by_id(selected.mailbox).is_some() {
                store.add_waiter(self.id, selected.mailbox, self.waiter.clone());
            }
        }
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
        let mut timers = Timers {
            mail: config
                .mail_after
                .filter(|_| self.has_inbox_selected())
                .map(|delay| start + delay),
            still_here: config.still_here.map(|interval| start + interval),
            autologout: start + self.limits().autologout,
        };
        let mut reader_running = false;
        loop {
            if let Some(outcome) = self.read_done()? {
                self.client_wait += start.elapsed();
                return outcome;
            }
            self.wire.flush()?;
            if !reader_running {
                spawn_reader(self.wire.socket().clone(), self.waiter.clone())?;
                reader_running = true;
            }
            match self.waiter.wait(timers.next()) {
                WakeReason::Input(octets) => {
                    reader_running = false;
                    self.wire.feed(&octets?)?;
                    let has_line = memchr::memchr(b'\n', self.wire.input()).is_some();
                    if self.wire.has_ended() && !has_line {
                        return Err(self.end_of_input().into());
                    }
                }
                WakeReason::MailboxChanged => self.send_changes(true)?,
                WakeReason::ServerClosing => return Err(SessionEnd::ServerClosing.into()),
                WakeReason::Deadline => self.run_timers(&mut timers)?,
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
            self.send_changes(true)?;
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

    /// The outcome of IDLE, if the client has sent a line: DONE ends it with OK, any other line with BAD.
    fn read_done(&mut self) -> Result<Option<Outcome>, SessionEnd> {
        let input = self.wire.input();
        if memchr::memchr(b'\n', input).is_none() && input.len() <= MAX_LINE {
            return Ok(None);
        }
        let done = match self.read_line(MAX_LINE)? {
            Line::Complete(line) => {
                self.report_line(&line);
                line.eq_ignore_ascii_case(b"DONE")
            }
            Line::TooLong { .. } => false,
        };
        Ok(Some(if done {
            Ok(Completion::of("Idle"))
        } else {
            Err(CommandError::bad(
                "Expected DONE, without a tag, to end IDLE",
            ))
        }))
    }
}

/// Reads the socket once, in a thread of its own, and wakes the session with the result.
fn spawn_reader(socket: Arc<Socket>, waiter: Arc<IdleWaiter>) -> io::Result<()> {
    socket.set_read_timeout(None)?;
    let reader = std::thread::Builder::new()
        .name("practice-idle".to_owned())
        .stack_size(128 * 1024);
    let started = reader.spawn(move || {
        let mut octets = [0; 4096];
        let result = loop {
            match (&*socket).read(&mut octets) {
                Err(error) if is_timeout(&error) || error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        waiter.input_read(result.map(|length| octets.get(..length).unwrap_or_default().to_vec()));
    });
    started.map(drop)
}
