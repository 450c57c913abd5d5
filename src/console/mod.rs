//! Lines in, events out: one place that a person's typing and a script both go through. It owns
//! the session, the screen, the record and the variables; it knows nothing of prompts and scripts.

mod sinks;
mod variables;
mod words;

pub use sinks::EventSinks;
pub use variables::Variables;
pub use words::{header, plan_of};

use crate::messages::{Explain, Messages};
use crate::notation::marks::MidSession;
use crate::practice::DeliverError;
use crate::protocol::compose::{ComposeError, Environment};
use crate::protocol::dialogue::{Completion, LineAction};
use crate::protocol::framing::Status;
use crate::protocol::tags::{InvalidTagPrefix, Tags};
use crate::protocol::typed_line;
use crate::record::{Header, Record, RecordError};
use crate::session::{
    ConnectPlan, ConnectionEnd, Endpoint, Event, EventKind, EventSink, NoticeLevel, OpenError,
    Progress, ScriptNotice, Session,
};
use crate::transport::{Attempt, Poller, Waker};
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// What a line came to.
#[derive(Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// Nothing: it was blank or a comment.
    Nothing,
    /// Nothing: a pasted line of a server, or of the tools around it.
    Pasted,
    /// It is kept for a literal that goes out later.
    Kept,
    /// A directive, without its colon, for the caller to carry out.
    Directive(String),
    /// Something was sent.
    Sent,
}

/// Why a line did nothing.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It can't be sent.
    #[error(transparent)]
    Refused(#[from] ComposeError),
    /// There is no connection.
    #[error("no connection")]
    NotConnected,
}

/// Lines in, events out.
pub struct Console {
    messages: Messages,
    plan: ConnectPlan,
    sinks: EventSinks,
    poller: Poller,
    session: Option<Session>,
    tags: Tags,
    variables: Rc<Variables>,
    told_bare_lf: bool,
    told_tls: bool,
    told_end: bool,
    clean: bool,
    /// When the last connection was made.
    began: Option<Instant>,
    /// Who logged in with LOGIN.
    account: Option<String>,
    /// The directive, without its colon, that makes the next connection; none before the first.
    reconnect_directive: Option<String>,
    /// What the host's name may have meant, if it is none.
    host_suggestion: Option<String>,
}

impl Console {
    /// A console that goes where the plan says, not yet connected.
    pub fn new(
        messages: Messages,
        plan: ConnectPlan,
        tags: Tags,
        sinks: EventSinks,
        variables: Variables,
    ) -> io::Result<Console> {
        Ok(Console {
            messages,
            plan,
            sinks,
            poller: Poller::new()?,
            session: None,
            tags,
            variables: Rc::new(variables),
            told_bare_lf: false,
            told_tls: false,
            told_end: false,
            clean: true,
            began: None,
            account: None,
            reconnect_directive: None,
            host_suggestion: None,
        })
    }

    /// Rings this console's wait.
    pub fn waker(&self) -> Waker {
        self.poller.waker()
    }

    /// The table of texts.
    pub fn messages(&self) -> Messages {
        self.messages
    }

    /// The session, while there is one; it stays after its end until the next is opened.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The session, if its connection lives.
    pub fn live(&self) -> Option<&Session> {
        self.session
            .as_ref()
            .filter(|session| session.end().is_none())
    }

    fn live_mut(&mut self) -> Option<&mut Session> {
        self.session
            .as_mut()
            .filter(|session| session.end().is_none())
    }

    /// The variables, to set them.
    pub fn variables(&self) -> &Variables {
        &self.variables
    }

    /// Where the session goes.
    pub fn plan(&self) -> &ConnectPlan {
        &self.plan
    }

    /// Looks for files here from now on: a script's folder.
    pub fn set_base(&mut self, base: std::path::PathBuf) {
        self.variables.set_base(base.clone());
        if let Some(session) = &mut self.session {
            session.set_base(base);
        }
    }

    /// Who looks on.
    pub fn sinks(&mut self) -> &mut EventSinks {
        &mut self.sinks
    }

