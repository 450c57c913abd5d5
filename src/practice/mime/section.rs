//! The sections of a message in FETCH, such as `BODY[1.2.HEADER.FIELDS (FROM)]` (RFC 3501, section
//! 6.4.5).

use std::borrow::Cow;
use std::collections::HashSet;

use super::entity::{BodyContent, Entity, UnknownEncoding};
use crate::encoding::fields::{all_fields, is_blank_line};

/// A section specification: what is between the brackets of `BODY[…]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionSpec {
    /// The part number: [1, 2] for `1.2`, empty for the message itself.
    pub part: Vec<u32>,
    /// Which of that part's octets. `None` is the part's body, or the whole message.
    pub text: Option<SectionText>,
}

/// Which octets of a part a [`Section`] specifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionText {
    /// HEADER: the header of the message, or of the message/rfc822 part.
    Header,
    /// HEADER.FIELDS: the fields of that header with these names.
    HeaderFields(Vec<Vec<u8>>),
    /// HEADER.FIELDS.NOT: the other fields of that header.
    HeaderFieldsNot(Vec<Vec<u8>>),
    /// TEXT: everything after that header.
    Text,
    /// MIME: the part's own MIME header.
    Mime,
}

/// The octets of a section of `message`, not decoded. `None` if the part does not exist or does not
/// have this section: only messages have HEADER and TEXT, only parts have MIME.
pub(super) fn section<'a>(
    message: &'a [u8],
    root: &Entity,
    section: &SectionSpec,
) -> Option<Cow<'a, [u8]>> {
    let location = section
        .part
        .iter()
        .try_fold(Location::Message(root), |location, &number| location.enter(number))?;
    let Some(text) = &section.text else {
        if section.part.is_empty() {
            return Some(Cow::Borrowed(message));
        }
        return Some(Cow::Borrowed(location.entity().body_of(message)));
    };
    let header = || Some(location.message()?.header_of(message));
    Some(match text {
        SectionText::Header => Cow::Borrowed(header()?),
        SectionText::HeaderFields(names) => Cow::Owned(select_fields(header()?, names, true)),
        SectionText::HeaderFieldsNot(names) => Cow::Owned(select_fields(header()?, names, false)),
        SectionText::Text => Cow::Borrowed(location.message()?.body_of(message)),
        SectionText::Mime => match location {
            Location::Part(entity) => Cow::Borrowed(entity.header_of(message)),
            Location::Message(_) => return None,
        },
    })
}

/// The octets of a part, decoded from its transfer encoding (RFC 3516). Multiparts and messages,
/// including the whole message, are returned unchanged.
pub(super) fn binary<'a>(
    message: &'a [u8],
    root: &Entity,
    part: &[u32],
) -> Result<Option<Cow<'a, [u8]>>, UnknownEncoding> {
    if part.is_empty() {
        return Ok(Some(Cow::Borrowed(message)));
    }
    let mut numbers = part.iter();
    let found = numbers.try_fold(Location::Message(root), |location, &it| location.enter(it));
    let Some(location) = found else {
        return Ok(None);
    };
    let entity = location.entity();
    match entity.content {
        BodyContent::Leaf => entity.decoded_body(message).map(Some),
        _ => Ok(Some(Cow::Borrowed(entity.body_of(message)))),
    }
}

/// The entity that a part number refers to so far.
#[derive(Clone, Copy)]
enum Location<'e> {
    /// A message: the fetched one, or the one inside a message/rfc822 part.
    Message(&'e Entity),
    /// A part of a message.
    Part(&'e Entity),
}

impl<'e> Location<'e> {
    fn entity(self) -> &'e Entity {
        match self {
            Self::Message(entity) | Self::Part(entity) => entity,
        }
    }

    /// The part with this number. A message that is not a multipart has one part: itself.
    fn enter(self, number: u32) -> Option<Self> {
        match (self, &self.entity().content) {
            (_, BodyContent::Multipart(parts)) => {
                let index = usize::try_from(number).ok()?.checked_sub(1)?;
                parts.get(index).map(Self::Part)
            }
            (Self::Message(entity), _) => (number == 1).then_some(Self::Part(entity)),
            (Self::Part(_), BodyContent::Message(inner)) => Self::Message(inner).enter(number),
            (Self::Part(_), BodyContent::Leaf) => None,
        }
    }

    /// The message to which HEADER and TEXT refer.
    fn message(self) -> Option<&'e Entity> {
        match self {
            Self::Message(entity) => Some(entity),
            Self::Part(Entity { content: BodyContent::Message(inner), .. }) => Some(inner),
            Self::Part(_) => None,
        }
    }
}

/// The fields of `header` whose names are in `names`, or the other fields if not `included`. The
/// blank line is added if the header has one.
fn select_fields(header: &[u8], names: &[Vec<u8>], included: bool) -> Vec<u8> {
    let names: HashSet<Vec<u8>> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    // A header may have millions of fields: most are told apart by their first letters.
    let mut is_first_letter = [false; 256];
    for first in names.iter().filter_map(|name| name.first()) {
        is_first_letter[usize::from(*first)] = true;
    }
    let is_named = |name: &[u8]| {
        let first = name.first().map(u8::to_ascii_lowercase);
        first.is_none_or(|first| is_first_letter[usize::from(first)])
            && names.contains(&name.to_ascii_lowercase())
    };
    let mut found = Vec::new();
    let mut visited = 0;
    for field in all_fields(header) {
        visited += field.raw.len();
        if is_named(field.name) == included {
            found.extend_from_slice(field.raw);
        }
    }
    let rest = header.get(visited..).unwrap_or_default();
    if is_blank_line(rest) {
        found.extend_from_slice(rest);
    }
    found
}
