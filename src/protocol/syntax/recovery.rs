//! Continues parsing after a fault: the faulty word is unknown, and the next word is read as the next
//! part that it can be. A fault inside brackets ends with them.

use super::Kind;
use super::lexeme;
use super::parser::{Frame, Parser};
use super::rule::{Rule, begins};

impl Parser {
    /// Continues when the next part of the rule on top of the stack is not here.
    pub(super) fn fail(&mut self) {
        while self.stack.len() > 1
            && self.stack.last().is_some_and(|top| top.start == self.position)
        {
            self.pop();
        }
        let had_blanks = self.blanks();
        if self.is_at_end() {
            return self.abandon();
        }
        let Some(part) = self.stack.last().and_then(expected) else { return self.unknown() };
        if had_blanks && part.starts(self.rest()) {
            return self.repeat();
        }
        self.unknown();
        // The next text is the following part, if it can be, or else the part itself: in
        // `STATUS INBOX x (UNSEEN)` the `x` is surplus.
        if self.stack.len() == 1 || self.can_continue(0) {
            return;
        }
        let blanks = lexeme::blanks(self.rest());
        if part.starts(self.rest()) {
            self.repeat();
        } else if blanks > 0 && part.starts(&self.rest()[blanks..]) {
            self.blanks();
            self.repeat();
        }
    }

    /// Ends a repetition, unless an unexpected word follows, after which the repetition continues.
    pub(super) fn end_many(&mut self) {
        if self.is_at_end() || self.can_continue(1) {
            return self.pop();
        }
        self.blanks();
        if self.is_at_end() { self.pop() } else { self.unknown() }
    }

    /// Reads a space, the announcement of a literal, or an unknown chunk: tabs, or the text up to the next
    /// space, tab or closing bracket outside the brackets and quotes that it opens. A chunk joins an
    /// adjacent word to one unknown word; tabs do not, because they were meant to separate words.
    pub(super) fn unknown(&mut self) {
        if self.rest().is_empty() || self.blanks() {
            return;
        }
        let rest = self.rest();
        let announcement = lexeme::announcement(rest);
        if announcement == Some(0) {
            return self.announce(rest.len());
        }
        let chunk = &rest[..announcement.unwrap_or(rest.len())];
        let (length, is_cut) = unknown_length(chunk, self.closing());
        self.is_cut = is_cut;
        if !self.touches_word() {
            return self.leaf(Kind::Unknown, length);
        }
        let end = self.position + length;
        for &index in &self.ended {
            if let Some(span) = self.tree.spans.get_mut(index) {
                span.end = end;
            }
        }
        if let Some(word) = self.tree.spans.last_mut() {
            (word.kind, word.end) = (Kind::Unknown, end);
        }
        self.position = end;
    }

    /// Whether the unknown text that begins here continues the last token.
    fn touches_word(&self) -> bool {
        let Some(last) = self.tree.spans.last() else { return false };
        let is_word = !matches!(last.kind, Kind::Separator | Kind::Literal | Kind::Omitted);
        let is_delimiter = |octet: &u8| b" \t()[]<>{}\"".contains(octet);
        let token = &self.tree.text[last.start..last.end];
        is_word
            && last.end == self.position
            && token.last().is_some_and(|octet| !is_delimiter(octet))
            && self.rest().first().is_some_and(|octet| !is_delimiter(octet))
    }

    /// Begins the failed part again.
    fn repeat(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.step -= 1;
        }
    }

    /// Abandons the expected parts up to the end of the innermost brackets or of the message.
    fn abandon(&mut self) {
        while let Some(frame) = self.stack.last_mut() {
            match frame.rule {
                Rule::List(_) => return,
                Rule::Enclosed(_, parts) => {
                    frame.step = frame.step.max(parts.len() + 1);
                    return;
                }
                _ => self.pop(),
            }
        }
    }

    /// Whether the line or the innermost brackets end here.
    fn is_at_end(&self) -> bool {
        match self.rest().first() {
            None => true,
            Some(b')' | b']') => self.closing() == self.rest().first().copied(),
            Some(_) => false,
        }
    }

    /// Whether the text can continue the rules in progress, without the topmost `skipped`.
    fn can_continue(&self, skipped: usize) -> bool {
        if self.is_at_end() {
            return true;
        }
        let rest = self.rest();
        for frame in self.stack.iter().rev().skip(skipped) {
            let following = match frame.rule {
                Rule::Node(_, parts) | Rule::Seq(parts) => {
                    begins(parts.get(frame.step..).unwrap_or_default(), rest)
                }
                Rule::Enclosed(_, parts) => {
                    let left = parts.get(frame.step - 1..).unwrap_or_default();
                    return begins(left, rest).unwrap_or(false);
                }
                Rule::Many(inner) if inner.starts(rest) => Some(true),
                Rule::List(item) => return item.starts(&rest[lexeme::blanks(rest)..]),
                _ => None,
            };
            if let Some(following) = following {
                return following;
            }
        }
        false
    }

    /// The octet that closes the innermost brackets.
    pub(super) fn closing(&self) -> Option<u8> {
        self.stack.iter().rev().find_map(|frame| match frame.rule {
            Rule::List(_) => Some(b')'),
            Rule::Enclosed(brackets, _) => Some(brackets[1]),
            _ => None,
        })
    }
}

/// The part of the rule in progress that began last.
fn expected(frame: &Frame) -> Option<&'static Rule> {
    match frame.rule {
        Rule::Node(_, parts) | Rule::Seq(parts) => parts.get(frame.step.checked_sub(1)?),
        Rule::Enclosed(_, parts) => parts.get(frame.step.checked_sub(2)?),
        _ => None,
    }
}

/// The length of the chunk, at least 1, and whether it has an unclosed bracket or quote. `closing` ends
/// the brackets around it.
fn unknown_length(text: &[u8], closing: Option<u8>) -> (usize, bool) {
    let tabs = text.iter().take_while(|octet| **octet == b'\t').count();
    if tabs > 0 {
        return (tabs, false);
    }
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(&octet) = text.get(at) {
        match octet {
            // A string without its end takes the rest of the line.
            b'"' => match lexeme::quoted(&text[at..]) {
                0 => return (text.len(), true),
                length => at += length,
            },
            b' ' | b'\t' | b')' if depth == 0 && at > 0 => return (at, false),
            _ if Some(octet) == closing && at > 0 && (depth == 0 || octet == b']') => {
                return (at, false);
            }
            b'(' => (depth, at) = (depth + 1, at + 1),
            b')' => (depth, at) = (depth.saturating_sub(1), at + 1),
            _ => at += 1,
        }
    }
    (at.min(text.len()), depth > 0)
}
