//! The server's octets, cut into responses: lines and literals, in pieces of at most 64 KiB.
//! The framing is the grammar's, not the line's: which `{n}` opens a literal depends on the response.

mod pending;

pub use pending::{UnfinishedPiece, UnfinishedSummary};

use super::atoms::literal_announcement;
use super::printable::find_non_printable;
use memchr::memchr;

/// The most octets of a line or a literal that one [`Piece`] carries.
pub const MAX_PIECE: usize = 64 * 1024;

/// How much the framer holds: some pieces, so that what is left over at the end is moved seldom.
const BUFFER: usize = 4 * MAX_PIECE;

/// The longest announcement, `~{9223372036854775807+}`, fits in the end that is kept of a piece.
const TAIL: usize = 24;

/// What a response says of itself (RFC 3501 section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Status {
    Ok,
    No,
    Bad,
    Preauth,
    Bye,
}

impl Status {
    /// The status with this name, in any case.
    pub fn parse(word: &[u8]) -> Option<Status> {
        const NAMES: [(&[u8], Status); 5] = [
            (b"OK", Status::Ok),
            (b"NO", Status::No),
            (b"BAD", Status::Bad),
            (b"PREAUTH", Status::Preauth),
            (b"BYE", Status::Bye),
        ];
        NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|&(_, status)| status)
    }

    /// Its name as IMAP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "OK",
            Status::No => "NO",
            Status::Bad => "BAD",
            Status::Preauth => "PREAUTH",
            Status::Bye => "BYE",
        }
    }
}

/// Which part of which kind of response a piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The first status response of a connection.
    Greeting,
    /// `TAG OK …`: the completion of a command.
    Tagged,
    /// `* …`.
    Untagged,
    /// `+ …`.
    Continuation,
    /// A line that is no response, an empty one included.
    Unknown,
    /// Octets of a literal.
    Literal,
    /// The text of a response after one of its literals.
    AfterLiteral,
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// As IMAP wants it.
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

/// A piece, of at most [`MAX_PIECE`] octets, of a line or of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is a piece of.
    pub kind: PieceKind,
    /// Which response of the connection, counted from 0.
    pub response: u64,
    /// Where in the line or the literal its octets begin.
    pub offset: u64,
    /// The octets, without the line's end.
    pub octets: &'a [u8],
    /// How the line ended; known in its last piece.
    pub eol: LineEnd,
    /// Whether every octet is known to be printable ASCII. Of a literal it never is.
    pub printable: bool,
    /// Whether this is the last piece of the line or the literal.
    pub last: bool,
    /// Whether the connection's end cut off what should have followed.
    pub truncated: bool,
    /// The status of a response's first line, in each of that line's pieces.
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

    /// Whether the response is whole with this piece.
    pub fn ends_response(&self) -> bool {
        self.last && self.kind != PieceKind::Literal && self.literal_size.is_none()
    }
}

/// What is open in a response, across its lines.
#[derive(Clone, Copy, Debug)]
struct Open {
    kind: PieceKind,
    status: Option<Status>,
    code: Code,
}

/// Where in a status response's `[code]` the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
enum Code {
    /// Data: no code, a literal may follow any line.
    Data,
    /// Text that announces nothing, whatever it ends in.
    Text,
    /// Inside the brackets.
    InBrackets,
    /// In a quoted string inside the brackets.
    Quoted,
    /// After a backslash in it.
    Escaped,
}

#[derive(Clone, Copy, Debug)]
enum At {
    Line { offset: u64, first: bool },
    Literal { left: u64, size: u64 },
}

/// Cuts what the server sends into [`Piece`]s. It is pulled: fill [`Framer::unfilled`], say how much
/// with [`Framer::advance`], then call [`Framer::next_piece`] until it gives nothing. However the octets
/// are cut into fills, the pieces are the same.
pub struct Framer {
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// How many octets after `start` are known to hold no line end.
    searched: usize,
    /// Whether they are printable ASCII, too.
    printable: bool,
    at: At,
    open: Open,
    response: u64,
    greeted: bool,
    tail: Vec<u8>,
}

impl Default for Framer {
    fn default() -> Framer {
        Framer::new()
    }
}

const NOTHING_OPEN: Open = Open {
    kind: PieceKind::Unknown,
    status: None,
    code: Code::Text,
};

impl Framer {
    /// A framer at the beginning of a connection.
    pub fn new() -> Framer {
        Framer {
            buffer: vec![0; BUFFER].into_boxed_slice(),
            start: 0,
            end: 0,
            searched: 0,
            printable: true,
            at: At::Line {
                offset: 0,
                first: true,
            },
            open: NOTHING_OPEN,
            response: 0,
            greeted: false,
            tail: Vec::with_capacity(2 * TAIL),
        }
    }

    /// Where the next octets go: never empty once [`Framer::next_piece`] has given nothing.
    pub fn unfilled(&mut self) -> &mut [u8] {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        } else if BUFFER - self.end < MAX_PIECE {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        &mut self.buffer[self.end..]
    }

    /// Says that so many octets were put at the beginning of [`Framer::unfilled`].
    pub fn advance(&mut self, octets: usize) {
        self.end = (self.end + octets).min(BUFFER);
    }

