//! A place in a command that moves forward, and the two ways in which it can't.

use super::text::CommandText;

/// A literal that the command announces and that has not come yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Its octets.
    pub octets: u64,
    /// `{n+}`: the client does not wait.
    pub plus: bool,
    /// It is the message of an APPEND: it may be large.
    pub message: bool,
}

/// Why a command can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is wrong: the text of the BAD.
    Bad(String),
    /// It is right so far, and a literal is due.
    Literal(Literal),
}

/// Reads a command from its start to its end.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    text: &'a CommandText,
    at: usize,
}

/// What reading gives.
pub type Read<T> = Result<T, Fault>;

impl<'a> Cursor<'a> {
    /// At the start.
    pub fn new(text: &'a CommandText) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    /// The octet here.
    pub fn peek(&self) -> Option<u8> {
        self.text.octets().get(self.at).copied()
    }

    /// All octets from here on.
    pub fn rest(&self) -> &'a [u8] {
        self.text.octets().get(self.at..).unwrap_or_default()
    }

    /// Takes this octet if it is here.
    pub fn eat(&mut self, octet: u8) -> bool {
        let here = self.peek() == Some(octet);
        self.at += usize::from(here);
        here
    }

    /// Takes this word, in any case, if it is here.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let here = self
            .rest()
            .get(..word.len())
            .is_some_and(|octets| octets.eq_ignore_ascii_case(word.as_bytes()));
        self.at += if here { word.len() } else { 0 };
        here
    }

    /// Takes octets as long as `is` says so.
    pub fn eat_while(&mut self, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        // A literal's octets are never part of a word: they are taken by `literal` alone.
        let length = rest.iter().take_while(|octet| is(**octet)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Takes this octet, or tells what was expected.
    pub fn expect(&mut self, octet: u8, what: &str) -> Read<()> {
        if self.eat(octet) {
            Ok(())
        } else {
            Err(self.expected(what))
        }
    }

    /// Takes the one blank before an argument, or tells which argument was expected.
    pub fn blank(&mut self, what: &str) -> Read<()> {
        if self.peek().is_none() {
            return Err(self.expected(what));
        }
        self.expect(b' ', &format!("a blank before {}", bare(what)))?;
        match self.peek() {
            Some(b' ') => Err(self.bad_here(&format!("Expected {what} after a single blank"))),
            _ => Ok(()),
        }
    }

    /// The command's end, or what was expected instead.
    pub fn end(&self, after: &str) -> Read<()> {
        if self.at >= self.text.octets().len()
            && self.text.literal_at(self.at).is_none_or(|l| l.is_empty())
        {
            Ok(())
        } else {
            Err(self.expected(&format!("the line's end after {after}")))
        }
    }

    /// `{n}` or `{n+}`, which ends its line, and the literal after it.
    pub fn literal(&mut self, message: bool) -> Read<&'a [u8]> {
        let start = self.at;
        self.expect(b'{', "a literal")?;
        let digits = self.eat_while(|octet| octet.is_ascii_digit());
        let plus = self.eat(b'+');
        if digits.is_empty() || !self.eat(b'}') {
            return Err(self.expected("a literal's size as {n} or {n+}"));
        }
        if let Some(literal) = self.text.literal_at(self.at) {
            self.at = literal.end;
            return Ok(self.text.octets().get(literal).unwrap_or_default());
        }
        if self.peek().is_some() {
            return Err(self.expected("the line's end after a literal's size"));
        }
        let Some((octets, _)) =
            super::text::announced(self.text.octets().get(start..).unwrap_or_default())
        else {
            return Err(self.expected("a literal's size as {n} or {n+}"));
        };
        Err(Fault::Literal(Literal {
            octets,
            plus,
            message,
        }))
    }

    /// The fault of something missing here.
    pub fn expected(&self, what: &str) -> Fault {
        self.bad_here(&format!("Expected {what}"))
    }

    /// A fault here in other words.
    pub fn bad_here(&self, what: &str) -> Fault {
        Fault::Bad(format!("{what}, at column {}", self.text.column(self.at)))
    }

    /// Where this is, to come back to.
    pub fn place(&self) -> usize {
        self.at
    }

    /// Comes back to a place.
    pub fn back_to(&mut self, place: usize) {
        self.at = place;
    }
}

/// "a mailbox name after SELECT" without what follows "after".
fn bare(what: &str) -> &str {
    what.split(" after ").next().unwrap_or(what)
}
