//! The server's text made safe for a terminal: no control character, no escape sequence, nothing
//! that hides text or turns its direction reaches it raw, nor the mark of imapsh's own voice.

use unicode_width::UnicodeWidthChar;

use crate::protocol::printable::find_non_printable;

/// The mark that stands before what imapsh itself says on a terminal. In the server's text it is
/// escaped, wherever it stands, so that a long line that wraps can't show it either.
pub const NOTICE_MARK: char = '▸';

/// How many characters that take no column may follow one another: more than any script needs,
/// fewer than it takes to cover the rows above.
const MARKS: usize = 8;

/// Whether every octet is printable ASCII: nothing to escape.
#[inline]
pub fn is_plain(text: &[u8]) -> bool {
    find_non_printable(text).is_none()
}

/// Appends the text, escaped where it must be. Gives how many octets at its end may be the
/// beginning of a character whose rest comes with the next piece; they were left out.
#[inline]
pub fn append(text: &[u8], more_follows: bool, into: &mut Vec<u8>) -> usize {
    if is_plain(text) {
        into.extend_from_slice(text);
        return 0;
    }
    append_special(text, more_follows, into)
}

/// Text with something to escape, or with characters beyond ASCII.
fn append_special(text: &[u8], more_follows: bool, into: &mut Vec<u8>) -> usize {
    let mut rest = text;
    loop {
        match std::str::from_utf8(rest) {
            Ok(valid) => {
                append_valid(valid, into);
                return 0;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                append_valid(std::str::from_utf8(valid).unwrap_or_default(), into);
                let odd = match error.error_len() {
                    None if more_follows => return after.len(),
                    None => after.len(),
                    Some(length) => length,
                };
                after[..odd]
                    .iter()
                    .for_each(|&octet| append_octet(octet, into));
                rest = &after[odd..];
            }
        }
    }
}

/// Appends an octet's escape.
pub fn append_octet(octet: u8, into: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    into.extend_from_slice(&[
        b'\\',
        b'x',
        DIGITS[usize::from(octet >> 4)],
        DIGITS[usize::from(octet & 15)],
    ]);
}

fn append_valid(text: &str, into: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    let mut marks = 0;
    for c in text.chars() {
        if let ' '..='~' = c {
            marks = 0;
            into.push(c as u8);
            continue;
        }
        marks = match c.width() {
            Some(0) => marks + 1,
            _ => 0,
        };
        match c {
            // The pictures of the three that are met in mail.
            '\x1b' => into.extend_from_slice("␛".as_bytes()),
            '\t' => into.extend_from_slice("␉".as_bytes()),
            '\r' => into.extend_from_slice("␍".as_bytes()),
            _ if is_dangerous(c) || marks > MARKS => c
                .encode_utf8(&mut buffer)
                .bytes()
                .for_each(|octet| append_octet(octet, into)),
            _ => into.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes()),
        }
    }
}

/// Whether a terminal may do something else with this character than show it, or a person take it
/// for something else. The joiners of Persian and of emoji, U+200C and U+200D, and the variation
/// selectors are text.
pub fn is_dangerous(c: char) -> bool {
    c.is_control() || is_mark_of_ours(c) || is_unseen(c)
}

/// Our own mark, what looks like it, and private use: what that looks like is the font's to say.
fn is_mark_of_ours(c: char) -> bool {
    matches!(
        c,
        NOTICE_MARK | '‣' | '⏵' | '▶' | '▹' | '►' | '⯈' | '\u{1f782}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{f0000}'..='\u{10ffff}'
    )
}

/// What takes no place and hides text, turns its direction, or ends lines; fillers; tags.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether the text can be shown as it is.
pub fn is_safe(text: &str) -> bool {
    !text.chars().any(is_dangerous)
}

/// The text, made safe.
pub fn escaped(text: &str) -> String {
    let mut into = Vec::new();
    append(text.as_bytes(), false, &mut into);
    String::from_utf8_lossy(&into).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_must_not_reach_a_terminal() {
        assert_eq!(escaped("a\x1b]0;x\x07b"), "a␛]0;x\\x07b");
        assert_eq!(
            escaped("日本 ü\u{9b}1m\u{202e}"),
            "日本 ü\\xc2\\x9b1m\\xe2\\x80\\xae"
        );
        assert_eq!(escaped("▸ imapsh\t\r"), "\\xe2\\x96\\xb8 imapsh␉␍");
        assert_eq!(
            escaped("a\u{ad}\u{200b}\u{e0041}►\u{e0b0}"),
            "a\\xc2\\xad\\xe2\\x80\\x8b\\xf3\\xa0\\x81\\x81\\xe2\\x96\\xba\\xee\\x82\\xb0"
        );
        let family = "👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم e\u{301}\u{323} ❤\u{fe0f}";
        assert_eq!(escaped(family), family);
        let flood = escaped(&format!("e{}", "\u{301}".repeat(1000)));
        assert_eq!(flood.matches('\u{301}').count(), MARKS);
        assert!(flood.ends_with("\\xcc\\x81"));
        let mut into = Vec::new();
        assert_eq!(append(b"a\xff\xe3\x81", false, &mut into), 0);
        assert_eq!(into, b"a\\xff\\xe3\\x81");
        into.clear();
        assert_eq!(append(b"a\xe3\x81", true, &mut into), 2);
        assert_eq!(into, b"a");
    }

    proptest! {
        #[test]
        fn only_printable_text_comes_out(octets: Vec<u8>) {
            let mut into = Vec::new();
            append(&octets, false, &mut into);
            let shown = String::from_utf8(into).map_err(|_| TestCaseError::fail("not UTF-8"))?;
            prop_assert!(shown.chars().all(|c| !is_dangerous(c)));
        }
    }
}
