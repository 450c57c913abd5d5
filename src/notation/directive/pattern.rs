//! The patterns of `:expect`, `:capture` and `:wait`: a whole line, ignoring case, with `...` for any
//! text. In a pattern of `:capture` one `(...)` is the text to capture.

use crate::protocol::compose;
use memchr::memmem;
use std::ops::Range;

/// How many octets of a line are compared. A longer line matches only a pattern that ends in `...`.
pub const MAX_MATCHED_OCTETS: usize = 64 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// The texts between the `...`, in lower case.
    pieces: Vec<Vec<u8>>,
    /// The piece before the `...` whose text is captured.
    captured: Option<usize>,
}

impl Pattern {
    /// Parses a pattern, ignoring spaces at its ends. Returns `None` if it is empty.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::Pattern;
    /// let pattern = Pattern::parse("* ... exists").ok_or("empty")?;
    /// assert!(pattern.matches(b"* 12 EXISTS"));
    /// assert!(!pattern.matches(b"* 12 EXISTS?"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(text: &str) -> Option<Pattern> {
        let text = text.trim();
        let pieces = text.split("...").map(lower).collect();
        (!text.is_empty()).then(|| Pattern { text: text.to_owned(), pieces, captured: None })
    }

    /// Parses a pattern of `:capture`: `(...)` is the text to capture, `\(...)` matches `(`, any
    /// text, and `)`. It must contain exactly one `(...)`; otherwise returns how many there are.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::Pattern;
    /// let pattern = Pattern::parse_capture("* ok [uidnext (...)]...").map_err(|_| "captures")?;
    /// assert_eq!(pattern.capture(b"* OK [UIDNEXT 17] Predicted"), Some(&b"17"[..]));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse_capture(text: &str) -> Result<Pattern, usize> {
        let text = text.trim();
        let (mut pieces, mut captures) = (vec![Vec::new()], Vec::new());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (meaning, length) = match rest {
                _ if rest.starts_with("\\(...)") => ("(", 2),
                _ if rest.starts_with("(...)") => {
                    captures.push(pieces.len() - 1);
                    ("...", 5)
                }
                _ if rest.starts_with("...") => ("...", 3),
                _ => (&rest[..first.len_utf8()], first.len_utf8()),
            };
            rest = &rest[length..];
            match (meaning, pieces.last_mut()) {
                ("...", _) | (_, None) => pieces.push(Vec::new()),
                (text, Some(piece)) => piece.extend(lower(text)),
            }
        }
        match captures[..] {
            [captured] => Ok(Pattern { text: text.to_owned(), pieces, captured: Some(captured) }),
            _ => Err(captures.len()),
        }
    }

    /// The same kind of pattern with another text, in which variables are replaced. If that text is not a
    /// pattern, returns this one.
    pub fn with_text(&self, text: &str) -> Pattern {
        let parsed = match self.captured {
            Some(_) => Pattern::parse_capture(text).ok(),
            None => Pattern::parse(text),
        };
        parsed.unwrap_or_else(|| self.clone())
    }

    /// Whether it has variables, whose values it gets when it is searched for.
    pub fn has_variables(&self) -> bool {
        self.text.contains('$') && compose::variables(&self.text).next().is_some()
    }

    /// The pattern as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The texts between the `...`, in lower case: any line that matches contains them in order.
    pub fn pieces(&self) -> &[Vec<u8>] {
        &self.pieces
    }

    /// Whether the pattern matches this line, ignoring spaces at the line's end. Takes time linear in the
    /// line, of which at most [`MAX_MATCHED_OCTETS`] are compared.
    pub fn matches(&self, line: &[u8]) -> bool {
        self.capture(line).is_some()
    }

    /// The text captured from this line, if the pattern matches it; empty for a pattern without `(...)`.
    pub fn capture<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        let compared = line.get(..=MAX_MATCHED_OCTETS).unwrap_or(line);
        line.get(self.find(&compared.to_ascii_lowercase())?)
    }

    /// Matches a line in lower case, and returns the place of the captured text. For a long line the caller
    /// passes one octet more than is compared.
    pub fn find(&self, line: &[u8]) -> Option<Range<usize>> {
        let is_cut = line.len() > MAX_MATCHED_OCTETS;
        let (first, rest) = self.pieces.split_first()?;
        let Some((last, middle)) = rest.split_last() else {
            return (!is_cut && line.trim_ascii_end() == *first).then_some(0..0);
        };
        let line = match line.get(..MAX_MATCHED_OCTETS) {
            Some(beginning) if is_cut => beginning,
            // The space of `+ ` may be in the pattern `+ ...`.
            _ if last.is_empty() => line,
            _ => line.trim_ascii_end(),
        };
        let mut at = line.starts_with(first).then_some(first.len())?;
        let mut captured = 0..0;
        for (index, piece) in middle.iter().enumerate() {
            let next = at + memmem::find(&line[at..], piece)?;
            if self.captured == Some(index) {
                captured = at..next;
            }
            at = next + piece.len();
        }
        let end = line.len().checked_sub(last.len()).filter(|&end| end >= at)?;
        let captures_end = self.captured == Some(middle.len());
        if !line.ends_with(last) || (is_cut && (!last.is_empty() || captures_end)) {
            return None;
        }
        Some(match captures_end {
            true if last.is_empty() => at..at + line[at..].trim_ascii_end().len(),
            true => at..end,
            false => captured,
        })
    }
}

fn lower(text: &str) -> Vec<u8> {
    text.to_ascii_lowercase().into_bytes()
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
    fn one_text_is_captured() {
        for (pattern, line, captured) in [
            ("* OK [UIDNEXT (...)] ...", "* OK [UIDNEXT 4392] Predicted next", Some("4392")),
            ("* ok [uidnext (...)] ...", "* OK [UIDNEXT 4392]", None),
            ("(...) OK ...", "a7 OK done", Some("a7")),
            ("* LIST \\(...) \"/\" (...)", "* LIST (\\NoSelect) \"/\" Straße", Some("Straße")),
            ("* ... FETCH (UID (...))", "* 3 FETCH (UID 17)", Some("17")),
            ("* (...)(\\Seen)", "* FLAGS (\\Seen)  ", Some("FLAGS ")),
            ("x(...)", "x", Some("")),
            ("x(...)x", "x", None),
            ("+ (...)", "+ VXNlcg== ", Some("VXNlcg==")),
            ("Subject: (...)", "Subject: lunch\r", Some("lunch")),
        ] {
            let pattern = Pattern::parse_capture(pattern).expect(pattern);
            let found = pattern.capture(line.as_bytes());
            assert_eq!(found, captured.map(str::as_bytes), "{pattern:?} {line}");
        }
        for (pattern, captures) in
            [("* 1 EXISTS", 0), ("* ... EXISTS", 0), ("(...) (...)", 2), ("x \\(...)", 0), ("", 0)]
        {
            assert_eq!(Pattern::parse_capture(pattern), Err(captures), "{pattern}");
        }
        let parens = Pattern::parse("* FLAGS (...)").expect("a pattern");
        assert!(parens.matches(b"* FLAGS (\\Seen)") && !parens.matches(b"* FLAGS \\Seen"));
    }

    #[test]
    fn of_an_endless_line_the_beginning_is_compared() {
        let line = ["* FETCH ", &"x".repeat(MAX_MATCHED_OCTETS), " end"].concat();
        assert!(matches("* FETCH ...", &line));
        assert!(!matches("* FETCH ... end", &line));
        let rest = Pattern::parse_capture("* FETCH (...)").expect("a pattern");
        assert_eq!(rest.capture(line.as_bytes()), None, "it would be captured in part");
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
