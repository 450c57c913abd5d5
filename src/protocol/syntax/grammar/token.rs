//! Tokens of responses. A token ends at a space, a bracket or the end of the line: `7x` does not begin
//! with a number.

use super::super::lexeme;

/// The length of a token, if the text after it may follow a token.
pub(super) fn whole(text: &[u8], length: usize) -> usize {
    match text.get(length) {
        None | Some(b' ' | b'(' | b')' | b'[' | b']' | b'<') => length,
        Some(_) => 0,
    }
}

pub(super) fn number(text: &[u8]) -> usize {
    whole(text, lexeme::number(text))
}
/// The number of a UIDFETCH response, which is a UID (RFC 9586).
pub(super) fn uidfetch_number(text: &[u8]) -> usize {
    let digits = lexeme::number(text);
    let name = text[digits..].get(..10);
    if name.is_some_and(|name| name.eq_ignore_ascii_case(b" UIDFETCH ")) { digits } else { 0 }
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
            // A separator belongs to the set only if a number follows it.
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
pub(super) fn sequence_set(text: &[u8]) -> usize {
    whole(text, lexeme::sequence_set(text))
}
/// `uid-set`, and other sets of known messages, in which neither `*` nor `$` is allowed (RFC 4315,
/// section 4, and RFC 7162, section 7).
pub(super) fn number_set(text: &[u8]) -> usize {
    let length = lexeme::sequence_set(text);
    let is_number = |number: &[u8]| lexeme::number(number) == number.len();
    if is_set_of(&text[..length], is_number) { whole(text, length) } else { 0 }
}
/// Whether the set has numbers of this form, alone or as the ends of ranges.
pub(super) fn is_set_of(set: &[u8], is_number: impl Fn(&[u8]) -> bool) -> bool {
    let is_range = |range: &[u8]| {
        let mut numbers = range.split(|&octet| octet == b':');
        let all = numbers.clone().all(|number| !number.is_empty() && is_number(number));
        all && numbers.by_ref().count() <= 2
    };
    set.split(|&octet| octet == b',').all(is_range)
}
/// `1:500`, or `-1:-100` from the end (RFC 9394).
pub(super) fn partial_range(text: &[u8]) -> usize {
    let is_part = |octet: &u8| octet.is_ascii_digit() || b"-:".contains(octet);
    whole(text, text.iter().take_while(|octet| is_part(octet)).count())
}
/// `CHILDINFO`, with quotes or without.
pub(super) fn childinfo(text: &[u8]) -> usize {
    quoted_or_atom(text, b"CHILDINFO")
}
/// `OLDNAME`, with quotes or without.
pub(super) fn oldname(text: &[u8]) -> usize {
    quoted_or_atom(text, b"OLDNAME")
}
fn quoted_or_atom(text: &[u8], word: &[u8]) -> usize {
    let length = match text.first() {
        Some(b'"') => word.len() + 2,
        _ => word.len(),
    };
    let quoted = usize::from(length > word.len());
    match text.get(..length) {
        Some(found)
            if found[quoted..length - quoted].eq_ignore_ascii_case(word)
                && (quoted == 0 || found.ends_with(b"\"")) =>
        {
            whole(text, length)
        }
        _ => 0,
    }
}
/// The rest of a continuation request, if it is base64. A single word (`+ idle`) is text.
pub(super) fn base64(text: &[u8]) -> usize {
    if is_word(text) { 0 } else { client_base64(text) }
}
/// The rest of the line, if it is base64: whole groups of four.
pub(super) fn client_base64(text: &[u8]) -> usize {
    let digits = text.iter().rposition(|&octet| octet != b'=').map_or(0, |last| last + 1);
    let is_digit = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/".contains(octet);
    let is_base64 = digits > 0
        && text.len().is_multiple_of(4)
        && text.len() - digits <= 2
        && text[..digits].iter().all(is_digit);
    if is_base64 { text.len() } else { 0 }
}
/// `*` alone, which cancels AUTHENTICATE.
pub(super) fn cancel(text: &[u8]) -> usize {
    usize::from(text == b"*")
}
/// Letters of one case, except the first.
fn is_word(text: &[u8]) -> bool {
    let Some((first, others)) = text.split_first() else { return false };
    text.iter().all(u8::is_ascii_uppercase)
        || first.is_ascii_alphabetic() && others.iter().all(u8::is_ascii_lowercase)
}
