//! The visible part of an incomplete piece, to show the user where a server stalls. Reading it does not
//! change the framer.

use super::first_line;
use super::framer::FramerPosition;
use super::{Framer, LineEnd, MAX_PIECE, Piece, PieceKind};

/// The received part of an incomplete piece.
#[derive(Clone, Copy, Debug)]
pub struct UnfinishedPiece<'a> {
    /// The octets received, neither `last` nor `truncated`, without a CR that may be half of a line
    /// end. They are the beginning of the next piece that [`Framer::next_piece`] will return, at
    /// the same offset of the same response.
    pub piece: Piece<'a>,
    /// Whether kind, status and tag are final.
    pub kind_is_final: bool,
}

/// The point in a response at which a server stopped, for reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfinishedSummary {
    Line {
        /// How many octets of it were received.
        received: u64,
        /// The first of these; empty if they were handed out in earlier pieces.
        beginning: Vec<u8>,
        /// Whether the line continues a response after a literal.
        after_literal: bool,
    },
    Literal {
        /// How many octets of it were received.
        received: u64,
        /// How many it has.
        size: u64,
    },
}

/// How much of a line an [`UnfinishedSummary`] quotes, in octets.
const QUOTED: usize = 60;

impl UnfinishedPiece<'_> {
    /// A summary for reports.
    pub fn summary(&self) -> UnfinishedSummary {
        let piece = &self.piece;
        let received = piece.offset + piece.octets.len() as u64;
        match piece.literal_size {
            Some(size) => UnfinishedSummary::Literal { received, size },
            None => UnfinishedSummary::Line {
                received,
                beginning: match piece.offset {
                    0 => piece.octets[..piece.octets.len().min(QUOTED)].to_vec(),
                    _ => Vec::new(),
                },
                after_literal: piece.kind == PieceKind::AfterLiteral,
            },
        }
    }
}

impl Framer {
    /// The received part of an incomplete response, once [`Framer::next_piece`] has returned `None`.
    /// `None`: no response has begun.
    pub fn unfinished_piece(&self) -> Option<UnfinishedPiece<'_>> {
        if !self.is_within_response() {
            return None;
        }
        let held = self.unread();
        let mut piece = Piece {
            kind: PieceKind::Literal,
            response: self.responses,
            offset: 0,
            octets: &held[..held.len().min(MAX_PIECE)],
            eol: LineEnd::None,
            last: false,
            truncated: false,
            status: None,
            tag_len: 0,
            literal_size: None,
        };
        let mut kind_is_final = true;
        match self.position {
            FramerPosition::Literal(at) => {
                piece.offset = at.size - at.remaining;
                piece.literal_size = Some(at.size);
            }
            FramerPosition::Line(at) => {
                piece.octets = piece.octets.strip_suffix(b"\r").unwrap_or(piece.octets);
                piece.offset = at.offset;
                let mut response = self.response;
                if at.first && at.offset == 0 {
                    response = self.parse_first_line(piece.octets);
                    piece.tag_len = response.tag_len;
                    kind_is_final = first_line::is_settled(piece.octets);
                }
                piece.status = response.status;
                piece.kind = if at.first { response.kind } else { PieceKind::AfterLiteral };
            }
        }
        Some(UnfinishedPiece { piece, kind_is_final })
    }
}
