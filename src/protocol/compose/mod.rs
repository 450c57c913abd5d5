//! Turns a typed line into the lines and literals of a command.
//!
//! A typed line is IMAP and is sent as typed, with these additions:
//!
//! - `${name}` is a *variable*: its value is sent as an atom if possible, or else as a quoted string, or
//!   else as a literal (RFC 9051, section 4); the value of `${secret}` is never sent as an atom. Where the
//!   grammar has no string but the value fits, as a set or a flag does, it is sent unchanged. Within
//!   typed quotes the value is only escaped. `$${` is the text `${`.
//! - `{<PATH}` at the end is a literal with the octets of a file.
//! - `{<<END}` at the end makes a literal of the following lines up to `END`, each with CRLF;
//!   `{<<-END}` omits the last CRLF, and `{64<<END}` decodes the lines from base64.
//!
//! [`compose`] resolves the additions and returns a [`CommandText`]: lines of IMAP, with the literals
//! between them. It asks an [`Environment`] for values and files, and does no I/O itself.

mod content;
mod typed_literal;
mod variables;

pub use content::{Content, FileError, FileInfo, is_text};
pub use typed_literal::{LineOctets, LinesForm, LiteralLines};
pub use variables::{
    Variable, expand_variables, is_variable, is_variable_name, unescaped, variables,
};

use super::literal::LiteralAnnouncement;
use super::secrets::is_secret_variable;
use super::strings::{is_atom, is_quotable, push_escaped};
use super::syntax::{Kind, Side, Tree};
use memchr::memchr3;
use std::collections::VecDeque;
use std::ops::Range;
use variables::{LinePart, parts};

/// The variable that hides a secret value of ID or SETMETADATA in a record. Both take strings, not atoms
/// (RFC 2971, section 4; RFC 5464, section 5).
pub const STRING_VARIABLE: &str = "secret";

/// The variables and files that a typed line can name.
pub trait Environment {
    /// The value of `${name}`.
    fn variable(&self, name: &str) -> Option<String>;
    /// The file that `{<path}` names.
    fn file(&self, path: &str) -> Result<FileInfo, FileError>;
}

/// Why a line can't be sent.
#[derive(Debug)]
pub enum ComposeError {
    /// The line contains a CR, LF or NUL, at this octet: a server could take it for the line's end.
    ForbiddenOctet(usize),
    /// `${name}` has no value.
    UndefinedVariable(String),
    /// `${name}` is within quotes, and its value contains what a quoted string can't.
    NotQuotable(String),
    /// This secret variable is in the tag, which the server repeats.
    SecretInTag(String),
    /// `${sasl}` was typed, and imapsh can't compute a response of this mechanism.
    NoSaslResponse(String),
    /// The file of `{<path}` can't be read.
    File {
        /// The path as typed.
        path: String,
        /// Why.
        error: FileError,
    },
    /// The lines of `{64<<END}` are not base64.
    InvalidBase64,
}

/// A typed line, composed.
#[derive(Debug)]
pub struct Composed {
    /// The text to send.
    pub text: CommandText,
    /// The line ended with `{<<END}`: the literal of these lines still has to be
    /// [added](CommandText::push_literal).
    pub lines: Option<LiteralLines>,
}

/// The text of a command, or of the rest of one: a line, or several with literals between them.
#[derive(Debug, Default)]
pub struct CommandText {
    /// The lines that end with the announcement of a literal, each with that literal.
    with_literal: VecDeque<(String, Content)>,
    last_line: String,
    /// The literal that the last line announces, to be typed next.
    announces: Option<LiteralAnnouncement>,
    /// The position, in the first line, of a secret that is recognizable only in the typed line: after a
    /// variable, as in `${user}.hunter2`.
    pub secret_at: Option<usize>,
    /// Where values of variables are whose names say that they are secrets, wherever the user has put them:
    /// the number of the line, and the octets in it.
    secret_values: Vec<(usize, Range<usize>)>,
}

/// What comes after a line of a [`CommandText`].
#[derive(Debug)]
pub enum AfterLine {
    /// Nothing: the command ends with the line.
    End,
    Literal(Content, CommandText),
    /// A literal that has not been typed yet.
    TypedLiteral(LiteralAnnouncement),
}

