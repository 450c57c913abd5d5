//! Tokens of responses. A token ends at a blank, a bracket or the end of the line: of `7x`, nothing
//! is a number.

use super::super::lexeme;

/// The length of a token, if what follows may follow a token.
fn whole(text: &[u8], length: usize) -> usize {
    match text.get(length) {
        None | Some(b' ' | b'(' | b')' | b'[' | b']' | b'<') => length,
        Some(_) => 0,
    }
}

pub(super) fn number(text: &[u8]) -> usize {
    whole(text, lexeme::number(text))
}
pub(super) fn nil(text: &[u8]) -> usize {
    match text.get(..3) {
        Some(word) if word.eq_ignore_ascii_case(b"NIL") => whole(text, 3),
        _ => 0,
    }
}
/// A word that could be the name of an item: it begins with a letter.
pub(super) fn name(text: &[u8]) -> usize {
    match text.first() {
        Some(octet) if octet.is_ascii_alphabetic() => lexeme::item_name(text),
        _ => 0,
    }
}
/// `1.2.3`: the numbers of a section.
pub(super) fn section_part(text: &[u8]) -> usize {
    let mut end = 0;
    loop {
        let digits = lexeme::number(&text[end..]);
        match (digits, end) {
            (0, 0) => return 0,
            // The separator before what is not a number is no part of it.
            (0, _) => return end - 1,
            _ => end += digits,
        }
        match text.get(end) {
            Some(b'.') => end += 1,
            _ => return end,
        }
    }
}
pub(super) fn dot(text: &[u8]) -> usize {
    usize::from(text.first() == Some(&b'.'))
}
