//! The state that the two threads of the prompt share.

use super::ExitReason;
use super::editor::RedrawRequest;
use super::vocabulary::ServerNames;
use crate::console::KeptAnswer;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::{Expected, Prompt};
use crate::protocol::secrets::InputMask;
use crate::protocol::session_facts::Capabilities;
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};
use crate::transport::Waker;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How many octets of output may wait for the terminal. With more, the connection thread stops
/// reading until the terminal has caught up. A key takes effect after them: a slow terminal may show
/// a few hundred thousand octets a second.
const MAX_OUTPUT: usize = 64 << 10;

/// What the terminal thread asks the connection thread to do.
#[derive(Debug)]
pub enum Request {
    /// Handle a typed line, or the lines of a paste.
    Lines {
        lines: Vec<String>,
        /// When they had been typed. They may have waited since then.
        typed_at: Option<Instant>,
        /// Whether they were typed while all input was hidden.
        was_hidden: bool,
    },
    /// Set a variable that the next line needs.
    Set(String, String),
    /// Ctrl-C.
    Interrupt {
        /// It has dropped a half-typed line.
        dropped_line: bool,
    },
    /// Ctrl-D on an empty line, or the end of standard input: log out.
    LogOut,
    /// Close the connection: the terminal is gone, or the program has to end now.
    Close,
}

/// The state of the session, as far as the terminal thread needs it.
#[derive(Clone, Debug, Default)]
pub struct PromptSnapshot {
    /// The first connection is open and greeted.
    pub open: bool,
    /// What the prompt shows; none without a connection.
    pub prompt: Option<Prompt>,
    /// What the next lines are for, also while none may be sent; none without a connection.
    pub expected: Option<Expected>,
    /// What is secret in a line that is typed now.
    pub mask: InputMask,
    /// The session goes to the practice server, whose passwords are public.
    pub is_practice: bool,
    /// A command awaits its completion, and nothing can be typed for it; or a paste is being sent.
    pub busy: bool,
    /// A paste is being sent.
    pub pasting: bool,
    /// A paste is sent line by line, as if typed.
    pub sends_pastes_raw: bool,
    /// A directive that takes its time, such as `:wait 1h`.
    pub directive: Option<RunningDirective>,
    /// How many requests have been handled.
    pub handled: u64,
    /// How many turns the connection thread has taken. With each, something may have arrived.
    pub turns: u64,
    /// The variables that have a value.
    pub variables: Vec<String>,
    /// The state of the connection, if no command is in progress that may change it.
    pub connection: Option<ConnectionState>,
    /// What the server has announced that it can do.
    pub capabilities: Arc<Capabilities>,
    /// How many messages the selected mailbox has, if the server has said so.
    pub exists: Option<u64>,
    /// The mailboxes and flags that the server has named.
    pub names: Arc<ServerNames>,
    /// A lesson is being taken.
    pub in_lesson: bool,
    /// The session is over, and why.
    pub ended: Option<ExitReason>,
}

/// A directive that the connection thread is carrying out.
#[derive(Clone, Debug)]
pub struct RunningDirective {
    /// As it was typed.
    pub line: String,
    /// The lines that are handled meanwhile.
    pub takes: LinesMeanwhile,
}

/// Which lines are handled while a directive is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesMeanwhile {
    All,
    /// Those that send nothing: for which session a command is meant is not certain.
    Unsent,
    None,
}

impl RunningDirective {
    /// Whether these lines are handled while the directive is carried out.
    pub fn takes(&self, lines: &[String]) -> bool {
        match (self.takes, lines) {
            (LinesMeanwhile::All, _) => true,
            (LinesMeanwhile::Unsent, [line]) => {
                !matches!(LineClassifier::default().classify(line), TypedLineKind::Command(_))
            }
            (LinesMeanwhile::Unsent | LinesMeanwhile::None, _) => false,
        }
    }
}

