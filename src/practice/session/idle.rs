//! IDLE (RFC 2177): reports changes at once until the client sends DONE. It also sends `* OK Still
//! here` at intervals, and delivers a message once for each account.

use super::ServerSession;
use super::input_or_change::{MAX_LINE, ReportTimer};
use super::outcome::{CommandError, OkResponse, Outcome};
use super::read_command::ReceivedLine;
use crate::practice::idle_waiter::WakeReason;
use crate::practice::session_event::SessionEnd;
use std::time::Instant;

/// When the session next acts during IDLE without being woken.
struct Timers {
    report: ReportTimer,
    mail: Option<Instant>,
    still_here: Option<Instant>,
    autologout: Instant,
}

impl Timers {
    fn next(&self) -> Instant {
        [self.report.due, self.mail, self.still_here]
            .into_iter()
            .flatten()
            .fold(self.autologout, Instant::min)
    }
}

impl ServerSession {
    /// IDLE, up to the line that ends it.
    pub fn idle(&mut self) -> Outcome {
        self.add_waiter();
        let outcome = self.idle_until_done();
        self.store.lock().remove_waiter();
        outcome
    }

    fn idle_until_done(&mut self) -> Outcome {
        let start = Instant::now();
        self.send_line("+ idling")?;
        // Report what happened before the waiter was registered.
        self.send_changes(true)?;
        let config = self.server.config.idle;
        let mut timers = Timers {
            report: ReportTimer::default(),
            mail: config
                .mail_after
                .filter(|_| self.has_inbox_selected())
                .map(|delay| start + delay),
            still_here: config.still_here.map(|interval| start + interval),
            autologout: start + self.limits().autologout,
        };
        // The client may have sent DONE together with IDLE.
        self.connection.receive_available(MAX_LINE)?;
        loop {
            if let Some(outcome) = self.read_done()? {
                self.client_wait += start.elapsed();
                return outcome;
            }
            match self.wait_for_changes(timers.next(), timers.autologout, &timers.report)? {
                WakeReason::Input => {
                    let has_line = memchr::memchr(b'\n', self.connection.input()).is_some();
                    if self.connection.has_ended() && !has_line {
                        return Err(self.end_of_input().into());
                    }
                }
                WakeReason::Changed => timers.report.schedule(),
                WakeReason::ServerClosing => return Err(SessionEnd::ServerClosing.into()),
                WakeReason::Deadline => self.run_timers(&mut timers)?,
            }
            self.send_due_changes(&mut timers.report, true)?;
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
            timers.report.schedule();
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
            ReceivedLine::Complete(line) => {
                self.report_line(&line);
                line.eq_ignore_ascii_case(b"DONE")
            }
            ReceivedLine::TooLong { .. } => false,
        };
        Ok(Some(if done {
            Ok(OkResponse::completed("Idle"))
        } else {
            Err(CommandError::bad("Expected DONE, without a tag, to end IDLE"))
        }))
    }
}
