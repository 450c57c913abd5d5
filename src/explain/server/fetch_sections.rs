//! Parts of a message: `BODY[1.2.MIME]<0>` (RFC 3501, section 6.4.5; RFC 3516).

use crate::explain::phrase::{cut, joined, value};
use crate::messages::{Messages, Text, text};
use crate::protocol::meaning::{FetchedItem, Section};
use crate::protocol::syntax::{Kind, Node};

/// A section and the data that the server sent for it. `name`: of the item, in capitals.
pub(super) fn phrase(
    name: &[u8],
    section: Section<'_>,
    item: FetchedItem<'_>,
    messages: Messages,
) -> String {
    let described = described(section, messages);
    // The grammar does not allow this value.
    let as_received = || cut(item.node.text()).into_owned();
    match name {
        b"BINARY.SIZE" => {
            let number = item.node.descendant(Kind::Number);
            let octets = number.and_then(Node::number).unwrap_or_default();
            messages.format(text::ItemDecodedSize { described, octets })
        }
        _ if let Some(error) = item.node.child(Kind::ConvertError) => {
            let said = error.child(Kind::ConvertErrorText).map(value).unwrap_or_default();
            messages.format(text::ItemNotConverted { described, said })
        }
        b"BODYPARTSTRUCTURE" => messages.format(text::ItemStructureOf { described }),
        b"AVAILABLECONVERSIONS" => messages.format(text::ItemConversionsOf { described }),
        b"BINARY" => {
            content(item, text::PartDecoded { described }, messages).unwrap_or_else(as_received)
        }
        _ => content(item, described, messages).unwrap_or_else(as_received),
    }
}

/// The part, and the number of its octets received.
pub(super) fn content(
    item: FetchedItem<'_>,
    described: impl Text,
    messages: Messages,
) -> Option<String> {
    let described = messages.format(described);
    if item.node.descendant(Kind::Nil).is_some() {
        return Some(messages.format(text::ItemNone { described }));
    }
    let octets = item.size()?;
    let partial = item.node.text_of(Kind::Partial);
    let from = partial.iter().filter(|octet| octet.is_ascii_digit()).copied().collect();
    let from = String::from_utf8(from).unwrap_or_default();
    Some(match (from.as_str(), octets) {
        ("", _) | ("0", 0) => messages.format(text::ItemPart { described, octets }),
        ("0", _) => messages.format(text::ItemPartFirst { described, octets }),
        _ => messages.format(text::ItemPartFrom { described, octets, from }),
    })
}

/// The part of the message that a section names.
fn described(section: Section<'_>, messages: Messages) -> String {
    let part = section.part.map(|part| cut(part.text()));
    let Some(what) = section.text else {
        return match part {
            None => messages.format(text::PartWhole),
            Some(part) => messages.format(text::PartNumber { part }),
        };
    };
    let of = part.map(|part| messages.format(text::PartOf { part })).unwrap_or_default();
    let fields = section.node.child(Kind::HeaderList).into_iter();
    let fields = fields.flat_map(|list| list.children_of(Kind::HeaderName)).take(100).map(value);
    let fields: Vec<String> = fields.collect();
    let (count, fields) = (fields.len(), joined(fields.iter(), messages));
    match () {
        () if what.is("TEXT") => messages.format(text::PartText { of }),
        () if what.is("MIME") => messages.format(text::PartMime { of }),
        () if what.is("HEADER") => messages.format(text::PartHeader { of }),
        () if what.is("HEADER.FIELDS") => messages.format(text::PartFields { count, fields, of }),
        () => messages.format(text::PartOtherFields { count, fields, of }),
    }
}
