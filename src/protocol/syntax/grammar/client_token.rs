//! Tokens of commands. They match as a whole: `1-Feb` does not begin with a date, nor `1:` with a
//! sequence set.

use super::super::lexeme;
use super::token::{client_base64, is_set_of, number, whole};
use crate::protocol::strings::MONTHS;

/// `date`: `1-Feb-2026`, with quotes or without.
pub(super) fn date(text: &[u8]) -> usize {
    let quoted = usize::from(text.first() == Some(&b'"'));
    let inside = date_text(&text[quoted..]);
    if inside == 0 || quoted == 1 && text.get(1 + inside) != Some(&b'"') {
        return 0;
    }
    whole(text, inside + 2 * quoted)
}

/// `date-text`.
fn date_text(text: &[u8]) -> usize {
    let day = lexeme::number(text);
    let is_month =
        |month: &[u8]| MONTHS.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(month));
    let Some([b'-', month @ .., b'-']) = text.get(day..day + 5) else { return 0 };
    let year = lexeme::number(&text[day + 5..]);
    if (1..=2).contains(&day) && is_month(month) && year == 4 { day + 5 + year } else { 0 }
}

/// `sequence-set`, with `$` for the result of the last SEARCH (RFC 5182).
pub(super) fn sequence_set(text: &[u8]) -> usize {
    let length = lexeme::sequence_set(text);
    let set = &text[..length];
    let is_number = |number: &[u8]| number == b"*" || lexeme::number(number) == number.len();
    if set == b"$" || is_set_of(set, is_number) { whole(text, length) } else { 0 }
}

/// `partial-range`: `1:500`, or `-1:-100` from the end (RFC 9394).
pub(super) fn partial_range(text: &[u8]) -> usize {
    let part = |text: &[u8]| {
        let sign = usize::from(text.first() == Some(&b'-'));
        match lexeme::number(&text[sign..]) {
            0 => 0,
            digits => sign + digits,
        }
    };
    let first = part(text);
    if first == 0 || text.get(first) != Some(&b':') {
        return 0;
    }
    match part(&text[first + 1..]) {
        0 => 0,
        last => whole(text, first + 1 + last),
    }
}

/// The number of a message, or `*`.
pub(super) fn sequence_number(text: &[u8]) -> usize {
    if text.first() == Some(&b'*') { whole(text, 1) } else { number(text) }
}

/// `date-time`: `"17-Jul-1996 02:44:25 -0700"`.
pub(super) fn date_time(text: &[u8]) -> usize {
    const FORM: &[u8] = b"\"DD-AAA-DDDD DD:DD:DD SDDDD\"";
    let Some(found) = text.get(..FORM.len()) else { return 0 };
    let fits = |(at, (form, octet)): (usize, (&u8, &u8))| match form {
        // A day of one digit has a space before it.
        b'D' => octet.is_ascii_digit() || at == 1 && *octet == b' ',
        b'A' => octet.is_ascii_alphabetic(),
        b'S' => b"+-".contains(octet),
        _ => form == octet,
    };
    let day = &found[1..12];
    let is_date = date_text(day.trim_ascii_start()) > 0;
    let fits = FORM.iter().zip(found).enumerate().all(fits) && is_date;
    if fits { whole(text, FORM.len()) } else { 0 }
}

/// `flag`: like that of a response, but for `\*`.
pub(super) fn flag(text: &[u8]) -> usize {
    if text.starts_with(b"\\*") { 0 } else { lexeme::flag(text) }
}

/// `initial-resp`: base64, `=` for an empty one, or the placeholder of a secret.
pub(super) fn initial_response(text: &[u8]) -> usize {
    match text {
        b"=" => 1,
        _ => client_base64(text).max(lexeme::placeholder(text)),
    }
}

/// The sign of `mod-rights`.
pub(super) fn sign(text: &[u8]) -> usize {
    usize::from(matches!(text.first(), Some(b'+' | b'-')))
}

/// A bracket with LAZY after it.
pub(super) fn open_before_lazy(text: &[u8]) -> usize {
    open_before(text, &[b"LAZY"])
}

/// A bracket with an option of GETMETADATA after it.
pub(super) fn open_before_metadata_option(text: &[u8]) -> usize {
    open_before(text, &[b"MAXSIZE", b"DEPTH"])
}

fn open_before(text: &[u8], words: &[&[u8]]) -> usize {
    let Some((b'(', inside)) = text.split_first() else { return 0 };
    let word = &inside[..lexeme::item_name(inside)];
    usize::from(words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

pub(super) fn close(text: &[u8]) -> usize {
    usize::from(text.first() == Some(&b')'))
}

/// The bracket of a `partial` such as `<0.100>`.
pub(super) fn partial_open(text: &[u8]) -> usize {
    let length = lexeme::partial(text);
    let inside = text.get(1..length.max(1) - usize::from(length > 0)).unwrap_or_default();
    let mut numbers = inside.split(|&octet| octet == b'.');
    let is_number = |number: Option<&[u8]>| number.is_some_and(|digits| !digits.is_empty());
    let is_partial = is_number(numbers.next()) && is_number(numbers.next());
    usize::from(length > 0 && is_partial && numbers.next().is_none())
}

pub(super) fn partial_close(text: &[u8]) -> usize {
    usize::from(text.first() == Some(&b'>'))
}
