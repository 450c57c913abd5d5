//! What IMAP needs to know about a message: its ENVELOPE, its BODYSTRUCTURE, its sections, and what
//! SEARCH finds in it.
//!
//! FETCH returns a message's own octets, never decoded ones. mail-parser decodes and repairs while
//! it parses, so this module parses headers, addresses and parts itself, and uses mail-parser to
//! decode text for SEARCH.
//!
//! An *entity* is a message or a part of a multipart (RFC 2045, section 2.4). Every octet string is
//! a valid message to this module: nothing fails, and the time is proportional to the length of the
//! message.

mod address_list;
mod base_subject;
mod content_type;
mod entity;
mod envelope;
mod lexer;
mod preview;
mod print;
mod searchable;
mod section;
pub mod sort_fields;
mod structure;
#[cfg(test)]
mod tests;

pub use base_subject::BaseSubject;
#[cfg(test)]
pub use base_subject::base_subject;
pub use entity::UnknownEncoding;
pub use print::string;
pub use section::{SectionSpec, SectionText};

use entity::Entity;
use jiff::civil::Date;
use searchable::{SearchFields, SearchText};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// A part, decoded; `None` if it does not exist.
pub type DecodedPart<'a> = Result<Option<Rc<Cow<'a, [u8]>>>, UnknownEncoding>;

/// A message, parsed when something is first asked of it and never again.
///
/// A command that reads a message keeps one of these while it runs, so that parsed messages take no
/// memory between commands.
#[derive(Debug)]
pub struct ParsedMessage<'a> {
    octets: &'a [u8],
    root: OnceCell<Entity>,
    envelope: OnceCell<Vec<u8>>,
    body: OnceCell<Vec<u8>>,
    body_structure: OnceCell<Vec<u8>>,
    decoded_parts: RefCell<HashMap<Vec<u32>, DecodedPart<'a>>>,
    /// By their names in lower case.
    search_fields: RefCell<HashMap<Vec<u8>, Rc<SearchFields>>>,
    sent_on: OnceCell<Option<Date>>,
    search_text: OnceCell<SearchText>,
}

impl<'a> ParsedMessage<'a> {
    pub fn new(octets: &'a [u8]) -> Self {
        Self {
            octets,
            root: OnceCell::new(),
            envelope: OnceCell::new(),
            body: OnceCell::new(),
            body_structure: OnceCell::new(),
            decoded_parts: RefCell::default(),
            search_fields: RefCell::default(),
            sent_on: OnceCell::new(),
            search_text: OnceCell::new(),
        }
    }

    fn root(&self) -> &Entity {
        self.root.get_or_init(|| Entity::parse(self.octets))
    }

    /// ENVELOPE (RFC 3501, section 7.4.2) with its parentheses. Its strings are those of the header,
    /// unfolded but not decoded.
    pub fn envelope(&self) -> &[u8] {
        self.envelope.get_or_init(|| {
            let mut out = Vec::new();
            envelope::print(&mut out, self.octets);
            out
        })
    }

    /// BODYSTRUCTURE, or BODY if not `extensible` (RFC 3501, section 7.4.2), with its parentheses.
    pub fn body_structure(&self, extensible: bool) -> &[u8] {
        let printed = if extensible { &self.body_structure } else { &self.body };
        printed.get_or_init(|| {
            let mut out = Vec::new();
            structure::print(&mut out, self.octets, self.root(), extensible);
            out
        })
    }

    /// The octets of a section, not decoded. `None` if the part does not exist or does not have this
    /// section: only messages have HEADER and TEXT, only parts have MIME.
    pub fn section(&self, section: &SectionSpec) -> Option<Cow<'a, [u8]>> {
        section::section(self.octets, self.root(), section)
    }

    /// The octets of a part, decoded from its transfer encoding (RFC 3516). `Ok(None)` if the part does not
    /// exist. The decoded parts together are no larger than the message.
    pub fn binary(&self, part: &[u32]) -> DecodedPart<'a> {
        let mut decoded = self.decoded_parts.borrow_mut();
        if let Some(known) = decoded.get(part) {
            return known.clone();
        }
        let octets = section::binary(self.octets, self.root(), part);
        let octets: DecodedPart<'a> = octets.map(|octets| octets.map(Rc::new));
        decoded.insert(part.to_vec(), octets.clone());
        octets
    }

    /// PREVIEW (RFC 8970), empty if the message has no text.
    pub fn preview(&self) -> String {
        preview::preview(self.octets, self.root())
    }

    /// The header fields with this name, decoded for SEARCH.
    pub fn search_fields(&self, name: &[u8]) -> Rc<SearchFields> {
        let mut decoded = self.search_fields.borrow_mut();
        let fields = decoded.entry(name.to_ascii_lowercase());
        fields.or_insert_with(|| Rc::new(SearchFields::new(self.octets, name))).clone()
    }

    /// The date in the Date field. Its time and zone are ignored (RFC 3501, SENTON).
    pub fn sent_on(&self) -> Option<Date> {
        *self.sent_on.get_or_init(|| searchable::sent_on(self.octets))
    }

    /// The text of the message, decoded for SEARCH.
    pub fn search_text(&self) -> &SearchText {
        self.search_text.get_or_init(|| SearchText::new(self.octets, self.root()))
    }
}
