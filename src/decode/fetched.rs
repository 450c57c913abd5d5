//! Shows the data of FETCH responses.

use super::dates::LocalTime;
use super::part_types::{PartType, PartTypes};
use super::rows::Rows;
use super::structure::part_number;
use super::text_part::{Cut, PartContent};
use super::{envelope, header, message_texts, structure};
use crate::messages::text;
use crate::protocol::meaning::{Fetch, FetchedItem, MessageId};
use crate::protocol::syntax::{Kind, Node};
use std::borrow::Cow;

/// A piece of a message: its section, and the octets that were kept.
pub(super) struct FetchedSection<'t> {
    /// `1.2`, empty for the message itself.
    pub part: String,
    pub kind: SectionKind,
    pub octets: Cow<'t, [u8]>,
    /// Whether the beginning is missing.
    begins_later: bool,
    cut: Option<Cut>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    /// `BODY[]`
    Message,
    /// `BODY[1]`
    Part,
    /// `BODY[TEXT]`, `BODY[1.TEXT]`
    Text,
    /// The header of a message, or some fields of it.
    Header { is_whole: bool },
    /// The MIME header of a part.
    Mime,
    /// `BINARY[1]`, without its transfer encoding.
    Binary,
}

impl<'t> FetchedSection<'t> {
    pub fn new(item: FetchedItem<'t>) -> Option<FetchedSection<'t>> {
        let name = item.name().to_ascii_uppercase();
        let section = item.section();
        // ENVELOPE, FLAGS and the like.
        if section.is_none() && !name.starts_with(b"RFC822") {
            return None;
        }
        let part = section.and_then(|section| section.part);
        let part = part.map_or_else(String::new, |it| String::from_utf8_lossy(it.text()).into());
        let section_text = section.and_then(|section| section.text);
        let section_text = section_text.map(|it| it.text().to_ascii_uppercase());
        let kind = match (name.as_slice(), section_text.as_deref()) {
            (b"RFC822", _) => SectionKind::Message,
            (b"RFC822.HEADER", _) => SectionKind::Header { is_whole: true },
            (b"RFC822.TEXT", _) => SectionKind::Text,
            (b"BINARY", _) if !part.is_empty() => SectionKind::Binary,
            (b"BODY" | b"BINARY", None) if part.is_empty() => SectionKind::Message,
            (b"BODY", None) => SectionKind::Part,
            (b"BODY", Some(b"TEXT")) => SectionKind::Text,
            (b"BODY", Some(b"MIME")) => SectionKind::Mime,
            (b"BODY", Some(text)) => SectionKind::Header { is_whole: text == b"HEADER" },
            _ => return None,
        };
        let value = item.node.child(Kind::FetchValue)?;
        let omitted = value.child(Kind::Literal).map_or(0, Node::omitted);
        let partial = item.node.child(Kind::Partial).map(Node::text);
        Some(FetchedSection {
            part,
            kind,
            octets: value.string()?,
            begins_later: partial.is_some_and(|partial| partial != b"<0>"),
            cut: match (omitted, partial) {
                (0, None) => None,
                (0, Some(_)) => Some(Cut::NotFetched),
                _ => Some(Cut::NotKept),
            },
        })
    }

    /// Whether all of it was fetched and kept.
    pub fn is_whole(&self) -> bool {
        !self.begins_later && self.cut.is_none()
    }

    fn content(&self) -> PartContent<'_> {
        PartContent { octets: &self.octets, cut: self.cut }
    }

    /// `TEXT`, `1`, `1.TEXT`
    fn section(&self) -> String {
        match self.kind {
            SectionKind::Text => part_number(&self.part, "TEXT"),
            _ => self.part.clone(),
        }
    }
}

/// The beginning of a command that fetches this message.
pub(super) fn fetch_of(message: MessageId) -> String {
    match message {
        MessageId::Number(number) => format!("fetch {number}"),
        MessageId::Uid(uid) => format!("uid fetch {uid}"),
    }
}

