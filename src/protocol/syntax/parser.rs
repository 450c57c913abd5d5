//! Interprets the grammar with an explicit stack.

use super::Kind;
use super::grammar;
use super::lexeme;
use super::rule::Rule;
use super::tree::{Span, Tree};

/// Rules in progress at most: what is nested deeper is unknown. Real messages need some dozens.
const MAX_DEPTH: usize = 1000;

/// Who sent the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A command.
    Client,
    /// A response.
    Server,
}

/// A rule in progress.
struct Frame {
    rule: &'static Rule,
    /// How many of its parts were begun.
    step: usize,
    /// The span that ends with it.
    span: Option<usize>,
}

/// Reads one message into a tree. [`Parser::clear`] keeps the memory for the next.
pub struct Parser {
    side: Side,
    tree: Tree,
    stack: Vec<Frame>,
    /// Where in the text the next token begins.
    position: usize,
    begun: bool,
    /// Whether a literal was announced whose octets come next.
    awaits_literal: bool,
}

impl Parser {
    /// A parser of commands or of responses.
    pub fn new(side: Side) -> Parser {
        Parser {
            side,
            tree: Tree::default(),
            stack: Vec::new(),
            position: 0,
            begun: false,
            awaits_literal: false,
        }
    }

    /// Forgets the message.
    pub fn clear(&mut self) {
        self.tree.text.clear();
        self.tree.spans.clear();
        self.tree.omitted.clear();
        self.stack.clear();
        self.position = 0;
        self.begun = false;
        self.awaits_literal = false;
    }

    /// Reads the next line of the message, without its line end.
    pub fn line(&mut self, line: &[u8]) {
        self.tree.text.extend_from_slice(line);
        self.awaits_literal = false;
        if !self.begun {
            self.begun = true;
            self.enter(match self.side {
                Side::Client => &grammar::COMMAND,
                Side::Server => &grammar::RESPONSE,
            });
        }
        while !self.awaits_literal && !self.stack.is_empty() {
            self.step();
        }
        // What stands behind the whole message.
        while !self.awaits_literal && self.position < self.tree.text.len() {
            self.unknown();
        }
        if !self.awaits_literal {
            self.close_spans();
        }
    }

    /// Reads the literal that the line announced, as far as its octets are kept.
    pub fn literal(&mut self, size: u64, kept: &[u8]) {
        self.tree.text.extend_from_slice(kept);
        let omitted = size.saturating_sub(kept.len() as u64);
        if omitted > 0 {
            self.tree.omitted.push((self.tree.spans.len(), omitted));
        }
        self.leaf(Kind::Literal, kept.len());
        self.awaits_literal = false;
    }

    /// Notes that octets of the message follow here that are not kept.
    pub fn omit(&mut self, octets: u64) {
        match (self.tree.spans.last(), self.tree.omitted.last_mut()) {
            (Some(Span { kind: Kind::Omitted, .. }), Some((_, omitted))) => {
                *omitted = omitted.saturating_add(octets);
            }
            _ => {
                self.tree.omitted.push((self.tree.spans.len(), octets));
                self.leaf(Kind::Omitted, 0);
            }
        }
    }

    /// The message as far as it was read.
    pub fn tree(&mut self) -> &Tree {
        self.close_spans();
        &self.tree
    }

    fn rest(&self) -> &[u8] {
        &self.tree.text[self.position..]
    }

    /// Continues the rule on top of the stack.
    fn step(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let (rule, step) = (frame.rule, frame.step);
        frame.step += 1;
        match rule {
            Rule::Node(_, parts) | Rule::Seq(parts) => match parts.get(step) {
                Some(part) => self.enter(part),
                None => self.pop(),
            },
            Rule::Many(inner) => match inner.starts(self.rest()) {
                true => self.enter(inner),
                false => self.pop(),
            },
            Rule::List(item) => self.continue_list(item, step),
            Rule::Enclosed(brackets, parts) => self.continue_enclosed(brackets, parts, step),
            // The others never stay on the stack.
            _ => self.pop(),
        }
    }

    fn continue_list(&mut self, item: &'static Rule, step: usize) {
        match self.rest().first() {
            Some(b'(') if step == 0 => self.leaf(Kind::Open, 1),
            Some(b')') => {
                self.leaf(Kind::Close, 1);
                self.pop();
            }
            Some(_) if step == 0 => self.fail(),
            None => self.pop(),
            Some(b' ') => self.leaf(Kind::Blank, 1),
            Some(_) if item.starts(self.rest()) => self.enter(item),
            Some(_) => self.unknown(),
        }
    }

    /// The opening bracket, the parts, and at last the closing bracket: what stands before it is
    /// not expected.
    fn continue_enclosed(
        &mut self,
        brackets: &'static [u8; 2],
        parts: &'static [Rule],
        step: usize,
    ) {
        let next = self.rest().first().copied();
        match (step.checked_sub(1), next) {
            (None, Some(octet)) if octet == brackets[0] => {
                self.leaf(Kind::Open, 1);
                // RFC 9051 has an example with a blank here.
                if self.rest().first() == Some(&b' ') {
                    self.leaf(Kind::Blank, 1);
                }
            }
            (None, _) => self.fail(),
            (Some(part), _) if part < parts.len() => self.enter(&parts[part]),
            (Some(_), Some(octet)) if octet == brackets[1] => {
                self.leaf(Kind::Close, 1);
                self.pop();
            }
            (Some(_), Some(_)) => self.unknown(),
            (Some(_), None) => self.pop(),
        }
    }

