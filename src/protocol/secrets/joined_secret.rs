//! Where a secret begins that is joined to the first argument of a login without a space:
//! `user:hunter2`, `plainAHVzZXI=`.

use super::address::{names_user_and_host, password_in_address};
use super::login_words::{
    FirstWord, classify, end_of_joined_mechanism, is_mechanism, is_mechanism_name,
};
use super::parts::is_mark;
use crate::protocol::blanks::{first_char, words};
use crate::protocol::typed_line::{begins_with_prompt, looks_like_tag};
use std::ops::Range;

/// Where the password begins that is joined to a user name with a colon, which no user name has.
pub(super) fn after_colon(argument: &[u8]) -> Option<usize> {
    let start = memchr::memchr(b':', argument).filter(|at| *at > 0)? + 1;
    (start < argument.len()).then_some(start)
}

/// The end of the name in a user name that is the only argument, and with which a password is joined.
/// It may be joined with an `@`: the text after it has no dot, as a domain has.
pub(super) fn end_of_lone_user(argument: &[u8]) -> Option<usize> {
    let is_domain = |text: &[u8]| {
        let text = text.strip_suffix(b"\"").unwrap_or(text);
        let is_known = text.starts_with(b"${") || text.eq_ignore_ascii_case(b"localhost");
        text.is_empty() || is_known || text.contains(&b'.')
    };
    end_of_user(argument).or_else(|| after_mark_in_name(argument)).or_else(|| {
        let start = memchr::memchr(b'@', argument).filter(|at| *at > 0)? + 1;
        (!is_domain(&argument[start..])).then_some(start)
    })
}

/// Where a user name begins that stands in a line in place of the verb, perhaps after a tag: a mail address, or
/// a name that is joined with its password and alone on the line.
pub(super) fn name_without_verb(line: &[u8]) -> Option<usize> {
    let mut words = words(line, 0).filter(|word| !is_mark(&line[word.clone()]));
    let (first, second, is_last) = (words.next()?, words.next(), words.next().is_none());
    let is_unknown = |word: &Range<usize>| classify(&line[word.clone()]) == FirstWord::Unknown;
    let is_name = |word: &Range<usize>| is_mail_address(&line[word.clone()]) && is_unknown(word);
    let is_joined =
        |word: &Range<usize>| joins_name_and_password(&line[word.clone()]) && is_unknown(word);
    let name = match second {
        _ if is_name(&first) => first,
        None if is_joined(&first) => first,
        // `To: taro@mail.example` is a header field.
        Some(second) if is_name(&second) && is_unknown(&first) && line[first.end - 1] != b':' => {
            second
        }
        Some(second) if is_last && is_joined(&second) => {
            let tag = std::str::from_utf8(&line[first]).ok()?;
            looks_like_tag(tag).then_some(second)?
        }
        _ => return None,
    };
    // `<taro@mail.example>` is an address, not a shell's prompt.
    let is_prompt =
        !line[name.clone()].starts_with(b"<") && begins_with_prompt(&String::from_utf8_lossy(line));
    (!is_prompt).then_some(name.start)
}

/// Where the password begins in a line that is only a name, a colon and a password: `taro: hunter2`.
pub(super) fn password_after_name(line: &[u8]) -> Option<usize> {
    let mut words = words(line, 0);
    let (first, second) = (words.next()?, words.next().filter(|_| words.next().is_none())?);
    let name = std::str::from_utf8(&line[first.clone()]).ok()?.strip_suffix(':')?;
    // `Subject: lunch` is a label. `C:` and `S:` are a listing's marks.
    let is_label = name.starts_with(char::is_uppercase)
        && line[second.clone()].iter().all(u8::is_ascii_alphabetic);
    let is_name = is_plain_name(name) && name.len() > 1 && !is_label;
    let are_unknown =
        [first, second.clone()].into_iter().all(|word| classify(&line[word]) == FirstWord::Unknown);
    (is_name && are_unknown).then_some(second.start)
}

