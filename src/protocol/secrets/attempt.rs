//! Recognizes attempts to log in, right or wrong.

use super::joined_secret::name_without_verb;
use super::line::{is_of_server, is_unspaced_prose};
use super::login_words::{LoginWord, is_other};
use super::scanner::login_word_in;
use crate::protocol::blanks::words;
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::typed_line::{CommandLine, looks_like_tag, trimmed};

/// Whether a line that begins a command is an attempt to log in, right or wrong. From then on until
/// a login succeeds, the secret may be typed again alone. `spec`: the command that the line is;
/// `has_secret`: whether a login's secret was found in it; `logged_in`: whether a login has succeeded,
/// so that an unknown word is not taken for another.
pub fn is_login_attempt(
    line: &str,
    spec: Option<&'static CommandSpec>,
    has_secret: bool,
    logged_in: bool,
) -> bool {
    match spec {
        Some(spec) if commands::is_login(spec.name) => true,
        Some(_) if has_secret => true,
        _ if logged_in => false,
        Some(spec) if is_name_alone(line, spec.name) => false,
        _ => {
            let command = CommandLine::parse(line.trim());
            let octets = line.trim_end().as_bytes();
            let tag_len = command.tag.map_or(0, str::len);
            let verb_at = octets.len() - command.text.len() + tag_len;
            // Three words may be a login, unless the first is meant as something else, or is a tag before
            // a command with a typo.
            let after = command.arguments.split_whitespace().next().unwrap_or_default();
            login_word_in(octets, verb_at, command.spec).is_some()
                || has_secret && !is_other(command.verb) && commands::nearest(after).is_none()
        }
    }
}

/// Whether a line with the command of this name is just the name, perhaps after a tag, like most lines
/// of a pipeline.
fn is_name_alone(line: &str, name: &str) -> bool {
    let line = trimmed(line);
    match line.len().checked_sub(name.len()).and_then(|before| line.get(..before)) {
        None => false,
        Some("") => true,
        Some(before) => before.strip_suffix(' ').is_some_and(looks_like_tag),
    }
}

/// Whether a line that is not sent, because it looks like prose or like a tool's line, may still be a
/// mistyped login. A sentence has more words.
pub fn is_unsent_attempt(line: &str) -> bool {
    const MAX_WORDS: usize = 5;
    let text = line.trim();
    let is_short = words(text.as_bytes(), 0).take(MAX_WORDS + 1).count() <= MAX_WORDS;
    let word = || login_word_in(text.as_bytes(), 0, None);
    is_short
        && !text.starts_with('#')
        && !is_of_server(text)
        && !is_unspaced_prose(text)
        && (name_without_verb(text.as_bytes()).is_some()
            || matches!(word(), Some(LoginWord::Login | LoginWord::Authenticate)))
}