    /// Begins a rule.
    fn enter(&mut self, rule: &'static Rule) {
        match rule {
            Rule::Leaf(kind, lexeme) => match lexeme(self.rest()) {
                0 => self.fail(),
                length => self.leaf(*kind, length),
            },
            Rule::To(rule) => self.enter(rule),
            Rule::Optional(rule) => {
                if rule.starts(self.rest()) {
                    self.enter(rule);
                }
            }
            Rule::Choice(rules) => match rules.iter().find(|rule| rule.starts(self.rest())) {
                Some(rule) => self.enter(rule),
                None => self.fail(),
            },
            Rule::Keyword(kind, words, other) => match words.find(self.rest()) {
                Some((length, then)) => {
                    self.leaf(*kind, length);
                    self.enter(then);
                }
                None => self.enter(other),
            },
            Rule::Literal => match lexeme::literal_size(self.rest()) {
                0 => self.fail(),
                length => self.announce(length),
            },
            _ if self.stack.len() >= MAX_DEPTH => self.unknown(),
            Rule::Node(kind, _) => {
                let span = self.tree.spans.len();
                self.tree.spans.push(Span {
                    kind: *kind,
                    start: self.position,
                    end: self.position,
                    next: span + 1,
                });
                self.stack.push(Frame { rule, step: 0, span: Some(span) });
            }
            Rule::Seq(_) | Rule::Many(_) | Rule::List(_) | Rule::Enclosed(..) => {
                self.stack.push(Frame { rule, step: 0, span: None });
            }
        }
    }

    fn announce(&mut self, length: usize) {
        self.leaf(Kind::LiteralSize, length);
        self.awaits_literal = true;
    }

    fn leaf(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.position, self.position + length);
        let next = self.tree.spans.len() + 1;
        self.tree.spans.push(Span { kind, start, end, next });
        self.position = end;
    }

    /// Ends the rule on top of the stack.
    fn pop(&mut self) {
        if let Some(span) = self.stack.pop().and_then(|frame| frame.span) {
            self.tree.spans[span].end = self.position;
            self.tree.spans[span].next = self.tree.spans.len();
            let is_empty = self.tree.spans[span].start == self.position;
            if is_empty && span > 0 && span + 1 == self.tree.spans.len() {
                self.tree.spans.pop();
            }
        }
    }

    /// Abandons what was expected, up to the innermost brackets: a list goes on with its next item,
    /// other brackets with their end.
    fn fail(&mut self) {
        while let Some(frame) = self.stack.last() {
            let is_bracket = matches!(frame.rule, Rule::List(_) | Rule::Enclosed(..));
            if is_bracket && frame.step > 1 || self.stack.len() == 1 {
                break;
            }
            self.pop();
        }
        let Some(frame) = self.stack.last_mut() else { return };
        match frame.rule {
            Rule::List(_) => self.unknown_item(),
            Rule::Enclosed(_, parts) => {
                frame.step = frame.step.max(parts.len() + 1);
                self.unknown_item();
            }
            // The whole message: its other parts are not expected any more.
            _ => {
                frame.rule = &grammar::REST;
                frame.step = 0;
                while !self.awaits_literal && self.position < self.tree.text.len() {
                    self.unknown();
                }
            }
        }
    }

    /// The chunk on which a rule failed; none where it failed at a blank or at the brackets' end.
    fn unknown_item(&mut self) {
        let closing = self.closing();
        if self.rest().first().is_some_and(|&octet| octet != b' ' && octet != closing) {
            self.unknown();
        }
    }

    /// What ends the brackets on top of the stack.
    fn closing(&self) -> u8 {
        match self.stack.last() {
            Some(Frame { rule: Rule::Enclosed(brackets, _), .. }) => brackets[1],
            _ => b')',
        }
    }

    /// A blank, the announcement of a literal, or a chunk that no grammar allows: up to the next
    /// blank or closing bracket outside of the brackets and quotes that it opens.
    fn unknown(&mut self) {
        let rest = self.rest();
        match rest.first() {
            None => return,
            Some(b' ') => return self.leaf(Kind::Blank, 1),
            Some(_) => {}
        }
        let announcement = lexeme::announcement(rest);
        if announcement == Some(0) {
            return self.announce(rest.len());
        }
        let length = unknown_length(&rest[..announcement.unwrap_or(rest.len())], self.closing());
        self.leaf(Kind::Unknown, length);
    }

    /// Gives the spans still open their ends.
    fn close_spans(&mut self) {
        let count = self.tree.spans.len();
        for span in self.stack.iter().filter_map(|frame| frame.span) {
            self.tree.spans[span].end = self.position;
            self.tree.spans[span].next = count;
        }
        if let Some(root) = self.tree.spans.first_mut() {
            root.end = self.position;
            root.next = count;
        }
    }
}

/// The length of the chunk; at least 1. `closing` ends the brackets around it.
fn unknown_length(text: &[u8], closing: u8) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(&octet) = text.get(at) {
        match octet {
            // A string without its end takes the rest of the line.
            b'"' => match lexeme::quoted(&text[at..]) {
                0 => return text.len(),
                length => at += length,
            },
            b' ' | b')' if depth == 0 && at > 0 => return at,
            _ if octet == closing && at > 0 && (depth == 0 || closing == b']') => return at,
            b'(' => (depth, at) = (depth + 1, at + 1),
            b')' => (depth, at) = (depth.saturating_sub(1), at + 1),
            _ => at += 1,
        }
    }
    at.min(text.len())
}
