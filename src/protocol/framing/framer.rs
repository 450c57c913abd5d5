//! The framer: a buffer, and the position of its octets in a response.

use super::first_line::FirstLine;
use super::{LineEnd, MAX_PIECE, Piece, PieceKind};
use crate::protocol::literal::LiteralAnnouncement;
use memchr::memchr;

/// The size of the buffer: several pieces, so that octets are seldom moved from its end to its
/// beginning.
const BUFFER: usize = 4 * MAX_PIECE;

/// How much of a piece's end is kept until the next one: the longest announcement,
/// `~{9223372036854775807+}`, may begin in it.
const TAIL: usize = 24;

/// The position of the next octet in a response.
#[derive(Clone, Copy, Debug)]
pub(super) enum FramerPosition {
    Line(InLine),
    Literal(InLiteral),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct InLine {
    /// How many octets of the line have been handed out.
    pub offset: u64,
    /// Whether it is the response's first line.
    pub first: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct InLiteral {
    /// How many octets of the literal have not been handed out.
    pub remaining: u64,
    pub size: u64,
}

impl FramerPosition {
    /// At the beginning of a line.
    fn line(first: bool) -> FramerPosition {
        FramerPosition::Line(InLine { offset: 0, first })
    }
}

/// Splits the server's octets into [`Piece`]s: see the [module](super).
pub struct Framer {
    buffer: Box<[u8]>,
    /// The octets that have not been handed out are `buffer[start..end]`.
    start: usize,
    end: usize,
    /// How many octets after `start` were searched for a line end, without finding one.
    searched: usize,
    pub(super) position: FramerPosition,
    /// The facts from the first line of the current response.
    pub(super) response: FirstLine,
    /// How many responses precede it.
    pub(super) responses: u64,
    /// Whether a status response that can be the greeting was seen.
    greeted: bool,
    /// The last octets of the piece before, if it was of the same line.
    tail: Vec<u8>,
}

impl Default for Framer {
    fn default() -> Framer {
        Framer::new()
    }
}

impl Framer {
    /// A framer at the beginning of a connection.
    pub fn new() -> Framer {
        Framer {
            buffer: vec![0; BUFFER].into_boxed_slice(),
            start: 0,
            end: 0,
            searched: 0,
            position: FramerPosition::line(true),
            response: FirstLine::UNKNOWN,
            responses: 0,
            greeted: false,
            tail: Vec::new(),
        }
    }

    /// Room for the next octets: never empty once [`Framer::next_piece`] has returned `None`.
    pub fn unfilled(&mut self) -> &mut [u8] {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        } else if BUFFER - self.end < MAX_PIECE {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        &mut self.buffer[self.end..]
    }

    /// Adds the first octets of [`Framer::unfilled`].
    pub fn advance(&mut self, octets: usize) {
        self.end = (self.end + octets).min(BUFFER);
    }

    /// Receives these octets, for which there is room.
    #[cfg(test)]
    pub fn push(&mut self, octets: &[u8]) {
        self.unfilled()[..octets.len()].copy_from_slice(octets);
        self.advance(octets.len());
    }

    /// The octets that have not been handed out.
    pub fn unread(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Between two responses: skips this many complete one-line responses, of this many octets.
    pub fn skip_responses(&mut self, count: u64, octets: usize) {
        self.start = (self.start + octets).min(self.end);
        self.responses += count;
    }

    /// Takes the octets that have not been handed out: after the OK of STARTTLS and COMPRESS they mean
    /// something else.
    pub fn take_unread(&mut self) -> Vec<u8> {
        let rest = self.unread().to_vec();
        (self.start, self.end) = (0, 0);
        self.searched = 0;
        rest
    }

    /// Whether a response has begun and not ended.
    pub fn is_within_response(&self) -> bool {
        let at_start =
            matches!(self.position, FramerPosition::Line(at) if at.first && at.offset == 0);
        !at_start || !self.unread().is_empty()
    }

    /// The next piece, or `None` until more octets were received.
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        match self.position {
            FramerPosition::Line(at) => {
                let (length, eol) = self.find_line_end()?;
                let begins = at.first && at.offset == 0;
                let is_data_line = begins && eol == LineEnd::Crlf && self.is_data_line(length);
                Some(if is_data_line {
                    self.take_data_line(length)
                } else {
                    self.take_line(at, length, eol, false)
                })
            }
            FramerPosition::Literal(at) => {
                let length = at.remaining.min(MAX_PIECE as u64) as usize;
                (self.unread().len() >= length).then(|| self.take_literal(at, length, false))
            }
        }
    }

    /// After the end of the connection: the pieces that were cut off, the last of them
    /// [truncated](Piece::truncated). If a whole literal or line is missing, that piece is empty.
    pub fn finish(&mut self) -> Option<Piece<'_>> {
        let held = self.unread().len();
        let length = held.min(MAX_PIECE);
        match self.position {
            _ if !self.is_within_response() => None,
            FramerPosition::Line(at) => {
                Some(self.take_line(at, length, LineEnd::None, length == held))
            }
            FramerPosition::Literal(at) => {
                let truncated = length == held && (length as u64) < at.remaining;
                Some(self.take_literal(at, length, truncated))
            }
        }
    }

    /// The length of the next piece of a line, and the line end after it. `None`: neither a line end nor a
    /// whole piece was received.
    fn find_line_end(&mut self) -> Option<(usize, LineEnd)> {
        let held = &self.buffer[self.start..self.end];
        // A line of exactly MAX_PIECE octets is one piece: wait for its CRLF.
        let window = &held[..held.len().min(MAX_PIECE + 2)];
        match memchr(b'\n', &window[self.searched..]) {
            Some(at) => {
                let line = &window[..self.searched + at];
                Some(match line.strip_suffix(b"\r") {
                    Some(line) => at_most_a_piece(line.len(), LineEnd::Crlf),
                    None => at_most_a_piece(line.len(), LineEnd::Lf),
                })
            }
            None if window.len() == MAX_PIECE + 2 => Some((MAX_PIECE, LineEnd::None)),
            None => {
                self.searched = window.len();
                None
            }
        }
    }

    /// Whether the next line, of this length, is a complete response: data without a literal.
    fn is_data_line(&self, length: usize) -> bool {
        let line = &self.buffer[self.start..self.start + length];
        FirstLine::is_data_with_number(line) && !line.ends_with(b"}")
    }

    /// A faster [`Framer::take_line`] for such a line. Most of millions of lines are like this.
    fn take_data_line(&mut self, length: usize) -> Piece<'_> {
        let octets = &self.buffer[self.start..self.start + length];
        self.start += length + LineEnd::Crlf.octets().len();
        self.searched = 0;
        let number = self.responses;
        self.responses += 1;
        Piece {
            kind: FirstLine::DATA.kind,
            response: number,
            offset: 0,
            octets,
            eol: LineEnd::Crlf,
            last: true,
            truncated: false,
            status: None,
            tag_len: 0,
            literal_size: None,
        }
    }

