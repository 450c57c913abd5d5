//! The secret in a directive, `:word …`.
//!
//! A directive's arguments are shown only if the directive is known and takes no secret. All of them
//! are one in `:base64`, `:unbase64` and `:auth`, and in a directive that does not exist: it may be
//! a command with a colon before it, or one of these mistyped. `:set` hides the value of a name that
//! may be "password". In the others a login is looked for, as it is in a command.

use super::address::password_in_address;
use super::login_words::is_secret_name;
use super::mask::masked;
use super::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy, secret_of_command};
use crate::protocol::blanks::{is_blank, last_word_end, words};
use std::ops::Range;

/// The directives whose arguments may be shown.
const SHOWN: &[&str] = &[
    "?",
    "capture",
    "connect",
    "decode",
    "deliver",
    "exit",
    "expect",
    "expect!",
    "explain",
    "h",
    "help",
    "last",
    "pipeline",
    "q",
    "quit",
    "raw",
    "reconnect",
    "record",
    "reset",
    "run",
    "save",
    "session",
    "set",
    "state",
    "tag",
    "tls",
    "wait",
];

/// What `:set` sets that is no secret.
const SETTINGS: &[&str] = &["fold", "paste", "patience", "timeout", "user"];

/// A line that begins with a colon, with its secret masked, whatever the state of the connection.
pub fn mask_directive_secrets(line: &str) -> String {
    masked(line, secret_of_directive(line, UnknownVerbPolicy::MaskArguments))
}

/// The argument of a directive, such as a file name, with the secret masked of a login that was typed
/// there by mistake.
pub fn mask_argument(argument: &str) -> String {
    masked(argument, SecretScanner::default().in_arguments(argument.as_bytes()))
}

/// The name of a directive, given without its colon: as much of it as an error may repeat.
pub fn directive_name(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || "-_!?".contains(c);
    let name = text.split(|c| !is_part(c)).next().unwrap_or_default();
    // The blank after the name may be missing.
    let begins = |known: &&str| {
        name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
    };
    let known = ["base64", "unbase64", "password"].into_iter().find(begins);
    known.map_or(name, |known| &name[..known.len()])
}

/// The secret in a line that begins with a colon.
pub(super) fn secret_of_directive(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let text = line.trim_start_matches(is_blank).strip_prefix(':')?;
    let name = directive_name(text);
    let after = &text[name.len()..];
    let arguments = after.trim_start_matches(is_blank);
    let ends_name = after.is_empty() || after.starts_with(is_blank);
    let is_shown = ends_name && SHOWN.iter().any(|shown| shown.eq_ignore_ascii_case(name));
    let octets = arguments.as_bytes();
    let span = |range: Range<usize>| SecretSpan { range, placeholder: Placeholder::Password };
    let login = || SecretScanner::default().in_arguments(octets);
    let secret = match name.to_ascii_lowercase().as_str() {
        _ if !is_shown => {
            let end = last_word_end(octets, 0);
            (end > 0).then(|| span(0..end))
        }
        "raw" | "explain" => secret_of_command(arguments, policy),
        // These quote the server.
        "capture" | "expect" | "expect!" | "wait" => None,
        "set" => value_of_secret(arguments).map(span).or_else(login),
        "connect" => {
            let address = password_in(arguments, true);
            address.or_else(|| value_of_option(arguments)).map(span).or_else(login)
        }
        _ => password_in(arguments, false).map(span).or_else(login),
    }?;
    // The arguments end where the line ends.
    Some(secret.shifted(line.len() - arguments.len()))
}

/// What follows a name in the arguments of `:set` that may be meant to be "password".
fn value_of_secret(arguments: &str) -> Option<Range<usize>> {
    let name_at = |word: Range<usize>| {
        let text = &arguments[word.clone()];
        let name = text.split(['=', ':']).next().unwrap_or_default();
        let is_setting = word.start == 0 && SETTINGS.contains(&name);
        (!is_setting && is_secret_name(name)).then_some(word.start + name.len())
    };
    let octets = arguments.as_bytes();
    // The name of a user is one word.
    let beyond_user = || match words(octets, 0).next() {
        Some(word) if &arguments[word.clone()] == "user" => words(octets, 0).nth(2),
        _ => None,
    };
    let after_name = words(octets, 0).find_map(name_at);
    let after_name = after_name.or_else(|| beyond_user().map(|word| word.start))?;
    let value = arguments[after_name..].trim_start_matches(|c| is_blank(c) || c == '=' || c == ':');
    let start = arguments.len() - value.len();
    let end = last_word_end(octets, start);
    (start < end).then_some(start..end)
}

/// What follows an option that may be meant to be `--password`.
fn value_of_option(arguments: &str) -> Option<Range<usize>> {
    let octets = arguments.as_bytes();
    let start = words(octets, 0).find_map(|word| {
        let name = arguments[word.clone()].split('=').next().unwrap_or_default();
        let takes_secret = name.starts_with('-') && is_secret_name(name);
        takes_secret.then(|| (word.start + name.len() + 1).min(octets.len()))
    })?;
    let end = last_word_end(octets, start);
    (start < end).then_some(start..end)
}

/// The password in an address: the first argument, or one that has a scheme.
fn password_in(arguments: &str, connects: bool) -> Option<Range<usize>> {
    words(arguments.as_bytes(), 0).enumerate().find_map(|(index, word)| {
        let found = password_in_address(&arguments[word.clone()], connects && index == 0)?;
        Some(word.start + found.start..word.start + found.end)
    })
}