    /// Says the text with this id.
    pub fn notice_with(
        &mut self,
        level: NoticeLevel,
        id: &str,
        arguments: &[(&str, &dyn Display)],
    ) {
        let text = self.messages.with(id, arguments);
        self.notice(level, &text);
    }

    /// Says a text that is ready.
    pub fn notice(&mut self, level: NoticeLevel, text: &str) {
        self.emit(EventKind::Notice(level, text));
    }

    /// Tells what a script says beside its commands.
    pub fn script_notice(&mut self, remark: ScriptNotice<'_>) {
        self.emit(EventKind::Script(remark));
    }

    fn emit(&mut self, kind: EventKind<'_>) {
        let (at, protected) = match &self.session {
            Some(session) => (session.elapsed(), session.is_protected()),
            // The last one's clock goes on.
            None => (
                self.began.map_or(Duration::ZERO, |began| began.elapsed()),
                false,
            ),
        };
        self.sinks.event(&Event {
            at,
            protected,
            kind,
        });
        self.sinks.flush();
    }

    /// Says an error: its cause, and what to try.
    pub fn notice_error(&mut self, error: &dyn Explain) {
        let words = error.explain(self.messages);
        self.notice(NoticeLevel::Error, &words.cause);
        self.notice(NoticeLevel::Hint, &words.advice);
    }

    /// Keeps what to say if the plan's host is not found.
    pub fn set_host_suggestion(&mut self, host_suggestion: Option<String>) {
        self.host_suggestion = host_suggestion;
    }

    /// Says why the first session did not begin.
    pub fn notice_open_failure(&mut self, error: &OpenError) {
        self.notice_error(error);
        let host_suggestion = self
            .host_suggestion
            .take()
            .filter(|_| error.is_about_a_name());
        if let Some(text) = host_suggestion {
            self.notice(NoticeLevel::Hint, &text);
        }
    }

    /// A wake-up stops connecting only while this is set; without it any wake-up does.
    pub fn set_interrupt(&mut self, interrupt: Arc<AtomicBool>) {
        self.poller.set_interrupt(interrupt);
    }

    /// Connects, says what was reached, and waits for the greeting.
    pub fn open(&mut self) -> Result<(), OpenError> {
        if let Some(mut session) = self.session.take() {
            session.shut_down(&mut self.sinks);
            self.tags = session.into_tags();
        }
        if let Some(reconnect_directive) = &self.reconnect_directive {
            self.sinks.connecting(reconnect_directive);
        }
        let plan = self.plan.clone();
        let session = self.connect(&plan)?;
        self.take_on(session);
        Ok(())
    }

    /// Goes to where this plan says. The session that there is goes on until the new one stands,
    /// and is then logged out, before this deadline; where there is no new one it stays, and so
    /// does the plan for the next time.
    /// `reconnect_directive`: the directive, without its colon, that led there.
    pub fn go_to(
        &mut self,
        plan: ConnectPlan,
        reconnect_directive: &str,
        patience: Duration,
    ) -> Result<(), OpenError> {
        let mut session = self.connect(&plan)?;
        if self.live().is_some() {
            let address = self.messages.address(&self.plan);
            self.notice_with(
                NoticeLevel::Info,
                "session-leaving",
                &[("address", &address)],
            );
            // However it ends, the new one stands.
            let _ = self.log_out(Instant::now() + patience);
            let address = self.messages.address(&plan);
            self.notice_with(NoticeLevel::Info, "session-now", &[("address", &address)]);
        } else if let Some(old) = self.session.take() {
            self.tags = old.into_tags();
        }
        session.dialogue_mut().set_tags(self.tags.clone());
        if self.reconnect_directive.is_some() {
            self.sinks.connecting(reconnect_directive);
        }
        self.plan = plan;
        self.take_on(session);
        Ok(())
    }

    /// Makes this session the one that lines go to.
    fn take_on(&mut self, mut session: Session) {
        (self.told_end, self.told_bare_lf, self.account) = (false, false, None);
        session.set_base(self.variables.base());
        self.began = Instant::now().checked_sub(session.elapsed());
        self.told_tls = session.connection().tls().is_some();
        self.reconnect_directive
            .get_or_insert_with(|| "reconnect".to_owned());
        self.session = Some(session);
        self.after_reading();
    }

