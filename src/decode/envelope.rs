//! ENVELOPE, a field a row.

use super::dates::LocalTime;
use super::rows::Rows;
use super::words::{decoded, plain};
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// How many addresses of a field are shown.
const MOST_ADDRESSES: usize = 20;

/// The fields in their order, with the names that a message has for them.
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
    let mut addresses = field.children().filter(|node| node.kind() == Kind::Address);
    let mut label = label;
    for address in addresses.by_ref().take(MOST_ADDRESSES) {
        rows.field(2, LABEL_WIDTH, label, written(address));
        label = "";
    }
    let more = addresses.count();
    if more > 0 {
        let more = rows.messages.format(text::DecodeMoreAddresses { more });
        rows.field(2, LABEL_WIDTH, "", more);
    }
}

/// An address as a message has it: `Name <mailbox@host>`. Without a host, it begins a group, and
/// without a mailbox too, it ends one.
fn written(address: Node<'_>) -> String {
    let part = |kind| address.child(kind).map(plain).unwrap_or_default();
    let name = address.child(Kind::AddressName).and_then(decoded).unwrap_or_default();
    let route = part(Kind::AddressRoute);
    let mailbox = address.child(Kind::AddressMailbox).and_then(decoded);
    let is_group = address.child(Kind::AddressHost).and_then(Node::string).is_none();
    match (is_group, mailbox) {
        (true, None) => ";".to_owned(),
        (true, Some(group)) => format!("{group}:"),
        (false, mailbox) => {
            let mailbox = mailbox.unwrap_or_default();
            let separator = if route.is_empty() { "" } else { ":" };
            let host = part(Kind::AddressHost);
            match name.is_empty() && route.is_empty() {
                true => format!("{mailbox}@{host}"),
                false => format!("{name} <{route}{separator}{mailbox}@{host}>"),
            }
        }
    }
}
