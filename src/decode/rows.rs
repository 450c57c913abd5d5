//! The rows below a response: indented, and bounded in number and length.

use crate::messages::{Messages, text};
use std::fmt::{Display, Write};
use unicode_width::UnicodeWidthStr;

/// How many rows a response gets; the rest is counted.
const MOST_ROWS: usize = 200;

/// How many characters of a row are shown.
const MOST_CHARACTERS: usize = 500;

/// The rows of one response.
pub(super) struct Rows {
    pub messages: Messages,
    rows: Vec<String>,
    /// How many were left out.
    more: usize,
}

impl Rows {
    pub fn new(messages: Messages) -> Rows {
        Rows { messages, rows: Vec::new(), more: 0 }
    }

    /// Whether further rows are only counted.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= MOST_ROWS
    }

    /// Adds a row at this level of indentation.
    pub fn push(&mut self, level: usize, row: impl Display) {
        if self.is_full() {
            return self.count(1);
        }
        let mut whole = String::new();
        // Writing to memory does not fail.
        let _ = write!(whole, "{:width$}{row}", "", width = 2 * level);
        if let Some((end, _)) = whole.char_indices().nth(MOST_CHARACTERS) {
            whole.truncate(end);
            whole.push('…');
        }
        whole.truncate(whole.trim_end().len());
        self.rows.push(whole);
    }

    /// Adds a row with a label before its value. `width`: of the labels, in columns.
    pub fn field(&mut self, level: usize, width: usize, label: &str, value: impl Display) {
        let blanks = width.saturating_sub(label.width());
        self.push(level, format_args!("{label}{:blanks$}  {value}", ""));
    }

    /// Counts rows that are not shown.
    pub fn count(&mut self, rows: usize) {
        self.more += rows;
    }

    /// The rows, and how many more there are.
    pub fn finish(mut self) -> Vec<String> {
        if self.more > 0 {
            let more = self.messages.format(text::DecodeMore { rows: self.more });
            self.rows.push(format!("  {more}"));
        }
        self.rows
    }
}
