//! The parts of a sentence that are in quotation marks, in backticks or emphasized: text that a tutorial asks
//! the reader to type.

use std::ops::Range;

/// Signs around a part that differ.
const PAIRS: &[(char, char)] =
    &[('“', '”'), ('„', '“'), ('‘', '’'), ('「', '」'), ('『', '』'), ('«', '»'), ('‹', '›')];

/// Signs that are the same on both sides.
const SIGNS: &[&str] = &["`", "**", "\"", "'"];

/// Whether a quoted part may begin with this sign.
pub fn is_opening(c: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == c) || SIGNS.iter().any(|sign| sign.starts_with(c))
}

/// Whether a quoted part may end with this sign.
pub fn is_closing(c: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == c) || SIGNS.iter().any(|sign| sign.starts_with(c))
}

/// The places of the quoted parts of a text, without their quotation marks. A mark that may also occur inside
/// a part must occur exactly twice.
pub fn quoted_parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<_> = SIGNS.iter().flat_map(|sign| between(text, sign)).collect();
    for (open, close) in PAIRS {
        let mut from = 0;
        while let Some(begin) = text[from..].find(*open).map(|at| from + at + open.len_utf8())
            && let Some(length) = text[begin..].find(*close)
        {
            parts.push(begin..begin + length);
            from = begin + length;
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The parts between two of this sign.
fn between(text: &str, sign: &str) -> Vec<Range<usize>> {
    // The apostrophe of `don't` is between letters.
    let is_apostrophe = |at: usize| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next())
    };
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices(sign) {
        match marks.last_mut().filter(|mark| mark.end == at) {
            Some(mark) => mark.end += sign.len(),
            None if sign == "'" && is_apostrophe(at) => {}
            None => marks.push(at..at + sign.len()),
        }
    }
    let is_sure = match sign {
        // A command has no backticks.
        "`" => marks.len().is_multiple_of(2),
        _ => marks.len() == 2,
    };
    let pairs = marks.chunks_exact(2).filter(|_| is_sure);
    pairs.map(|pair| pair[0].end..pair[1].start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_any_quotation_marks_are_found() {
        for (text, parts) in [
            ("Type `a1 noop`, and press `Enter`.", &["a1 noop", "Enter"][..]),
            ("Type ``a1 noop``.", &["a1 noop"]),
            ("Type \"a1 noop\" now", &["a1 noop"]),
            ("Don't type 'a1 noop' yet", &["a1 noop"]),
            ("**a1 noop** sends it", &["a1 noop"]),
            ("「a1 noop」と入力", &["a1 noop"]),
            ("Geben Sie „a1 noop“ ein", &["a1 noop"]),
            ("“a1 noop” or ‘x’", &["a1 noop", "x"]),
            // Their end is uncertain.
            ("Type \"a1 list \"\" *\" now", &[]),
            ("`a1 noop", &[]),
            ("don't", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = quoted_parts(text).into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, parts, "{text}");
        }
    }
}
