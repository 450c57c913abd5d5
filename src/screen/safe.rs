//! The server's text made safe for a terminal: no control character, no escape sequence, nothing
//! that turns the direction of writing reaches it raw, nor the mark of imapsh's own voice.

use crate::protocol::plain::odd_at;

/// The mark that stands before what imapsh itself says on a terminal. In the server's text it is
/// escaped, wherever it stands, so that a long line that wraps can't show it either.
pub const VOICE: char = '▸';

/// Whether every octet is printable ASCII: nothing to escape.
#[inline]
pub fn is_plain(text: &[u8]) -> bool {
    odd_at(text).is_none()
}

/// Appends the text, escaped where it must be. Gives how many octets at its end may be the
/// beginning of a character whose rest comes with the next piece; they were left out.
#[inline]
pub fn push(text: &[u8], more_follows: bool, into: &mut Vec<u8>) -> usize {
    if is_plain(text) {
        into.extend_from_slice(text);
        return 0;
    }
    push_odd(text, more_follows, into)
}

/// Text with something to escape, or with characters beyond ASCII.
fn push_odd(text: &[u8], more_follows: bool, into: &mut Vec<u8>) -> usize {
    let mut rest = text;
    loop {
        match std::str::from_utf8(rest) {
            Ok(valid) => {
                push_valid(valid, into);
                return 0;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                push_valid(std::str::from_utf8(valid).unwrap_or_default(), into);
                let odd = match error.error_len() {
                    None if more_follows => return after.len(),
                    None => after.len(),
                    Some(length) => length,
                };
                after[..odd]
                    .iter()
                    .for_each(|&octet| push_octet(octet, into));
                rest = &after[odd..];
            }
        }
    }
}

/// Appends an octet's escape.
pub fn push_octet(octet: u8, into: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    into.extend_from_slice(&[
        b'\\',
        b'x',
        DIGITS[usize::from(octet >> 4)],
        DIGITS[usize::from(octet & 15)],
    ]);
}

fn push_valid(text: &str, into: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    for c in text.chars() {
        match c {
            ' '..='~' => into.push(c as u8),
            // The pictures of the three that are met in mail.
            '\x1b' => into.extend_from_slice("␛".as_bytes()),
            '\t' => into.extend_from_slice("␉".as_bytes()),
            '\r' => into.extend_from_slice("␍".as_bytes()),
            _ if is_dangerous(c) => c
                .encode_utf8(&mut buffer)
                .bytes()
                .for_each(|octet| push_octet(octet, into)),
            _ => into.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes()),
        }
    }
}

/// Controls of C0 and C1, what turns the direction of writing, what ends lines, and our own mark.
fn is_dangerous(c: char) -> bool {
    c.is_control()
        || c == VOICE
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text, made safe.
pub fn text(text: &str) -> String {
    let mut into = Vec::new();
    push(text.as_bytes(), false, &mut into);
    String::from_utf8_lossy(&into).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_must_not_reach_a_terminal() {
        assert_eq!(text("a\x1b]0;x\x07b"), "a␛]0;x\\x07b");
        assert_eq!(
            text("日本 ü\u{9b}1m\u{202e}"),
            "日本 ü\\xc2\\x9b1m\\xe2\\x80\\xae"
        );
        assert_eq!(text("▸ imapsh\t\r"), "\\xe2\\x96\\xb8 imapsh␉␍");
        let mut into = Vec::new();
        assert_eq!(push(b"a\xff\xe3\x81", false, &mut into), 0);
        assert_eq!(into, b"a\\xff\\xe3\\x81");
        into.clear();
        assert_eq!(push(b"a\xe3\x81", true, &mut into), 2);
        assert_eq!(into, b"a");
    }

    proptest! {
        #[test]
        fn only_printable_text_comes_out(octets: Vec<u8>) {
            let mut into = Vec::new();
            push(&octets, false, &mut into);
            let shown = String::from_utf8(into).map_err(|_| TestCaseError::fail("not UTF-8"))?;
            prop_assert!(shown.chars().all(|c| !is_dangerous(c)));
        }
    }
}
