//! Measures how long answers take, to show it beside the lines that complete them.

use super::units::in_units;
use crate::escape;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::Piece;
use crate::protocol::typed_line::CommandLine;
use crate::session::ClientPiece;
use std::collections::HashMap;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// When each command in progress was sent, by its tag.
#[derive(Default)]
pub struct AnswerTimes(HashMap<Vec<u8>, Duration>);

impl AnswerTimes {
    /// Notes a piece that was sent, which may begin a command.
    pub fn sent(&mut self, piece: &ClientPiece<'_>, at: Duration) {
        if let Some(tag) = tag_of(piece) {
            self.0.insert(tag.to_vec(), at);
        }
    }

    /// How long the answer took, if this piece completes a command.
    pub fn of(&mut self, piece: &Piece<'_>, at: Duration) -> Option<String> {
        let sent_at = self.0.remove(piece.tag()?)?;
        Some(in_units(at.saturating_sub(sent_at)))
    }
}

/// The tag of the command that begins with this piece. A line sent by `:raw` may be a command too.
pub fn tag_of<'a>(piece: &ClientPiece<'a>) -> Option<&'a [u8]> {
    if piece.kind != ClientKind::Raw || piece.offset > 0 {
        return piece.tag();
    }
    let [text, ..] = piece.shown();
    let line = CommandLine::parse(std::str::from_utf8(text).ok()?);
    let tag = line.tag.filter(|_| line.spec.is_some())?.as_bytes();
    text.starts_with(tag).then_some(tag)
}

/// The text between a line and its time: spaces, or a line end where the terminal would split the time.
pub fn gap(line: &[u8], before: usize, time: &str, columns: Option<usize>) -> &'static str {
    let Some(columns) = columns.filter(|columns| *columns > 0) else { return "  " };
    let line = escape::escaped(&String::from_utf8_lossy(line)).width() + before;
    // The last row of a line that fills it is full, not empty.
    let in_row = if line > 0 { (line - 1) % columns + 1 } else { 0 };
    if in_row + 2 + time.width() > columns { "\r\n  " } else { "  " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_not_broken() {
        for (line, columns, gap_before) in [
            ("a1 OK done", None, "  "),
            ("a1 OK done", Some(20), "  "),
            ("a1 OK done", Some(19), "\r\n  "),
            ("a1 OK done", Some(10), "\r\n  "),
            // The second row of the line has five columns.
            ("a1 OK 完了しました。", Some(15), "  "),
            ("a1 OK 完了しました。", Some(16), "  "),
            ("a1 OK 完了しました。", Some(13), "\r\n  "),
        ] {
            assert_eq!(
                gap(line.as_bytes(), 0, "(1.2 ms)", columns),
                gap_before,
                "{line} {columns:?}"
            );
        }
    }
}
