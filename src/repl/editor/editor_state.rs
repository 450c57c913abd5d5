//! The state that the editor's threads share, and the handle with which other threads request a
//! redraw.

use super::cursor_query::CursorQuery;
use super::keyboard_waker::KeyboardWaker;
use super::line_queue::LineQueue;
use super::write_to_terminal;
use crate::view::wrap;
use nix::unistd::Pid;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long to wait for the terminal's answer to a query.
const QUERY_TIME: Duration = Duration::from_millis(200);

/// How long to wait for the keyboard's thread, which has nothing else to wait for.
const HAND_OVER_TIME: Duration = Duration::from_secs(1);

/// The shared flags. They are locked only for single reads and writes.
#[derive(Default)]
pub struct Flags {
    /// Whether output is waiting, or the prompt has changed.
    pub redraw_requested: bool,
    /// Whether rustyline has drawn its prompt, so that a token makes it redraw.
    pub at_prompt: bool,
    /// Whether a token was sent, and its redraw has not begun.
    pub token_in_flight: bool,
    /// Whether a line is being read.
    pub reading: bool,
    /// Whether a key that may end the run was passed on, and rustyline has not handled it yet.
    pub line_end_passed: bool,
    /// When that key was typed, or the last one that ended a run.
    pub line_typed_at: Option<Instant>,
    /// Whether the last line was typed while all input was hidden, or a part of it was.
    pub line_was_hidden: bool,
    /// The part of the last line that was hidden when it was last drawn.
    pub line_hidden: Option<Range<usize>>,
    /// Lines that have arrived at once, for the run that `TAKE_LINES` ends.
    pub burst: Vec<String>,
    /// The beginning of the line after them. It is the next command's, not the answer to a question.
    pub burst_rest: String,
    /// Whether the keyboard has to hand over the lines that were typed ahead.
    pub hands_over: bool,
    pub handed_over: Option<Vec<String>>,
    /// Whether another program has the terminal, so that the keyboard is not read.
    pub lent: bool,
    /// The program that has the terminal.
    pub lent_to: Option<Pid>,
    /// Whether the keyboard's thread has stopped reading.
    pub keyboard_rests: bool,
    /// The terminal's width when the run began.
    pub columns: Option<usize>,
    /// Whether the key `RESIZED` was passed on.
    pub resize_passed: bool,
    pub cursor_query: CursorQuery,
    /// The number of Ctrl-C and SIGINTs that have not been handled.
    pub interrupts: usize,
    /// Whether SIGCONT has arrived: the process was stopped, and the shell may have changed the terminal's
    /// modes.
    pub continued: bool,
    /// Whether SIGTERM, SIGQUIT or SIGHUP has arrived, so that the program has to end.
    pub terminated: bool,
    /// Whether the editor was dropped.
    pub closed: bool,
    /// The lines that the plain reader's thread has read.
    pub lines: LineQueue,
}

impl Flags {
    /// Whether the terminal's width has changed since the run began.
    fn is_resized(&self) -> bool {
        self.columns != wrap::columns(io::stdout())
    }
}

/// The flags, and a condition variable that signals their changes.
#[derive(Default)]
pub struct EditorState {
    flags: Mutex<Flags>,
    changed: Condvar,
    keyboard: OnceLock<KeyboardWaker>,
}

impl EditorState {
    pub fn lock(&self) -> MutexGuard<'_, Flags> {
        // Code under this lock does not panic, and any combination of flags is valid.
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes flags, and wakes the threads that wait for them.
    pub fn change<T>(&self, change: impl FnOnce(&mut Flags) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }

    /// Sets the keyboard to wake when rustyline takes keys again.
    pub fn set_keyboard(&self, keyboard: KeyboardWaker) {
        // There is one keyboard.
        let _ = self.keyboard.set(keyboard);
    }

    pub fn wake_keyboard(&self) {
        if let Some(keyboard) = self.keyboard.get() {
            keyboard.wake();
        }
    }

    /// Stops reading the keyboard, and waits until it has stopped.
    pub fn pause_keyboard(&self) {
        self.change(|flags| flags.lent = true);
        if self.keyboard.get().is_some() {
            self.wake_keyboard();
            self.wait_for(HAND_OVER_TIME, |flags| flags.keyboard_rests.then_some(()));
        }
    }

    pub fn resume_keyboard(&self) {
        self.change(|flags| {
            (flags.lent, flags.keyboard_rests) = (false, false);
            flags.lent_to = None;
        });
        self.wake_keyboard();
    }

    /// Takes the lines that were typed ahead and will not be read.
    pub fn take_typed_ahead(&self) -> Vec<String> {
        if self.keyboard.get().is_none() {
            return self.lock().lines.take_lines();
        }
        self.change(|flags| flags.hands_over = true);
        self.wake_keyboard();
        let ahead = self.wait_for(HAND_OVER_TIME, |flags| flags.handed_over.take());
        let mut lines = ahead.unwrap_or_default();
        let rest = self.change(|flags| std::mem::take(&mut flags.burst_rest));
        match lines.first_mut() {
            Some(first) => first.insert_str(0, &rest),
            None => lines.extend(Some(rest).filter(|rest| !rest.is_empty())),
        }
        lines
    }

