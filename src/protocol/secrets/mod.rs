//! Finds the secret in a typed line, so that it can be masked wherever the line is shown or kept: on the
//! screen, in records, in the history.
//!
//! A *secret* is found by its position, not by its value, even in a wrong or mistyped line:
//!
//! - in LOGIN, everything after the first argument (RFC 9051, section 6.2.3);
//! - in AUTHENTICATE, everything after the mechanism (section 6.2.2), and the whole of a response to
//!   its challenge, which the [dialogue](super::dialogue) knows to be one;
//! - before login, the same wherever in a line one of the two occurs, even mistyped, and everything
//!   after the first argument of a verb that is not a command; but in the arguments of another command,
//!   if the grammar allows them all, only where LOGIN or AUTHENTICATE is an argument without quotes, before
//!   another that may be a user name (`valid_command.rs`);
//! - once a login was attempted and until one succeeds, the whole of a line that is not a command:
//!   it may be the secret alone, typed again ([`UnknownVerbPolicy`] says which of these apply);
//! - in a URL that gives access to a message, its token (RFC 4467): in URLFETCH, and where APPEND
//!   puts a message together;
//! - in the URL of any command, its password, which no URL of IMAP has (RFC 5092);
//! - in ID, SETMETADATA and the like, the value after a name for a secret;
//! - in a directive: see `directive.rs`.
//!
//! A command's secret may be part of a line, or of several, or a literal: a [`SecretScanner`]
//! follows the command through all of them. What it finds is a [`SecretSpan`]. The octets of the
//! span are sent; everything that is shown or kept has the span's [`Placeholder`] instead, which is
//! also what a replay fills in again.

mod address;
mod attempt;
mod directive;
mod joined_secret;
mod line;
mod literal_secret;
mod login_words;
mod mask;
mod named_value;
mod parts;
mod program_line;
mod scanner;
mod short_login;
mod swallowed_login;
mod url_token;
mod valid_command;

pub use attempt::{is_login_attempt, is_unsent_attempt};
pub use directive::{
    begins_setting, directive_name, holds_login, is_secret_variable, lone_argument_of_set,
    mask_argument, mask_directive_secrets, mask_mistaken_directive, mistaken_directive,
};
pub use line::{
    announces_secret, ends_sentence, mask_heading, mask_response, mask_secrets, mask_unsent,
    mask_urls, may_be_secret, secret_of_command,
};
pub use literal_secret::secret_of_swallowed_login;
pub use login_words::is_secret_name;
pub use mask::{InputMask, mask_comment, secrets_of_lines};
pub use named_value::is_secret_entry;
pub use parts::masked;
pub use scanner::SecretScanner;

use super::typed_line::CommandLine;
use std::ops::Range;

/// The text that replaces a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `${password}`
    Password,
    /// `${sasl}`
    Sasl,
    /// `${token}`, for the token of a URL.
    Token,
    /// `${secret}`, for a value after a name for a secret.
    Value,
}

impl Placeholder {
    /// All placeholders.
    pub const ALL: [Placeholder; 4] =
        [Placeholder::Password, Placeholder::Sasl, Placeholder::Token, Placeholder::Value];

    /// The placeholder's text.
    pub const fn text(self) -> &'static str {
        match self {
            Placeholder::Password => "${password}",
            Placeholder::Sasl => "${sasl}",
            Placeholder::Token => "${token}",
            Placeholder::Value => "${secret}",
        }
    }

    /// The placeholder that the text begins with.
    pub fn at_start(text: &[u8]) -> Option<Placeholder> {
        Placeholder::ALL.into_iter().find(|it| text.starts_with(it.text().as_bytes()))
    }

    /// The range of each placeholder in the text, in order.
    pub fn all_in(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
        memchr::memmem::find_iter(text, "${").filter_map(|at| {
            let placeholder = Placeholder::at_start(&text[at..])?;
            Some(at..at + placeholder.text().len())
        })
    }

    /// Whether the text is a placeholder and nothing else.
    pub fn is(text: &[u8]) -> bool {
        Placeholder::at_start(text).is_some_and(|it| it.text().len() == text.len())
    }
}

/// The range of a secret in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretSpan {
    /// Its octets.
    pub range: Range<usize>,
    /// Its replacement.
    pub placeholder: Placeholder,
}

