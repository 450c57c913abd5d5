//! Folding: on a terminal, only the first rows of a long literal, or of a response's long structure, are
//! shown, and a notice counts the rest. Records and pipes have everything.
//!
//! A literal arrives in pieces, and a piece may be shown in parts (see [`partial`](super::partial)), so
//! the same octets are passed in more than once. [`FoldedText`] counts each octet once: rows up to its
//! *cut*, lines and octets after it.

use super::flood::Flood;
use crate::messages::{Messages, text};
use crate::notation::directive::fold_limit::FoldLimit;
use crate::protocol::framing::Piece;
use crate::session::ClientPiece;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// How many rows of the screen are left for the command, the rest of the answer, and the prompt.
const OTHER_ROWS: usize = 4;

/// The width of the mark before a line of the structure.
const MARK_WIDTH: usize = 2;

/// How many rows of a file that is sent are shown.
const FILE_ROWS: usize = 5;

/// Returns the terminal's width and height; `None` if there is no terminal.
pub type ScreenSize = fn() -> Option<(usize, usize)>;

/// Folds the literals of a view.
pub struct Fold {
    messages: Messages,
    screen: ScreenSize,
    limit: FoldLimit,
    /// The server's literal that has begun and not ended.
    server: Option<FoldedText>,
    /// The file that is being sent, as a literal of the client.
    client: Option<FoldedText>,
    pub(super) flood: Flood,
}

impl Fold {
    pub fn new(messages: Messages, screen: ScreenSize) -> Fold {
        let (limit, flood) = (FoldLimit::default(), Flood::default());
        Fold { messages, screen, limit, server: None, client: None, flood }
    }

    pub fn set_limit(&mut self, limit: FoldLimit) {
        self.limit = limit;
    }

    /// The part of a piece of the server's literal that is shown, up to the cut.
    pub fn server<'a>(&mut self, piece: &Piece<'a>) -> Option<Piece<'a>> {
        let room = self.room();
        let size = piece.literal_size.unwrap_or_default();
        let folded = self.server.get_or_insert_with(|| FoldedText::new(room, size));
        let visible = folded.visible(piece.offset, piece.octets)?;
        let last = piece.last || folded.is_cut();
        Some(Piece { octets: &piece.octets[..visible], last, ..*piece })
    }

    /// Ends the literal, and returns what to report about it.
    pub fn server_ended(&mut self) -> Option<String> {
        let (lines, octets) = self.server.take()?.hidden()?;
        Some(self.messages.format(text::FoldLiteral { lines, octets }))
    }

    /// How many octets of these lines, each after a mark, are shown, and what to report about the rest.
    pub fn structure(&self, lines: &str) -> (usize, Option<String>) {
        let Some((columns, rows)) = self.room() else { return (lines.len(), None) };
        let columns = columns.saturating_sub(MARK_WIDTH).max(1);
        let (mut shown, mut used) = (0, 0);
        for line in lines.split_inclusive('\n') {
            used += line.trim_end().width().div_ceil(columns).max(1);
            if used > rows {
                break;
            }
            shown += line.len();
        }
        let hidden = lines[shown..].lines().count();
        // A notice would take as much room as a single hidden line.
        if hidden <= 1 {
            return (lines.len(), None);
        }
        (shown, Some(self.messages.format(text::FoldStructure { lines: hidden })))
    }

    /// The part of a piece of a sent file that is shown.
    pub fn client<'a>(&mut self, piece: &ClientPiece<'a>) -> Option<ClientPiece<'a>> {
        let room = self.room().map(|(columns, rows)| (columns, rows.min(FILE_ROWS)));
        let size = piece.literal_size.unwrap_or_default();
        let folded = self.client.get_or_insert_with(|| FoldedText::new(room, size));
        let visible = folded.visible(piece.offset, piece.shown()[0])?;
        Some(if folded.is_cut() { piece.cut(visible) } else { *piece })
    }

    /// Ends the sent file, and returns what to report about it.
    pub fn client_ended(&mut self) -> Option<String> {
        let (lines, octets) = self.client.take()?.hidden()?;
        Some(self.messages.format(text::FoldFile { lines, octets }))
    }

    /// Hides the rest of a flood, if the screen is scrolling. `now`: the time since connecting.
    pub fn hide_flood(&mut self, now: Duration) -> bool {
        let rows = (self.screen)().map_or(0, |(_, rows)| rows);
        let is_flooding = self.flood.is_flooding(rows, now);
        if is_flooding {
            self.flood.hide(now);
            self.server = None;
        }
        is_flooding
    }

    /// Ends the flood, and returns what to report about it.
    pub fn flood_ended(&mut self) -> Option<String> {
        let (lines, octets) = self.flood.end()?;
        Some(self.messages.format(text::FoldFlood { lines, octets }))
    }

    /// The width of a row, and how many rows a literal may take.
    fn room(&self) -> Option<(usize, usize)> {
        let (columns, rows) = (self.screen)()?;
        let rows = match self.limit {
            FoldLimit::Off => return None,
            FoldLimit::Screenful => rows.saturating_sub(OTHER_ROWS),
            FoldLimit::Rows(rows) => rows,
        };
        Some((columns.max(1), rows.max(1)))
    }
}