#[derive(Default)]
struct Inner {
    output: Vec<u8>,
    /// The rows of which one may come next, and need not be shown: the terminal has echoed what is in
    /// them.
    echoed: Option<[String; 2]>,
    /// Lines for the history, their secrets masked.
    history: Vec<String>,
    snapshot: PromptSnapshot,
    redraw: Option<RedrawRequest>,
    /// What is to be shown in the pager.
    pages: Option<KeptAnswer>,
    /// A signal has arrived: the terminal thread stops waiting.
    woken: bool,
    /// The terminal thread no longer shows output.
    abandoned: bool,
}

impl Inner {
    /// Removes the row from the output that the terminal has echoed.
    fn drop_echoed(&mut self, output: &mut Vec<u8>) {
        let Some(row) = output.split_inclusive(|octet| *octet == b'\n').next() else { return };
        let echoed = self.echoed.take().unwrap_or_default();
        if echoed.iter().any(|echoed| echoed.as_bytes() == row) {
            output.drain(..row.len());
        }
    }
}

/// The state that both threads share.
#[derive(Default)]
pub struct PromptState {
    inner: Mutex<Inner>,
    changed: Condvar,
    closer: OnceLock<Closer>,
}

/// How to close the session without the terminal thread.
pub struct Closer {
    pub requests: Sender<Request>,
    pub waker: Waker,
    pub interrupt: Arc<AtomicBool>,
}

impl PromptState {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // The values are consistent even if a thread panicked: each is set as a whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets how to request that the editor redraws the prompt.
    pub fn set_redraw_request(&self, redraw: RedrawRequest) {
        self.lock().redraw = Some(redraw);
    }

    pub fn snapshot(&self) -> PromptSnapshot {
        self.lock().snapshot.clone()
    }

    /// Changes the snapshot and wakes the terminal thread.
    pub fn publish(&self, snapshot: PromptSnapshot) {
        let mut inner = self.lock();
        let redraws = snapshot.prompt != inner.snapshot.prompt || snapshot.ended.is_some();
        inner.snapshot = snapshot;
        let redraw = inner.redraw.clone().filter(|_| redraws);
        drop(inner);
        self.notify(redraw);
    }

    /// Publishes that the session is over.
    pub fn end(&self, reason: ExitReason) {
        let snapshot = PromptSnapshot { ended: Some(reason), ..self.snapshot() };
        self.publish(snapshot);
    }

    fn notify(&self, redraw: Option<RedrawRequest>) {
        self.changed.notify_all();
        if let Some(redraw) = redraw {
            redraw.send();
        }
    }

    /// Adds output, even if there is much already.
    pub fn add_output(&self, octets: &[u8]) {
        let mut inner = self.lock();
        inner.output.extend_from_slice(octets);
        let redraw = inner.redraw.clone();
        drop(inner);
        self.notify(redraw);
    }

    /// Takes the output that is waiting.
    pub fn take_output(&self) -> Vec<u8> {
        let mut inner = self.lock();
        let mut output = std::mem::take(&mut inner.output);
        if !output.is_empty() {
            inner.drop_echoed(&mut output);
            drop(inner);
            // Wakes the connection thread, if it waits for room.
            self.changed.notify_all();
        }
        output
    }

    /// Notes that the terminal has echoed a line after the prompt. The row of what was sent, or of a line
    /// that is not sent, would be the same again.
    pub fn note_echo(&self, prompt: &str, line: &str) {
        // The prompt of a literal's octets is not sent.
        let tag = if prompt.starts_with('{') { "" } else { prompt };
        let line = line.trim_end();
        self.lock().echoed = Some([format!("{tag}{line}\r\n"), format!("· {line}\r\n")]);
    }

    /// Asks the terminal thread to show an answer in the pager.
    pub fn show_pages(&self, answer: KeptAnswer) {
        self.lock().pages = Some(answer);
    }

    /// Takes what is to be shown in the pager.
    pub fn take_pages(&self) -> Option<KeptAnswer> {
        self.lock().pages.take()
    }

