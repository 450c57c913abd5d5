//! The rows below a response: indented, and bounded in number and length. The lines of a message's text
//! are not bounded here, since the decoder keeps only a part of a literal.

use crate::messages::{Messages, text};
use std::fmt::{Display, Write};

use unicode_width::UnicodeWidthStr;

/// The maximum number of rows per response; further ones are counted.
const MAX_ROWS: usize = 2000;

/// The maximum number of characters per row.
pub(super) const MAX_CHARACTERS: usize = 500;

/// The escape for a line feed inside a row.
const LINE_FEED: &str = "\\x0a";

/// The rows of one response, as lines of one text, because there may be millions of responses.
pub(super) struct Rows {
    pub messages: Messages,
    text: String,
    rows: usize,
    /// How many were left out.
    more: usize,
}

impl Rows {
    pub fn new(messages: Messages) -> Rows {
        Rows { messages, text: String::new(), rows: 0, more: 0 }
    }

    /// Whether further rows are only counted.
    pub fn is_full(&self) -> bool {
        self.rows >= MAX_ROWS
    }

    /// Adds a row at this level of indentation.
    pub fn push(&mut self, level: usize, row: impl Display) {
        if self.is_full() {
            return self.count(1);
        }
        let begin = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', 2 * level));
        // Writing to memory does not fail.
        let _ = write!(self.text, "{row}");
        self.end_row(begin);
    }

    /// Adds a line of a message's text.
    pub fn push_text(&mut self, level: usize, line: &str) {
        let begin = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', 2 * level));
        self.text.push_str(line);
        self.end_line(begin);
    }

    /// Cuts the row that begins at this position, and ends it.
    fn end_row(&mut self, begin: usize) {
        let row = &self.text[begin..];
        if row.len() > MAX_CHARACTERS
            && let Some((end, _)) = row.char_indices().nth(MAX_CHARACTERS)
        {
            self.text.truncate(begin + end);
            self.text.push('…');
        }
        self.end_line(begin);
        self.rows += 1;
    }

    /// Ends the line that begins at this position.
    fn end_line(&mut self, begin: usize) {
        self.text.truncate(begin + self.text[begin..].trim_end().len());
        if self.text[begin..].contains('\n') {
            let row = self.text.split_off(begin);
            self.text.push_str(&row.replace('\n', LINE_FEED));
        }
        self.text.push('\n');
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

    /// The rows, and how many more there are, each with a line end.
    pub fn finish(mut self) -> String {
        if self.more > 0 {
            let more = self.messages.format(text::DecodeMore { rows: self.more });
            self.text.push_str(&format!("  {more}\n"));
        }
        self.text
    }
}
