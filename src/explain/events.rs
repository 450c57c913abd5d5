//! Explains a session from its events.

use super::repeated::Repeated;
use super::{Explainer, Explanation, TypedLine};
use crate::messages::Messages;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::session_facts::SessionFacts;
use crate::protocol::syntax::{Collector, Parser, Side, Tree};
use crate::session::{ClientMessage, ClientMessages, ClientPiece};
use std::fmt::Write;

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
    repeated: Repeated,
}

impl EventExplainer {
    /// An explainer of a session that begins.
    pub fn new(messages: Messages) -> EventExplainer {
        EventExplainer {
            explainer: Explainer::new(messages),
            exchange: Vec::new(),
            responses: Collector::new(Side::Server, LITERAL_LIMIT),
            commands: ClientMessages::new(LITERAL_LIMIT),
            repeated: Repeated::default(),
        }
    }

    /// Watches a session that has begun, of which this is known.
    pub fn join(&mut self, facts: SessionFacts) {
        self.explainer.join(facts);
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

    /// Reads a piece of the server's, and appends what the response means that ends with it.
    pub fn server(&mut self, piece: &Piece<'_>, text: &mut String) {
        let is_line = piece.offset == 0 && piece.last && piece.kind == PieceKind::Untagged;
        if is_line && piece.ends_response() && self.repeated.read(piece.octets) {
            return self.repeated_line(piece, text);
        }
        self.repeated.clear();
        if let Some(tree) = self.responses.read(piece) {
            let explanation = self.explainer.server(tree);
            remember(&mut self.exchange, tree, explanation);
            append(explanation, text);
        }
    }

    /// Reads a line of which many may follow that only differ in their numbers.
    fn repeated_line(&mut self, piece: &Piece<'_>, text: &mut String) {
        let is_kept = self.exchange.len() < EXCHANGE_LINES;
        if !is_kept && self.repeated.say(piece.octets, text) {
            return;
        }
        let Some(tree) = self.responses.read(piece) else { return };
        let explanation = self.explainer.server(tree);
        remember(&mut self.exchange, tree, explanation);
        let begin = text.len();
        append(explanation, text);
        if let Some(other) = self.repeated.with_other_numbers(piece.octets) {
            let mut parser = Parser::new(Side::Server);
            parser.line(&other);
            let said = self.explainer.line(Side::Server, parser.tree()).to_string();
            self.repeated.keep(piece.octets, &text[begin..], &said);
        }
    }

    /// Reads a piece of the client's, and appends what the message means that ends with it.
    pub fn client(&mut self, piece: &ClientPiece<'_>, text: &mut String) {
        self.repeated.clear();
        match self.commands.read(piece) {
            Some(ClientMessage::Whole(tree)) => {
                let explanation = self.explainer.client(tree);
                if matches!(piece.kind, ClientKind::Command | ClientKind::Raw) {
                    self.exchange.clear();
                }
                remember(&mut self.exchange, tree, explanation);
                append(explanation, text);
            }
            Some(ClientMessage::Begun(tree)) => self.explainer.client_begun(tree),
            None => {}
        }
    }
}

fn append(explanation: &Explanation, text: &mut String) {
    // Writing to memory does not fail.
    let _ = write!(text, "{explanation}");
}

fn remember(exchange: &mut Vec<ExplainedLine>, tree: &Tree, explanation: &Explanation) {
    if exchange.len() < EXCHANGE_LINES {
        let text = tree.text();
        let mut line = String::from_utf8_lossy(&text[..text.len().min(LINE_KEPT)]).into_owned();
        if text.len() > LINE_KEPT {
            line.push('…');
        }
        exchange.push(ExplainedLine { line, explanation: explanation.to_string() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::protocol::framing::Framer;
    use proptest::prelude::*;

    /// What is said about each of these lines, whatever was said about the ones before.
    fn said(lines: &[String], clear: bool) -> Vec<String> {
        let mut explainer = EventExplainer::new(Messages::new(Language::English));
        let mut framer = Framer::new();
        let mut all = Vec::new();
        // Only what no longer belongs to the last exchange comes from templates.
        let before = vec!["* OK hi".to_owned(); EXCHANGE_LINES + 1];
        for line in before.iter().chain(lines) {
            let octets = format!("{line}\r\n").into_bytes();
            framer.unfilled()[..octets.len()].copy_from_slice(&octets);
            framer.advance(octets.len());
            while let Some(piece) = framer.next_piece() {
                let mut text = String::new();
                if clear {
                    explainer.repeated.clear();
                }
                explainer.server(&piece, &mut text);
                all.push(text);
            }
        }
        all
    }

    proptest! {
        #[test]
        fn templates_say_what_the_tree_says(
            lines in proptest::collection::vec(
                ("[0-9]{1,6}", "(FLAGS|UID|RFC822.SIZE|MODSEQ|X)", "[0-9(\\\\Seen) ]{0,12}", "( UID [0-9]{1,3})?"),
                1..40,
            )
        ) {
            let lines: Vec<String> = lines.into_iter()
                .map(|(number, item, value, uid)| format!("* {number} FETCH ({item} {value}{uid})"))
                .collect();
            prop_assert_eq!(said(&lines, false), said(&lines, true));
        }
    }

    #[test]
    fn lines_that_differ_in_numbers_are_explained_alike() {
        let lines: Vec<String> = [(7, 12), (7, 7), (1, 0), (12, 7), (3, 100)]
            .map(|(number, uid)| format!("* {number} FETCH (FLAGS (\\Seen) UID {uid})"))
            .into();
        let said = said(&lines, false);
        assert_eq!(
            said[said.len() - 2],
            "Message 12: the flag \\Seen; UID 7. The server reports this without having been asked. (RFC 3501, 7.4.2)"
        );
    }
}
