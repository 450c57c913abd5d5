//! Pastes. A paste arrives as one request; its lines are sent one after another, each after the
//! completion of the one before. Meanwhile the prompt works, and Ctrl-C drops what is left.

use super::ConnectionThread;
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// After this time a wait for a completion is reported.
const REPORT_AFTER: Duration = Duration::from_millis(500);

/// The lines of a paste that are still to be handled.
#[derive(Default)]
pub struct Paste {
    lines: VecDeque<String>,
    /// When they began to wait for a completion; `None`: they don't, or it was reported.
    waits_since: Option<Instant>,
}

impl Paste {
    pub fn len(&self) -> usize {
        self.lines.len()
    }
}

impl ConnectionThread {
    /// Takes a paste: the one place where a paste becomes lines.
    pub fn begin_paste(&mut self, lines: Vec<String>) {
        self.paste.lines.extend(lines);
        self.paste.waits_since = Some(Instant::now());
    }

    /// The next line of a paste, if it can be handled now.
    pub fn next_pasted_line(&mut self) -> Option<String> {
        let dialogue = self.console.dialogue();
        if dialogue.is_some_and(Dialogue::awaits_completion) {
            return None;
        }
        let line = self.paste.lines.pop_front()?;
        // Without a connection directives still work, and :reconnect opens another one.
        if dialogue.is_none() && !line.trim_start().starts_with(':') {
            let lines = self.paste.len() + 1;
            self.paste.lines.clear();
            self.console.echo(&self.masked(&line));
            self.console.info(text::ReplPasteClosed { lines });
            return None;
        }
        self.paste.waits_since = Some(Instant::now());
        Some(line)
    }

    /// Drops the lines that are left. Returns how many they were.
    pub fn drop_paste(&mut self) -> usize {
        let lines = self.paste.len();
        self.paste.lines.clear();
        lines
    }

    /// When it will be reported that a paste waits, if it does.
    pub fn paste_deadline(&self) -> Option<Instant> {
        let since = self.paste.waits_since.filter(|_| self.paste.len() > 0)?;
        Some(since + REPORT_AFTER)
    }

    /// Reports once that a paste waits for a completion.
    pub fn report_waiting_paste(&mut self) {
        let is_due = |deadline: Instant| deadline <= Instant::now();
        let lines = self.paste.len();
        if self.paste_deadline().is_some_and(is_due)
            && let Some(command) = self.unanswered()
        {
            self.paste.waits_since = None;
            self.console.info(text::ReplPasteWaits { lines, command });
        }
    }
}
