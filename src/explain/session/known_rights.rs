//! The rights of the logged-in user on mailboxes, as MYRIGHTS has shown them (RFC 4314, section 3.8).

use super::by_mailbox::ByMailbox;
use crate::explain::phrase::value;
use crate::protocol::syntax::{Kind, Node};

/// The letters of the rights.
#[derive(Default)]
pub struct KnownRights {
    letters: ByMailbox<String>,
}

impl KnownRights {
    /// Notes a response to MYRIGHTS.
    pub fn note(&mut self, response: Node<'_>) {
        let (mailbox, rights) = (response.child(Kind::Mailbox), response.child(Kind::Rights));
        let (Some(mailbox), Some(rights)) = (mailbox.map(value), rights.map(value)) else { return };
        self.letters.insert(&mailbox, rights);
    }

    /// Forgets the rights: another user logs in, or they are changed.
    pub fn clear(&mut self) {
        self.letters = ByMailbox::default();
    }

    /// Whether the user certainly has this right on the mailbox.
    pub fn have(&self, mailbox: &str, right: char) -> bool {
        self.letters.get(mailbox).is_some_and(|known| known.contains(right))
    }

    /// Whether the user certainly lacks this right on the mailbox.
    pub fn lack(&self, mailbox: &str, right: char) -> bool {
        // The rights of RFC 2086 that stand for several (RFC 4314, section 2.1.1).
        let obsolete = match right {
            'x' => "cd",
            'k' => "c",
            'e' | 't' => "d",
            _ => "",
        };
        let known = self.letters.get(mailbox);
        known.is_some_and(|known| {
            !known.contains(right) && !known.contains(|c| obsolete.contains(c))
        })
    }
}
