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
    /// The shape of the line that was painted last.
    last: Option<usize>,
}

/// How many octets are compared at once.
const CHUNK: usize = 16;

/// A line of which octets may be replaced.
#[derive(Default)]
struct Shape {
    /// The line's length.
    length: usize,
    /// What may be in each whole chunk of the line.
    chunks: Vec<Allowed>,
    /// What may be in its last octets, which overlap the chunk before. After a short line are zeros.
    end: Allowed,
    painted: Vec<u8>,
    /// Where in the line digits may be replaced.
    digits: Vec<Digits>,
}

/// The octets that may be at each place of a chunk.
#[derive(Clone, Copy, Default)]
struct Allowed {
    least: [u8; CHUNK],
    /// How many greater ones may be there too: 9 for the digit of a number, otherwise 0.
    others: [u8; CHUNK],
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
        LineShapes { shapes: (0..SHAPES).map(|_| Shape::default()).collect(), last: None }
    }
}

impl LineShapes {
    /// Appends the line as it is painted, if a line of its shape was learned.
    #[inline]
    pub fn paint(&mut self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let at = line.len() % SHAPES;
        let shape = &self.shapes[at];
        let matches = shape.matches(line);
        if matches {
            shape.paint(line, out);
        }
        self.last = matches.then_some(at);
        matches
    }

    /// Appends the line at the beginning of these octets as it is painted, if it is whole and has the shape of
    /// the one that was painted last. Returns its length, with its line end.
    #[inline]
    pub fn paint_similar(&self, octets: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let shape = &self.shapes[self.last?];
        let (line, rest) = octets.split_at_checked(shape.length)?;
        let is_similar = rest.starts_with(b"\r\n") && shape.matches(line);
        is_similar.then(|| {
            shape.paint(line, out);
            line.len() + b"\r\n".len()
        })
    }

    /// No shape was painted last: something else was shown.
    pub fn forget_last(&mut self) {
        self.last = None;
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
        let mut varying = Vec::new();
        let (mut start, mut place) = (0, PaintedPosition::default());
        for &(role, end) in row.ends() {
            let span = start..end.min(line.len());
            start = end;
            if may_differ(role) {
                for digits in digits_in(line, span) {
                    let place = place.of(digits.start, painted);
                    let (start, length) = (digits.start, digits.len());
                    varying.push(Digits { start, place, length });
                }
            }
        }
        shape.replace(line, painted, varying);
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
    /// Becomes the shape of this line, as it was painted. These digits may be others.
    fn replace(&mut self, line: &[u8], painted: &[u8], digits: Vec<Digits>) {
        let (mut least, mut others) = (line.to_vec(), vec![0; line.len()]);
        for &Digits { start, length, .. } in &digits {
            least[start..start + length].fill(b'0');
            others[start..start + length].fill(9);
        }
        let whole = least.as_chunks().0.iter().zip(others.as_chunks().0);
        self.chunks = whole.map(|(&least, &others)| Allowed { least, others }).collect();
        for octets in [&mut least, &mut others] {
            octets.resize(line.len().max(CHUNK), 0);
        }
        if let (Some(&least), Some(&others)) = (least.last_chunk(), others.last_chunk()) {
            self.end = Allowed { least, others };
        }
        self.length = line.len();
        self.painted.clear();
        self.painted.extend_from_slice(painted);
        self.digits = digits;
    }

    #[inline]
    fn matches(&self, line: &[u8]) -> bool {
        if line.len() != self.length || line.is_empty() {
            return false;
        }
        let Some(line_end) = line.last_chunk() else {
            let mut padded = [0; CHUNK];
            padded[..line.len()].copy_from_slice(line);
            return is_zero(self.end.excess(&padded));
        };
        let chunks = line.as_chunks().0.iter().zip(&self.chunks);
        is_zero(chunks.fold(self.end.excess(line_end), |all, (chunk, allowed)| {
            let excess = allowed.excess(chunk);
            std::array::from_fn(|at| all[at] | excess[at])
        }))
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

impl Allowed {
    /// By how much each octet is above what may be there; 0 if it may. Without a branch, so that the compiler
    /// takes all octets at once.
    #[inline]
    fn excess(&self, chunk: &[u8; CHUNK]) -> [u8; CHUNK] {
        std::array::from_fn(|at| {
            chunk[at].wrapping_sub(self.least[at]).saturating_sub(self.others[at])
        })
    }
}

#[inline]
fn is_zero(octets: [u8; CHUNK]) -> bool {
    u128::from_ne_bytes(octets) == 0
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
        let mut painted = |line: &str| {
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

        let similar = |shapes: &LineShapes, octets: &str| {
            let mut out = Vec::new();
            let length = shapes.paint_similar(octets.as_bytes(), &mut out)?;
            Some((length, String::from_utf8_lossy(&out).into_owned()))
        };
        let next = "* 11 FETCH (UID 2001)\r\n* 12";
        assert_eq!(similar(&shapes, next), None);
        assert!(shapes.paint(learned.as_bytes(), &mut Vec::new()));
        let expected = "\x1b[36m*\x1b[0m \x1b[36m11\x1b[0m FETCH (UID \x1b[36m2001\x1b[0m)\r\n";
        assert_eq!(similar(&shapes, next), Some((23, expected.to_owned())));
        for other in
            ["* 11 FETCH (UID 2001)\r", "* 11 FETCH (UID 2001)\n", "* 11 FETCH (UID 20011)\r\n"]
        {
            assert_eq!(similar(&shapes, other), None, "{other}");
        }
        shapes.forget_last();
        assert_eq!(similar(&shapes, next), None);
    }
}