    fn connect(&mut self, plan: &ConnectPlan) -> Result<Session, OpenError> {
        let tags = match &self.session {
            Some(session) => session.dialogue().tags().clone(),
            None => self.tags.clone(),
        };
        let messages = self.messages;
        let notes = std::cell::RefCell::new(&mut self.sinks);
        let mut several = false;
        Session::open(
            plan,
            tags,
            &mut self.poller,
            &mut sinks::Shared(&notes),
            &mut |progress| {
                match &progress {
                    Progress::Attempt(Attempt::Trying { of, .. }) => several = *of > 1,
                    // Of the only address the session's error says it all.
                    Progress::Attempt(Attempt::Failed { .. }) if !several => return,
                    _ => {}
                }
                let mut sinks = notes.borrow_mut();
                for (level, text) in messages.progress(plan, progress) {
                    let kind = EventKind::Notice(level, &text);
                    sinks.event(&Event {
                        at: Duration::ZERO,
                        protected: false,
                        kind,
                    });
                }
                sinks.flush();
            },
        )
    }

    /// Takes a line as it was typed or written. `script_line`: where it was written.
    /// While [`Console::must_wait`], lines are the caller's to hold.
    pub fn line(
        &mut self,
        line: &str,
        script_line: Option<usize>,
    ) -> Result<LineOutcome, LineError> {
        let variables = self.variables.clone();
        let Some(session) = self.live_mut() else {
            return self.line_without_session(line);
        };
        let step = session.read_line(line, &*variables)?;
        Ok(self.take_step(step, script_line))
    }

    /// Takes a line that is known to begin a command: a script's, by its reader.
    pub fn command(
        &mut self,
        line: &typed_line::CommandLine<'_>,
        script_line: usize,
    ) -> Result<LineOutcome, LineError> {
        let variables = self.variables.clone();
        let Some(session) = self.live_mut() else {
            return Err(LineError::NotConnected);
        };
        let step = session.read_command(line, &*variables)?;
        Ok(self.take_step(step, Some(script_line)))
    }

    /// Sends a line untouched.
    pub fn raw(
        &mut self,
        line: &str,
        script_line: Option<usize>,
    ) -> Result<LineOutcome, LineError> {
        let session = self.live_mut().ok_or(LineError::NotConnected)?;
        let step = session.dialogue_mut().raw(line)?;
        Ok(self.take_step(step, script_line))
    }

    fn take_step(&mut self, step: LineAction, script_line: Option<usize>) -> LineOutcome {
        let hints = match step {
            LineAction::Nothing => return LineOutcome::Nothing,
            LineAction::Pasted => return LineOutcome::Pasted,
            LineAction::Buffered => return LineOutcome::Kept,
            LineAction::Directive(directive) => return LineOutcome::Directive(directive),
            LineAction::Send(hints) => hints,
        };
        for hint in hints {
            let text = self.messages.hint(hint);
            self.notice(NoticeLevel::Hint, &text);
        }
        if let Some(session) = &mut self.session {
            session.send(script_line, &mut self.sinks);
        }
        LineOutcome::Sent
    }

    /// Without a connection a line can still be a directive or nothing.
    fn line_without_session(&mut self, line: &str) -> Result<LineOutcome, LineError> {
        use typed_line::{LineClassifier, LineKind};
        match LineClassifier::default().classify(line) {
            LineKind::Blank | LineKind::Comment => Ok(LineOutcome::Nothing),
            LineKind::ServerResponse | LineKind::ToolOutput => Ok(LineOutcome::Pasted),
            LineKind::Directive(directive) => Ok(LineOutcome::Directive(directive.to_owned())),
            LineKind::Command(_) => Err(LineError::NotConnected),
        }
    }

    /// Whether a `+` or a completion is due before another line may go.
    pub fn must_wait(&self) -> bool {
        self.live()
            .is_some_and(|session| session.dialogue().awaits_server())
    }

    /// A [`Console::turn`] that waits for the server's answer to what was just sent, by the wire's
    /// time and not a person's: see [`Poller::expect_answer`].
    pub fn turn_for_answer(&mut self, deadline: Option<Instant>) -> io::Result<bool> {
        self.poller.expect_answer();
        self.turn(deadline)
    }

