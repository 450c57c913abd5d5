//! Paints floods of similar lines without parsing each one. Lines that differ only in the digits of
//! their numbers or of their tag, such as `* 12 FETCH (UID 1012)` and `* 13 FETCH (UID 1013)`, have the
//! same *shape*. Other digits do not change the role of a number or a tag, so only the first line of a
//! shape is parsed; the others are painted as that line with their own digits.

use super::styled_text::{Role, StyledText};
use memchr::memchr;
use std::ops::Range;

/// How many shapes are remembered: one per length of a line.
const SHAPES: usize = 64;

/// The maximum length of a line whose shape is remembered.
const MAX_LINE: usize = 256;

/// The shapes of the last lines shown.
pub struct LineShapes {
    shapes: Vec<Shape>,
    /// The shape of the last line painted.
    last: Option<usize>,
}

/// A line in which digits may be replaced.
#[derive(Default)]
struct Shape {
    /// The least octet allowed at each place.
    least: Vec<u8>,
    /// How many greater octets are allowed there too: 9 for a digit of a number, otherwise 0.
    others: Vec<u8>,
    painted: Vec<u8>,
    /// The digits of the line that may be replaced.
    digits: Vec<Digits>,
}

/// A run of digits that may be replaced.
struct Digits {
    /// Their start in the line.
    start: usize,
    /// Their start in the painted line.
    place: usize,
    length: usize,
}

impl Default for LineShapes {
    fn default() -> LineShapes {
        LineShapes { shapes: (0..SHAPES).map(|_| Shape::default()).collect(), last: None }
    }
}

impl LineShapes {
    /// Appends the painted line, if a line of its shape was learned.
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

    /// Appends the painted form of the first line of these octets, if it is complete and has the shape of
    /// the last line painted. Returns its length, with its line end.
    pub fn paint_similar(&self, octets: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let shape = &self.shapes[self.last?];
        let (line, rest) = octets.split_at_checked(shape.least.len())?;
        let is_similar = rest.starts_with(b"\r\n") && shape.matches(line);
        is_similar.then(|| {
            shape.paint(line, out);
            line.len() + b"\r\n".len()
        })
    }

    /// Notes that something other than a known shape was shown.
    pub fn forget_last(&mut self) {
        self.last = None;
    }

    /// Learns the shape of a line, a complete message that was parsed, from its row: the text, and the
    /// painted text. A line that needs escapes, or shares its row with other text, has no shape.
    /// `may_differ`: whether the digits of a span with this role may be replaced.
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

/// Maps positions in a text without escape sequences to positions in the painted text.
#[derive(Default)]
struct PaintedPosition {
    /// The current position in the text; the one in the painted text follows.
    text: usize,
    painted: usize,
}

impl PaintedPosition {
    /// The position of this octet of the text. Positions must be requested in increasing order.
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
    /// Becomes the shape of this painted line, in which these digits may be replaced.
    fn replace(&mut self, line: &[u8], painted: &[u8], digits: Vec<Digits>) {
        self.least = line.to_vec();
        self.others = vec![0; line.len()];
        for &Digits { start, length, .. } in &digits {
            self.least[start..start + length].fill(b'0');
            self.others[start..start + length].fill(9);
        }
        self.painted.clear();
        self.painted.extend_from_slice(painted);
        self.digits = digits;
    }

    /// Without a branch for each octet, so that the compiler compares many of them at once.
    fn matches(&self, line: &[u8]) -> bool {
        let octets = line.iter().zip(self.least.iter().zip(&self.others));
        !line.is_empty()
            && line.len() == self.least.len()
            && octets.fold(true, |all, (octet, (least, others))| {
                all & (octet.wrapping_sub(*least) <= *others)
            })
    }

    /// Appends the painted line with this line's digits.
    fn paint(&self, line: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.painted);
        let painted = &mut out[start..];
        for &Digits { start, place, length } in &self.digits {
            painted[place..place + length].copy_from_slice(&line[start..start + length]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::theme::{Colors, Theme};
    use super::*;

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
