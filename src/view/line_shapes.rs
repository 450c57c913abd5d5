//! Lines that differ only in the digits of their numbers or of their tag, as `* 12 FETCH (UID 1012)`
//! and `* 13 FETCH (UID 1013)` do, have the same *shape*. What is a number or a tag is one whatever
//! its digits are, so that of a flood of such lines only the first is read by the grammar: the others
//! are its octets with other digits.

use super::styled_text::{Role, StyledText};
use memchr::memchr;
use std::ops::Range;

/// How many shapes are remembered: one for each length of a line.
const SHAPES: usize = 64;

/// How long a line may be whose shape is remembered.
const MAX_LINE: usize = 256;

/// The shapes of the lines that were shown last.
pub struct LineShapes {
    shapes: Vec<Shape>,
}

/// How many octets are compared at once.
const CHUNK: usize = 16;

/// A line of which octets may be replaced.
#[derive(Default)]
struct Shape {
    /// The line's length.
    length: usize,
    /// The least octet that may be at each place of the line. Behind a short one are zeros, up to
    /// a whole chunk.
    least: Vec<u8>,
    /// How many greater ones may be there too: 9 for the digit of a number, otherwise 0.
    others: Vec<u8>,
    painted: Vec<u8>,
    /// Where in the line digits may be replaced.
    digits: Vec<Digits>,
}

/// Digits that may be others.
struct Digits {
    /// Where they begin in the line.
    start: usize,
    /// Where they begin in the painted line.
    place: usize,
    length: usize,
}

impl Default for LineShapes {
    fn default() -> LineShapes {
        LineShapes { shapes: (0..SHAPES).map(|_| Shape::default()).collect() }
    }
}

impl LineShapes {
    /// Appends the line as it is painted, if a line of its shape was learned.
    #[inline]
    pub fn paint(&self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let shape = &self.shapes[line.len() % SHAPES];
        let matches = shape.matches(line);
        if matches {
            shape.paint(line, out);
        }
        matches
    }

    /// Remembers a line, a whole message that the grammar has read, and its row: the text, and as it
    /// was painted. One that needs escapes, or has more in its row, has no shape. `may_differ`: whether
    /// the digits of such a span may be others.
    pub fn learn(
        &mut self,
        line: &[u8],
        row: &StyledText,
        painted: &[u8],
        may_differ: impl Fn(Role) -> bool,
    ) {
        if line.len() > MAX_LINE || row.text().strip_suffix(b"\r\n") != Some(line) {
            return;
        }
        let shape = &mut self.shapes[line.len() % SHAPES];
        shape.replace(line, painted);
        let (mut start, mut place) = (0, PaintedPosition::default());
        for &(role, end) in row.ends() {
            let span = start..end.min(line.len());
            start = end;
            if may_differ(role) {
                for digits in digits_in(line, span) {
                    let at = place.of(digits.start, painted);
                    shape.add_digits(digits, at);
                }
            }
        }
    }
}

/// Where the octets of a text without escape sequences are when it is painted.
#[derive(Default)]
struct PaintedPosition {
    /// How many octets of the text, and of the painted one, are passed.
    text: usize,
    painted: usize,
}

impl PaintedPosition {
    /// Where this octet of the text is. It is not before the last one that was asked for.
    fn of(&mut self, at: usize, painted: &[u8]) -> usize {
        loop {
            let rest = &painted[self.painted..];
            let before = memchr(b'\x1b', rest).unwrap_or(rest.len());
            if before > at - self.text || before == rest.len() {
                self.painted += at - self.text;
                self.text = at;
                return self.painted;
            }
            let sequence = memchr(b'm', &rest[before..]).map_or(rest.len() - before, |end| end + 1);
            self.text += before;
            self.painted += before + sequence;
        }
    }
}

/// The runs of digits in this part of a line.
fn digits_in(line: &[u8], part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = part.start;
    std::iter::from_fn(move || {
        let is_digit = |at: &usize| line[*at].is_ascii_digit();
        let start = (at..part.end).find(is_digit)?;
        at = (start..part.end).find(|at| !is_digit(at)).unwrap_or(part.end);
        Some(start..at)
    })
}

impl Shape {
    /// Becomes the shape of this line, as it was painted.
    fn replace(&mut self, line: &[u8], painted: &[u8]) {
        self.length = line.len();
        self.least.clear();
        self.least.extend_from_slice(line);
        self.least.resize(line.len().max(CHUNK), 0);
        self.others.clear();
        self.others.resize(self.least.len(), 0);
        self.painted.clear();
        self.painted.extend_from_slice(painted);
        self.digits.clear();
    }

