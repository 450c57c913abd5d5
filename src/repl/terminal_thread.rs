//! The thread that owns the terminal: it reads lines and shows what the connection thread writes.

mod answers;
mod bursts;

use super::ExitReason;
use super::editor::{self, Dropped, Editor, EditorInput};
use super::helper::PromptHelper;
use super::notice::notice;
use super::pager::{self, Pages};
use super::state::{PromptSnapshot, PromptState, Request};
use crate::console::KeptAnswer;
use crate::escape;
use crate::messages::{Messages, Text, text};
use crate::notation::Script;
use crate::notation::directive::Directive;
use crate::protocol::commands;
use crate::protocol::compose;
use crate::protocol::dialogue::{Expected, Prompt};
use crate::script::load::load_typed;
use crate::state_file::state_file;
use crate::transport::Waker;
use crate::view::{Colors, theme};
use owo_colors::OwoColorize;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// After this time without a completion the prompt comes back, so that another command can be sent.
const PROMPT_RETURNS_AFTER: Duration = Duration::from_millis(500);

/// Like [`PROMPT_RETURNS_AFTER`], while the server sends without a pause, in [`FLOOD_TURNS`] turns or
/// more.
const PROMPT_RETURNS_IN_FLOOD: Duration = Duration::from_millis(50);

/// The maximum number of turns that an ordinary answer takes.
const FLOOD_TURNS: u64 = 4;

/// How long the connection thread may take to close the connection when the program has to end.
const CLOSE_TIME: Duration = Duration::from_secs(2);

/// How long it may take to close the connection and the record if nobody reads the output.
const END_TIME: Duration = Duration::from_secs(1);

/// How long one wait for a change lasts; then the state is checked again.
const WAIT_TIME: Duration = Duration::from_secs(1);

pub struct TerminalThread {
    pub editor: Editor,
    pub helper: Rc<PromptHelper>,
    pub state: Arc<PromptState>,
    pub requests: Sender<Request>,
    /// How many requests have been sent.
    pub requested: u64,
    /// The session's progress before the last line was taken.
    pub before_line: Option<BeforeLine>,
    /// Lines that were typed before the session ended and are not sent.
    pub unsent: Vec<String>,
    /// Lines that were typed ahead after the answer to a question.
    pub after_answer: Vec<String>,
    /// Whether a line that asks for the pager was sent.
    pub expects_pages: bool,
    /// The first failure to write the output, after which the session ends.
    pub output_failure: Option<io::Error>,
    /// The colors in the pager.
    pub colors: Colors,
    /// Wakes the connection thread.
    pub waker: Waker,
    /// Interrupts the connection thread's wait.
    pub interrupt: Arc<AtomicBool>,
    pub messages: Messages,
}

/// The session's progress before a line was taken.
#[derive(Clone, Copy)]
pub struct BeforeLine {
    /// How many lines had been sent.
    sent: u64,
    /// Whether a directive was running, so that one earlier request is not handled yet.
    in_directive: bool,
}

enum LinesOutcome {
    Taken,
    /// They were not sent, because a question was not answered.
    Unanswered,
    /// The session is over.
    Ended(ExitReason),
}

/// How a wait ended.
enum WaitEnd {
    /// The condition was met, or its time was over.
    Done,
    /// Ctrl-C.
    Interrupted,
    /// The session is over, or the program has to end.
    Ended(ExitReason),
}

/// The editor of the prompt.
pub fn editor(
    state: &Arc<PromptState>,
    helper: &Rc<PromptHelper>,
    messages: Messages,
) -> io::Result<Editor> {
    let (woken, reports, ended, expected) =
        (state.clone(), state.clone(), state.clone(), state.clone());
    let callbacks = editor::Callbacks {
        wake: Box::new(move || woken.wake()),
        end: Box::new(move || ended.close_session(END_TIME)),
        expects_octets: Box::new(move || expected.expects_octets()),
        dropped: Box::new(move |dropped| {
            let text = match dropped {
                Dropped::Paste { octets } => messages.format(text::ReplPasteBroken { octets }),
                Dropped::TypedAhead { lines } => {
                    messages.format(text::ReplTypedAheadDropped { lines })
                }
            };
            reports.add_output(&notice(&text));
        }),
    };
    let options = editor::EditorOptions { history: state_file("history"), callbacks };
    let editor = Editor::new(options, helper.clone())?;
    state.set_redraw_request(editor.redraw_request());
    Ok(editor)
}

