//! The items of a message in words: each is a phrase of a sentence.

use super::fetch_data::name;
use super::{fetch_flags, fetch_sections, fetch_structure};
use crate::explain::phrase::{cut, joined, value};
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};

/// An item and its value.
pub(super) fn phrase(item: Node<'_>, messages: Messages) -> String {
    if item.child(Kind::FetchItemName).is_none() {
        return messages.format(text::ItemUnknown { name: cut(name(item)) });
    }
    let upper = name(item).to_ascii_uppercase();
    if let Some(section) = item.child(Kind::Section) {
        return fetch_sections::phrase(&upper, section, item, messages);
    }
    let said = match upper.as_slice() {
        b"FLAGS" => Some(fetch_flags::phrase(item, messages)),
        b"ENVELOPE" => {
            let envelope = item.child(Kind::Envelope);
            envelope.map(|envelope| fetch_structure::envelope(envelope, messages))
        }
        b"BODY" | b"BODYSTRUCTURE" => {
            item.child(Kind::Body).map(|body| fetch_structure::body(body, messages))
        }
        b"RFC822" => fetch_sections::content(item, messages.format(text::PartWhole), messages),
        b"RFC822.HEADER" => {
            let described = messages.format(text::PartHeader { of: "" });
            fetch_sections::content(item, described, messages)
        }
        b"RFC822.TEXT" => {
            let described = messages.format(text::PartText { of: "" });
            fetch_sections::content(item, described, messages)
        }
        b"INTERNALDATE" | b"SAVEDATE" => date(&upper, item, messages),
        b"EMAILID" | b"THREADID" => Some(identifier(&upper, item, messages)),
        b"PREVIEW" => preview(item, messages),
        b"ANNOTATION" => {
            let entries = item.children().filter(|node| node.kind() == Kind::AnnotationEntry);
            let entries = entries.map(value).collect::<Vec<String>>();
            let entries = joined(entries.iter(), messages);
            Some(messages.format(text::ItemAnnotations { entries }))
        }
        b"X-GM-LABELS" => {
            let labels = item.children().filter(|node| node.kind() == Kind::GmailLabel);
            let labels = labels.map(value).collect::<Vec<String>>();
            let labels = joined(labels.iter(), messages);
            Some(messages.format(text::ItemLabels { labels }))
        }
        _ => with_number(&upper, item, messages),
    };
    // Something is missing: as it was received.
    said.unwrap_or_else(|| cut(item.text()).into_owned())
}

fn with_number(name: &[u8], item: Node<'_>, messages: Messages) -> Option<String> {
    let values = item.descendants().filter(|node| node.is_leaf()).skip(1);
    let number = values.filter_map(Node::number).next()?;
    match name {
        b"UID" => Some(messages.format(text::ItemUid { number })),
        b"RFC822.SIZE" => Some(messages.format(text::ItemSize { octets: number })),
        b"MODSEQ" => Some(messages.format(text::ItemModseq { number })),
        b"X-GM-MSGID" => Some(messages.format(text::ItemGmailMessage { number })),
        b"X-GM-THRID" => Some(messages.format(text::ItemGmailThread { number })),
        _ => None,
    }
}

fn date(name: &[u8], item: Node<'_>, messages: Messages) -> Option<String> {
    let date = item.child(Kind::DateTime).map(Node::text);
    // It has quotes, and nothing in it that would need a backslash.
    let date = date.map(|date| cut(date.trim_ascii()).trim_matches('"').trim().to_owned());
    match (name, date) {
        (b"INTERNALDATE", Some(date)) => Some(messages.format(text::ItemInternaldate { date })),
        (b"SAVEDATE", Some(date)) => Some(messages.format(text::ItemSavedate { date })),
        (b"SAVEDATE", None) => Some(messages.format(text::ItemNoSavedate)),
        _ => None,
    }
}

fn identifier(name: &[u8], item: Node<'_>, messages: Messages) -> String {
    let id = item.child(Kind::ObjectId).map(|id| cut(id.text()));
    match (name, id) {
        (b"EMAILID", Some(id)) => messages.format(text::ItemEmailid { id }),
        (_, Some(id)) => messages.format(text::ItemThreadid { id }),
        (_, None) => messages.format(text::ItemNoThreadid),
    }
}

fn preview(item: Node<'_>, messages: Messages) -> Option<String> {
    let content = item.child(Kind::FetchValue)?;
    match content.string() {
        Some(preview) if preview.is_empty() => Some(messages.format(text::ItemEmptyPreview)),
        Some(preview) => Some(messages.format(text::ItemPreview { preview: cut(&preview) })),
        None => Some(messages.format(text::ItemNoPreview)),
    }
}
