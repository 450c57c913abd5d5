//! Makes a server's text safe to show. Control characters, escape sequences, invisible characters,
//! characters that change the text's direction, and imapsh's own mark are replaced by escapes.

use std::borrow::Cow;
use std::io::Write;
use unicode_width::UnicodeWidthChar;

/// The mark before imapsh's own lines on a terminal. Text of a server never contains it unescaped,
/// not even inside a line, because a long line may be wrapped right before it.
pub const NOTICE_MARK: char = '▸';

/// The maximum number of adjacent characters without width: more than any writing system needs, and too
/// few to cover the rows above.
const MAX_COMBINING: usize = 8;

/// The text, cut to this many characters.
pub fn cut<'t>(text: impl Into<Cow<'t, str>>, most: usize) -> Cow<'t, str> {
    let text = text.into();
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => text,
    }
}

/// Appends the text, escaped where needed.
pub fn append(text: &[u8], out: &mut Vec<u8>) {
    if is_printable_ascii(text) {
        return out.extend_from_slice(text);
    }
    for chunk in text.utf8_chunks() {
        append_characters(chunk.valid(), out);
        for &octet in chunk.invalid() {
            append_octet(octet, out);
        }
    }
}

/// Appends the text, escaped where needed.
pub fn append_str(text: &str, out: &mut Vec<u8>) {
    if is_printable_ascii(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes())
    } else {
        append_characters(text, out)
    }
}

/// The text, escaped where needed.
pub fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    append_str(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Whether the text needs no escapes.
pub fn is_safe(text: &str) -> bool {
    !text.chars().any(is_unsafe)
}

/// Escapes a text that arrives in parts. A part may end inside a character, or between the CR and
/// the LF of a line end; such octets are held back until the next part completes them.
#[derive(Clone, Default)]
pub struct Escaper {
    held: Vec<u8>,
}

impl Escaper {
    /// Appends a part of a line. With `more_follows` another part of the same text is expected.
    pub fn append(&mut self, part: &[u8], more_follows: bool, out: &mut Vec<u8>) {
        if self.held.is_empty() && is_printable_ascii(part) {
            return out.extend_from_slice(part);
        }
        self.append_escaped(part, more_follows, out);
    }

    fn append_escaped(&mut self, part: &[u8], more_follows: bool, out: &mut Vec<u8>) {
        let text = self.with_held(part);
        let incomplete = if more_follows { incomplete_suffix(&text) } else { 0 };
        let (complete, held) = text.split_at(text.len() - incomplete);
        append(complete, out);
        self.held.extend_from_slice(held);
    }

    /// Appends a part of a text of several lines, and ends each line with CRLF.
    pub fn append_lines(&mut self, part: &[u8], more_follows: bool, out: &mut Vec<u8>) {
        if self.held.is_empty() && is_plain_text(part) {
            return out.extend_from_slice(part);
        }
        let text = self.with_held(part);
        for line in text.split_inclusive(|&octet| octet == b'\n') {
            match line.strip_suffix(b"\n") {
                Some(line) => {
                    append(line.strip_suffix(b"\r").unwrap_or(line), out);
                    out.extend_from_slice(b"\r\n");
                }
                None => self.append(line, more_follows, out),
            }
        }
    }

    /// The octets that were held back, and the part that follows them.
    pub fn with_held<'a>(&mut self, part: &'a [u8]) -> Cow<'a, [u8]> {
        if self.held.is_empty() {
            return Cow::Borrowed(part);
        }
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(part);
        Cow::Owned(text)
    }
}

