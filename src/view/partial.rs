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

use crate::escape;
use crate::protocol::framing::{Piece, UnfinishedPiece, UnfinishedSummary};

/// Makes the notice that reports how much of a response has come. Its second argument says whether
/// that much is shown.
pub type PartialNotice = Box<dyn Fn(&UnfinishedSummary, bool) -> String>;

/// What the server's next piece continues.
#[derive(Default)]
pub(super) struct PartialOutput {
    /// How many octets of the server's current piece are shown.
    pub shown: usize,
    interruption: Option<Interruption>,
}

/// Where the server's text was when its row was interrupted.
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

    /// Other text follows the server's. A second interruption of the same row finds it ended by the
    /// first one, so that the first one counts.
    pub fn interrupt(&mut self, interruption: Interruption) {
        self.interruption.get_or_insert(interruption);
    }

    /// What is left of a piece that was shown in part, and how its row was interrupted.
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
    let length = match unfinished.kind_is_final {
        true => piece.octets.len() - escape::incomplete_suffix(piece.octets),
        false => 0,
    };
    Piece { octets: &piece.octets[..length], ..piece }
}
