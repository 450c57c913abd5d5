//! The data of messages: FETCH and UIDFETCH (RFC 3501, section 7.4.2; RFC 9586).

use super::is;
use crate::explain::phrase::{Word, cut, joined, joined_long, value};
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::{Messages, Text, text};
use crate::protocol::syntax::{Kind, Node};

/// Explains what the response says about its message.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let mut items = root.children().filter(|node| node.kind() == Kind::FetchData);
    let message = root.child(Kind::MessageNumber).or(root.child(Kind::UniqueId));
    let (Some(message), Some(first)) = (message, items.next()) else {
        return explanation.say_from(3501, "7.4.2", text::ExplainFetchNothing);
    };
    let number = message.number().unwrap_or_default();
    let uid = message.kind() == Kind::UniqueId;
    if items.next().is_none() && !uid && name(first).eq_ignore_ascii_case(b"FLAGS") {
        return flags(number, first, session, explanation);
    }
    let messages = explanation.messages();
    let items = root.children().filter(|node| node.kind() == Kind::FetchData);
    let items: Vec<String> = items.take(100).map(|item| phrase(item, messages)).collect();
    let items = joined_long(items.iter(), messages);
    match uid {
        true => explanation.say_from(9586, "3.3", text::ExplainUidFetchData { number, items }),
        false => explanation.say_from(3501, "7.4.2", text::ExplainFetchData { number, items }),
    }
}

fn name(item: Node<'_>) -> &[u8] {
    let name = item.child(Kind::FetchItemName).or(item.child(Kind::Unknown));
    name.map_or(b"", Node::text)
}

/// What each system flag means (RFC 3501, section 2.3.2).
const FLAG_MEANINGS: &[(&[u8], &dyn Text)] = &[
    (br"\Seen", &text::FlagSeen),
    (br"\Answered", &text::FlagAnswered),
    (br"\Flagged", &text::FlagFlagged),
    (br"\Deleted", &text::FlagDeleted),
    (br"\Draft", &text::FlagDraft),
    (br"\Recent", &text::FlagRecent),
];

/// The flags alone: what a command asked for, or a change that the server reports.
fn flags(number: u64, item: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let flags = item.child(Kind::FlagList).into_iter().flat_map(Node::children);
    let flags = flags.filter(|node| node.kind() == Kind::Flag).map(Node::text);
    let list = joined(flags.clone().map(Word), explanation.messages());
    let mut few = flags.clone();
    match (few.next(), few.next()) {
        (None, _) => explanation.say_from(3501, "7.4.2", text::ExplainNoFlag { number }),
        (Some(flag), None) => {
            let known = FLAG_MEANINGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(flag));
            let flag = Word(flag);
            explanation.say_from(3501, "7.4.2", text::ExplainOneFlag { number, flag });
            if let Some((_, meaning)) = known {
                explanation.say(meaning);
            }
        }
        (Some(_), Some(_)) => {
            explanation.say_from(3501, "7.4.2", text::ExplainFlagsOf { number, list });
        }
    }
    let asked = ["FETCH", "STORE"].into_iter().any(|it| session.pending_named(it).is_some());
    if !asked && session.is_watched() {
        explanation.say(text::ExplainUnasked);
    }
}

/// An item and its value.
fn phrase(item: Node<'_>, messages: Messages) -> String {
    let upper = name(item).to_ascii_uppercase();
    if let Some(section) = item.child(Kind::Section) {
        return section_phrase(&upper, section, item, messages);
    }
    let number = || {
        let values = item.descendants().filter(|node| node.is_leaf()).skip(1);
        values.filter_map(Node::number).next().unwrap_or_default()
    };
    let string = || item.child(Kind::FetchValue).map(value).unwrap_or_default();
    match upper.as_slice() {
        b"FLAGS" => flag_phrase(item, messages),
        b"UID" => messages.format(text::ItemUid { number: number() }),
        b"RFC822.SIZE" => messages.format(text::ItemSize { octets: number() }),
        b"MODSEQ" => messages.format(text::ItemModseq { number: number() }),
        b"INTERNALDATE" => match item.child(Kind::DateTime).and_then(Node::string) {
            Some(date) => messages.format(text::ItemInternaldate { date: cut(&date) }),
            None => cut(item.text()).into_owned(),
        },
        b"ENVELOPE" => item
            .child(Kind::Envelope)
            .map_or_else(String::new, |envelope| envelope_phrase(envelope, messages)),
        b"BODY" | b"BODYSTRUCTURE" => {
            item.child(Kind::Body).map_or_else(String::new, |body| body_phrase(body, messages))
        }
        b"RFC822" | b"RFC822.HEADER" | b"RFC822.TEXT" => {
            let (name, octets) = (cut(&upper), size(item));
            messages.format(text::ItemContent { name, octets })
        }
        b"PREVIEW" => messages.format(text::ItemPreview { preview: string() }),
        _ => cut(item.text()).into_owned(),
    }
}

