//! What SORT and THREAD compare in a message (RFC 5256, RFC 5957).
//!
//! Texts are compared by their keys in the collation i;unicode-casemap (RFC 5051): in capitals, with
//! every character decomposed.

use jiff::Timestamp;
use jiff::civil::DateTime as CivilDateTime;
use jiff::tz::Offset;
use mail_parser::DateTime;
use unicode_normalization::UnicodeNormalization;

use super::address_list::{self, Address};
use super::base_subject::{BaseSubject, base_subject};
use crate::encoding::encoded_words;
use crate::encoding::fields::{fields, unfold};

/// How many characters of a text are compared.
const MAX_KEY: usize = 1000;
/// How many message IDs of References, counted from its end, are used.
const MAX_REFERENCES: usize = 1000;

/// The first field with this name, unfolded and decoded.
fn field(message: &[u8], name: &str) -> Option<String> {
    let field = fields(message).find(|field| field.is(name))?;
    Some(encoded_words::decode(&unfold(field.value)))
}

pub fn collation_key(text: &str) -> String {
    let upper = text.chars().take(MAX_KEY).flat_map(char::to_uppercase);
    upper.nfkd().collect()
}

/// The base subject of a message, as a key.
pub fn subject(message: &[u8]) -> BaseSubject {
    let base = base_subject(&field(message, "subject").unwrap_or_default());
    BaseSubject { text: collation_key(&base.text), ..base }
}

/// The first address of a field.
fn first_address(message: &[u8], name: &str) -> Option<Address> {
    let field = fields(message).find(|field| field.is(name))?;
    address_list::parse(field.value).into_iter().next()
}

/// The key of the mailbox of the first address of a field: the part before the `@`, or the name of a
/// group.
pub fn address(message: &[u8], name: &str) -> String {
    let mailbox = match first_address(message, name) {
        Some(Address::Mailbox { mailbox, .. }) => mailbox,
        Some(Address::Group(name)) => name,
        Some(Address::GroupEnd) | None => Vec::new(),
    };
    collation_key(&String::from_utf8_lossy(&mailbox))
}

/// The key of the name of the first address of a field, or of the address if it has no name.
pub fn display(message: &[u8], name: &str) -> String {
    let shown = match first_address(message, name) {
        Some(Address::Mailbox { name: Some(name), .. } | Address::Group(name))
            if !name.is_empty() =>
        {
            encoded_words::decode(&name)
        }
        Some(Address::Mailbox { mailbox, host, .. }) => {
            format!("{}@{}", String::from_utf8_lossy(&mailbox), String::from_utf8_lossy(&host))
        }
        _ => String::new(),
    };
    collation_key(&shown)
}

/// The moment in the Date field. A zone that is invalid is UTC.
pub fn sent(message: &[u8]) -> Option<Timestamp> {
    let field = fields(message).find(|field| field.is("date"))?;
    let date = DateTime::parse_rfc822(&String::from_utf8_lossy(&unfold(field.value)))?;
    let small = |number: u8| i8::try_from(number).ok();
    let local = CivilDateTime::new(
        i16::try_from(date.year).ok()?,
        small(date.month)?,
        small(date.day)?,
        small(date.hour)?,
        small(date.minute)?,
        small(date.second.min(59))?,
        0,
    );
    let minutes = i32::from(date.tz_hour) * 60 + i32::from(date.tz_minute);
    let sign = if date.tz_before_gmt { -1 } else { 1 };
    let offset = Offset::from_seconds(sign * minutes * 60).unwrap_or(Offset::UTC);
    offset.to_timestamp(local.ok()?).ok()
}

/// The message ID, if the message has a valid one.
pub fn message_id(message: &[u8]) -> Option<String> {
    let field = fields(message).find(|field| field.is("message-id"))?;
    message_ids(&unfold(field.value)).next()
}

/// The message IDs of References, or else the first one of In-Reply-To.
pub fn references(message: &[u8]) -> Vec<String> {
    let ids = |name: &str| -> Vec<String> {
        let field = fields(message).find(|field| field.is(name));
        field.map(|field| message_ids(&unfold(field.value)).collect()).unwrap_or_default()
    };
    let mut references = ids("references");
    if references.is_empty() {
        references = ids("in-reply-to");
        references.truncate(1);
    }
    references.drain(..references.len().saturating_sub(MAX_REFERENCES));
    references
}

/// The texts in angle brackets with an `@` inside.
fn message_ids(value: &[u8]) -> impl Iterator<Item = String> {
    let value = String::from_utf8_lossy(value).into_owned();
    let pieces: Vec<String> = value
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split_once('>'))
        // A quoted local part is the same as the plain one (RFC 5256, section 3, REFERENCES).
        .map(|(id, _)| id.replace(['"', '\\'], ""))
        .filter(|id| id.contains('@') && !id.contains(char::is_whitespace))
        .collect();
    pieces.into_iter()
}
