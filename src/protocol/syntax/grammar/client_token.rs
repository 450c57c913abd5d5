//! Tokens of commands. They are exact: of `1-Feb` nothing is a date, and of `1:` nothing is a
//! sequence set.

use super::super::lexeme;
use super::token::whole;

const MONTHS: [&[u8]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

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
    let is_month = |month: &[u8]| MONTHS.iter().any(|name| name.eq_ignore_ascii_case(month));
    let Some([b'-', month @ .., b'-']) = text.get(day..day + 5) else { return 0 };
    let year = lexeme::number(&text[day + 5..]);
    if (1..=2).contains(&day) && is_month(month) && year == 4 { day + 5 + year } else { 0 }
}

/// `sequence-set`, with `$` for the result of the last SEARCH (RFC 5182).
pub(super) fn sequence_set(text: &[u8]) -> usize {
    let length = lexeme::sequence_set(text);
    let is_number = |number: &[u8]| number == b"*" || lexeme::number(number) == number.len();
    let is_range = |range: &[u8]| {
        let mut numbers = range.split(|&octet| octet == b':');
        let all = numbers.clone().all(|number| !number.is_empty() && is_number(number));
        all && numbers.by_ref().count() <= 2
    };
    let set = &text[..length];
    let is_set = set == b"$" || set.split(|&octet| octet == b',').all(is_range);
    if is_set { whole(text, length) } else { 0 }
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
