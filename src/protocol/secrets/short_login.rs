//! Recognizes a login or a secret in a line of a few words that is not a command: `sign in taro hunter2`,
//! `password: hunter2`, an answer to AUTHENTICATE alone. It counts in any state, also in a line that is not
//! sent, so it must not be an ordinary sentence or a heading: the words are just those of a login.

use super::login_words::{
    FirstWord, LoginWord, classify, is_foreign_login, is_label_of_secret, is_word_for_secret,
    letters_of, near_login_word,
};
use super::parts::is_mark;
use crate::protocol::blanks::words;
use crate::protocol::sasl::is_answer_with_secret;
use crate::protocol::typed_line::{is_filler, looks_like_tag, to_half_width};
use std::ops::Range;

/// The maximum number of words: `a1 user: taro, password: hunter2`.
const MAX_WORDS: usize = 6;

/// The colons after a label.
const COLONS: [char; 2] = [':', '：'];

/// Where the secret begins in such a line. It continues to the line's end.
pub(super) fn short_login(line: &str) -> Option<usize> {
    let found: Vec<Range<usize>> = words(line.as_bytes(), 0).take(MAX_WORDS + 1).collect();
    if found.len() > MAX_WORDS || found.iter().any(|word| line.get(word.clone()).is_none()) {
        return None;
    }
    let text = |at: usize| &line[found[at].clone()];
    let is_before = |word: &&Range<usize>| {
        let word = &line[(*word).clone()];
        is_mark(word.as_bytes()) || looks_like_tag(word)
    };
    let count = found.len();
    let first = found.iter().take_while(is_before).count().min(count.saturating_sub(1));
    let (last, rest) = (count.checked_sub(1)?, &found[first..]);
    match rest.len() {
        // `password:hunter2`
        1 => password_joined(text(first)).map(|at| found[first].start + at),
        2 if has_label(text(first)) && has_ascii(text(last)) => Some(found[last].start),
        2 if is_word_for_secret(after_tag(text(first))) && is_mixed(text(last)) => {
            Some(found[last].start)
        }
        3 if is_login_word(text(first)) && has_ascii(text(last)) => Some(found[last].start),
        4 if begins_log_in(text(first), text(first + 1))
            && !joins_words(text(first + 2))
            && has_ascii(text(last)) =>
        {
            Some(found[last].start)
        }
        // `user: taro password: hunter2`
        3.. if is_user_label(text(first)) && has_label(text(count - 2)) => Some(found[last].start),
        _ => None,
    }
}

/// Where an answer to AUTHENTICATE is that is alone in the line, or follows a tag.
pub(super) fn bare_answer(line: &[u8], verb_at: usize) -> Option<Range<usize>> {
    let mut found = words(line, verb_at);
    let first = found.next()?;
    let answer = match (found.next(), found.next()) {
        (None, _) => first,
        (Some(second), None) => {
            let tag = std::str::from_utf8(&line[first]).ok()?;
            looks_like_tag(tag).then_some(second)?
        }
        _ => return None,
    };
    let is_answer = std::str::from_utf8(&line[answer.clone()]).is_ok_and(is_answer_with_secret);
    is_answer.then_some(answer)
}

/// The word after a tag that is joined to it: `a003：login`.
fn after_tag(word: &str) -> &str {
    let (before, after) = word.split_once(COLONS).unwrap_or((word, ""));
    if after.is_empty() || !looks_like_tag(before) { word } else { after }
}

/// Whether this is a word for "login" and nothing else, unlike `Signature` and `ログイン履歴`.
fn is_login_word(word: &str) -> bool {
    let word = after_tag(word).trim_end_matches(COLONS);
    let (letters, range) = letters_of(word.as_bytes());
    let is_foreign =
        || is_foreign_login(&letters) || matches!(letters.as_str(), "anmelden" | "einloggen");
    range.len() == word.len()
        && (near_login_word(&letters) == Some(LoginWord::Login)
            || matches!(letters.as_str(), "logon" | "signin" | "signon")
            || is_foreign())
}

/// Whether two words are `log in`, `sign in` or the like.
fn begins_log_in(first: &str, second: &str) -> bool {
    let is_first = |word: &str| after_tag(first).eq_ignore_ascii_case(word);
    let second = second.trim_end_matches(COLONS);
    ["log", "sign"].iter().any(|word| is_first(word))
        && ["in", "on"].iter().any(|word| second.eq_ignore_ascii_case(word))
}

/// Whether the word joins others and is not a user name: `log in with TLS`, `sign in to Work`.
fn joins_words(word: &str) -> bool {
    is_filler(word)
        || ["and", "as", "at", "by", "first", "on", "or", "using", "with"].contains(&word)
}

/// Whether a word is a label for a secret: `Passwort:`.
fn has_label(word: &str) -> bool {
    word.strip_suffix([':', '：', '=']).is_some_and(|name| is_label_of_secret(after_tag(name)))
}

/// Whether a word is a label for a user's name: `user:`, `login:`.
fn is_user_label(word: &str) -> bool {
    let name = word.strip_suffix([':', '：', '=']).map(after_tag);
    name.is_some_and(|name| {
        matches!(classify(name.as_bytes()), FirstWord::Login(LoginWord::User | LoginWord::Login, _))
    })
}

/// Where the password begins that is joined to its label.
fn password_joined(word: &str) -> Option<usize> {
    let at = word.find(COLONS)?;
    let sign = word[at..].chars().next().map_or(1, char::len_utf8);
    let value = &word[at + sign..];
    let is_value = has_ascii(value) && !value.starts_with('/');
    (is_value && is_label_of_secret(&word[..at])).then_some(at + sign)
}

/// A password that can be typed into a session by hand has letters or digits of ASCII.
fn has_ascii(word: &str) -> bool {
    to_half_width(word).contains(|c: char| c.is_ascii_alphanumeric())
}

/// Whether the word has letters and digits, as no word of a sentence has.
fn is_mixed(word: &str) -> bool {
    let word = to_half_width(word);
    word.contains(|c: char| c.is_ascii_alphabetic()) && word.contains(|c: char| c.is_ascii_digit())
}
