//! The REPL. Its prompt is the tag of the next command. All output of the session appears above the
//! prompt, even while a line is being typed.
//!
//! Two threads share the work:
//!
//! - The *terminal thread* (`terminal_thread`) owns the terminal: the line editor, the history, the
//!   signals. It reads lines and sends them as [`Request`]s.
//! - The *connection thread* (`connection_thread`) owns the console. It handles requests one
//!   after another, each as soon as the dialogue can take it, and waits for the server in between.
//!
//! Between them is [`PromptState`]. The connection thread publishes a *snapshot* of the session
//! there after each turn: the prompt, what is secret in the next line, whether a
//! command is still in progress. It writes its output to the *output queue*, from which the terminal
//! thread prints above the prompt. A snapshot may be out of date when it is read, so the connection
//! thread decides everything that depends on the state of the session.

mod completion;
mod connection_thread;
pub mod editor;
mod experience;
mod helper;
mod notice;
mod pager;
mod public_password;
mod state;
pub mod terminal;
mod terminal_thread;
mod vocabulary;

use crate::console::{self, Console, EventSinks};
use crate::lesson::Tutor;
use crate::record::RecordError;
use crate::script::replay;
use crate::transport::Waker;
use crate::view::{Colors, Fold, NoticeOutput, OutputStyle, TerminalView, wrap};
use experience::Experience;
use helper::PromptHelper;
use state::{Closer, OutputQueue, PromptState, Request};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use terminal_thread::TerminalThread;

/// How the session ended, for the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// After LOGOUT, or no connection was lost.
    Success,
    /// The connection was lost, or the terminal.
    Failed,
    /// No session was opened.
    NoSession,
    /// A signal ended it.
    Interrupted,
}

/// Why the prompt can't start.
#[derive(Debug)]
pub enum ReplError {
    /// The terminal or a thread failed.
    Io(io::Error),
    /// The record can't be created.
    Record(RecordError),
}

impl From<io::Error> for ReplError {
    fn from(error: io::Error) -> ReplError {
        ReplError::Io(error)
    }
}

pub struct ReplSetup {
    pub console: console::ConsoleSetup,
    /// How the session is shown.
    pub style: OutputStyle,
    /// The file to record the session in.
    pub record: Option<PathBuf>,
    /// How `:run` replays scripts.
    pub replay: replay::ReplayOptions,
    pub lesson: Option<LessonToTake>,
}

/// Makes the tutor of a lesson, on the thread that has the session.
pub type LessonToTake = Box<dyn FnOnce() -> Option<Tutor> + Send>;

/// Runs the prompt until the user leaves.
pub fn run(setup: ReplSetup) -> Result<ExitReason, ReplError> {
    let state = Arc::new(PromptState::default());
    let messages = setup.console.messages;
    let interrupt = setup.console.interrupt.clone();
    let helper = Rc::new(PromptHelper::new(state.clone(), messages, setup.style.colors));
    let colors = setup.style.colors;
    // The editor blocks the terminal's signals, which the connection thread inherits.
    let editor = terminal_thread::editor(&state, &helper, messages)?;
    let experience = Experience::of(&editor);
    let (requests, receiver) = mpsc::channel();
    let waker = start_connection_thread(setup, receiver, state.clone(), experience)?;
    state.set_closer(Closer {
        requests: requests.clone(),
        waker: waker.clone(),
        interrupt: interrupt.clone(),
    });
    let mut terminal = TerminalThread {
        editor,
        helper,
        state: state.clone(),
        requests,
        requested: 0,
        before_line: None,
        unsent: Vec::new(),
        after_answer: Vec::new(),
        expects_pages: false,
        output_failure: None,
        colors,
        waker,
        interrupt,
        messages,
    };
    let reason = terminal.serve();
    state.abandon_output();
    terminal.show_output();
    Ok(reason)
}

/// Starts the connection thread, and returns the waker of its console.
fn start_connection_thread(
    mut setup: ReplSetup,
    requests: Receiver<Request>,
    state: Arc<PromptState>,
    experience: Experience,
) -> Result<Waker, ReplError> {
    let (sender, started) = mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        editor::block_signals();
        let (replay, lesson) = (setup.replay.clone(), setup.lesson.take());
        let console = match new_console(setup, &state) {
            Ok(console) => console,
            Err(error) => return drop(sender.send(Err(error))),
        };
        let _ = sender.send(Ok(console.waker()));
        let tutor = lesson.and_then(|make_tutor| make_tutor());
        let (receiver, shared) = (requests, state.clone());
        let reason = connection_thread::run(console, replay, tutor, receiver, shared, experience);
        state.end(reason);
    })?;
    started.recv().map_err(io::Error::other)?
}

/// A console that shows its session on the output queue.
fn new_console(setup: ReplSetup, state: &Arc<PromptState>) -> Result<Console, ReplError> {
    let ReplSetup { console, style, record, .. } = setup;
    // On a terminal the notices appear between the responses; a pipe gets only the session.
    let notices = (!style.safe).then(|| NoticeOutput {
        out: Box::new(io::stderr()),
        terminal: false,
        colors: Colors::Off,
    });
    let mut view = TerminalView::new(Box::new(OutputQueue(state.clone())), notices, style);
    if style.safe {
        let messages = console.messages;
        let text_of = move |inside: &_, shown| messages.received_so_far(inside, shown);
        view.set_partial_notice(Box::new(text_of));
    }
    view.set_columns(|| wrap::columns(io::stdout()), || wrap::columns(io::stdout()));
    if io::stdout().is_terminal() {
        view.set_fold(Fold::new(console.messages, || wrap::screen_size(io::stdout())));
    }
    let mut console = Console::new(console, EventSinks::new(view))?;
    // `:explain` may later need what was received before.
    console.watch();
    console.keep_answers();
    if let Some(path) = record {
        console.record(&path, false).map_err(ReplError::Record)?;
    }
    Ok(console)
}
