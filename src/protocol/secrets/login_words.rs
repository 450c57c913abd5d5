//! Recognizes words for logging in: LOGIN and AUTHENTICATE, even misspelled, and the words of other
//! protocols and programs (`USER`, `PASS`, `auth`).

use crate::protocol::blanks::first_char;
use crate::protocol::commands::{self, CommandSpec, HELP_WORDS};
use crate::protocol::typed_line::{is_shell_word, to_half_width};
use crate::reference::{self, Category};
use std::ops::Range;
use strsim::osa_distance;

/// The kind of arguments that follow such a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoginWord {
    /// A user name, then the password: LOGIN.
    Login,
    /// A mechanism, then a secret: AUTHENTICATE.
    Authenticate,
    /// A user name: POP3's USER.
    User,
    /// A secret: POP3's PASS, or a mechanism without AUTHENTICATE.
    Secret,
}

/// The classification of a command's first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstWord {
    /// A command that does not log in.
    Other(&'static CommandSpec),
    /// A word for logging in, of this length. The rest may be an argument, as in `login:user` and
    /// `authenticate=plain`.
    Login(LoginWord, usize),
    Unknown,
}

/// The maximum length of a word that is compared: names are much shorter.
const MAX_LETTERS: usize = 32;

/// The words for a user name and for a secret.
const USER_WORDS: &[&str] = &["user", "username", "usr", "uname", "userid", "account"];
const SECRET_WORDS: &[&str] = &[
    "pass", "passwd", "passwort", "pw", "pwd", "pin", "secret", "token", "bearer", "kennwort",
    "psw",
];

/// Words, or parts of words, for "password" in other languages.
const FOREIGN_PASSWORDS: &str = "パスワード ﾊﾟｽﾜｰﾄﾞ パスフレーズ 暗証 合言葉 密码 密碼 口令 비밀번호 암호 \
    парол contraseñ motdepasse mdp senha hasło haslo heslo lösenord wachtwoord parola";

/// Words, or parts of words, for "login" and "log in" in other languages.
const FOREIGN_LOGINS: &str = "ログイン ﾛｸﾞｲﾝ ろぐいん ログオン サインイン 登录 登錄 登入 로그인 \
    로그온 логин войти anmeld einlog connexion identifiant entrar zaloguj přihlás";

/// The beginnings of the names of mechanisms (IANA's registry of SASL mechanisms).
const MECHANISMS: &[&str] = &[
    "anonymous", "cram", "digest", "ecdh", "ecdsa", "eap", "external", "gs2", "gss", "kerberos",
    "ntlm", "oauth", "openid", "otp", "plain", "saml", "sasl", "scram", "securid", "skey",
    "spnego", "xoauth", "xtoken",
];

/// After login, LOGIN is searched for among this many words: a mark and a tag may precede it.
pub(super) const MAX_WORDS_BEFORE: usize = 4;

/// Classifies the first word of a command.
pub(super) fn classify(word: &[u8]) -> FirstWord {
    let whole = std::str::from_utf8(word).map(to_half_width);
    match whole.ok().and_then(|word| commands::find(&word)) {
        Some(spec) if spec.name == "LOGIN" => FirstWord::Login(LoginWord::Login, word.len()),
        Some(spec) if spec.name == "AUTHENTICATE" => {
            FirstWord::Login(LoginWord::Authenticate, word.len())
        }
        Some(spec) => FirstWord::Other(spec),
        // The rest of a wrapped CAPABILITY response may be just `LOGINDISABLED`.
        None if reference::find(Category::Capabilities, word).is_some() => FirstWord::Unknown,
        None => {
            let (letters, range) = letters_of(word);
            match login_word(&letters) {
                Some((kind, Some(length))) if word[range.clone()].is_ascii() => {
                    FirstWord::Login(kind, range.start + length)
                }
                Some((kind, _)) => FirstWord::Login(kind, range.end),
                None => FirstWord::Unknown,
            }
        }
    }
}

/// The word's first letters and digits in lower case, and their range. A bracket or a quote before them
/// is skipped.
pub(super) fn letters_of(word: &[u8]) -> (String, Range<usize>) {
    let (mut letters, mut start, mut at, mut count) = (String::new(), 0, 0, 0);
    while at < word.len() && count < MAX_LETTERS {
        let (c, length) = first_char(&word[at..]);
        match c {
            Some(c) if c.is_alphanumeric() => {
                let half_width = to_half_width(c.encode_utf8(&mut [0; 4])).to_lowercase();
                letters.push_str(&half_width);
                count += 1;
            }
            _ if letters.is_empty() => start = at + length,
            _ => break,
        }
        at += length;
    }
    (letters, start..at)
}

