//! Finds the few of many lines that contain a word.
//!
//! Most patterns have a word that few lines contain, such as a number; only these lines are compared
//! with the pattern. Words are distinguished by a hash alone, so a line found here is only a candidate.

use crate::notation::{MAX_MATCHED_OCTETS, Pattern};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The number of different hashes.
const HASHES: usize = 1 << 16;

#[derive(Default)]
pub(super) struct WordIndex {
    /// For each hash, the starts of the lines that contain a word with it. Empty before the first line.
    lines: Vec<Vec<u32>>,
    /// How much of the text is indexed.
    length: usize,
}

impl WordIndex {
    /// Adds the new lines of the text, which are complete and in lower case.
    pub fn extend(&mut self, text: &[u8]) {
        self.lines.resize_with(HASHES, Vec::new);
        for line in text[self.length..].split_inclusive(|&octet| octet == b'\n') {
            // The text is bounded far below 4 GiB.
            let start = self.length as u32;
            let compared = line.get(..=MAX_MATCHED_OCTETS).unwrap_or(line);
            for word in compared.split(|&octet| !is_in_word(octet)) {
                let lines = &mut self.lines[hash(word)];
                if !word.is_empty() && lines.last() != Some(&start) {
                    lines.push(start);
                }
            }
            self.length += line.len();
        }
    }

    pub fn clear(&mut self) {
        self.length = 0;
        self.lines.clear();
    }

    /// The beginning of the text was removed.
    pub fn forget(&mut self, cut: usize) {
        self.length = self.length.saturating_sub(cut);
        let cut = cut as u32;
        for lines in &mut self.lines {
            lines.drain(..lines.partition_point(|&start| start < cut));
            lines.iter_mut().for_each(|start| *start -= cut);
        }
    }

    /// The starts of the lines that contain the pattern's rarest word. `None`: the pattern has no word that
    /// a line must contain as a whole.
    pub fn candidates(&self, pattern: &Pattern) -> Option<&[u32]> {
        let lines = whole_words(pattern).map(|word| self.lines.get(hash(word)).map(Vec::as_slice));
        lines.map(Option::unwrap_or_default).min_by_key(|lines| lines.len())
    }
}

/// The words that every matching line contains as whole words.
fn whole_words(pattern: &Pattern) -> impl Iterator<Item = &[u8]> {
    let last = pattern.pieces().len() - 1;
    pattern.pieces().iter().enumerate().flat_map(move |(number, piece)| {
        let words = piece.split(|&octet| !is_in_word(octet));
        let mut end = 0;
        words.filter(move |word| {
            let start = end;
            end = start + word.len() + 1;
            // Next to `...`, a line may have more of the word.
            let has_start = start > 0 || number == 0;
            let has_end = start + word.len() < piece.len() || number == last;
            !word.is_empty() && has_start && has_end
        })
    })
}

fn is_in_word(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || !octet.is_ascii()
}

fn hash(word: &[u8]) -> usize {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish() as usize % HASHES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_a_line_must_contain() {
        for (pattern, words) in [
            ("* 12 EXISTS", &["12", "exists"][..]),
            ("* ...12 exists... x", &["x"]),
            ("...", &[]),
            ("a1...b c d...e2", &["c"]),
            ("a1 ... (\\Seen)", &["a1", "seen"]),
        ] {
            let parsed = Pattern::parse(pattern).expect(pattern);
            let found: Vec<&[u8]> = whole_words(&parsed).collect();
            let words: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
            assert_eq!(found, words, "{pattern}");
        }
    }
}
