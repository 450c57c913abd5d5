//! The console: takes lines and emits events, whether the prompt or a script drives the session.
//!
//! A *driver* hands lines to the console ([`Console::line`]), lets it wait for the server
//! ([`Console::turn`]) and takes the completions that have arrived ([`Console::take_completion`]).
//! The console owns the session, the sinks that receive every event (record, observers, view), the
//! variables, and the settings that directives change. It knows neither prompts nor scripts.

mod connecting;
mod expectations;
mod explaining;
mod held_notices;
mod last_answer;
mod logging_out;
mod notices;
mod opening;
mod practice_server_handle;
mod server_wait;
mod sinks;
mod variables;

pub use expectations::{Expectations, NearLine, Purpose, UpcomingPattern};
pub use last_answer::{KeptAnswer, LastAnswer, NotKept};
pub use practice_server_handle::practice_endpoint;
pub use server_wait::{StopReason, UNREPORTED_WAIT};
pub use sinks::EventSinks;
pub use variables::{Variables, open_regular};

use crate::messages::{Messages, text};
use crate::notation;
use crate::notation::directive::fold_limit::FoldLimit;
use crate::notation::record_comments::MidSession;
use crate::practice;
use crate::protocol::dialogue::{
    Completion, Dialogue, LineAction, LineError, Prompt, hint_of_output, hint_of_response,
};
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy, is_unsent_attempt};
use crate::protocol::tags::{InvalidTagPrefix, Tags};
use crate::protocol::typed_line::{self, LineClassifier, TypedLineKind};
use crate::record::{Header, Record, RecordError, RecordLoss};
use crate::session::{ConnectPlan, ConnectionEnd, Endpoint, NoticeLevel, Session};
use crate::transport::{Poller, Security, Target, TlsConfig, Waker};
use opening::BackgroundOpening;
use practice_server_handle::PracticeServerHandle;
use std::cell::{Ref, RefCell};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// What a console is made from.
pub struct ConsoleSetup {
    pub messages: Messages,
    /// How to reach the first session's server.
    pub plan: ConnectPlan,
    /// The practice server, if the plan leads there.
    pub practice: Option<practice::Server>,
    pub tags: Tags,
    pub variables: Variables,
    pub settings: Settings,
    /// To interrupt a wait, set this and wake the console.
    pub interrupt: Arc<AtomicBool>,
    /// What the user may have meant by a host name that does not exist.
    pub host_suggestion: Option<String>,
}

/// The settings that `:set` and `:pipeline` change, for every driver.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long the server may be silent while an answer is expected.
    pub timeout: Duration,
    /// How long a script waits in total for the responses that the listing of an IDLE shows.
    pub patience: Duration,
    /// Whether a paste is sent line by line as if typed, instead of being read like a script.
    pub raw_paste: bool,
    /// Whether the prompt suggests the next step to a beginner; `None`: only on the practice server.
    pub guide: Option<bool>,
    /// Whether a script sends commands without waiting for the completion of each.
    pub pipeline: bool,
    /// After how many rows a long literal is folded at the prompt.
    pub fold: FoldLimit,
    /// Whether each line is explained.
    pub explain: bool,
    /// Whether the structure of each response is shown.
    pub decode: bool,
}

