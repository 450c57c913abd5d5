//! A message decoded for SEARCH (RFC 3501, section 6.4.4): its header fields, and all of its text,
//! compared in any case. mail-parser decodes base64, quoted-printable, charsets and dates.

use std::borrow::Cow;

use jiff::civil::Date;
use mail_parser::DateTime;

use super::address_list::{self, Address};
use super::entity::{BodyContent, Entity};
use crate::encoding::charsets::in_charset;
use crate::encoding::encoded_words;
use crate::encoding::fields::{Field, fields, unfold};

/// The fields that contain addresses. They match as written, and also as `name <mailbox@host>`
/// without comments.
const ADDRESS_FIELDS: [&str; 6] = ["from", "sender", "reply-to", "to", "cc", "bcc"];

/// The fields of a header with one name, decoded and in lower case.
#[derive(Debug, Clone)]
pub struct SearchFields(Vec<String>);

impl SearchFields {
    /// Decodes the fields `name` of the header that `message` starts with.
    pub(super) fn new(message: &[u8], name: &[u8]) -> Self {
        let named = fields(message).filter(|field| field.name.eq_ignore_ascii_case(name));
        Self(named.map(|field| lowercase(&field_text(&field))).collect())
    }

    /// Whether one of the fields contains `needle`. Any field contains an empty needle.
    pub fn contain(&self, needle: &str) -> bool {
        let needle = lowercase(needle);
        self.0.iter().any(|value| contains(value, &needle))
    }
}

/// The date in the Date field. Its time and zone are ignored (RFC 3501, SENTON).
pub(super) fn sent_on(message: &[u8]) -> Option<Date> {
    fields(message).find(|field| field.is("date")).and_then(|field| parse_date(field.value))
}

/// The text of a message, decoded.
#[derive(Debug, Clone)]
pub struct SearchText {
    /// The fields of the header and of all headers inside the body, as lines of `name: value`, in
    /// lower case.
    header: String,
    /// The text of all text parts, in lower case.
    body: String,
}

impl SearchText {
    /// Decodes a message whose tree of entities is `root`.
    pub(super) fn new(message: &[u8], root: &Entity) -> Self {
        let mut text = Self { header: String::new(), body: String::new() };
        text.add_header(root.header_of(message));
        text.add_body(message, root);
        text
    }

    /// Whether the text of the body contains `needle`.
    pub fn body_contains(&self, needle: &str) -> bool {
        contains(&self.body, &lowercase(needle))
    }

    /// Whether the headers or the text of the body contain `needle`.
    pub fn contains(&self, needle: &str) -> bool {
        let needle = lowercase(needle);
        contains(&self.header, &needle) || contains(&self.body, &needle)
    }

    fn add_header(&mut self, header: &[u8]) {
        for field in fields(header) {
            push_lowercase(&mut self.header, &String::from_utf8_lossy(field.name));
            self.header.push_str(": ");
            push_lowercase(&mut self.header, &field_text(&field));
            self.header.push('\n');
        }
    }

    /// Adds the text parts of an entity's body, decoded, and the headers inside it. As in Dovecot,
    /// TEXT finds these headers and BODY does not.
    fn add_body(&mut self, message: &[u8], entity: &Entity) {
        let inner = match &entity.content {
            BodyContent::Multipart(parts) => parts.as_slice(),
            BodyContent::Message(inner) => std::slice::from_ref(&**inner),
            BodyContent::Leaf => {
                if entity.content_type.is_main("text") {
                    push_lowercase(&mut self.body, &decoded_text(message, entity));
                    self.body.push('\n');
                }
                return;
            }
        };
        for part in inner {
            self.add_header(part.header_of(message));
            self.add_body(message, part);
        }
    }
}

fn contains(text: &str, needle: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some()
}

fn lowercase(text: &str) -> String {
    let mut lower = String::new();
    push_lowercase(&mut lower, text);
    lower
}

/// Appends text in lower case. It is converted character by character, so that a match does not
/// depend on the letters around it (unlike [`str::to_lowercase`], which has a special final sigma).
fn push_lowercase(lower: &mut String, text: &str) {
    lower.reserve(text.len());
    if text.is_ascii() {
        let start = lower.len();
        lower.push_str(text);
        if let Some(added) = lower.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        lower.extend(text.chars().flat_map(char::to_lowercase));
    }
}

/// The decoded value of a field. The parsed addresses of an address field are added to it.
fn field_text(field: &Field<'_>) -> String {
    let unfolded = unfold(field.value);
    let mut text = encoded_words::decode(&unfolded);
    if ADDRESS_FIELDS.iter().any(|name| field.is(name)) {
        for address in address_list::parse(field.value) {
            add_address(&mut text, &address);
        }
    }
    text
}

fn add_address(text: &mut String, address: &Address) {
    let (name, mailbox, host) = match address {
        Address::Mailbox { name, mailbox, host, .. } => {
            (name.as_deref().unwrap_or_default(), mailbox, host)
        }
        Address::Group(_) | Address::GroupEnd => return,
    };
    text.push('\n');
    text.push_str(&encoded_words::decode(name));
    text.push_str(" <");
    text.push_str(&String::from_utf8_lossy(mailbox));
    text.push('@');
    text.push_str(&String::from_utf8_lossy(host));
    text.push('>');
}

/// A text part, decoded from its transfer encoding and its charset. If decoding fails, the part is
/// searched undecoded.
pub(super) fn decoded_text(message: &[u8], entity: &Entity) -> String {
    let body = entity.decoded_body(message);
    let body = body.unwrap_or(Cow::Borrowed(entity.body_of(message)));
    let charset = entity.content_type.parameter("charset").unwrap_or(b"us-ascii");
    in_charset(&body, charset).unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned())
}

fn parse_date(value: &[u8]) -> Option<Date> {
    let date = DateTime::parse_rfc822(&String::from_utf8_lossy(&unfold(value)))?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}
