//! The patterns of `:expect` and `:wait`: a whole line, its case ignored, `...` for any text.

use memchr::memmem;

/// How much of a line is looked at: a longer one matches only where `...` stands for its end.
pub const MAX_MATCHED_OCTETS: usize = 64 * 1024;

/// A pattern for a line of the server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// What stands between the `...`, in small letters.
    pieces: Vec<Vec<u8>>,
}

impl Pattern {
    /// Reads a pattern; blanks at its ends don't count. Nothing if it is empty.
    ///
    /// # Examples
    /// ```
    /// use imapsh::notation::Pattern;
    /// let pattern = Pattern::new("* ... exists").ok_or("empty")?;
    /// assert!(pattern.matches(b"* 12 EXISTS"));
    /// assert!(!pattern.matches(b"* 12 EXISTS?"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn new(text: &str) -> Option<Pattern> {
        let text = text.trim();
        let pieces = text
            .split("...")
            .map(|piece| piece.to_ascii_lowercase().into_bytes());
        (!text.is_empty()).then(|| Pattern {
            text: text.to_owned(),
            pieces: pieces.collect(),
        })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this line, without its end, fits. Blanks at the line's end don't count. The time
    /// is linear in the line, and no more than [`MAX_MATCHED_OCTETS`] octets of it are read.
    pub fn matches(&self, line: &[u8]) -> bool {
        let cut = line.len() > MAX_MATCHED_OCTETS;
        let line = line
            .get(..MAX_MATCHED_OCTETS)
            .unwrap_or(line.trim_ascii_end());
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
        if cut {
            last.is_empty()
        } else {
            left.ends_with(last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(pattern: &str, line: &str) -> bool {
        Pattern::new(pattern).is_some_and(|pattern| pattern.matches(line.as_bytes()))
    }

    #[test]
    fn whole_lines_in_any_case() {
        assert!(fits("* 12 EXISTS", "* 12 exists"));
        assert!(!fits("12 EXISTS", "* 12 EXISTS"));
        assert!(!fits("* 12", "* 12 EXISTS"));
        assert!(fits("+", "+ ") && fits(" + ", "+"));
        assert!(fits("...", "") && fits("...", "x") && fits("a...b", "ab"));
        assert!(fits("a...b...c", "a b b c") && !fits("a...b...c", "a c b"));
        assert!(!fits("ab...bc", "abc"), "a letter counts once");
        assert!(fits("...ab...", "xabx") && fits("......", "x"));
        assert!(Pattern::new("  ").is_none());
    }

    #[test]
    fn endless_lines_are_looked_at_from_their_beginning() {
        let line = ["* FETCH ", &"x".repeat(MAX_MATCHED_OCTETS), " end"].concat();
        assert!(fits("* FETCH ...", &line));
        assert!(!fits("* FETCH ... end", &line));
    }

    proptest! {
        #[test]
        fn what_was_made_from_the_pattern_fits(parts in prop::collection::vec("[ab]{0,3}", 1..5), fill in "[ab ]{0,6}") {
            let pattern = format!("x{}y", parts.join("..."));
            let line = format!("x{}y", parts.join(&fill));
            prop_assert!(fits(&pattern, &line));
        }

        #[test]
        fn nothing_panics(pattern in "[.a*]{0,12}", line in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(pattern) = Pattern::new(&pattern) {
                let _ = pattern.matches(&line);
            }
        }
    }
}
