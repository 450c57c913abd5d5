//! The tree of a message's parts (RFC 2046), each as two ranges of octets: its header and its body.
//! mail-parser has such a tree too, but with offsets into what it decoded or mended; IMAP's sections are the raw octets,
//! so the tree is drawn here, in one pass, with bounds for depth and number.

use std::ops::Range;

use super::content_type::ContentType;
use super::fields::{fields, is_blank_line, line_length};

/// Parts within parts: at most so deep. What is deeper is one opaque part.
const MAX_DEPTH: usize = 50;
/// At most so many parts in a message. The rest of a multipart that has more counts as its epilogue.
const MAX_PARTS: usize = 10_000;

/// A MIME entity: a message, or a part of a multipart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entity {
    /// Its header's octets in the message, the blank line included.
    pub header: Range<usize>,
    /// Its body's octets in the message.
    pub body: Range<usize>,
    /// Its type, as stated or by default.
    pub content_type: ContentType,
    /// What its body holds.
    pub content: Content,
}

/// What an entity's body holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Octets that no further structure is known of.
    Leaf,
    /// The parts of a multipart, at least none.
    Multipart(Vec<Entity>),
    /// A message/rfc822's message.
    Message(Box<Entity>),
}

impl Entity {
    /// Reads `message`. Every octet string is a message.
    pub fn parse(message: &[u8]) -> Self {
        let mut parser = Parser {
            message,
            at: 0,
            boundaries: Vec::new(),
            parts: 0,
        };
        parser.entity(0, ContentType::plain).0
    }

    /// The header's octets.
    pub fn header_of<'a>(&self, message: &'a [u8]) -> &'a [u8] {
        message.get(self.header.clone()).unwrap_or_default()
    }

    /// The body's octets.
    pub fn body_of<'a>(&self, message: &'a [u8]) -> &'a [u8] {
        message.get(self.body.clone()).unwrap_or_default()
    }
}

/// Why an entity ended.
#[derive(Debug, Clone, Copy)]
enum Stop {
    End,
    /// A line with the boundary of the multipart `level`, which began at `start`.
    Boundary {
        level: usize,
        closing: bool,
        start: usize,
    },
}

struct Parser<'a> {
    message: &'a [u8],
    at: usize,
    /// The boundaries of the multiparts that are open, the innermost last.
    boundaries: Vec<Vec<u8>>,
    parts: usize,
}

impl<'a> Parser<'a> {
    fn entity(&mut self, depth: usize, default: fn() -> ContentType) -> (Entity, Stop) {
        self.parts += 1;
        let start = self.at;
        let ended = self.skip_header();
        let header = match ended {
            Some(stop) => start..self.end_of_body(start, stop),
            None => start..self.at,
        };
        let stated = fields(self.message.get(header.clone()).unwrap_or_default())
            .filter(|field| field.is("content-type"))
            .find_map(|field| ContentType::parse(field.value));
        let mut content_type = stated.unwrap_or_else(default);
        let body_start = header.end;
        let (content, stop) = match ended {
            Some(stop) => (Self::empty_content(&content_type, body_start), stop),
            None => self.content(&mut content_type, depth),
        };
        let body = body_start..self.end_of_body(body_start, stop);
        (
            Entity {
                header,
                body,
                content_type,
                content,
            },
            stop,
        )
    }

    /// The content of an entity whose header was not followed by a body, and ended at `at`.
    fn empty_content(content_type: &ContentType, at: usize) -> Content {
        if content_type.is_main("multipart") {
            return Content::Multipart(Vec::new());
        }
        if !content_type.is("message", "rfc822") {
            return Content::Leaf;
        }
        let (header, body, content_type) = (at..at, at..at, ContentType::plain());
        Content::Message(Box::new(Entity {
            header,
            body,
            content_type,
            content: Content::Leaf,
        }))
    }

