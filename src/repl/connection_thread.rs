//! The thread that owns the console: it handles requests one after another, each as soon as the
//! dialogue can take it, and waits for the server in between.

mod hints;
mod typed_line;

use super::ExitReason;
use super::state::{PromptSnapshot, PromptState, Request};
use super::vocabulary::Vocabulary;
use crate::console::{Console, StopReason};
use crate::messages::text;
use crate::protocol::dialogue::{Dialogue, Prompt};
use crate::script::replay;
use crate::session::{Endpoint, OpenError};
use hints::Explained;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// How long leaving waits for a continuation request or a completion that must come before LOGOUT.
const ANSWER_TIME: Duration = Duration::from_secs(2);

/// How long leaving waits for the answer to LOGOUT at most.
const LOGOUT_TIME: Duration = Duration::from_secs(10);

struct ConnectionThread {
    console: Console,
    replay: replay::Options,
    requests: Receiver<Request>,
    state: Arc<PromptState>,
    interrupt: Arc<AtomicBool>,
    vocabulary: Rc<RefCell<Vocabulary>>,
    /// What was published last, with the counters of what has happened since.
    snapshot: PromptSnapshot,
    /// When the server last sent something, or a line was last sent to it.
    active_at: Instant,
    explained: Explained,
}

/// Connects, then handles requests until the session is over.
pub fn run(
    mut console: Console,
    replay: replay::Options,
    requests: Receiver<Request>,
    state: Arc<PromptState>,
) -> ExitReason {
    let vocabulary = Rc::new(RefCell::new(Vocabulary::default()));
    console.sinks.add_observer(vocabulary.clone());
    let interrupt = console.interrupt();
    if let Err(error) = console.open() {
        console.report_open_failure(&error);
        let interrupted = matches!(error, OpenError::Interrupted);
        return match interrupted || interrupt.load(Ordering::Relaxed) {
            true => ExitReason::Interrupted,
            false => ExitReason::NoSession,
        };
    }
    if matches!(console.plan().endpoint, Endpoint::InProcess(_)) {
        console.info(text::PracticeFirstSteps);
    }
    let mut thread = ConnectionThread {
        console,
        replay,
        requests,
        state,
        interrupt,
        vocabulary,
        snapshot: PromptSnapshot::default(),
        active_at: Instant::now(),
        explained: Explained::default(),
    };
    thread.publish();
    thread.serve()
}

impl ConnectionThread {
    fn serve(&mut self) -> ExitReason {
        loop {
            let result = match self.next_request() {
                Ok(None | Some(Request::Close)) => {
                    self.console.close();
                    return ExitReason::Failed;
                }
                Ok(Some(request)) => self.handle(request),
                Err(stop) => Err(stop),
            };
            match result {
                Ok(()) => {}
                Err(StopReason::Quit) => return self.leave(),
                Err(StopReason::Io(_) | StopReason::Output(_)) => return ExitReason::Failed,
                Err(StopReason::Failed | StopReason::InvalidScript | StopReason::Interrupted) => {
                    self.interrupt.store(false, Ordering::Relaxed);
                }
            }
        }
    }

    fn handle(&mut self, request: Request) -> Result<(), StopReason> {
        let result = match request {
            Request::Line(line) => self.typed_line(&line),
            Request::Set(name, value) => {
                self.console.variables.set(&name, value);
                Ok(())
            }
            Request::Interrupt => {
                self.interrupt_input();
                Ok(())
            }
            Request::LogOut | Request::Close => Err(StopReason::Quit),
        };
        // The session's end comes next; before that the prompt must not come back.
        if !matches!(result, Err(StopReason::Quit)) {
            self.snapshot.handled += 1;
            self.publish();
        }
        result
    }

    /// The next request, as soon as the dialogue can take it. None: the terminal thread is gone.
    fn next_request(&mut self) -> Result<Option<Request>, StopReason> {
        loop {
            match self.requests.try_recv() {
                Ok(request) => {
                    self.wait_until_takes(&request)?;
                    return Ok(Some(request));
                }
                Err(TryRecvError::Disconnected) => return Ok(None),
                Err(TryRecvError::Empty) => match self.turn(None) {
                    // Ctrl-C was meant for a line that may arrive only now. It is handled, and
                    // whatever it waits for ends at once.
                    Err(StopReason::Interrupted) => match self.requests.try_recv() {
                        Ok(request) => return Ok(Some(request)),
                        Err(_) => return Err(StopReason::Interrupted),
                    },
                    result => result?,
                },
            }
        }
    }

