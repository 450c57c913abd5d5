//! Finds the secret in a directive, `:word …`.
//!
//! A directive's arguments are shown only if the directive is known and takes no secret. All arguments
//! are one secret in `:base64`, `:unbase64` and `:auth`, and in a directive that does not exist: it may
//! be a command with a colon before it, or one of these three mistyped. The name itself is then shown
//! only if it is like a known one, or if a login has succeeded and none was attempted since: otherwise
//! it may be a secret with a colon before it. What follows the name of a setting, of an option or of a
//! command of the program is shown after such a login too. `:set` hides the value of a name that may be
//! "password". `:set` and `:connect` show only as many words as they take. In the other directives a
//! login is looked for, as in a command.

use super::address::{password_in_address, passwords_in_urls};
use super::joined_secret::{end_of_lone_user, end_of_user};
use super::line::{has_tagged_login, secret_of_command};
use super::login_words::{is_mechanism_name, is_secret_name, near_login_word};
use super::parts::masked;
use super::program_line::secret_for_program;
use super::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use crate::protocol::blanks::{is_blank, last_word_end, skip_blanks, words};
use crate::protocol::settings::{SETTINGS, values_of};
use crate::protocol::typed_line::is_status_line;
use crate::protocol::{commands, program_words, spelling};
use crate::reference;
use std::ops::Range;
use strsim::osa_distance;

/// The directives whose arguments may be shown.
const SHOWN: &[&str] = &[
    "?", "announce", "back", "capture", "connect", "decode", "deliver", "exit", "goal", "expect",
    "expect!", "explain", "h", "help", "hint", "last", "lesson", "other", "pipeline", "q", "quit",
    "raw", "reconnect", "record", "reset", "run", "save", "set", "skip", "slow", "state", "tag",
    "tls", "wait", "ヘルプ",
];

/// Names of directives, and words that are mistaken for directives, all of whose arguments are a secret.
const HIDDEN: &[&str] = &["auth", "base64", "password", "unbase64"];

/// The longest misspelling of "password" that is recognized where the value follows without a blank.
const MAX_PASSWORD_LETTERS: usize = 10;

/// A line that begins with a colon, with its secret masked, whatever the state of the connection.
pub fn mask_directive_secrets(line: &str) -> String {
    masked(line, secret_of_directive(line, UnknownVerbPolicy::MaskArguments))
}

/// The same for one with an invalid argument, which may be a secret too if it is all that follows `:set`.
pub fn mask_mistaken_directive(line: &str) -> String {
    let lone = lone_argument_of_set(line);
    let lone = lone.map(|range| SecretSpan { range, placeholder: Placeholder::Password });
    masked(line, lone.or_else(|| secret_of_directive(line, UnknownVerbPolicy::MaskArguments)))
}

/// The argument of a directive, such as a file name. If it is a login, typed there by mistake, or a URL, its
/// secret is masked.
pub fn mask_argument(argument: &str) -> String {
    let of_login = SecretScanner::default().in_arguments(argument.as_bytes());
    masked(argument, of_login.or_else(|| secret_for_program(argument, 0)))
}

/// The part of a directive's name that an error may repeat: nothing of a name that is not similar to a
/// known one. `text` does not include the colon.
pub fn directive_name(text: &str) -> &str {
    let name = whole_name(text);
    // The blank after the name may be missing.
    let begins = |known: &&str| {
        name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
    };
    let known = ["base64", "unbase64", "password"].into_iter().find(begins);
    match known {
        Some(known) => &name[..known.len()],
        None if is_like_known(name) => name,
        None => "",
    }
}

/// The whole name of a directive.
fn whole_name(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || "-_!?".contains(c);
    text.split(|c| !is_part(c)).next().unwrap_or_default()
}

/// Whether a line that begins with a colon is not an existing directive.
pub(super) fn is_unknown_directive(line: &str) -> bool {
    let text = line.trim_start_matches(is_blank).strip_prefix(':');
    text.and_then(mistaken_directive).is_some_and(|text| {
        let name = whole_name(text);
        !name.is_empty() && !HIDDEN.iter().any(|hidden| hidden.eq_ignore_ascii_case(name))
    })
}

/// The command in a `:raw`. `directive` does not include the colon.
pub(super) fn raw_command(directive: &str) -> Option<&str> {
    let text = directive.trim_start_matches(is_blank);
    let (name, command) = text.split_at(text.find(is_blank)?);
    name.eq_ignore_ascii_case("raw").then_some(command)
}