pub struct Console {
    messages: Messages,
    pub settings: Settings,
    pub variables: Variables,
    pub sinks: EventSinks,
    plan: ConnectPlan,
    /// TLS for servers on the network.
    network_tls: Arc<TlsConfig>,
    /// The practice server, once a session has connected to it.
    practice: Option<PracticeServerHandle>,
    poller: Poller,
    interrupt: Arc<AtomicBool>,
    /// The current session; it stays after its end until the next one is opened.
    session: Option<Session>,
    /// Completions of sessions that were closed before these were taken.
    completions: VecDeque<Completion>,
    /// The tags for the next session, while there is no session.
    tags: Tags,
    /// Whether a login failed in the last session and none succeeded.
    login_attempted: bool,
    /// Whether the server has sent something since the last [`take_activity`](Console::take_activity).
    activity: bool,
    /// Whether an expected line was not received within the timeout, and nothing was sent since.
    pub was_silent: bool,
    /// The server's last answer, if answers are kept.
    last_answer: Option<Rc<RefCell<LastAnswer>>>,
    /// What was already reported about the current connection.
    reported: ReportedOnce,
    /// Whether every connection so far ended after a BYE, and every record was written.
    clean: bool,
    /// Whether the script shows that the server ends the session with BYE without a LOGOUT.
    expects_bye: bool,
    /// Whether the last connection ended with a BYE that the script has not shown so far.
    unlisted_bye: bool,
    /// When the last connection was made.
    connected_at: Option<Instant>,
    /// How many connections were made.
    connections: u64,
    host_suggestion: Option<String>,
    /// A session that is being opened, to replace the current one.
    opening: Option<BackgroundOpening>,
    lines_sent: u64,
}

/// Conditions that are reported once per connection.
#[derive(Default)]
struct ReportedOnce {
    bare_lf: bool,
    tls: bool,
    end: bool,
    /// Whether another session replaces this one.
    is_left: bool,
}

impl Console {
    /// A console that is not connected yet.
    pub fn new(setup: ConsoleSetup, sinks: EventSinks) -> io::Result<Console> {
        let mut poller = Poller::new()?;
        poller.set_interrupt(setup.interrupt.clone());
        let (explain, decode) = (setup.settings.explain, setup.settings.decode);
        let mut console = Console {
            messages: setup.messages,
            settings: setup.settings,
            network_tls: setup.plan.tls.clone(),
            practice: setup
                .practice
                .map(|server| PracticeServerHandle::new(server, setup.plan.tls.clone())),
            plan: setup.plan,
            sinks,
            poller,
            interrupt: setup.interrupt,
            session: None,
            completions: VecDeque::new(),
            tags: setup.tags,
            login_attempted: false,
            variables: setup.variables,
            activity: false,
            was_silent: false,
            last_answer: None,
            reported: ReportedOnce::default(),
            clean: true,
            expects_bye: false,
            unlisted_bye: false,
            connected_at: None,
            connections: 0,
            host_suggestion: setup.host_suggestion,
            opening: None,
            lines_sent: 0,
        };
        console.set_explanations(explain);
        console.set_decoding(decode);
        Ok(console)
    }

    /// A waker that ends this console's wait from another thread.
    pub fn waker(&self) -> Waker {
        self.poller.waker()
    }

