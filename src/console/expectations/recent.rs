//! The last lines that the server has sent, for patterns that are not known beforehand.
//!
//! The lines are kept as one text, and in lower case once a pattern asks: so a flood costs little
//! more than copying it, and a search looks for a pattern's longest piece in all lines at once.

use crate::notation::{MAX_MATCHED_OCTETS, Pattern};
use crate::protocol::framing::{Piece, PieceKind};
use memchr::{memchr, memmem, memrchr};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How many octets of lines are kept at least, if there are as many. Twice as many are kept at most.
const KEPT: usize = 4 * 1024 * 1024;

#[derive(Default)]
pub(super) struct RecentLines {
    /// The lines, each with LF.
    text: Vec<u8>,
    /// The lines of the text that are whole, or the first of them, in lower case.
    lower: Vec<u8>,
    /// Where the lines begin that a pattern has used up.
    used: BTreeSet<usize>,
    /// For each pattern that was asked for, where the line begins before which there is none for it.
    /// So a pattern in many places, or one that is waited for, costs one search.
    searched: HashMap<String, usize>,
}

impl RecentLines {
    pub fn clear(&mut self) {
        self.text.clear();
        self.lower.clear();
        self.used.clear();
        self.searched.clear();
    }

    /// Of a line, keeps as much as is compared. Of a literal, keeps all lines.
    pub fn piece(&mut self, piece: &Piece<'_>) {
        let is_literal = piece.kind == PieceKind::Literal;
        if piece.offset > 0 && !is_literal {
            return;
        }
        self.text.extend_from_slice(piece.octets);
        if !is_literal {
            // One octet more shows that the line is longer.
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
        self.used = self.used.split_off(&cut).into_iter().map(|start| start - cut).collect();
        for searched in self.searched.values_mut() {
            *searched = searched.saturating_sub(cut);
        }
    }

    pub fn for_each(&self, mut action: impl FnMut(&[u8])) {
        for line in self.text.split_inclusive(|&octet| octet == b'\n') {
            action(line.strip_suffix(b"\n").unwrap_or(line));
        }
    }

    /// Uses up the first line that matches. Returns the text that the pattern captures.
    pub fn take(&mut self, pattern: &Pattern) -> Option<Vec<u8>> {
        let from = self.searched.get(pattern.text()).copied().unwrap_or_default();
        let found = self.find(pattern, from, false);
        let searched = found.as_ref().map_or(self.lower.len(), |(line, _)| line.end + 1);
        self.searched.insert(pattern.text().to_owned(), searched);
        let (line, captured) = found?;
        self.used.insert(line.start);
        Some(self.text[captured].to_vec())
    }

    /// The first line that matches, used up or not.
    pub fn received(&mut self, pattern: &Pattern) -> Option<Vec<u8>> {
        let (line, _) = self.find(pattern, 0, true)?;
        Some(self.text[line].trim_ascii_end().to_vec())
    }

    /// The first line from here on that matches, and where the captured text is.
    fn find(
        &mut self,
        pattern: &Pattern,
        mut from: usize,
        with_used: bool,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let whole = memrchr(b'\n', &self.text).map_or(0, |end| end + 1);
        self.lower.extend(self.text[self.lower.len()..whole].iter().map(u8::to_ascii_lowercase));
        let longest = pattern.pieces().iter().max_by_key(|piece| piece.len())?;
        let finder = memmem::Finder::new(longest);
        while from < self.lower.len() {
            let at = from + finder.find(&self.lower[from..])?;
            let start = memrchr(b'\n', &self.lower[..at]).map_or(0, |before| before + 1);
            let end = memchr(b'\n', &self.lower[at..]).map_or(self.lower.len(), |end| at + end);
            let compared = end.min(start + MAX_MATCHED_OCTETS + 1);
            if (with_used || !self.used.contains(&start))
                && let Some(captured) = pattern.find(&self.lower[start..compared])
            {
                return Some((start..end, start + captured.start..start + captured.end));
            }
            from = end + 1;
        }
        None
    }
}
