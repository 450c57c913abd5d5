//! The sections of a message that FETCH names: BODY[1.2.HEADER.FIELDS (FROM)] and its like (RFC 3501, 6.4.5).

use std::borrow::Cow;
use std::collections::HashSet;

use super::entity::{Content, Entity};
use super::fields::{fields, is_blank_line};

/// What stands between the brackets of BODY[…].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Section {
    /// The part's number, `1.2` as [1, 2]; empty: the message itself.
    pub part: Vec<u32>,
    /// What of that part; None: its body (of the message itself: all of it).
    pub text: Option<SectionText>,
}

/// What of a part a [`Section`] means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SectionText {
    /// HEADER: the header of the message, or of the message/rfc822 part.
    Header,
    /// HEADER.FIELDS: of that header the fields of these names only.
    HeaderFields(Vec<Vec<u8>>),
    /// HEADER.FIELDS.NOT: of that header all but the fields of these names.
    HeaderFieldsNot(Vec<Vec<u8>>),
    /// TEXT: what follows that header.
    Text,
    /// MIME: the part's own MIME header.
    Mime,
}

/// The octets of one section of `message` (RFC 3501, 6.4.5), as they stand there, never decoded. None: there is no such
/// part, or it has no such text (HEADER and TEXT are of messages only, MIME of parts only).
pub fn section<'a>(message: &'a [u8], section: &Section) -> Option<Cow<'a, [u8]>> {
    if section.part.is_empty() && section.text.is_none() {
        return Some(Cow::Borrowed(message));
    }
    let root = Entity::parse(message);
    let place = section
        .part
        .iter()
        .try_fold(Place::Message(&root), |place, &number| place.enter(number))?;
    let Some(text) = &section.text else {
        return Some(Cow::Borrowed(place.entity().body_of(message)));
    };
    if matches!(text, SectionText::Mime) {
        let Place::Part(entity) = place else {
            return None;
        };
        return Some(Cow::Borrowed(entity.header_of(message)));
    }
    let inner = place.message()?;
    let header = inner.header_of(message);
    Some(match text {
        SectionText::Header => Cow::Borrowed(header),
        SectionText::HeaderFields(names) => Cow::Owned(some_fields(header, names, true)),
        SectionText::HeaderFieldsNot(names) => Cow::Owned(some_fields(header, names, false)),
        SectionText::Text | SectionText::Mime => Cow::Borrowed(inner.body_of(message)),
    })
}

/// Where a part's number has led to.
#[derive(Clone, Copy)]
enum Place<'e> {
    /// A message: the one fetched, or the one in a message/rfc822 part.
    Message(&'e Entity),
    /// A part of a message.
    Part(&'e Entity),
}

impl<'e> Place<'e> {
    fn entity(self) -> &'e Entity {
        match self {
            Self::Message(entity) | Self::Part(entity) => entity,
        }
    }

    /// One number further. A message that is no multipart has itself as its one part.
    fn enter(self, number: u32) -> Option<Self> {
        match (self, &self.entity().content) {
            (_, Content::Multipart(parts)) => {
                let index = usize::try_from(number).ok()?.checked_sub(1)?;
                parts.get(index).map(Self::Part)
            }
            (Self::Message(entity), _) => (number == 1).then_some(Self::Part(entity)),
            (Self::Part(_), Content::Message(inner)) => Self::Message(inner).enter(number),
            (Self::Part(_), Content::Leaf) => None,
        }
    }

    /// The message that HEADER and TEXT are asked of.
    fn message(self) -> Option<&'e Entity> {
        match self {
            Self::Message(entity) => Some(entity),
            Self::Part(Entity {
                content: Content::Message(inner),
                ..
            }) => Some(inner),
            Self::Part(_) => None,
        }
    }
}

/// The fields of `header` whose name is (or is not) among `names`, and the blank line where the header has one.
fn some_fields(header: &[u8], names: &[Vec<u8>], wanted: bool) -> Vec<u8> {
    let names: HashSet<Vec<u8>> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut found = Vec::new();
    let mut seen = 0;
    for field in fields(header) {
        seen += field.raw.len();
        if names.contains(&field.name.to_ascii_lowercase()) == wanted {
            found.extend_from_slice(field.raw);
        }
    }
    let rest = header.get(seen..).unwrap_or_default();
    if is_blank_line(rest) {
        found.extend_from_slice(rest);
    }
    found
}
