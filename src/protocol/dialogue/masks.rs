//! What of a line that is typed, kept or shown is a secret: a command's, a directive's, or one that
//! stands in an address where none belongs.

use super::super::secrets::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use super::super::{commands, spelling, typed_line};
use std::ops::Range;

/// What is secret in a line that is being typed.
#[derive(Clone, Debug)]
pub enum InputMask {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// What a command's secret is.
    Command {
        /// How far a verb that is no command is distrusted.
        guard: UnknownVerbPolicy,
    },
    /// What is secret in the rest of a command.
    Rest(SecretScanner),
}

impl Default for InputMask {
    fn default() -> InputMask {
        InputMask::Command {
            guard: UnknownVerbPolicy::MaskArguments,
        }
    }
}

impl InputMask {
    /// The secret in this line.
    pub fn secret(&self, line: &str) -> Option<SecretSpan> {
        match self {
            InputMask::Nothing => None,
            InputMask::All => Some(SecretSpan {
                range: 0..line.len(),
                placeholder: Placeholder::Password,
            }),
            InputMask::Command { .. } if line.trim_start().starts_with(':') => {
                secret_of_directive(line)
            }
            InputMask::Command { guard } => secret_of(line, *guard),
            InputMask::Rest(scanner) => scanner.clone().next_line(line.as_bytes()),
        }
    }
}

/// A line as it may be shown: its secret masked.
pub fn mask_secrets(line: &str) -> String {
    secret_of(line, UnknownVerbPolicy::MaskArguments)
        .map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// A directive as it may be kept: `:set password …` without the password, `:raw` without its secret.
pub fn mask_directive_secrets(line: &str) -> String {
    secret_of_directive(line).map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// The secret in a line that begins with a colon: the value in `:set password VALUE`, a password
/// in `:connect`'s address, what is secret in the line after `:raw`, and what would be in a login
/// that got a colon by mistake.
fn secret_of_directive(line: &str) -> Option<SecretSpan> {
    let text = line.trim_start().strip_prefix(':')?;
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let rest = text[word.len()..].trim_start();
    let place = |part: &str| line.len() - part.len();
    let within = |part: &str, guard| {
        secret_of(part, guard).map(|SecretSpan { range, placeholder }| SecretSpan {
            range: place(part) + range.start..place(part) + range.end,
            placeholder,
        })
    };
    match word.to_ascii_lowercase().as_str() {
        "set" => {
            let (name, value) = rest.split_once([' ', '\t'])?;
            let value = value.trim_start();
            (name.eq_ignore_ascii_case("password") && !value.is_empty()).then_some(SecretSpan {
                range: place(value)..line.len(),
                placeholder: Placeholder::Password,
            })
        }
        "raw" => within(rest, UnknownVerbPolicy::MaskArguments),
        word => {
            let meant = commands::find(word).map(|command| command.name);
            let meant = meant.or_else(|| commands::nearest(word));
            if matches!(meant, Some("LOGIN" | "AUTHENTICATE")) {
                return within(text, UnknownVerbPolicy::MaskArguments);
            }
            let connects = spelling::nearest(word, ["connect"]).is_some();
            let secret = password_in_address(rest, connects)?;
            Some(SecretSpan {
                range: place(rest) + secret.start..place(rest) + secret.end,
                placeholder: Placeholder::Password,
            })
        }
    }
}

/// Where the password is in `imaps://taro:himitsu@mail`: such an address is refused, and must not
/// stay in the history, whatever the word before it was meant to be. It is the first argument, or
/// has a scheme. `connects`: an address is due, and before its `@` is typed what can be no port is
/// taken for a password too.
fn password_in_address(rest: &str, connects: bool) -> Option<Range<usize>> {
    let mut begin = 0;
    rest.split([' ', '\t']).find_map(|word| {
        let end = begin + word.len();
        let first = std::mem::replace(&mut begin, end + 1) == 0;
        let authority = word.split_once("://").map(|(_, after)| after);
        if !first && authority.is_none() {
            return None;
        }
        let (name, after) = authority.unwrap_or(word).split_once(':')?;
        let port = after.trim_end_matches('/');
        let secret = match after.rsplit_once('@') {
            Some((password, _)) => password,
            None if !connects || name.starts_with('[') => return None,
            None if port.is_empty() || port.parse::<u16>().is_ok() => return None,
            None => after,
        };
        let begins = end - after.len();
        (!secret.is_empty()).then_some(begins..begins + secret.len())
    })
}

/// The secret in a line that begins a command.
pub(super) fn secret_of(line: &str, guard: UnknownVerbPolicy) -> Option<SecretSpan> {
    let lead = line.len() - line.trim_start().len();
    let read = typed_line::line_of(line.trim());
    let verb_at = lead + read.tag.map_or(0, str::len);
    SecretScanner::default().first_line(line.trim_end().as_bytes(), verb_at, read.command, guard)
}
