//! The items of a message in words: each is a phrase of a sentence.

use super::{fetch_flags, fetch_sections, fetch_structure, missing_parts};
use crate::explain::phrase::{MAX_ITEMS, cut, joined, joined_long, mailbox_name, value};
use crate::messages::{Messages, text};
use crate::protocol::meaning::FetchedItem;
use crate::protocol::secrets::{Placeholder, is_secret_entry};
use crate::protocol::syntax::{Kind, Node};

/// An item and its value.
pub(super) fn phrase(item: FetchedItem<'_>, messages: Messages) -> String {
    if !item.is_known() {
        return messages.format(text::ItemUnknown { name: cut(item.name()) });
    }
    if missing_parts::has_no_value(item.node) {
        let wrong = item.node.child(Kind::Unknown).map(Node::text).unwrap_or_default();
        let name = item.node.text().strip_suffix(wrong).unwrap_or(item.node.text());
        // The line may end at the beginning of the value.
        let name = name.strip_suffix(b"(").unwrap_or(name);
        let name = cut(name.trim_ascii_end());
        return messages.format(text::ItemWithoutValue { name });
    }
    let upper = item.name().to_ascii_uppercase();
    if let Some(section) = item.section() {
        return fetch_sections::phrase(&upper, section, item, messages);
    }
    let node = item.node;
    let said = match upper.as_slice() {
        b"FLAGS" => Some(fetch_flags::phrase(item, messages)),
        b"ENVELOPE" => {
            let envelope = node.child(Kind::Envelope);
            envelope.map(|envelope| fetch_structure::envelope(envelope, messages))
        }
        b"BODY" | b"BODYSTRUCTURE" => {
            node.child(Kind::Body).map(|body| fetch_structure::body(body, messages))
        }
        b"RFC822" => fetch_sections::content(item, text::PartWhole, messages),
        b"RFC822.HEADER" => fetch_sections::content(item, text::PartHeader { of: "" }, messages),
        b"RFC822.TEXT" => fetch_sections::content(item, text::PartText { of: "" }, messages),
        b"INTERNALDATE" | b"SAVEDATE" => date(&upper, node, messages),
        b"EMAILID" | b"THREADID" => Some(identifier(&upper, node, messages)),
        b"PREVIEW" => preview(node, messages),
        b"ANNOTATION" => {
            let entries = annotations(node, messages);
            let entries = joined_long(entries.iter(), messages);
            Some(messages.format(text::ItemAnnotations { entries }))
        }
        b"X-GM-LABELS" => {
            let labels = node.children_of(Kind::GmailLabel);
            let labels = labels.map(value).map(|name| mailbox_name(&name).into_owned());
            let labels = labels.collect::<Vec<String>>();
            if labels.is_empty() {
                return messages.format(text::ItemNoLabels);
            }
            let labels = joined(labels.iter(), messages);
            Some(messages.format(text::ItemLabels { labels }))
        }
        _ => with_number(&upper, item, messages),
    };
    // If something is missing, the text is shown as received.
    said.unwrap_or_else(|| cut(node.text()).into_owned())
}

/// `/comment (value.priv): "My comment"`.
fn annotations(item: Node<'_>, messages: Messages) -> Vec<String> {
    let (mut annotations, mut entry, mut attribute) = (Vec::new(), String::new(), String::new());
    for node in item.children() {
        match node.kind() {
            Kind::AnnotationEntry => entry = value(node),
            Kind::AnnotationAttribute => attribute = value(node),
            Kind::AnnotationValue => {
                let named = text::AnnotationAttributes { entries: &entry, attributes: &attribute };
                let name = messages.format(named);
                annotations.push(match node.string() {
                    Some(_) if is_secret_entry(&entry) => {
                        let content = Placeholder::Value.text();
                        messages.format(text::MetadataEntry { name, content })
                    }
                    Some(content) => {
                        messages.format(text::MetadataEntry { name, content: cut(&content) })
                    }
                    None => messages.format(text::MetadataEntryNone { name }),
                });
            }
            _ => {}
        }
        if annotations.len() > MAX_ITEMS {
            break;
        }
    }
    annotations
}

fn with_number(name: &[u8], item: FetchedItem<'_>, messages: Messages) -> Option<String> {
    let number = item.number()?;
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
    // It has quotes, but no character that would need a backslash.
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
        // Only a THREADID may be NIL (RFC 8474, section 7).
        (b"EMAILID", None) => messages.format(text::ItemNoEmailid),
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
