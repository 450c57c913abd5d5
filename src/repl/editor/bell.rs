//! The bell: how other threads say that something waits to be shown, and how the signals'
//! thread reaches the editor. Ringing is cheap, never blocks, and many rings are one.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Why the program is asked to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminate {
    /// SIGTERM, or SIGQUIT: Ctrl-\ where no prompt stands.
    Terminated,
    /// SIGHUP: the terminal was closed.
    Hangup,
}

/// What the threads share, under one short lock.
#[derive(Default)]
pub(crate) struct Waiting {
    /// Something waits to be shown.
    pub rung: bool,
    /// The editor sits at its prompt in raw mode, and a token would reach it.
    pub reading: bool,
    /// A token is on its way to the editor.
    pub outstanding: bool,
    /// Ctrl-C that was a signal, and that nobody has taken yet.
    pub interrupts: usize,
    /// The process was stopped and goes on: the terminal is another.
    pub continued: bool,
    /// The program is asked to end.
    pub terminate: Option<Terminate>,
    /// The editor is gone.
    pub closed: bool,
    /// Lines of the plain reader.
    pub lines: VecDeque<std::io::Result<Option<String>>>,
}

#[derive(Default)]
pub(crate) struct Shared {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Shared {
    pub fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing under this lock panics, and the flags make sense in any combination.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is shared, and wakes whoever waits for it.
    pub fn change<T>(&self, change: impl FnOnce(&mut Waiting) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }

    /// Whether Ctrl-C came as a signal since it was last asked.
    pub fn take_interrupt(&self) -> bool {
        self.change(|waiting| std::mem::take(&mut waiting.interrupts) > 0)
    }

    /// Waits until `ready` has something to give.
    pub fn wait<T>(&self, mut ready: impl FnMut(&mut Waiting) -> Option<T>) -> T {
        let mut waiting = self.lock();
        loop {
            if let Some(result) = ready(&mut waiting) {
                return result;
            }
            waiting = (self.changed.wait(waiting)).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Tells the editor that something waits to be shown, or that the prompt has changed.
#[derive(Clone)]
pub struct Bell(pub(crate) Arc<Shared>);

impl Bell {
    /// Rings. From any thread, as often as one likes.
    pub fn ring(&self) {
        self.0.change(|waiting| waiting.rung = true);
    }
}

/// Carries rings to rustyline: an empty message makes it clear its rows and redraw. One at a time,
/// since its queue holds one, and only while it reads, since elsewhere it would print by itself.
pub(crate) fn carry<P: rustyline::ExternalPrinter>(shared: &Shared, mut printer: P) {
    loop {
        let closed = shared.wait(|waiting| {
            if waiting.closed {
                return Some(true);
            }
            let due = waiting.rung && waiting.reading && !waiting.outstanding;
            due.then(|| {
                waiting.rung = false;
                waiting.outstanding = true;
                false
            })
        });
        if closed || printer.print(String::new()).is_err() {
            return;
        }
    }
}
