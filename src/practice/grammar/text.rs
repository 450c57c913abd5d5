//! A command as it came: its lines without their ends, and between them its literals.

use std::ops::Range;

/// A command's octets. A literal's stand right after the `}` that announced them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandText {
    octets: Vec<u8>,
    literals: Vec<Range<usize>>,
}

impl CommandText {
    /// A command that is one line.
    pub fn line(line: &[u8]) -> CommandText {
        CommandText {
            octets: line.to_vec(),
            literals: Vec::new(),
        }
    }

    /// Adds a piece of line.
    pub fn push_line(&mut self, line: &[u8]) {
        self.octets.extend_from_slice(line);
    }

    /// Adds a literal, which the line before it announced.
    pub fn push_literal(&mut self, literal: &[u8]) {
        let start = self.octets.len();
        self.octets.extend_from_slice(literal);
        self.literals.push(start..self.octets.len());
    }

    /// All its octets.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Its literals' places.
    pub fn literals(&self) -> &[Range<usize>] {
        &self.literals
    }

    /// The literal that starts there.
    pub fn literal_at(&self, start: usize) -> Option<Range<usize>> {
        let at = self
            .literals
            .binary_search_by_key(&start, |literal| literal.start)
            .ok()?;
        self.literals.get(at).cloned()
    }

    /// The column of a place, counted from 1 in characters, in the line that it stands in.
    pub fn column(&self, at: usize) -> usize {
        let line = self
            .literals
            .iter()
            .map(|literal| literal.end)
            .filter(|end| *end <= at)
            .max();
        let before = self.octets.get(line.unwrap_or(0)..at).unwrap_or_default();
        before.iter().filter(|octet| **octet & 0xC0 != 0x80).count() + 1
    }
}

/// The literal that a line announces at its end, whatever comes before: its size, and whether
/// it is non-synchronizing, `{n+}`. A size that no number holds counts as the largest.
pub fn announced(line: &[u8]) -> Option<(u64, bool)> {
    let inside = line.strip_suffix(b"}")?;
    let open = memchr::memrchr(b'{', inside)?;
    let (digits, plus) = match inside.get(open + 1..)? {
        [digits @ .., b'+'] => (digits, true),
        digits => (digits, false),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = std::str::from_utf8(digits).ok()?;
    Some((digits.parse().unwrap_or(u64::MAX), plus))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_announces_a_literal_at_its_very_end_only() {
        assert_eq!(announced(b"a LOGIN {4}"), Some((4, false)));
        assert_eq!(announced(b"a LOGIN {4+}"), Some((4, true)));
        assert_eq!(
            announced(b"{99999999999999999999999}"),
            Some((u64::MAX, false))
        );
        for line in [&b"a {4} "[..], b"a {}", b"a {+}", b"a 4}", b"a {-4}", b""] {
            assert_eq!(announced(line), None);
        }
    }

    #[test]
    fn a_column_counts_characters_from_the_last_literal_on() {
        let mut text = CommandText::line("a LIST \"é\" {2}".as_bytes());
        assert_eq!(text.column(11), 11);
        text.push_literal(b"xy");
        text.push_line(b" z");
        assert_eq!(text.column(text.octets().len() - 1), 2);
    }
}
