//! Interprets the grammar with an explicit stack.

use super::Kind;
use super::grammar;
use super::lexeme;
use super::rule::Rule;
use super::tree::{Span, Tree};
use crate::protocol::strings::has_wrong_escape;

/// The maximum number of rules in progress: text that is nested deeper is unknown. Real messages need a
/// few dozen.
const MAX_DEPTH: usize = 1000;

/// The sender of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A command.
    Client,
    /// A response.
    Server,
}

/// The purpose of a line, which the octets alone do not show: while IDLE runs, `DONE` is not a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A command or a response.
    Message,
    /// The client's line that ends IDLE (RFC 2177).
    Idle,
    /// The client's answer to a challenge of AUTHENTICATE: base64, or `*` to cancel.
    Authenticate,
    /// The client's octets of a literal, without its command.
    Literal,
}

/// A rule in progress.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub rule: &'static Rule,
    /// How many of its parts have begun.
    pub step: usize,
    /// Its start in the text.
    pub start: usize,
    /// The span that ends with it.
    span: Option<usize>,
}

/// The state that is restored if an attempt fails.
struct AttemptStart {
    position: usize,
    spans: usize,
    frames: usize,
}

/// A parser's progress in a message, from which it can continue again.
#[derive(Clone)]
pub struct Checkpoint {
    text: usize,
    spans: usize,
    omitted: usize,
    stack: Vec<Frame>,
    position: usize,
    begun: bool,
    awaits_literal: bool,
}

/// Reads one message into a tree. [`Parser::clear`] keeps the memory for the next.
pub struct Parser {
    pub(super) side: Side,
    pub(super) tree: Tree,
    pub(super) stack: Vec<Frame>,
    /// The position of the next token in the text.
    pub(super) position: usize,
    begun: bool,
    /// Whether a literal was announced, so that its octets come next.
    awaits_literal: bool,
    /// Spans that ended with the last token.
    pub(super) ended: Vec<usize>,
    /// Whether the last unknown chunk has a bracket or a quote without its end.
    pub(super) is_cut: bool,
}

