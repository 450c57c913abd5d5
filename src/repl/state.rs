//! The state that the two threads of the prompt share.

use super::ExitReason;
use super::editor::RedrawRequest;
use super::vocabulary::ServerNames;
use crate::console::KeptAnswer;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::{Expected, Prompt};
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy};
use crate::protocol::session_facts::Capabilities;
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};
use crate::transport::Waker;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How many octets of output may wait for the terminal. With more, the connection thread stops reading
/// until the terminal has caught up. A key takes effect only after them, and a slow terminal may show
/// just a few hundred thousand octets per second.
const MAX_OUTPUT: usize = 64 << 10;

/// A request of the terminal thread to the connection thread.
#[derive(Debug)]
pub enum Request {
    /// Handle a typed line, or the lines of a paste.
    Lines {
        lines: Vec<String>,
        /// When they had been typed. They may have waited since then.
        typed_at: Option<Instant>,
        /// Whether they were typed while all input was hidden.
        was_hidden: bool,
        /// The part of a single line that was hidden while it was typed.
        hidden: Option<Range<usize>>,
    },
    /// Set a variable that the next line needs.
    Set(String, String),
    /// Note that a line was refused that may be an attempt to log in.
    NoteAttempt,
    /// Ctrl-C.
    Interrupt {
        /// Whether it has dropped a half-typed line.
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
    /// Whether the first connection is open and the greeting was received.
    pub open: bool,
    /// The prompt; `None` without a connection.
    pub prompt: Option<Prompt>,
    /// What the next lines are for, even while none may be sent; `None` without a connection.
    pub expected: Option<Expected>,
    /// Whether the server asks for an answer that imapsh cannot make from a name and a password.
    pub lacks_answer: bool,
    /// The mask for a line that is typed now.
    pub mask: InputMask,
    /// The session goes to the practice server, whose passwords are public.
    pub is_practice: bool,
    /// Whether a command awaits its completion and does not need input, or a paste is being sent.
    pub busy: bool,
    /// Whether a paste is being sent.
    pub pasting: bool,
    /// Whether pastes are sent line by line, as if typed.
    pub sends_pastes_raw: bool,
    /// A directive that takes its time, such as `:wait 1h`.
    pub directive: Option<RunningDirective>,
    /// How many lines have been sent and pastes begun.
    pub sent: u64,
    /// How many lines were not carried out.
    pub failures: u64,
    /// How many requests have been handled.
    pub handled: u64,
    /// How many turns the connection thread has taken. Something may have arrived in each.
    pub turns: u64,
    /// The variables that have a value.
    pub variables: Vec<String>,
    /// The state of the connection, if no command is in progress that may change it.
    pub connection: Option<ConnectionState>,
    /// The capabilities that the server has announced.
    pub capabilities: Arc<Capabilities>,
    /// The number of messages in the selected mailbox, if the server has reported it.
    pub exists: Option<u64>,
    /// The mailboxes and flags that the server has listed.
    pub names: Arc<ServerNames>,
    /// Whether a lesson is being taken.
    pub in_lesson: bool,
    /// Whether the session is being left: no further line is handled.
    pub leaving: bool,
    /// Set when the session is over.
    pub ended: Option<ExitReason>,
}

/// A directive that the connection thread is performing.
#[derive(Clone, Debug)]
pub struct RunningDirective {
    /// The line as typed.
    pub line: String,
    /// The lines that are handled meanwhile.
    pub takes: LinesMeanwhile,
}

/// The lines that are handled while a directive runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesMeanwhile {
    All,
    /// Lines that are not sent: it is not certain for which session, or for which state of it, a command is
    /// meant.
    Unsent,
    None,
}

impl RunningDirective {
    /// Whether these lines are handled while the directive runs.
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
    /// Two rows, one of which may come next. It is not shown, because the terminal has already echoed it.
    echoed: Option<[String; 2]>,
    /// Lines for the history, their secrets masked.
    history: Vec<String>,
    snapshot: PromptSnapshot,
    redraw: Option<RedrawRequest>,
    /// The answer to show in the pager.
    pages: Option<KeptAnswer>,
    /// The number of the last [`Request::NoteAttempt`].
    attempt: u64,
    /// When a line was last refused because of the session's state.
    refused_at: Option<Instant>,
    /// Whether a signal has arrived, so that the terminal thread stops waiting.
    woken: bool,
    /// Whether the terminal thread no longer shows output.
    abandoned: bool,
}

impl Inner {
    /// Removes from the output the row that the terminal has echoed.
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
        let inner = self.lock();
        let mut snapshot = inner.snapshot.clone();
        // The connection thread does not know yet that the next line may be a secret alone.
        if snapshot.handled < inner.attempt && matches!(snapshot.mask, InputMask::Command(_)) {
            snapshot.mask = InputMask::Command(UnknownVerbPolicy::MaskAll);
        }
        snapshot
    }

    /// Whether the next lines are octets of a literal or the rest of its command, even if the server has not
    /// asked for them yet.
    pub fn expects_octets(&self) -> bool {
        let inner = self.lock();
        let expected = inner.snapshot.expected.as_ref().map(|expected| &expected.prompt);
        matches!(expected, Some(Prompt::LiteralOctets(_) | Prompt::RestOfCommand))
    }

    /// Notes that the request with this number reports an attempt to log in.
    pub fn note_attempt(&self, number: u64) {
        self.lock().attempt = number;
    }

    /// Notes that a line is refused that may be sent later: those that were typed ahead after it are not
    /// sent without it.
    pub fn note_refusal(&self) {
        self.lock().refused_at = Some(Instant::now());
    }

    pub fn refused_at(&self) -> Option<Instant> {
        self.lock().refused_at
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

    /// Adds output, even above the limit.
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

    /// Notes that the terminal has echoed a line after the prompt. The row for the line, sent or not, would
    /// repeat it.
    pub fn note_echo(&self, prompt: &str, line: &str) {
        // The prompt for a literal's octets is not sent.
        let tag = if prompt.starts_with('{') { "" } else { prompt };
        let line = line.trim_end();
        self.lock().echoed = Some([format!("{tag}{line}\r\n"), format!("· {line}\r\n")]);
    }

    /// Asks the terminal thread to show an answer in the pager.
    pub fn show_pages(&self, answer: KeptAnswer) {
        self.lock().pages = Some(answer);
    }

    /// Takes the answer to show in the pager.
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

    /// Closes the session without showing its last output, and waits until its record is written, but no
    /// longer than this.
    pub fn close_session(&self, time: Duration) {
        self.abandon_output();
        let Some(closer) = self.closer.get() else { return };
        closer.interrupt.store(true, Ordering::Release);
        let _ = closer.requests.send(Request::Close);
        closer.waker.wake();
        let is_open = |inner: &mut Inner| inner.snapshot.ended.is_none();
        drop(self.changed.wait_timeout_while(self.lock(), time, is_open));
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

    /// The rest of the output after this line was echoed after the prompt.
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
    fn a_row_that_the_terminal_has_echoed_is_not_shown_again() {
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
