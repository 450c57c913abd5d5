//! Finds the secret in a literal, which is typed and sent in parts.

use super::{Placeholder, SecretSpan};
use crate::protocol::blanks::{last_word_end, skip_blanks, word_end};

/// The secret in the rest of a literal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LiteralSecret {
    /// Nothing.
    #[default]
    Nothing,
    /// Everything.
    Everything(Placeholder),
    /// The text after the first word, or after a colon: the literal is a user name, and a password may
    /// have been typed after it.
    AfterWord(Placeholder),
}

impl LiteralSecret {
    /// The secret in the next octets of the literal.
    pub fn next_part(&mut self, octets: &[u8]) -> Option<SecretSpan> {
        let (placeholder, range) = match *self {
            LiteralSecret::Nothing => return None,
            LiteralSecret::Everything(placeholder) => (placeholder, 0..octets.len()),
            LiteralSecret::AfterWord(placeholder) => {
                let word = skip_blanks(octets, 0);
                let end = word_end(octets, word);
                let colon = memchr::memchr(b':', &octets[word..end]);
                let end = colon.map_or(end, |at| word + at + 1);
                if word < octets.len() && (end < octets.len() || colon.is_some()) {
                    *self = LiteralSecret::Everything(placeholder);
                }
                let start = skip_blanks(octets, end);
                (placeholder, start..last_word_end(octets, start))
            }
        };
        (!range.is_empty()).then_some(SecretSpan { range, placeholder })
    }

    /// Whether all of it is a secret.
    pub fn is_everything(self) -> bool {
        matches!(self, LiteralSecret::Everything(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts, with the secret in each as `_`.
    fn masked(parts: &[&str]) -> String {
        let mut literal = LiteralSecret::AfterWord(Placeholder::Password);
        let mask = |part: &&str| match literal.next_part(part.as_bytes()) {
            None => (*part).to_owned(),
            Some(secret) => secret.masked(part).replace("${password}", "_"),
        };
        parts.iter().map(mask).collect()
    }

    #[test]
    fn a_password_after_the_user_name_is_secret() {
        assert_eq!(masked(&["user"]), "user");
        assert_eq!(masked(&["user hunter2"]), "user _");
        assert_eq!(masked(&[" user\u{a0}hunter2 x\r\n"]), " user\u{a0}_\r\n");
        assert_eq!(masked(&["user\r\n", "hunter2\r\n", "more"]), "user\r\n__");
        assert_eq!(masked(&["\r\n", "user\r\n", "hunter2"]), "\r\nuser\r\n_");
        assert_eq!(masked(&["user:hunter2"]), "user:_");
    }
}