/// The login word in these letters, and its length if it is joined with an argument.
fn login_word(letters: &str) -> Option<(LoginWord, Option<usize>)> {
    match commands::nearest(letters) {
        Some("LOGIN") => return Some((LoginWord::Login, None)),
        Some("AUTHENTICATE") => return Some((LoginWord::Authenticate, None)),
        Some(_) => return None,
        None => {}
    }
    for (name, kind) in [("login", LoginWord::Login), ("authenticate", LoginWord::Authenticate)] {
        if letters.starts_with(name) {
            return Some((kind, Some(name.len())));
        }
    }
    if let Some(length) = end_of_joined_mechanism(letters) {
        return Some((LoginWord::Secret, Some(length)));
    }
    let is_one_of = |words: &[&str]| words.contains(&letters);
    let begins_with = |words: &[&str]| words.iter().any(|word| letters.starts_with(word));
    let kind = if begins_with(&["aut"]) {
        LoginWord::Authenticate
    } else if letters.contains("login")
        || letters.contains("logon")
        || begins_with(&["sign"])
        || FOREIGN_LOGINS.split(' ').any(|word| letters.contains(word))
    {
        LoginWord::Login
    } else if is_one_of(USER_WORDS) {
        LoginWord::User
    } else if is_one_of(SECRET_WORDS) || begins_with(MECHANISMS) || is_password(letters) {
        LoginWord::Secret
    } else {
        return None;
    };
    Some((kind, None))
}

/// Whether this is a word for "login" in another language, and nothing else.
pub(super) fn is_foreign_login(word: &str) -> bool {
    FOREIGN_LOGINS.split(' ').any(|it| it == word)
}

/// Whether this word, which is not a command, does not mean a login: it is another command with a typo,
/// or a word of a shell or a directive.
pub(super) fn is_other(word: &str) -> bool {
    let is_for_help = || HELP_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_shell_word(word)
        || is_for_help()
        || commands::directive_word(word).is_some()
        || commands::nearest(word).is_some()
}

/// Parts of names that mark a secret.
const SECRET_PARTS: &[&str] = &[
    "secret", "秘密", "token", "jwt", "creds", "pwd", "kennwort", "credential", "sasl", "bearer",
    "apikey", "accesskey", "authkey", "privatekey", "passcode", "authorization",
];

/// Beginnings of words that contain one of these parts, but mean something else: `secretary`, `tokenizer`.
const OTHER_PARTS: &[&str] = &["secretar", "tokeniz", "tokenis"];

/// Whether a variable or a value of this name may be a secret.
pub fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).take(MAX_LETTERS);
    let letters = to_half_width(&letters.collect::<String>()).to_lowercase();
    let letters = OTHER_PARTS.iter().fold(letters, |letters, part| letters.replace(part, " "));
    let contains = |part: &&str| letters.contains(*part);
    let is_word = |word: &str| SECRET_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    // `mailpass`, `pw2`
    let unnumbered = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let ends_with_secret = || ["pass", "pw"].iter().any(|end| unnumbered.ends_with(end));
    SECRET_WORDS.contains(&letters.as_str())
        || name.split('_').any(is_word)
        || SECRET_PARTS.iter().any(contains)
        || is_password(&letters)
        || ends_with_secret()
}

/// Programs that print or encode what they are called with, as an answer to AUTHENTICATE needs it:
/// `printf '\0user\0pass' | base64`.
const ENCODERS: &[&str] =
    &["awk", "base64", "echo", "node", "perl", "php", "print", "printf", "python", "ruby"];

/// Whether this is such a program, perhaps with its version: `python3.11`.
pub(super) fn is_encoder(word: &[u8]) -> bool {
    let is_version = |octet: &u8| octet.is_ascii_digit() || *octet == b'.';
    ENCODERS.iter().any(|name| {
        word.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
            && word[name.len()..].iter().all(is_version)
    })
}

/// Whether this is the word "password" or a misspelling of it.
fn is_password(letters: &str) -> bool {
    letters.contains("passw")
        || letters.contains("passphrase")
        || FOREIGN_PASSWORDS.split(' ').any(|word| letters.contains(word))
        || osa_distance(letters, "password") <= 3
        || osa_distance(letters, "passwd") <= 2
        || osa_distance(letters, "pass") <= 1
}

/// Whether this is the name of a secret, such as a label before it has: `Passwort`, `pasword`, `パスワード`. Not
/// `Passed` or `Passport`.
pub(super) fn is_label_of_secret(name: &str) -> bool {
    let (letters, range) = letters_of(name.as_bytes());
    let is_whole = range.len() == name.len();
    is_whole && (is_word_for_secret(&letters) || letters.contains("passphrase"))
}

