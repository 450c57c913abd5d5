//! A server's lines in a listing: what they say that matters to a replay, and which of them
//! announce a literal that is to be skipped.

use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::Meaning;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::syntax::{Parser, Side};
use crate::protocol::typed_line::tagged_status;

/// Whether only a server says this: `+ …`, a completion, or an untagged response with a name that
/// responses have, which tells it from a bullet, and from the remarks of curl.
pub fn is_response(text: &str) -> bool {
    match ResponseLine::read(text.as_bytes()) {
        Some(ResponseLine::Untagged { is_known, .. }) => is_known,
        Some(ResponseLine::Continuation) => true,
        _ => tagged_status(text).is_some(),
    }
}

/// Whether this is a server's `+`.
pub fn is_continuation_request(text: &str) -> bool {
    ResponseLine::read(text.as_bytes()) == Some(ResponseLine::Continuation)
}

/// The most of a line that is looked at to see whether it can be the rest of a response.
const REST: usize = 64 * 1024;

/// The word that says what an untagged response is about, in capitals: `EXISTS` of `* 12 EXISTS`,
/// `OK` of `* OK Still here`. Nothing if the line is not an untagged response.
///
/// # Examples
/// ```
/// use imapsh::notation::response_keyword;
/// assert_eq!(response_keyword(b"* 12 exists").as_deref(), Some("EXISTS"));
/// assert_eq!(response_keyword(b"+ idling"), None);
/// ```
pub fn response_keyword(line: &[u8]) -> Option<String> {
    match ResponseLine::read(line)? {
        ResponseLine::Untagged { word, .. } if !word.is_empty() => {
            let word = &word[..word.len().min(64)];
            Some(String::from_utf8_lossy(word).to_ascii_uppercase())
        }
        _ => None,
    }
}

/// What a response's text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Data: literals wherever a line ends.
    Data,
    /// A `[code` that is still open.
    Code,
    /// Text for a person.
    Text,
}

/// A response of the server's in a listing, as far as it has been read.
#[derive(Clone, Debug)]
pub struct Response {
    /// The column of its first line, or of that line's mark.
    pub indent: usize,
    /// How many blanks stand between its mark and what it says.
    pub blanks: usize,
    /// Whether it has a mark.
    pub marked: bool,
    /// It is a `+` without a text.
    pub is_bare_plus: bool,
    kind: Kind,
    depth: i64,
    quoted: bool,
}

impl Response {
    /// A response that begins with this text. `indent` and `blanks` as in the fields.
    pub fn begin(text: &str, indent: usize, blanks: usize, marked: bool) -> Response {
        let mut parser = Parser::new(Side::Server);
        parser.line(text.as_bytes());
        let kind = match parser.tree().root().map_or(Meaning::Unknown, Meaning::of) {
            Meaning::Completion(_, response) | Meaning::Status(response) => match response.code {
                Some(code) if code.is_open() => Kind::Code,
                _ => Kind::Text,
            },
            Meaning::Continuation(_) => Kind::Text,
            _ => Kind::Data,
        };
        let is_bare_plus = text.trim_end() == "+";
        let mut response =
            Response { indent, blanks, marked, is_bare_plus, kind, depth: 0, quoted: false };
        response.goes_on(text);
        response
    }

    /// Reads on: a wrapped line.
    pub fn goes_on(&mut self, text: &str) {
        if self.kind == Kind::Code && text.contains(']') {
            self.kind = Kind::Text;
        }
        let mut escaped = false;
        for octet in text.bytes() {
            match octet {
                _ if escaped => escaped = false,
                b'\\' if self.quoted => escaped = true,
                b'"' => self.quoted = !self.quoted,
                b'(' if !self.quoted => self.depth += 1,
                b')' if !self.quoted => self.depth -= 1,
                _ => {}
            }
        }
    }

    /// Whether a bracket or a quote of it is open.
    pub fn is_open(&self) -> bool {
        self.kind == Kind::Data && (self.quoted || self.depth > 0)
    }

    /// The size of the literal that the end of this text, just read, announces.
    pub fn announces(&self, text: &str) -> Option<u64> {
        let announced = LiteralAnnouncement::at_end(text.trim_end().as_bytes())?;
        (self.kind != Kind::Text).then_some(announced.size)
    }

    /// Whether this can be the response's rest after a literal; the response with it, if so.
    pub fn with_rest(&self, rest: &str) -> Option<Response> {
        let begins_well = rest.is_empty() || rest.starts_with([' ', ')', ']']);
        if !begins_well || rest.len() > REST {
            return None;
        }
        let mut response = Response { quoted: false, ..self.clone() };
        response.goes_on(rest);
        let whole = match response.kind {
            Kind::Data => response.depth == 0,
            Kind::Text => true,
            Kind::Code => false,
        };
        let goes_on = response.depth >= 0 && response.announces(rest).is_some();
        (whole || goes_on).then_some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords() {
        for (line, word) in [
            ("* OK Still here", Some("OK")),
            ("* 1 FETCH (FLAGS ())", Some("FETCH")),
            ("* 12", None),
            ("* ", None),
            ("*\t12\tEXISTS", Some("EXISTS")),
            ("*12 EXISTS", None),
            ("a OK", None),
            ("* search 1 2 3 4 5 6", Some("SEARCH")),
        ] {
            assert_eq!(response_keyword(line.as_bytes()).as_deref(), word, "{line}");
        }
    }

    #[test]
    fn which_lines_announce() {
        for (line, size) in [
            ("* 1 FETCH (BODY[] {310}", Some(310)),
            ("* OK that was {5}", None),
            ("* OK [X {5}", Some(5)),
            ("* NO [X] y {5}", None),
            ("a1 BAD {5}", None),
            ("+ {5}", None),
            ("* LIST () \"/\" {5}", Some(5)),
        ] {
            let response = Response::begin(line, 0, 0, false);
            assert_eq!(response.announces(line), size, "{line}");
        }
    }

    #[test]
    fn which_rests_fit() {
        let fits =
            |first: &str, rest: &str| Response::begin(first, 0, 0, false).with_rest(rest).is_some();
        let fetch = "* 1 FETCH (BODY[] {310}";
        assert!(fits(fetch, ")") && fits(fetch, " FLAGS (\\Seen))") && fits(fetch, " BODY[2] {9}"));
        assert!(
            !fits(fetch, " and so on")
                && !fits(fetch, "")
                && !fits(fetch, "x)")
                && !fits(fetch, "))")
        );
        assert!(fits("* LIST () \"/\" {5}", "") && fits("* STATUS {5}", " (MESSAGES 1)"));
    }
}