    /// Waits until something happens or the deadline comes. True: the poller was woken.
    pub fn turn(&mut self, deadline: Option<Instant>) -> io::Result<bool> {
        let woken = match self
            .session
            .as_mut()
            .filter(|session| session.end().is_none())
        {
            Some(session) => {
                let turn = session.turn(&mut self.poller, deadline, &mut self.sinks)?;
                if turn.heard {
                    self.sinks.hear();
                }
                turn.woken
            }
            None => self.poller.wait(None, deadline)?.woken,
        };
        self.after_reading();
        Ok(woken)
    }

    /// The next completion that was heard and not yet taken; who waited beside it is told apart.
    #[inline]
    pub fn take_completion(&mut self) -> Option<Completion> {
        let completion = self.session.as_mut()?.take_completion()?;
        if completion.command.is("LOGIN") && completion.status == Status::Ok {
            let name = completion
                .command
                .display_line
                .split_ascii_whitespace()
                .nth(2);
            self.account = name.map(|name| name.trim_matches('"').to_owned());
        }
        Some(completion)
    }

    /// Says what the last reading brought besides the wire.
    fn after_reading(&mut self) {
        let words = (self.session.as_mut()).map(Session::program_words);
        self.say_program(&words.unwrap_or_default());
        if let Some(failure) = self.sinks.take_record_failure() {
            self.notice_with(
                NoticeLevel::Error,
                "record-broke",
                &[("path", &failure.0), ("reason", &failure.1)],
            );
            self.clean = false;
        }
        let Some(session) = &self.session else { return };
        if let (false, Some(facts)) = (self.told_tls, session.connection().tls()) {
            self.told_tls = true;
            for (level, text) in self.messages.protected(facts) {
                self.notice(level, &text);
            }
        }
        let Some(session) = &self.session else { return };
        if session.has_bare_lf() && !self.told_bare_lf {
            self.told_bare_lf = true;
            self.notice_with(NoticeLevel::Hint, "session-bare-lf", &[]);
        }
        let Some(session) = &self.session else { return };
        if session.end().is_some() && !self.told_end {
            self.told_end = true;
            let notices = self.messages.connection_end(session);
            if !session.was_left() {
                self.clean = false;
            }
            for (level, text) in notices {
                self.notice(level, &text);
            }
            if !self.session.as_ref().is_some_and(Session::said_bye) {
                self.notice_unfinished();
            }
        }
    }

    /// Says what a program in the server's place said beside the wire.
    fn say_program(&mut self, lines: &[Vec<u8>]) {
        for line in lines {
            let text = self.messages.program_output(line);
            self.notice(NoticeLevel::Info, &text);
        }
    }

    /// Says inside what the server stopped, if it did: what has come of it has been shown.
    pub fn notice_unfinished(&mut self) {
        let inside = self.session.as_ref().and_then(Session::inside);
        if let Some(inside) = inside {
            let text = self.messages.stopped_inside(&inside);
            self.notice(NoticeLevel::Warning, &text);
        }
    }

    /// Whether every connection so far ended after a BYE, and every record was written.
    pub fn is_clean(&self) -> bool {
        self.clean
    }

    /// How many octets of a literal the server waits for; nothing if none is due. What was begun
    /// and not sent is forgotten.
    fn owed(&mut self) -> Option<u64> {
        let owed = self.session.as_mut()?.dialogue_mut().abandon_literal();
        let due = self
            .live()
            .is_some_and(|session| session.dialogue().is_within_command());
        due.then(|| owed.unwrap_or_default())
    }

