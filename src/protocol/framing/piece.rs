//! The pieces that the framer hands out.

use super::status::Status;

/// The maximum number of octets in one [`Piece`].
pub const MAX_PIECE: usize = 64 * 1024;

/// The part, and the kind of response, that a piece belongs to.
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
    /// CRLF, as the RFCs require.
    Crlf,
    /// LF alone.
    Lf,
    /// No line end: more pieces follow, the connection ended, or this is a literal.
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
    pub kind: PieceKind,
    /// The number of its response on the connection, from 0.
    pub response: u64,
    /// The offset of its octets in the line or the literal.
    pub offset: u64,
    /// The octets, without the line's end.
    pub octets: &'a [u8],
    /// The line end, in the last piece.
    pub eol: LineEnd,
    /// Whether this is the last piece of the line or the literal.
    pub last: bool,
    /// Whether the end of the connection cut off the rest.
    pub truncated: bool,
    /// The status of a response, in each piece of its first line.
    pub status: Option<Status>,
    /// The length of the tag in the response's first piece; 0 without a tag.
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
