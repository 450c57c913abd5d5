//! The tokens of structured header fields: atoms, quoted strings and comments (RFC 5322, section
//! 3.2; RFC 2045, section 5.1). Any octets are accepted, and each is visited once.

/// Reads the tokens of a header field's value, folded or not.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    octets: &'a [u8],
    position: usize,
    /// The comment that was skipped last.
    comment: Option<Vec<u8>>,
}

impl<'a> Lexer<'a> {
    pub fn new(octets: &'a [u8]) -> Self {
        Self { octets, position: 0, comment: None }
    }

    /// The next octet.
    pub fn peek(&self) -> Option<u8> {
        self.octets.get(self.position).copied()
    }

    /// Takes the next octet if it is equal to this one.
    pub fn eat(&mut self, octet: u8) -> bool {
        let found = self.peek() == Some(octet);
        self.position += usize::from(found);
        found
    }

    /// Skips the next octet.
    pub fn skip_octet(&mut self) {
        self.position = (self.position + 1).min(self.octets.len());
    }

    /// Skips white space and comments. The last comment is kept for [`Self::take_comment`].
    pub fn skip_blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.position += 1,
                Some(b'(') => {
                    self.position += 1;
                    let comment = self.read_comment();
                    self.comment = Some(comment);
                }
                _ => return,
            }
        }
    }

    /// Takes the comment that was skipped last, without its parentheses.
    pub fn take_comment(&mut self) -> Option<Vec<u8>> {
        self.comment.take()
    }

    fn read_comment(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 1_usize;
        while let Some(octet) = self.peek() {
            self.position += 1;
            match octet {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.peek());
                    self.skip_octet();
                    continue;
                }
                b'\r' | b'\n' => continue,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            text.push(octet);
        }
        text
    }

    /// The content of a quoted string, unescaped. The next octet must be a `"`. An unclosed string
    /// ends at the end of the value.
    pub fn quoted_string(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        self.eat(b'"');
        while let Some(octet) = self.peek() {
            self.position += 1;
            match octet {
                b'"' => break,
                b'\\' => {
                    text.extend(self.peek());
                    self.skip_octet();
                }
                b'\r' | b'\n' => {}
                _ => text.push(octet),
            }
        }
        text
    }

    /// The octets up to the first for which `condition` is false.
    pub fn take_while(&mut self, condition: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.octets.get(self.position..).unwrap_or_default();
        let length = rest.iter().position(|&octet| !condition(octet)).unwrap_or(rest.len());
        self.position += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A token (RFC 2045, section 5.1), which may also contain 8-bit octets. Empty if there is none.
    pub fn token(&mut self) -> &'a [u8] {
        self.take_while(|octet| {
            octet > b' ' && octet != 0x7f && !b"()<>@,;:\\\"/[]?=".contains(&octet)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_can_be_nested_and_escaped() {
        let mut lexer = Lexer::new(b" (a (b) \\) c) x");
        lexer.skip_blanks();
        assert_eq!(lexer.take_comment().as_deref(), Some(&b"a (b) ) c"[..]));
        assert_eq!(lexer.token(), b"x");
    }

    #[test]
    fn a_string_that_is_not_closed_ends_with_the_value() {
        let mut lexer = Lexer::new(b"\"a\\\"b");
        assert_eq!(lexer.quoted_string(), b"a\"b");
        assert_eq!(lexer.peek(), None);
    }
}
