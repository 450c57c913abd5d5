//! Partial output: the beginning of a line or literal whose rest the server has not sent yet.
//!
//! An event comes only for a complete piece of a response. If the server stops in the middle of a
//! piece, its beginning would stay invisible, so after a moment without octets the session passes on
//! what it has ([`Partial`](crate::session::Partial)). The same octets come again in the event of the
//! complete piece. So the view has to:
//!
//! 1. show only octets whose display cannot change with the next ones: not half a character or line
//!    end, and not a line's first words before they decide the kind of response;
//! 2. remember how many octets of the piece it has shown, and skip as many in the event;
//! 3. handle text in between: a notice or a client's line *interrupts* the server's row, whose style is
//!    switched off, and ends it. When the piece continues, `…` begins the new row, and the style is
//!    switched on again.
//!
//! In the end, apart from the interruptions, the terminal shows the same text as if the piece had
//! arrived at once.

use crate::escape;
use crate::protocol::framing::{Piece, UnfinishedPiece, UnfinishedSummary};

/// Makes the notice about how much of a response was received. The second argument is whether that
/// much is shown.
pub type PartialNotice = Box<dyn Fn(&UnfinishedSummary, bool) -> String>;

/// The state that the server's next piece continues.
#[derive(Default)]
pub(super) struct PartialOutput {
    /// How many octets of the server's current piece are shown.
    pub shown: usize,
    interruption: Option<Interruption>,
}

/// The position of the server's text when its row was interrupted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Interruption {
    InsideRow,
    /// Inside a literal, after one of its line ends.
    BetweenRows,
}

impl PartialOutput {
    /// Whether the server's next piece needs [`PartialOutput::take_rest`].
    pub fn is_active(&self) -> bool {
        self.shown > 0 || self.interruption.is_some()
    }

    /// Notes that other text follows the server's. Only the first interruption of a row counts, because it
    /// ends the row.
    pub fn interrupt(&mut self, interruption: Interruption) {
        self.interruption.get_or_insert(interruption);
    }

    /// The rest of a piece that was shown in part, and how its row was interrupted.
    pub fn take_rest<'a>(&mut self, piece: &Piece<'a>) -> (Piece<'a>, Option<Interruption>) {
        let shown = std::mem::take(&mut self.shown).min(piece.octets.len());
        let rest =
            Piece { octets: &piece.octets[shown..], offset: piece.offset + shown as u64, ..*piece };
        (rest, self.interruption.take())
    }
}

/// The part of an unfinished piece that safe output can show.
pub(super) fn safe_part<'a>(unfinished: &UnfinishedPiece<'a>) -> Piece<'a> {
    let piece = unfinished.piece;
    let length = if unfinished.kind_is_final {
        piece.octets.len() - escape::incomplete_suffix(piece.octets)
    } else {
        0
    };
    Piece { octets: &piece.octets[..length], ..piece }
}
