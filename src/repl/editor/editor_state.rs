//! The state that the editor's threads share, and the handle with which other threads request a
//! redraw.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The shared flags. They are locked only for single reads and writes.
#[derive(Default)]
pub struct Flags {
    /// Output is waiting, or the prompt has changed.
    pub redraw_requested: bool,
    /// rustyline has drawn its prompt, so that a token makes it redraw.
    pub at_prompt: bool,
    /// A token was sent, and the redraw that it causes has not begun.
    pub token_in_flight: bool,
    /// How many SIGINTs have arrived and have not been handled.
    pub interrupts: usize,
    /// SIGCONT: the process was stopped, and the shell may have changed the terminal's modes.
    pub continued: bool,
    /// SIGTERM, SIGQUIT or SIGHUP: the program has to end.
    pub terminated: bool,
    /// The editor was dropped.
    pub closed: bool,
    /// Lines that the plain reader's thread has read; `None` is the end of the input.
    pub lines: VecDeque<io::Result<Option<String>>>,
}

/// The flags, and a condition variable that signals their changes.
#[derive(Default)]
pub struct EditorState {
    flags: Mutex<Flags>,
    changed: Condvar,
}

impl EditorState {
    pub fn lock(&self) -> MutexGuard<'_, Flags> {
        // Nothing under this lock panics, and the flags make sense in any combination.
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes flags, and wakes the threads that wait for them.
    pub fn change<T>(&self, change: impl FnOnce(&mut Flags) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_all();
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
                let send = flags.redraw_requested && flags.at_prompt && !flags.token_in_flight;
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