/// The text of a directive that does not exist: it may be a command with a colon by mistake.
/// `directive` does not include the colon.
pub fn mistaken_directive(directive: &str) -> Option<&str> {
    let name = directive.split(is_blank).next().unwrap_or_default();
    let exists = SHOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
    (!exists).then_some(directive)
}

/// Whether a directive that exists has a login for its argument, typed there by mistake. `directive` does not
/// include the colon.
pub fn holds_login(directive: &str) -> bool {
    let directive = directive.trim_matches(is_blank);
    let (name, arguments) = directive.split_once(is_blank).unwrap_or((directive, ""));
    // A pattern may follow a time or a name.
    let patterns = [Some(arguments), arguments.split_once(is_blank).map(|(_, pattern)| pattern)];
    let is_quoted = |pattern: &str| is_servers(pattern) || begins_with_gap(pattern);
    // The line that `:explain` explains is not meant to be sent.
    if name.eq_ignore_ascii_case("explain") || patterns.into_iter().flatten().any(is_quoted) {
        return false;
    }
    let is_login = |word: Range<usize>| near_login_word(&arguments[word].to_lowercase()).is_some();
    let mut words = words(arguments.as_bytes(), 0);
    words.any(is_login) && words.next().is_some()
}

/// Whether this is the name of a directive or a command, perhaps misspelled.
fn is_like_known(name: &str) -> bool {
    let known = || SHOWN.iter().chain(HIDDEN).copied();
    known().any(|known| known.eq_ignore_ascii_case(name))
        || spelling::nearest(name, known()).is_some()
        || commands::find(name).is_some()
        || commands::nearest(name).is_some()
        || program_words::nearest(name).is_some()
}

/// Whether the name of a directive begins with this text.
pub(super) fn begins_directive(text: &str) -> bool {
    let begins = |known: &&str| {
        known.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    SHOWN.iter().chain(HIDDEN).copied().chain(program_words::names()).any(|known| begins(&known))
}

/// The secret in a line that begins with a colon.
pub(super) fn secret_of_directive(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let text = line.trim_start_matches(is_blank).strip_prefix(':')?;
    let directive = text.trim_start_matches(is_blank);
    let text = if mistaken_directive(directive).is_none() { directive } else { text };
    let name = match directive_name(text) {
        "" if policy == UnknownVerbPolicy::Show => whole_name(text),
        name => name,
    };
    let after = &text[name.len()..];
    let arguments = after.trim_start_matches(is_blank);
    let ends_name = after.is_empty() || after.starts_with(is_blank);
    let is_program_word = policy == UnknownVerbPolicy::Show && program_words::find(name).is_some();
    let is_directive = SHOWN.iter().any(|shown| shown.eq_ignore_ascii_case(name));
    let is_shown = ends_name && (is_directive || is_program_word);
    let octets = arguments.as_bytes();
    let span = |range: Range<usize>| SecretSpan { range, placeholder: Placeholder::Password };
    let login = || SecretScanner::default().in_arguments(octets);
    let secret = match name.to_ascii_lowercase().as_str() {
        _ if !is_shown => {
            let end = last_word_end(octets, 0);
            (end > 0).then(|| span(0..end))
        }
        "raw" | "explain" | "other" => secret_of_command(arguments, policy).or_else(|| {
            let range = passwords_in_urls(octets)?;
            Some(span(range))
        }),
        "expect" | "expect!" => secret_of_pattern(arguments, policy),
        "wait" => after_first_word(arguments, |time, pattern| {
            let is_time = time.starts_with(|c: char| c.is_ascii_digit());
            is_time.then(|| secret_of_pattern(pattern, policy))
        })
        .unwrap_or_else(|| secret_of_pattern(arguments, policy)),
        "capture" => after_first_word(arguments, |name, pattern| {
            Some(secret_of_capture(name, pattern, policy))
        })
        .flatten(),
        "set" => value_of_secret(arguments).map(span).or_else(login),
        "help" | "h" | "?" | "ヘルプ"
            if policy == UnknownVerbPolicy::MaskAll && may_be_password(arguments) =>
        {
            Some(span(0..last_word_end(octets, 0)))
        }
        "decode" => {
            let end = last_word_end(octets, 0);
            (end > 0 && !is_shown_to_decode(arguments)).then(|| span(0..end))
        }
        "connect" => {
            let address = password_in(arguments, true);
            address.or_else(|| beyond_address(arguments)).map(span).or_else(login)
        }
        // One word at most follows it.
        _ if is_program_word => login().or_else(|| {
            let second = words(octets, 0).nth(1)?;
            Some(span(second.start..last_word_end(octets, second.start)))
        }),
        _ => password_in(arguments, false).map(span).or_else(login),
    }?;
    // The arguments end where the line ends.
    Some(secret.shifted(line.len() - arguments.len()))
}

/// Whether the topic of a `:help` may be a secret: it has letters and digits, and no registered word begins
/// like this. Topics that are not registered have no digits.
fn may_be_password(topic: &str) -> bool {
    let topic = topic.trim_matches(is_blank);
    let has_both = topic.contains(char::is_alphabetic) && topic.contains(char::is_numeric);
    let begins =
        |name: &str| name.get(..topic.len()).is_some_and(|start| start.eq_ignore_ascii_case(topic));
    let is_rfc = topic.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("rfc"));
    has_both
        && !is_rfc
        && reference::lookup(topic).next().is_none()
        && !reference::names().any(begins)
}

