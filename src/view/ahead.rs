//! A piece of the server's that is shown before it is whole, and what stands between its parts.
//! Off the path of all that comes whole: that only asks whether there is something to go on with.

use super::*;
use crate::protocol::framing::{UnfinishedPiece, UnfinishedSummary};

/// Words for how much has come of what is not whole: the second argument says whether it is shown.
pub type PartialNotice = Box<dyn Fn(&UnfinishedSummary, bool) -> String>;

/// What the server's next piece goes on with.
#[derive(Default)]
pub(super) struct Shown {
    /// Whether the next piece of the server's is looked at here.
    pub any: bool,
    /// How many octets of its open piece are shown.
    octets: usize,
    /// Its row was ended for something else, in the middle.
    broken: Option<Broken>,
    /// Octets of a character whose rest comes after that.
    held: Vec<u8>,
    /// Inside a literal of its, which is dim.
    pub literal: bool,
    /// Whose row the last one is.
    pub side: Side,
    /// Where the rows belong to a prompt, which comes back when the server stops: the row is ended,
    /// and this said.
    partial_notice: Option<PartialNotice>,
}

/// Whose row it is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Side {
    #[default]
    Server,
    Client,
}

/// A row of the server's that was left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Broken {
    /// In the middle of it.
    Inside,
    /// At its end; the literal goes on with another one.
    AtEnd,
}

/// Before what goes on after something else stood between.
const GOES_ON: &str = "…";

impl TerminalView {
    /// Says how much has come of what is not whole, in a row of its own, whenever that is shown:
    /// for a view that shares the terminal with a prompt.
    pub fn set_partial_notice(&mut self, so_far: PartialNotice) {
        self.shown.partial_notice = Some(so_far);
    }

    /// Shows what has come of a piece and is not shown yet, but for what may turn out differently:
    /// half a character, half a line's end, the first words of a line that decide what it is.
    pub(super) fn show_ahead(&mut self, pending: &UnfinishedPiece<'_>) {
        let piece = &pending.piece;
        let settled = pending.kind_is_final || !self.style.safe;
        let ready = match (settled, self.style.safe) {
            (false, _) => 0,
            (true, true) => whole(piece.octets),
            (true, false) => piece.octets.len(),
        };
        if ready > self.shown.octets {
            let part = Piece {
                octets: &piece.octets[..ready],
                ..*piece
            };
            self.server(&part);
            (self.shown.octets, self.shown.any) = (ready, true);
        }
        if let Some(so_far) = self.shown.partial_notice.take() {
            let text = so_far(&pending.summary(), settled);
            self.note(NoticeLevel::Info, &text);
            self.shown.partial_notice = Some(so_far);
        }
    }

    /// Goes on with a piece that is shown in part, or whose row was left.
    #[cold]
    pub(super) fn server_after(&mut self, piece: &Piece<'_>) {
        let skip = std::mem::take(&mut self.shown.octets).min(piece.octets.len());
        self.shown.any = false;
        let broken = self.shown.broken.take();
        let rest = &piece.octets[skip..];
        if let Some(broken) = broken {
            // Of a literal that was cut off nothing may be left.
            let nothing = rest.is_empty() && piece.kind == PieceKind::Literal;
            if broken == Broken::Inside && !nothing {
                self.ready.extend_from_slice(GOES_ON.as_bytes());
            }
            self.held.append(&mut self.shown.held);
            if self.shown.literal {
                self.ready.extend_from_slice(self.theme.dim);
            }
        }
        if skip == 0 {
            return self.server_piece(piece);
        }
        self.server_piece(&Piece {
            octets: rest,
            offset: piece.offset + skip as u64,
            ..*piece
        });
    }

    /// Ends the row that is open, for something else.
    pub(super) fn interrupt(&mut self) {
        if !self.style.safe {
            return;
        }
        let literal = self.shown.side == Side::Server && self.shown.literal;
        if self.open || literal {
            self.ready.extend_from_slice(self.theme.reset);
        }
        if self.open {
            self.ready.extend_from_slice(b"\r\n");
        }
        if self.shown.side == Side::Server && (self.open || literal) {
            let broken = match self.open {
                true => Broken::Inside,
                false => Broken::AtEnd,
            };
            self.shown.broken.get_or_insert(broken);
            self.shown.any = true;
            self.shown.held.append(&mut self.held);
        }
        self.open = false;
    }
}

/// How many octets make whole characters and line ends: what is left may be half of one.
fn whole(octets: &[u8]) -> usize {
    if let Some(text) = octets.strip_suffix(b"\r") {
        return text.len();
    }
    let half = (1..=3.min(octets.len())).find(|&length| {
        let end = &octets[octets.len() - length..];
        std::str::from_utf8(end)
            .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    });
    octets.len() - half.unwrap_or(0)
}