    /// Waits while the server has to answer before a line may be sent, if the request needs that.
    fn wait_until_takes(&mut self, request: &Request) -> Result<(), StopReason> {
        let deadline = match request {
            Request::Line(_) => None,
            Request::LogOut => {
                // What Ctrl-D interrupted has ended.
                self.interrupt.store(false, Ordering::Relaxed);
                Some(Instant::now() + ANSWER_TIME)
            }
            Request::Set(..) | Request::Interrupt | Request::Close => return Ok(()),
        };
        let in_time = || deadline.is_none_or(|deadline| Instant::now() < deadline);
        while in_time() && self.console.awaits_server() {
            // Ctrl-C drops the request, which counts as handled.
            self.turn(deadline).inspect_err(|_| self.snapshot.handled += 1)?;
        }
        Ok(())
    }

    /// One turn of the console, until this time at the latest.
    fn turn(&mut self, limit: Option<Instant>) -> Result<(), StopReason> {
        let silence = self.silence_deadline();
        let result = self.console.turn(silence.into_iter().chain(limit).min());
        self.check_silence(silence);
        self.report_completions();
        self.report_challenge();
        self.publish();
        result
    }

    /// Ctrl-C at the prompt: cancels what can be cancelled, else explains what is expected.
    fn interrupt_input(&mut self) {
        let Some(prompt) = self.console.dialogue().map(Dialogue::prompt) else {
            return;
        };
        match prompt {
            // Only `*` cancels an AUTHENTICATE (RFC 9051, section 6.2.2).
            Prompt::SaslResponse => drop(self.console.line("*", None)),
            Prompt::LiteralOctets(octets) => {
                self.console.hint(text::ReplOctetsExpected { octets });
            }
            Prompt::LiteralLines(_) => self.abandon_lines(),
            Prompt::RestOfCommand => self.console.hint(text::ReplRestExpected),
            Prompt::Done => self.console.hint(text::ReplDoneEndsIdle),
            Prompt::Tag(_) | Prompt::Wait => {}
        }
    }

    /// Abandons the lines of a literal, none of which was sent.
    fn abandon_lines(&mut self) {
        self.console.abandon_literal();
        self.console.info(text::ReplLiteralDropped);
    }

    /// Logs out and ends.
    fn leave(&mut self) -> ExitReason {
        let prompt = |console: &Console| console.dialogue().map(Dialogue::prompt);
        if matches!(prompt(&self.console), Some(Prompt::LiteralLines(_))) {
            self.abandon_lines();
        }
        // Without those lines, what was expected before them is expected again.
        if matches!(prompt(&self.console), Some(Prompt::LiteralOctets(_) | Prompt::Wait)) {
            self.console.warn(text::ReplClosedWithoutLogout);
            self.console.close();
            return ExitReason::Failed;
        }
        let deadline = Instant::now() + self.console.settings.timeout.min(LOGOUT_TIME);
        let logged_out =
            self.console.session().is_none() || self.console.log_out(deadline).unwrap_or(false);
        match logged_out && self.console.is_clean() {
            true => ExitReason::Success,
            false => ExitReason::Failed,
        }
    }

    /// Publishes the state of the session to the terminal thread.
    fn publish(&mut self) {
        let dialogue = self.console.dialogue();
        let prompt = dialogue.map(Dialogue::prompt);
        let is_literal = prompt.as_ref().is_some_and(Prompt::is_literal);
        let snapshot = &mut self.snapshot;
        snapshot.open = true;
        snapshot.turns += 1;
        snapshot.mask = dialogue.map(Dialogue::mask).unwrap_or_default();
        snapshot.skips_history = is_literal || dialogue.is_some_and(Dialogue::expects_secret);
        snapshot.busy = dialogue.is_some_and(Dialogue::awaits_completion);
        snapshot.prompt = prompt;
        snapshot.variables = self.console.variables.names();
        let mut vocabulary = self.vocabulary.borrow_mut();
        if std::mem::take(&mut vocabulary.changed) {
            snapshot.words = Arc::new(vocabulary.words.clone());
        }
        self.state.publish(snapshot.clone());
    }
}
