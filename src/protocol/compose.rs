//! From a typed line to what is sent: variables filled in, files and following lines as literals.

use super::atoms::{is_atom, is_quotable, literal_announcement, push_escaped};
use memchr::{memchr, memchr3};
use std::collections::VecDeque;

/// What a typed line may name and the dialogue can't know by itself.
pub trait Environment {
    /// The value of `${name}`.
    fn variable(&self, name: &str) -> Option<String>;
    /// The file that `{<path}` names; else why there is none.
    fn file(&self, path: &str) -> Result<FileInfo, String>;
}

/// What must be known of a file before it is announced as a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// In octets.
    pub size: u64,
    /// Whether it is [text](is_text), all of it.
    pub is_text: bool,
}

/// Whether these octets are lines of printable UTF-8 that end with CRLF (the last may not end), so
/// that a record can hold them as they are.
pub fn is_text(octets: &[u8]) -> bool {
    std::str::from_utf8(octets).is_ok_and(|text| {
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let line = match (lines.peek(), line.strip_suffix('\r')) {
                (Some(_), None) => return false,
                (Some(_), Some(line)) => line,
                (None, _) => line,
            };
            if line.chars().any(|c| c.is_control() && c != '\t') {
                return false;
            }
        }
        true
    })
}

/// Why a line can't be sent.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ComposeError {
    /// A CR, LF or NUL inside the line would break the framing. At this octet.
    #[error("octet {0} would break the framing")]
    ForbiddenOctet(usize),
    /// `${name}` has no value.
    #[error("${{{0}}} has no value")]
    UndefinedVariable(String),
    /// The value of `${name}` can't stand in a quoted string.
    #[error("${{{0}}} cannot be quoted")]
    NotQuotable(String),
    /// `${sasl}` stands for an answer that can't be made anew.
    #[error("a {0} answer cannot be made anew")]
    NoSaslResponse(String),
    /// The file of a `{<path}` can't be read.
    #[error("{path}: {reason}")]
    File {
        /// As it was written.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// The lines of a `{64<<END}` are no base64.
    #[error("not base64")]
    InvalidBase64,
}

/// A piece of a command, in the order of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text up to a line's end, without it.
    Line(String),
    /// A literal; the line before announces it.
    Literal(Content),
}

/// The octets of a literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Held in memory.
    Octets(Vec<u8>),
    /// Read from a file while it is sent.
    File {
        /// As it was written.
        path: String,
        /// What was announced of it.
        facts: FileInfo,
    },
}

impl Content {
    /// How many octets it has.
    pub fn size(&self) -> u64 {
        match self {
            Content::Octets(octets) => octets.len() as u64,
            Content::File { facts, .. } => facts.size,
        }
    }

    /// Whether it is [text](is_text).
    pub fn is_text(&self) -> bool {
        match self {
            Content::Octets(octets) => is_text(octets),
            Content::File { facts, .. } => facts.is_text,
        }
    }
}

/// What a line's end leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenLiteral {
    /// Nothing: the command ends with the line.
    Nothing,
    /// `{n}`: the next typed octets are a literal.
    Literal {
        /// How many octets.
        size: u64,
        /// Whether they may go at once.
        non_synchronizing: bool,
    },
    /// `{<<END}`: the lines up to END are.
    Lines {
        /// The line that ends them.
        end: String,
        /// Whether they are base64 (`{64<<END}`).
        base64: bool,
    },
}

impl OpenLiteral {
    /// What this end of a line opens by itself: the literal that it announces.
    pub fn after(text: &[u8]) -> OpenLiteral {
        match literal_announcement(text) {
            Some(literal) => OpenLiteral::Literal {
                size: literal.size,
                non_synchronizing: literal.non_synchronizing,
            },
            None => OpenLiteral::Nothing,
        }
    }
}

/// A line made ready.
#[derive(Debug, PartialEq, Eq)]
pub struct Composed {
    /// The first line that is to be sent.
    pub first: String,
    /// What goes after it, mostly nothing: literals and lines in turn, the last a line.
    pub parts: VecDeque<Part>,
    /// What it leaves open.
    pub opens: OpenLiteral,
}

/// Makes a typed line ready to be sent, after this tag where it has none of its own. That nothing
/// in it [breaks the framing](check_framing) is for the caller to see to. `room`: an empty string,
/// whose memory the first line is put in.
pub fn compose(
    tag: Option<&str>,
    line: &str,
    values: &dyn Environment,
    room: String,
) -> Result<Composed, ComposeError> {
    let (text, marker) = split_literal_marker(line);
    let mut expansion = Expansion {
        parts: VecDeque::new(),
        line: room,
    };
    let tagged = tag.map_or(0, |tag| tag.len() + 1);
    expansion.line.reserve(tagged + text.len());
    if let Some(tag) = tag {
        expansion.line.push_str(tag);
        expansion.line.push(' ');
    }
    expansion.text(text, values)?;
    let opens = match marker {
        Some(LiteralMarker::File(path)) => {
            let facts = values.file(path).map_err(|reason| ComposeError::File {
                path: path.to_owned(),
                reason,
            })?;
            expansion.literal(Content::File {
                path: path.to_owned(),
                facts,
            });
            OpenLiteral::Nothing
        }
        Some(LiteralMarker::Lines { end, base64 }) => OpenLiteral::Lines {
            end: end.to_owned(),
            base64,
        },
        None => OpenLiteral::after(text.as_bytes()),
    };
    let Expansion { mut parts, line } = expansion;
    let first = match parts.pop_front() {
        Some(Part::Line(first)) => {
            parts.push_back(Part::Line(line));
            first
        }
        _ => line,
    };
    Ok(Composed {
        first,
        parts,
        opens,
    })
}

