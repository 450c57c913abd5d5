//! Shows the texts of a whole message, whose headers contain their encoding: each text that a mail
//! client displays, with the number that fetches it, and the nested messages.

use super::dates::LocalTime;
use super::part_types::PartType;
use super::rows::Rows;
use super::structure::part_number;
use super::text_part::PartContent;
use super::{header, text_part};
use crate::messages::text;
use mail_parser::MessageParser;
use std::collections::HashSet;

/// The maximum depth of nested messages that are shown.
const MAX_LEVELS: usize = 5;

/// Shows the header and the texts. `number`: the message's own part number, if it is nested, or empty.
pub(super) fn show(message: PartContent<'_>, number: &str, local: &LocalTime, rows: &mut Rows) {
    header::show(message.octets, number, local, rows);
    if number.split('.').count() > 2 * MAX_LEVELS {
        return;
    }
    for leaf in leaves(message.octets, number).into_iter().filter(|leaf| leaf.is_shown) {
        if rows.is_full() {
            return;
        }
        let Some(found) = PartType::of_header(leaf.header) else { continue };
        // Of a message that was cut, only the last part is incomplete.
        let content =
            PartContent { octets: leaf.octets, cut: message.cut.filter(|_| leaf.is_last) };
        let section = if leaf.is_body && number.is_empty() && !found.is_message() {
            rows.messages.format(text::DecodeMessage)
        } else {
            leaf.number
        };
        if found.is_readable() {
            show_part(content, &found, &section, local, rows);
        }
    }
}

/// Shows a part: a text, or a message inside another.
pub(super) fn show_part(
    content: PartContent<'_>,
    found: &PartType,
    section: &str,
    local: &LocalTime,
    rows: &mut Rows,
) {
    if !found.is_message() {
        return text_part::show(content, found, section, rows);
    }
    if let Some(octets) = text_part::without_encoding(content, found) {
        let message = PartContent { octets: &octets, ..content };
        show(message, section, local, rows);
    }
}

/// A part of a message that is not a multipart.
pub(super) struct Leaf<'m> {
    /// The number that fetches it.
    pub number: String,
    pub header: &'m [u8],
    pub octets: &'m [u8],
    /// Whether it is a text that a mail client displays, or a message.
    is_shown: bool,
    /// Whether it is the whole body of the message.
    is_body: bool,
    /// Whether nothing follows it.
    is_last: bool,
}

/// The parts of a message, without those of nested messages. `number`: the message's own part number,
/// or empty.
pub(super) fn leaves<'m>(message: &'m [u8], number: &str) -> Vec<Leaf<'m>> {
    let mut leaves = Vec::new();
    let Some(parsed) = MessageParser::default().parse(message) else { return leaves };
    let shown: HashSet<u32> = parsed.text_body.iter().copied().collect();
    let octets = |begin: u32, end: u32| message.get(begin as usize..end as usize);
    let mut rest = vec![(0, number.to_owned())];
    while let Some((index, number)) = rest.pop() {
        let Some(part) = parsed.parts.get(index as usize) else { continue };
        if let mail_parser::PartType::Multipart(inner) = &part.body {
            let inner = inner.iter().enumerate().rev();
            rest.extend(inner.map(|(at, index)| (*index, part_number(&number, at + 1))));
            continue;
        }
        let is_message = matches!(part.body, mail_parser::PartType::Message(_));
        let header = octets(part.offset_header, part.offset_body);
        let content = octets(part.offset_body, part.offset_end);
        let (Some(header), Some(octets)) = (header, content) else { continue };
        let is_body = index == 0;
        leaves.push(Leaf {
            number: if is_body { part_number(&number, 1) } else { number },
            header,
            octets,
            is_shown: is_message || shown.contains(&index),
            is_body,
            is_last: part.offset_end as usize == message.len(),
        });
    }
    leaves
}

/// Shows the texts of a multipart whose header, with the boundary, was not fetched. Returns false if
/// the text is not a multipart.
pub(super) fn show_multipart(
    content: PartContent<'_>,
    number: &str,
    local: &LocalTime,
    rows: &mut Rows,
) -> bool {
    let Some(octets) = with_header(content.octets) else { return false };
    show(PartContent { octets: &octets, ..content }, number, local, rows);
    true
}

/// The text with a header for its boundary; `None` if it is not a multipart.
pub(super) fn with_header(text: &[u8]) -> Option<Vec<u8>> {
    let mut lines = text.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii_end);
    let boundary = lines.find_map(|line| line.strip_prefix(b"--"))?;
    let begins_part = lines.next().is_some_and(|line| line.starts_with(b"Content-"));
    let fits = (1..=70).contains(&boundary.len()) && !boundary.contains(&b'"');
    if !begins_part || !fits {
        return None;
    }
    let boundary = String::from_utf8_lossy(boundary);
    let header = format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n");
    Some([header.as_bytes(), text].concat())
}
