//! Waits for answers, and for the responses that the listing of an IDLE shows.

use super::Replay;
use crate::console::{StopReason, UNREPORTED_WAIT};
use crate::messages::text;
use crate::session::Session;
use std::time::Instant;

impl Replay<'_> {
    /// Waits until no command but an IDLE is in progress, and judges the completions.
    pub fn wait_for_all(&mut self) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_completion())
    }

    /// Waits while the condition holds and the connection is open. If the server is silent for the timeout,
    /// this is a failure that ends the replay.
    pub(super) fn wait_while(
        &mut self,
        holds: impl Fn(&Session) -> bool,
    ) -> Result<(), StopReason> {
        // For most commands of a pipeline there is nothing to wait for.
        if self.console.live().is_some_and(&holds) {
            self.turn_while(holds)?;
        }
        self.judge_completions()?;
        self.check_connection()
    }

    fn turn_while(&mut self, holds: impl Fn(&Session) -> bool) -> Result<(), StopReason> {
        let mut deadline = None;
        let keys_at = Instant::now() + UNREPORTED_WAIT;
        while self.console.live().is_some_and(&holds) {
            let timeout = self.console.settings.timeout;
            let until = *deadline.get_or_insert_with(|| Instant::now() + timeout);
            // Lines typed before are for the next step, unless the wait is still running at this time.
            let end = if Instant::now() >= keys_at { until } else { until.min(keys_at) };
            self.console.turn_for_answer(Some(end))?;
            self.judge_completions()?;
            if Instant::now() >= keys_at {
                self.answer_key_before_completion()?;
            }
            // A TLS handshake has its own deadline, and an error that says so.
            let is_in_handshake = self.console.live().is_some_and(Session::is_in_handshake);
            if self.console.take_activity() || is_in_handshake {
                deadline = None;
            } else if Instant::now() >= until {
                return self.fail_silent();
            }
        }
        Ok(())
    }

    /// The server was silent for the timeout. With `--keep-going` the replay continues if the script connects
    /// again.
    fn fail_silent(&mut self) -> Result<(), StopReason> {
        let dialogue = self.console.dialogue();
        let oldest = dialogue.and_then(|dialogue| dialogue.pending_commands().front());
        let (number, command) = match oldest {
            Some(command) => (Some(command.number), command.display_line().into_owned()),
            None => (None, String::new()),
        };
        // Its failure is reported here, and not again if it is completed later.
        let sent = number.and_then(|number| self.sent.remove(&number));
        let place = sent.map_or_else(|| self.place(), |sent| sent.place);
        let seconds = self.console.settings.timeout.as_secs_f64();
        let stop = self.fail_finally(&place, text::SessionSilent { seconds, command });
        self.console.report_unfinished();
        if self.options.keep_going && self.connects_later() {
            // The server would take the next lines for the rest of this command, or answer both.
            self.console.close();
            return self.judge_completions().and(self.fail_unanswered());
        }
        let count = self.commands_left();
        if count > 0 && !self.ending {
            self.console.info(text::ReplayStoppedSilent { count });
        }
        Err(stop)
    }

    /// Waits, while IDLE runs, for the responses that its listing shows, at most for the patience.
    pub(super) fn wait_for_listed_responses(&mut self) -> Result<(), StopReason> {
        let patience = self.console.settings.patience;
        let deadline = Instant::now() + patience;
        let is_idle = |session: &Session| session.dialogue().idle().is_some();
        let mut report_at = Some(Instant::now() + UNREPORTED_WAIT).filter(|at| *at < deadline);
        let mut ended_by_key = false;
        while !ended_by_key
            && !self.console.sinks.expectations.all_arrived()
            && self.console.live().is_some_and(is_idle)
            && Instant::now() < deadline
        {
            self.console.turn(Some(report_at.unwrap_or(deadline)))?;
            self.judge_completions()?;
            let is_due = report_at.take_if(|at| Instant::now() >= *at).is_some();
            if is_due && !self.console.sinks.expectations.all_arrived() {
                let missing = self.console.sinks.expectations.missing();
                let missing = self.console.messages().list(missing);
                let seconds = patience.as_secs_f64();
                self.say_unrecorded(text::ReplayAwaitsListed { missing, seconds });
                self.say_keys_of_wait();
            }
            // Lines typed before the report are for the next step.
            ended_by_key = report_at.is_none() && self.ends_wait_by_key()?;
        }
        let missing = self.console.sinks.expectations.take_missing();
        // If IDLE has ended, its completion or the connection's end explains why they are missing.
        if !ended_by_key && !missing.is_empty() && self.console.live().is_some_and(is_idle) {
            self.console.warn_of_missing(missing);
        }
        self.check_connection()
    }

    /// Waits for the BYE with which the server ends the session in the listing, at most for the patience.
    pub(super) fn wait_for_bye(&mut self) -> Result<(), StopReason> {
        // On standard input, this line is the first to show it.
        self.console.set_expects_bye(true);
        self.wait_for_listed_responses()?;
        let patience = self.console.settings.patience;
        let deadline = Instant::now() + patience;
        while self.console.live().is_some() && Instant::now() < deadline {
            self.console.turn(Some(deadline))?;
            self.judge_completions()?;
        }
        if self.console.live().is_some() {
            self.console.warn(text::ReplayNoListedBye { seconds: patience.as_secs_f64() });
        }
        let result = self.check_connection();
        if self.reads_standard_input() {
            self.console.set_expects_bye(false);
        }
        result
    }
}
