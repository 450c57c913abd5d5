//! The words of a line, and the spaces before them.

use crate::protocol::blanks::is_blank;

/// How many spaces a text begins with.
pub fn spaces_before(text: &str) -> usize {
    text.bytes().take_while(|octet| matches!(octet, b' ' | b'\t')).count()
}

/// The first word, and the text after it, trimmed.
pub fn split_word(text: &str) -> (&str, &str) {
    text.split_once(is_blank).map_or((text, ""), |(word, rest)| (word, rest.trim()))
}
