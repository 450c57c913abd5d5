//! The REPL: a prompt that is the tag, and above it all that is said. One thread has the
//! terminal, another the connection; `state` lies between them.

mod completion;
pub mod editor;
mod helper;
mod line;
mod state;
pub mod terminal;
mod vocabulary;

use crate::console::{Console, EventSinks, Variables};
use crate::messages::Messages;
use crate::notation::directive::{self, Directive};
use crate::protocol::tags::Tags;
use crate::protocol::{compose, dialogue};
use crate::record::RecordError;
use crate::script::load::{self, How};
use crate::script::replay;
use crate::session::ConnectPlan;
use crate::view::{NoticeOutput, OutputStyle, TerminalView, wrap};
use editor::{Editor, Input};
use helper::PromptHelper;
use state::{OutputQueue, PromptState, Request};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

/// After so long without an answer the prompt comes back, so that a second command can be sent
/// while the first runs.
const PATIENCE: Duration = Duration::from_millis(500);

/// The terminal's side of the REPL.
struct Repl {
    editor: Editor,
    helper: Rc<PromptHelper>,
    state: Arc<PromptState>,
    requests: Sender<Request>,
    ring: Box<dyn Fn()>,
    interrupted: Arc<AtomicBool>,
    messages: Messages,
    /// How the scripts of `:run` are looked for.
    how: How<'static>,
    given: u64,
    /// Ctrl-C ended the last wait.
    stopped: bool,
}

/// How the user left, for the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// After LOGOUT, or with no connection that was lost.
    Well,
    /// The connection was lost, or the terminal.
    Failed,
    /// There never was a session.
    NoSession,
    /// By a signal.
    Interrupted,
}

/// Why there is no REPL.
#[derive(Debug)]
pub enum ReplError {
    /// The terminal, or a thread.
    Io(io::Error),
    /// The record can't be begun.
    Record(RecordError),
}

impl From<io::Error> for ReplError {
    fn from(error: io::Error) -> ReplError {
        ReplError::Io(error)
    }
}

impl From<RecordError> for ReplError {
    fn from(error: RecordError) -> ReplError {
        ReplError::Record(error)
    }
}

/// What a REPL is made from.
pub struct Setup {
    /// Where the session goes.
    pub plan: ConnectPlan,
    /// The session's tags.
    pub tags: Tags,
    /// The values that lines may name.
    pub variables: Variables,
    /// What to say if there is no host of the plan's name.
    pub host_suggestion: Option<String>,
    /// How the wire is shown.
    pub style: OutputStyle,
    /// Where the session is recorded.
    pub record: Option<PathBuf>,
    /// How `:run` replays.
    pub replay: replay::Options,
    /// The table of texts.
    pub messages: Messages,
}

/// Runs the REPL until the user leaves.
pub fn run(setup: Setup) -> Result<ExitReason, ReplError> {
    let (messages, color) = (setup.messages, setup.style.color);
    // Who is at the keyboard may name any script.
    let how = How {
        trust: true,
        ..setup.replay.how
    };
    let state = Arc::new(PromptState::default());
    let helper = Rc::new(PromptHelper {
        state: state.clone(),
        color,
        asking: RefCell::new(None),
        closed: messages.get("repl-closed"),
        searching: messages.get("repl-search"),
    });
    let wake = state.clone();
    let options = editor::Options {
        history: history_file(),
        wake: Box::new(move || wake.wake()),
    };
    let editor = Editor::new(options, helper.clone())?;
    state.set_redraw_request(editor.redraw_request());
    let (requests, take) = mpsc::channel();
    let interrupted = Arc::new(AtomicBool::new(false));
    let wires = line::Wires {
        requests: take,
        interrupted: interrupted.clone(),
        state: state.clone(),
    };
    let ring = start(setup, wires)?;
    let mut repl = Repl {
        editor,
        helper,
        state: state.clone(),
        requests,
        ring,
        interrupted,
        messages,
        how,
        given: 0,
        stopped: false,
    };
    let left = repl.serve();
    state.leave();
    repl.show();
    Ok(left)
}

/// Starts the connection's thread, and gives what wakes it.
fn start(setup: Setup, wires: line::Wires) -> Result<Box<dyn Fn()>, ReplError> {
    let (tell, told) = mpsc::channel();
    let state = wires.state.clone();
    std::thread::Builder::new().spawn(move || {
        editor::block_signals();
        // On a terminal both voices share it; into a pipe only the wire goes.
        let notices = (!setup.style.safe).then(|| NoticeOutput {
            out: Box::new(io::stderr()),
            terminal: false,
            color: false,
        });
        let mut view =
            TerminalView::new(Box::new(OutputQueue(state.clone())), notices, setup.style);
        if setup.style.safe {
            let messages = setup.messages;
            let so_far = move |inside: &_, shown| messages.received_so_far(inside, shown);
            view.set_partial_notice(Box::new(so_far));
        }
        view.set_columns(|| wrap::columns(io::stdout()));
        let replay = setup.replay.clone();
        let left = match console(setup, view) {
            Err(error) => return drop(tell.send(Err(error))),
            Ok(mut console) => {
                let _ = tell.send(Ok(console.waker()));
                line::run(&mut console, replay, wires)
            }
        };
        state.publish(|snapshot, _| snapshot.ended = Some(left));
    })?;
    let waker = told.recv().map_err(io::Error::other)??;
    Ok(Box::new(move || waker.wake()))
}

