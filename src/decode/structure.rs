//! Shows BODYSTRUCTURE as a tree: each part with the number that fetches it (RFC 3501, section 6.4.5).

use super::rows::Rows;
use super::string_values::{decoded, parameter, plain};
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};
use std::fmt::Display;
use std::rc::Rc;

/// Deeper parts are not indented further.
const DEEPEST_LEVEL: usize = 12;

/// Shows the parts, one per row.
pub(super) fn show(body: Node<'_>, rows: &mut Rows) {
    rows.push(1, rows.messages.format(text::DecodeStructure));
    let mut parts = parts(body);
    while !rows.is_full()
        && let Some(part) = parts.next()
    {
        let row = part.description(rows.messages);
        rows.push((part.depth + 2).min(DEEPEST_LEVEL), format_args!("{}  {row}", part.section()));
    }
    if rows.is_full() {
        // Count the rest, with all nested parts.
        let left = parts.rest.iter().map(|part| part.body);
        let inner = left.flat_map(Node::descendants).filter(|node| node.kind() == Kind::Body);
        rows.count(parts.rest.len() + inner.count());
    }
}

/// A part of a message.
pub(super) struct BodyPart<'t> {
    pub body: Node<'t>,
    /// The number of the multipart or the message that contains it; empty for the outermost message.
    container: Rc<str>,
    /// Its position in a multipart; `None` if it is the body of a message.
    place: Option<usize>,
    depth: usize,
}

/// The parts of a structure in order, each before those that it contains.
pub(super) fn parts(body: Node<'_>) -> BodyParts<'_> {
    BodyParts { rest: vec![BodyPart { body, container: "".into(), place: None, depth: 0 }] }
}

pub(super) struct BodyParts<'t> {
    /// The next part is the last.
    rest: Vec<BodyPart<'t>>,
}

impl<'t> Iterator for BodyParts<'t> {
    type Item = BodyPart<'t>;

    fn next(&mut self) -> Option<BodyPart<'t>> {
        let part = self.rest.pop()?;
        let depth = part.depth + 1;
        let begin = self.rest.len();
        let inner = part.body.children_of(Kind::Body);
        let is_multipart = part.is_multipart();
        // A multipart that is a message's body has no number: its parts continue the message's number.
        let container: Rc<str> = if is_multipart && part.place.is_none() {
            part.container.clone()
        } else {
            part.number().into()
        };
        self.rest.extend(inner.enumerate().map(|(index, body)| BodyPart {
            body,
            container: container.clone(),
            place: is_multipart.then_some(index + 1),
            depth,
        }));
        self.rest[begin..].reverse();
        Some(part)
    }
}

/// The number of a part inside the part with this number.
pub(super) fn part_number(number: &str, last: impl Display) -> String {
    if number.is_empty() { last.to_string() } else { format!("{number}.{last}") }
}

impl BodyPart<'_> {
    pub fn is_multipart(&self) -> bool {
        self.body.child(Kind::MediaType).is_none()
    }

    /// Its number. The only part of a message has the number 1.
    fn number(&self) -> String {
        part_number(&self.container, self.place.unwrap_or(1))
    }

    /// The section that fetches it: BODY[section].
    pub fn section(&self) -> String {
        match self.place {
            None if self.is_multipart() => part_number(&self.container, "TEXT"),
            _ => self.number(),
        }
    }

    /// Another section that fetches it, if it is the whole body of a message: `TEXT`.
    pub fn text_section(&self) -> Option<String> {
        self.place.is_none().then(|| part_number(&self.container, "TEXT"))
    }

    /// `text/plain`
    pub fn media(&self) -> String {
        let value = |kind| self.body.child(kind).map(plain).unwrap_or_default();
        let media =
            if self.is_multipart() { "multipart".to_owned() } else { value(Kind::MediaType) };
        format!("{media}/{}", value(Kind::MediaSubtype)).to_ascii_lowercase()
    }

    /// The value of a parameter of its type.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(self.body.child(Kind::BodyParameters)?, name)
    }

    /// Its transfer encoding.
    pub fn encoding(&self) -> String {
        self.body.child(Kind::BodyEncoding).map(plain).unwrap_or_default()
    }

    fn name(&self) -> Option<String> {
        let disposition = self.body.child(Kind::BodyDisposition);
        let disposition = disposition.and_then(|it| it.child(Kind::BodyParameters));
        let filename = disposition.and_then(|it| parameter(it, "filename"));
        let name = || self.parameter("name");
        let envelope = self.body.child(Kind::Envelope);
        let subject = || envelope.and_then(|it| it.child(Kind::EnvelopeSubject)).and_then(decoded);
        filename.or_else(name).or_else(subject)
    }

    fn description(&self, messages: Messages) -> String {
        let mut words = self.media();
        let mut add = |word: &str| {
            words.push_str(", ");
            words.push_str(word);
        };
        if let Some(name) = self.name() {
            add(&format!("\"{name}\""));
        }
        if self.is_multipart() {
            let inner = self.body.children_of(Kind::Body);
            add(&messages.format(text::DecodeParts { parts: inner.count() }));
            return words;
        }
        if let Some(charset) = self.parameter("charset") {
            add(&charset);
        }
        let encoding = self.encoding();
        if !encoding.is_empty() {
            add(&encoding.to_ascii_lowercase());
        }
        let number = |kind| self.body.child(kind).and_then(Node::number);
        if let Some(octets) = number(Kind::BodyOctets) {
            add(&messages.format(text::PhraseOctets { octets }));
        }
        if let Some(lines) = number(Kind::BodyLines) {
            add(&messages.format(text::DecodeLines { lines }));
        }
        let disposition = self.body.child(Kind::BodyDisposition);
        if let Some(kind) = disposition.and_then(|it| it.child(Kind::DispositionType)) {
            add(&plain(kind).to_ascii_lowercase());
        }
        words
    }
}
