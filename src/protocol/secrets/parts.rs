//! Parts of lines: strings in quotation marks, marks, and spans of secrets.

use super::SecretSpan;
use super::login_words::letters_of;
use crate::protocol::blanks::word_end;
use crate::protocol::strings::quoted_length;

/// The line with its secret masked.
pub fn masked(line: &str, secret: Option<SecretSpan>) -> String {
    secret.map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// The span of two secrets, including the text between them.
pub(super) fn first_to_last(
    one: Option<SecretSpan>,
    other: Option<SecretSpan>,
) -> Option<SecretSpan> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let first = if one.range.start <= other.range.start { one } else { other };
    let range = first.range.start..one.range.end.max(other.range.end);
    Some(SecretSpan { range, placeholder: first.placeholder })
}

/// Whether this is not a word of a command: the mark of a listing's line, or signs only.
pub(super) fn is_mark(word: &[u8]) -> bool {
    let has_letters = word.iter().any(u8::is_ascii_alphanumeric) || !letters_of(word).0.is_empty();
    word.eq_ignore_ascii_case(b"C:") || !has_letters
}

/// The end of the argument that begins at `start`: of the quoted string, if it is one and is closed, or
/// else of the word.
pub(super) fn argument_end(line: &[u8], start: usize) -> usize {
    quoted_end(line, start).unwrap_or_else(|| word_end(line, start))
}

/// The end of a closed quoted string that begins at `start`.
pub(super) fn quoted_end(line: &[u8], start: usize) -> Option<usize> {
    quoted_length(line.get(start..)?).map(|length| start + length)
}