fn console(setup: Setup, view: TerminalView) -> Result<Console, ReplError> {
    let Setup {
        plan,
        tags,
        variables,
        host_suggestion,
        record,
        messages,
        ..
    } = setup;
    let mut console = Console::new(messages, plan, tags, EventSinks::new(view), variables)?;
    console.set_host_suggestion(host_suggestion);
    if let Some(path) = record {
        console.record(&path, false)?;
    }
    Ok(console)
}

/// Where the history is kept; nowhere, if this system has no such place.
fn history_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(folder.join("imapsh").join("history"))
}

impl Repl {
    fn serve(&mut self) -> ExitReason {
        let open = |snapshot: &state::PromptSnapshot| snapshot.open;
        if let Some(status) = self.wait_until(open, None) {
            return status;
        }
        if let Some(warning) = self.editor.take_history_error() {
            self.say("repl-history", &[("why", &warning)]);
        }
        if !self.editor.edits_lines() && io::stdin().is_terminal() {
            self.say("repl-unmasked", &[]);
        }
        loop {
            self.show();
            if let Some(status) = self.state.snapshot().ended {
                return status;
            }
            let entry = match self.editor.read() {
                Ok(entry) => entry,
                Err(error) => {
                    self.say("repl-terminal", &[("why", &error)]);
                    Input::Closed
                }
            };
            if let (Input::Closed, Some(status)) = (&entry, self.state.snapshot().ended) {
                return status;
            }
            match entry {
                Input::Lines(lines) => self.lines(lines),
                Input::Interrupted(_) => self.interrupt(),
                Input::EndOfInput => {
                    // Who presses Ctrl-D at a prompt leaves now; the end of a pipe comes behind
                    // its lines.
                    if self.editor.edits_lines() {
                        self.stop_what_runs();
                    }
                    self.give(Request::LogOut);
                    return self.wait_for_end();
                }
                Input::Closed | Input::Terminated => {
                    self.give(Request::Close);
                    self.wait_until(|_| false, Some(Duration::from_secs(2)));
                    return if entry == Input::Closed {
                        ExitReason::Failed
                    } else {
                        ExitReason::Interrupted
                    };
                }
            }
            if let Some(status) = self.wait_for_prompt(false) {
                return status;
            }
        }
    }

    /// Gives lines one by one, each after the completion before it.
    fn lines(&mut self, lines: Vec<String>) {
        let many = lines.len() > 1;
        let mut lines = lines.into_iter();
        let refused = self.state.snapshot().refused;
        while let Some(line) = lines.next() {
            if !self.fill(&line) {
                continue;
            }
            self.remember(&line);
            self.give(Request::Line(line));
            if !many {
                return;
            }
            if self.wait_for_prompt(true).is_some() || self.stopped {
                return;
            }
            let dropped = lines.len();
            if dropped > 0 && self.state.snapshot().refused > refused {
                self.say("repl-dropped", &[("lines", &dropped)]);
                return;
            }
        }
    }

    /// Asks for the name and the password that the line needs and nobody gave. False: not given.
    fn fill(&mut self, line: &str) -> bool {
        let snapshot = self.state.snapshot();
        match &snapshot.prompt {
            None | Some(dialogue::Prompt::Wait) => return true,
            Some(prompt) if prompt.is_literal() => return true,
            Some(_) => {}
        }
        let mut known = snapshot.known;
        for name in self.names_in(line) {
            let hidden = name == "password";
            if known.contains(&name) || (!hidden && name != "user") {
                continue;
            }
            let question = self
                .messages
                .get(if hidden { "ask-password" } else { "ask-user" });
            *self.helper.asking.borrow_mut() = Some((question, hidden));
            let entry = self.editor.read();
            *self.helper.asking.borrow_mut() = None;
            match entry {
                Ok(Input::Lines(mut lines)) if lines.len() == 1 && !lines[0].is_empty() => {
                    known.push(name.clone());
                    self.give(Request::Set(name, lines.remove(0)));
                }
                _ => {
                    self.say("repl-not-given", &[("name", &name)]);
                    return false;
                }
            }
        }
        true
    }

    /// The variables that a line needs, or that the script does which it runs.
    fn names_in(&self, line: &str) -> Vec<String> {
        let run = line.trim().strip_prefix(':').map(directive::read);
        if let Some(Ok(Directive::Run(script))) = run {
            // What is wrong with the script is told by who replays it.
            let loaded = load::load(&script, self.how).unwrap_or_default();
            let names = loaded
                .all()
                .into_iter()
                .flat_map(|script| &script.required_variables);
            return names.map(|name| name.name.clone()).collect();
        }
        let mut names: Vec<String> = compose::variables(line)
            .map(|variable| variable.name.to_owned())
            .collect();
        if names.iter().any(|name| name == "sasl") {
            names.extend(["user", "password"].map(str::to_owned));
        }
        names
    }

