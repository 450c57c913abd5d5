//! Finds the secret in a literal, which is typed and sent in parts.

use super::address::passwords_in_urls;
use super::parts::first_to_last;
use super::swallowed_login::swallowed_login;
use super::{LiteralSecret, Placeholder, SecretScanner, SecretSpan};
use crate::protocol::blanks::{last_word_end, skip_blanks, word_end, words};

impl LiteralSecret {
    /// The secret in the next octets of the literal, which begin a line.
    pub fn next_part(&mut self, octets: &[u8]) -> Option<SecretSpan> {
        let (placeholder, range) = match *self {
            LiteralSecret::Nothing | LiteralSecret::AfterLogin => return self.in_lines(octets),
            LiteralSecret::Everything(placeholder) => (placeholder, 0..octets.len()),
            LiteralSecret::AfterWordOrAlone(placeholder) if words(octets, 0).count() == 1 => {
                *self = LiteralSecret::Everything(placeholder);
                (placeholder, 0..last_word_end(octets, 0))
            }
            LiteralSecret::AfterWord(placeholder)
            | LiteralSecret::AfterWordOrAlone(placeholder) => {
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

    /// The secrets in lines that are not meant to have any: of logins, and the passwords in URLs.
    fn in_lines(&mut self, octets: &[u8]) -> Option<SecretSpan> {
        let (mut found, mut start) = (None, 0);
        for line in octets.split_inclusive(|octet| *octet == b'\n') {
            let text = std::str::from_utf8(line).unwrap_or_default();
            let secret = self.in_line(text).map(|secret| secret.shifted(start));
            found = first_to_last(found, secret);
            start += line.len();
        }
        let in_url = passwords_in_urls(octets);
        first_to_last(
            found,
            in_url.map(|range| SecretSpan { range, placeholder: Placeholder::Password }),
        )
    }

    fn in_line(&mut self, line: &str) -> Option<SecretSpan> {
        if swallowed_login(line).is_some() {
            let secret = secret_of_swallowed_login(line);
            *self =
                if secret.is_some() { LiteralSecret::Nothing } else { LiteralSecret::AfterLogin };
            return secret;
        }
        let mut words = words(line.as_bytes(), 0);
        let range = words.next().filter(|_| *self == LiteralSecret::AfterLogin)?;
        words.next().is_none().then_some(SecretSpan { range, placeholder: Placeholder::Password })
    }

    /// The secret in a typed line, of which the first `size` octets are the literal's, and the rest the rest
    /// of its command. Octets that were counted wrongly may end within a login.
    pub(super) fn in_typed_line(mut self, line: &str, size: usize) -> Option<SecretSpan> {
        match self {
            LiteralSecret::Nothing | LiteralSecret::AfterLogin => self.in_lines(line.as_bytes()),
            _ => {
                self.precedes(&line.as_bytes()[size..]);
                self.next_part(&line.as_bytes()[..size])
            }
        }
    }

    /// Notes the text after the literal on its last line: a word before the password's literal is the user.
    pub fn precedes(&mut self, rest: &[u8]) {
        if let LiteralSecret::AfterWordOrAlone(placeholder) = *self
            && !rest.trim_ascii().is_empty()
        {
            *self = LiteralSecret::AfterWord(placeholder);
        }
    }

    /// Whether all of it is a secret.
    pub fn is_everything(self) -> bool {
        matches!(self, LiteralSecret::Everything(_))
    }
}

/// The secret of a login that was typed where something else is expected.
pub fn secret_of_swallowed_login(line: &str) -> Option<SecretSpan> {
    SecretScanner::default().swallowed_login(line)
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

    #[test]
    fn after_an_attempt_a_single_word_may_be_the_password() {
        let secret = |line: &str, size| {
            let literal = LiteralSecret::AfterWordOrAlone(Placeholder::Password);
            literal.in_typed_line(line, size).map(|secret| line[secret.range].to_owned())
        };
        assert_eq!(secret("hunter2x", 8).as_deref(), Some("hunter2x"));
        assert_eq!(secret("taro {8}", 4), None);
        assert_eq!(secret("taro hunter2x", 13).as_deref(), Some("hunter2x"));
    }

    #[test]
    fn a_login_that_a_literal_has_swallowed() {
        let masked = |text: &str| {
            let secret = LiteralSecret::Nothing.next_part(text.as_bytes());
            secret.map_or_else(|| text.to_owned(), |secret| secret.masked(text))
        };
        for (text, shown) in [
            ("a2 login taro hunter2", "a2 login taro ${password}"),
            ("login taro hunter2\r\n", "login taro ${password}\r\n"),
            ("login taro \"two words\"", "login taro ${password}"),
            (
                "Hello\r\na2 login taro hunter2\r\nnoop\r\n",
                "Hello\r\na2 login taro ${password}\r\nnoop\r\n",
            ),
            ("a2 authenticate plain AGEAYg==", "a2 authenticate plain ${sasl}"),
            ("a1 login a b\r\na2 login c d\r\n", "a1 login a ${password}\r\n"),
            ("> a2 login taro hunter2", "> a2 login taro ${password}"),
            (":login taro hunter2", ":login taro ${password}"),
            ("lgoin taro hunter2", "lgoin taro ${password}"),
            ("a2 LOGNI taro hunter2\r\n", "a2 LOGNI taro ${password}\r\n"),
            ("autenticate plain AGEAYg==", "autenticate plain ${password}"),
            ("login taro {7}\r\nhunter2\r\n", "login taro {7}\r\n${password}\r\n"),
            (
                "a2 authenticate plain\r\nAGEAYg==\r\nnot it\r\n",
                "a2 authenticate plain\r\n${password}\r\nnot it\r\n",
            ),
            ("see imap://taro:hunter2@mail/", "see imap://taro:${password}@mail/"),
            // A message.
            ("login with your user name and password", "login with your user name and password"),
            ("Please login with your password", "Please login with your password"),
            ("Subject: login", "Subject: login"),
            ("logins are disabled", "logins are disabled"),
            ("lgoin is a typo for login", "lgoin is a typo for login"),
            ("lgoin taro", "lgoin taro"),
            ("login", "login"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
