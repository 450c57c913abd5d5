//! Atoms and quoted strings (RFC 9051, sections 4.1 and 4.3), and the text that each can represent.

use std::borrow::Cow;

/// The names of the months in dates.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether an atom may contain this octet.
pub fn is_atom_char(octet: u8) -> bool {
    octet.is_ascii_graphic() && !b"(){%*\"\\]".contains(&octet)
}

/// Whether an atom can represent this string. `NIL` can't: it means "no string".
pub fn is_atom(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_atom_char) && !text.eq_ignore_ascii_case(b"NIL")
}

/// Whether a quoted string can represent this string: it is ASCII without CR, LF or NUL.
pub fn is_quotable(text: &[u8]) -> bool {
    text.is_ascii() && !text.iter().any(|octet| b"\r\n\0".contains(octet))
}

/// Appends the text, escaped for a quoted string.
pub fn push_escaped(text: &str, into: &mut String) {
    for c in text.chars() {
        if c == '"' || c == '\\' {
            into.push('\\');
        }
        into.push(c);
    }
}

/// The length of the quoted string at the beginning of the text, if it is closed.
pub fn quoted_length(text: &[u8]) -> Option<usize> {
    let mut octets = text.iter().enumerate();
    octets.next().filter(|(_, octet)| **octet == b'"')?;
    while let Some((at, octet)) = octets.next() {
        match octet {
            b'"' => return Some(at + 1),
            b'\\' => drop(octets.next()),
            _ => {}
        }
    }
    None
}

/// Unescapes the octets between the quotes of a quoted string.
pub fn unescaped(inside: &[u8]) -> Cow<'_, [u8]> {
    if !inside.contains(&b'\\') {
        return Cow::Borrowed(inside);
    }
    let mut value = Vec::with_capacity(inside.len());
    let mut octets = inside.iter();
    while let Some(&octet) = octets.next() {
        value.push(if octet == b'\\' { *octets.next().unwrap_or(&octet) } else { octet });
    }
    Cow::Owned(value)
}

/// The quoted string with each `\` written as it must be, if one precedes neither `"` nor `\` (RFC 3501,
/// section 9). `None`: there is no such fault.
pub fn with_escapes_corrected(quoted: &str) -> Option<String> {
    if !has_wrong_escape(quoted.as_bytes()) {
        return None;
    }
    let mut corrected = String::with_capacity(quoted.len() + 1);
    let mut chars = quoted.chars().peekable();
    while let Some(c) = chars.next() {
        corrected.push(c);
        if c == '\\' {
            let escaped = chars.next_if(|next| matches!(next, '"' | '\\'));
            corrected.push(escaped.unwrap_or('\\'));
        }
    }
    Some(corrected)
}

/// Whether a quoted string has a `\` that precedes neither `"` nor `\`.
pub fn has_wrong_escape(quoted: &[u8]) -> bool {
    let mut octets = quoted.iter();
    while let Some(octet) = octets.next() {
        if *octet == b'\\' && !matches!(octets.next(), Some(b'"' | b'\\')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nil_and_special_characters_are_not_atoms() {
        assert!(is_atom(b"inbox") && is_atom(b"a.b/c-d") && is_atom(b"+1="));
        assert!(!is_atom(b"nil") && !is_atom(b"") && !is_atom(b"a b") && !is_atom("ü".as_bytes()));
    }

    #[test]
    fn escapes_before_other_characters_are_corrected() {
        for (quoted, corrected) in [
            (r#""a\b""#, Some(r#""a\\b""#)),
            (r#""INBOX\Sent\ü""#, Some(r#""INBOX\\Sent\\ü""#)),
            (r#""a\\b\"c""#, None),
            (r#""a""#, None),
        ] {
            assert_eq!(with_escapes_corrected(quoted).as_deref(), corrected, "{quoted}");
            assert_eq!(has_wrong_escape(quoted.as_bytes()), corrected.is_some(), "{quoted}");
        }
    }
}