    /// Keeps a line in the history, its secret masked; a secret alone is not kept.
    fn remember(&mut self, line: &str) {
        let snapshot = self.state.snapshot();
        let typed = line.trim_end();
        if snapshot.unremembered || typed.is_empty() {
            return;
        }
        let secret = snapshot.mask.secret(typed);
        let masked = secret.map_or_else(|| typed.to_owned(), |secret| secret.masked(typed));
        self.editor
            .add_to_history(&dialogue::mask_directive_secrets(&masked));
    }

    /// Ctrl-C, at a prompt or while one is awaited: what it is for, the conversation decides when
    /// it hears of it. On the screen its state may be another, by what has just come.
    fn interrupt(&mut self) {
        self.stop_what_runs();
        self.give(Request::Interrupt);
    }

    /// What is still carried out, though the prompt may be back, is to end: a `:wait`, a `:connect`.
    /// An request that is given next rings for it.
    fn stop_what_runs(&self) {
        let busy = self.state.snapshot().done < self.given;
        self.interrupted.store(busy, Ordering::Release);
    }

    fn give(&mut self, request: Request) {
        self.given += 1;
        if self.requests.send(request).is_ok() {
            (self.ring)();
        }
    }

    /// Shows what comes until the prompt is due: everything given is done and completed, or half a
    /// second has passed without an answer. `whole`: only the former, Ctrl-C apart.
    fn wait_for_prompt(&mut self, whole: bool) -> Option<ExitReason> {
        let given = self.given;
        self.stopped = false;
        let mut last = (self.state.snapshot().heard, Instant::now());
        loop {
            self.show();
            let snapshot = self.state.snapshot();
            if snapshot.ended.is_some() {
                self.show();
                return snapshot.ended;
            }
            if snapshot.done >= given && !snapshot.busy {
                return None;
            }
            if self.editor.take_interrupt() {
                self.stopped = true;
                self.interrupt();
                return None;
            }
            if self.editor.is_terminated() {
                self.give(Request::Close);
                return Some(ExitReason::Interrupted);
            }
            if snapshot.heard != last.0 {
                last = (snapshot.heard, Instant::now());
            }
            let left = PATIENCE.saturating_sub(last.1.elapsed());
            if left.is_zero() && !whole {
                return None;
            }
            let time = if whole { Duration::from_secs(1) } else { left };
            self.state.wait(time, |now, output| {
                output
                    || now.ended.is_some()
                    || now.heard != last.0
                    || (now.done >= given && !now.busy)
            });
        }
    }

    /// Shows what comes until the session has ended; Ctrl-C leaves at once.
    fn wait_for_end(&mut self) -> ExitReason {
        loop {
            self.show();
            if let Some(status) = self.state.snapshot().ended {
                self.show();
                return status;
            }
            if self.editor.take_interrupt() || self.editor.is_terminated() {
                return ExitReason::Interrupted;
            }
            self.state.wait(Duration::from_millis(200), |now, output| {
                output || now.ended.is_some()
            });
        }
    }

    /// Shows what comes until this holds, the session ends, or the time is over.
    fn wait_until(
        &mut self,
        holds: impl Fn(&state::PromptSnapshot) -> bool,
        time: Option<Duration>,
    ) -> Option<ExitReason> {
        let begin = Instant::now();
        loop {
            self.show();
            let snapshot = self.state.snapshot();
            if snapshot.ended.is_some() {
                self.show();
                return snapshot.ended;
            }
            if holds(&snapshot) || time.is_some_and(|time| begin.elapsed() >= time) {
                return None;
            }
            if self.editor.take_interrupt() || self.editor.is_terminated() {
                self.interrupted.store(true, Ordering::Relaxed);
                (self.ring)();
            }
            self.state.wait(Duration::from_millis(200), |now, output| {
                output || now.ended.is_some() || holds(now)
            });
        }
    }

    /// Prints what is waiting.
    fn show(&mut self) {
        let output = self.state.take_output();
        if !output.is_empty() {
            let mut out = io::stdout().lock();
            // There is nobody to tell that the terminal is gone; the next read ends.
            let _ = out.write_all(&output).and_then(|()| out.flush());
        }
    }

    /// imapsh's voice, from this thread.
    fn say(&mut self, id: &str, given: &[(&str, &dyn std::fmt::Display)]) {
        let text = crate::escape::escaped(&self.messages.with(id, given));
        if !io::stdout().is_terminal() {
            // Standard output is the wire there.
            let _ = writeln!(io::stderr(), "imapsh: {text}");
            return;
        }
        let columns = wrap::columns(io::stdout()).unwrap_or(usize::MAX);
        let said = wrap::wrap(&text, columns.saturating_sub(2)).join("\r\n  ");
        let said = format!("{} {said}\r\n", crate::escape::NOTICE_MARK);
        let mut out = io::stdout().lock();
        let _ = out.write_all(said.as_bytes()).and_then(|()| out.flush());
    }
}
