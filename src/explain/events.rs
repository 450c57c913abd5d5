//! Explains a session from its events.

use super::{Explainer, Explanation, TypedLine};
use crate::messages::Messages;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::Piece;
use crate::protocol::syntax::{Collector, Side, Tree};
use crate::session::ClientPiece;

/// How many octets of each literal are read: enough for a mailbox's name, a search string or the
/// beginning of a header.
const LITERAL_LIMIT: usize = 4096;

/// How many lines of an exchange are kept, and how many octets of each.
const EXCHANGE_LINES: usize = 100;
const LINE_KEPT: usize = 200;

/// A message and what it means.
#[derive(Clone, Debug)]
pub struct ExplainedLine {
    /// Its beginning. Escape it before printing.
    pub line: String,
    /// With its source; empty if there is nothing to say.
    pub explanation: String,
}

/// Puts the pieces of both sides together to whole messages, and explains them.
pub struct EventExplainer {
    explainer: Explainer,
    exchange: Vec<ExplainedLine>,
    responses: Collector,
    commands: ClientMessages,
}

impl EventExplainer {
    /// An explainer of a session that begins.
    pub fn new(messages: Messages) -> EventExplainer {
        EventExplainer {
            explainer: Explainer::new(messages),
            exchange: Vec::new(),
            responses: Collector::new(Side::Server, LITERAL_LIMIT),
            commands: ClientMessages::new(),
        }
    }

    /// Another connection begins.
    pub fn connected(&mut self) {
        self.explainer.connected();
        self.commands.in_message = false;
    }

    /// The last command and what followed it, up to a limit.
    pub fn exchange(&self) -> &[ExplainedLine] {
        &self.exchange
    }

    /// Explains a line that is not part of the session. `tag`: of a command that has none.
    pub fn typed(&mut self, line: &str, tag: &str) -> ExplainedLine {
        let typed = TypedLine::read(line, tag);
        let explanation = self.explainer.line(typed.side, &typed.tree()).to_string();
        ExplainedLine { line: typed.text, explanation }
    }

    /// Reads a piece of the server's. With the last piece of a response comes its explanation.
    pub fn server(&mut self, piece: &Piece<'_>) -> Option<&Explanation> {
        let tree = self.responses.read(piece)?;
        let explanation = self.explainer.server(tree);
        remember(&mut self.exchange, tree, explanation);
        Some(explanation)
    }

    /// Reads a piece of the client's. With the last piece of a message comes its explanation.
    pub fn client(&mut self, piece: &ClientPiece<'_>) -> Option<&Explanation> {
        match self.commands.read(piece)? {
            Message::Whole(tree) => {
                let explanation = self.explainer.client(tree);
                if matches!(piece.kind, ClientKind::Command | ClientKind::Raw) {
                    self.exchange.clear();
                }
                remember(&mut self.exchange, tree, explanation);
                Some(explanation)
            }
            Message::Begun(tree) => {
                self.explainer.client_begun(tree);
                None
            }
        }
    }
}

fn remember(exchange: &mut Vec<ExplainedLine>, tree: &Tree, explanation: &Explanation) {
    if exchange.len() < EXCHANGE_LINES {
        let text = tree.text();
        exchange.push(ExplainedLine {
            line: String::from_utf8_lossy(&text[..text.len().min(LINE_KEPT)]).into_owned(),
            explanation: explanation.to_string(),
        });
    }
}

/// The client's messages. Secrets are not in them: their stand-ins are.
struct ClientMessages {
    collector: Collector,
    /// Whether a command has begun that continues after a literal.
    in_message: bool,
}

enum Message<'a> {
    Whole(&'a Tree),
    /// A line has ended, and a literal follows.
    Begun(&'a Tree),
}

impl ClientMessages {
    fn new() -> ClientMessages {
        ClientMessages { collector: Collector::new(Side::Client, LITERAL_LIMIT), in_message: false }
    }

    fn read(&mut self, piece: &ClientPiece<'_>) -> Option<Message<'_>> {
        let is_literal = piece.kind == ClientKind::Literal;
        let is_rest = piece.kind == ClientKind::Untagged && self.in_message;
        if piece.offset == 0 && !is_literal && !is_rest {
            self.collector.clear();
        }
        let literal_size = piece.literal_size.filter(|_| is_literal);
        let [before, stand_in, after] = piece.shown();
        self.collector.add(literal_size, before, false);
        self.collector.add(literal_size, stand_in, false);
        self.collector.add(literal_size, after, piece.last);
        self.in_message = is_literal || piece.following_literal != FollowingLiteral::None;
        match (piece.last && !is_literal, self.in_message) {
            (false, _) => None,
            (true, true) => Some(Message::Begun(self.collector.tree())),
            (true, false) => Some(Message::Whole(self.collector.tree())),
        }
    }
}
