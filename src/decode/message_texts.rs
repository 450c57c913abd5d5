//! The texts of a whole message, whose headers say how they are encoded: each text that a mail client
//! shows, with the number that fetches it, and the messages inside of it.

use super::dates::LocalTime;
use super::part_types::TextType;
use super::rows::Rows;
use super::text_part::PartContent;
use super::{fetched, header};
use crate::messages::text;
use mail_parser::{MessageParser, PartType};
use std::collections::HashSet;

/// How many messages inside of one another are shown.
const MOST_LEVELS: usize = 5;

/// Shows the header and the texts. `number`: of the part that the message is, or empty.
pub(super) fn show(message: PartContent<'_>, number: &str, local: &LocalTime, rows: &mut Rows) {
    header::show(message.octets, number, local, rows);
    if number.split('.').count() > 2 * MOST_LEVELS {
        return;
    }
    let Some(parsed) = MessageParser::default().parse(message.octets) else { return };
    let shown: HashSet<u32> = parsed.text_body.iter().copied().collect();
    let octets = |begin: u32, end: u32| message.octets.get(begin as usize..end as usize);
    let mut rest = vec![(0, number.to_owned())];
    while !rows.is_full()
        && let Some((index, number)) = rest.pop()
    {
        let Some(part) = parsed.parts.get(index as usize) else { continue };
        if let PartType::Multipart(inner) = &part.body {
            let inner = inner.iter().enumerate().rev();
            rest.extend(inner.map(|(at, index)| (*index, join(&number, at + 1))));
            continue;
        }
        let is_message = matches!(part.body, PartType::Message(_));
        if !is_message && !shown.contains(&index) {
            continue;
        }
        let header = octets(part.offset_header, part.offset_body);
        let content = octets(part.offset_body, part.offset_end);
        let (Some(header), Some(content)) = (header, content) else { continue };
        let Some(found) = TextType::of_header(header) else { continue };
        // The end of the message may be missing, not that of the parts before.
        let is_last = part.offset_end as usize == message.octets.len();
        let content = PartContent { octets: content, cut: message.cut.filter(|_| is_last) };
        let section = match (index, number.as_str()) {
            (0, "") if !is_message => rows.messages.format(text::DecodeMessage),
            (0, number) => join(number, 1),
            _ => number,
        };
        fetched::show_part(content, &found, &section, local, rows);
    }
}

/// Shows the texts of a multipart without the header that names its boundary. Returns whether it is one.
pub(super) fn show_multipart(
    content: PartContent<'_>,
    number: &str,
    local: &LocalTime,
    rows: &mut Rows,
) -> bool {
    let mut lines = content.octets.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii_end);
    let boundary = lines.find_map(|line| line.strip_prefix(b"--")).and_then(|boundary| {
        let begins_part = lines.next().is_some_and(|line| line.starts_with(b"Content-"));
        let fits = (1..=70).contains(&boundary.len()) && !boundary.contains(&b'"');
        (begins_part && fits).then(|| String::from_utf8_lossy(boundary))
    });
    let Some(boundary) = boundary else { return false };
    let header = format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n");
    let octets = [header.as_bytes(), content.octets].concat();
    show(PartContent { octets: &octets, ..content }, number, local, rows);
    true
}

fn join(number: &str, place: usize) -> String {
    match number {
        "" => place.to_string(),
        number => format!("{number}.{place}"),
    }
}
