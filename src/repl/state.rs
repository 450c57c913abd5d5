//! What the two threads of the REPL share: the one that has the terminal, and the one that has
//! the connection. Orders go one way, what is to be shown and the prompt the other.

use super::ExitReason;
use super::editor::RedrawRequest;
use super::vocabulary::LearnedWords;
use crate::protocol::dialogue::{InputMask, Prompt};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// What may wait to be shown, in octets: more, and the connection is not read until the terminal
/// has caught up.
const MOST: usize = 1 << 20;

/// An request to the connection's thread.
#[derive(Debug)]
pub enum Request {
    /// A typed line.
    Line(String),
    /// The value of a variable that a line needs.
    Set(String, String),
    /// Ctrl-C at the prompt.
    Interrupt,
    /// Ctrl-D on an empty line, or `:quit`: log out.
    LogOut,
    /// The terminal is gone, or the program is to end now.
    Close,
}

/// Where the conversation stands, as the terminal's thread needs it.
#[derive(Clone, Debug, Default)]
pub struct PromptSnapshot {
    /// What the prompt says; none without a connection.
    pub prompt: Option<Prompt>,
    /// What is secret in a line that is typed now.
    pub mask: InputMask,
    /// The line may not stand in the history: it is a secret, or a literal's.
    pub unremembered: bool,
    /// A command other than a running IDLE is not completed.
    pub busy: bool,
    /// How many requests have been carried out.
    pub done: u64,
    /// Counts what the server says.
    pub heard: u64,
    /// How often a command was refused that waited for a `+`.
    pub refused: u64,
    /// The names that need a value before a line can go.
    pub known: Vec<String>,
    /// The session is over, with this status.
    pub ended: Option<ExitReason>,
    /// The greeting has come.
    pub open: bool,
}

#[derive(Default)]
struct Inside {
    out: Vec<u8>,
    snapshot: PromptSnapshot,
    words: LearnedWords,
    redraw: Option<RedrawRequest>,
    /// Nobody reads any more.
    gone: bool,
}

/// The shared state.
#[derive(Default)]
pub struct PromptState {
    inside: Mutex<Inside>,
    changed: Condvar,
}

impl PromptState {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        // A thread that panicked has left whole values behind.
        self.inside
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Sends redraw requests to this editor from now on.
    pub fn set_redraw_request(&self, redraw: RedrawRequest) {
        self.lock().redraw = Some(redraw);
    }

    /// Where the conversation stands.
    pub fn snapshot(&self) -> PromptSnapshot {
        self.lock().snapshot.clone()
    }

    /// The words for completion.
    pub fn words(&self) -> LearnedWords {
        self.lock().words.clone()
    }

    /// Changes where the conversation stands, and wakes whom it concerns.
    pub fn publish(&self, change: impl FnOnce(&mut PromptSnapshot, &mut LearnedWords)) {
        let mut inside = self.lock();
        let before = inside.snapshot.prompt.clone();
        let Inside {
            snapshot, words, ..
        } = &mut *inside;
        change(snapshot, words);
        let redraw_due = before != inside.snapshot.prompt || inside.snapshot.ended.is_some();
        let redraw = inside.redraw.clone().filter(|_| redraw_due);
        drop(inside);
        self.changed.notify_all();
        if let Some(redraw) = redraw {
            redraw.send();
        }
    }

    /// Takes what is to be shown.
    pub fn take_output(&self) -> Vec<u8> {
        let out = std::mem::take(&mut self.lock().out);
        if !out.is_empty() {
            self.changed.notify_all();
        }
        out
    }

    /// Waits until something changes, or for so long.
    pub fn wait(&self, time: Duration, until: impl Fn(&PromptSnapshot, bool) -> bool) {
        let inside = self.lock();
        let waits = |inside: &mut Inside| !until(&inside.snapshot, !inside.out.is_empty());
        drop(self.changed.wait_timeout_while(inside, time, waits));
    }

    /// Wakes whoever waits.
    pub fn wake(&self) {
        drop(self.lock());
        self.changed.notify_all();
    }

    /// Says that nobody shows anything any more.
    pub fn leave(&self) {
        self.lock().gone = true;
        self.changed.notify_all();
    }
}

/// The screen's way to the terminal: what is written lies on the state until it is shown.
pub struct OutputQueue(pub Arc<PromptState>);

impl Write for OutputQueue {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let inside = self.0.lock();
        let full = |inside: &mut Inside| inside.out.len() > MOST && !inside.gone;
        let mut inside = self
            .0
            .changed
            .wait_while(inside, full)
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if inside.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        inside.out.extend_from_slice(octets);
        let redraw = inside.redraw.clone();
        drop(inside);
        self.0.changed.notify_all();
        if let Some(redraw) = redraw {
            redraw.send();
        }
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