    /// The flag that interrupts a wait: set it, then wake the console.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        self.interrupt.clone()
    }

    pub fn messages(&self) -> Messages {
        self.messages
    }

    /// How to reach the session's server.
    pub fn plan(&self) -> &ConnectPlan {
        &self.plan
    }

    /// A plan to reach a server on the network.
    pub fn plan_to(&self, target: Target) -> ConnectPlan {
        let tls = self.network_tls.clone();
        ConnectPlan { endpoint: Endpoint::Network(target), tls, timeout: self.plan.timeout }
    }

    /// The session, ended or not.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The session, if its connection is open.
    pub fn live(&self) -> Option<&Session> {
        self.session().filter(|session| session.end().is_none())
    }

    /// The number of connections made so far, which is the number of the current one, from 1.
    pub fn connections(&self) -> u64 {
        self.connections
    }

    /// The dialogue of the open connection.
    pub fn dialogue(&self) -> Option<&Dialogue> {
        self.live().map(Session::dialogue)
    }

    /// Forgets the announced capabilities because they have changed.
    pub fn forget_capabilities(&mut self) {
        if let Some(session) = live_mut(&mut self.session) {
            session.dialogue_mut().forget_capabilities();
        }
    }

    /// What is secret in the next line, with a connection or without one.
    pub fn mask(&self) -> InputMask {
        match self.session() {
            Some(session) => session.dialogue().mask(),
            None => InputMask::Command(UnknownVerbPolicy::of(false, self.login_attempted)),
        }
    }

    /// Hides the end of the next line that is sent: it was hidden while the line was typed.
    pub fn hide_end(&mut self, end: Option<String>) {
        if let Some(session) = live_mut(&mut self.session) {
            session.dialogue_mut().hide_end(end);
        }
    }

    /// Notes that a line may be an attempt to log in, even though it is not sent.
    pub fn note_unsent_attempt(&mut self) {
        match &mut self.session {
            Some(session) => session.dialogue_mut().note_unsent_attempt(),
            None => self.login_attempted = true,
        }
    }

    /// Notes the same of a line that was refused. It may be meant for the session that is being opened.
    pub fn note_refused_attempt(&mut self) {
        if let Some(session) = &mut self.session {
            session.dialogue_mut().note_refused_attempt();
        }
        self.login_attempted = true;
    }

    /// How the connection ended, if it has.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.session().and_then(Session::end)
    }

    /// Sets whether the server is expected to end the session with BYE without a LOGOUT. Then this is not a
    /// failure, even if it has already happened.
    pub fn set_expects_bye(&mut self, expects_bye: bool) {
        self.expects_bye = expects_bye;
        self.unlisted_bye &= !expects_bye;
    }

    /// Whether the last connection ended with a BYE that the script may still show.
    pub fn has_unlisted_bye(&self) -> bool {
        self.unlisted_bye
    }

    /// Counts the BYE that ended the last connection as unexpected: the script does not show it.
    pub fn settle_unlisted_bye(&mut self) {
        self.clean &= !std::mem::take(&mut self.unlisted_bye);
    }

    /// Whether the session ended with an expected BYE.
    pub fn got_expected_bye(&self) -> bool {
        self.expects_bye && self.session().is_some_and(Session::announced_end)
    }

    /// Whether every connection so far ended after a BYE, and every record was written.
    pub fn is_clean(&self) -> bool {
        self.clean && !self.unlisted_bye
    }

    /// Resolves relative file names against this folder from now on: the script's own.
    pub fn set_base(&mut self, base: PathBuf) {
        if let Some(session) = &mut self.session {
            session.set_base(base.clone());
        }
        self.variables.set_base(base);
    }

    /// Keeps each of the server's answers until the next one.
    pub fn keep_answers(&mut self) {
        let answer = Rc::new(RefCell::new(LastAnswer::default()));
        self.sinks.add_observer(answer.clone());
        self.last_answer = Some(answer);
    }

    /// The server's last answer; `None` if answers are not kept.
    pub fn last_answer(&self) -> Option<Ref<'_, LastAnswer>> {
        self.last_answer.as_ref().map(|answer| answer.borrow())
    }

    /// Hides the rest of the server's output if it is a flood.
    pub fn hide_flood(&mut self) -> bool {
        let now = self.live().map(Session::elapsed);
        now.is_some_and(|now| self.sinks.hide_flood(now))
    }

    /// Folds long literals after this many rows from now on.
    pub fn set_fold(&mut self, limit: FoldLimit) {
        self.settings.fold = limit;
        self.sinks.set_fold_limit(limit);
    }

    /// Takes a line that was typed, or a script's line; `script_line` is its position in the script. The
    /// returned action is left to the driver; what is to be sent was sent, and its hints were shown.
    pub fn line(
        &mut self,
        line: &str,
        script_line: Option<usize>,
    ) -> Result<LineAction, LineError> {
        if script_line.is_none() && self.is_listed_response(line) {
            if is_unsent_attempt(line) {
                self.note_unsent_attempt();
            }
            return Ok(LineAction::Pasted(hint_of_response(line)));
        }
        let Some(session) = live_mut(&mut self.session) else {
            self.login_attempted |= self.mask().is_attempt(line);
            return line_without_session(line);
        };
        let action = session.read_line(line, &self.variables)?;
        self.take_action(action, script_line)
    }

    /// Whether a line typed in place of a command is a server's line with a prefix from a listing: a mark,
    /// or the time of a log. Only the reader of listings knows these.
    fn is_listed_response(&self, line: &str) -> bool {
        let prompt = self.dialogue().map(Dialogue::prompt);
        let TypedLineKind::Command(command) = LineClassifier::default().classify(line) else {
            return false;
        };
        // `x1 frobnicate OK` may be a command that the server knows.
        let is_name = |verb: &str| verb.bytes().all(|it| it.is_ascii_alphabetic() || it == b'-');
        matches!(prompt, None | Some(Prompt::Tag(_) | Prompt::Done | Prompt::Wait))
            && command.spec.is_none()
            && !(command.tag.is_some() && is_name(command.verb))
            && notation::is_server_line(line)
    }

    /// Takes a line that the reader of scripts knows to begin a command.
    pub fn command(
        &mut self,
        line: &typed_line::CommandLine<'_>,
        script_line: Option<usize>,
    ) -> Result<LineAction, LineError> {
        let session = live_mut(&mut self.session).ok_or(LineError::NotConnected)?;
        let action = session.read_command(line, &self.variables)?;
        self.take_action(action, script_line)
    }

    /// Sends the beginning of a line of a literal, without a line end.
    pub fn cut_line(
        &mut self,
        text: &str,
        script_line: Option<usize>,
    ) -> Result<LineAction, LineError> {
        let session = live_mut(&mut self.session).ok_or(LineError::NotConnected)?;
        let action = session.dialogue_mut().read_cut_line(text);
        self.take_action(action, script_line)
    }

    /// Sends a line unchanged.
    pub fn raw(&mut self, line: &str, script_line: Option<usize>) -> Result<LineAction, LineError> {
        let session = live_mut(&mut self.session).ok_or(LineError::NotConnected)?;
        let action = session.read_raw(line)?;
        self.take_action(action, script_line)
    }

    fn take_action(
        &mut self,
        action: LineAction,
        script_line: Option<usize>,
    ) -> Result<LineAction, LineError> {
        let LineAction::Send(mut hints) = action else {
            return Ok(action);
        };
        if let Some(session) = &mut self.session {
            session.send(script_line, &mut self.sinks);
        }
        self.lines_sent += 1;
        self.was_silent = false;
        // Hints come below the line that they are about, and above the answer.
        hints.retain(|hint| !self.sinks.has_explained(hint));
        for hint in hints {
            let text = self.messages.hint(hint);
            self.notice(NoticeLevel::Hint, &text);
        }
        Ok(LineAction::Send(Vec::new()))
    }

    /// How many lines were sent, on all connections.
    pub fn lines_sent(&self) -> u64 {
        self.lines_sent
    }

    /// How many commands were sent on this connection: the number of the next one.
    pub fn commands_sent(&self) -> u64 {
        self.dialogue().map_or(0, Dialogue::commands_sent)
    }

    /// Whether the server has to answer before another line may be sent.
    pub fn awaits_server(&self) -> bool {
        self.dialogue().is_some_and(Dialogue::awaits_server)
    }

    /// Takes the next completion that has arrived.
    pub fn take_completion(&mut self) -> Option<Completion> {
        match self.completions.pop_front() {
            None => self.session.as_mut()?.take_completion(),
            completion => completion,
        }
    }

    /// Whether the next completion is of a session that another one has replaced.
    pub fn has_completion_of_left_session(&self) -> bool {
        self.session.is_some() && !self.completions.is_empty()
    }

    /// Drops the lines of a literal of which nothing has been sent.
    pub fn abandon_literal(&mut self) {
        if let Some(session) = &mut self.session {
            session.dialogue_mut().abandon_literal();
        }
    }

    /// The tag of the next command without one.
    pub fn next_tag(&self) -> &str {
        match &self.session {
            Some(session) => session.dialogue().tags().next_tag(),
            None => self.tags.next_tag(),
        }
    }

    /// Changes the prefix of future tags.
    pub fn set_tag_prefix(&mut self, prefix: &str) -> Result<(), InvalidTagPrefix> {
        match &mut self.session {
            Some(session) => session.dialogue_mut().tags_mut().set_prefix(prefix),
            None => self.tags.set_prefix(prefix),
        }
    }

    /// Starts a record, after ending the current one. A record that starts in the middle of a session says
    /// so. `announce`: report the start, before its first line.
    pub fn record(&mut self, path: &Path, announce: bool) -> Result<(), RecordError> {
        if self.dialogue().is_some_and(Dialogue::has_unfinished_command) {
            return Err(RecordError::InsideCommand);
        }
        let mid_session = self.dialogue().map(|dialogue| MidSession {
            state: dialogue.facts().state,
            idle: dialogue.idle().is_some(),
        });
        let record = Record::create(path, &record_header(&self.plan, mid_session), !announce)?;
        let ended = self.sinks.record_path();
        let previous = self.sinks.set_record(None);
        if self.finish_record(previous)
            && let Some(path) = ended
        {
            self.info(text::DirectiveRecordEnded { path });
        }
        if announce {
            self.info(text::DirectiveRecordOn { path: path.display() });
        }
        self.sinks.set_record(Some(record));
        if let Some(mid_session) = mid_session {
            let lacks = self.messages.mid_session(mid_session);
            self.notice(NoticeLevel::Info, &lacks);
        }
        Ok(())
    }

    /// Ends the record, if there is one. Reports if it is incomplete or gone.
    /// Returns whether the record is complete and in its place; an error reports why it is not.
    pub fn end_record(&mut self) -> bool {
        let record = self.sinks.set_record(None);
        self.finish_record(record)
    }

    fn finish_record(&mut self, record: Option<Record>) -> bool {
        let Some(record) = record else { return true };
        let path = record.path().display().to_string();
        match record.finish() {
            Ok(()) => return true,
            Err(RecordLoss::Write(reason)) => self.error(text::RecordEndFailed { path, reason }),
            Err(RecordLoss::Gone) => self.error(text::RecordGone { path }),
        }
        self.clean = false;
        false
    }

    /// Whether the prompt suggests the next step after a success.
    pub fn is_guided(&self) -> bool {
        self.settings.guide.unwrap_or(self.practice_server().is_some())
    }
}

