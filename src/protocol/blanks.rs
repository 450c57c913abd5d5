//! Splits lines into words where secrets are concerned.
//!
//! IMAP has one separator, the space. But a line may be pasted from a web page or typed with an input
//! method, and `login user<U+00A0>hunter2` still shows a password to anyone who looks at the screen. So
//! here a *blank* is any character that looks like a space, or like nothing: white space, control
//! characters, and characters without a width. Blanks end words. The line is sent as typed.
//!
//! The functions work on octets, because a line after a literal may begin inside a character, and
//! because the practice server may receive anything.

use std::ops::Range;

/// Whether this character ends a word: it is white space, a control character, or invisible.
pub fn is_blank(c: char) -> bool {
    match c {
        ' ' | '\t' => true,
        _ if c.is_ascii() => c.is_ascii_control(),
        _ => c.is_whitespace() || c.is_control() || is_invisible(c),
    }
}

/// Whether this character is dropped at the ends of a typed line: white space, or an invisible
/// character. Control characters are sent, for the server to refuse.
pub fn is_dropped_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether this is one of Unicode's Default_Ignorable_Code_Points, a mark of an annotation, or the empty
/// Braille pattern.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The first character, if the octets begin with one, and its length in octets.
pub(super) fn first_char(octets: &[u8]) -> (Option<char>, usize) {
    match octets {
        [] => (None, 0),
        [octet, ..] if octet.is_ascii() => (Some(char::from(*octet)), 1),
        // No character has more than four octets.
        _ => match octets[..octets.len().min(4)].utf8_chunks().next() {
            Some(chunk) => match chunk.valid().chars().next() {
                Some(c) => (Some(c), c.len_utf8()),
                None => (None, 1),
            },
            None => (None, 0),
        },
    }
}

/// The length of the blank at the beginning; 0 if there is none. An octet that is not part of a
/// character counts as a blank: it may be U+00A0 in another encoding.
fn blank_length(octets: &[u8]) -> usize {
    match first_char(octets) {
        (Some(c), length) => length * usize::from(is_blank(c)),
        (None, length) => length,
    }
}

/// The first position from `at` on that is not within blanks.
pub(super) fn skip_blanks(line: &[u8], mut at: usize) -> usize {
    loop {
        match blank_length(&line[at..]) {
            0 => return at,
            length => at += length,
        }
    }
}

/// The end of the word that begins here.
pub(super) fn word_end(line: &[u8], mut at: usize) -> usize {
    while at < line.len() && blank_length(&line[at..]) == 0 {
        at += first_char(&line[at..]).1;
    }
    at
}

/// The words from this position on.
pub(super) fn words(line: &[u8], from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from.min(line.len());
    std::iter::from_fn(move || {
        let start = skip_blanks(line, at);
        at = word_end(line, start);
        (start < at).then_some(start..at)
    })
}

/// The position after the last word that begins at `from` or later; `from` if there is none.
pub(super) fn last_word_end(line: &[u8], from: usize) -> usize {
    words(line, from).last().map_or(from, |word| word.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_invisible_characters_are_blanks() {
        let blanks = " \t\u{b}\u{c}\u{1b}\u{85}\u{a0}\u{ad}\u{1680}\u{2003}\u{200b}\u{200c}\u{200d}\
            \u{2028}\u{202f}\u{2060}\u{2800}\u{3000}\u{3164}\u{feff}\u{e0020}";
        for c in blanks.chars() {
            assert!(is_blank(c), "{c:?}");
        }
        for c in "a.-\"{é漢ー・\u{301}😀".chars() {
            assert!(!is_blank(c), "{c:?}");
        }
    }

    #[test]
    fn words_of_octets_that_are_not_text() {
        let found = |line: &[u8]| -> Vec<Vec<u8>> {
            words(line, 0).map(|word| line[word].to_vec()).collect()
        };
        let expected = [b"login".to_vec(), b"user".to_vec(), "pä".into()];
        assert_eq!(found("\u{feff}login\u{a0}\u{200b}user\u{3000}pä ".as_bytes()), expected);
        assert_eq!(found(b"login\xa0user\xe3\x80p\xc3\xa4"), expected);
        assert_eq!(last_word_end("a b\u{a0} ".as_bytes(), 0), 3);
        assert_eq!(last_word_end(b"a  ", 1), 1);
    }
}
