//! Ends a script's session, and handles requests of the server that the script does not answer.
//!
//! Commands completed while the session is being ended are judged like any others: a refused
//! AUTHENTICATE in the last line, an IDLE without a `done`, the LOGOUT.

use super::{Replay, SentCommand};
use crate::console::StopReason;
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use std::time::Instant;

impl Replay<'_> {
    /// After the last item: waits for the responses in the listing of an IDLE without `done`, and checks
    /// that the server does not ask for more.
    pub(super) fn finish(&mut self) -> Result<(), StopReason> {
        self.wait_for_listed_responses()?;
        self.check_nothing_asked()
    }

    /// Ends the session: ends IDLE, then sends LOGOUT unless the script has. Judges the commands completed
    /// meanwhile.
    pub fn log_out(&mut self) -> Result<(), StopReason> {
        self.ending = true;
        self.streaming = false;
        self.settle_unlisted()?;
        if self.console.session().is_none() {
            return Ok(());
        }
        let deadline = Instant::now() + self.console.settings.timeout;
        let said_bye = self.console.log_out(deadline)?;
        self.judge_completions()?;
        let logout = self.sent.values().find(|sent| sent.is_logout);
        let logout = logout.map(|sent| sent.place.clone());
        self.fail_unanswered()?;
        if !said_bye && self.failures.is_empty() {
            let place = logout.unwrap_or_else(|| self.place_of(0));
            if Instant::now() >= deadline {
                let seconds = self.console.settings.timeout.as_secs_f64();
                self.fail_at(&place, text::SessionLogoutUnanswered { seconds })?;
            } else {
                self.fail_at(&place, text::ReplayNoBye)?;
            }
        }
        Ok(())
    }

    /// After another session has replaced this one: judges the completed commands, and reports the
    /// others. If the other session could not be opened, this one continues.
    pub(super) fn settle_left_session(&mut self) -> Result<(), StopReason> {
        self.judge_completions()?;
        let still_pending = |number| {
            let pending = self.console.dialogue().map(Dialogue::pending_commands);
            pending.is_some_and(|pending| pending.iter().any(|command| command.number == number))
        };
        let goes_on = self.sent.keys().all(|number| still_pending(*number));
        if goes_on { Ok(()) } else { self.fail_unanswered() }
    }

    /// Call this before anything that sends a command, and at the end. If the server asks for a literal or
    /// an answer, the script lacks it, and later lines must not be taken for it.
    pub(super) fn check_nothing_asked(&mut self) -> Result<(), StopReason> {
        if self.console.dialogue().is_some_and(Dialogue::expects_sasl_response) {
            return self.cancel_authentication();
        }
        match self.console.abandon_lines_within_command() {
            Some(octets) => self.close_literal(octets),
            None => Ok(()),
        }
    }

    /// Cancels an authentication whose next answer the script lacks.
    fn cancel_authentication(&mut self) -> Result<(), StopReason> {
        let challenge = self.console.dialogue().and_then(Dialogue::challenge);
        let challenge = challenge.and_then(|challenge| challenge.text).map(str::to_owned);
        let (sent, command) = self.take_last_sent();
        let failed = match challenge {
            Some(challenge) => {
                self.fail_at(&sent.place, text::ReplayAnswerToMissing { command, challenge })
            }
            None => self.fail_at(&sent.place, text::ReplayAnswerMissing { command }),
        };
        // Only `*` cancels (RFC 9051, section 6.2.2). The failure has been reported: the
        // completion is not judged again.
        let cancelled = self.console.line("*", Some(self.current.line));
        self.check_outcome(cancelled)?;
        self.wait_while(|session| session.dialogue().awaits_server())?;
        if self.console.dialogue().is_some_and(Dialogue::expects_sasl_response) {
            self.console.close();
        }
        failed
    }

    /// Closes the connection: the server expects octets of a literal that the script lacks, and would take
    /// anything for them.
    fn close_literal(&mut self, octets: u64) -> Result<(), StopReason> {
        let (sent, command) = self.take_last_sent();
        let failed = match octets {
            0 => self.fail_at(&sent.place, text::ReplayRestMissing { command }),
            octets => self.fail_at(&sent.place, text::ReplayLiteralMissing { command, octets }),
        };
        self.console.close();
        failed.and(self.judge_completions()).and(self.fail_unanswered())
    }

    /// The record breaks off in the middle of a command. The replay closes the connection there too, since
    /// the server would take anything for the rest of the command.
    pub(super) fn cut_off(&mut self) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_server())?;
        let has_lines = self.console.dialogue().is_some_and(Dialogue::expects_literal_or_rest);
        if self.console.abandon_lines_within_command().is_none() {
            if has_lines {
                self.console.abandon();
                return self.fail_here(text::ReplayCutOffUnsent).and(self.judge_completions());
            }
            // The command was refused; its completion has been judged.
            return Ok(());
        }
        let (_, command) = self.take_last_sent();
        self.console.abandon();
        self.console.warn(text::ReplayCutOff { command });
        self.judge_completions().and(self.fail_unanswered())
    }

    /// Takes the last command, for which the server asks, with its masked line. Its completion is no
    /// longer judged.
    pub(super) fn take_last_sent(&mut self) -> (SentCommand, String) {
        let pending = self.console.dialogue().map(Dialogue::pending_commands);
        let line = pending.and_then(|pending| pending.back());
        let line = line.map_or_else(String::new, |command| command.display_line().into_owned());
        let sent = match self.sent.pop_last() {
            Some((_, sent)) => sent,
            None => SentCommand { place: self.place(), is_logout: false, meant_to_fail: false },
        };
        (sent, line)
    }
}
