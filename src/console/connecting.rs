//! Opening sessions and leaving them.

use super::opening::{BackgroundOpening, report_notice, report_progress};
use super::{Console, ReportedOnce};
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::tags::Tags;
use crate::session::{
    ConnectPlan, ConnectProgress, Endpoint, EventSink, NoticeLevel, OpenError, Session,
};
use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long a session that has not answered a command may take to answer LOGOUT, when another one
/// replaces it.
const STUCK_LOGOUT_TIME: Duration = Duration::from_millis(200);

impl Console {
    /// Opens the first session: connects, reports the connection, or `welcome` instead, and waits for the
    /// greeting.
    pub fn open(&mut self, mut welcome: Option<String>) -> Result<(), OpenError> {
        let (plan, messages) = (self.plan.clone(), self.messages);
        let mut report = |progress: ConnectProgress<'_>, sink: &mut dyn EventSink| {
            let is_connected = matches!(progress, ConnectProgress::Connected { .. });
            match welcome.take_if(|_| is_connected) {
                Some(text) => report_notice(NoticeLevel::Info, &text, sink),
                None => report_progress(messages, &plan, progress, sink),
            }
        };
        let tags = self.tags_to_continue();
        let session = Session::open(&plan, tags, &mut self.poller, &mut self.sinks, &mut report)?;
        self.adopt(session);
        Ok(())
    }

    /// Begins to open a session with this plan; [`Console::turn_opening`] continues. The current session
    /// stays unless [`Console::go_to`] is called.
    pub fn begin_opening(&mut self, plan: ConnectPlan) -> io::Result<()> {
        let (tags, waker) = (self.tags_to_continue(), self.waker());
        self.opening = Some(BackgroundOpening::begin(plan, tags, self.messages, &waker)?);
        self.sinks.begin_opening(self.messages);
        Ok(())
    }

    /// Waits until something happens, and shows it. Returns the new session, or the error, once there is
    /// a result. Ctrl-C cancels opening.
    pub fn turn_opening(&mut self) -> io::Result<Option<Result<Session, OpenError>>> {
        let Some(opening) = &mut self.opening else {
            return Ok(Some(Err(OpenError::Interrupted)));
        };
        let opened = if self.interrupt.load(Ordering::Relaxed) {
            opening.interrupt(&mut self.sinks);
            Some(Err(OpenError::Interrupted))
        } else {
            opening.advance(&mut self.sinks)
        };
        match &opened {
            Some(opened) => self.end_opening(opened.is_ok()),
            None => drop(self.poller.wait(None, self.sinks.notices_due_at())?),
        }
        self.sinks.release_due_notices();
        Ok(opened)
    }

    /// Ends opening a session.
    pub fn end_opening(&mut self, opened: bool) {
        self.opening = None;
        self.sinks.end_opening(opened);
    }

    /// The session that is being opened.
    pub fn opening(&self) -> Option<&BackgroundOpening> {
        self.opening.as_ref()
    }

    /// Logs out of the current session, within this time, and continues with this one, which was opened
    /// with this plan. `directive`: the directive that asked for it, without its colon, for the record.
    pub fn go_to(
        &mut self,
        mut session: Session,
        plan: ConnectPlan,
        directive: &str,
        time: Duration,
    ) {
        session.set_poller(&self.poller);
        if self.live().is_some() {
            let address = self.messages.address(&self.plan);
            self.info(text::SessionLeaving { address });
            self.reported.is_left = true;
            let is_stuck = self.dialogue().is_some_and(Dialogue::awaits_anything);
            let time = if is_stuck { STUCK_LOGOUT_TIME } else { time };
            // The new session is open, even if the old one does not log out.
            let _ = self.log_out(Instant::now() + time);
            let address = self.messages.address(&plan);
            self.info(text::SessionNow { address });
        } else if let Some(ended) = self.session.take() {
            self.keep_from(ended);
        }
        // The old session's LOGOUT has used a tag since the new one was connected.
        session
            .dialogue_mut()
            .continue_session(self.tags.clone(), std::mem::take(&mut self.login_attempted));
        self.sinks.connecting(directive);
        if !matches!(plan.endpoint, Endpoint::InProcess { .. }) {
            self.variables.leave_practice_server();
        }
        self.plan = plan;
        self.adopt(session);
    }

    /// Keeps the state that the next session continues with.
    fn keep_from(&mut self, ended: Session) {
        self.login_attempted |= ended.dialogue().login_attempted();
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

    /// The tags with which the next session continues.
    fn tags_to_continue(&self) -> Tags {
        match &self.session {
            Some(session) => session.dialogue().tags().clone(),
            None => self.tags.clone(),
        }
    }

    /// Drops the lines of a literal of which nothing was sent. Returns how many octets of a literal the
    /// server still expects, if a command was sent in part.
    pub fn abandon_lines_within_command(&mut self) -> Option<u64> {
        let octets = self.session.as_mut()?.dialogue_mut().abandon_literal();
        let is_in_literal = self.dialogue().is_some_and(Dialogue::expects_literal_or_rest);
        is_in_literal.then(|| octets.unwrap_or_default())
    }

    /// Closes a connection on which no LOGOUT can be sent.
    pub fn abandon(&mut self) {
        self.close();
        self.clean = false;
    }

    /// Closes the connection without LOGOUT. Returns whether the server had sent BYE.
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
