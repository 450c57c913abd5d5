//! Finds and replaces `${name}` in a typed line.

use super::{ComposeError, Environment, value_of};
use memchr::{memchr, memmem};

/// A variable in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable<'a> {
    /// Its name, without `${}`.
    pub name: &'a str,
    /// Whether it is within a quoted string: then its value must be quotable.
    pub in_quotes: bool,
}

/// A part of a typed line.
pub(super) enum LinePart<'a> {
    Text(&'a str),
    Variable(Variable<'a>),
}

/// The parts of a line; `$${` is the text `${`.
pub(super) fn parts(text: &str) -> LineParts<'_> {
    LineParts { rest: text, in_quotes: false, escaped: false }
}

pub(super) struct LineParts<'a> {
    rest: &'a str,
    in_quotes: bool,
    escaped: bool,
}

impl<'a> Iterator for LineParts<'a> {
    type Item = LinePart<'a>;

    fn next(&mut self) -> Option<LinePart<'a>> {
        let rest = self.rest;
        if let Some(after) = rest.strip_prefix("$${") {
            self.rest = after;
            return Some(LinePart::Text("${"));
        }
        if let Some((name, after)) = variable_at(rest) {
            self.rest = after;
            return Some(LinePart::Variable(Variable { name, in_quotes: self.in_quotes }));
        }
        // Text up to the next `$`; a `$` at the beginning is text too.
        let next = memchr(b'$', rest.as_bytes().get(1..)?);
        let (text, after) = rest.split_at(next.map_or(rest.len(), |at| at + 1));
        for octet in text.bytes() {
            match octet {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_quotes => self.escaped = true,
                b'"' => self.in_quotes = !self.in_quotes,
                _ => {}
            }
        }
        self.rest = after;
        Some(LinePart::Text(text))
    }
}

/// A text that may not be UTF-8, in which each `$${` is sent as `${`.
pub fn unescaped(text: &[u8]) -> Vec<u8> {
    let (mut unescaped, mut from) = (Vec::with_capacity(text.len()), 0);
    for escape in memmem::find_iter(text, b"$${") {
        unescaped.extend_from_slice(&text[from..escape]);
        from = escape + 1;
    }
    unescaped.extend_from_slice(&text[from..]);
    unescaped
}

pub fn is_variable_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(may_be_in_name)
}

fn may_be_in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The name of the variable at the text's beginning, and the text after it.
fn variable_at(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("${")?;
    // Do not search for the next `}`, which may be far: a line full of `${` would take quadratic time.
    let (name, after) = inside.split_at(inside.find(|c| !may_be_in_name(c))?);
    let after = after.strip_prefix('}')?;
    (!name.is_empty()).then_some((name, after))
}

/// Whether the text is just one variable.
pub fn is_variable(text: &str) -> bool {
    variable_at(text).is_some_and(|(_, after)| after.is_empty())
}

/// The variables in a line, in order.
pub fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    parts(text).filter_map(|part| match part {
        LinePart::Text(_) => None,
        LinePart::Variable(variable) => Some(variable),
    })
}

/// The text with the values of its variables, without quoting any.
pub fn expand_variables(text: &str, environment: &dyn Environment) -> Result<String, ComposeError> {
    let expand = |part| match part {
        LinePart::Text(text) => Ok(text.to_owned()),
        LinePart::Variable(variable) => value_of(variable.name, environment),
    };
    parts(text).map(expand).collect()
}
