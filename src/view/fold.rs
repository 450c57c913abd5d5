//! Folding: of a long literal, and of a long structure of a response, only the first rows are shown on
//! a terminal, and a notice counts the rest. Records and pipes have everything.
//!
//! A literal comes in pieces, and a piece may be shown in parts (see [`partial`](super::partial)), so
//! that the same octets are asked about more than once. [`FoldedText`] counts each octet once: rows
//! up to its *cut*, lines and octets after it.

use super::flood::Flood;
use crate::messages::{Messages, text};
use crate::notation::fold_limit::FoldLimit;
use crate::protocol::framing::Piece;
use crate::session::ClientPiece;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// How many rows of a screen are left for the command, the rest of the answer, and the prompt.
const OTHER_ROWS: usize = 4;

/// The columns before a line of the structure.
const MARK_WIDTH: usize = 2;

/// How many rows of a file that is sent are shown.
const FILE_ROWS: usize = 5;

/// Returns the terminal's width and height; nothing if there is no terminal.
pub type ScreenSize = fn() -> Option<(usize, usize)>;

/// Folds the literals of a view.
pub struct Fold {
    messages: Messages,
    screen: ScreenSize,
    limit: FoldLimit,
    /// The server's literal that has begun and not ended.
    server: Option<FoldedText>,
    /// The same of the file that is sent.
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

    /// What is shown of a piece of the server's literal. Where it is cut, it ends.
    pub fn server<'a>(&mut self, piece: &Piece<'a>) -> Option<Piece<'a>> {
        let room = self.room();
        let size = piece.literal_size.unwrap_or_default();
        let folded = self.server.get_or_insert_with(|| FoldedText::new(room, size));
        let visible = folded.visible(piece.offset, piece.octets)?;
        let last = piece.last || folded.is_cut();
        Some(Piece { octets: &piece.octets[..visible], last, ..*piece })
    }

    /// The literal has ended: what to report about it.
    pub fn server_ended(&mut self) -> Option<String> {
        let (lines, octets) = self.server.take()?.hidden()?;
        Some(self.messages.format(text::FoldLiteral { lines, octets }))
    }

    /// How many octets of these lines are shown, each after a mark, and what to report about the rest.
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
        // The notice would take the place of a single line.
        if hidden <= 1 {
            return (lines.len(), None);
        }
        (shown, Some(self.messages.format(text::FoldStructure { lines: hidden })))
    }

    /// What is shown of a piece of a file that is sent.
    pub fn client<'a>(&mut self, piece: &ClientPiece<'a>) -> Option<ClientPiece<'a>> {
        let room = self.room().map(|(columns, rows)| (columns, rows.min(FILE_ROWS)));
        let size = piece.literal_size.unwrap_or_default();
        let folded = self.client.get_or_insert_with(|| FoldedText::new(room, size));
        let visible = folded.visible(piece.offset, piece.shown()[0])?;
        Some(if folded.is_cut() { piece.cut(visible) } else { *piece })
    }

    /// The file has been sent: what to report about it.
    pub fn client_ended(&mut self) -> Option<String> {
        let (lines, octets) = self.client.take()?.hidden()?;
        Some(self.messages.format(text::FoldFile { lines, octets }))
    }

    /// Hides the rest of a flood, if the screen has been scrolling at this time after connecting.
    pub fn hide_flood(&mut self, now: Duration) -> bool {
        let rows = (self.screen)().map_or(0, |(_, rows)| rows);
        let is_flooding = self.flood.is_flooding(rows, now);
        if is_flooding {
            self.flood.hide(now);
            self.server = None;
        }
        is_flooding
    }

    /// The flood is over: what to report about it.
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
    /// The width of a row, and how many may be shown; nothing if all are.
    room: Option<(usize, usize)>,
    size: u64,
    /// How many octets were looked at.
    counted: u64,
    /// Where the next character is shown.
    row: usize,
    column: usize,
    /// How many octets are shown.
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

    /// How many of these octets are shown, which begin at this offset; nothing after the cut.
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
        // Octets without a width are counted too.
        let most = (columns * rows * 4) as u64;
        for (index, &octet) in octets.iter().enumerate() {
            let width = width_of(octet);
            let wraps = self.column + width > columns;
            let is_full = width > 0 && self.row + usize::from(wraps) >= rows;
            if is_full || self.counted >= most {
                // A rest that is shorter than the notice is shown.
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

    /// How many lines and octets are hidden, if any are.
    fn hidden(&self) -> Option<(u64, u64)> {
        let octets = self.counted - self.cut?;
        Some((self.hidden_lines + u64::from(self.inside_line), octets))
    }
}

/// About how many columns a character takes that begins with this octet. The octets that continue a
/// character take none.
fn width_of(octet: u8) -> usize {
    match octet {
        b'\r' | b'\n' | 0x80..=0xbf => 0,
        0x1b | b' '..=b'~' | 0xc0..=0xe2 => 1,
        0xe3.. => 2,
        // An escape such as \x07.
        0..=0x1f | 0x7f => 4,
    }
}
