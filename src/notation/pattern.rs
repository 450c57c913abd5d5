//! The patterns of `:expect` and `:wait`: a whole line, ignoring case, with `...` for any text.

use memchr::memmem;

/// How much of a line is compared. A longer line matches only a pattern that ends in `...`.
pub const MAX_MATCHED_OCTETS: usize = 64 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// The texts between the `...`, in lower case.
    pieces: Vec<Vec<u8>>,
}

impl Pattern {
    /// Parses a pattern, ignoring blanks at its ends. Returns nothing if it is empty.
    ///
    /// # Examples
    /// ```
    /// use imapsh::notation::Pattern;
    /// let pattern = Pattern::parse("* ... exists").ok_or("empty")?;
    /// assert!(pattern.matches(b"* 12 EXISTS"));
    /// assert!(!pattern.matches(b"* 12 EXISTS?"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(text: &str) -> Option<Pattern> {
        let text = text.trim();
        let pieces = text.split("...").map(|piece| piece.to_ascii_lowercase().into_bytes());
        (!text.is_empty()).then(|| Pattern { text: text.to_owned(), pieces: pieces.collect() })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the pattern matches this line, ignoring blanks at the line's end. Takes time linear in
    /// the line, of which at most [`MAX_MATCHED_OCTETS`] are compared.
    pub fn matches(&self, line: &[u8]) -> bool {
        let cut = line.len() > MAX_MATCHED_OCTETS;
        let any_end = self.pieces.last().is_some_and(Vec::is_empty);
        let whole = if any_end { line } else { line.trim_ascii_end() };
        let line = line.get(..MAX_MATCHED_OCTETS).unwrap_or(whole);
        let line = line.to_ascii_lowercase();
        let Some((first, rest)) = self.pieces.split_first() else {
            return false;
        };
        let Some((last, middle)) = rest.split_last() else {
            return !cut && line == *first;
        };
        let Some(mut left) = line.strip_prefix(first.as_slice()) else {
            return false;
        };
        for piece in middle {
            let Some(at) = memmem::find(left, piece) else {
                return false;
            };
            left = &left[at + piece.len()..];
        }
        if cut { last.is_empty() } else { left.ends_with(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matches(pattern: &str, line: &str) -> bool {
        Pattern::parse(pattern).is_some_and(|pattern| pattern.matches(line.as_bytes()))
    }

    #[test]
    fn whole_lines_in_any_case() {
        assert!(matches("* 12 EXISTS", "* 12 exists"));
        assert!(!matches("12 EXISTS", "* 12 EXISTS"));
        assert!(!matches("* 12", "* 12 EXISTS"));
        assert!(matches("+", "+ ") && matches(" + ", "+") && matches("+ ...", "+ "));
        assert!(matches("...", "") && matches("...", "x") && matches("a...b", "ab"));
        assert!(matches("a...b...c", "a b b c") && !matches("a...b...c", "a c b"));
        assert!(!matches("ab...bc", "abc"), "a letter counts once");
        assert!(matches("...ab...", "xabx") && matches("......", "x"));
        assert!(Pattern::parse("  ").is_none());
    }

    #[test]
    fn of_an_endless_line_the_beginning_is_compared() {
        let line = ["* FETCH ", &"x".repeat(MAX_MATCHED_OCTETS), " end"].concat();
        assert!(matches("* FETCH ...", &line));
        assert!(!matches("* FETCH ... end", &line));
    }

    proptest! {
        #[test]
        fn a_line_made_from_the_pattern_matches(parts in prop::collection::vec("[ab]{0,3}", 1..5), fill in "[ab ]{0,6}") {
            let pattern = format!("x{}y", parts.join("..."));
            let line = format!("x{}y", parts.join(&fill));
            prop_assert!(matches(&pattern, &line));
        }

        #[test]
        fn nothing_panics(pattern in "[.a*]{0,12}", line in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(pattern) = Pattern::parse(&pattern) {
                let _ = pattern.matches(&line);
            }
        }
    }
}
