//! Answers to AUTHENTICATE's `+`, as listings show them.

use crate::protocol::commands;
use crate::protocol::sasl::is_base64;
use base64::{Engine, engine::general_purpose::STANDARD};

/// Whether a text is an answer rather than the next command, in a listing that does not show the `+`: one
/// word of base64, a variable, or the `*` that cancels.
pub fn looks_like_answer(text: &str) -> bool {
    let one_word = !text.contains([' ', '\t']);
    text == "*"
        || (one_word && text.contains("${"))
        || (text.bytes().all(is_base64)
            && (text == "=" || text.len().is_multiple_of(4))
            && commands::find(text).is_none()
            && !commands::is_done(text))
}

/// Whether a text can hardly be anything but an answer in base64: not a word.
pub fn is_certain_answer(text: &str) -> bool {
    const MIN_LENGTH: usize = 8;
    let has = |is: fn(&u8) -> bool| text.as_bytes().iter().skip(1).any(is);
    let has_signs = has(|octet| b"+/=".contains(octet) || octet.is_ascii_digit());
    let has_both_cases = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    text.len() >= MIN_LENGTH && (has_signs || has_both_cases) && STANDARD.decode(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_certain_answers() {
        for text in ["AHVzZXIAcGFzcw==", "dXNlcjEyMzQ1", "aHVudGVy"] {
            assert!(is_certain_answer(text), "{text}");
        }
        for text in ["", "noop", "capabili", "CAPABILI", "Mailboxs", "AGEAYg", "select inbox"] {
            assert!(!is_certain_answer(text), "{text}");
        }
    }
}