/// Refuses a line with a CR, LF or NUL in it, which would end it early for some servers.
pub fn check_framing(line: &str) -> Result<(), ComposeError> {
    match memchr3(b'\r', b'\n', 0, line.as_bytes()) {
        Some(at) => Err(ComposeError::ForbiddenOctet(at)),
        None => Ok(()),
    }
}

/// What a line's end says of the literal that belongs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralMarker<'a> {
    /// `{<file}`: a file's octets.
    File(&'a str),
    /// `{<<END}`, `{64<<END}`: the lines up to END.
    Lines {
        /// The line that ends them.
        end: &'a str,
        /// Whether they are base64.
        base64: bool,
    },
}

/// Takes `{<file}`, `{<<END}` or `{64<<END}` off the line's end.
pub fn split_literal_marker(line: &str) -> (&str, Option<LiteralMarker<'_>>) {
    let found = line.strip_suffix('}').and_then(|inner| {
        let open = inner.rfind('{')?;
        let inside = &inner[open + 1..];
        let marker = if let Some(end) = inside.strip_prefix("<<") {
            LiteralMarker::Lines { end, base64: false }
        } else if let Some(end) = inside.strip_prefix("64<<") {
            LiteralMarker::Lines { end, base64: true }
        } else {
            LiteralMarker::File(inside.strip_prefix('<')?)
        };
        let named = match &marker {
            LiteralMarker::File(name) | LiteralMarker::Lines { end: name, .. } => {
                !name.trim().is_empty()
            }
        };
        named.then_some((&line[..open], Some(marker)))
    });
    found.unwrap_or((line, None))
}

struct Expansion {
    parts: VecDeque<Part>,
    line: String,
}

impl Expansion {
    fn text(&mut self, text: &str, values: &dyn Environment) -> Result<(), ComposeError> {
        // Most lines name no variable, and quotes matter to variables alone.
        if !text.as_bytes().contains(&b'$') {
            self.line.push_str(text);
            return Ok(());
        }
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => self.line.push_str(text),
                Piece::Variable(Variable {
                    name,
                    in_quotes: quoted,
                }) => {
                    let value = values.variable(name);
                    let value =
                        value.ok_or_else(|| ComposeError::UndefinedVariable(name.to_owned()))?;
                    self.value(name, value, quoted)?;
                }
            }
        }
        Ok(())
    }

    /// A variable's value: as an atom where it can, else quoted, else as a literal. A SASL answer
    /// is base64, which is made of atom characters.
    fn value(&mut self, name: &str, value: String, quoted: bool) -> Result<(), ComposeError> {
        match (quoted, is_quotable(value.as_bytes())) {
            (true, true) => push_escaped(&value, &mut self.line),
            (true, false) => return Err(ComposeError::NotQuotable(name.to_owned())),
            (false, _) if is_atom(value.as_bytes()) => self.line.push_str(&value),
            (false, true) => {
                self.line.push('"');
                push_escaped(&value, &mut self.line);
                self.line.push('"');
            }
            (false, false) => {
                self.literal(Content::Octets(value.into_bytes()));
            }
        }
        Ok(())
    }

    fn literal(&mut self, content: Content) {
        let size = content.size();
        self.line.push_str(&format!("{{{size}}}"));
        self.parts
            .push_back(Part::Line(std::mem::take(&mut self.line)));
        self.parts.push_back(Part::Literal(content));
    }
}

/// The variable's name at the text's beginning, and the text after it.
fn variable_at(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("${")?;
    let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    // Not up to the next `}`, which may be far: a line full of `${` would be read again and again.
    let (name, after) = inside.split_at(inside.find(|c| !fits(c))?);
    let after = after.strip_prefix('}')?;
    (!name.is_empty()).then_some((name, after))
}

/// A variable in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable<'a> {
    /// Its name, without `${}`.
    pub name: &'a str,
    /// Whether it stands in a quoted string: then its value must be able to.
    pub in_quotes: bool,
}

enum Piece<'a> {
    Text(&'a str),
    Variable(Variable<'a>),
}

/// A line in pieces; `$${` gives the text `${`.
fn pieces(text: &str) -> Pieces<'_> {
    Pieces {
        rest: text,
        quoted: false,
        escaped: false,
    }
}

