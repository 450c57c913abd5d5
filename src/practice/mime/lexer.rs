//! The words of structured header fields (RFC 5322, 3.2; RFC 2045, 5.1): atoms, quoted strings, comments.
//! It takes any octets, moves on with each of them once, and leaves nothing unread for good.

/// Reads the words of a header field's value, folded or not.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    octets: &'a [u8],
    at: usize,
    comment: Option<Vec<u8>>,
}

impl<'a> Lexer<'a> {
    pub fn new(octets: &'a [u8]) -> Self {
        Self {
            octets,
            at: 0,
            comment: None,
        }
    }

    /// The octet that comes next.
    pub fn peek(&self) -> Option<u8> {
        self.octets.get(self.at).copied()
    }

    /// Takes the next octet if it is this one.
    pub fn eat(&mut self, octet: u8) -> bool {
        let eaten = self.peek() == Some(octet);
        self.at += usize::from(eaten);
        eaten
    }

    /// Takes the next octet, whatever it is.
    pub fn skip_octet(&mut self) {
        self.at = (self.at + 1).min(self.octets.len());
    }

    /// Passes over blanks, folds and comments; the last comment is kept for [`Self::take_comment`].
    pub fn skip_blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'(') => {
                    self.at += 1;
                    let comment = self.read_comment();
                    self.comment = Some(comment);
                }
                _ => return,
            }
        }
    }

    /// The comment last passed over, without its parentheses. It is given once.
    pub fn take_comment(&mut self) -> Option<Vec<u8>> {
        self.comment.take()
    }

    fn read_comment(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 1_usize;
        while let Some(octet) = self.peek() {
            self.at += 1;
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

    /// A quoted string's content, unescaped; call it where a `"` comes next. An unclosed one goes to the end.
    pub fn quoted_string(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        self.eat(b'"');
        while let Some(octet) = self.peek() {
            self.at += 1;
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

    /// The octets from here on for as long as `belongs` holds.
    pub fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.octets.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|&octet| !belongs(octet))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A token (RFC 2045, 5.1), 8-bit octets allowed. Empty: none is here.
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
    fn comments_nest_and_escape() {
        let mut lexer = Lexer::new(b" (a (b) \\) c) x");
        lexer.skip_blanks();
        assert_eq!(lexer.take_comment().as_deref(), Some(&b"a (b) ) c"[..]));
        assert_eq!(lexer.token(), b"x");
    }

    #[test]
    fn an_unclosed_string_goes_to_the_end() {
        let mut lexer = Lexer::new(b"\"a\\\"b");
        assert_eq!(lexer.quoted_string(), b"a\"b");
        assert_eq!(lexer.peek(), None);
    }
}
