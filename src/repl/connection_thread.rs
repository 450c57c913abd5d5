//! The thread that owns the console: it handles requests one after another, each as soon as the
//! dialogue can take it, and waits for the server in between.

mod guide;
mod hints;
mod lesson;
mod paste;
mod type_ahead;
mod typed_line;

use super::ExitReason;
use super::experience::Experience;
use super::state::{LinesMeanwhile, PromptSnapshot, PromptState, Request};
use super::vocabulary::Vocabulary;
use crate::console::{Console, StopReason};
use crate::lesson::Tutor;
use crate::messages::text;
use crate::protocol::dialogue::{Dialogue, PendingCommand, Prompt};
use crate::protocol::sasl;
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy};
use crate::script::replay;
use crate::session::{Endpoint, OpenError, Session};
use guide::Guide;
use hints::Explained;
use lesson::CurrentLesson;
use paste::{Paste, PasteStep};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};
use type_ahead::EndedCommand;

/// How long leaving waits for a continuation request or a completion that must come before LOGOUT.
const ANSWER_TIME: Duration = Duration::from_secs(2);

/// How long leaving waits for the answer to LOGOUT at most.
const LOGOUT_TIME: Duration = Duration::from_secs(10);

struct ConnectionThread {
    console: Console,
    replay: replay::ReplayOptions,
    requests: Receiver<Request>,
    /// A request that arrived during a `:wait` or `:expect`, and is handled after it.
    postponed: Option<Request>,
    paste: Paste,
    /// The prompt at the last Ctrl-C, if no line was handled since.
    interrupted_at: Option<Option<Prompt>>,
    /// Whether the last line was not carried out.
    line_failed: bool,
    /// Whether an expectation was not met, or a script has failed.
    has_failed: bool,
    /// Whether, since a line was sent, a hint has said that lines like the last one are not sent.
    has_said_unsent: bool,
    state: Arc<PromptState>,
    interrupt: Arc<AtomicBool>,
    vocabulary: Rc<RefCell<Vocabulary>>,
    /// The last published snapshot, with counters that are updated since.
    snapshot: PromptSnapshot,
    /// When the server last sent something, or a line was last sent to it.
    active_at: Instant,
    explained: Explained,
    /// The last command that ended, to which earlier typed lines may belong.
    ended_command: Option<EndedCommand>,
    /// The refusal after which lines were reported that had been typed before it.
    explained_refusal: Option<Instant>,
    /// The part of the next line that was hidden while it was typed.
    hidden: Option<Range<usize>>,
    guide: Guide,
    lesson: Option<CurrentLesson>,
}

/// Connects, then handles requests until the session is over.
pub fn run(
    mut console: Console,
    replay: replay::ReplayOptions,
    tutor: Option<Tutor>,
    requests: Receiver<Request>,
    state: Arc<PromptState>,
    experience: Experience,
) -> ExitReason {
    let vocabulary = Rc::new(RefCell::new(Vocabulary::default()));
    console.sinks.add_observer(vocabulary.clone());
    let interrupt = console.interrupt();
    if let Err(reason) = open(&mut console, tutor.is_some(), experience) {
        return reason;
    }
    let lesson = tutor.map(|tutor| CurrentLesson::new(tutor, &mut console));
    let mut thread = ConnectionThread {
        console,
        replay,
        requests,
        postponed: None,
        paste: Paste::default(),
        interrupted_at: None,
        line_failed: false,
        has_failed: false,
        has_said_unsent: false,
        state,
        interrupt,
        vocabulary,
        snapshot: PromptSnapshot::default(),
        active_at: Instant::now(),
        explained: Explained::default(),
        ended_command: None,
        explained_refusal: None,
        hidden: None,
        guide: Guide::default(),
        lesson,
    };
    thread.publish();
    let reason = match thread.begin_lesson() {
        Err(StopReason::Io(_) | StopReason::Output(_)) => ExitReason::Failed,
        _ => thread.serve(),
    };
    thread.console.end_record();
    match reason {
        ExitReason::Success if thread.has_failed || !thread.console.is_clean() => {
            ExitReason::Failed
        }
        reason => reason,
    }
}