    /// Adds a line to the history. Its secrets have to be masked already.
    pub fn add_to_history(&self, line: String) {
        self.lock().history.push(line);
    }

    /// Takes the new lines of the history.
    pub fn take_history(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().history)
    }

    /// Waits until there is output, the session has ended, `done` holds or a signal has arrived,
    /// but no longer than this.
    pub fn wait(&self, time: Duration, done: impl Fn(&PromptSnapshot) -> bool) {
        let waits = |inner: &mut Inner| {
            let ended = inner.snapshot.ended.is_some();
            inner.output.is_empty() && !ended && !done(&inner.snapshot) && !inner.woken
        };
        let waited = self.changed.wait_timeout_while(self.lock(), time, waits);
        waited.unwrap_or_else(PoisonError::into_inner).0.woken = false;
    }

    /// Ends a [`wait`](PromptState::wait), because of a signal.
    pub fn wake(&self) {
        self.lock().woken = true;
        self.changed.notify_all();
    }

    pub fn set_closer(&self, closer: Closer) {
        // There is one connection thread.
        let _ = self.closer.set(closer);
    }

    /// Closes the session, without showing what it still says, and waits until its record is written,
    /// but no longer than this.
    pub fn close_session(&self, time: Duration) {
        self.abandon_output();
        let Some(closer) = self.closer.get() else { return };
        closer.interrupt.store(true, Ordering::Release);
        let _ = closer.requests.send(Request::Close);
        closer.waker.wake();
        let has_ended = |inner: &mut Inner| inner.snapshot.ended.is_none();
        drop(self.changed.wait_timeout_while(self.lock(), time, has_ended));
    }

    /// Makes writing to the [`OutputQueue`] fail from now on.
    pub fn abandon_output(&self) {
        self.lock().abandoned = true;
        self.changed.notify_all();
    }
}

/// The connection thread writes its output here; the terminal thread takes it and prints it.
pub struct OutputQueue(pub Arc<PromptState>);

impl Write for OutputQueue {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let is_full = |inner: &mut Inner| inner.output.len() > MAX_OUTPUT && !inner.abandoned;
        let room = self.0.changed.wait_while(self.0.lock(), is_full);
        let inner = room.unwrap_or_else(PoisonError::into_inner);
        if inner.abandoned {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        drop(inner);
        self.0.add_output(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of the output after this line was echoed after the prompt.
    fn shown(prompt: &str, line: &str, output: &[&str]) -> String {
        let state = PromptState::default();
        state.note_echo(prompt, line);
        let mut shown = Vec::new();
        for part in output {
            state.add_output(part.as_bytes());
            shown.extend(state.take_output());
        }
        String::from_utf8_lossy(&shown).into_owned()
    }

    #[test]
    fn what_the_terminal_has_echoed_is_not_shown_again() {
        for (prompt, line, output, left) in [
            ("a001 ", "noop", &["a001 noop\r\na001 OK\r\n"][..], "a001 OK\r\n"),
            ("a001 ", "noop ", &["a001 noop\r\n"], ""),
            ("a001 ", ":tag b", &["· :tag b\r\n"], ""),
            ("{5} ", "hello", &["hello\r\n"], ""),
            // A hint is below it.
            ("a001 ", "x", &["a001 x\r\n▸ a hint\r\n"], "▸ a hint\r\n"),
            // Something else is sent, or comes first.
            ("a001 ", "x1 noop", &["x1 noop\r\n"], "x1 noop\r\n"),
            (
                "a001 ",
                "login a b",
                &["a001 login a ${password}\r\n"],
                "a001 login a ${password}\r\n",
            ),
            ("a001 ", "noop", &["* 1 EXISTS\r\na001 noop\r\n"], "* 1 EXISTS\r\na001 noop\r\n"),
            // Only once.
            ("a001 ", "noop", &["a001 noop\r\n", "a001 noop\r\n"], "a001 noop\r\n"),
        ] {
            assert_eq!(shown(prompt, line, output), left, "{output:?}");
        }
    }
}
