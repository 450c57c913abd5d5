//! PREVIEW (RFC 8970): the beginning of a message's text. mail-parser takes tags and quotations out.

use std::borrow::Cow;

use mail_parser::parsers::preview::{preview_html, preview_text};

use super::entity::{BodyContent, Entity};
use super::searchable::decoded_text;

/// How many octets of UTF-8 a preview has at most. RFC 8970 permits 256 characters.
const MAX_PREVIEW: usize = 200;
/// How many octets of a part are looked at.
const MAX_TEXT: usize = 64 * 1024;

/// The preview of a message, empty if it has no text.
pub(super) fn preview(message: &[u8], root: &Entity) -> String {
    let Some(part) = first_text(root, "plain").or_else(|| first_text(root, "html")) else {
        return String::new();
    };
    let mut text = decoded_text(message, part);
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    let preview = match part.content_type.is("text", "html") {
        true => preview_html(Cow::Owned(text), MAX_PREVIEW),
        false => preview_text(Cow::Owned(text), MAX_PREVIEW),
    };
    let is_shown = |letter: &char| !letter.is_control();
    preview
        .trim()
        .chars()
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .filter(is_shown)
        .collect()
}

/// The first text part with this subtype that is not inside another message.
fn first_text<'e>(entity: &'e Entity, subtype: &str) -> Option<&'e Entity> {
    match &entity.content {
        BodyContent::Leaf => entity.content_type.is("text", subtype).then_some(entity),
        BodyContent::Multipart(parts) => parts.iter().find_map(|part| first_text(part, subtype)),
        BodyContent::Message(_) => None,
    }
}