    /// The digits there may be others. They begin at this place when they are painted.
    fn add_digits(&mut self, digits: Range<usize>, place: usize) {
        self.least[digits.clone()].fill(b'0');
        self.others[digits.clone()].fill(9);
        self.digits.push(Digits { start: digits.start, place, length: digits.len() });
    }

    #[inline]
    fn matches(&self, line: &[u8]) -> bool {
        if line.len() != self.length || line.is_empty() {
            return false;
        }
        let (Some(least_end), Some(others_end)) =
            (self.least.last_chunk::<CHUNK>(), self.others.last_chunk::<CHUNK>())
        else {
            return false;
        };
        let Some(line_end) = line.last_chunk::<CHUNK>() else {
            let mut padded = [0; CHUNK];
            padded[..line.len()].copy_from_slice(line);
            return all_allowed(&padded, least_end, others_end);
        };
        // The last octets overlap the chunk before them.
        let chunks = line.as_chunks::<CHUNK>().0.iter().zip(self.least.as_chunks::<CHUNK>().0);
        chunks
            .zip(self.others.as_chunks::<CHUNK>().0)
            .fold(all_allowed(line_end, least_end, others_end), |all, ((line, least), others)| {
                all & all_allowed(line, least, others)
            })
    }

    /// Appends the painted line with this line's digits.
    #[inline]
    fn paint(&self, line: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.painted);
        let painted = &mut out[start..];
        for &Digits { start, place, length } in &self.digits {
            copy_digits(&line[start..start + length], &mut painted[place..place + length]);
        }
    }
}

/// Copies digits into as many octets. For a few of them a call of `memcpy` takes longer than the copy.
#[inline]
fn copy_digits(digits: &[u8], to: &mut [u8]) {
    match digits.len() {
        1 => copy_ends::<1>(digits, to),
        2..=4 => copy_ends::<2>(digits, to),
        5..=8 => copy_ends::<4>(digits, to),
        _ => to.copy_from_slice(digits),
    }
}

/// Copies the first and the last `N` octets, which may overlap.
#[inline]
fn copy_ends<const N: usize>(from: &[u8], to: &mut [u8]) {
    if let (Some(first), Some(to)) = (from.first_chunk::<N>(), to.first_chunk_mut::<N>()) {
        *to = *first;
    }
    if let (Some(last), Some(to)) = (from.last_chunk::<N>(), to.last_chunk_mut::<N>()) {
        *to = *last;
    }
}

/// Without a branch, so that the compiler compares all octets at once.
#[inline]
fn all_allowed(line: &[u8; CHUNK], least: &[u8; CHUNK], others: &[u8; CHUNK]) -> bool {
    (0..CHUNK).fold(true, |all, at| all & is_allowed(line[at], least[at], others[at]))
}

#[inline]
fn is_allowed(octet: u8, least: u8, others: u8) -> bool {
    octet.wrapping_sub(least) <= others
}

#[cfg(test)]
mod tests {
    use super::super::theme::{Colors, Theme};
    use super::*;

    #[test]
    fn digits_are_copied_whole() {
        let digits = b"123456789012345678901234567890";
        for length in 1..digits.len() {
            let mut copied = vec![b'x'; length];
            copy_digits(&digits[..length], &mut copied);
            assert_eq!(copied, &digits[..length]);
        }
    }

    #[test]
    fn only_lines_with_other_digits_are_painted() {
        let mut shapes = LineShapes::default();
        let learned = "* 10 FETCH (UID 2000)";
        let mut row = StyledText::default();
        row.push(Role::Untagged, b"*");
        row.push(Role::Text, b" ");
        row.push(Role::Number, b"10");
        row.push(Role::Text, b" FETCH (UID ");
        row.push(Role::Number, b"2000");
        row.push(Role::Text, b")\r\n");
        let (theme, mut octets) = (Theme::new(Colors::Sixteen), Vec::new());
        theme.paint(&row, &mut octets);
        shapes.learn(learned.as_bytes(), &row, &octets, |role| role == Role::Number);
        let painted = |line: &str| {
            let mut out = b"|".to_vec();
            shapes
                .paint(line.as_bytes(), &mut out)
                .then(|| String::from_utf8_lossy(&out).into_owned())
        };
        for (line, first, second) in
            [(learned, "10", "2000"), ("* 97 FETCH (UID 0009)", "97", "0009")]
        {
            let expected = format!(
                "|\x1b[36m*\x1b[0m \x1b[36m{first}\x1b[0m FETCH (UID \x1b[36m{second}\x1b[0m)\r\n"
            );
            assert_eq!(painted(line), Some(expected));
        }
        for unknown in
            ["* 1x FETCH (UID 2000)", "* 10 FETCH (UID 200)", "* 10 FETCh (UID 2000)", ""]
        {
            assert_eq!(painted(unknown), None, "{unknown}");
        }
    }
}
