//! Decodes the names of mailboxes from modified UTF-7.

use super::rows::Rows;
use crate::encoding::modified_utf7;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use std::borrow::Cow;

/// Shows each name whose decoded form differs. Gmail's labels are mailboxes too, and a namespace's
/// prefix begins their names.
pub(super) fn show(root: Node<'_>, rows: &mut Rows) {
    let is_name = |kind| {
        use Kind::{GmailLabel, ListMailbox, Mailbox, NamespacePrefix};
        matches!(kind, Mailbox | GmailLabel | ListMailbox | NamespacePrefix)
    };
    for node in root.descendants().filter(|node| is_name(node.kind())) {
        if let Some(name) = node.string().and_then(readable) {
            let row = rows.messages.format(text::DecodeMailbox { name });
            rows.push(1, row);
        }
    }
}

/// The decoded name, if it differs from the one sent.
fn readable(name: Cow<'_, [u8]>) -> Option<String> {
    let name = String::from_utf8_lossy(&name);
    let decoded = modified_utf7::decode(&name);
    (decoded != *name || !name.is_ascii()).then_some(decoded)
}