fn flag_phrase(item: Node<'_>, messages: Messages) -> String {
    let flags = item.child(Kind::FlagList).into_iter().flat_map(Node::children);
    let flags = flags.filter(|node| node.kind() == Kind::Flag);
    let flags: Vec<Word<'_>> = flags.map(|flag| Word(flag.text())).collect();
    match &flags[..] {
        [] => messages.format(text::ItemNoFlags),
        [flag] => messages.format(text::ItemOneFlag { flag }),
        _ => messages.format(text::ItemFlags { flags: joined(flags.iter(), messages) }),
    }
}

/// How many octets the value has.
fn size(item: Node<'_>) -> u64 {
    let value = item.child(Kind::FetchValue);
    let literal = value.and_then(|value| value.child(Kind::Literal));
    match (literal, value.and_then(Node::string)) {
        (Some(literal), _) => literal.text().len() as u64 + literal.omitted(),
        (None, Some(string)) => string.len() as u64,
        (None, None) => 0,
    }
}

/// `BODY[1.2]<0>` with the size of what came.
fn section_phrase(name: &[u8], section: Node<'_>, item: Node<'_>, messages: Messages) -> String {
    if name == b"BINARY.SIZE" {
        return cut(item.text()).into_owned();
    }
    let part = section.child(Kind::SectionPart).map(|part| cut(part.text()).into_owned());
    let what = section.child(Kind::SectionText);
    let octets = size(item);
    let has_value = item.descendants().all(|node| node.kind() != Kind::Nil);
    if !has_value {
        return messages.format(text::ItemNone { section: cut(section.text()) });
    }
    let described = match (part, what) {
        (None, None) => messages.format(text::PartWhole),
        (Some(part), None) => messages.format(text::PartNumber { part }),
        (part, Some(what)) => {
            let of = part.map(|part| messages.format(text::PartOf { part })).unwrap_or_default();
            match () {
                () if is(what, "TEXT") => messages.format(text::PartText { of }),
                () if is(what, "MIME") => messages.format(text::PartMime { of }),
                () if is(what, "HEADER") => messages.format(text::PartHeader { of }),
                () => messages.format(text::PartFields { of }),
            }
        }
    };
    match item.child(Kind::Partial) {
        Some(partial) => {
            let digits = partial.text().iter().filter(|octet| octet.is_ascii_digit());
            let from = String::from_utf8(digits.copied().collect()).unwrap_or_default();
            messages.format(text::ItemPartFrom { described, octets, from })
        }
        None => messages.format(text::ItemPart { described, octets }),
    }
}

fn envelope_phrase(envelope: Node<'_>, messages: Messages) -> String {
    let subject = envelope.child(Kind::EnvelopeSubject).map(value).unwrap_or_default();
    let from = envelope.child(Kind::EnvelopeFrom).and_then(|from| from.child(Kind::Address));
    let from = from.map(|address| {
        let part = |kind| address.child(kind).map(value).unwrap_or_default();
        match part(Kind::AddressName) {
            name if name.is_empty() => {
                format!("{}@{}", part(Kind::AddressMailbox), part(Kind::AddressHost))
            }
            name => name,
        }
    });
    let from = from.unwrap_or_default();
    match (from.is_empty(), subject.is_empty()) {
        (true, true) => messages.format(text::ItemEnvelope),
        (false, true) => messages.format(text::ItemEnvelopeFrom { from }),
        (true, false) => messages.format(text::ItemEnvelopeSubject { subject }),
        (false, false) => messages.format(text::ItemEnvelopeBoth { from, subject }),
    }
}

fn body_phrase(body: Node<'_>, messages: Messages) -> String {
    let subtype = body.child(Kind::MediaSubtype).map(value).unwrap_or_default().to_lowercase();
    let parts = body.children().filter(|node| node.kind() == Kind::Body).count();
    match (body.child(Kind::MediaType).map(value), parts) {
        (None, parts) => messages.format(text::ItemMultipart { subtype, parts }),
        (Some(media), _) => {
            let octets = body.child(Kind::BodyOctets).and_then(Node::number).unwrap_or_default();
            let media = media.to_lowercase();
            messages.format(text::ItemSinglePart { media, subtype, octets })
        }
    }
}