/// Opens the first session. If that fails, reports it and returns why there is no session.
fn open(console: &mut Console, has_tutor: bool, experience: Experience) -> Result<(), ExitReason> {
    let is_practice = matches!(console.plan().endpoint, Endpoint::InProcess { .. });
    let is_welcomed = experience == Experience::FirstStart && is_practice && !has_tutor;
    let welcome = is_welcomed.then(|| console.messages().format(text::PracticeWelcome));
    if let Err(error) = console.open(welcome) {
        console.report_open_failure(&error);
        let is_interrupted =
            matches!(error, OpenError::Interrupted) || console.interrupt().load(Ordering::Relaxed);
        let why = if is_interrupted { ExitReason::Interrupted } else { ExitReason::NoSession };
        return Err(why);
    }
    if has_tutor {
        // The lesson says what to do next.
        console.settings.guide = Some(false);
    } else {
        greet(console, is_practice, experience);
    }
    Ok(())
}

/// Shows what to type first, if this user may need it.
fn greet(console: &mut Console, is_practice: bool, experience: Experience) {
    if is_practice {
        match experience {
            Experience::FirstStart => console.info(text::PracticeFirstStep),
            Experience::Beginner => console.info(text::PracticeFirstSteps),
            Experience::Experienced => console.info(text::PracticeUnguidedSteps),
        }
    }
    if experience != Experience::Experienced {
        console.settings.guide = None;
    }
}

/// The thread's next action.
enum Work {
    Request(Request),
    PasteStep(PasteStep),
    /// The terminal thread is gone, or asks to close the connection.
    Close,
}

