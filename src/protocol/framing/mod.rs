//! Splits the octets that a server sends into responses.
//!
//! A *response* (RFC 9051, section 7) is a line, or several lines with *literals* between them: a
//! line that ends with `{n}` announces `n` octets of literal, after which the response continues with
//! a further line. [`Framer`] hands a response out in *pieces*: each [`Piece`] is at most
//! [`MAX_PIECE`] octets of one of its lines or literals, so that a literal of any size passes in
//! constant memory.
//!
//! Not every `{n}` at a line's end announces a literal. By the formal syntax (RFC 9051, section 9)
//! it depends on where in which response it is:
//!
//! | response | a literal may begin |
//! | --- | --- |
//! | data: `* LIST …`, `* 12 FETCH …` | at the end of each of its lines |
//! | status: `* OK …`, `a001 NO …` | only inside a `[response code` that is still open |
//! | continuation request: `+ …` | never: the rest is text or base64 |
//! | a line that is not a response | never |
//!
//! So a server's human-readable text can end in `{5}` without swallowing the next lines.
//!
//! The framer does no I/O and is pulled: copy octets into [`Framer::unfilled`], say how many with
//! [`Framer::advance`], and call [`Framer::next_piece`] until it returns `None`; at the end of the
//! connection call [`Framer::finish`] likewise. However the octets are cut into reads, the pieces
//! are the same. Nothing is dropped or repaired: the pieces and their line ends, put together,
//! are the octets that were received.

mod first_line;
mod framer;
mod piece;
mod status;
mod unfinished;

pub use framer::Framer;
pub use piece::{LineEnd, MAX_PIECE, Piece, PieceKind};
pub use status::Status;
pub use unfinished::{UnfinishedPiece, UnfinishedSummary};

#[cfg(test)]
mod tests;