struct Pieces<'a> {
    rest: &'a str,
    quoted: bool,
    escaped: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest;
        if let Some(after) = rest.strip_prefix("$${") {
            self.rest = after;
            return Some(Piece::Text("${"));
        }
        if let Some((name, after)) = variable_at(rest) {
            self.rest = after;
            let quoted = self.quoted;
            return Some(Piece::Variable(Variable {
                name,
                in_quotes: quoted,
            }));
        }
        let next = memchr(b'$', rest.as_bytes().get(1..)?);
        let (text, after) = rest.split_at(next.map_or(rest.len(), |at| at + 1));
        for octet in text.bytes() {
            match octet {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.quoted => self.escaped = true,
                b'"' => self.quoted = !self.quoted,
                _ => {}
            }
        }
        self.rest = after;
        Some(Piece::Text(text))
    }
}

/// The text with its variables filled in as they are, and nothing quoted.
pub fn expand_variables(text: &str, values: &dyn Environment) -> Result<String, ComposeError> {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => Ok(text.to_owned()),
            Piece::Variable(Variable { name, .. }) => {
                let value = values.variable(name);
                value.ok_or_else(|| ComposeError::UndefinedVariable(name.to_owned()))
            }
        })
        .collect()
}

/// The variables in a line, in order.
pub fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Variable(variable) => Some(variable),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Some3;
    impl Environment for Some3 {
        fn variable(&self, name: &str) -> Option<String> {
            Some(match name {
                "atom" => "pass".into(),
                "quoted" => "pa \"ss\\".into(),
                "wide" => "pä".into(),
                "nil" => "NIL".into(),
                "empty" => String::new(),
                _ => return None,
            })
        }
        fn file(&self, path: &str) -> Result<FileInfo, String> {
            if path == "mail.eml" {
                Ok(FileInfo {
                    size: 42,
                    is_text: true,
                })
            } else {
                Err("no such file".into())
            }
        }
    }

    fn line(text: &str) -> Result<String, ComposeError> {
        let composed = compose(None, text, &Some3, String::new())?;
        let first = Part::Line(composed.first);
        let told = std::iter::once(&first)
            .chain(&composed.parts)
            .map(|part| match part {
                Part::Line(text) => text.clone(),
                Part::Literal(content) => format!("<{content:?}>"),
            });
        Ok(told.collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn variables_go_out_as_they_can() -> Result<(), ComposeError> {
        assert_eq!(line("login x ${atom}")?, "login x pass");
        assert_eq!(line("login x ${quoted}")?, "login x \"pa \\\"ss\\\\\"");
        assert_eq!(line("login x \"${quoted}\"")?, "login x \"pa \\\"ss\\\\\"");
        assert_eq!(
            line("login ${wide} y")?,
            "login {3}|<Octets([112, 195, 164])>| y"
        );
        assert_eq!(line("x ${nil} ${empty}")?, "x \"NIL\" \"\"");
        assert_eq!(line("x $${atom} $5 ${a b}")?, "x ${atom} $5 ${a b}");
        assert_eq!(
            line("x ${what}"),
            Err(ComposeError::UndefinedVariable("what".into()))
        );
        assert_eq!(
            line("x \"${wide}\""),
            Err(ComposeError::NotQuotable("wide".into()))
        );
        assert_eq!(check_framing("x\0y"), Err(ComposeError::ForbiddenOctet(1)));
        Ok(())
    }

    #[test]
    fn an_answer_is_filled_as_it_is() -> Result<(), ComposeError> {
        assert_eq!(
            expand_variables("$${atom}$ ${atom}${wide}", &Some3)?,
            "${atom}$ passpä"
        );
        assert_eq!(expand_variables("=", &Some3)?, "=");
        assert_eq!(
            expand_variables("${what}", &Some3),
            Err(ComposeError::UndefinedVariable("what".into()))
        );
        Ok(())
    }

    #[test]
    fn files_and_lines_as_literals() -> Result<(), ComposeError> {
        assert_eq!(
            line("append x {<mail.eml}")?,
            "append x {42}|<File { path: \"mail.eml\", facts: FileInfo { size: 42, is_text: true } }>|"
        );
        assert!(matches!(
            line("append x {<gone}"),
            Err(ComposeError::File { .. })
        ));
        assert_eq!(
            compose(None, "append x {<<END}", &Some3, String::new())?.opens,
            OpenLiteral::Lines {
                end: "END".into(),
                base64: false
            }
        );
        assert_eq!(
            compose(None, "append x {64<<.}", &Some3, String::new())?.opens,
            OpenLiteral::Lines {
                end: ".".into(),
                base64: true
            }
        );
        assert_eq!(
            compose(None, "append x {12+}", &Some3, String::new())?.opens,
            OpenLiteral::Literal {
                size: 12,
                non_synchronizing: true
            }
        );
        Ok(())
    }

    #[test]
    fn names_of_variables() {
        let line = r#"login ${user} "a\"b${password}" ${x} $${no} ${"#;
        let variables: Vec<_> = variables(line).map(|it| (it.name, it.in_quotes)).collect();
        assert_eq!(
            variables,
            [("user", false), ("password", true), ("x", false)]
        );
    }
}