    fn content(&mut self, content_type: &mut ContentType, depth: usize) -> (Content, Stop) {
        let multipart = content_type.is_main("multipart");
        let message = content_type.is("message", "rfc822");
        if (multipart || message) && depth >= MAX_DEPTH {
            *content_type = ContentType {
                main: b"APPLICATION".to_vec(),
                sub: b"OCTET-STREAM".to_vec(),
                parameters: Vec::new(),
            };
            return (Content::Leaf, self.skip_to_stop());
        }
        if message {
            let (inner, stop) = self.entity(depth + 1, ContentType::plain);
            return (Content::Message(Box::new(inner)), stop);
        }
        if !multipart {
            return (Content::Leaf, self.skip_to_stop());
        }
        let default = if content_type.is("multipart", "digest") {
            ContentType::message
        } else {
            ContentType::plain
        };
        let boundary = content_type
            .parameter("boundary")
            .unwrap_or_default()
            .to_vec();
        let (parts, stop) = self.multipart(boundary, depth, default);
        (Content::Multipart(parts), stop)
    }

    fn multipart(
        &mut self,
        boundary: Vec<u8>,
        depth: usize,
        default: fn() -> ContentType,
    ) -> (Vec<Entity>, Stop) {
        let own = self.boundaries.len();
        if boundary.is_empty() {
            return (Vec::new(), self.skip_to_stop());
        }
        self.boundaries.push(boundary);
        let mut parts = Vec::new();
        let mut stop = self.skip_to_stop();
        loop {
            match stop {
                Stop::Boundary {
                    level,
                    closing: false,
                    ..
                } if level == own && self.parts < MAX_PARTS => {
                    let (part, next) = self.entity(depth + 1, default);
                    parts.push(part);
                    stop = next;
                }
                Stop::Boundary { level, .. } if level == own => {
                    self.boundaries.truncate(own);
                    return (parts, self.skip_to_stop());
                }
                _ => {
                    self.boundaries.truncate(own);
                    return (parts, stop);
                }
            }
        }
    }

    /// Passes over a header and its blank line. Some: the entity ended before a blank line came.
    fn skip_header(&mut self) -> Option<Stop> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Some(Stop::End);
            }
            if is_blank_line(rest) {
                self.at += line_length(rest);
                return None;
            }
            if let Some(stop) = self.eat_boundary_line() {
                return Some(stop);
            }
            self.at += line_length(rest);
        }
    }

    /// Passes over lines up to one with an open multipart's boundary, and over that one.
    fn skip_to_stop(&mut self) -> Stop {
        if self.boundaries.is_empty() {
            self.at = self.message.len();
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Stop::End;
            }
            if let Some(stop) = self.eat_boundary_line() {
                return stop;
            }
            self.at += line_length(rest);
        }
    }

    /// Takes the next line if it begins with an open boundary: the longest that fits, the innermost of equals.
    /// Text after it does not matter (RFC 2046, 5.1.1).
    fn eat_boundary_line(&mut self) -> Option<Stop> {
        let line = self.rest().strip_prefix(b"--")?;
        let fitting = self
            .boundaries
            .iter()
            .enumerate()
            .filter(|(_, boundary)| line.starts_with(boundary));
        let (level, boundary) = fitting.max_by_key(|(_, boundary)| boundary.len())?;
        let closing = line
            .get(boundary.len()..)
            .is_some_and(|after| after.starts_with(b"--"));
        let start = self.at;
        self.at += line_length(self.rest());
        Some(Stop::Boundary {
            level,
            closing,
            start,
        })
    }

    /// Where a body that began at `start` ended: the line end before a boundary belongs to the boundary.
    fn end_of_body(&self, start: usize, stop: Stop) -> usize {
        let Stop::Boundary {
            start: boundary, ..
        } = stop
        else {
            return self.message.len();
        };
        let body = self.message.get(start..boundary).unwrap_or_default();
        let body = body
            .strip_suffix(b"\n")
            .map_or(body, |line| line.strip_suffix(b"\r").unwrap_or(line));
        start + body.len()
    }

    fn rest(&self) -> &'a [u8] {
        self.message.get(self.at..).unwrap_or_default()
    }
}
