//! The STATUS response (RFC 3501, section 7.2.4).

use crate::explain::phrase::{cut, joined, size, value};
use crate::explain::sentence::Explanation;
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};

/// How many items are read; there are some dozen.
const MOST_VALUES: usize = 100;

/// Explains the items and their values.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    let mailbox = root.child(Kind::Mailbox).map(value).unwrap_or_default();
    let messages = explanation.messages();
    let values = root.child(Kind::StatusItems).into_iter().flat_map(Node::children);
    let values = values.filter(|node| node.kind() == Kind::StatusValue).take(MOST_VALUES);
    for name in values.clone().filter_map(|value| value.child(Kind::Unknown)) {
        explanation.note_unregistered(name.text());
    }
    let values: Vec<String> = values.map(|value| phrase(value, messages)).collect();
    match values.is_empty() {
        true => explanation.say_from(3501, "7.2.4", text::ExplainStatusEmpty { mailbox }),
        false => {
            let values = joined(values.iter(), messages);
            explanation.say_from(3501, "7.2.4", text::ExplainStatus { mailbox, values });
        }
    }
}

fn phrase(value: Node<'_>, messages: Messages) -> String {
    let Some(name) = value.child(Kind::StatusItem) else {
        let name = value.child(Kind::Unknown).map_or(b"".as_slice(), Node::text);
        return messages.format(text::StatusUnknown { name: cut(name) });
    };
    let number = value.descendants().skip(1).find_map(Node::number);
    let id = value.descendants().find(|node| node.kind() == Kind::ObjectId);
    match (name.text().to_ascii_uppercase().as_slice(), number) {
        (b"MESSAGES", Some(count)) => messages.format(text::StatusMessages { count }),
        (b"RECENT", Some(count)) => messages.format(text::StatusRecent { count }),
        (b"UNSEEN", Some(count)) => messages.format(text::StatusUnseen { count }),
        (b"DELETED", Some(count)) => messages.format(text::StatusDeleted { count }),
        (b"SIZE", Some(octets)) => {
            messages.format(text::StatusSize { size: size(octets, messages) })
        }
        (b"DELETED-STORAGE", Some(octets)) => {
            messages.format(text::StatusDeletedStorage { size: size(octets, messages) })
        }
        (b"APPENDLIMIT", Some(octets)) => {
            messages.format(text::StatusAppendlimit { size: size(octets, messages) })
        }
        (b"APPENDLIMIT", None) => messages.format(text::StatusNoAppendlimit),
        (b"MAILBOXID", _) => {
            let id = cut(id.map_or(b"", Node::text));
            messages.format(text::StatusMailboxid { id })
        }
        // The name of the item and a number, as in the response.
        _ => cut(value.text()).into_owned(),
    }
}
