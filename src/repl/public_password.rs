//! Recognizes the passwords of the practice server's accounts, which its documentation names. They are
//! not secret, and stars would only confuse a beginner, so a login with such a password is shown as
//! typed. While it is typed, a secret is shown as long as it is the beginning of that password, and
//! hidden completely from the first different character on. Records and the history always have the
//! placeholder.

use crate::practice;
use crate::protocol::blanks::is_blank;
use std::ops::Range;

/// Whether the secret in this line is the password of the practice server's account that precedes it.
pub fn is_public(line: &str, secret: &Range<usize>) -> bool {
    let Some((password, typed)) = password_and_typed(line, secret) else { return false };
    let typed = typed.trim_end_matches(is_blank);
    match typed.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"') == Some(password),
        None => typed == password,
    }
}

/// Whether the secret in this line is the beginning of that password, or all of it.
pub fn may_become_public(line: &str, secret: &Range<usize>) -> bool {
    let Some((password, typed)) = password_and_typed(line, secret) else { return false };
    is_public(line, secret) || password.starts_with(typed.strip_prefix('"').unwrap_or(typed))
}

/// The password of the account whose name precedes the secret, and the secret.
fn password_and_typed<'a>(line: &'a str, secret: &Range<usize>) -> Option<(&'static str, &'a str)> {
    let before = line.get(..secret.start)?.trim_end_matches(is_blank);
    let name = before.rsplit(is_blank).next()?;
    let unquoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    let name = unquoted.unwrap_or(name);
    let (_, password) = practice::accounts().find(|(account, _)| *account == name)?;
    Some((password, line.get(secret.clone())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::secrets::InputMask;

    fn judged(line: &str) -> Option<(bool, bool)> {
        let secret = InputMask::default().secret(line)?;
        Some((is_public(line, &secret.range), may_become_public(line, &secret.range)))
    }

    #[test]
    fn only_the_password_of_the_account_that_logs_in() {
        for (line, expected) in [
            ("login user p", Some((false, true))),
            ("login user pass", Some((true, true))),
            ("login user pass ", Some((true, true))),
            ("a1 LOGIN \"user\" \"pa", Some((false, true))),
            ("a1 LOGIN \"user\" \"pass\"", Some((true, true))),
            ("login taro himitsu", Some((true, true))),
            ("login user pasx", Some((false, false))),
            ("login user passx", Some((false, false))),
            ("login user pass x", Some((false, false))),
            ("login user \"pass", Some((false, true))),
            ("login user pass\"", Some((false, false))),
            ("login user secret", Some((false, false))),
            ("login User pass", Some((false, false))),
            ("login alice pass", Some((false, false))),
            ("login user ${password}", Some((false, false))),
            ("login user", None),
        ] {
            assert_eq!(judged(line), expected, "{line}");
        }
    }
}
