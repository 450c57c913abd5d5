//! Answers to AUTHENTICATE's `+`, as listings show them.

use crate::protocol::commands;

/// Whether a text is an answer rather than the next command, in a listing that does not show the `+`: one
/// word of base64, a variable, or the `*` that cancels.
pub fn looks_like_answer(text: &str) -> bool {
    let base64 = |octet: u8| octet.is_ascii_alphanumeric() || b"+/=".contains(&octet);
    let one_word = !text.contains([' ', '\t']);
    text == "*"
        || (one_word && text.contains("${"))
        || (text.bytes().all(base64)
            && (text == "=" || text.len().is_multiple_of(4))
            && commands::find(text).is_none()
            && !commands::is_done(text))
}