impl SecretSpan {
    /// The span, shifted by this many octets.
    fn shifted(self, octets: usize) -> SecretSpan {
        SecretSpan { range: self.range.start + octets..self.range.end + octets, ..self }
    }

    /// Whether it is the secret of a login.
    pub fn is_of_login(&self) -> bool {
        matches!(self.placeholder, Placeholder::Password | Placeholder::Sasl)
    }

    /// Whether the secret hides more arguments than a LOGIN or AUTHENTICATE has.
    fn has_surplus(&self, line: &str) -> bool {
        let secret = line.get(self.range.clone()).unwrap_or_default();
        self.is_of_login() && has_surplus(secret.as_bytes()) && is_login(line)
    }

    /// The line with the placeholder instead of the secret.
    pub fn masked(&self, line: &str) -> String {
        let before = line.get(..self.range.start).unwrap_or_default();
        let after = line.get(self.range.end..).unwrap_or_default();
        [before, self.placeholder.text(), after].concat()
    }
}

/// A line in which the secret is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedLine {
    pub text: String,
    /// The text for the syntax tree. A LOGIN or AUTHENTICATE with more than two arguments has a second
    /// placeholder, so that the tree has a surplus argument too.
    pub in_tree: String,
    /// Whether there was a secret. A script may also have `${password}` itself, for which a value is asked.
    pub is_masked: bool,
}

impl MaskedLine {
    pub fn new(line: &str, secret: Option<SecretSpan>) -> MaskedLine {
        let surplus = secret.as_ref().filter(|it| it.has_surplus(line)).map(|it| it.placeholder);
        let text = masked(line, secret);
        let in_tree = surplus.map_or_else(|| text.clone(), |it| format!("{text} {}", it.text()));
        MaskedLine { is_masked: text != line, text, in_tree }
    }

    /// A line whose secret is masked already.
    pub fn already(text: String) -> MaskedLine {
        MaskedLine { in_tree: text.clone(), text, is_masked: true }
    }
}

/// Whether a command has a secret.
pub fn has_secret(line: &str) -> bool {
    mask_secrets(line) != line
}

/// Whether the line is a LOGIN or AUTHENTICATE.
pub fn is_login(line: &str) -> bool {
    CommandLine::parse(line.trim()).is_login()
}

/// Whether the secret of such a line has several arguments: it contains a space outside quotation marks.
pub fn has_surplus(secret: &[u8]) -> bool {
    let mut octets = secret.trim_ascii_end().iter();
    let mut is_quoted = secret.starts_with(b"\"");
    if is_quoted {
        octets.next();
    }
    while let Some(octet) = octets.next() {
        match octet {
            b'\\' if is_quoted => drop(octets.next()),
            b'"' if is_quoted => is_quoted = false,
            b' ' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

/// The part to mask in a line whose verb is not a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownVerbPolicy {
    /// Nothing: after login.
    Show,
    /// The text after the first argument: before login the line may be a mistyped login.
    MaskArguments,
    /// The whole line: a login was attempted, and the line may be its secret alone.
    MaskAll,
}

impl UnknownVerbPolicy {
    /// The policy of a connection. `attempted`: see [`is_login_attempt`].
    pub fn of(logged_in: bool, attempted: bool) -> UnknownVerbPolicy {
        match (logged_in, attempted) {
            (_, true) => UnknownVerbPolicy::MaskAll,
            (true, false) => UnknownVerbPolicy::Show,
            (false, false) => UnknownVerbPolicy::MaskArguments,
        }
    }
}

/// The secret in the rest of a literal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LiteralSecret {
    /// Nothing, unless its octets contain what the user meant as a command.
    #[default]
    Nothing,
    /// The same after such a login that lacks its secret: a line of one word may be that.
    AfterLogin,
    /// Everything.
    Everything(Placeholder),
    /// The text after the first word, or after a colon: the literal is a user name, and a password may
    /// have been typed after it.
    AfterWord(Placeholder),
    /// The same after an attempt to log in: a single word may be the secret, whose user name was
    /// forgotten.
    AfterWordOrAlone(Placeholder),
}

#[cfg(test)]
mod attempt_tests;
#[cfg(test)]
mod directive_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unsent_tests;
#[cfg(test)]
mod valid_command_tests;
