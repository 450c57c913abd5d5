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
mod content_type;
mod encoded_words;
mod entity;
mod envelope;
mod fields;
mod lexer;
mod print;
mod searchable;
mod section;
mod structure;
#[cfg(test)]
mod tests;

pub use searchable::Searchable;
pub use section::{Section, SectionText, section};

use entity::Entity;

/// ENVELOPE (RFC 3501, section 7.4.2) with its parentheses. Its strings are those of the header,
/// unfolded but not decoded.
pub fn envelope(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    envelope::print(&mut out, message);
    out
}

/// BODYSTRUCTURE, or BODY if not `extensible` (RFC 3501, section 7.4.2), with its parentheses.
pub fn body_structure(message: &[u8], extensible: bool) -> Vec<u8> {
    let mut out = Vec::new();
    structure::print(&mut out, message, &Entity::parse(message), extensible);
    out
}
