//! The secret in a line that is being typed, or that is kept.

use super::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use crate::protocol::typed_line::CommandLine;
use crate::protocol::{commands, spelling};
use std::ops::Range;

/// What is secret in the next line, whatever is typed: it tells the editor what to mask.
#[derive(Clone, Debug)]
pub enum InputMask {
    /// Nothing: the line is part of a literal that is not a secret.
    Nothing,
    /// All of it.
    All,
    /// The secret of the command or the directive that the line is.
    Command(UnknownVerbPolicy),
    /// The secret in the rest of a command.
    Rest(SecretScanner),
}

impl Default for InputMask {
    fn default() -> InputMask {
        InputMask::Command(UnknownVerbPolicy::MaskArguments)
    }
}

impl InputMask {
    /// The secret in this line.
    pub fn secret(&self, line: &str) -> Option<SecretSpan> {
        match self {
            InputMask::Nothing => None,
            InputMask::All => {
                Some(SecretSpan { range: 0..line.len(), placeholder: Placeholder::Password })
            }
            InputMask::Command(_) if line.trim_start().starts_with(':') => {
                secret_of_directive(line)
            }
            InputMask::Command(policy) => secret_of_command(line, *policy),
            InputMask::Rest(scanner) => scanner.clone().next_line(line.as_bytes()),
        }
    }
}

/// A command's line with its secret masked, whatever the state of the connection.
pub fn mask_secrets(line: &str) -> String {
    masked(line, secret_of_command(line, UnknownVerbPolicy::MaskArguments))
}

/// A line that begins with a colon, with its secret masked: that of the directive, or of the login
/// that got a colon by mistake.
pub fn mask_directive_secrets(line: &str) -> String {
    masked(line, secret_of_directive(line))
}

fn masked(line: &str, secret: Option<SecretSpan>) -> String {
    secret.map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// The secret in a line that begins a command.
pub fn secret_of_command(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let indent = line.len() - line.trim_start().len();
    let command = CommandLine::parse(line.trim());
    let verb_at = indent + command.tag.map_or(0, str::len);
    let line = line.trim_end().as_bytes();
    SecretScanner::default().first_line(line, verb_at, command.spec, policy)
}

fn secret_of_directive(line: &str) -> Option<SecretSpan> {
    let text = line.trim_start().strip_prefix(':')?;
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let rest = text[word.len()..].trim_start();
    // The parts below end where the line ends.
    let offset = |part: &str| line.len() - part.len();
    let command_secret = |part: &str| {
        let secret = secret_of_command(part, UnknownVerbPolicy::MaskArguments)?;
        Some(secret.shifted(offset(part)))
    };
    let password = |range: Range<usize>, part: &str| {
        let secret = SecretSpan { range, placeholder: Placeholder::Password };
        secret.shifted(offset(part))
    };
    match word.to_ascii_lowercase().as_str() {
        "set" => {
            let (name, value) = rest.split_once([' ', '\t'])?;
            let value = value.trim_start();
            let is_secret = name.eq_ignore_ascii_case("password") && !value.is_empty();
            is_secret.then(|| password(0..value.len(), value))
        }
        "raw" => command_secret(rest),
        word => {
            let command = commands::find(word).map(|spec| spec.name);
            let meant = command.or_else(|| commands::nearest(word));
            if matches!(meant, Some("LOGIN" | "AUTHENTICATE")) {
                return command_secret(text);
            }
            let connects = spelling::nearest(word, ["connect"]).is_some();
            Some(password(password_in_address(rest, connects)?, rest))
        }
    }
}

/// Where the password is in `imaps://taro:himitsu@mail`. Such an address is refused, and yet the
/// line may be kept, whatever the directive was meant to be. An address is the first argument, or
/// has a scheme. `connects`: the directive takes an address, so that even before the `@` is typed
/// what can't be a port is a password.
fn password_in_address(arguments: &str, connects: bool) -> Option<Range<usize>> {
    let mut begin = 0;
    arguments.split([' ', '\t']).find_map(|word| {
        let end = begin + word.len();
        let first = std::mem::replace(&mut begin, end + 1) == 0;
        let authority = word.split_once("://").map(|(_, after)| after);
        if !first && authority.is_none() {
            return None;
        }
        let (name, after) = authority.unwrap_or(word).split_once(':')?;
        let port = after.trim_end_matches('/');
        let password = match after.rsplit_once('@') {
            Some((password, _)) => password,
            None if !connects || name.starts_with('[') => return None,
            None if port.is_empty() || port.parse::<u16>().is_ok() => return None,
            None => after,
        };
        let start = end - after.len();
        (!password.is_empty()).then(|| start..start + password.len())
    })
}
