//! Recognizes a login that was typed where something else is expected: octets of a literal, or the rest of a
//! command.

use super::login_words::{letters_of, near_login_word};
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, looks_like_tag};

/// The login in a line that was typed as a command while more octets of a literal, or the rest of its
/// command, were expected: all of the line, or after a colon or the sign of a quotation. Other lines are a
/// message's, so a login has a tag or just its two arguments; and these, if its name has a typo.
pub(super) fn swallowed_login(line: &str) -> Option<&str> {
    let text = line.trim_start_matches([':', '>', ' ']);
    let command = CommandLine::parse(text.trim());
    let mut arguments = command.arguments.split_whitespace().skip(1);
    let second = arguments.next();
    let has_more = arguments.next().is_some();
    let is_login = match command.spec {
        Some(spec) => {
            let is_quoted = second.is_some_and(|it| it.starts_with('"'));
            let is_command = command.tag.is_some_and(looks_like_tag) || is_quoted || !has_more;
            commands::is_login(spec.name) && is_command
        }
        None => second.is_some() && !has_more && is_mistyped_login(command.verb),
    };
    is_login.then_some(text)
}

/// Whether a word is LOGIN or AUTHENTICATE with a typo. The plural and the like begin sentences.
fn is_mistyped_login(word: &str) -> bool {
    let (letters, range) = letters_of(word.as_bytes());
    let is_longer = letters.starts_with("login") || letters.starts_with("authenticate");
    range.len() == word.len() && !is_longer && near_login_word(&letters).is_some()
}