/// Whether a word is a mail address, perhaps in quotes or brackets, or joined with a password:
/// `taro@mail.example:hunter2`.
fn is_mail_address(word: &[u8]) -> bool {
    let word = String::from_utf8_lossy(word);
    let word = word.strip_prefix("mailto:").unwrap_or(&word);
    let (name, _) = word.split_once(':').unwrap_or((word, ""));
    let begins = |text: &str| text.starts_with(char::is_alphanumeric);
    let is_part = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "._+-".contains(c));
    let parts = name.trim_start_matches(['"', '<']).split_once('@');
    parts.is_some_and(|(user, domain)| begins(user) && is_part(user) && begins(domain))
}

/// Whether a word is a name and a password with a colon between them, and neither an address with a port, a
/// time nor a URL.
fn joins_name_and_password(word: &[u8]) -> bool {
    let word = String::from_utf8_lossy(word);
    word.split_once(':').is_some_and(|(name, password)| {
        let is_password = password.contains(char::is_alphanumeric)
            && !password.starts_with([':', '/', '<', '\\', '~'])
            && !password.bytes().all(|octet| octet.is_ascii_digit() || octet == b':');
        is_plain_name(name) && is_password
    })
}

/// Whether a user may have this name.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || "._+-".contains(c))
}

/// Where the password begins after a `$` or a `"` inside a user name, which may contain one.
fn after_mark_in_name(argument: &[u8]) -> Option<usize> {
    let name = argument.iter().position(u8::is_ascii_alphanumeric)?;
    let is_mark = |at: &usize| match argument[*at] {
        b'"' => true,
        b'$' => argument.get(at + 1) != Some(&b'{'),
        _ => false,
    };
    let start = (name..argument.len()).find(is_mark)? + 1;
    (start < argument.len()).then_some(start)
}

/// The end of the name in a user name with which a password is joined by a sign that names do not
/// contain.
pub(super) fn end_of_user(argument: &[u8]) -> Option<usize> {
    let (mut at, mut has_name, mut is_whole) = (0, false, false);
    while at < argument.len() {
        let rest = &argument[at..];
        let (c, length) = first_char(rest);
        if rest.starts_with(b"${") {
            // A variable is the whole name, except for a domain.
            at += memchr::memchr(b'}', rest)? + 1;
            (has_name, is_whole) = (true, true);
            continue;
        }
        let is_sign = c.is_none_or(|c| !c.is_alphanumeric() && !"@._-+\"$".contains(c));
        if is_whole && !is_sign && !matches!(c, Some('@' | '"' | '$')) {
            let is_letter = c.is_some_and(char::is_alphanumeric);
            let start = if is_letter { at } else { at + length };
            return (start < argument.len()).then_some(start);
        }
        is_whole = false;
        at += length;
        if is_sign && has_name {
            return (at < argument.len()).then_some(at);
        }
        has_name |= c.is_some_and(char::is_alphanumeric);
    }
    None
}

/// Where the password begins in an address. `is_argument`: it may be one of another program, without a
/// scheme and not typed to its end, as in `ssh user:hunter2`.
pub(super) fn end_of_address(word: &[u8], is_argument: bool) -> Option<usize> {
    let word = std::str::from_utf8(word).ok()?;
    let has_no_scheme = (is_argument && !word.contains(":<")) || names_user_and_host(word);
    password_in_address(word, has_no_scheme).map(|range| range.start)
}

/// Whether this begins like the name of a mechanism.
pub(super) fn begins_mechanism(argument: &[u8]) -> bool {
    let name = String::from_utf8_lossy(argument).to_ascii_lowercase();
    let name = name.trim_start_matches('"');
    name.starts_with("${") || name.starts_with("login") || is_mechanism_name(name)
}

/// The end of the mechanism; 0 if it is something else.
pub(super) fn end_of_mechanism(argument: &[u8]) -> Option<usize> {
    if argument.starts_with(b"${") || argument.starts_with(b"\"") {
        return None;
    }
    let is_sign = |octet: &u8| !octet.is_ascii_alphanumeric() && !b"-_".contains(octet);
    let end = argument.iter().position(is_sign).unwrap_or(argument.len());
    let name = String::from_utf8_lossy(&argument[..end]);
    if let Some(length) = end_of_joined_mechanism(&name) {
        return Some(length);
    }
    match is_mechanism(&name) {
        true if end < argument.len() => Some(end + 1),
        true => None,
        false => Some(0),
    }
}