impl TerminalThread {
    /// Reads lines until the user leaves or the session is over. Reports lines that were typed and not sent.
    pub fn serve(&mut self) -> ExitReason {
        let reason = self.read_lines();
        // After a signal there is no time, and the output may not be read.
        if !self.editor.is_terminated() {
            self.report_unsent();
        }
        reason
    }

    /// Keeps the lines for the next session's history, and reports their number.
    fn report_unsent(&mut self) {
        let mut unsent = std::mem::take(&mut self.unsent);
        unsent.extend(self.editor.take_typed_ahead());
        let PromptSnapshot { mut mask, open, .. } = self.state.snapshot();
        for line in &unsent {
            // Before the greeting, it may be the answer to a question of `--command`'s program.
            if let Some(kept) = mask.kept(line).filter(|_| open) {
                self.editor.add_to_history(&kept);
            }
            mask = mask.after(line);
        }
        let lines = unsent.iter().filter(|line| !line.trim().is_empty()).count();
        if lines > 0 {
            self.report(text::ReplSessionEndedBefore { lines });
        }
    }

    fn read_lines(&mut self) -> ExitReason {
        if let Some(reason) = self.wait_for_greeting() {
            return reason;
        }
        if let Some(error) = self.editor.take_history_error() {
            self.report(text::ReplHistoryFailed {
                path: error.path.display(),
                reason: error.error,
            });
        }
        if !self.editor.edits_lines() && io::stdin().is_terminal() {
            self.report(text::ReplInputVisible);
        }
        loop {
            if let Some(reason) = self.ended() {
                return reason;
            }
            if let Some(reason) = self.output_failure.take() {
                return self.end_unseen(reason);
            }
            let lines = self.editor.take_long_entries();
            if lines > 0 {
                self.report(text::ReplHistoryTooLong { lines });
            }
            let input = self.editor.read().unwrap_or_else(|error| {
                self.report(text::ReplTerminalFailed { reason: error });
                EditorInput::Closed
            });
            let ended = match input {
                EditorInput::Lines(lines) => self.take_one(lines),
                EditorInput::Burst(lines) => self.take_burst(lines),
                EditorInput::Interrupted(text) => {
                    self.send_interrupt(!text.is_empty());
                    None
                }
                EditorInput::EndOfInput => Some(self.log_out()),
                EditorInput::Closed => Some(self.close(ExitReason::Failed)),
                EditorInput::Terminated => Some(self.close(ExitReason::Interrupted)),
                EditorInput::Unread => Some(self.end_unseen(ErrorKind::BrokenPipe.into())),
            };
            if let Some(reason) = ended.or_else(|| self.take_lines_after_answer()) {
                return reason;
            }
            if let WaitEnd::Ended(reason) = self.wait_for_prompt() {
                return reason;
            }
        }
    }

    /// Takes a line, or the lines of a paste.
    fn take_lines(&mut self, lines: Vec<String>) -> LinesOutcome {
        let PromptSnapshot { directive, prompt, sent, .. } = self.state.snapshot();
        self.before_line = Some(BeforeLine { sent, in_directive: directive.is_some() });
        match directive.filter(|running| !running.takes(&lines)) {
            Some(_) if is_quit(&lines, prompt.is_none()) => {
                return LinesOutcome::Ended(self.log_out());
            }
            Some(running) => self.refuse(lines, &running.line),
            None if self.send_lines(lines) => {}
            None => return LinesOutcome::Unanswered,
        }
        LinesOutcome::Taken
    }

