//! Finds what is secret in a typed line, so that it can be masked wherever the line is shown or
//! kept: on the screen, in records, in the history.
//!
//! A *secret* is found by its position, not by its value, however it was typed and however wrong
//! the line is:
//!
//! - in LOGIN, everything after the first argument (RFC 9051, section 6.2.3);
//! - in AUTHENTICATE, everything after the mechanism (section 6.2.2);
//! - after a verb that is not a command, and may be one of the two mistyped, as much as the
//!   [`UnknownVerbPolicy`] demands;
//! - the whole of a response to AUTHENTICATE's challenge, which the [dialogue](super::dialogue)
//!   knows to be one;
//! - in a directive: the value in `:set password VALUE`, a password in the address of `:connect`,
//!   and what would be one in the command after `:raw`.
//!
//! A command's secret may be part of a line, or of several, or a literal: a [`SecretScanner`]
//! follows the command through all of them. What it finds is a [`SecretSpan`]. The octets of the
//! span are sent; everything that is shown or kept has the span's [`Placeholder`] instead, which is
//! also what a replay fills in again.

mod mask;
mod scanner;

pub use mask::{InputMask, mask_directive_secrets, mask_secrets, secret_of_command};
pub use scanner::SecretScanner;

use std::ops::Range;

/// What is written instead of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `${password}`
    Password,
    /// `${sasl}`
    Sasl,
}

impl Placeholder {
    /// The text that is written.
    pub fn text(self) -> &'static str {
        match self {
            Placeholder::Password => "${password}",
            Placeholder::Sasl => "${sasl}",
        }
    }
}

/// Where in a line a secret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretSpan {
    /// Its octets.
    pub range: Range<usize>,
    /// What is written instead.
    pub placeholder: Placeholder,
}

impl SecretSpan {
    /// The span in a line that has this many octets more before it.
    fn shifted(self, octets: usize) -> SecretSpan {
        SecretSpan { range: self.range.start + octets..self.range.end + octets, ..self }
    }

    /// The line with the placeholder instead of the secret.
    pub fn masked(&self, line: &str) -> String {
        let before = line.get(..self.range.start).unwrap_or_default();
        let after = line.get(self.range.end..).unwrap_or_default();
        [before, self.placeholder.text(), after].concat()
    }
}

/// What is masked in a line whose verb is not a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownVerbPolicy {
    /// Nothing: after login.
    Show,
    /// What follows the first argument: before login the line may be a mistyped login.
    MaskArguments,
    /// All of it: a login failed that lacked its secret, and the line may be that secret alone.
    MaskAll,
}

#[cfg(test)]
mod tests;