/// Whether this can be the beginning of `:decode`'s argument. Anything else may be a secret in base64.
fn is_shown_to_decode(arguments: &str) -> bool {
    let is_switch = ["on", "off"].iter().any(|it| spelling::nearest(arguments, [*it]).is_some())
        || arguments.eq_ignore_ascii_case("o");
    is_switch || arguments.starts_with('=') || arguments.contains("=?") || arguments.contains('&')
}

/// The secret that `find` finds in the arguments after the first word. `find` also gets that word.
fn after_first_word(
    arguments: &str,
    find: impl FnOnce(&str, &str) -> Option<Option<SecretSpan>>,
) -> Option<Option<SecretSpan>> {
    let first = words(arguments.as_bytes(), 0).next()?;
    let rest = arguments[first.end..].trim_start_matches(is_blank);
    let found = find(&arguments[first], rest)?;
    Some(found.map(|secret| secret.shifted(arguments.len() - rest.len())))
}

/// The secret in a pattern. A pattern quotes the server, which may mention a login, so it has a secret
/// only if it is itself a login, typed there by mistake.
pub(super) fn secret_of_pattern(pattern: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    match policy {
        _ if is_servers(pattern) => secret_of_command(pattern, UnknownVerbPolicy::Show),
        _ if begins_with_gap(pattern) => None,
        // The pattern may be a line of a mail.
        UnknownVerbPolicy::Show if !has_tagged_login(pattern) => None,
        _ => SecretScanner::default().in_arguments(pattern.as_bytes()),
    }
}

/// Whether a pattern begins like a server's line.
fn is_servers(pattern: &str) -> bool {
    pattern.starts_with(['*', '+']) || is_status_line(pattern)
}

/// Whether the first words of a pattern stand for any text.
fn begins_with_gap(pattern: &str) -> bool {
    words(pattern.as_bytes(), 0).take(2).any(|word| pattern[word].contains("..."))
}

/// The secret in the pattern of a `:capture`. A pattern that captures nothing may be the value of a
/// variable for a secret, as in `:set`.
fn secret_of_capture(name: &str, pattern: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let is_pattern = pattern.contains("(...)") || pattern.starts_with(['*', '+', '.']);
    if is_secret_name(name) && !is_pattern {
        SecretScanner::default().all_from(pattern.as_bytes(), 0)
    } else {
        secret_of_pattern(pattern, policy)
    }
}

/// The possible secret in the arguments of `:set`: the text after a name that may be meant to be
/// "password", after a user name, or after the one word that other settings take.
fn value_of_secret(arguments: &str) -> Option<Range<usize>> {
    let octets = arguments.as_bytes();
    let start = after_secret_name(arguments).or_else(|| beyond_value(arguments))?;
    let value = arguments[start..].trim_start_matches(|c| is_blank(c) || c == '=' || c == ':');
    let start = arguments.len() - value.len();
    let end = last_word_end(octets, start);
    (start < end).then_some(start..end)
}

/// The end of a name for a secret.
fn after_secret_name(arguments: &str) -> Option<usize> {
    words(arguments.as_bytes(), 0).find_map(|word| {
        let text = &arguments[word.clone()];
        let name = name_in(text);
        let is_setting = word.start == 0 && is_shown_setting(name);
        let is_secret = is_secret_variable(name);
        (!is_setting && is_secret).then_some(word.start + end_of_secret_name(name))
    })
}

