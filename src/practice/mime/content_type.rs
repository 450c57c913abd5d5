//! Content-Type, Content-Disposition and Content-Language (RFC 2045, 5; RFC 2183; RFC 3282), values as written:
//! IMAP hands RFC 2231's pieces and RFC 2047's words to the client as they are.

use super::lexer::Lexer;

/// A parameter's name and its value, unquoted.
pub(super) type Parameter = (Vec<u8>, Vec<u8>);

/// A Content-Type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContentType {
    pub main: Vec<u8>,
    pub sub: Vec<u8>,
    pub parameters: Vec<Parameter>,
}

impl ContentType {
    /// Reads a Content-Type field's value. None: it has no type and subtype, and counts as if it were not there (RFC 2045, 5.2).
    pub fn parse(value: &[u8]) -> Option<Self> {
        let mut lexer = Lexer::new(value);
        lexer.skip_blanks();
        let main = lexer.token().to_vec();
        lexer.skip_blanks();
        if main.is_empty() || !lexer.eat(b'/') {
            return None;
        }
        lexer.skip_blanks();
        let sub = lexer.token().to_vec();
        if sub.is_empty() {
            return None;
        }
        Some(Self {
            main,
            sub,
            parameters: parameters(&mut lexer),
        })
    }

    /// What has no Content-Type is this (RFC 2045, 5.2).
    pub fn plain() -> Self {
        Self {
            main: b"TEXT".to_vec(),
            sub: b"PLAIN".to_vec(),
            parameters: vec![(b"CHARSET".to_vec(), b"US-ASCII".to_vec())],
        }
    }

    /// What is in a multipart/digest and has no Content-Type is this (RFC 2046, 5.1.5).
    pub fn message() -> Self {
        Self {
            main: b"MESSAGE".to_vec(),
            sub: b"RFC822".to_vec(),
            parameters: Vec::new(),
        }
    }

    /// Whether the type is this one, case ignored.
    pub fn is_main(&self, main: &str) -> bool {
        self.main.eq_ignore_ascii_case(main.as_bytes())
    }

    /// Whether type and subtype are these, case ignored.
    pub fn is(&self, main: &str, sub: &str) -> bool {
        self.is_main(main) && self.sub.eq_ignore_ascii_case(sub.as_bytes())
    }

    /// The value of the first parameter of this name, case ignored.
    pub fn parameter(&self, name: &str) -> Option<&[u8]> {
        let named = |parameter: &&Parameter| parameter.0.eq_ignore_ascii_case(name.as_bytes());
        self.parameters
            .iter()
            .find(named)
            .map(|parameter| parameter.1.as_slice())
    }
}

/// Reads a Content-Disposition field's value: the disposition and its parameters.
pub(super) fn disposition(value: &[u8]) -> Option<(Vec<u8>, Vec<Parameter>)> {
    let mut lexer = Lexer::new(value);
    lexer.skip_blanks();
    let kind = lexer.token().to_vec();
    (!kind.is_empty()).then(|| (kind, parameters(&mut lexer)))
}

/// Reads a Content-Transfer-Encoding field's value: the mechanism's name, without comments. Empty: there is none.
pub(super) fn transfer_encoding(value: &[u8]) -> &[u8] {
    let mut lexer = Lexer::new(value);
    lexer.skip_blanks();
    lexer.token()
}

/// Reads a Content-Language field's value: its language tags.
pub(super) fn languages(value: &[u8]) -> Vec<Vec<u8>> {
    let mut lexer = Lexer::new(value);
    let mut tags = Vec::new();
    loop {
        lexer.skip_blanks();
        let tag = lexer.token();
        if !tag.is_empty() {
            tags.push(tag.to_vec());
        } else if lexer.peek().is_none() {
            return tags;
        } else {
            lexer.skip_octet();
        }
    }
}

/// Reads `; name=value` as often as it comes. What is no parameter is passed over up to the next `;`.
fn parameters(lexer: &mut Lexer<'_>) -> Vec<Parameter> {
    let mut found = Vec::new();
    loop {
        skip_past_semicolon(lexer);
        if lexer.peek().is_none() {
            return found;
        }
        lexer.skip_blanks();
        let name = lexer.token();
        lexer.skip_blanks();
        if name.is_empty() || !lexer.eat(b'=') {
            continue;
        }
        lexer.skip_blanks();
        let value = if lexer.peek() == Some(b'"') {
            lexer.quoted_string()
        } else {
            // `boundary=a/b` and its like are no tokens, but they are common, and plain.
            lexer
                .take_while(|octet| octet > b' ' && !b";(\"".contains(&octet))
                .to_vec()
        };
        found.push((name.to_vec(), value));
    }
}

fn skip_past_semicolon(lexer: &mut Lexer<'_>) {
    loop {
        lexer.skip_blanks();
        match lexer.peek() {
            None => return,
            Some(b'"') => {
                lexer.quoted_string();
            }
            Some(octet) => {
                lexer.skip_octet();
                if octet == b';' {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_and_parameters() {
        let found = ContentType::parse(
            b"Text/Plain (a comment); charset = \"UTF-8\";\r\n x*0=a; format=flowed",
        )
        .unwrap();
        assert!(found.is("text", "plain"));
        assert_eq!(found.parameter("CHARSET"), Some(&b"UTF-8"[..]));
        assert_eq!(found.parameter("x*0"), Some(&b"a"[..]));
        assert_eq!(found.parameter("format"), Some(&b"flowed"[..]));
        assert_eq!(found.parameters.len(), 3);
    }

    #[test]
    fn what_is_no_type_is_none() {
        for value in [&b""[..], b"text", b"text/", b"/plain", b";", b"text plain"] {
            assert_eq!(ContentType::parse(value), None);
        }
    }

    #[test]
    fn broken_parameters_are_passed_over() {
        let found = ContentType::parse(b"a/b; ; =x; y; z \"q;r\"; boundary=\"un;closed").unwrap();
        assert_eq!(
            found.parameters,
            vec![(b"boundary".to_vec(), b"un;closed".to_vec())]
        );
    }

    #[test]
    fn language_tags() {
        assert_eq!(
            languages(b"en, ja (x),, de"),
            vec![b"en".to_vec(), b"ja".to_vec(), b"de".to_vec()]
        );
    }
}
