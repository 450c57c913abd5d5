//! What SEARCH looks into (RFC 3501, 6.4.4): header fields and text parts, decoded, compared without regard to case.
//! The decoding is mail-parser's: base64, quoted-printable, charsets, dates.

use jiff::civil::Date;
use mail_parser::DateTime;
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};

use super::address::{self, Address};
use super::content_type::transfer_encoding;
use super::entity::{Content, Entity};
use super::fields::{Field, fields, unfold};
use super::words;

/// The fields that hold addresses. They are found as written, and as `name <mailbox@host>` without blanks and comments inside.
const ADDRESS_FIELDS: [&str; 6] = ["from", "sender", "reply-to", "to", "cc", "bcc"];

/// A message made ready for SEARCH: its headers and its text, decoded.
#[derive(Debug, Clone)]
pub struct Searchable {
    /// Names in lower case, values decoded and folded to one case.
    fields: Vec<(Vec<u8>, String)>,
    /// The header's fields, and those of the headers inside the body, `name: value` a line.
    header: String,
    /// The text of all text parts.
    body: String,
    sent_on: Option<Date>,
}

impl Searchable {
    /// Decodes `message` once; the questions then cost no decoding.
    pub fn new(message: &[u8]) -> Self {
        let root = Entity::parse(message);
        let mut header = String::new();
        let mut found = Vec::new();
        for field in fields(root.header_of(message)) {
            let value = field_text(&field);
            add_field(&mut header, &field, &value);
            found.push((field.name.to_ascii_lowercase(), fold(&value)));
        }
        let mut body = String::new();
        add_body(&mut header, &mut body, message, &root);
        let date = fields(root.header_of(message)).find(|field| field.is("date"));
        Self {
            fields: found,
            header: fold(&header),
            body: fold(&body),
            sent_on: date.and_then(|field| stated_date(field.value)),
        }
    }

    /// Whether a header field `name` (case ignored) contains `needle` (case ignored). An empty needle: whether there is such a field.
    pub fn header_contains(&self, name: &[u8], needle: &str) -> bool {
        let needle = fold(needle);
        let name = name.to_ascii_lowercase();
        self.fields
            .iter()
            .any(|(field, value)| *field == name && value.contains(&needle))
    }

    /// Whether the body's text contains `needle`, case ignored.
    pub fn body_contains(&self, needle: &str) -> bool {
        self.body.contains(&fold(needle))
    }

    /// Whether the headers or the body's text contain `needle`, case ignored.
    pub fn text_contains(&self, needle: &str) -> bool {
        let needle = fold(needle);
        self.header.contains(&needle) || self.body.contains(&needle)
    }

    /// The year, month and day that the Date header states, its time and zone disregarded (RFC 3501, SENTON).
    pub fn sent_on(&self) -> Option<Date> {
        self.sent_on
    }
}

/// Text without its case, character by character: what is searched and what is sought are folded alike.
fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A field's text as a reader sees it; of an address field, the addresses taken apart as well.
fn field_text(field: &Field<'_>) -> String {
    let unfolded = unfold(field.value);
    let mut text = words::decode(&unfolded);
    if ADDRESS_FIELDS.iter().any(|name| field.is(name)) {
        for address in address::parse(field.value) {
            add_address(&mut text, &address);
        }
    }
    text
}

fn add_address(text: &mut String, address: &Address) {
    let (name, mailbox, host) = match address {
        Address::Mailbox {
            name,
            mailbox,
            host,
            ..
        } => (name.as_deref().unwrap_or_default(), mailbox, host),
        Address::Group(_) | Address::GroupEnd => return,
    };
    text.push('\n');
    text.push_str(&words::decode(name));
    text.push_str(" <");
    text.push_str(&String::from_utf8_lossy(mailbox));
    text.push('@');
    text.push_str(&String::from_utf8_lossy(host));
    text.push('>');
}

fn add_field(text: &mut String, field: &Field<'_>, value: &str) {
    text.push_str(&String::from_utf8_lossy(field.name));
    text.push_str(": ");
    text.push_str(value);
    text.push('\n');
}

/// Adds the text in an entity's body: text parts decoded, nothing of pictures and their like. The headers of inner parts and messages are
/// found by TEXT but not by BODY, as Dovecot has it: who looks for a word in the body does not mean its boundaries.
fn add_body(header: &mut String, text: &mut String, message: &[u8], entity: &Entity) {
    let inner = match &entity.content {
        Content::Multipart(parts) => parts.as_slice(),
        Content::Message(inner) => std::slice::from_ref(&**inner),
        Content::Leaf => {
            if entity.content_type.is_main("text") {
                text.push_str(&decoded_text(message, entity));
                text.push('\n');
            }
            return;
        }
    };
    for part in inner {
        for field in fields(part.header_of(message)) {
            add_field(header, &field, &field_text(&field));
        }
        add_body(header, text, message, part);
    }
}

/// A text part without its transfer encoding, and out of its charset. What cannot be decoded is searched as it stands.
fn decoded_text(message: &[u8], entity: &Entity) -> String {
    let body = entity.body_of(message);
    let encoding = fields(entity.header_of(message))
        .find(|field| field.is("content-transfer-encoding"))
        .map(|field| transfer_encoding(field.value).to_ascii_lowercase());
    let decoded = match encoding.as_deref() {
        Some(b"base64") => base64_decode(body),
        Some(b"quoted-printable") => quoted_printable_decode(body),
        _ => None,
    };
    let charset = entity
        .content_type
        .parameter("charset")
        .unwrap_or(b"us-ascii");
    words::in_charset(decoded.as_deref().unwrap_or(body), charset)
}

fn stated_date(value: &[u8]) -> Option<Date> {
    let date = DateTime::parse_rfc822(&String::from_utf8_lossy(&unfold(value)))?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}
