//! Finds the secret in a line for another program, such as a shell, which may have been typed in any state:
//! a value with a secret's name, the password in an address, an option, or what is to be encoded.

use super::address::{names_user_and_host, password_in_address};
use super::login_words::{is_encoder, is_secret_name};
use super::parts::is_mark;
use super::url_token::tokens_in;
use super::{Placeholder, SecretSpan, UnknownVerbPolicy};
use crate::protocol::blanks::{last_word_end, skip_blanks, words};
use std::ops::Range;

/// The secret in a line for a program, or the token of a URL. `from`: where the program's name may be.
pub(super) fn secret_for_program(line: &str, from: usize) -> Option<SecretSpan> {
    if let Some(range) = tokens_in(line.as_bytes()) {
        return Some(SecretSpan { range, placeholder: Placeholder::Token });
    }
    let others = || to_encode(line.as_bytes(), from).or_else(|| assigned(line));
    password(in_address(line).or_else(others).or_else(|| of_option(line))?)
}

/// A value whose name says that it is a secret, and all that follows it:
/// `export IMAPSH_PASSWORD=hunter2`.
fn assigned_secret(line: &str) -> Option<SecretSpan> {
    password(assigned(line)?)
}

/// All arguments of a program that encodes them: `echo hunter2 | base64`.
fn secret_to_encode(line: &str, from: usize) -> Option<SecretSpan> {
    password(to_encode(line.as_bytes(), from)?)
}

fn password(range: Range<usize>) -> Option<SecretSpan> {
    (!range.is_empty()).then_some(SecretSpan { range, placeholder: Placeholder::Password })
}

/// The password in an address: `taro:hunter2@mail`.
fn in_address(line: &str) -> Option<Range<usize>> {
    words(line.as_bytes(), 0).find_map(|word| {
        let text = line.get(word.clone())?;
        let found = password_in_address(text, names_user_and_host(text))?;
        Some(word.start + found.start..word.start + found.end)
    })
}

/// The password in an address that is typed last, and perhaps not to its end: `ssh taro:hunter2`.
pub(super) fn secret_in_last_address(line: &str) -> Option<SecretSpan> {
    let word = words(line.as_bytes(), 0).skip(1).last()?;
    let text = line.get(word.clone())?;
    // `RCPT TO:<taro@mail>` is a command of SMTP.
    let found = password_in_address(text, !text.contains(":<"))?;
    password(word.start + found.start..word.start + found.end)
}

fn to_encode(line: &[u8], from: usize) -> Option<Range<usize>> {
    let mut words = words(line, from).skip_while(|word| is_mark(&line[word.clone()]));
    let program = words.next().filter(|word| is_encoder(&line[word.clone()]))?;
    let encoded = words.next()?.start..last_word_end(line, program.end);
    // `echo $?`
    line[encoded.clone()].iter().any(u8::is_ascii_alphanumeric).then_some(encoded)
}

fn assigned(line: &str) -> Option<Range<usize>> {
    memchr::memchr(b'=', line.as_bytes())?;
    let mut before = "";
    let start = words(line.as_bytes(), 0).find_map(|word| {
        let text = line.get(word.clone())?;
        let last = std::mem::replace(&mut before, text);
        let (name, _) = text.split_once('=')?;
        // `token = hunter2`
        let of_secret = is_secret_name(if name.is_empty() { last } else { name });
        of_secret.then_some(word.start + name.len() + 1)
    })?;
    let start = skip_blanks(line.as_bytes(), start);
    let end = last_word_end(line.as_bytes(), start);
    (start < end).then_some(start..end)
}

/// The value of an option that passes a secret to a program, and all that follows it:
/// `curl -u taro:hunter2 …`, `sshpass -phunter2 …`.
fn of_option(line: &str) -> Option<Range<usize>> {
    /// `-p` with fewer letters behind it is a set of flags: `mkdir -pv`.
    const MIN_JOINED: usize = 3;
    let start = words(line.as_bytes(), 0).find_map(|word| {
        let text = line.get(word.clone())?.strip_prefix('-')?;
        let name = text.split(['=', ':']).next().unwrap_or_default();
        let is_joined = text.strip_prefix('p').is_some_and(|value| value.len() >= MIN_JOINED);
        let is_user = text.strip_prefix('u').is_some_and(|value| value.contains(':'));
        match name {
            "u" | "-user" => Some(word.start + 1 + name.len()),
            _ if is_user => Some(word.start + 2),
            _ if is_secret_name(name) => Some(word.start + 1 + name.len()),
            _ => is_joined.then_some(word.start + 2),
        }
    })?;
    let end = last_word_end(line.as_bytes(), start);
    Some(skip_blanks(line.as_bytes(), start)..end)
}

/// The secret in a line for another program, whose name may be the first word, or the one after a tag. After
/// login, the line may be a command that only the server knows.
pub(super) fn secret_for_program_in(
    line: &[u8],
    verb_at: usize,
    policy: UnknownVerbPolicy,
) -> Option<SecretSpan> {
    let line = str::from_utf8(line).ok()?;
    match policy {
        UnknownVerbPolicy::Show => assigned_secret(line)
            .or_else(|| [0, verb_at].into_iter().find_map(|from| secret_to_encode(line, from))),
        _ => secret_for_program(line, 0).or_else(|| secret_for_program(line, verb_at)),
    }
}