    /// Takes lines that have not arrived with others. Returns how the session has ended, if it has.
    fn take_one(&mut self, lines: Vec<String>) -> Option<ExitReason> {
        match self.take_lines(lines) {
            LinesOutcome::Taken => None,
            LinesOutcome::Unanswered => {
                self.report_unanswered(0);
                None
            }
            LinesOutcome::Ended(reason) => Some(reason),
        }
    }

    /// Logs out. Ctrl-D at a prompt leaves at once, the end of a pipe after all its lines.
    fn log_out(&mut self) -> ExitReason {
        if self.editor.edits_lines() {
            self.interrupt_requests();
        }
        self.send(Request::LogOut);
        self.wait_for_end()
    }

    /// Shows lines that are not sent because a directive is running.
    fn refuse(&mut self, mut lines: Vec<String>, running: &str) {
        let mut mask = self.state.snapshot().mask;
        if let ([line], Some(hidden)) = (&mut lines[..], self.editor.take_line_hidden()) {
            let secret = mask.secret_hidden_before(line, &hidden);
            *line = secret.map_or_else(|| line.clone(), |secret| secret.masked(line));
        }
        let is_attempt = lines.iter().any(|line| mask.is_attempt(line));
        for line in &lines {
            let shown = escape::escaped(&mask.masked(line));
            self.print(format!("· {}\r\n", shown.style(theme::HINT)).as_bytes());
            if let Some(kept) = mask.kept(line) {
                self.editor.add_to_history(&kept);
            }
            mask = mask.after(line);
        }
        self.state.note_refusal();
        if is_attempt {
            self.note_attempt();
        }
        if lines.iter().all(|line| line.trim_start().starts_with(':')) {
            self.report(text::ReplDirectiveNotCarriedOut { running })
        } else {
            self.report(text::ReplDirectiveRunning { directive: running })
        }
    }

    /// Notes that a line that was not sent may be an attempt to log in.
    fn note_attempt(&mut self) {
        self.state.note_attempt(self.requested + 1);
        self.send(Request::NoteAttempt);
    }

    /// Sends a line or a paste, after asking for the variables that it needs. Returns false if they
    /// were not given.
    fn send_lines(&mut self, lines: Vec<String>) -> bool {
        // Before a question for a password, whose answer is hidden too.
        let was_hidden = self.editor.line_was_hidden();
        let hidden = self.editor.take_line_hidden();
        let is_filled = self.fill_variables(&lines);
        if is_filled {
            self.expects_pages =
                lines.iter().any(|line| directive_of(line) == Some(Directive::Last));
            let typed_at = self.editor.line_typed_at();
            self.send(Request::Lines { lines, typed_at, was_hidden, hidden });
        } else if lines.iter().any(|line| self.state.snapshot().mask.is_attempt(line)) {
            self.note_attempt();
        }
        is_filled
    }

    /// Asks for the user name and the password if the lines need them and they have no value.
    /// Returns false if they were not given.
    fn fill_variables(&mut self, lines: &[String]) -> bool {
        let snapshot = self.state.snapshot();
        match &snapshot.prompt {
            None => return true,
            // The reader knows which lines of a paste can have variables.
            Some(_) if lines.len() > 1 => {}
            Some(Prompt::Wait) => return true,
            // The connection thread says that `${sasl}` has no value.
            Some(Prompt::SaslResponse) if snapshot.lacks_answer => return true,
            Some(prompt) if prompt.is_literal() => return true,
            Some(_) => {}
        }
        let mut known = snapshot.variables;
        for name in self.variables_of(lines, snapshot.expected.as_ref()) {
            if known.contains(&name) {
                continue;
            }
            let Some(text) = self.messages.question_for(&name, None) else {
                continue;
            };
            match self.answer_to(&text, name == "password") {
                Some(answer) => {
                    known.push(name.clone());
                    self.send(Request::Set(name, answer));
                }
                None => {
                    self.report(text::ReplVariableMissing { name });
                    return false;
                }
            }
        }
        true
    }

