//! The words of a line, and the spaces before them.

use crate::protocol::blanks::is_blank;

/// How many spaces a text begins with.
pub fn spaces_before(text: &str) -> usize {
    text.bytes().take_while(|octet| matches!(octet, b' ' | b'\t')).count()
}

/// Whether a word is in a list of words with single spaces between.
pub fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|it| it == word)
}

/// Whether a text has an ASCII digit.
pub fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text begins with an ASCII capital.
pub fn begins_with_capital(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a word is a capital followed by lower-case letters.
pub fn is_capitalized(word: &str) -> bool {
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_lowercase()))
}

/// The first word, and the text after it, trimmed.
pub fn split_word(text: &str) -> (&str, &str) {
    text.split_once(is_blank).map_or((text, ""), |(word, rest)| (word, rest.trim()))
}

/// The place of a CR or NUL in the text, in characters.
pub fn breaks_framing(text: &str) -> Option<usize> {
    let at = memchr::memchr2(b'\r', 0, text.as_bytes())?;
    Some(text.get(..at)?.chars().count())
}