impl Tree {
    /// A message of one line, which does not include the line end.
    pub fn of_line(side: Side, line: impl AsRef<[u8]>) -> Tree {
        let mut parser = Parser::new(side);
        parser.line(line.as_ref());
        parser.into_tree()
    }
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
            ended: Vec::new(),
            is_cut: false,
        }
    }

    /// Forgets the message.
    pub fn clear(&mut self) {
        self.tree.text.clear();
        self.tree.spans.clear();
        self.tree.omitted.clear();
        self.tree.missing = None;
        self.stack.clear();
        self.ended.clear();
        self.position = 0;
        self.begun = false;
        self.awaits_literal = false;
    }

    /// The current progress, between two lines or literals.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            text: self.tree.text.len(),
            spans: self.tree.spans.len(),
            omitted: self.tree.omitted.len(),
            stack: self.stack.clone(),
            position: self.position,
            begun: self.begun,
            awaits_literal: self.awaits_literal,
        }
    }

    /// Returns to this checkpoint of the same message.
    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.tree.text.truncate(checkpoint.text);
        self.tree.spans.truncate(checkpoint.spans);
        self.tree.omitted.truncate(checkpoint.omitted);
        self.tree.missing = None;
        self.stack.clone_from(&checkpoint.stack);
        self.position = checkpoint.position;
        self.begun = checkpoint.begun;
        self.awaits_literal = checkpoint.awaits_literal;
        self.ended.clear();
    }

    /// How many brackets were opened and not closed since this checkpoint, and whether an unknown chunk
    /// ends inside a bracket or a quote.
    pub fn opened_since(&self, checkpoint: &Checkpoint) -> (isize, bool) {
        let spans = self.tree.spans.get(checkpoint.spans..).unwrap_or_default();
        let count = |kind| spans.iter().filter(|span| span.kind == kind).count() as isize;
        let is_cut = self.is_cut && spans.last().is_some_and(|span| span.kind == Kind::Unknown);
        (count(Kind::Open) - count(Kind::Close), is_cut)
    }

    /// The unknown chunks since this checkpoint.
    pub fn unknown_since(&self, checkpoint: &Checkpoint) -> impl Iterator<Item = &[u8]> {
        let spans = self.tree.spans.get(checkpoint.spans..).unwrap_or_default();
        let unknown = spans.iter().filter(|span| span.kind == Kind::Unknown);
        unknown.map(|span| &self.tree.text[span.start..span.end])
    }

    /// Reads the next line of a command or a response, without its line end.
    pub fn line(&mut self, line: &[u8]) {
        self.line_as(Mode::Message, line);
    }

    /// Reads the next line, without its line end. The mode of a message is that of its first line.
    pub fn line_as(&mut self, mode: Mode, line: &[u8]) {
        self.tree.text.extend_from_slice(line);
        self.awaits_literal = false;
        if !self.begun {
            self.begun = true;
            self.enter(match (mode, self.side) {
                (Mode::Message, Side::Client) => &grammar::COMMAND,
                (Mode::Message, Side::Server) => &grammar::RESPONSE,
                (Mode::Idle, _) => &grammar::IDLE_DONE,
                (Mode::Authenticate, _) => &grammar::CLIENT_RESPONSE,
                (Mode::Literal, _) => &grammar::LITERAL_OCTETS,
            });
        }
        while !self.awaits_literal && !self.stack.is_empty() {
            self.step();
        }
        // The rest after the complete message.
        while !self.awaits_literal && self.position < self.tree.text.len() {
            self.unknown();
        }
        if !self.awaits_literal {
            self.close_spans();
        }
    }

    /// Reads the literal that the line announced. `kept`: its octets, as far as they were kept.
    pub fn literal(&mut self, size: u64, kept: &[u8]) {
        self.tree.text.extend_from_slice(kept);
        let omitted = size.saturating_sub(kept.len() as u64);
        if omitted > 0 {
            self.tree.omitted.push((self.tree.spans.len(), omitted));
        }
        self.leaf(Kind::Literal, kept.len());
        self.awaits_literal = false;
    }

    /// Reads the literal that the line announced, of which only these octets were sent. `missing`: the number
    /// of missing octets. The message ends with them.
    pub fn incomplete_literal(&mut self, sent: &[u8], missing: u64) {
        self.literal(sent.len() as u64, sent);
        self.note_missing(missing);
    }

    /// Notes that a listing does not show all octets of the last literal, but at least this many fewer.
    pub fn note_missing(&mut self, octets: u64) {
        self.tree.missing = Some(octets);
    }

    /// Notes octets of the message that were not kept.
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

    /// The message read so far.
    pub fn tree(&mut self) -> &Tree {
        self.close_spans();
        &self.tree
    }

    pub(super) fn into_tree(mut self) -> Tree {
        self.close_spans();
        self.tree
    }

    pub(super) fn rest(&self) -> &[u8] {
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
            Rule::Many(inner) => {
                if !self.try_enter(inner) {
                    self.end_many();
                }
            }
            Rule::List(item) => self.continue_list(item, step),
            Rule::Enclosed(brackets, parts) => self.continue_enclosed(brackets, parts, step),
            // The others never stay on the stack.
            _ => self.pop(),
        }
    }

    fn continue_list(&mut self, item: &'static Rule, step: usize) {
        match self.rest().first().copied() {
            Some(_) if step == 0 => self.leaf(Kind::Open, 1),
            Some(b')') => {
                self.leaf(Kind::Close, 1);
                self.pop();
            }
            None => self.pop(),
            Some(_) if self.blanks() || self.try_enter(item) => {}
            Some(_) => self.unknown(),
        }
    }

    /// The opening bracket, the parts, and the closing bracket; any other text before it is unexpected.
    fn continue_enclosed(
        &mut self,
        brackets: &'static [u8; 2],
        parts: &'static [Rule],
        step: usize,
    ) {
        match (step.checked_sub(1), self.rest().first().copied()) {
            (None, _) => {
                self.leaf(Kind::Open, 1);
                // RFC 9051 has an example with a space here.
                self.blanks();
            }
            (Some(part), _) if part < parts.len() => self.enter(&parts[part]),
            (Some(_), Some(octet)) if octet == brackets[1] => {
                self.leaf(Kind::Close, 1);
                self.pop();
            }
            (Some(_), Some(_)) => self.unknown(),
            (Some(_), None) => self.pop(),
        }
    }

    /// Begins a rule that is expected here.
    fn enter(&mut self, rule: &'static Rule) {
        match rule {
            Rule::To(rule) => self.enter(rule),
            Rule::Optional(rule) => {
                self.try_enter(rule);
            }
            Rule::Node(..) | Rule::Seq(_) | Rule::Many(_) => self.push(rule, 0),
            Rule::Keyword(kind, words, other) => match words.find(self.rest()) {
                Some((length, then)) => {
                    self.leaf(*kind, length);
                    self.enter(then);
                }
                None => self.enter(other),
            },
            _ => {
                if !self.try_enter(rule) {
                    self.fail();
                }
            }
        }
    }

    /// Begins a rule if its first token is here; a space alone does not decide.
    fn try_enter(&mut self, rule: &'static Rule) -> bool {
        match rule {
            Rule::Leaf(Kind::Blank, _) => self.blanks(),
            Rule::Leaf(kind, lexeme) => {
                let length = lexeme(self.rest());
                if length > 0 {
                    self.leaf(*kind, length);
                }
                length > 0
            }
            Rule::To(rule) | Rule::Optional(rule) => self.try_enter(rule),
            Rule::If(is_here, rule) => is_here(self.rest()) && self.try_enter(rule),
            Rule::Choice(rules) => rules.iter().any(|rule| self.try_enter(rule)),
            Rule::Keyword(kind, words, other) => match words.find(self.rest()) {
                Some((length, then)) => {
                    self.leaf(*kind, length);
                    self.enter(then);
                    true
                }
                None => self.try_enter(other),
            },
            Rule::Literal => {
                let length = lexeme::literal_size(self.rest());
                if length > 0 {
                    self.announce(length);
                }
                length > 0
            }
            Rule::List(_) | Rule::Enclosed(..) => {
                let starts = rule.starts(self.rest());
                if starts {
                    self.push(rule, 0);
                }
                starts
            }
            Rule::Node(_, parts) | Rule::Seq(parts) => self.try_parts(rule, parts),
            Rule::Many(inner) => self.try_parts(rule, std::slice::from_ref(inner)),
        }
    }

    /// Begins a rule if the first of its parts that is not optional begins here.
    fn try_parts(&mut self, rule: &'static Rule, parts: &'static [Rule]) -> bool {
        if self.stack.len() >= MAX_DEPTH {
            let starts = rule.starts(self.rest());
            if starts {
                self.unknown();
            }
            return starts;
        }
        match parts.first() {
            // The most frequent first parts, without an attempt that might have to be undone.
            Some(Rule::Leaf(kind, lexeme)) if *kind != Kind::Blank => {
                let length = lexeme(self.rest());
                if length > 0 {
                    self.push(rule, 1);
                    self.leaf(*kind, length);
                }
                return length > 0;
            }
            Some(first @ (Rule::List(_) | Rule::Enclosed(..))) if !first.starts(self.rest()) => {
                return false;
            }
            _ => {}
        }
        let mark = AttemptStart {
            position: self.position,
            spans: self.tree.spans.len(),
            frames: self.stack.len(),
        };
        self.push(rule, 0);
        for part in parts {
            self.stack[mark.frames].step += 1;
            let begins = self.try_enter(part);
            let is_blank = matches!(part, Rule::Leaf(Kind::Blank, _));
            if begins && !is_blank {
                return true;
            }
            if !begins && !part.is_optional() {
                self.position = mark.position;
                self.tree.spans.truncate(mark.spans);
                self.stack.truncate(mark.frames);
                return false;
            }
        }
        true
    }

    /// Puts a rule on the stack, the first `step` parts of which have begun.
    fn push(&mut self, rule: &'static Rule, step: usize) {
        if self.stack.len() >= MAX_DEPTH {
            return self.unknown();
        }
        let start = self.position;
        let span = match rule {
            Rule::Node(kind, _) => {
                let span = self.tree.spans.len();
                self.tree.spans.push(Span { kind: *kind, start, end: start, next: span + 1 });
                Some(span)
            }
            _ => None,
        };
        self.stack.push(Frame { rule, step, start, span });
    }

    pub(super) fn announce(&mut self, length: usize) {
        self.leaf(Kind::LiteralSize, length);
        self.awaits_literal = true;
    }

    pub(super) fn leaf(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.position, self.position + length);
        // From a server it is accepted, so that the rest can be read.
        let is_wrong = kind == Kind::Quoted
            && self.side == Side::Client
            && has_wrong_escape(&self.tree.text[start..end]);
        let kind = if is_wrong { Kind::Unknown } else { kind };
        let next = self.tree.spans.len() + 1;
        self.tree.spans.push(Span { kind, start, end, next });
        self.position = end;
        self.ended.clear();
    }

    /// Reads the spaces that are here, if any. In a command one is right, and none beside brackets or at
    /// the end of the line; surplus ones are unknown. Many servers send more, which is accepted.
    pub(super) fn blanks(&mut self) -> bool {
        let count = lexeme::blanks(self.rest());
        if count == 0 {
            return false;
        }
        let allowed = match self.side {
            Side::Server => count,
            Side::Client => usize::from(self.may_have_blank(self.rest().get(count))),
        };
        if allowed > 0 {
            self.leaf(Kind::Blank, allowed);
        }
        if count > allowed {
            self.leaf(Kind::Unknown, count - allowed);
        }
        true
    }

    /// Whether a command may have a space here, with this octet after it.
    fn may_have_blank(&self, next: Option<&u8>) -> bool {
        let is_behind_bracket = match self.tree.spans.last() {
            Some(last) => last.kind == Kind::Open,
            None => true,
        };
        match next {
            None | Some(b')') => false,
            Some(_) if self.position == 0 || is_behind_bracket => false,
            Some(b']') => self.closing() != Some(b']'),
            Some(_) => true,
        }
    }

    /// Ends the rule on top of the stack.
    pub(super) fn pop(&mut self) {
        if let Some(span) = self.stack.pop().and_then(|frame| frame.span) {
            self.tree.spans[span].end = self.position;
            self.tree.spans[span].next = self.tree.spans.len();
            let is_empty = self.tree.spans[span].start == self.position;
            if is_empty && span > 0 && span + 1 == self.tree.spans.len() {
                self.tree.spans.pop();
            } else {
                self.ended.push(span);
            }
        }
    }

    /// Ends the spans that are still open.
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
