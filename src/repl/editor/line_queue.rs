//! The queue of lines that the plain reader's thread has read.

use super::burst::{self, MAX_BURST};
use super::editor_input::EditorInput;
use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

#[derive(Default)]
pub struct LineQueue {
    entries: VecDeque<io::Result<QueueEntry>>,
    /// The number of octets in all entries.
    octets: usize,
    /// When the first line of the last burst taken was read.
    typed_at: Option<Instant>,
}

enum QueueEntry {
    Burst(Burst),
    EndOfInput,
}

/// Lines that have arrived at once.
struct Burst {
    begun: Instant,
    lines: Vec<String>,
    octets: usize,
    /// Whether a pause between typed lines does not end it.
    is_paste: bool,
    /// Whether more lines may follow at once.
    is_open: bool,
}

impl Burst {
    fn new() -> Burst {
        let begun = Instant::now();
        Burst { begun, lines: Vec::new(), octets: 0, is_paste: false, is_open: true }
    }
}

impl LineQueue {
    /// Adds a line, which may have a line end. Returns the pause that ends its burst: until
    /// [`LineQueue::end_burst`], further lines belong to it.
    /// `expects_octets`: octets of a literal are expected.
    pub fn push_line(&mut self, line: &[u8], expects_octets: bool) -> Duration {
        if !matches!(self.entries.back(), Some(Ok(QueueEntry::Burst(burst))) if burst.is_open) {
            self.entries.push_back(Ok(QueueEntry::Burst(Burst::new())));
        }
        let Some(Ok(QueueEntry::Burst(burst))) = self.entries.back_mut() else {
            return Duration::ZERO;
        };
        let text = String::from_utf8_lossy(line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        burst.lines.push(text.strip_suffix('\r').unwrap_or(text).to_owned());
        burst.octets += line.len();
        burst.is_paste |= expects_octets || burst::is_response(line);
        self.octets += line.len();
        burst::pause(burst.is_paste)
    }

    pub fn end_burst(&mut self) {
        if let Some(Ok(QueueEntry::Burst(burst))) = self.entries.back_mut() {
            burst.is_open = false;
        }
    }

    pub fn push_end(&mut self) {
        self.end_burst();
        self.entries.push_back(Ok(QueueEntry::EndOfInput));
    }

    pub fn push_error(&mut self, error: io::Error) {
        self.end_burst();
        self.entries.push_back(Err(error));
    }

    /// Whether no input waits.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a burst must not become longer, and reading has to wait until lines are taken.
    pub fn is_full(&self) -> bool {
        self.octets >= MAX_BURST
    }

    /// Takes the first complete input.
    pub fn pop(&mut self) -> Option<io::Result<EditorInput>> {
        if matches!(self.entries.front(), Some(Ok(QueueEntry::Burst(burst))) if burst.is_open) {
            return None;
        }
        let input = self.entries.pop_front()?.map(|entry| match entry {
            QueueEntry::EndOfInput => EditorInput::EndOfInput,
            QueueEntry::Burst(burst) => {
                self.octets -= burst.octets;
                self.typed_at = Some(burst.begun);
                match burst.lines.len() {
                    1 => EditorInput::Lines(burst.lines),
                    _ => EditorInput::Burst(burst.lines),
                }
            }
        });
        Some(input)
    }

    /// When the last lines taken had been typed.
    pub fn typed_at(&self) -> Option<Instant> {
        self.typed_at
    }

    /// Takes all lines, complete or not.
    pub fn take_lines(&mut self) -> Vec<String> {
        let entries = std::mem::take(self).entries;
        let lines = entries.into_iter().filter_map(|entry| match entry {
            Ok(QueueEntry::Burst(burst)) => Some(burst.lines),
            _ => None,
        });
        lines.flatten().collect()
    }
}