impl CommandText {
    /// A single line, without variables; it may announce a literal.
    pub fn of_line(line: &str) -> CommandText {
        CommandText {
            announces: LiteralAnnouncement::at_end(line.as_bytes()),
            last_line: line.to_owned(),
            ..CommandText::default()
        }
    }

    pub fn first_line(&self) -> &str {
        match self.with_literal.front() {
            Some((line, _)) => line,
            None => &self.last_line,
        }
    }

    /// Takes out where the first line has the values of secret variables. To be called before the line is
    /// [taken off](Self::split_first).
    pub fn take_secret_values(&mut self) -> Vec<Range<usize>> {
        // Most commands have none.
        if self.secret_values.is_empty() {
            return Vec::new();
        }
        let (first, others) = std::mem::take(&mut self.secret_values)
            .into_iter()
            .partition::<Vec<_>, _>(|(line, _)| *line == 0);
        self.secret_values = others.into_iter().map(|(line, range)| (line - 1, range)).collect();
        first.into_iter().map(|(_, range)| range).collect()
    }

    /// Takes the first line off.
    pub fn split_first(mut self) -> (String, AfterLine) {
        match (self.with_literal.pop_front(), self.announces) {
            (Some((line, literal)), _) => (line, AfterLine::Literal(literal, self)),
            (None, Some(announced)) => (self.last_line, AfterLine::TypedLiteral(announced)),
            (None, None) => (self.last_line, AfterLine::End),
        }
    }

    /// The lines, each but the last followed by a literal.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let last = std::iter::once(self.last_line.as_str());
        self.with_literal.iter().map(|(line, _)| line.as_str()).chain(last)
    }

    /// The first file whose lines end with LF alone.
    pub fn file_with_bare_lf(&self) -> Option<&str> {
        self.with_literal.iter().find_map(|(_, content)| match content {
            Content::File { path, info } if info.has_bare_lf => Some(path.as_str()),
            _ => None,
        })
    }

    /// Adds a literal, with its announcement, and an empty line after it.
    pub fn push_literal(&mut self, content: Content) {
        let mut line = std::mem::take(&mut self.last_line);
        line.push_str(&format!("{{{}}}", content.size()));
        self.with_literal.push_back((line, content));
    }

    /// Adds a variable's value in the form that its octets allow.
    fn push_value(&mut self, variable: Variable<'_>, value: String) -> Result<(), ComposeError> {
        let line = &mut self.last_line;
        let is_string = variable.name == STRING_VARIABLE;
        match (variable.in_quotes, is_quotable(value.as_bytes())) {
            (true, true) => push_escaped(&value, line),
            (true, false) => return Err(ComposeError::NotQuotable(variable.name.to_owned())),
            (false, _) if is_atom(value.as_bytes()) && !is_string => line.push_str(&value),
            (false, true)
                if self.with_literal.is_empty()
                    && let Some(fitting) = fitting_value(line, variable, &value) =>
            {
                line.push_str(&fitting);
            }
            (false, true) => {
                line.push('"');
                push_escaped(&value, line);
                line.push('"');
            }
            (false, false) => self.push_literal(Content::Octets(value.into_bytes())),
        }
        Ok(())
    }
}

/// Composes a typed line, adding this tag if it lacks one. The line must have
/// passed [`check_framing`].
pub fn compose(
    tag: Option<&str>,
    line: &str,
    environment: &dyn Environment,
) -> Result<Composed, ComposeError> {
    let mut first = String::with_capacity(tag.map_or(0, |tag| tag.len() + 1) + line.len());
    if let Some(tag) = tag {
        first.push_str(tag);
        first.push(' ');
    }
    if !line.contains('$') && !line.ends_with('}') {
        // Most lines are sent unchanged.
        first.push_str(line);
        let text = CommandText { last_line: first, ..CommandText::default() };
        return Ok(Composed { text, lines: None });
    }
    let (typed, marker) = split_literal_marker(line);
    let mut text = CommandText { last_line: first, ..CommandText::default() };
    for part in parts(typed) {
        match part {
            LinePart::Text(part) => text.last_line.push_str(part),
            LinePart::Variable(variable) => {
                let value = value_of(variable.name, environment)?;
                let (number, start) = (text.with_literal.len(), text.last_line.len());
                text.push_value(variable, value)?;
                if is_secret_variable(variable.name) {
                    let end = text.lines().nth(number).map_or(start, str::len);
                    text.secret_values.push((number, start..end));
                }
            }
        }
    }
    let mut lines = None;
    match marker {
        Some(LiteralMarker::File(path)) => {
            let path = path.to_owned();
            match environment.file(&path) {
                Ok(info) => text.push_literal(Content::File { path, info }),
                Err(error) => return Err(ComposeError::File { path, error }),
            }
        }
        Some(LiteralMarker::Lines { end, form }) => lines = Some(LiteralLines::new(form, end)),
        None => text.announces = LiteralAnnouncement::at_end(typed.as_bytes()),
    }
    Ok(Composed { text, lines })
}

