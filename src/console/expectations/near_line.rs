//! The received line that is most like a pattern which no line has matched, for the error.

use crate::notation::Pattern;

/// How many lines since the last command are compared, besides the last one.
const MAX_LINES: usize = 100;

/// How many octets of a line are kept.
const MAX_OCTETS: usize = 200;

/// The minimum similarity (0 to 1) at which a line is named.
const SIMILAR: f64 = 0.4;

/// Lines received since the last command: the first ones, and the last one.
#[derive(Default)]
pub(super) struct LineSample {
    first: Vec<Vec<u8>>,
    last: Vec<u8>,
}

/// A line that a pattern has not matched, but perhaps was meant for.
#[derive(Debug, PartialEq)]
pub struct NearLine {
    pub line: String,
    /// Whether the pattern matches a part of the line, whereas it must match all of it.
    pub is_partial: bool,
}

impl LineSample {
    pub fn line(&mut self, line: &[u8]) {
        let line = &line[..line.len().min(MAX_OCTETS)];
        if self.first.len() < MAX_LINES {
            self.first.push(line.to_vec());
        } else {
            self.last.clear();
            self.last.extend_from_slice(line);
        }
    }

    pub fn clear(&mut self) {
        self.first.clear();
        self.last.clear();
    }

    /// The line that the pattern matches in part, or else the most similar one.
    pub fn nearest(&self, pattern: &Pattern) -> Option<NearLine> {
        let lines = || self.first.iter().chain([&self.last]).map(|line| line.trim_ascii_end());
        let named = |line: &[u8], is_partial| NearLine {
            line: String::from_utf8_lossy(line).into_owned(),
            is_partial,
        };
        let part = pattern.with_text(&format!("...{}...", pattern.text()));
        if let Some(line) = lines().find(|line| part.matches(line)) {
            return Some(named(line, true));
        }
        let scored = lines().map(|line| (similarity(pattern.text(), line), line));
        let (score, line) = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        (score >= SIMILAR).then(|| named(line, false))
    }
}

/// The similarity of the pattern's text to as much of the line. Most patterns end in `...`.
fn similarity(pattern: &str, line: &[u8]) -> f64 {
    let compared = String::from_utf8_lossy(line).to_lowercase();
    let compared: String = compared.chars().take(pattern.chars().count()).collect();
    strsim::sorensen_dice(&pattern.to_lowercase(), &compared)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 5] = [
        "* 11 EXISTS",
        "* FLAGS (\\Answered \\Seen)",
        "* OK [UIDVALIDITY 1767225600] UIDs valid",
        "* 1 FETCH (FLAGS (\\Seen) UID 100 RFC822.SIZE 704)",
        "a003 OK [APPENDUID 1767225600 12] Append completed.",
    ];

    fn nearest(pattern: Option<Pattern>) -> Option<(usize, bool)> {
        let mut sample = LineSample::default();
        LINES.iter().for_each(|line| sample.line(line.as_bytes()));
        let near = sample.nearest(&pattern.expect("a pattern"))?;
        let position = LINES.iter().position(|line| *line == near.line);
        Some((position.expect("one of the lines"), near.is_partial))
    }

    #[test]
    fn a_part_of_a_line_is_found() {
        assert_eq!(nearest(Pattern::parse("EXISTS")), Some((0, true)));
        assert_eq!(nearest(Pattern::parse("uidvalidity ...")), Some((2, true)));
        assert_eq!(nearest(Pattern::parse_capture("UID (...) RFC822").ok()), Some((3, true)));
    }

    #[test]
    fn the_most_similar_line_is_found() {
        for (pattern, position) in [
            ("* [0-9]+ EXISTS", 0),
            ("* 12 EXISTS", 0),
            ("\"* 1 FETCH ...\"", 3),
            ("* FLAGS (\\Answered \\Deleted ...", 1),
        ] {
            assert_eq!(nearest(Pattern::parse(pattern)), Some((position, false)), "{pattern}");
        }
        let wrong_tag = Pattern::parse_capture("* OK [APPENDUID ... (...)] ...").ok();
        assert_eq!(nearest(wrong_tag), Some((4, false)));
    }

    #[test]
    fn a_line_that_is_quite_different_is_not_named() {
        assert_eq!(nearest(Pattern::parse("Subject: lunch")), None);
    }
}
