//! A command as received: its lines without their line ends, and its literals between them.

use std::ops::Range;

/// A literal that the end of a line announces and that has not been received yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnouncedLiteral {
    pub octets: u64,
    /// The client waits for `+` before it sends the literal: `{n}`, not `{n+}` (RFC 7888).
    pub synchronizing: bool,
    /// It is the message of an APPEND, which may be large.
    pub is_message: bool,
}

/// A command's octets. Each literal comes right after the `{n}` that announced it, but the messages of
/// an APPEND are kept apart: there, an empty literal takes the place of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandOctets {
    octets: Vec<u8>,
    /// Where the literals are, in order.
    literals: Vec<Range<usize>>,
    /// The messages, and where they belong.
    messages: Vec<(usize, Vec<u8>)>,
}

impl CommandOctets {
    /// Adds a line, or the rest of one after a literal.
    pub fn push_line(&mut self, line: &[u8]) {
        self.octets.extend_from_slice(line);
    }

    /// Adds the literal that the line before it announced.
    pub fn push_literal(&mut self, literal: &[u8]) {
        let start = self.octets.len();
        self.octets.extend_from_slice(literal);
        self.literals.push(start..self.octets.len());
    }

    /// Adds the message that the line before it announced.
    pub fn push_message(&mut self, message: Vec<u8>) {
        self.messages.push((self.octets.len(), message));
        self.push_literal(b"");
    }

    /// The index of the message that belongs at this position.
    pub fn message_at(&self, start: usize) -> usize {
        self.messages.partition_point(|(position, _)| *position < start)
    }

    /// Takes the messages.
    pub fn into_messages(self) -> Vec<Vec<u8>> {
        self.messages.into_iter().map(|(_, message)| message).collect()
    }

    /// All octets, with the literals except messages.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Where the literals are, in order.
    pub fn literals(&self) -> &[Range<usize>] {
        &self.literals
    }

    /// The literal that starts at this position.
    pub fn literal_at(&self, start: usize) -> Option<Range<usize>> {
        let index = self.literals.binary_search_by_key(&start, |literal| literal.start).ok()?;
        self.literals.get(index).cloned()
    }

    /// The column of a position, in characters from 1. A new line begins after each literal.
    pub fn column(&self, position: usize) -> usize {
        let line_start =
            self.literals.iter().map(|literal| literal.end).filter(|end| *end <= position).max();
        let before = self.octets.get(line_start.unwrap_or(0)..position);
        let is_first_octet = |octet: &&u8| **octet & 0xC0 != 0x80;
        before.unwrap_or_default().iter().filter(is_first_octet).count() + 1
    }
}

/// The literal that a line announces at its end. The rest of the line is not checked. A size that
/// does not fit in a `u64` becomes `u64::MAX`.
pub fn announced_literal(line: &[u8]) -> Option<AnnouncedLiteral> {
    let inside = line.strip_suffix(b"}")?;
    let open = memchr::memrchr(b'{', inside)?;
    let (digits, synchronizing) = match inside.get(open + 1..)? {
        [digits @ .., b'+'] => (digits, false),
        digits => (digits, true),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = std::str::from_utf8(digits).ok()?;
    Some(AnnouncedLiteral {
        octets: digits.parse().unwrap_or(u64::MAX),
        synchronizing,
        is_message: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_announced_at_the_very_end_of_a_line_only() {
        let announced = |line| announced_literal(line).map(|it| (it.octets, it.synchronizing));
        assert_eq!(announced(b"a LOGIN {4}"), Some((4, true)));
        assert_eq!(announced(b"a LOGIN {4+}"), Some((4, false)));
        assert_eq!(announced(b"{99999999999999999999999}"), Some((u64::MAX, true)));
        for line in [&b"a {4} "[..], b"a {}", b"a {+}", b"a 4}", b"a {-4}", b""] {
            assert_eq!(announced(line), None);
        }
    }

    #[test]
    fn a_column_counts_characters_from_the_last_literal_on() {
        let mut text = CommandOctets::default();
        text.push_line("a LIST \"é\" {2}".as_bytes());
        assert_eq!(text.column(11), 11);
        text.push_literal(b"xy");
        text.push_line(b" z");
        assert_eq!(text.column(text.octets().len() - 1), 2);
    }
}