    /// The variables that a line or a paste needs.
    fn variables_of(&self, lines: &[String], expected: Option<&Expected>) -> Vec<String> {
        if let (true, Some(start)) = (lines.len() > 1, expected) {
            // The connection thread reports the paste's mistakes.
            let script = Script::parse_at(lines.join("\n").as_bytes(), "paste", start);
            let required = script.unwrap_or_default().required_variables.into_iter();
            return required.map(|variable| variable.name).collect();
        }
        lines.iter().flat_map(|line| self.variables_in(line)).collect()
    }

    /// The variables that a line needs, or the script that it runs.
    fn variables_in(&self, line: &str) -> Vec<String> {
        let directive = line.trim().strip_prefix(':').map(Directive::parse);
        if let Some(Ok(Directive::Run(script))) = directive {
            // The connection thread reports the script's mistakes.
            return load_typed(&script, self.messages.language())
                .map(|loaded| loaded.variables())
                .unwrap_or_default();
        }
        let variables = compose::variables(line);
        let mut names: Vec<String> = variables.map(|it| it.name.to_owned()).collect();
        if names.iter().any(|name| name == "sasl") {
            names.extend(["user", "password"].map(str::to_owned));
        }
        names
    }

    /// Ctrl-C. The connection thread decides what it cancels: the snapshot may be out of date.
    fn send_interrupt(&mut self, dropped_line: bool) {
        self.interrupt_requests();
        self.send(Request::Interrupt { dropped_line });
    }

    /// Interrupts the current request, such as a `:wait`. The prompt may return before it ends. The
    /// connection thread notices this when the next request wakes it.
    fn interrupt_requests(&self) {
        let snapshot = self.state.snapshot();
        let busy = snapshot.handled < self.requested || snapshot.directive.is_some();
        self.interrupt.store(busy, Ordering::Release);
    }

    fn send(&mut self, request: Request) {
        self.requested += 1;
        if self.requests.send(request).is_ok() {
            self.waker.wake();
        }
    }

    /// Ends because the output cannot be written: a line is not sent if it could not be shown.
    fn end_unseen(&mut self, reason: io::Error) -> ExitReason {
        match reason.kind() {
            ErrorKind::BrokenPipe => self.report(text::ReplOutputUnread),
            _ => self.report(text::OutputFailed { reason }),
        }
        self.close(ExitReason::Failed)
    }

    /// Closes the connection because the program has to end.
    fn close(&mut self, reason: ExitReason) -> ExitReason {
        if let (ExitReason::Failed, Some(ended)) = (reason, self.ended()) {
            return ended;
        }
        self.interrupt_requests();
        self.send(Request::Close);
        let deadline = Instant::now() + CLOSE_TIME;
        while self.ended().is_none() && Instant::now() < deadline {
            self.state.wait(CLOSE_TIME, |_| false);
        }
        reason
    }

    /// Shows output until the server has greeted. Returns why there will be no prompt, if so.
    fn wait_for_greeting(&mut self) -> Option<ExitReason> {
        while !self.state.snapshot().open {
            if let Some(reason) = self.ended() {
                return Some(reason);
            }
            if self.editor.take_interrupt() || self.editor.is_terminated() {
                self.interrupt.store(true, Ordering::Relaxed);
                self.waker.wake();
            }
            self.state.wait(WAIT_TIME, |snapshot| snapshot.open);
        }
        None
    }

