//! Assembles the client's pieces into complete messages.

use super::ClientPiece;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::syntax::{Collector, Mode, Side, Tree};

/// Assembles the client's messages. Placeholders replace secrets: two for a LOGIN with too many
/// arguments.
pub struct ClientMessages {
    collector: Collector,
    /// Whether a command has begun that continues after a literal.
    in_message: bool,
}

/// The part of a message that was sent so far.
pub enum ClientMessage<'a> {
    Whole(&'a Tree),
    /// A line has ended, and a literal follows.
    Begun(&'a Tree),
}

impl ClientMessages {
    /// Keeps at most `literal_limit` octets of each literal.
    pub fn new(literal_limit: usize) -> ClientMessages {
        ClientMessages { collector: Collector::new(Side::Client, literal_limit), in_message: false }
    }

    /// Another connection begins.
    pub fn clear(&mut self) {
        self.in_message = false;
    }

    /// Whether this piece is a complete message.
    pub fn is_whole(&self, piece: &ClientPiece<'_>) -> bool {
        let is_line = piece.kind != ClientKind::Literal && piece.offset == 0 && piece.last;
        is_line && !self.in_message && piece.following_literal == FollowingLiteral::None
    }

    /// Reads the next piece. With the last piece of a line, returns the message up to there.
    pub fn read(&mut self, piece: &ClientPiece<'_>) -> Option<ClientMessage<'_>> {
        let is_literal = piece.kind == ClientKind::Literal;
        let is_rest = piece.kind == ClientKind::Untagged && self.in_message;
        if piece.offset == 0 && !is_literal && !is_rest {
            // While AUTHENTICATE waits for an answer, a line is not a command.
            self.collector.begin(match piece.kind {
                ClientKind::Sasl => Mode::Authenticate,
                _ => Mode::Message,
            });
        }
        let literal_size = piece.literal_size.filter(|_| is_literal);
        let [before, stand_in, after] = piece.shown();
        self.collector.add(literal_size, before, false);
        self.collector.add(literal_size, stand_in, false);
        if piece.has_surplus() {
            self.collector.add(literal_size, b" ", false);
            self.collector.add(literal_size, stand_in, false);
        }
        self.collector.add(literal_size, after, piece.last);
        self.in_message = is_literal || piece.following_literal != FollowingLiteral::None;
        match (piece.last && !is_literal, self.in_message) {
            (false, _) => None,
            (true, true) => Some(ClientMessage::Begun(self.collector.tree())),
            (true, false) => Some(ClientMessage::Whole(self.collector.tree())),
        }
    }
}
