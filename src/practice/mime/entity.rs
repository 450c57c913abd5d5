//! The tree of a message's entities (RFC 2046), each as two ranges of octets: its header and its
//! body.
//!
//! mail-parser has such a tree too, but its offsets refer to text that it has decoded or repaired,
//! and IMAP's sections are octets of the original message. Here one pass over the message finds the
//! entities, up to a maximum depth and number.

use std::borrow::Cow;
use std::ops::Range;

use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};

use super::content_type::{ContentType, transfer_encoding};
use crate::encoding::fields::{fields, is_blank_line, line_length};

/// How deeply entities can be nested. A deeper part is treated as opaque data.
const MAX_DEPTH: usize = 50;
/// How many entities a message can have. Further parts are treated as the multipart's epilogue.
const MAX_ENTITIES: usize = 1000;

/// A transfer encoding that is not one of RFC 2045's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownEncoding;

/// A message, or a part of a multipart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entity {
    /// Where its header is in the message, with the empty line that ends it.
    pub header: Range<usize>,
    /// Where its body is in the message.
    pub body: Range<usize>,
    /// Its type, as written or by default.
    pub content_type: ContentType,
    /// What its body contains.
    pub content: BodyContent,
}

/// What an entity's body contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BodyContent {
    /// No further entities.
    Leaf,
    /// The parts of a multipart. There may be none.
    Multipart(Vec<Entity>),
    /// The message in a message/rfc822.
    Message(Box<Entity>),
}

impl Entity {
    /// Parses a message. Every octet string is a message.
    pub fn parse(message: &[u8]) -> Self {
        let mut parser = EntityParser { message, position: 0, boundaries: Vec::new(), entities: 0 };
        parser.entity(0, ContentType::default_plain).0
    }

    /// The octets of its header.
    pub fn header_of<'a>(&self, message: &'a [u8]) -> &'a [u8] {
        message.get(self.header.clone()).unwrap_or_default()
    }

    /// The octets of its body.
    pub fn body_of<'a>(&self, message: &'a [u8]) -> &'a [u8] {
        message.get(self.body.clone()).unwrap_or_default()
    }
}

impl Entity {
    /// Its body, decoded from its transfer encoding. Invalid base64 or quoted-printable is kept.
    pub fn decoded_body<'a>(&self, message: &'a [u8]) -> Result<Cow<'a, [u8]>, UnknownEncoding> {
        let body = self.body_of(message);
        let encoding = fields(self.header_of(message))
            .find(|field| field.is("content-transfer-encoding"))
            .map(|field| transfer_encoding(field.value).to_ascii_lowercase())
            .unwrap_or_default();
        let decoded = match encoding.as_slice() {
            b"base64" => base64_decode(body),
            b"quoted-printable" => quoted_printable_decode(body),
            b"" | b"7bit" | b"8bit" | b"binary" => None,
            _ => return Err(UnknownEncoding),
        };
        Ok(decoded.map_or(Cow::Borrowed(body), Cow::Owned))
    }
}

/// What ends an entity.
#[derive(Debug, Clone, Copy)]
enum Terminator {
    EndOfMessage,
    /// A boundary line that starts at `start`. `level` is the index of its boundary in
    /// [`EntityParser::boundaries`].
    Boundary {
        level: usize,
        closing: bool,
        start: usize,
    },
}

struct EntityParser<'a> {
    message: &'a [u8],
    position: usize,
    /// The boundaries of the multiparts around the current position, the innermost last.
    boundaries: Vec<Vec<u8>>,
    entities: usize,
}

impl<'a> EntityParser<'a> {
    /// Parses the entity at the current position, and its terminator. `default` is its type if it
    /// has none.
    fn entity(&mut self, depth: usize, default: fn() -> ContentType) -> (Entity, Terminator) {
        self.entities += 1;
        let start = self.position;
        // A boundary line, or the end of the message, may come before the empty line that ends the
        // header. The entity then has no body.
        let header_terminator = self.skip_header();
        let header = match header_terminator {
            Some(terminator) => start..self.end_of_body(start, terminator),
            None => start..self.position,
        };
        let written = fields(self.message.get(header.clone()).unwrap_or_default())
            .filter(|field| field.is("content-type"))
            .find_map(|field| ContentType::parse(field.value));
        let mut content_type = written.unwrap_or_else(default);
        let body_start = header.end;
        let (content, terminator) = match header_terminator {
            Some(terminator) => (Self::empty_content(&content_type, body_start), terminator),
            None => self.content(&mut content_type, depth),
        };
        let body = body_start..self.end_of_body(body_start, terminator);
        (Entity { header, body, content_type, content }, terminator)
    }

