//! What has come of a line or a literal that is not whole: a look at it beside the pieces, so that
//! a server that stalls there is seen to. It takes nothing from the framer.

use super::*;

/// What has come of the piece that is not whole yet.
#[derive(Clone, Copy, Debug)]
pub struct UnfinishedPiece<'a> {
    /// The piece as far as it has come; neither its last nor partial. A CR that may be half of a
    /// line's end is left out. It is a beginning of the next piece of [`Framer::next_piece`], with the
    /// same place; kind, status and tag are the same too once they are settled.
    pub piece: Piece<'a>,
    /// Whether what the line is can no longer change with what comes.
    pub kind_is_final: bool,
}

/// Where in a response the server stopped, and how much of it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfinishedSummary {
    /// A line; `text` is its beginning, empty if that was given long ago.
    Line {
        /// Its octets.
        received: u64,
        /// The beginning of them.
        beginning: Vec<u8>,
        /// Whether the line goes on with a response after a literal.
        after_literal: bool,
    },
    /// A literal.
    Literal {
        /// Its octets.
        received: u64,
        /// Its size.
        size: u64,
    },
}

/// How much of a line [`UnfinishedSummary`] quotes, in octets.
const QUOTED: usize = 60;

impl UnfinishedPiece<'_> {
    /// The same for who only tells of it.
    pub fn summary(&self) -> UnfinishedSummary {
        let Piece {
            kind,
            offset,
            octets,
            literal_size: size,
            ..
        } = self.piece;
        let come = offset + octets.len() as u64;
        match (kind, size) {
            (PieceKind::Literal, Some(size)) => UnfinishedSummary::Literal {
                received: come,
                size,
            },
            _ => UnfinishedSummary::Line {
                received: come,
                beginning: match offset {
                    0 => octets[..octets.len().min(QUOTED)].to_vec(),
                    _ => Vec::new(),
                },
                after_literal: kind == PieceKind::AfterLiteral,
            },
        }
    }
}

impl Framer {
    /// What has come of a response that is not whole, once [`Framer::next_piece`] has given nothing.
    /// None: nothing is open.
    pub fn unfinished_piece(&self) -> Option<UnfinishedPiece<'_>> {
        let held = &self.buffer[self.start..self.end];
        let octets = &held[..held.len().min(MAX_PIECE)];
        let mut piece = Piece {
            kind: PieceKind::AfterLiteral,
            response: self.response,
            offset: 0,
            octets,
            eol: LineEnd::None,
            printable: false,
            last: false,
            truncated: false,
            status: None,
            tag_len: 0,
            literal_size: None,
        };
        let mut settled = true;
        match self.at {
            At::Line {
                offset: 0,
                first: true,
            } if held.is_empty() => return None,
            At::Literal { left, size } => {
                piece.kind = PieceKind::Literal;
                piece.offset = size - left;
                piece.literal_size = Some(size);
            }
            At::Line { offset, first } => {
                piece.octets = octets.strip_suffix(b"\r").unwrap_or(octets);
                piece.offset = offset;
                let mut open = self.open;
                if first && offset == 0 {
                    let mut greeted = self.greeted;
                    (open, piece.tag_len) = classify(piece.octets, &mut greeted);
                    settled = is_settled(piece.octets);
                }
                piece.status = open.status;
                if first {
                    piece.kind = open.kind;
                }
            }
        }
        Some(UnfinishedPiece {
            piece,
            kind_is_final: settled,
        })
    }

    /// Which line or literal comes next, and where in it: the same as long as nothing was given.
    pub fn position(&self) -> (u64, u64, bool) {
        match self.at {
            At::Line { offset, .. } => (self.response, offset, false),
            At::Literal { left, size } => (self.response, size - left, true),
        }
    }
}

/// Whether more text behind the beginning of a response's first line leaves unchanged what
/// [`classify`] says of it.
fn is_settled(line: &[u8]) -> bool {
    match line {
        [b'*', b' ', rest @ ..] => is_status_settled(rest),
        [] | [b'*'] | [b'+'] => false,
        [b'*' | b'+', ..] => true,
        _ => {
            let tag = memchr(b' ', line);
            let word = &line[..tag.unwrap_or(line.len())];
            match tag {
                _ if !word.iter().all(u8::is_ascii_graphic) => true,
                None => false,
                Some(0) => true,
                Some(tag) => is_status_settled(&line[tag + 1..]),
            }
        }
    }
}

/// Whether it is settled if the text begins with a status, and with which.
fn is_status_settled(text: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [b"OK", b"NO", b"BAD", b"PREAUTH", b"BYE"];
    !NAMES.iter().any(|name| {
        name.get(..text.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(text))
    })
}
