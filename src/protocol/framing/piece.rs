//! What the framer hands out.

use super::Status;

/// The most octets of a line or a literal that one [`Piece`] carries.
pub const MAX_PIECE: usize = 64 * 1024;

/// Which part of which kind of response a piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The greeting: the first untagged OK, PREAUTH or BYE of a connection.
    Greeting,
    /// `TAG OK …`: the completion of a command.
    Tagged,
    /// `* …`.
    Untagged,
    /// `+ …`: a continuation request.
    Continuation,
    /// A line that is not a response, an empty one included.
    Unknown,
    /// Octets of a literal.
    Literal,
    /// A line of a response after one of its literals.
    AfterLiteral,
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// As the RFCs require.
    Crlf,
    /// With LF alone.
    Lf,
    /// Not at all: more pieces follow, the connection ended, or this is a literal.
    None,
}

impl LineEnd {
    /// The octets of this line end.
    pub fn octets(self) -> &'static [u8] {
        match self {
            LineEnd::Crlf => b"\r\n",
            LineEnd::Lf => b"\n",
            LineEnd::None => b"",
        }
    }
}

/// At most [`MAX_PIECE`] octets of a line or of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is a piece of.
    pub kind: PieceKind,
    /// Which response of the connection it belongs to, counted from 0.
    pub response: u64,
    /// Where in the line or the literal its octets begin.
    pub offset: u64,
    /// The octets, without the line's end.
    pub octets: &'a [u8],
    /// How the line ended; known in its last piece.
    pub eol: LineEnd,
    /// Whether this is the last piece of the line or the literal.
    pub last: bool,
    /// Whether the end of the connection cut off what should have followed.
    pub truncated: bool,
    /// The status of a response, in each piece of its first line.
    pub status: Option<Status>,
    /// How many octets of the response's first piece are its tag; 0 if it has none.
    pub tag_len: usize,
    /// The size of the literal that this is a piece of, or that follows this line.
    pub literal_size: Option<u64>,
}

impl<'a> Piece<'a> {
    /// The tag of a completion, in its first piece.
    pub fn tag(&self) -> Option<&'a [u8]> {
        (self.tag_len > 0 && self.offset == 0).then(|| &self.octets[..self.tag_len])
    }

    /// Whether the response ends with this piece.
    pub fn ends_response(&self) -> bool {
        self.last && self.kind != PieceKind::Literal && self.literal_size.is_none()
    }
}
