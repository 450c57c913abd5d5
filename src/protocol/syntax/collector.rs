//! Assembles pieces of lines and literals into trees.

use super::{Mode, Parser, Side, Tree};
use crate::protocol::framing::{Piece, PieceKind};

/// How many octets of a response's lines are kept, and how many of all its literals. The rest
/// of the response is one [`Kind::Omitted`](super::Kind::Omitted).
pub const MAX_LINES: usize = 1024 * 1024;

/// Assembles pieces into complete lines and literals, and parses one response after the other.
pub struct Collector {
    parser: Parser,
    /// How much of each literal to keep.
    literal_limit: usize,
    /// The kept part of the line or the literal in progress.
    part: Vec<u8>,
    /// How many octets of it were not kept.
    omitted: u64,
    /// How much more of the response's lines and of its literals to keep.
    lines_left: usize,
    literals_left: usize,
    /// Whether the response is over the limit, so that its rest is not read.
    is_full: bool,
    /// Whether the next piece begins a response.
    is_complete: bool,
    /// The mode of the message in progress.
    mode: Mode,
}

impl Collector {
    /// A collector of the messages of this side that keeps at most `literal_limit` octets of each
    /// literal.
    pub fn new(side: Side, literal_limit: usize) -> Collector {
        Collector {
            parser: Parser::new(side),
            literal_limit,
            part: Vec::new(),
            omitted: 0,
            lines_left: MAX_LINES,
            literals_left: MAX_LINES,
            is_full: false,
            is_complete: false,
            mode: Mode::Message,
        }
    }

    /// Reads the framer's next piece. With the last piece of a response, returns its tree.
    pub fn read(&mut self, piece: &Piece) -> Option<&Tree> {
        if std::mem::take(&mut self.is_complete) {
            self.clear();
        }
        let literal = (piece.kind == PieceKind::Literal).then_some(piece.literal_size);
        self.add(literal.map(Option::unwrap_or_default), piece.octets, piece.last);
        self.is_complete = piece.ends_response() || piece.truncated;
        if self.is_complete { Some(self.parser.tree()) } else { None }
    }

    /// Reads a whole response of one line.
    pub fn read_line(&mut self, line: &[u8]) -> &Tree {
        self.clear();
        self.add(None, line, true);
        self.is_complete = true;
        self.parser.tree()
    }

    /// Adds octets of a literal, with its size, or of a line. `last`: they end it.
    pub fn add(&mut self, literal_size: Option<u64>, octets: &[u8], last: bool) {
        self.keep(literal_size.is_some(), octets);
        if last {
            match literal_size {
                Some(size) => self.end_literal(size),
                None => self.end_line(),
            }
            self.part.clear();
            self.omitted = 0;
        }
    }

    /// The message read so far.
    pub fn tree(&mut self) -> &Tree {
        self.parser.tree()
    }

    /// Begins another message.
    pub fn clear(&mut self) {
        self.begin(Mode::Message);
    }

    /// Begins another message, in this mode.
    pub fn begin(&mut self, mode: Mode) {
        self.mode = mode;
        self.parser.clear();
        self.part.clear();
        self.omitted = 0;
        self.lines_left = MAX_LINES;
        self.literals_left = MAX_LINES;
        self.is_full = false;
    }

    fn keep(&mut self, is_literal: bool, octets: &[u8]) {
        let left = match is_literal {
            _ if self.is_full => 0,
            true => self.literals_left.min(self.literal_limit - self.part.len()),
            false => self.lines_left,
        };
        let kept = octets.len().min(left);
        self.part.extend_from_slice(&octets[..kept]);
        self.omitted += (octets.len() - kept) as u64;
        if is_literal { self.literals_left -= kept } else { self.lines_left -= kept }
    }

    fn end_line(&mut self) {
        if self.is_full {
            return self.parser.omit(self.omitted);
        }
        if self.omitted == 0 {
            return self.parser.line_as(self.mode, &self.part);
        }
        // The word at which the line is cut off would be taken for a shorter one.
        let whole_words = memchr::memrchr(b' ', &self.part).unwrap_or(self.part.len());
        let cut_word = (self.part.len() - whole_words) as u64;
        self.parser.line_as(self.mode, &self.part[..whole_words]);
        self.parser.omit(self.omitted + cut_word);
        self.is_full = true;
    }

    fn end_literal(&mut self, size: u64) {
        if self.is_full { self.parser.omit(size) } else { self.parser.literal(size, &self.part) }
    }
}
