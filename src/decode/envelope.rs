//! Shows ENVELOPE, one field per row.

use super::dates::LocalTime;
use super::rows::Rows;
use super::string_values::{decoded, plain};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// The maximum number of addresses shown per field.
const MAX_ADDRESSES: usize = 20;

/// The fields in their order, with their names in a message.
const FIELDS: &[(Kind, &str)] = &[
    (Kind::EnvelopeDate, "Date"),
    (Kind::EnvelopeSubject, "Subject"),
    (Kind::EnvelopeFrom, "From"),
    (Kind::EnvelopeSender, "Sender"),
    (Kind::EnvelopeReplyTo, "Reply-To"),
    (Kind::EnvelopeTo, "To"),
    (Kind::EnvelopeCc, "Cc"),
    (Kind::EnvelopeBcc, "Bcc"),
    (Kind::EnvelopeInReplyTo, "In-Reply-To"),
    (Kind::EnvelopeMessageId, "Message-ID"),
];
const LABEL_WIDTH: usize = 11;

/// Shows the fields that the envelope has.
pub(super) fn show(envelope: Node<'_>, local: &LocalTime, rows: &mut Rows) {
    rows.push(1, rows.messages.format(text::DecodeEnvelope));
    for (kind, label) in FIELDS {
        let Some(field) = envelope.child(*kind) else { continue };
        match kind {
            Kind::EnvelopeDate => {
                let Some(date) = decoded(field) else { continue };
                rows.field(2, LABEL_WIDTH, label, &date);
                if let Some(date) = local.of_header(date.as_bytes()) {
                    rows.field(2, LABEL_WIDTH, "", date);
                }
            }
            Kind::EnvelopeSubject | Kind::EnvelopeInReplyTo | Kind::EnvelopeMessageId => {
                if let Some(value) = decoded(field) {
                    rows.field(2, LABEL_WIDTH, label, value);
                }
            }
            _ => addresses(field, label, rows),
        }
    }
}

fn addresses(field: Node<'_>, label: &str, rows: &mut Rows) {
    let mut addresses = field.children_of(Kind::Address);
    let mut shown = addresses.by_ref().take(MAX_ADDRESSES).map(WrittenAddress::of).peekable();
    let (mut label, mut indent) = (label, "");
    while let Some(address) = shown.next() {
        let row = match address {
            WrittenAddress::Address(address) => format!("{indent}{address}"),
            WrittenAddress::GroupBegin(group) => {
                let is_empty =
                    shown.next_if(|next| matches!(next, WrittenAddress::GroupEnd)).is_some();
                indent = if is_empty { "" } else { "  " };
                format!("{group}:{}", if is_empty { ";" } else { "" })
            }
            WrittenAddress::GroupEnd => {
                indent = "";
                continue;
            }
        };
        rows.field(2, LABEL_WIDTH, label, row);
        label = "";
    }
    let more = addresses.count();
    if more > 0 {
        let more = rows.messages.format(text::DecodeMoreAddresses { more });
        rows.field(2, LABEL_WIDTH, "", more);
    }
}

/// An address in the form of a message's header.
enum WrittenAddress {
    /// `Name <mailbox@host>`
    Address(String),
    /// The start of a group with this name: `Name:`.
    GroupBegin(String),
    /// The end of a group: `;`.
    GroupEnd,
}

impl WrittenAddress {
    /// An address without a host begins a group; one without a mailbox too ends a group.
    fn of(address: Node<'_>) -> WrittenAddress {
        let part = |kind| address.child(kind).map(plain).unwrap_or_default();
        let name = address.child(Kind::AddressName).and_then(decoded).unwrap_or_default();
        let route = part(Kind::AddressRoute);
        let mailbox = address.child(Kind::AddressMailbox).and_then(decoded);
        let is_group = address.child(Kind::AddressHost).and_then(Node::string).is_none();
        match (is_group, mailbox) {
            (true, None) => WrittenAddress::GroupEnd,
            (true, Some(group)) => WrittenAddress::GroupBegin(group),
            (false, mailbox) => {
                let mailbox = mailbox.unwrap_or_default();
                let separator = if route.is_empty() { "" } else { ":" };
                let host = part(Kind::AddressHost);
                WrittenAddress::Address(if name.is_empty() && route.is_empty() {
                    format!("{mailbox}@{host}")
                } else {
                    format!("{name} <{route}{separator}{mailbox}@{host}>")
                })
            }
        }
    }
}