    /// Takes out what was received and not yet given: for STARTTLS and COMPRESS, after whose OK
    /// the octets mean something else.
    pub fn take_unread(&mut self) -> Vec<u8> {
        let rest = self.buffer[self.start..self.end].to_vec();
        (self.start, self.end) = (0, 0);
        (self.searched, self.printable) = (0, true);
        rest
    }

    /// Whether a response is open: one of its lines or literals has begun and not ended.
    pub fn is_within_response(&self) -> bool {
        self.start != self.end
            || !matches!(
                self.at,
                At::Line {
                    offset: 0,
                    first: true
                }
            )
    }

    /// The next piece, or nothing until more octets have come.
    #[allow(clippy::should_implement_trait)] // it lends what it gives
    #[inline]
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        match self.at {
            At::Literal { left, size } => {
                let length = left.min(MAX_PIECE as u64) as usize;
                (self.end - self.start >= length).then(|| self.literal(length, left, size, false))
            }
            At::Line { offset, first } => {
                let (length, eol) = self.line_end()?;
                Some(self.line(length, eol, offset, first, false))
            }
        }
    }

    /// After the connection's end: the pieces that were cut off, the last of them `partial`.
    /// A response that lacks only octets that never began to come gives an empty piece.
    pub fn finish(&mut self) -> Option<Piece<'_>> {
        let held = self.end - self.start;
        match self.at {
            At::Line {
                offset: 0,
                first: true,
            } if held == 0 => None,
            At::Line { offset, first } => {
                let length = held.min(MAX_PIECE);
                // A CR at the end has been taken for half of a line's end so far.
                self.printable = false;
                Some(self.line(length, LineEnd::None, offset, first, length == held))
            }
            At::Literal { left, size } => {
                let length = held.min(MAX_PIECE);
                let cut = length == held && (length as u64) < left;
                Some(self.literal(length, left, size, cut))
            }
        }
    }

    /// How much of the buffer the next piece of a line takes, and the line's end after it.
    #[inline]
    fn line_end(&mut self) -> Option<(usize, LineEnd)> {
        let held = &self.buffer[self.start..self.end];
        // A line of exactly MAX_PIECE octets may still be followed by its CRLF.
        let window = &held[..held.len().min(MAX_PIECE + 2)];
        if self.printable {
            // In most lines the first octet that is not printable is their end.
            let odd = find_non_printable(&window[self.searched..]);
            self.searched = odd.map_or(window.len(), |at| self.searched + at);
            match window[self.searched..] {
                [b'\r', b'\n', ..] => return Some(at_most_a_piece(self.searched, LineEnd::Crlf)),
                [b'\n', ..] => return Some(at_most_a_piece(self.searched, LineEnd::Lf)),
                [] | [b'\r'] if window.len() < MAX_PIECE + 2 => return None,
                [] | [b'\r'] => return Some((MAX_PIECE, LineEnd::None)),
                _ => self.printable = false,
            }
        }
        match memchr(b'\n', &window[self.searched..]) {
            Some(at) => {
                let end = self.searched + at;
                let (length, eol) = match end.checked_sub(1).map(|before| window[before]) {
                    Some(b'\r') => (end - 1, LineEnd::Crlf),
                    _ => (end, LineEnd::Lf),
                };
                Some(at_most_a_piece(length, eol))
            }
            None if window.len() == MAX_PIECE + 2 => Some((MAX_PIECE, LineEnd::None)),
            None => {
                self.searched = window.len();
                None
            }
        }
    }

    /// Gives a piece of a line and moves on. `cut`: the connection's end cut it off.
    #[inline(always)] // a piece that is given from here would be copied; there is one busy caller
    fn line(
        &mut self,
        length: usize,
        eol: LineEnd,
        offset: u64,
        first: bool,
        cut: bool,
    ) -> Piece<'_> {
        let from = self.start;
        self.start += length + eol.octets().len();
        self.searched = 0;
        let printable = std::mem::replace(&mut self.printable, true);
        let octets = &self.buffer[from..from + length];
        let last = eol != LineEnd::None || cut;
        let mut tag = 0;
        // A copy: read back right after it is written, octet by octet, it would be waited for.
        let mut open = self.open;
        if first && offset == 0 {
            (open, tag) = classify(octets, &mut self.greeted);
        } else if open.code >= Code::InBrackets {
            open.code = open.code.after(octets);
        }
        self.open = open;
        let announces = open.code == Code::Data || open.code == Code::InBrackets;
        // Few lines end so; the others are not looked at further. This is the busiest path.
        let announces = announces && matches!(octets.last(), None | Some(b'}'));
        let size = match (eol, announces) {
            (LineEnd::None, _) | (_, false) => None,
            _ if self.tail.is_empty() => literal_announcement(octets).map(|literal| literal.size),
            _ => {
                self.tail
                    .extend_from_slice(&octets[octets.len().saturating_sub(TAIL)..]);
                literal_announcement(&self.tail).map(|literal| literal.size)
            }
        };
        self.tail.clear();
        let (kind, status) = (
            if first {
                open.kind
            } else {
                PieceKind::AfterLiteral
            },
            open.status,
        );
        let response = self.response;
        if !last {
            self.tail
                .extend_from_slice(&octets[length - TAIL.min(length)..]);
            self.at = At::Line {
                offset: offset + length as u64,
                first,
            };
        } else if let Some(size) = size {
            self.at = At::Literal { left: size, size };
        } else {
            self.at = At::Line {
                offset: 0,
                first: true,
            };
            self.response += 1;
        }
        Piece {
            kind,
            response,
            offset,
            octets,
            eol,
            printable,
            last,
            truncated: cut,
            status,
            tag_len: tag,
            literal_size: size,
        }
    }

    /// Gives a piece of a literal and moves on.
    fn literal(&mut self, length: usize, left: u64, size: u64, partial: bool) -> Piece<'_> {
        let octets = &self.buffer[self.start..self.start + length];
        self.start += length;
        self.searched = 0;
        let (offset, left) = (size - left, left - length as u64);
        let last = left == 0 || partial;
        let response = self.response;
        self.at = match (left, partial) {
            (0, _) => At::Line {
                offset: 0,
                first: false,
            },
            (_, true) => At::Line {
                offset: 0,
                first: true,
            },
            _ => At::Literal { left, size },
        };
        Piece {
            kind: PieceKind::Literal,
            response,
            offset,
            octets,
            eol: LineEnd::None,
            printable: false,
            last,
            truncated: partial,
            status: None,
            tag_len: 0,
            literal_size: Some(size),
        }
    }
}

