//! Opening sessions and leaving them.

use super::{Console, ReportedOnce};
use crate::messages::{Text, text};
use crate::protocol::dialogue::Dialogue;
use crate::session::{
    ConnectPlan, ConnectProgress, Event, EventKind, EventSink, OpenError, Session,
};
use std::time::{Duration, Instant};

/// How long a session that has not answered a command may take to answer LOGOUT, when another one
/// replaces it.
const STUCK_LOGOUT_TIME: Duration = Duration::from_millis(200);

impl Console {
    /// Opens the first session: connects, reports what was reached, and waits for the greeting.
    pub fn open(&mut self) -> Result<(), OpenError> {
        let session = self.connect(&self.plan.clone())?;
        self.adopt(session);
        Ok(())
    }

    /// Opens the first session, and reports this instead of what was reached.
    pub fn open_with_welcome(&mut self, welcome: impl Text) -> Result<(), OpenError> {
        self.welcome = Some(self.messages.format(welcome));
        self.open()
    }

    /// Opens a session with this plan, then logs out of the current one, within this time. If the
    /// new one can't be opened, the current session and plan stay.
    /// `directive`: the one, without its colon, that asked for it; a record repeats it.
    pub fn go_to(
        &mut self,
        plan: ConnectPlan,
        directive: &str,
        time: Duration,
    ) -> Result<(), OpenError> {
        let mut session = self.connect(&plan)?;
        if self.live().is_some() {
            let address = self.messages.address(&self.plan);
            self.info(text::SessionLeaving { address });
            self.reported.is_left = true;
            let is_stuck = self.dialogue().is_some_and(Dialogue::awaits_anything);
            let time = if is_stuck { STUCK_LOGOUT_TIME } else { time };
            // Whatever the old server answers, the new session is open.
            let _ = self.log_out(Instant::now() + time);
            let address = self.messages.address(&plan);
            self.info(text::SessionNow { address });
        } else if let Some(ended) = self.session.take() {
            self.keep_from(ended);
        }
        // The old session's LOGOUT has used a tag since the new one was connected.
        session.dialogue_mut().continue_session(self.tags.clone(), self.login_attempted);
        self.sinks.connecting(directive);
        self.plan = plan;
        self.adopt(session);
        Ok(())
    }

    /// Keeps what the next session continues.
    fn keep_from(&mut self, ended: Session) {
        self.login_attempted = ended.dialogue().login_attempted();
        self.tags = ended.into_tags();
    }

    /// Makes this session the current one.
    fn adopt(&mut self, mut session: Session) {
        self.sinks.adopt_opened();
        session.set_base(self.variables.base());
        self.reported = ReportedOnce { tls: session.tls().is_some(), ..ReportedOnce::default() };
        self.connected_at = Instant::now().checked_sub(session.elapsed());
        self.session = Some(session);
        self.connections += 1;
        self.report_changes();
    }

    fn connect(&mut self, plan: &ConnectPlan) -> Result<Session, OpenError> {
        let tags = match &self.session {
            Some(session) => session.dialogue().tags().clone(),
            None => self.tags.clone(),
        };
        let messages = self.messages;
        let mut welcome = self.welcome.take();
        let mut report = |progress: ConnectProgress<'_>, sink: &mut dyn EventSink| {
            let is_connected = matches!(progress, ConnectProgress::Connected { .. });
            let welcome = welcome.take_if(|_| is_connected);
            for (level, text) in messages.progress(plan, progress) {
                let text = welcome.clone().unwrap_or(text);
                sink.event(&Event {
                    at: Duration::ZERO,
                    protected: false,
                    kind: EventKind::Notice(level, &text),
                });
            }
            sink.flush();
        };
        self.sinks.begin_opening(messages);
        let opened = Session::open(plan, tags, &mut self.poller, &mut self.sinks, &mut report);
        self.sinks.end_opening(opened.is_ok());
        opened
    }

    /// How many octets of a literal the server still expects, if a command was sent in part. Lines
    /// of a literal of which nothing was sent are abandoned.
    pub fn abandon_lines_within_command(&mut self) -> Option<u64> {
        let octets = self.session.as_mut()?.dialogue_mut().abandon_literal();
        let is_within_command = self.dialogue().is_some_and(Dialogue::is_within_command);
        is_within_command.then(|| octets.unwrap_or_default())
    }

    /// Closes a connection on which no LOGOUT can be sent.
    pub fn abandon(&mut self) {
        self.close();
        self.clean = false;
    }

    /// Closes the connection as it is. Returns whether the server had said BYE.
    pub fn close(&mut self) -> bool {
        self.sinks.flush();
        let Some(mut session) = self.session.take() else {
            return true;
        };
        session.shut_down(&mut self.sinks);
        let (announced, is_logged_out) = (session.announced_end(), session.is_logged_out());
        self.report_program(&session.end_program());
        self.completions.extend(std::iter::from_fn(|| session.take_completion()));
        self.keep_from(session);
        if announced && !std::mem::replace(&mut self.reported.end, true) {
            // Whether the server's own close had been read yet is a matter of chance.
            let is_expected = is_logged_out || self.expects_bye;
            let (level, text) = self.end_after_bye(is_expected);
            self.notice(level, &text);
            self.unlisted_bye |= !is_expected;
        }
        announced
    }
}
