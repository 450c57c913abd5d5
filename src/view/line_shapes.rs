//! Lines that differ only in the digits of their numbers, as `* 12 FETCH (UID 1012)` and
//! `* 13 FETCH (UID 1013)` do, have the same *shape*. What is a number is one whatever its digits
//! are, so that of a flood of such lines only the first is read by the grammar: the others are its
//! octets with other digits.

use std::ops::Range;

/// How many shapes are remembered: one for each length of a line.
const SHAPES: usize = 64;

/// The shapes of the lines that were shown last.
pub struct LineShapes {
    shapes: Vec<Shape>,
}

/// A line of which octets may be replaced.
#[derive(Default)]
pub struct Shape {
    /// The least octet that may stand at each place of the line.
    least: Vec<u8>,
    /// How many greater ones may stand there too: 9 for the digit of a number, otherwise 0.
    others: Vec<u8>,
    painted: Vec<u8>,
    /// Where in the line each number is, and where it begins in `painted`.
    numbers: Vec<(Range<usize>, usize)>,
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

    /// The shape to replace, for a line of this length.
    pub fn slot(&mut self, length: usize) -> &mut Shape {
        let shape = &mut self.shapes[length % SHAPES];
        shape.clear();
        shape
    }
}

impl Shape {
    fn clear(&mut self) {
        self.least.clear();
        self.others.clear();
        self.painted.clear();
        self.numbers.clear();
    }

    /// Appends octets that stay the same, painted.
    pub fn push_text(&mut self, text: &[u8], paint: impl FnOnce(&[u8], &mut Vec<u8>)) {
        self.least.extend_from_slice(text);
        self.others.resize(self.least.len(), 0);
        paint(text, &mut self.painted);
    }

    /// Appends a number, between the octets that switch its style on and off.
    pub fn push_number(&mut self, digits: &[u8], on: &[u8], off: &[u8]) {
        let start = self.least.len();
        self.least.resize(start + digits.len(), b'0');
        self.others.resize(start + digits.len(), 9);
        self.painted.extend_from_slice(on);
        self.numbers.push((start..start + digits.len(), self.painted.len()));
        self.painted.extend_from_slice(digits);
        self.painted.extend_from_slice(off);
    }

    /// Appends octets to the painted line alone.
    pub fn push_painted(&mut self, octets: &[u8]) {
        self.painted.extend_from_slice(octets);
    }

    #[inline]
    fn matches(&self, line: &[u8]) -> bool {
        if line.len() != self.least.len() || line.is_empty() {
            return false;
        }
        let (Some(line_end), Some(least_end), Some(others_end)) = (
            line.last_chunk::<16>(),
            self.least.last_chunk::<16>(),
            self.others.last_chunk::<16>(),
        ) else {
            let shape = self.least.iter().zip(&self.others);
            return line
                .iter()
                .zip(shape)
                .all(|(octet, (least, others))| is_allowed(*octet, *least, *others));
        };
        // The last octets overlap the chunk before them.
        let chunks = line.as_chunks::<16>().0.iter().zip(self.least.as_chunks::<16>().0);
        chunks
            .zip(self.others.as_chunks::<16>().0)
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
        for (digits, place) in &self.numbers {
            let places = &mut painted[*place..*place + digits.len()];
            places.copy_from_slice(&line[digits.clone()]);
        }
    }
}

/// Without a branch, so that the compiler compares all octets at once.
#[inline]
fn all_allowed(line: &[u8; 16], least: &[u8; 16], others: &[u8; 16]) -> bool {
    (0..16).fold(true, |all, at| all & is_allowed(line[at], least[at], others[at]))
}

#[inline]
fn is_allowed(octet: u8, least: u8, others: u8) -> bool {
    octet.wrapping_sub(least) <= others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_other_digits_are_painted() {
        let mut shapes = LineShapes::default();
        let learned = "* 10 FETCH (UID 2000)";
        let slot = shapes.slot(learned.len());
        slot.push_text(b"* ", |text, painted| painted.extend_from_slice(text));
        slot.push_number(b"10", b"<", b">");
        slot.push_text(b" FETCH (UID ", |text, painted| painted.extend_from_slice(text));
        slot.push_number(b"2000", b"<", b">");
        slot.push_text(b")", |_, painted| painted.push(b'!'));
        slot.push_painted(b"\n");
        let painted = |line: &str| {
            let mut out = b"|".to_vec();
            shapes
                .paint(line.as_bytes(), &mut out)
                .then(|| String::from_utf8_lossy(&out).into_owned())
        };
        assert_eq!(painted(learned).as_deref(), Some("|* <10> FETCH (UID <2000>!\n"));
        let other = "* 97 FETCH (UID 0009)";
        assert_eq!(painted(other).as_deref(), Some("|* <97> FETCH (UID <0009>!\n"));
        for unknown in
            ["* 1x FETCH (UID 2000)", "* 10 FETCH (UID 200)", "* 10 FETCh (UID 2000)", ""]
        {
            assert_eq!(painted(unknown), None, "{unknown}");
        }
    }
}