/// A text that is shown up to its cut.
#[derive(Debug)]
struct FoldedText {
    /// The width of a row, and how many rows may be shown; `None` to show all.
    room: Option<(usize, usize)>,
    size: u64,
    /// How many octets were counted.
    counted: u64,
    /// The row of the next character; its column follows.
    row: usize,
    column: usize,
    /// The number of octets that are shown, once it is decided.
    cut: Option<u64>,
    hidden_lines: u64,
    /// Whether the last hidden octet was within a line.
    inside_line: bool,
}

impl FoldedText {
    fn new(room: Option<(usize, usize)>, size: u64) -> FoldedText {
        FoldedText {
            room,
            size,
            counted: 0,
            row: 0,
            column: 0,
            cut: None,
            hidden_lines: 0,
            inside_line: false,
        }
    }

    fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    /// How many of these octets, which begin at this offset, are shown; `None` after the cut.
    fn visible(&mut self, offset: u64, octets: &[u8]) -> Option<usize> {
        let known = usize::try_from(self.counted.saturating_sub(offset)).unwrap_or(usize::MAX);
        let new = octets.get(known..).unwrap_or_default();
        match self.cut {
            Some(_) => self.hide(new),
            None => self.show(new),
        }
        match self.cut {
            None => Some(octets.len()),
            Some(cut) => {
                usize::try_from(cut.checked_sub(offset)?).ok().map(|it| it.min(octets.len()))
            }
        }
    }

    fn show(&mut self, octets: &[u8]) {
        let Some((columns, rows)) = self.room else {
            self.counted += octets.len() as u64;
            return;
        };
        // Limits octets without a width, too.
        let most = (columns * rows * 4) as u64;
        for (index, &octet) in octets.iter().enumerate() {
            let width = width_of(octet);
            let wraps = self.column + width > columns;
            let is_full = width > 0 && self.row + usize::from(wraps) >= rows;
            if is_full || self.counted >= most {
                // Show a rest that is shorter than the notice.
                if self.size - self.counted.min(self.size) <= columns as u64 {
                    self.room = None;
                    return self.show(&octets[index..]);
                }
                self.cut = Some(self.counted);
                return self.hide(&octets[index..]);
            }
            self.counted += 1;
            if wraps {
                (self.row, self.column) = (self.row + 1, 0);
            }
            self.column += width;
            if octet == b'\n' {
                (self.row, self.column) = (self.row + 1, 0);
            }
        }
    }

    fn hide(&mut self, octets: &[u8]) {
        self.counted += octets.len() as u64;
        self.hidden_lines += memchr::memchr_iter(b'\n', octets).count() as u64;
        if let Some(last) = octets.last() {
            self.inside_line = *last != b'\n';
        }
    }

    /// How many lines and octets are hidden, if any.
    fn hidden(&self) -> Option<(u64, u64)> {
        let octets = self.counted - self.cut?;
        Some((self.hidden_lines + u64::from(self.inside_line), octets))
    }
}

/// The approximate width of a character that begins with this octet; 0 for an octet that continues a
/// character.
fn width_of(octet: u8) -> usize {
    match octet {
        b'\r' | b'\n' | 0x80..=0xbf => 0,
        0x1b | b' '..=b'~' | 0xc0..=0xe2 => 1,
        0xe3.. => 2,
        // An escape such as \x07.
        0..=0x1f | 0x7f => 4,
    }
}