/// How many octets at the end are the beginning of a character, or a CR that may begin a line end.
pub fn incomplete_suffix(text: &[u8]) -> usize {
    if text.ends_with(b"\r") {
        return 1;
    }
    let is_incomplete = |length: &usize| {
        let end = &text[text.len() - length..];
        std::str::from_utf8(end)
            .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    (1..=text.len().min(3)).find(is_incomplete).unwrap_or(0)
}

/// Whether every line is printable ASCII and ends with CR LF, as most mail does. Without a branch for
/// each octet, so that the compiler tests many of them at once.
fn is_plain_text(text: &[u8]) -> bool {
    let odd = text.iter().fold(false, |odd, &octet| {
        odd | (!matches!(octet, b' '..=b'~') & (octet != b'\r') & (octet != b'\n'))
    });
    let unpaired = text
        .windows(2)
        .fold(false, |unpaired, pair| unpaired | ((pair[0] == b'\r') != (pair[1] == b'\n')));
    !odd && !unpaired && text.first() != Some(&b'\n') && text.last() != Some(&b'\r')
}

/// Whether the whole text is printable ASCII. Without a branch for each octet, so that the compiler
/// tests many of them at once.
pub fn is_printable_ascii(text: &[u8]) -> bool {
    text.iter().fold(true, |all, &octet| all & is_printable(octet))
}

/// How many octets at the beginning are printable ASCII.
pub fn printable_at_start(text: &[u8]) -> usize {
    text.iter().position(|octet| !is_printable(*octet)).unwrap_or(text.len())
}

/// Whether there is a control character in the text.
pub fn has_control(text: &str) -> bool {
    // Without a branch, so that the compiler compares many octets at once. After 0xc2 there may be a
    // control character outside ASCII.
    let may_be = |octet: u8| (octet < b' ') | (octet == 0x7f) | (octet == 0xc2);
    text.bytes().fold(false, |may_have, octet| may_have | may_be(octet))
        && text.contains(char::is_control)
}

fn is_printable(octet: u8) -> bool {
    octet.wrapping_sub(b' ') < 95
}

fn append_octet(octet: u8, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = write!(out, "\\x{octet:02x}");
}

fn append_characters(text: &str, out: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    let mut combining = 0;
    let mut rest = text;
    loop {
        let ascii = printable_at_start(rest.as_bytes());
        let is_other = |c: char| c.is_ascii() || !is_plain(c);
        let plain = ascii + rest[ascii..].find(is_other).unwrap_or(rest.len() - ascii);
        if plain > 0 {
            out.extend_from_slice(&rest.as_bytes()[..plain]);
            rest = &rest[plain..];
            combining = 0;
            continue;
        }
        let mut characters = rest.chars();
        let Some(c) = characters.next() else { return };
        rest = characters.as_str();
        let octets = c.encode_utf8(&mut buffer).as_bytes();
        combining = match c.width() {
            Some(0) => combining + 1,
            _ => 0,
        };
        match c {
            // The control characters that occur in mail are shown as Unicode's symbols for them.
            '\x1b' => out.extend_from_slice("␛".as_bytes()),
            '\t' => out.extend_from_slice("␉".as_bytes()),
            '\r' => out.extend_from_slice("␍".as_bytes()),
            _ if is_unsafe(c) || combining > MAX_COMBINING => {
                octets.iter().for_each(|&octet| append_octet(octet, out));
            }
            _ => out.extend_from_slice(octets),
        }
    }
}

/// Whether this is a character of ASCII, of a Latin or Japanese alphabet, or a common ideograph, which
/// needs no escape and has a width. Most texts contain only these.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | 'À'..='ɏ' | 'ぁ'..='ゖ' | 'ァ'..='ヿ' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a terminal may interpret this character instead of showing it, or a reader may mistake it
/// for another one. The joiners that Persian and emoji need, U+200C and U+200D, and variation selectors
/// are safe.
fn is_unsafe(c: char) -> bool {
    c.is_control() || resembles_notice_mark(c) || is_invisible(c)
}

/// Whether this is imapsh's mark, a similar character, or one for private use, which a font may draw
/// like it.
fn resembles_notice_mark(c: char) -> bool {
    matches!(
        c,
        NOTICE_MARK | '‣' | '⏵' | '▶' | '▹' | '►' | '⯈' | '\u{1f782}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{f0000}'..='\u{10ffff}'
    )
}

/// Whether this is an invisible character, a line separator, a change of direction, a filler or a tag.
fn is_invisible(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unsafe_characters_are_escaped() {
        assert_eq!(escaped("a\x1b]0;x\x07b"), "a␛]0;x\\x07b");
        assert_eq!(escaped("日本 ü\u{9b}1m\u{202e}"), "日本 ü\\xc2\\x9b1m\\xe2\\x80\\xae");
        assert_eq!(escaped("▸ imapsh\t\r"), "\\xe2\\x96\\xb8 imapsh␉␍");
        assert_eq!(
            escaped("a\u{ad}\u{200b}\u{e0041}►\u{e0b0}"),
            "a\\xc2\\xad\\xe2\\x80\\x8b\\xf3\\xa0\\x81\\x81\\xe2\\x96\\xba\\xee\\x82\\xb0"
        );
        let family = "👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم e\u{301}\u{323} ❤\u{fe0f}";
        assert_eq!(escaped(family), family);
        let flood = escaped(&format!("e{}", "\u{301}".repeat(1000)));
        assert_eq!(flood.matches('\u{301}').count(), MAX_COMBINING);
        assert!(flood.ends_with("\\xcc\\x81"));
        let mut out = Vec::new();
        append(b"a\xff\xe3\x81", &mut out);
        assert_eq!(out, b"a\\xff\\xe3\\x81");
    }

    #[test]
    fn incomplete_ends_are_held_back() {
        let (mut escaper, mut out) = (Escaper::default(), Vec::new());
        escaper.append(b"a\xe3\x81", true, &mut out);
        assert_eq!(out, b"a");
        escaper.append(b"\x82\r", true, &mut out);
        assert_eq!(out, "aあ".as_bytes());
        escaper.append_lines(b"\nb\n\xe3", true, &mut out);
        escaper.append(b"", false, &mut out);
        assert_eq!(out, "aあ\r\nb\r\n\\xe3".as_bytes());
    }

    #[test]
    fn plain_characters_need_no_escape_and_have_a_width() {
        let mut plain = ('\0'..=char::MAX).filter(|c| is_plain(*c));
        assert_eq!(plain.find(|c| is_unsafe(*c) || c.width().is_none_or(|width| width == 0)), None);
    }

    #[test]
    fn each_control_character_is_found() {
        for c in '\0'..=char::MAX {
            assert_eq!(has_control(&format!("é日{c}")), c.is_control(), "{c:?}");
        }
    }

    #[test]
    fn each_octet_is_printable_ascii_or_not_wherever_it_is() {
        for octet in 0..=u8::MAX {
            for (length, at) in (1..20).flat_map(|length| (0..length).map(move |at| (length, at))) {
                let mut text = vec![b'~'; length];
                text[at] = octet;
                let is_printable = matches!(octet, b' '..=b'~');
                assert_eq!(is_printable_ascii(&text), is_printable, "{text:?}");
                let start = if is_printable { length } else { at };
                assert_eq!(printable_at_start(&text), start, "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn only_printable_text_comes_out(octets: Vec<u8>) {
            let mut into = Vec::new();
            append(&octets, &mut into);
            let shown = String::from_utf8(into).map_err(|_| TestCaseError::fail("not UTF-8"))?;
            prop_assert!(shown.chars().all(|c| !is_unsafe(c)));
        }
    }
}
