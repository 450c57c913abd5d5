//! Content-Type, Content-Disposition, Content-Transfer-Encoding and Content-Language (RFC 2045; RFC
//! 2183; RFC 3282). Values stay as written: a server does not decode RFC 2231 and RFC 2047 for its
//! clients.

use super::lexer::Lexer;

/// The maximum number of parameters, and of language tags, of a field that are parsed.
const MAX_PARAMETERS: usize = 100;

/// A parameter's name, and its value without quotes.
pub(super) type Parameter = (Vec<u8>, Vec<u8>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContentType {
    pub main: Vec<u8>,
    pub sub: Vec<u8>,
    pub parameters: Vec<Parameter>,
}

impl ContentType {
    /// Parses the value of a Content-Type field. Returns `None` without a type and subtype: the
    /// field is then ignored (RFC 2045, section 5.2).
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
        Some(Self { main, sub, parameters: parameters(&mut lexer) })
    }

    /// The default type (RFC 2045, section 5.2).
    pub fn default_plain() -> Self {
        Self {
            main: b"TEXT".to_vec(),
            sub: b"PLAIN".to_vec(),
            parameters: vec![(b"CHARSET".to_vec(), b"US-ASCII".to_vec())],
        }
    }

    /// The default type of the parts of a multipart/digest (RFC 2046, section 5.1.5).
    pub fn default_message() -> Self {
        Self { main: b"MESSAGE".to_vec(), sub: b"RFC822".to_vec(), parameters: Vec::new() }
    }

    /// Whether this is the type, in any case.
    pub fn is_main(&self, main: &str) -> bool {
        self.main.eq_ignore_ascii_case(main.as_bytes())
    }

    /// Whether these are the type and subtype, in any case.
    pub fn is(&self, main: &str, sub: &str) -> bool {
        self.is_main(main) && self.sub.eq_ignore_ascii_case(sub.as_bytes())
    }

    /// The value of the first parameter with this name, in any case.
    pub fn parameter(&self, name: &str) -> Option<&[u8]> {
        let named = |parameter: &&Parameter| parameter.0.eq_ignore_ascii_case(name.as_bytes());
        self.parameters.iter().find(named).map(|parameter| parameter.1.as_slice())
    }
}

/// Parses the value of a Content-Disposition field: the disposition and its parameters.
pub(super) fn disposition(value: &[u8]) -> Option<(Vec<u8>, Vec<Parameter>)> {
    let mut lexer = Lexer::new(value);
    lexer.skip_blanks();
    let kind = lexer.token().to_vec();
    (!kind.is_empty()).then(|| (kind, parameters(&mut lexer)))
}

/// Parses the value of a Content-Transfer-Encoding field: the name of the mechanism, or nothing if
/// there is none.
pub(super) fn transfer_encoding(value: &[u8]) -> &[u8] {
    let mut lexer = Lexer::new(value);
    lexer.skip_blanks();
    lexer.token()
}

/// Parses the value of a Content-Language field: the language tags.
pub(super) fn languages(value: &[u8]) -> Vec<Vec<u8>> {
    let mut lexer = Lexer::new(value);
    let mut tags = Vec::new();
    loop {
        lexer.skip_blanks();
        let tag = lexer.token();
        if tags.len() == MAX_PARAMETERS {
            return tags;
        } else if !tag.is_empty() {
            tags.push(tag.to_vec());
        } else if lexer.peek().is_none() {
            return tags;
        } else {
            lexer.skip_octet();
        }
    }
}

/// Parses each `; name=value`. Anything else is skipped up to the next `;`.
fn parameters(lexer: &mut Lexer<'_>) -> Vec<Parameter> {
    let mut found = Vec::new();
    loop {
        skip_past_semicolon(lexer);
        if lexer.peek().is_none() || found.len() == MAX_PARAMETERS {
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
            // This accepts more than a token: invalid values such as `boundary=a/b` are common and
            // unambiguous.
            lexer.take_while(|octet| octet > b' ' && !b";(\"".contains(&octet)).to_vec()
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
    fn type_and_parameters_are_parsed() {
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
    fn a_value_without_a_type_and_subtype_is_ignored() {
        for value in [&b""[..], b"text", b"text/", b"/plain", b";", b"text plain"] {
            assert_eq!(ContentType::parse(value), None);
        }
    }

    #[test]
    fn broken_parameters_are_skipped() {
        let found = ContentType::parse(b"a/b; ; =x; y; z \"q;r\"; boundary=\"un;closed").unwrap();
        assert_eq!(found.parameters, vec![(b"boundary".to_vec(), b"un;closed".to_vec())]);
    }

    #[test]
    fn language_tags_are_parsed() {
        assert_eq!(
            languages(b"en, ja (x),, de"),
            vec![b"en".to_vec(), b"ja".to_vec(), b"de".to_vec()]
        );
    }
}
