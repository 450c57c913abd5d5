//! A position in a command that moves forward, and the two ways in which parsing fails.

use super::command_text::{AnnouncedLiteral, CommandOctets, announced_literal};
use crate::practice::capability::{Capability, Dialect, Enabled};

/// The largest non-synchronizing literal of LITERAL- (RFC 7888, section 5).
const LITERAL_MINUS_MAX: u64 = 4096;

/// Why a command cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It is invalid. This is the text of the BAD response.
    Bad(String),
    /// It is valid so far, and this literal comes next.
    NeedsLiteral(AnnouncedLiteral),
}

pub type ParseResult<T> = Result<T, ParseError>;

/// A position in a command. Parsing functions move it past what they parse; a clone remembers a
/// position for an error.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    text: &'a CommandOctets,
    position: usize,
    dialect: Dialect,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of the command.
    pub fn new(text: &'a CommandOctets, dialect: Dialect) -> Cursor<'a> {
        Cursor { text, position: 0, dialect }
    }

    /// Whether what belongs to a capability can be used.
    pub fn permits(&self, capability: Capability) -> bool {
        self.dialect.announced.permits(capability)
    }

    /// What the client has enabled.
    pub fn enabled(&self) -> Enabled {
        self.dialect.enabled
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The octet at the cursor.
    pub fn peek(&self) -> Option<u8> {
        self.text.octets().get(self.position).copied()
    }

    /// All octets from the cursor on.
    pub fn rest(&self) -> &'a [u8] {
        self.text.octets().get(self.position..).unwrap_or_default()
    }

    /// Takes this octet if it is at the cursor.
    pub fn eat(&mut self, octet: u8) -> bool {
        let found = self.peek() == Some(octet);
        self.position += usize::from(found);
        found
    }

    /// Takes this word, in any case, if it is at the cursor.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let octets = self.rest().get(..word.len());
        let found = octets.is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()));
        if found {
            self.position += word.len();
        }
        found
    }

    /// Takes this word, in any case, if it is at the cursor and ends there.
    pub fn eat_whole_word(&mut self, word: &str) -> bool {
        let next = self.rest().get(word.len()).copied();
        let is_whole = next.is_none_or(|octet| !octet.is_ascii_alphanumeric() && octet != b'.');
        is_whole && self.eat_word(word)
    }

    /// Takes all octets up to the first for which `condition` is false. This never takes octets of
    /// a literal: a literal follows `}`, and no caller's condition accepts that.
    pub fn eat_while(&mut self, condition: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|octet| condition(**octet)).count();
        self.position += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Takes this octet. If it is missing, `description` was expected.
    pub fn require(&mut self, octet: u8, description: &str) -> ParseResult<()> {
        if self.eat(octet) { Ok(()) } else { Err(self.expected(description)) }
    }

    /// Takes the one space before an argument. `description` describes that argument.
    pub fn space(&mut self, description: &str) -> ParseResult<()> {
        if self.peek().is_none() {
            return Err(self.expected(description));
        }
        let argument =
            description.split(" after ").next().unwrap_or(description).trim_end_matches(',');
        self.require(b' ', &format!("a space before {argument}"))?;
        match self.peek() {
            Some(b' ') => Err(self.error(&format!("Expected {description} after a single space"))),
            _ => Ok(()),
        }
    }

    /// Fails unless the command ends here. `after` is its name, for the error.
    pub fn end(&self, after: &str) -> ParseResult<()> {
        let literal = self.text.literal_at(self.position);
        let at_end = self.rest().is_empty() && literal.is_none_or(|it| it.is_empty());
        if at_end {
            Ok(())
        } else {
            Err(self.expected(&format!("the end of the line after {after}")))
        }
    }

    /// Takes `{n}` or `{n+}`, which ends its line, and the literal after it.
    pub fn literal(&mut self, is_message: bool) -> ParseResult<&'a [u8]> {
        let start = self.position;
        self.require(b'{', "a literal")?;
        let digits = self.eat_while(|octet| octet.is_ascii_digit());
        self.eat(b'+');
        if digits.is_empty() || !self.eat(b'}') {
            return Err(self.expected("the size of a literal, as {n} or {n+}"));
        }
        if let Some(literal) = self.text.literal_at(self.position) {
            self.position = literal.end;
            return Ok(self.text.octets().get(literal).unwrap_or_default());
        }
        let announcement = self.text.octets().get(start..self.position);
        match announced_literal(announcement.unwrap_or_default()) {
            Some(literal) if !self.permits_literal(literal) => {
                self.position = start;
                let too_big = if self.permits(Capability::LiteralMinus) { "[TOOBIG] " } else { "" };
                Err(self.error(&format!("{too_big}Expected a literal as {{n}}, not as {{n+}}")))
            }
            Some(literal) if self.peek().is_none() => {
                Err(ParseError::NeedsLiteral(AnnouncedLiteral { is_message, ..literal }))
            }
            _ => Err(self.expected("the end of the line after the size of a literal")),
        }
    }

    fn permits_literal(&self, literal: AnnouncedLiteral) -> bool {
        literal.synchronizing
            || self.permits(Capability::LiteralPlus)
            || (self.permits(Capability::LiteralMinus) && literal.octets <= LITERAL_MINUS_MAX)
    }

    /// Takes a message, as a literal. Returns its index among the command's messages.
    pub fn message(&mut self) -> ParseResult<usize> {
        self.literal(true)?;
        Ok(self.text.message_at(self.position))
    }

    /// The error that something is missing at the cursor.
    pub fn expected(&self, description: &str) -> ParseError {
        self.error(&format!("Expected {description}"))
    }

    /// An error at the cursor with this text.
    pub fn error(&self, text: &str) -> ParseError {
        let column = self.text.column(self.position);
        ParseError::Bad(format!("{text}, at column {column}"))
    }

    /// Moves past this many octets, which the caller has looked at.
    pub fn skip(&mut self, octets: usize) {
        self.position += octets;
    }
}