/// The length, in the composed first line, of these octets at the beginning of a typed line. `None`: the
/// first line ends within them.
pub fn composed_length(
    tag: Option<&str>,
    line: &str,
    environment: &dyn Environment,
) -> Option<usize> {
    let text = compose(tag, line, environment).ok()?.text;
    text.with_literal.is_empty().then_some(text.last_line.len())
}

/// The value in the form that the grammar allows here, if it does not allow a quoted string: a set, a flag,
/// a list of these, the keys of a SEARCH. The numbers of a SEARCH response become a set. An empty value, and
/// one that would announce a literal, have no such form.
fn fitting_value(line: &str, variable: Variable<'_>, value: &str) -> Option<String> {
    /// A longer line, with many variables, would take quadratic time.
    const MAX_LENGTH: usize = 8192;
    if line.len() + value.len() > MAX_LENGTH
        || value.trim().is_empty()
        || value.contains('{')
        || is_secret_variable(variable.name)
    {
        return None;
    }
    let is_allowed = |value: &str, is_kind: fn(Kind) -> bool| {
        let tree = Tree::of_line(Side::Client, format!("{line}{value}"));
        tree.leaves().filter(|leaf| leaf.range().end > line.len()).all(|leaf| is_kind(leaf.kind()))
    };
    let is_known = |kind| kind != Kind::Unknown;
    if is_allowed("\"x\"", is_known) {
        return None;
    }
    let are_numbers = value.bytes().all(|octet| octet.is_ascii_digit() || octet == b' ');
    let set = value.split_ascii_whitespace().collect::<Vec<_>>().join(",");
    if are_numbers && is_allowed(&set, |kind| kind == Kind::SequenceSet) {
        return Some(set);
    }
    is_allowed(value, is_known).then(|| value.to_owned())
}

fn value_of(name: &str, environment: &dyn Environment) -> Result<String, ComposeError> {
    let value = environment.variable(name);
    value.ok_or_else(|| ComposeError::UndefinedVariable(name.to_owned()))
}

/// Refuses a line that contains CR, LF or NUL, which some servers take for the line's end.
pub fn check_framing(line: &str) -> Result<(), ComposeError> {
    match memchr3(b'\r', b'\n', 0, line.as_bytes()) {
        Some(at) => Err(ComposeError::ForbiddenOctet(at)),
        None => Ok(()),
    }
}

/// The notation for a literal at the end of a typed line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralMarker<'a> {
    /// `{<PATH}`: the octets of a file.
    File(&'a str),
    /// `{<<END}`, `{<<-END}`, `{64<<END}`: the following lines up to `END`.
    Lines {
        /// The line that ends the literal.
        end: &'a str,
        /// How the lines become the literal's octets.
        form: LinesForm,
    },
}

/// The line without a marker at its end, and the marker.
pub fn split_literal_marker(line: &str) -> (&str, Option<LiteralMarker<'_>>) {
    let found = line.strip_suffix('}').and_then(|inner| {
        let (before, inside) = inner.rsplit_once('{')?;
        let (name, marker) = match LinesForm::parse(inside) {
            Some((form, end)) => (end, LiteralMarker::Lines { end, form }),
            None => {
                let path = inside.strip_prefix('<')?;
                (path, LiteralMarker::File(path))
            }
        };
        (!name.trim().is_empty()).then_some((before, Some(marker)))
    });
    found.unwrap_or((line, None))
}

#[cfg(test)]
mod tests;
