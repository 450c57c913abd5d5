//! imapsh's own lines: a mark before each, wrapped at the terminal's width.

use super::styled_text::{Role, StyledText};
use super::theme::{Colors, Theme};
use super::wrap::wrap;
use crate::escape::{self, NOTICE_MARK};
use crate::session::NoticeLevel;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// A separate output for imapsh's own lines.
pub struct NoticeOutput {
    /// Usually standard error.
    pub out: Box<dyn Write>,
    /// Whether that is a terminal. Lines there begin with a mark, elsewhere with `imapsh: `.
    pub terminal: bool,
    pub colors: Colors,
}

/// How to write a notice now.
pub(super) struct NoticeStyle {
    pub terminal: bool,
    /// The terminal's width, where notices are wrapped.
    pub columns: Option<usize>,
    /// Whether each row begins with the mark, and not only the first of a line.
    pub mark_every_row: bool,
}

/// The mark of an explanation on a terminal; elsewhere it is `#`.
const EXPLANATION_MARK: &str = "▸";

/// The mark in raw output.
const RAW_MARK: &str = "# ";

/// An explanation of the line above. On a terminal it has imapsh's mark, and is wrapped to its width
/// in columns; elsewhere it is a line.
pub fn explanation_line(text: &str, terminal: bool, columns: Option<usize>) -> String {
    let text = escape::escaped(text);
    if !terminal {
        return format!("{RAW_MARK}{text}\n");
    }
    let width = columns.map_or(usize::MAX, |columns| columns.saturating_sub(2));
    // A text that fits stays unchanged, with its spaces.
    let rows =
        if columns.is_none() || text.width() <= width { vec![text] } else { wrap(&text, width) };
    let begin = |index| if index == 0 { EXPLANATION_MARK } else { " " };
    rows.iter().enumerate().map(|(index, row)| format!("{} {row}\n", begin(index))).collect()
}

/// Appends an explanation of the line above to raw output.
pub(super) fn append_raw_line(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(RAW_MARK.as_bytes());
    escape::append_str(text, out);
    out.push(b'\n');
}

/// Appends rows about the line above, each with a line end, to raw output.
pub(super) fn append_raw_lines(rows: &str, out: &mut Vec<u8>) {
    let mut rest = rows;
    while !rest.is_empty() {
        // Most rows are ASCII, and there may be millions: copy such a row with its line end.
        let printable = escape::printable_at_start(rest.as_bytes());
        let is_plain = rest.as_bytes().get(printable) == Some(&b'\n');
        let end = if is_plain { Some(printable) } else { memchr::memchr(b'\n', rest.as_bytes()) };
        let (row, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        if is_plain {
            out.extend_from_slice(RAW_MARK.as_bytes());
            out.extend_from_slice(row.as_bytes());
        } else {
            append_raw_line(row.strip_suffix('\n').unwrap_or(row), out)
        }
        rest = after;
    }
}

/// Paints an explanation of the line above for a terminal.
pub(super) fn paint_explanation(
    text: &str,
    columns: Option<usize>,
    theme: &Theme,
    out: &mut Vec<u8>,
) {
    const MARK: Role = Role::NoticeMark(NoticeLevel::Explanation);
    const TEXT: Role = Role::Notice(NoticeLevel::Explanation);
    // Most are ASCII and fit, and there may be millions.
    let fits = columns.is_none_or(|columns| text.len() + 2 <= columns);
    if fits && escape::is_printable_ascii(text.as_bytes()) {
        theme.codes(MARK).paint(EXPLANATION_MARK.as_bytes(), out);
        theme.codes(TEXT).paint_parts(&[b" ", text.as_bytes(), b"\r\n"], out);
        return;
    }
    let mut rows = StyledText::default();
    for row in explanation_line(text, true, columns).lines() {
        let text = match row.strip_prefix(EXPLANATION_MARK) {
            Some(text) => {
                rows.push(MARK, EXPLANATION_MARK.as_bytes());
                text
            }
            None => row,
        };
        rows.push(TEXT, text.as_bytes());
        rows.push(Role::Text, b"\r\n");
    }
    theme.paint(&rows, out);
}

impl NoticeStyle {
    /// Appends a notice, which may have several lines.
    pub fn append(&self, level: NoticeLevel, text: &str, out: &mut StyledText) {
        let mark = match (level, self.terminal) {
            // A typed or pasted line of a server must not look like a line that the server sent.
            (NoticeLevel::Echo, _) => "·".to_owned(),
            (_, true) => NOTICE_MARK.to_string(),
            (_, false) => "imapsh:".to_owned(),
        };
        let line_end: &[u8] = if self.terminal { b"\r\n" } else { b"\n" };
        for line in text.lines() {
            // A notice may quote the server.
            let line = escape::escaped(line);
            let rows = match self.columns.filter(|_| level != NoticeLevel::Echo) {
                Some(columns) => wrap(&line, columns.saturating_sub(2)),
                None => vec![line],
            };
            for (index, row) in rows.iter().enumerate() {
                let has_mark = index == 0 || self.mark_every_row;
                let mark = if has_mark { &mark } else { " " };
                out.push(Role::NoticeMark(level), mark.as_bytes());
                out.push(Role::Notice(level), format!(" {row}").as_bytes());
                out.push(Role::Text, line_end);
            }
        }
    }
}