/// Notes the types of the message's parts that the response contains.
pub(super) fn note_types(fetch: Fetch<'_>, types: &mut PartTypes) {
    let message = fetch.message;
    for item in fetch.items() {
        if let Some(body) = item.node.child(Kind::Body) {
            types.note_structure(message, body);
            continue;
        }
        let Some(fetched) = FetchedSection::new(item).filter(|it| !it.begins_later) else {
            continue;
        };
        let says_type = match fetched.kind {
            SectionKind::Mime => true,
            SectionKind::Header { is_whole } => {
                is_whole && fetched.cut.is_none() || has_type(&fetched.octets)
            }
            _ => false,
        };
        let found = says_type.then(|| PartType::of_header(&fetched.octets)).flatten();
        let Some(found) = found else { continue };
        let part = &fetched.part;
        if fetched.kind == SectionKind::Mime {
            types.note(message, part.clone(), found);
            continue;
        }
        types.note(message, part_number(part, "1"), found.clone());
        types.note(message, part_number(part, "TEXT"), found);
    }
}

fn has_type(header: &[u8]) -> bool {
    crate::encoding::fields::fields(header).any(|field| field.is("content-type"))
}

/// Whether the response has content of a message or a part.
pub(super) fn has_content(fetch: Fetch<'_>) -> bool {
    fetch.items().any(|item| FetchedSection::new(item).is_some())
}

/// Whether the response has the structure of its message.
pub(super) fn has_structure(fetch: Fetch<'_>) -> bool {
    fetch.items().any(|item| item.node.child(Kind::Body).is_some())
}

/// Shows the items whose decoded form differs from what was sent.
pub(super) fn show(fetch: Fetch<'_>, types: &PartTypes, local: &LocalTime, rows: &mut Rows) {
    for item in fetch.items() {
        if let Some(date) = item.node.child(Kind::DateTime) {
            if let Some(date) = local.of_date_time(date.text()) {
                let name = String::from_utf8_lossy(item.name()).to_ascii_uppercase();
                rows.push(1, format_args!("{name}: {date}"));
            }
        } else if let Some(node) = item.node.child(Kind::Envelope) {
            envelope::show(node, local, rows);
        } else if let Some(body) = item.node.child(Kind::Body) {
            structure::show(body, rows);
        } else if let Some(fetched) = FetchedSection::new(item).filter(|it| !it.begins_later) {
            show_content(&fetched, fetch.message, types, local, rows);
        }
    }
}

fn show_content(
    fetched: &FetchedSection<'_>,
    message: MessageId,
    types: &PartTypes,
    local: &LocalTime,
    rows: &mut Rows,
) {
    match fetched.kind {
        SectionKind::Header { .. } | SectionKind::Mime => {
            header::show(&fetched.octets, "", local, rows)
        }
        SectionKind::Message => message_texts::show(fetched.content(), "", local, rows),
        SectionKind::Part | SectionKind::Text | SectionKind::Binary => {
            let section = fetched.section();
            let Some(found) = types.get(message, &section) else {
                if fetched.kind == SectionKind::Text
                    && message_texts::show_multipart(fetched.content(), &fetched.part, local, rows)
                {
                    return;
                }
                if fetched.kind != SectionKind::Binary && looks_encoded(&fetched.octets) {
                    let fetch = format!("{} bodystructure", fetch_of(message));
                    rows.push(1, rows.messages.format(text::DecodeUnknownType { section, fetch }));
                }
                return;
            };
            if !found.is_readable() {
                return;
            }
            let mut found = found.clone();
            if fetched.kind == SectionKind::Binary {
                found.encoding.clear();
            }
            message_texts::show_part(fetched.content(), &found, &section, local, rows);
        }
    }
}

/// Whether decoding changes the text: its charset has escape sequences or is not ASCII, or it is
/// quoted-printable.
fn looks_encoded(octets: &[u8]) -> bool {
    let has_escapes = octets.windows(2).any(|pair| matches!(pair, [0x1b, b'$' | b'(']));
    let is_soft_break = |line: &[u8]| line.trim_ascii_end().ends_with(b"=") && line.len() > 60;
    has_escapes
        || std::str::from_utf8(octets).is_err_and(|error| error.error_len().is_some())
        || octets.split(|octet| *octet == b'\n').any(is_soft_break)
}