    /// The content of an entity that ended at `position`, in its header.
    fn empty_content(content_type: &ContentType, position: usize) -> BodyContent {
        if content_type.is_main("multipart") {
            return BodyContent::Multipart(Vec::new());
        }
        if !content_type.is("message", "rfc822") {
            return BodyContent::Leaf;
        }
        BodyContent::Message(Box::new(Entity {
            header: position..position,
            body: position..position,
            content_type: ContentType::default_plain(),
            content: BodyContent::Leaf,
        }))
    }

    /// Parses the body at the current position by its type.
    fn content(
        &mut self,
        content_type: &mut ContentType,
        depth: usize,
    ) -> (BodyContent, Terminator) {
        let multipart = content_type.is_main("multipart");
        let message = content_type.is("message", "rfc822");
        if (multipart || message) && depth >= MAX_DEPTH {
            *content_type = ContentType {
                main: b"APPLICATION".to_vec(),
                sub: b"OCTET-STREAM".to_vec(),
                parameters: Vec::new(),
            };
            return (BodyContent::Leaf, self.skip_to_terminator());
        }
        if message {
            let (inner, terminator) = self.entity(depth + 1, ContentType::default_plain);
            return (BodyContent::Message(Box::new(inner)), terminator);
        }
        if !multipart {
            return (BodyContent::Leaf, self.skip_to_terminator());
        }
        let default = if content_type.is("multipart", "digest") {
            ContentType::default_message
        } else {
            ContentType::default_plain
        };
        let boundary = content_type.parameter("boundary").unwrap_or_default().to_vec();
        let (parts, terminator) = self.multipart(boundary, depth, default);
        (BodyContent::Multipart(parts), terminator)
    }

    /// Parses the parts of a multipart. Its terminator is a boundary of a multipart around it, or
    /// the end of the message.
    fn multipart(
        &mut self,
        boundary: Vec<u8>,
        depth: usize,
        default: fn() -> ContentType,
    ) -> (Vec<Entity>, Terminator) {
        if boundary.is_empty() {
            return (Vec::new(), self.skip_to_terminator());
        }
        let own_level = self.boundaries.len();
        self.boundaries.push(boundary);
        let mut parts = Vec::new();
        // Skip the preamble.
        let mut terminator = self.skip_to_terminator();
        loop {
            match terminator {
                Terminator::Boundary { level, closing: false, .. }
                    if level == own_level && self.entities < MAX_ENTITIES =>
                {
                    let (part, next) = self.entity(depth + 1, default);
                    parts.push(part);
                    terminator = next;
                }
                // The closing boundary, or too many parts: skip the epilogue.
                Terminator::Boundary { level, .. } if level == own_level => {
                    self.boundaries.truncate(own_level);
                    return (parts, self.skip_to_terminator());
                }
                // The closing boundary is missing.
                _ => {
                    self.boundaries.truncate(own_level);
                    return (parts, terminator);
                }
            }
        }
    }

    /// Skips a header and the empty line after it. Returns a terminator if the entity ended before
    /// an empty line.
    fn skip_header(&mut self) -> Option<Terminator> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Some(Terminator::EndOfMessage);
            }
            if is_blank_line(rest) {
                self.position += line_length(rest);
                return None;
            }
            if let Some(terminator) = self.eat_boundary_line() {
                return Some(terminator);
            }
            self.position += line_length(rest);
        }
    }

    /// Skips lines up to a boundary line, and that line.
    fn skip_to_terminator(&mut self) -> Terminator {
        if self.boundaries.is_empty() {
            self.position = self.message.len();
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Terminator::EndOfMessage;
            }
            if let Some(terminator) = self.eat_boundary_line() {
                return terminator;
            }
            self.position += line_length(rest);
        }
    }

    /// Takes the next line if it is a boundary line of a multipart around it. If several boundaries
    /// match, it is the longest one, and among equal ones the innermost. Text after the boundary is
    /// ignored (RFC 2046, section 5.1.1).
    fn eat_boundary_line(&mut self) -> Option<Terminator> {
        let line = self.rest().strip_prefix(b"--")?;
        let matching =
            self.boundaries.iter().enumerate().filter(|(_, boundary)| line.starts_with(boundary));
        let (level, boundary) = matching.max_by_key(|(_, boundary)| boundary.len())?;
        let closing = line.get(boundary.len()..).is_some_and(|after| after.starts_with(b"--"));
        let start = self.position;
        self.position += line_length(self.rest());
        Some(Terminator::Boundary { level, closing, start })
    }

    /// Where a body that started at `start` ends. The line end before a boundary line belongs to
    /// the boundary.
    fn end_of_body(&self, start: usize, terminator: Terminator) -> usize {
        let Terminator::Boundary { start: boundary, .. } = terminator else {
            return self.message.len();
        };
        let body = self.message.get(start..boundary).unwrap_or_default();
        let body =
            body.strip_suffix(b"\n").map_or(body, |line| line.strip_suffix(b"\r").unwrap_or(line));
        start + body.len()
    }

    fn rest(&self) -> &'a [u8] {
        self.message.get(self.position..).unwrap_or_default()
    }
}
