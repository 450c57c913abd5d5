//! Changes of the number of messages.

use super::{Meaning, sets};
use crate::protocol::syntax::{Kind, Node};

/// Messages that were removed, by their UIDs (RFC 7162, section 3.2.10).
#[derive(Clone, Copy, Debug)]
pub struct Vanished<'t> {
    /// Their UIDs; `None`: they are missing, or are not a set of numbers.
    pub uids: Option<Node<'t>>,
    /// Whether they were removed earlier, and are no longer counted.
    pub earlier: bool,
}

impl<'t> Vanished<'t> {
    pub(super) fn of(root: Node<'t>) -> Vanished<'t> {
        let earlier = root.children_of(Kind::ResponseName).any(|name| name.is("EARLIER"));
        Vanished { uids: root.child(Kind::KnownUids), earlier }
    }
}

/// How a response changes the number of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountChange {
    /// This many exist now; `None`: the number is larger than the grammar allows.
    Exists(Option<u64>),
    /// This many are \Recent now.
    Recent(Option<u64>),
    /// The message with this number is gone; `None`: the number is too large.
    Removed(Option<u64>),
    /// This many messages are gone; `None`: that is not known.
    Gone(Option<u64>),
}

impl CountChange {
    pub fn of(meaning: Meaning<'_>) -> Option<CountChange> {
        match meaning {
            Meaning::Exists(number) => Some(CountChange::Exists(number)),
            Meaning::Recent(number) => Some(CountChange::Recent(number)),
            Meaning::Expunge(number) => Some(CountChange::Removed(number)),
            Meaning::Vanished(Vanished { uids, earlier: false }) => {
                Some(CountChange::Gone(uids.and_then(|uids| sets::count(uids.text()))))
            }
            _ => None,
        }
    }
}
