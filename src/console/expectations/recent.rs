//! The server's last lines, for patterns that are not known beforehand.
//!
//! The lines are kept as one text, which is converted to lower case when a pattern is searched for. So
//! a flood costs little more than copying it, and a search looks for a pattern's longest piece in all
//! lines at once.

use super::near_line::{LineSample, NearLine};
use super::upcoming::Purpose;
use crate::notation::{MAX_MATCHED_OCTETS, Pattern};
use crate::protocol::framing::{Piece, PieceKind};
use memchr::{memchr, memmem, memrchr};
use std::collections::HashMap;
use std::ops::Range;

/// At least this many octets of the last lines are kept, and at most twice as many.
const KEPT: usize = 4 * 1024 * 1024;

/// A line, and the text in it that the pattern captures.
type CapturedMatch = (Range<usize>, Range<usize>);

#[derive(Default)]
pub(super) struct RecentLines {
    /// The lines, each with LF.
    text: Vec<u8>,
    /// The complete lines of the text, or the first of them, in lower case.
    lower: Vec<u8>,
    /// How far the text was searched for each pattern and purpose. So a pattern that is asked for repeatedly
    /// finds another line each time.
    searched: HashMap<(Purpose, String), Searched>,
}

#[derive(Clone, Copy, Default)]
struct Searched {
    end: usize,
    has_found: bool,
}

impl RecentLines {
    pub fn clear(&mut self) {
        self.text.clear();
        self.lower.clear();
        self.searched.clear();
    }

    /// Keeps as much of a line as patterns are compared with, and all lines of a literal.
    pub fn piece(&mut self, piece: &Piece<'_>) {
        let is_literal = piece.kind == PieceKind::Literal;
        if piece.offset > 0 && !is_literal {
            return;
        }
        self.text.extend_from_slice(piece.octets);
        if !is_literal {
            // NUL instead of LF marks a line that was cut.
            self.text.extend_from_slice(if piece.last { b"\n" } else { b"\0\n" });
        } else if piece.last && !piece.octets.ends_with(b"\n") {
            self.text.push(b'\n');
        }
        if self.text.len() > 2 * KEPT {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let from = self.text.len() - KEPT;
        let cut = memchr(b'\n', &self.text[from..]).map_or(self.text.len(), |end| from + end + 1);
        self.text.drain(..cut);
        self.lower.drain(..cut.min(self.lower.len()));
        for searched in self.searched.values_mut() {
            searched.end = searched.end.saturating_sub(cut);
        }
    }

    pub fn for_each(&self, mut action: impl FnMut(&[u8])) {
        for line in self.text.split_inclusive(|&octet| octet == b'\n') {
            action(line.strip_suffix(b"\n").unwrap_or(line));
        }
    }

    /// Uses up the first line that matches, for this pattern and purpose. Returns the text that the pattern
    /// captures.
    pub fn take(&mut self, pattern: &Pattern, purpose: Purpose) -> Option<Vec<u8>> {
        let key = (purpose, pattern.text().to_owned());
        let before = self.searched.get(&key).copied().unwrap_or_default();
        let found = self.find(pattern, before.end);
        let searched = Searched {
            end: found.as_ref().map_or(self.lower.len(), |(line, _)| line.end + 1),
            has_found: before.has_found || found.is_some(),
        };
        self.searched.insert(key, searched);
        let (_, captured) = found?;
        Some(self.text[captured].to_vec())
    }

    /// Whether a line was used up for this pattern and purpose.
    pub fn has_taken(&self, pattern: &Pattern, purpose: Purpose) -> bool {
        let key = (purpose, pattern.text().to_owned());
        self.searched.get(&key).is_some_and(|searched| searched.has_found)
    }

    /// The first line that matches, used up or not.
    pub fn received(&mut self, pattern: &Pattern) -> Option<Vec<u8>> {
        let (line, _) = self.find(pattern, 0)?;
        Some(self.text[line].trim_ascii_end().to_vec())
    }

    /// The line that is most like this pattern, which no line has matched.
    pub fn nearest(&self, pattern: &Pattern) -> Option<NearLine> {
        let mut sample = LineSample::default();
        self.for_each(|line| sample.line(line));
        sample.nearest(pattern)
    }

    /// The first line from here on that matches, with the range of the captured text.
    fn find(&mut self, pattern: &Pattern, mut from: usize) -> Option<CapturedMatch> {
        let whole = memrchr(b'\n', &self.text).map_or(0, |end| end + 1);
        self.lower.extend(self.text[self.lower.len()..whole].iter().map(u8::to_ascii_lowercase));
        let longest = pattern.pieces().iter().max_by_key(|piece| piece.len())?;
        let finder = memmem::Finder::new(longest);
        while from < self.lower.len() {
            let at = from + finder.find(&self.lower[from..])?;
            let start = memrchr(b'\n', &self.lower[..at]).map_or(0, |before| before + 1);
            if let Some(found) = self.compare(pattern, start) {
                return Some(found);
            }
            from = self.line_end(at) + 1;
        }
        None
    }

    /// Compares the line that begins here with the pattern.
    fn compare(&self, pattern: &Pattern, start: usize) -> Option<CapturedMatch> {
        let end = self.line_end(start);
        let compared = end.min(start + MAX_MATCHED_OCTETS + 1);
        let captured = pattern.find(&self.lower[start..compared])?;
        Some((start..end, start + captured.start..start + captured.end))
    }

    fn line_end(&self, at: usize) -> usize {
        memchr(b'\n', &self.lower[at..]).map_or(self.lower.len(), |end| at + end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::LineEnd;

    #[test]
    fn many_patterns_in_many_lines() {
        let mut recent = RecentLines::default();
        for number in 0..40_000 {
            let line = format!("* {number} FETCH (UID {})", number + 50_000);
            recent.piece(&Piece {
                kind: PieceKind::Untagged,
                response: 0,
                offset: 0,
                octets: line.as_bytes(),
                eol: LineEnd::Crlf,
                last: true,
                truncated: false,
                status: None,
                tag_len: 0,
                literal_size: None,
            });
        }
        for number in (0..20).map(|number| number * 1_900) {
            let come = format!("* {number} FETCH ...");
            let missing = format!("* ... FETCH (UID {number} FLAGS ...");
            let [come, missing] =
                [come, missing].map(|text| Pattern::parse(&text).expect("a pattern"));
            assert!(recent.take(&come, Purpose::Expect).is_some(), "{number}");
            assert!(recent.take(&come, Purpose::Expect).is_none(), "{number}");
            assert!(recent.received(&come).is_some(), "{number}");
            assert!(recent.take(&missing, Purpose::Expect).is_none(), "{number}");
        }
    }
}
