//! Recognizes a login or a password in a line of a few words that is not a command: `sign in taro hunter2`,
//! `password: hunter2`. It counts in any state, also in a line that is not sent: hardly anything else begins
//! like this and has just as many words.

use super::login_words::{FirstWord, LoginWord, classify, is_label_of_secret, is_word_for_secret};
use super::parts::is_mark;
use crate::protocol::blanks::words;
use crate::protocol::typed_line::looks_like_tag;
use std::ops::Range;

/// The maximum number of words: `a1 user: taro, password: hunter2`.
const MAX_WORDS: usize = 6;

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
    match count - first {
        // `password:hunter2`
        1 => password_joined(text(first)).map(|at| found[first].start + at),
        2 if is_password_word(text(first), text(first + 1)) => Some(found[first + 1].start),
        3 if is_login_word(text(first)) => Some(found[first + 2].start),
        4 if begins_log_in(text(first), text(first + 1)) => Some(found[first + 3].start),
        // `user: taro password: hunter2`
        3.. if has_label(text(count - 2)) => Some(found[count - 1].start),
        _ => None,
    }
}

/// The word after a tag that is joined to it: `a003：login`.
fn after_tag(word: &str) -> &str {
    let (before, after) = word.split_once([':', '：']).unwrap_or((word, ""));
    if after.is_empty() || !looks_like_tag(before) { word } else { after }
}

fn is_login_word(word: &str) -> bool {
    let word = after_tag(word).trim_end_matches([':', '：']);
    matches!(classify(word.as_bytes()), FirstWord::Login(LoginWord::Login, _))
}

/// Whether two words are `log in`, `sign in` or the like.
fn begins_log_in(first: &str, second: &str) -> bool {
    let is_first = |word: &str| after_tag(first).eq_ignore_ascii_case(word);
    let second = second.trim_end_matches([':', '：']);
    ["log", "sign"].iter().any(|word| is_first(word))
        && ["in", "on"].iter().any(|word| second.eq_ignore_ascii_case(word))
}

/// Whether the first of two words is one for a secret, and the second may be its value. `Password required` is
/// a heading.
fn is_password_word(name: &str, value: &str) -> bool {
    let name = after_tag(name);
    let is_heading = name.starts_with(|c: char| c.is_ascii_uppercase())
        && value.chars().all(|c| c.is_ascii_alphabetic());
    has_label(name) || is_word_for_secret(name) && !is_heading
}

/// Whether a word is a label for a secret: `Passwort:`.
fn has_label(word: &str) -> bool {
    word.strip_suffix([':', '：', '=']).is_some_and(|name| is_label_of_secret(after_tag(name)))
}

/// Where the password begins that is joined to its label.
fn password_joined(word: &str) -> Option<usize> {
    let at = word.find([':', '：'])?;
    let sign = word[at..].chars().next().map_or(1, char::len_utf8);
    let value = &word[at + sign..];
    let is_value = value.contains(char::is_alphanumeric) && !value.starts_with('/');
    (is_value && is_label_of_secret(&word[..at])).then_some(at + sign)
}
