//! ENVELOPE and BODYSTRUCTURE (RFC 3501, section 7.4.2).

use crate::explain::phrase::{cut, decoded_words, joined, value};
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};

/// An envelope: who wrote the message, about what and when.
pub(super) fn envelope(envelope: Node<'_>, messages: Messages) -> String {
    let field = |kind| envelope.child(kind).map(decoded).unwrap_or_default();
    let from = envelope.child(Kind::EnvelopeFrom).into_iter();
    let from: Vec<String> =
        from.flat_map(|it| it.children_of(Kind::Address)).map(address).collect();
    let from = joined(from.iter(), messages).to_string();
    let subject = field(Kind::EnvelopeSubject);
    let date = field(Kind::EnvelopeDate);
    let mut fields = Vec::new();
    if !from.is_empty() {
        fields.push(messages.format(text::EnvelopeFrom { from }));
    }
    if !subject.is_empty() {
        fields.push(messages.format(text::EnvelopeSubject { subject }));
    }
    if !date.is_empty() {
        fields.push(messages.format(text::EnvelopeDate { date }));
    }
    // The last field: none is missing.
    let is_whole = envelope.child(Kind::EnvelopeMessageId).is_some();
    match fields.is_empty() {
        true if is_whole => messages.format(text::ItemEnvelopeEmpty),
        true => messages.format(text::ItemEnvelope),
        false => messages.format(text::ItemEnvelopeOf { fields: messages.list(fields) }),
    }
}

/// The name of an address, or else the address.
fn address(address: Node<'_>) -> String {
    let part = |kind| address.child(kind).map(decoded).unwrap_or_default();
    let (name, mailbox, host) =
        (part(Kind::AddressName), part(Kind::AddressMailbox), part(Kind::AddressHost));
    match (name.is_empty(), host.is_empty()) {
        (false, _) => name,
        (true, false) => format!("{mailbox}@{host}"),
        (true, true) => mailbox,
    }
}

/// The value of a string, with its encoded words decoded; empty for NIL.
fn decoded(string: Node<'_>) -> String {
    let value = string.string().unwrap_or_default();
    match decoded_words(&value) {
        Some(decoded) => cut(decoded.as_bytes()).into_owned(),
        None => cut(&value).into_owned(),
    }
}

/// A structure: the media type of the message, and its parts.
pub(super) fn body(body: Node<'_>, messages: Messages) -> String {
    let parts = body.children_of(Kind::Body);
    let media = media(body);
    match body.child(Kind::MediaType) {
        None => {
            let count = parts.count();
            let mut kinds = Vec::new();
            numbered(body, "", &mut kinds);
            let kinds = joined(kinds.iter(), messages);
            messages.format(text::ItemMultipart { media, count, kinds })
        }
        Some(_) => match body.child(Kind::BodyOctets).and_then(Node::number) {
            Some(octets) => messages.format(text::ItemSinglePart { media, octets }),
            None => messages.format(text::ItemPartOfUnknownSize { media }),
        },
    }
}

/// The most parts that are numbered: more than are named.
const MAX_PARTS: usize = 100;

/// The greatest depth of numbered parts.
const DEEPEST: usize = 16;

/// The parts of a multipart, and their parts: `1 text/plain`, `2 multipart/alternative`, `2.1 text/html`.
fn numbered(multipart: Node<'_>, before: &str, kinds: &mut Vec<String>) {
    let parts = multipart.children_of(Kind::Body).take(MAX_PARTS);
    for (index, part) in parts.enumerate() {
        if kinds.len() >= MAX_PARTS {
            return;
        }
        let number = format!("{before}{}", index + 1);
        kinds.push(format!("{number} {}", media(part)));
        if part.child(Kind::MediaType).is_none() && number.matches('.').count() < DEEPEST {
            numbered(part, &format!("{number}."), kinds);
        }
    }
}

/// `text/plain`, `multipart/mixed`
fn media(body: Node<'_>) -> String {
    let lower = |kind| body.child(kind).map(|it| value(it).to_lowercase());
    let media = lower(Kind::MediaType).unwrap_or_else(|| "multipart".to_owned());
    match lower(Kind::MediaSubtype) {
        Some(subtype) => format!("{media}/{subtype}"),
        None => media,
    }
}