    /// Parses a response's first line. The first line that can be the greeting is the greeting.
    pub(super) fn parse_first_line(&self, line: &[u8]) -> FirstLine {
        let mut response = FirstLine::parse(line);
        if !self.greeted && response.may_greet() {
            response.kind = PieceKind::Greeting;
        }
        response
    }

    /// Hands out the next piece of a line and moves on. `truncated`: the end of the connection cut
    /// it off.
    fn take_line(&mut self, at: InLine, length: usize, eol: LineEnd, truncated: bool) -> Piece<'_> {
        let InLine { offset, first } = at;
        let octets = &self.buffer[self.start..self.start + length];
        self.start += length + eol.octets().len();
        self.searched = 0;
        let last = eol != LineEnd::None || truncated;

        // The first piece determines the response. Later text can only enter or leave a status
        // response's code.
        let begins = first && offset == 0;
        let response = if begins {
            self.parse_first_line(octets)
        } else {
            FirstLine { literals: self.response.literals.after(octets), ..self.response }
        };
        self.greeted |= response.kind == PieceKind::Greeting;
        self.response = response;

        // A literal is announced only at a line's end. The announcement may span two pieces.
        let literal_size = if eol == LineEnd::None || !response.literals.allows_literal() {
            None
        } else if self.tail.is_empty() {
            LiteralAnnouncement::at_end(octets).map(|literal| literal.size)
        } else {
            self.tail.extend_from_slice(last_octets(octets));
            LiteralAnnouncement::at_end(&self.tail).map(|literal| literal.size)
        };
        self.tail.clear();
        let number = self.responses;
        self.position = match literal_size {
            Some(size) => FramerPosition::Literal(InLiteral { remaining: size, size }),
            None if last => {
                self.responses += 1;
                FramerPosition::line(true)
            }
            None => {
                self.tail.extend_from_slice(last_octets(octets));
                FramerPosition::Line(InLine { offset: offset + length as u64, first })
            }
        };
        Piece {
            kind: if first { response.kind } else { PieceKind::AfterLiteral },
            response: number,
            offset,
            octets,
            eol,
            last,
            truncated,
            status: response.status,
            tag_len: if begins { response.tag_len } else { 0 },
            literal_size,
        }
    }

    /// Hands out the next piece of a literal and moves on.
    fn take_literal(&mut self, at: InLiteral, length: usize, truncated: bool) -> Piece<'_> {
        let octets = &self.buffer[self.start..self.start + length];
        self.start += length;
        self.searched = 0;
        let remaining = at.remaining - length as u64;
        self.position = match (remaining, truncated) {
            (0, _) => FramerPosition::line(false),
            (_, true) => FramerPosition::line(true),
            (_, false) => FramerPosition::Literal(InLiteral { remaining, ..at }),
        };
        Piece {
            kind: PieceKind::Literal,
            response: self.responses,
            offset: at.size - at.remaining,
            octets,
            eol: LineEnd::None,
            last: remaining == 0 || truncated,
            truncated,
            status: None,
            tag_len: 0,
            literal_size: Some(at.size),
        }
    }
}

/// The piece of a line with this length and this end: the line, or the first of several pieces.
fn at_most_a_piece(length: usize, eol: LineEnd) -> (usize, LineEnd) {
    if length > MAX_PIECE { (MAX_PIECE, LineEnd::None) } else { (length, eol) }
}

fn last_octets(octets: &[u8]) -> &[u8] {
    &octets[octets.len().saturating_sub(TAIL)..]
}
