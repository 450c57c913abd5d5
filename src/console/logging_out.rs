//! Logging out of a session, with notices while the server does not answer.

use super::Console;
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use crate::session::Session;
use std::io;
use std::time::{Duration, Instant};

/// How long to wait for LOGOUT's answer before reporting the wait.
const UNREPORTED_LOGOUT: Duration = Duration::from_millis(500);

impl Console {
    /// Ends an IDLE or AUTHENTICATE, whose line LOGOUT would otherwise become, sends LOGOUT, and shows
    /// everything up to the connection's end. Returns whether the server sent BYE before the deadline.
    pub fn log_out(&mut self, deadline: Instant) -> io::Result<bool> {
        if self.send_logout(deadline)? {
            self.wait_while(deadline, logs_out)?;
        }
        Ok(self.close())
    }

    /// Like [`log_out`](Self::log_out), for a user who waits: the steps before LOGOUT may take until the
    /// deadline, and then LOGOUT this time. Reports a server that does not answer it.
    pub fn log_out_and_report(&mut self, deadline: Instant, time: Duration) -> io::Result<bool> {
        if self.send_logout(deadline)? {
            let is_unanswered = |session: &Session| logs_out(session) && !session.announced_end();
            let sent = Instant::now();
            self.wait_while(sent + UNREPORTED_LOGOUT.min(time), logs_out)?;
            let seconds = time.as_secs_f64();
            if UNREPORTED_LOGOUT < time && self.live().is_some_and(is_unanswered) {
                self.info(text::SessionAwaitsLogout { seconds });
            }
            self.wait_while(sent + time, logs_out)?;
            if self.live().is_some_and(is_unanswered) {
                self.warn(text::SessionLogoutUnanswered { seconds });
            }
        }
        Ok(self.close())
    }

    /// Sends LOGOUT, unless the server would take it for something else. Returns whether an answer is
    /// possible.
    fn send_logout(&mut self, deadline: Instant) -> io::Result<bool> {
        self.wait_while(deadline, |session| session.dialogue().awaits_server())?;
        if self.live().is_some_and(Session::is_in_handshake) {
            self.warn(text::SessionNoLogoutHandshake);
            return Ok(false);
        }
        if self.awaits_server() {
            // The server would take LOGOUT for the answer that it asks for later.
            self.warn(text::SessionNoLogoutUnanswered);
            return Ok(false);
        }
        if let Some(octets) = self.abandon_lines_within_command() {
            // LOGOUT would become part of the literal.
            self.warn(text::SessionNoLogout { octets });
            return Ok(false);
        }
        if !self.end_authentication(deadline)? {
            self.warn(text::SessionNoLogoutUnanswered);
            return Ok(false);
        }
        self.end_idle(deadline)?;
        if (self.live()).is_some_and(|session| !session.announced_end() && !logs_out(session)) {
            let _ = self.line("logout", None);
        }
        Ok(true)
    }

    /// Cancels an AUTHENTICATE that expects an answer. Returns whether none is expected any more.
    fn end_authentication(&mut self, deadline: Instant) -> io::Result<bool> {
        if !self.dialogue().is_some_and(Dialogue::expects_sasl_response) {
            return Ok(true);
        }
        // Only `*` cancels an AUTHENTICATE (RFC 9051, section 6.2.2).
        let _ = self.line("*", None);
        self.wait_while(deadline, |session| session.dialogue().awaits_server())?;
        let expects_answer = self.dialogue().is_some_and(Dialogue::expects_sasl_response);
        Ok(!self.awaits_server() && !expects_answer)
    }

    /// Ends an IDLE, and waits for its completion.
    fn end_idle(&mut self, deadline: Instant) -> io::Result<()> {
        let is_idle = |session: &Session| session.dialogue().idle().is_some();
        if self.live().is_some_and(is_idle) {
            // `done` ends an IDLE only after the server's `+`.
            self.wait_while(deadline, |session| session.dialogue().awaits_idle_continuation())?;
            let _ = self.line("done", None);
        }
        self.wait_while(deadline, |session| session.dialogue().has_pending_idle())
    }
}

/// Whether a LOGOUT was sent and has not been completed.
fn logs_out(session: &Session) -> bool {
    let mut pending = session.dialogue().pending_commands().iter();
    pending.any(|command| command.is("LOGOUT"))
}
