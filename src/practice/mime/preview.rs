//! PREVIEW (RFC 8970): the beginning of a message's text, without markup and quotations, on one line.

use super::entity::{BodyContent, Entity};
use super::searchable::decoded_text;
use mail_parser::decoders::html::html_to_text;

/// How many characters a preview has at most, as RFC 8970 recommends.
const MAX_PREVIEW: usize = 200;
/// How many octets of a part are read.
const MAX_TEXT: usize = 64 * 1024;

/// The preview of a message, empty if it has no text.
pub(super) fn preview(message: &[u8], root: &Entity) -> String {
    let Some(part) = first_text(root, "plain").or_else(|| first_text(root, "html")) else {
        return String::new();
    };
    let mut text = decoded_text(message, part);
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    if part.content_type.is("text", "html") {
        text = html_to_text(&text);
    }
    let own = start_of(text.lines().filter(|line| !line.trim_start().starts_with('>')));
    // A message that only quotes has nothing else to show.
    if own.is_empty() { start_of(text.lines()) } else { own }
}

/// The beginning of some lines, with one space between words.
fn start_of<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut start = String::new();
    let mut left = MAX_PREVIEW;
    for word in lines.flat_map(str::split_whitespace) {
        let space = if start.is_empty() { "" } else { " " };
        let letters = space.chars().chain(word.chars().filter(|letter| !letter.is_control()));
        let before = start.len();
        start.extend(letters.take(left));
        left -= start.get(before..).map_or(0, |added| added.chars().count());
        if left == 0 {
            break;
        }
    }
    start.truncate(start.trim_end().len());
    start
}

/// The first text part with this subtype that is not inside another message.
fn first_text<'e>(entity: &'e Entity, subtype: &str) -> Option<&'e Entity> {
    match &entity.content {
        BodyContent::Leaf => entity.content_type.is("text", subtype).then_some(entity),
        BodyContent::Multipart(parts) => parts.iter().find_map(|part| first_text(part, subtype)),
        BodyContent::Message(_) => None,
    }
}
