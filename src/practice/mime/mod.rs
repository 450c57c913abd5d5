//! What IMAP wants to know of a message: its ENVELOPE, its BODYSTRUCTURE, its sections, and what SEARCH finds in it.
//!
//! ENVELOPE, BODYSTRUCTURE and the sections are made of a message's octets as they stand, and mail-parser decodes and mends as it
//! parses; so headers, addresses and parts are read here, and mail-parser serves where decoding is what is wanted: in SEARCH.
//! Every octet string is a message to this module: nothing in it fails, and time grows with the message's length alone.

mod address;
mod content_type;
mod entity;
mod envelope;
mod fields;
mod lexer;
mod print;
mod search;
mod section;
mod structure;
#[cfg(test)]
mod tests;
mod words;

pub use search::Searchable;
pub use section::{Section, SectionText, section};

use entity::Entity;

/// ENVELOPE (RFC 3501, 7.4.2) as it goes on the wire, parentheses included. Texts are the header's own, unfolded and never decoded.
pub fn envelope(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    envelope::print(&mut out, message);
    out
}

/// BODYSTRUCTURE, or BODY where not `extensible` (RFC 3501, 7.4.2), as it goes on the wire, parentheses included.
pub fn body_structure(message: &[u8], extensible: bool) -> Vec<u8> {
    let mut out = Vec::new();
    structure::print(&mut out, message, &Entity::parse(message), extensible);
    out
}