    /// Shows output until all requests are handled and no command awaits its completion, or until
    /// this has taken too long. After a line that has sent nothing, commands in progress do not matter.
    fn wait_for_prompt(&mut self) -> WaitEnd {
        let before = self.before_line.take();
        let requested = self.requested - before.map_or(0, |before| before.in_directive.into());
        let is_ready = |snapshot: &PromptSnapshot| {
            let sent_nothing = before.is_some_and(|before| before.sent == snapshot.sent);
            snapshot.handled >= requested && (!snapshot.busy || sent_nothing)
        };
        let (mut first_turn, mut since) = (self.state.snapshot().turns, Instant::now());
        loop {
            if let Some(reason) = self.ended() {
                return WaitEnd::Ended(reason);
            }
            let snapshot = self.state.snapshot();
            if snapshot.leaving {
                return WaitEnd::Ended(self.wait_for_end());
            }
            if let Some(answer) = self.state.take_pages() {
                self.show_pages(answer);
            }
            let is_handled = snapshot.handled >= requested;
            if is_ready(&snapshot) || (is_handled && self.expects_pages) {
                self.expects_pages = false;
                return WaitEnd::Done;
            }
            if self.editor.take_interrupt() {
                self.send_interrupt(false);
                return WaitEnd::Interrupted;
            }
            if self.editor.is_terminated() {
                return WaitEnd::Ended(self.close(ExitReason::Interrupted));
            }
            if snapshot.pasting && snapshot.turns != first_turn {
                // The rest of the paste comes first.
                (first_turn, since) = (snapshot.turns, Instant::now());
            }
            let time = if snapshot.turns - first_turn >= FLOOD_TURNS {
                PROMPT_RETURNS_IN_FLOOD
            } else {
                PROMPT_RETURNS_AFTER
            };
            let remaining = time.saturating_sub(since.elapsed());
            if remaining.is_zero() && !self.expects_pages {
                return WaitEnd::Done;
            }
            let remaining = if remaining.is_zero() { WAIT_TIME } else { remaining };
            let turns = snapshot.turns;
            self.state.wait(remaining, |snapshot| {
                snapshot.turns != turns || snapshot.leaving || is_ready(snapshot)
            });
        }
    }

    /// Shows output until the session has ended; Ctrl-C leaves at once.
    fn wait_for_end(&mut self) -> ExitReason {
        loop {
            if let Some(reason) = self.ended() {
                return reason;
            }
            if self.editor.take_interrupt() || self.editor.is_terminated() {
                return ExitReason::Interrupted;
            }
            self.state.wait(WAIT_TIME, |_| false);
        }
    }

    /// Shows output, and returns why the session has ended, if it has.
    fn ended(&mut self) -> Option<ExitReason> {
        let ended = self.state.snapshot().ended;
        // Only now is all of an ended session's output in the queue.
        self.show_output();
        ended
    }

    /// Prints the waiting output, and keeps the new lines of the history.
    pub fn show_output(&mut self) {
        for line in self.state.take_history() {
            self.editor.add_to_history(&line);
        }
        let output = self.state.take_output();
        if !output.is_empty() {
            self.print(&output);
        }
    }

    fn print(&mut self, octets: &[u8]) {
        let mut out = io::stdout().lock();
        if let Err(error) = out.write_all(octets).and_then(|()| out.flush()) {
            self.output_failure.get_or_insert(error);
        }
    }

    /// Shows an answer in the pager. Without a pager, prints it.
    fn show_pages(&mut self, answer: KeptAnswer) {
        self.show_output();
        let pages = Pages { answer, colors: self.colors, messages: self.messages };
        if !self.editor.edits_lines() {
            let _ = pager::print(pages, Box::new(io::stdout()));
            return;
        }
        match self.editor.lend_terminal(|terminal| pager::show(pages, terminal)) {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(pages))) => {
                self.report(text::LastNoPager);
                let _ = pager::print(pages, Box::new(io::stdout()));
            }
            Ok(Err(reason)) => self.report(text::LastPagerFailed { reason }),
            // If the terminal is gone, reading from it fails next.
            Err(_) => {}
        }
    }

    /// Prints a notice of this thread.
    fn report(&mut self, text: impl Text) {
        let text = escape::escaped(&self.messages.format(text));
        if !io::stdout().is_terminal() {
            // Standard output is for the session alone.
            let _ = writeln!(io::stderr(), "imapsh: {text}");
            return;
        }
        self.print(&notice(&text));
    }
}

/// Whether it is `:quit`, which does not wait for answers to earlier lines. Without a connection, its colon
/// may be missing.
fn is_quit(lines: &[String], is_closed: bool) -> bool {
    let is_word = |line: &str| is_closed && commands::is_quit_word(line);
    matches!(lines, [line] if directive_of(line) == Some(Directive::Quit) || is_word(line))
}

/// The directive that a line is, if it is a valid one.
fn directive_of(line: &str) -> Option<Directive> {
    Directive::parse(line.trim().strip_prefix(':')?).ok()
}