fn live_mut(session: &mut Option<Session>) -> Option<&mut Session> {
    session.as_mut().filter(|session| session.end().is_none())
}

/// Without a connection a line can still be a directive, or be ignored.
fn line_without_session(line: &str) -> Result<LineAction, LineError> {
    match LineClassifier::default().classify(line) {
        TypedLineKind::Blank | TypedLineKind::Comment => Ok(LineAction::Nothing),
        TypedLineKind::ServerResponse => Ok(LineAction::Pasted(hint_of_response(line))),
        TypedLineKind::ToolOutput => Ok(LineAction::Pasted(hint_of_output(line))),
        TypedLineKind::Directive(directive) => Ok(LineAction::Directive(directive.to_owned())),
        TypedLineKind::Command(_) => Err(LineError::NotConnected),
    }
}

/// The name of this security in a record's header.
fn tls_of(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::StartTls => "starttls",
        Security::Plain => "none",
    }
}

fn record_header(plan: &ConnectPlan, mid_session: Option<MidSession>) -> Header {
    let (host, port) = match &plan.endpoint {
        Endpoint::Network(target) => (target.host.clone(), Some(target.port)),
        Endpoint::Command(command) => (command.clone(), None),
        Endpoint::InProcess { .. } => ("practice".to_owned(), None),
    };
    Header { host, port, tls: plan.security().map_or("none", tls_of), mid_session }
}
