//! Partial output: the beginning of a line or literal whose rest the server has not sent yet.
//!
//! An event comes only for a whole piece of a response. A server that stops in the middle of one
//! would keep its beginning invisible, so after a moment without octets the session passes on what
//! it has ([`Partial`](crate::session::Partial)). The same octets come again, in the event of the
//! whole piece. So the view has to:
//!
//! 1. show only octets whose look cannot change with what follows: not half a character or line
//!    end, and not a line's first words before they decide what kind of response it is;
//! 2. remember how many octets of the piece it has shown, and skip as many in the event;
//! 3. cope with text that comes in between, which is a notice or a line of the client's. The
//!    server's row is *interrupted* then: its style is switched off and the row is ended. When the
//!    piece goes on, `…` begins the new row, and its style is switched on again.
//!
//! At the end the same text is on the terminal as if it had come at once, but for the interruptions.

use super::TerminalView;
use super::terminal::Side;
use crate::escape;
use crate::protocol::framing::{Piece, PieceKind, UnfinishedPiece, UnfinishedSummary};
use crate::session::NoticeLevel;

/// Makes the notice that reports how much of a response has come. Its second argument says whether
/// that much is shown.
pub type PartialNotice = Box<dyn Fn(&UnfinishedSummary, bool) -> String>;

/// What the server's next piece continues.
#[derive(Default)]
pub(super) struct PartialOutput {
    /// How many octets of the server's current piece are shown.
    shown: usize,
    interruption: Option<Interruption>,
    notice: Option<PartialNotice>,
}

/// Where the server's text was when its row was interrupted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interruption {
    InsideRow,
    /// Inside a literal, after one of its line ends.
    BetweenRows,
}

impl PartialOutput {
    /// Whether the server's next piece needs [`TerminalView::resume_row`].
    pub fn is_active(&self) -> bool {
        self.shown > 0 || self.interruption.is_some()
    }
}

impl TerminalView {
    /// Follows partial output with a notice of how much has come. For a view that shares the
    /// terminal with a prompt, which would otherwise be drawn in the unfinished row.
    pub fn set_partial_notice(&mut self, notice: PartialNotice) {
        self.partial.notice = Some(notice);
    }

    pub(super) fn show_partial(&mut self, unfinished: &UnfinishedPiece<'_>) {
        let piece = &unfinished.piece;
        let final_kind = unfinished.kind_is_final || !self.style.safe;
        let ready = match (final_kind, self.style.safe) {
            (false, _) => 0,
            (true, true) => piece.octets.len() - escape::incomplete_suffix(piece.octets),
            (true, false) => piece.octets.len(),
        };
        if ready > self.partial.shown {
            let octets = &piece.octets[..ready];
            self.server(&Piece { octets, ..*piece }, None);
            self.partial.shown = ready;
        }
        if let Some(notice) = self.partial.notice.take() {
            let text = notice(&unfinished.summary(), final_kind);
            self.notice(NoticeLevel::Info, &text);
            self.partial.notice = Some(notice);
        }
    }

    /// Ends the row that is open, because other text follows.
    pub(super) fn interrupt_row(&mut self) {
        if !self.style.safe {
            return;
        }
        let server = self.row_side == Side::Server;
        let in_literal = server && self.literal_open;
        let out = &mut self.output.buffer;
        if self.row_open || in_literal {
            out.extend_from_slice(&self.theme.literal.off);
        }
        if self.row_open {
            out.extend_from_slice(b"\r\n");
        }
        if server && (self.row_open || in_literal) {
            // A second interruption of the same row finds it ended by the first one.
            self.partial
                .interruption
                .get_or_insert(match self.row_open {
                    true => Interruption::InsideRow,
                    false => Interruption::BetweenRows,
                });
        }
        self.row_open = false;
    }

    /// Continues the row of a piece that was shown in part or interrupted, and returns what is
    /// left of the piece.
    pub(super) fn resume_row<'a>(&mut self, piece: &Piece<'a>) -> Piece<'a> {
        let shown = std::mem::take(&mut self.partial.shown).min(piece.octets.len());
        let rest = Piece {
            octets: &piece.octets[shown..],
            offset: piece.offset + shown as u64,
            ..*piece
        };
        if let Some(interruption) = self.partial.interruption.take() {
            let out = &mut self.output.buffer;
            // Of a literal that the connection's end cut off nothing may be left.
            let nothing_left = rest.octets.is_empty() && rest.kind == PieceKind::Literal;
            if interruption == Interruption::InsideRow && !nothing_left {
                out.extend_from_slice("…".as_bytes());
            }
            if self.literal_open {
                out.extend_from_slice(&self.theme.literal.on);
            }
        }
        rest
    }
}