    /// Logs out: ends IDLE if it runs, sends LOGOUT, and reads until the end, all of it shown.
    /// Gives whether the server said BYE before the deadline.
    pub fn log_out(&mut self, deadline: Instant) -> io::Result<bool> {
        self.wait_while(deadline, |session| session.dialogue().awaits_server())?;
        if let Some(octets) = self.owed() {
            // They would be taken for the literal, whatever they say.
            self.notice_with(
                NoticeLevel::Warning,
                "replay-literal-due",
                &[("octets", &octets)],
            );
            return Ok(self.close());
        }
        if self
            .live()
            .is_some_and(|session| session.dialogue().expects_sasl_response())
        {
            // Only this takes an AUTHENTICATE back (RFC 3501 section 6.2.2).
            let _ = self.line("*", None);
            self.wait_while(deadline, |session| session.dialogue().awaits_server())?;
        }
        if self
            .live()
            .is_some_and(|session| session.dialogue().idle().is_some())
        {
            self.wait_while(deadline, |session| {
                session.dialogue().awaits_idle_continuation()
            })?;
            let _ = self.line("done", None);
            self.wait_while(deadline, |session| session.dialogue().idle().is_some())?;
        }
        let leaving = |session: &Session| {
            session
                .dialogue()
                .pending_commands()
                .iter()
                .any(|command| command.is("LOGOUT"))
        };
        if self
            .live()
            .is_some_and(|session| !session.said_bye() && !leaving(session))
        {
            let _ = self.line("logout", None);
        }
        self.wait_while(deadline, |session| !session.said_bye() || leaving(session))?;
        Ok(self.close())
    }

    /// Closes the connection as it is. Gives whether the server had said BYE.
    pub fn close(&mut self) -> bool {
        self.sinks.flush();
        let Some(mut session) = self.session.take() else {
            return true;
        };
        session.shut_down(&mut self.sinks);
        let (bye, left) = (session.said_bye(), session.was_left());
        self.say_program(&session.end_program());
        self.tags = session.into_tags();
        if bye && !std::mem::replace(&mut self.told_end, true) {
            // Whether the server's own close was read before, or not, is a matter of chance.
            let (level, text) = self.messages.ended_after_bye(left);
            self.notice(level, &text);
            self.clean &= left;
        }
        bye
    }

    /// Takes turns while the session lives and this holds.
    pub fn wait_while(
        &mut self,
        deadline: Instant,
        holds: impl Fn(&Session) -> bool,
    ) -> io::Result<()> {
        while self.live().is_some_and(&holds) && Instant::now() < deadline {
            self.turn(Some(deadline))?;
        }
        Ok(())
    }

    /// Begins a record; one that runs is ended. In mid-session it says what it lacks.
    /// `aloud`: says so, before the record's first line.
    pub fn record(&mut self, path: &Path, aloud: bool) -> Result<(), RecordError> {
        let mid_session = self.live().map(|session| MidSession {
            state: session.dialogue().state(),
            idle: session.dialogue().idle().is_some(),
        });
        let header = Header {
            mid_session,
            ..words::header(&self.plan)
        };
        let record = Record::create(path, &header)?;
        if aloud {
            let path = path.display();
            self.notice_with(NoticeLevel::Info, "directive-record-on", &[("path", &path)]);
        }
        self.sinks.set_record(Some(record));
        if let Some(mid_session) = mid_session {
            let lacks = self.messages.mid_session(mid_session);
            self.notice(NoticeLevel::Info, &lacks);
        }
        Ok(())
    }

    /// Forgets lines that were begun for a literal and not sent.
    pub fn give_up(&mut self) {
        if let Some(session) = &mut self.session {
            session.dialogue_mut().abandon_literal();
        }
    }

    /// Goes on with another tag prefix.
    pub fn set_tag_prefix(&mut self, prefix: &str) -> Result<(), InvalidTagPrefix> {
        match &mut self.session {
            Some(session) => session.dialogue_mut().set_tag_prefix(prefix),
            None => self.tags.set_prefix(prefix),
        }
    }

    /// How the connection ended, if it has.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.session.as_ref().and_then(Session::end)
    }

    /// Delivers a mail to the account that is logged in, on the practice server. False: the server
    /// is another one.
    pub fn deliver(&mut self, message: Option<&[u8]>) -> Result<bool, DeliverError> {
        let Endpoint::Practice(server) = &self.plan.endpoint else {
            return Ok(false);
        };
        let account = self
            .account
            .clone()
            .or_else(|| self.variables.variable("user"))
            .unwrap_or_default();
        let delivered = match message {
            Some(message) => server.deliver(&account, message),
            None => server.deliver_default(&account),
        };
        delivered.map(|()| true)
    }
}