/// Whether this word is one for a secret, perhaps with a typo.
pub(super) fn is_word_for_secret(word: &str) -> bool {
    let (letters, range) = letters_of(word.as_bytes());
    let is_foreign = || FOREIGN_PASSWORDS.split(' ').any(|it| it == letters);
    range.len() == word.len()
        && (is_secret_word(&letters) || is_foreign() || osa_distance(&letters, "password") <= 1)
}

/// Whether this is a word for a secret, such as a field of ID.
pub(super) fn is_secret_word(letters: &str) -> bool {
    SECRET_WORDS.contains(&letters) || letters.contains("passw")
}

/// LOGIN or AUTHENTICATE with at most one typo. For the arguments of another command, where any word
/// may occur.
pub(super) fn near_login_word(letters: &str) -> Option<LoginWord> {
    let is_near =
        |name: &str| letters.len().abs_diff(name.len()) <= 1 && osa_distance(letters, name) <= 1;
    match () {
        () if is_near("login") => Some(LoginWord::Login),
        () if is_near("authenticate") => Some(LoginWord::Authenticate),
        () => None,
    }
}

/// The end of the mechanism's name in a word that continues after it like no other name does:
/// `plainAHVzZXI=`.
pub(super) fn end_of_joined_mechanism(word: &str) -> Option<usize> {
    let begins = |word: &str, with: &str| {
        word.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    let names = || Category::SaslMechanisms.entries().iter().map(|entry| entry.name);
    let length = names().filter(|name| begins(word, name)).map(str::len).max()?;
    let is_name = names().any(|name| begins(name, word)) || word[length..].starts_with(['-', '_']);
    (!is_name).then_some(length)
}

/// Whether these letters begin like the name of a mechanism.
pub(super) fn is_mechanism_name(letters: &str) -> bool {
    MECHANISMS.iter().any(|known| letters.starts_with(known))
}

/// Whether this is the name of a mechanism, and not other text in its place, such as base64.
pub(super) fn is_mechanism(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_known = MECHANISMS.iter().any(|known| lower.starts_with(known)) || lower == "login";
    let has_one_case = name == lower || name == name.to_ascii_uppercase();
    (1..=20).contains(&name.len()) && (is_known || has_one_case)
        || name.len() <= 40 && is_known && has_one_case
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str) -> Option<(LoginWord, &str)> {
        match classify(word.as_bytes()) {
            FirstWord::Login(kind, end) => Some((kind, &word[end..])),
            _ => None,
        }
    }

    #[test]
    fn words_that_log_in_are_recognized() {
        use LoginWord::{Authenticate, Login, Secret, User};
        for (word, expected) in [
            ("login", (Login, "")),
            ("LOGNI", (Login, "")),
            ("logon", (Login, "")),
            ("sign-in", (Login, "-in")),
            ("imaplogin", (Login, "")),
            ("ｌｏｇｉｎ", (Login, "")),
            ("(\"login\"", (Login, "\"")),
            ("login:user", (Login, ":user")),
            ("logintaro", (Login, "taro")),
            ("authentificate", (Authenticate, "")),
            ("authorize", (Authenticate, "")),
            ("auth", (Authenticate, "")),
            ("authenticate=plain", (Authenticate, "=plain")),
            ("USER", (User, "")),
            ("Pass", (Secret, "")),
            ("pasword", (Secret, "")),
            ("password:", (Secret, ":")),
            ("plain", (Secret, "")),
            ("XOAUTH2", (Secret, "")),
            ("plainAHVzZXI=", (Secret, "AHVzZXI=")),
            ("ログイン", (Login, "")),
            ("Anmelden", (Login, "")),
        ] {
            assert_eq!(found(word), Some(expected), "{word}");
        }
        for word in [
            "LOGINDISABLED", "SASL-IR", "select", "selct", "logout", "logoff", "lits", "capabilty",
            "frobnicate", "taro", "é",
        ] {
            assert_eq!(found(word), None, "{word}");
        }
    }

    #[test]
    fn names_of_mechanisms_are_recognized() {
        for name in [
            "plain",
            "PLAIN",
            "Plain",
            "Login",
            "CRAM-MD5",
            "x-foo",
            "SCRAM-SHA-256-PLUS",
            "nosuch",
        ] {
            assert!(is_mechanism(name), "{name}");
        }
        for text in ["", "AHRhcm8AaHVudGVyMg", "dGFybw", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] {
            assert!(!is_mechanism(text), "{text}");
        }
        for (word, end) in [
            ("plainA", Some(5)),
            ("XOAUTH2dXNlcj0", Some(7)),
            ("scram-sha-256biws", Some(13)),
            ("scram-sha-1-", None),
            ("xoauth", None),
            ("plain", None),
            ("plain-clienttoken", None),
            ("dGFybw", None),
        ] {
            assert_eq!(end_of_joined_mechanism(word), end, "{word}");
        }
    }
}