    /// Whether a key can be passed on to rustyline. After one that may end the run, no other can; nor can one
    /// that was typed after a Ctrl-C which the run has not noticed yet.
    pub fn accepts_keys(&self, ends_line: bool) -> bool {
        let mut flags = self.lock();
        let is_interrupted = flags.interrupts > 0;
        let accepts =
            flags.at_prompt && !flags.line_end_passed && !is_interrupted && !flags.is_resized();
        flags.line_end_passed |= accepts && ends_line;
        accepts
    }

    /// Whether a change of the terminal's size has not been passed on to rustyline.
    pub fn accepts_resize(&self) -> bool {
        let mut flags = self.lock();
        let can_end_run = flags.at_prompt && !flags.line_end_passed && !flags.resize_passed;
        let accepts = can_end_run && flags.is_resized();
        flags.resize_passed |= accepts;
        accepts
    }

    /// Whether Ctrl-C is a key of the line that is being read. Otherwise it interrupts.
    pub fn takes_ctrl_c(&self) -> bool {
        let flags = self.lock();
        flags.reading && !flags.line_end_passed
    }

    pub fn set_reading(&self, reading: bool) {
        self.change(|flags| flags.reading = reading);
    }

    /// A run begins, which reads the terminal's size.
    pub fn run_begins(&self) {
        self.change(|flags| {
            flags.reading = true;
            flags.columns = wrap::columns(io::stdout());
            flags.resize_passed = false;
        });
    }

    /// A run has ended. `handled_line_end`: a key that may end it was handled.
    pub fn run_ended(&self, handled_line_end: bool) {
        self.change(|flags| {
            flags.at_prompt = false;
            if handled_line_end {
                flags.line_end_passed = false;
                flags.reading = false;
            }
        });
    }

    /// A key that could have ended the line did not end it.
    pub fn line_continues(&self) {
        self.change(|flags| flags.line_end_passed = false);
        self.wake_keyboard();
    }

    /// Asks the terminal for the cursor's position, and waits a moment for the answer.
    pub fn query_cursor(&self) {
        self.change(|flags| flags.cursor_query = CursorQuery::Waiting);
        self.wake_keyboard();
        if write_to_terminal("\x1b[6n").is_ok() {
            let is_answered = |flags: &mut Flags| (!flags.cursor_query.is_waiting()).then_some(());
            self.wait_for(QUERY_TIME, is_answered);
        }
    }

    /// Waits until this returns a value, but no longer than this time.
    pub fn wait_for<T>(
        &self,
        time: Duration,
        mut ready: impl FnMut(&mut Flags) -> Option<T>,
    ) -> Option<T> {
        let mut result = None;
        let is_waiting = |flags: &mut Flags| {
            result = ready(flags);
            result.is_none()
        };
        drop(self.changed.wait_timeout_while(self.lock(), time, is_waiting));
        result
    }

    /// Whether SIGINT has arrived since the last call.
    pub fn take_interrupt(&self) -> bool {
        self.change(|flags| std::mem::take(&mut flags.interrupts) > 0)
    }

    /// Waits until `ready` returns a value.
    pub fn wait<T>(&self, mut ready: impl FnMut(&mut Flags) -> Option<T>) -> T {
        let mut flags = self.lock();
        loop {
            if let Some(result) = ready(&mut flags) {
                return result;
            }
            flags = (self.changed.wait(flags)).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Passes redraw requests on to rustyline as tokens, until the editor is dropped.
    ///
    /// Only one token at a time, since the printer blocks while its queue holds a message; and only
    /// during a run, since otherwise the printer would write to the terminal itself.
    pub fn forward_redraw_requests(&self, mut printer: impl rustyline::ExternalPrinter) {
        loop {
            let closed = self.wait(|flags| {
                let is_due = flags.redraw_requested && !flags.token_in_flight;
                // At another width, rustyline would clear the wrong rows.
                let send = is_due && flags.at_prompt && !flags.is_resized();
                if send && !flags.closed {
                    flags.redraw_requested = false;
                    flags.token_in_flight = true;
                }
                (send || flags.closed).then_some(flags.closed)
            });
            if closed || printer.print(String::new()).is_err() {
                return;
            }
        }
    }
}

/// Requests that the editor redraws its prompt: output is waiting, or the prompt has changed.
#[derive(Clone)]
pub struct RedrawRequest(pub(super) Arc<EditorState>);

impl RedrawRequest {
    /// Sends the request, from any thread. Never blocks. Several requests may cause only one redraw.
    pub fn send(&self) {
        self.0.change(|flags| flags.redraw_requested = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_behind_a_ctrl_c_wait_until_the_run_has_noticed_it() {
        let state = EditorState::default();
        state.run_begins();
        state.change(|flags| flags.at_prompt = true);
        assert!(state.accepts_keys(false));
        state.change(|flags| flags.interrupts += 1);
        assert!(!state.accepts_keys(false));
        assert!(state.take_interrupt());
        assert!(state.accepts_keys(true));
    }
}