/// The name in a word of `:set`, which may be joined with the value.
fn name_in(word: &str) -> &str {
    word.split(['=', ':']).next().unwrap_or_default()
}

/// Whether the value of this name in `:set` is not a secret.
fn is_shown_setting(name: &str) -> bool {
    name == "user" || values_of(name).is_some()
}

/// The end of a setting's value in these arguments; 0 if they do not begin with a name.
fn beyond_value(arguments: &str) -> Option<usize> {
    let mut words = words(arguments.as_bytes(), 0);
    let first = words.next()?;
    let name = name_in(&arguments[first.clone()]);
    if !name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) {
        return Some(0);
    }
    if !is_shown_setting(name) {
        return None;
    }
    let value = match first.start + name.len() + 1 {
        joined if joined < first.end => joined..first.end,
        _ => words.next()?,
    };
    let joined = match name {
        "user" => end_of_lone_user(&arguments.as_bytes()[value.clone()]),
        _ => None,
    };
    match joined {
        Some(length) => Some(value.start + length),
        None => words.next().map(|word| word.start),
    }
}

/// Whether the value of a variable of this name may be a secret.
pub fn is_secret_variable(name: &str) -> bool {
    end_of_secret_name(name) < name.len() || is_secret_name(name) || takes_login(name)
}

/// Whether a variable of this name may hold the arguments of a login.
fn takes_login(name: &str) -> bool {
    let name = name.to_lowercase();
    name == "auth" || near_login_word(&name).is_some() || is_mechanism_name(&name)
}

/// The single argument of this `:set`, if it does not name a setting: it may be a secret whose name was
/// forgotten.
pub fn lone_argument_of_set(line: &str) -> Option<Range<usize>> {
    let mut words = words(line.as_bytes(), 0);
    let is_set = words.next().is_some_and(|word| line[word].eq_ignore_ascii_case(":set"));
    let name = words.next().filter(|_| is_set && words.next().is_none())?;
    let text = &line[name.clone()];
    (!is_shown_setting(text) && !is_secret_name(text)).then_some(name)
}

/// Whether a setting, or the name of a variable for a secret, begins with this text.
pub fn begins_setting(text: &str) -> bool {
    let names = SETTINGS.iter().map(|(name, _)| *name);
    names.chain(["password", "user"]).any(|name| name.starts_with(text))
}

/// The end of the name in a word for a secret, which may be joined with the value.
fn end_of_secret_name(name: &str) -> usize {
    let lower = name.to_lowercase();
    if lower.len() != name.len() || lower.starts_with("passphrase") {
        return name.len();
    }
    // In the shorter word two typos would allow others: `passage`.
    let typos = |end: usize| {
        let known = [("password", 2), ("passwd", 1)].into_iter();
        let typos = known.map(|(known, most)| (osa_distance(&lower[..end], known), most));
        typos.filter(|(typos, most)| typos <= most).map(|(typos, _)| typos).min()
    };
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(MAX_PASSWORD_LETTERS);
    let best = ends.filter_map(|end| Some((typos(end)?, std::cmp::Reverse(end)))).min();
    best.map_or(name.len(), |(_, std::cmp::Reverse(end))| end)
}

/// The part of `:connect`'s arguments that is neither the host, its port, nor a known option.
fn beyond_address(arguments: &str) -> Option<Range<usize>> {
    let octets = arguments.as_bytes();
    let (mut named, mut words) = (0, words(octets, 0));
    let start = loop {
        let word = words.next()?;
        let text = &arguments[word.clone()];
        let name = text.split('=').next().unwrap_or_default();
        let is_begun = |known: &&str| known.starts_with(text);
        match text.starts_with('-') {
            true if ["--plain", "--starttls", "--user"].iter().any(is_begun) => {
                let takes_value = text == "--user";
                let Some(value) = takes_value.then(|| words.next()).flatten() else { continue };
                if let Some(length) = end_of_user(&octets[value.clone()]) {
                    break value.start + length;
                }
            }
            // The directive does not accept it, but the command line does.
            true if text == "--insecure" => {}
            true if text == "--ca-file" => {
                let _file = words.next();
            }
            true => break (word.start + name.len() + 1).min(octets.len()),
            false => {
                named += 1;
                // A port, even one that is too large, has at most five digits.
                let is_port = text.len() <= 5 && text.bytes().all(|it| it.is_ascii_digit());
                if named > 2 || (named == 2 && !is_port) {
                    break word.start;
                }
            }
        }
    };
    let start = skip_blanks(octets, start);
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