/// What a piece takes of a line that ends so after so many octets.
#[inline]
fn at_most_a_piece(length: usize, eol: LineEnd) -> (usize, LineEnd) {
    if length > MAX_PIECE {
        (MAX_PIECE, LineEnd::None)
    } else {
        (length, eol)
    }
}

impl Code {
    /// The state after more text of the code.
    fn after(self, text: &[u8]) -> Code {
        let mut code = self;
        for &octet in text {
            code = match (code, octet) {
                (Code::InBrackets, b']') => return Code::Text,
                (Code::InBrackets, b'"') => Code::Quoted,
                (Code::Quoted, b'\\') => Code::Escaped,
                (Code::Quoted, b'"') => Code::InBrackets,
                (Code::Escaped, _) => Code::Quoted,
                (same, _) => same,
            };
        }
        code
    }

    /// The state after the resp-text at a status line's end begins with this.
    fn of_resp_text(text: &[u8]) -> Code {
        match text.strip_prefix(b"[") {
            Some(inside) => Code::InBrackets.after(inside),
            None => Code::Text,
        }
    }
}

/// What a response's first line is, and how many octets its tag takes. Sets `greeted` at the
/// first status response, which is the greeting. Inlined where it is busy: as a call it costs 5 %
/// of all instructions of a line.
#[inline(always)]
fn classify(line: &[u8], greeted: &mut bool) -> (Open, usize) {
    let text = |kind| Open {
        kind,
        status: None,
        code: Code::Text,
    };
    match line {
        [b'*', b' ', rest @ ..] => match status_word(rest) {
            None => (
                Open {
                    kind: PieceKind::Untagged,
                    status: None,
                    code: Code::Data,
                },
                0,
            ),
            Some((status, after)) => {
                let greets =
                    !*greeted && matches!(status, Status::Ok | Status::Preauth | Status::Bye);
                *greeted |= greets;
                let kind = if greets {
                    PieceKind::Greeting
                } else {
                    PieceKind::Untagged
                };
                (
                    Open {
                        kind,
                        status: Some(status),
                        code: Code::of_resp_text(after),
                    },
                    0,
                )
            }
        },
        [b'+'] | [b'+', b' ', ..] => (text(PieceKind::Continuation), 0),
        [b'*' | b'+', ..] | [] => (text(PieceKind::Unknown), 0),
        _ => {
            let tag = memchr(b' ', &line[..line.len().min(MAX_PIECE)]).unwrap_or(0);
            let printable = line[..tag].iter().all(|octet| octet.is_ascii_graphic());
            match status_word(&line[(tag + 1).min(line.len())..]) {
                Some((status @ (Status::Ok | Status::No | Status::Bad), after))
                    if tag > 0 && printable =>
                {
                    (
                        Open {
                            kind: PieceKind::Tagged,
                            status: Some(status),
                            code: Code::of_resp_text(after),
                        },
                        tag,
                    )
                }
                _ => (text(PieceKind::Unknown), 0),
            }
        }
    }
}

/// The status at the text's beginning, and the resp-text after it.
#[inline]
fn status_word(text: &[u8]) -> Option<(Status, &[u8])> {
    // Data begins with a digit or a letter that no status does, mostly; this is the busiest path.
    if !matches!(text.first()? | 0x20, b'o' | b'n' | b'b' | b'p') {
        return None;
    }
    let end = text
        .iter()
        .take(8)
        .position(|&octet| octet == b' ')
        .unwrap_or(text.len());
    let status = Status::parse(&text[..end])?;
    Some((status, text.get(end + 1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests;
