//! What of a line that is typed, kept or shown is a secret: a command's, a directive's, or one that
//! stands in an address where none belongs.

use super::super::secrets::{Guard, Scanner, Secret, StandIn};
use super::super::{commands, spelling, typed};
use std::ops::Range;

/// What is secret in a line that is being typed.
#[derive(Clone, Debug)]
pub enum Mask {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// What a command's secret is.
    Command {
        /// How far a verb that is no command is distrusted.
        guard: Guard,
    },
    /// What is secret in the rest of a command.
    Rest(Scanner),
}

impl Default for Mask {
    fn default() -> Mask {
        Mask::Command {
            guard: Guard::Arguments,
        }
    }
}

impl Mask {
    /// The secret in this line.
    pub fn secret(&self, line: &str) -> Option<Secret> {
        match self {
            Mask::Nothing => None,
            Mask::All => Some(Secret {
                range: 0..line.len(),
                stands_as: StandIn::Password,
            }),
            Mask::Command { .. } if line.trim_start().starts_with(':') => secret_of_directive(line),
            Mask::Command { guard } => secret_of(line, *guard),
            Mask::Rest(scanner) => scanner.clone().rest(line.as_bytes()),
        }
    }
}

/// A line as it may be shown: its secret masked.
pub fn shown(line: &str) -> String {
    secret_of(line, Guard::Arguments).map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// A directive as it may be kept: `:set password …` without the password, `:raw` without its secret.
pub fn without_secret_directive(line: &str) -> String {
    secret_of_directive(line).map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// The secret in a line that begins with a colon: the value in `:set password VALUE`, a password
/// in `:connect`'s address, what is secret in the line after `:raw`, and what would be in a login
/// that got a colon by mistake.
fn secret_of_directive(line: &str) -> Option<Secret> {
    let text = line.trim_start().strip_prefix(':')?;
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let rest = text[word.len()..].trim_start();
    let place = |part: &str| line.len() - part.len();
    let within = |part: &str, guard| {
        secret_of(part, guard).map(|Secret { range, stands_as }| Secret {
            range: place(part) + range.start..place(part) + range.end,
            stands_as,
        })
    };
    match word.to_ascii_lowercase().as_str() {
        "set" => {
            let (name, value) = rest.split_once([' ', '\t'])?;
            let value = value.trim_start();
            (name.eq_ignore_ascii_case("password") && !value.is_empty()).then_some(Secret {
                range: place(value)..line.len(),
                stands_as: StandIn::Password,
            })
        }
        "raw" => within(rest, Guard::Arguments),
        word => {
            let meant = commands::find(word).map(|command| command.name);
            let meant = meant.or_else(|| commands::nearest(word));
            if matches!(meant, Some("LOGIN" | "AUTHENTICATE")) {
                return within(text, Guard::Arguments);
            }
            let connects = spelling::nearest(word, ["connect"]).is_some();
            let secret = password_in_address(rest, connects)?;
            Some(Secret {
                range: place(rest) + secret.start..place(rest) + secret.end,
                stands_as: StandIn::Password,
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
pub(super) fn secret_of(line: &str, guard: Guard) -> Option<Secret> {
    let lead = line.len() - line.trim_start().len();
    let read = typed::line_of(line.trim());
    let verb_at = lead + read.tag.map_or(0, str::len);
    Scanner::default().first_line(line.trim_end().as_bytes(), verb_at, read.command, guard)
}
