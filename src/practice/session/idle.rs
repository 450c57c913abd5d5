//! IDLE (RFC 2177): news as they come, `* OK Still here` at times, the mail of the tutorial
//! after a while, until DONE.

use super::Session;
use super::answer::Answer;
use super::input::Line;
use crate::practice::idle_waiter::{IdleWaiter, WakeReason};
use crate::practice::session_event::SessionEnd;
use crate::practice::socket::Socket;
use crate::practice::wire::is_timeout;
use std::io::Read;
use std::sync::Arc;
use std::time::Instant;

/// The longest line in IDLE.
const LINE: usize = 1024;

impl Session {
    /// IDLE, to its end.
    pub fn idle(&mut self) -> Result<Answer, SessionEnd> {
        if let (Some(selected), Some(user)) = (&self.selected, &self.user) {
            let (mailbox, waiter) = (selected.mailbox, self.waiter.clone());
            let mut accounts = self.state.store.lock();
            if accounts.mailbox_by_id(user, mailbox).is_some() {
                accounts.watch(self.id, mailbox, waiter);
            }
        }
        let answer = self.idle_until_done();
        self.state.store.lock().unwatch(self.id);
        answer
    }

    fn idle_until_done(&mut self) -> Result<Answer, SessionEnd> {
        let start = Instant::now();
        self.line("+ idling")?;
        // What happened before the watch began.
        self.send_changes(true)?;
        let timing = self.state.config.idle;
        let inbox = self.in_inbox();
        let mut mail = timing
            .mail_after
            .filter(|_| inbox)
            .map(|after| start + after);
        let mut still_here = timing.still_here.map(|every| start + every);
        let autologout = start + self.limits().autologout;
        let mut reading = false;
        loop {
            if let Some(done) = self.take_done()? {
                self.waited += start.elapsed();
                return Ok(done);
            }
            self.wire.flush()?;
            if !reading {
                read_once(self.wire.socket().clone(), self.waiter.clone())?;
                reading = true;
            }
            let next = [mail, still_here]
                .into_iter()
                .flatten()
                .fold(autologout, Instant::min);
            match self.waiter.wait(next) {
                WakeReason::Input(octets) => {
                    reading = false;
                    self.wire.feed(&octets?)?;
                    if self.wire.has_ended() && memchr::memchr(b'\n', self.wire.input()).is_none() {
                        return Err(if self.waiter.is_server_closing() {
                            SessionEnd::ServerClosing
                        } else {
                            SessionEnd::ClientClosed
                        });
                    }
                }
                WakeReason::MailboxChanged => self.send_changes(true)?,
                WakeReason::ServerClosing => return Err(SessionEnd::ServerClosing),
                WakeReason::Deadline => {
                    let now = Instant::now();
                    if now >= autologout {
                        return Err(SessionEnd::TimedOut);
                    }
                    if mail.is_some_and(|due| now >= due) {
                        mail = None;
                        let user = self.user.clone().unwrap_or_default();
                        self.state.store.lock().arrive(&user);
                        self.send_changes(true)?;
                    }
                    if still_here.is_some_and(|due| now >= due) {
                        still_here = timing.still_here.map(|every| now + every);
                        self.line("* OK Still here")?;
                    }
                }
            }
        }
    }

    fn in_inbox(&self) -> bool {
        let (Some(selected), Some(user)) = (&self.selected, &self.user) else {
            return false;
        };
        let mut accounts = self.state.store.lock();
        accounts
            .mailbox_by_id(user, selected.mailbox)
            .is_some_and(|mailbox| mailbox.name == "INBOX")
    }

    /// The answer to IDLE, if a line is there to end it: DONE, or anything else, which is wrong.
    fn take_done(&mut self) -> Result<Option<Answer>, SessionEnd> {
        let input = self.wire.input();
        if memchr::memchr(b'\n', input).is_none() && input.len() <= LINE {
            return Ok(None);
        }
        let done = match self.read_line(LINE)? {
            Line::Whole(line) => {
                let done = line.eq_ignore_ascii_case(b"DONE");
                self.emit_line(&line);
                done
            }
            Line::TooLong { .. } => false,
        };
        let wrong = "Expected DONE, without a tag, to end IDLE";
        Ok(Some(if done {
            Answer::done("Idle")
        } else {
            Answer::Bad(wrong.to_owned())
        }))
    }
}

/// Reads the socket once, in a thread of its own: this session sleeps at its waiter meanwhile.
fn read_once(socket: Arc<Socket>, waiter: Arc<IdleWaiter>) -> std::io::Result<()> {
    socket.set_read_timeout(None)?;
    let reader = std::thread::Builder::new()
        .name("practice-idle".to_owned())
        .stack_size(128 * 1024);
    let started = reader.spawn(move || {
        let mut octets = [0; 4096];
        let read = loop {
            match (&*socket).read(&mut octets) {
                Err(error)
                    if is_timeout(&error) || error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        waiter.input_read(read.map(|read| octets.get(..read).unwrap_or_default().to_vec()));
    });
    started.map(drop)
}