impl ConnectionThread {
    fn serve(&mut self) -> ExitReason {
        loop {
            let result = match self.next_work() {
                Ok(Work::Request(request)) => self.handle(request),
                Ok(Work::PasteStep(step)) => self.paste_step(step),
                Ok(Work::Close) => {
                    self.console.close();
                    return ExitReason::Failed;
                }
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
        // A directive may have reached a goal of the lesson.
        let result = self.carry_out(request).and_then(|()| self.follow_lesson());
        self.drop_paste_of_left_connection();
        self.note_handled(result)
    }

    fn carry_out(&mut self, request: Request) -> Result<(), StopReason> {
        match request {
            Request::Lines { lines, was_hidden: true, .. } if !self.hides_input() => {
                self.report_late_answer(&lines);
                Ok(())
            }
            Request::Lines { lines, typed_at, hidden, .. } => {
                self.hidden = hidden.filter(|_| lines.len() == 1);
                self.lines(lines, typed_at)
            }
            Request::Set(name, value) => {
                self.console.variables.set(&name, value);
                Ok(())
            }
            Request::NoteAttempt => {
                self.console.note_refused_attempt();
                Ok(())
            }
            Request::Interrupt { dropped_line } => {
                self.interrupt.store(false, Ordering::Relaxed);
                self.interrupt_input(dropped_line);
                Ok(())
            }
            Request::LogOut | Request::Close => Err(StopReason::Quit),
        }
    }

    fn note_handled(&mut self, result: Result<(), StopReason>) -> Result<(), StopReason> {
        // The session's end comes next; before that the prompt must not come back.
        if !matches!(result, Err(StopReason::Quit)) {
            self.snapshot.handled += 1;
            self.publish();
        }
        result
    }

    /// The next request, or step of a paste, as soon as it can be handled. Requests come first: the
    /// rest of a paste may wait for a completion that never comes.
    fn next_work(&mut self) -> Result<Work, StopReason> {
        loop {
            let request = match self.postponed.take() {
                Some(request) => Ok(request),
                None => self.requests.try_recv(),
            };
            match request {
                Ok(Request::Close) | Err(TryRecvError::Disconnected) => return Ok(Work::Close),
                Ok(request) => {
                    if matches!(request, Request::LogOut) {
                        self.prepare_logout()?;
                    }
                    return Ok(Work::Request(request));
                }
                Err(TryRecvError::Empty) => {}
            }
            if let Some(step) = self.next_paste_step() {
                return Ok(Work::PasteStep(step));
            }
            match self.turn(None) {
                // Ctrl-C was meant for a line that may arrive only now. It is handled, and any wait in it
                // ends at once.
                Err(StopReason::Interrupted) => match self.requests.try_recv() {
                    Ok(Request::Close) => return Ok(Work::Close),
                    Ok(request) => return Ok(Work::Request(request)),
                    Err(_) => return Err(StopReason::Interrupted),
                },
                result => result?,
            }
        }
    }

    /// Handles the lines that are typed while a directive runs, if it allows them. Other lines, and any
    /// other request, which comes with an interrupt, are handled after it.
    fn serve_lines(&mut self) -> Result<(), StopReason> {
        let Some(running) = self.snapshot.directive.clone() else {
            return Ok(());
        };
        while self.postponed.is_none()
            && let Ok(request) = self.requests.try_recv()
        {
            let is_taken = match &request {
                Request::Lines { lines, .. } => running.takes(lines),
                Request::Set(..) | Request::NoteAttempt => true,
                Request::Interrupt { .. } | Request::LogOut | Request::Close => false,
            };
            if !is_taken {
                self.postponed = Some(request);
            } else if running.takes == LinesMeanwhile::All {
                self.handle(request)?;
            } else {
                // The lesson and the paste continue after the directive.
                let result = self.carry_out(request);
                self.note_handled(result)?;
            }
        }
        Ok(())
    }

    /// Waits for a while if the server must send something before LOGOUT can be sent.
    fn prepare_logout(&mut self) -> Result<(), StopReason> {
        // The operation that Ctrl-D interrupted has ended.
        self.interrupt.store(false, Ordering::Relaxed);
        let deadline = Instant::now() + ANSWER_TIME;
        while Instant::now() < deadline && self.console.awaits_server() {
            // Ctrl-C drops the request, which counts as handled.
            self.turn(Some(deadline)).inspect_err(|_| self.snapshot.handled += 1)?;
        }
        Ok(())
    }

    /// One turn of the console, at most until this time.
    fn turn(&mut self, limit: Option<Instant>) -> Result<(), StopReason> {
        let silence = self.silence_deadline();
        let deadlines = silence.into_iter().chain(limit).chain(self.paste_deadline());
        let result = self.console.turn(deadlines.min());
        self.check_silence(silence);
        self.report_waiting_paste();
        self.report_progress();
        let followed = self.follow_lesson();
        self.publish();
        result.and(followed)
    }

    /// Ctrl-C: drops a paste, hides the rest of a flood, and cancels the current operation if possible. If
    /// the server expects the rest of a command, this says so, and the next Ctrl-C closes the connection.
    fn interrupt_input(&mut self, dropped_line: bool) {
        let lines = self.drop_paste();
        if lines > 0 {
            self.console.info(text::ReplPasteInterrupted { lines });
        }
        let prompt = self.console.dialogue().map(Dialogue::prompt);
        let may_flood = matches!(prompt, Some(Prompt::Tag(_) | Prompt::Wait | Prompt::Done));
        if may_flood && !dropped_line && self.console.hide_flood() {
            return self.console.info(text::ReplFloodHidden);
        }
        let dropped = dropped_line || lines > 0;
        let before = self.interrupted_at.replace(prompt.clone());
        let is_second = !dropped && before.as_ref() == Some(&prompt);
        let Some(prompt) = prompt else {
            if is_second {
                self.console.hint(text::ReplWaysOut);
            }
            return;
        };
        let in_handshake = self.console.session().is_some_and(Session::is_in_handshake);
        match prompt {
            // Only `*` cancels an AUTHENTICATE (RFC 9051, section 6.2.2).
            Prompt::SaslResponse => drop(self.console.line("*", None)),
            Prompt::LiteralOctets(_) | Prompt::RestOfCommand if is_second => {
                self.close_by_interrupt()
            }
            Prompt::Wait if is_second && in_handshake => self.close_by_interrupt(),
            Prompt::LiteralOctets(octets) => {
                self.console.hint(text::ReplOctetsExpected { octets });
            }
            Prompt::LiteralLines(_) => self.abandon_lines(),
            Prompt::RestOfCommand => self.console.hint(text::ReplRestExpected),
            Prompt::Done => self.report_idle(),
            Prompt::Wait if in_handshake => self.console.hint(text::ReplAwaitsHandshake),
            Prompt::Wait => {
                let awaited = self.console.dialogue().and_then(Dialogue::awaited);
                let command =
                    awaited.map(PendingCommand::display_line).unwrap_or_default().into_owned();
                self.console.hint(text::ReplAwaitsServer { command });
            }
            Prompt::Tag(_) if is_second => self.console.hint(text::ReplWaysOut),
            Prompt::Tag(_) => {}
        }
    }

    fn close_by_interrupt(&mut self) {
        self.console.abandon();
        self.console.warn(text::ReplConnectionClosed);
    }

    /// Reports that IDLE runs. This is certain only if the server has accepted it, and only until a line
    /// other than `done` was sent.
    fn report_idle(&mut self) {
        let Some(dialogue) = self.console.dialogue() else {
            return;
        };
        let command = |it: &PendingCommand| it.display_line().into_owned();
        let awaited = dialogue.awaited().map(command);
        let unanswered = dialogue.oldest_unanswered().map(command);
        match (awaited, unanswered) {
            (Some(command), _) => self.console.hint(text::ReplAwaitsIdle { command }),
            (None, Some(command)) => self.console.hint(text::ReplAwaitsInIdle { command }),
            (None, None) => self.console.hint(text::ReplDoneEndsIdle),
        }
    }

    /// Drops the lines of a literal, none of which was sent.
    fn abandon_lines(&mut self) {
        self.console.abandon_literal();
        self.console.info(text::ReplLiteralDropped);
    }

    /// Logs out and ends.
    fn leave(&mut self) -> ExitReason {
        self.snapshot.leaving = true;
        self.publish();
        let lines = self.drop_paste();
        if lines > 0 {
            self.console.info(text::ReplPasteInterrupted { lines });
        }
        let prompt = |console: &Console| console.dialogue().map(Dialogue::prompt);
        if matches!(prompt(&self.console), Some(Prompt::LiteralLines(_))) {
            self.abandon_lines();
        }
        // Without those lines, the state before them is restored.
        if matches!(prompt(&self.console), Some(Prompt::LiteralOctets(_) | Prompt::Wait)) {
            self.console.warn(text::ReplClosedWithoutLogout);
            self.console.abandon();
            return ExitReason::Failed;
        }
        let time = self.console.settings.timeout.min(LOGOUT_TIME);
        let deadline = Instant::now() + ANSWER_TIME.min(time);
        let logged_out = self.console.session().is_none()
            || self.console.log_out_and_report(deadline, time).unwrap_or(false);
        if logged_out { ExitReason::Success } else { ExitReason::Failed }
    }

    /// Publishes the state of the session to the terminal thread.
    fn publish(&mut self) {
        let prompt = self.console.dialogue().map(Dialogue::prompt);
        self.note_challenge();
        let is_stray_answer_possible = self.awaits_stray_answer();
        let dialogue = self.console.dialogue();
        let snapshot = &mut self.snapshot;
        snapshot.open = true;
        snapshot.turns += 1;
        snapshot.mask = match self.console.mask() {
            InputMask::Command(_) if is_stray_answer_possible => {
                InputMask::Command(UnknownVerbPolicy::MaskAll)
            }
            mask => mask,
        };
        snapshot.is_practice = self.console.practice_server().is_some();
        snapshot.in_lesson = self.lesson.is_some();
        let awaits_completion = dialogue.is_some_and(Dialogue::awaits_completion);
        snapshot.pasting = self.paste.len() > 0;
        snapshot.sent = self.console.lines_sent() + self.paste.begun();
        snapshot.sends_pastes_raw = self.console.settings.raw_paste;
        snapshot.busy = awaits_completion || snapshot.pasting;
        snapshot.prompt = prompt;
        let challenge = dialogue.and_then(Dialogue::challenge);
        snapshot.lacks_answer = challenge.is_some_and(|it| !sasl::can_respond(it.mechanism));
        snapshot.expected = dialogue.map(Dialogue::expected);
        snapshot.connection = dialogue.and_then(Dialogue::settled_state);
        if let Some(dialogue) = dialogue {
            snapshot.capabilities = dialogue.facts().capabilities.clone();
            snapshot.exists = dialogue.facts().exists();
        }
        snapshot.variables = self.console.variables.names();
        let mut vocabulary = self.vocabulary.borrow_mut();
        if std::mem::take(&mut vocabulary.changed) {
            snapshot.names = Arc::new(vocabulary.names.clone());
        }
        self.state.publish(snapshot.clone());
    }
}
