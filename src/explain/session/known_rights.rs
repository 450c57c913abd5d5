//! The rights of the logged-in user on mailboxes, as MYRIGHTS has shown them (RFC 4314, section 3.8).

use crate::explain::phrase::value;
use crate::protocol::mailbox_name::key;
use crate::protocol::syntax::{Kind, Node};
use std::collections::HashMap;

/// How many mailboxes' rights are remembered.
const MAX_MAILBOXES: usize = 256;

/// The letters of the rights by the name of the mailbox, up to a limit.
#[derive(Default)]
pub struct KnownRights {
    letters: HashMap<String, String>,
}

impl KnownRights {
    /// Notes a response to MYRIGHTS.
    pub fn note(&mut self, response: Node<'_>) {
        let (mailbox, rights) = (response.child(Kind::Mailbox), response.child(Kind::Rights));
        let (Some(mailbox), Some(rights)) = (mailbox.map(value), rights.map(value)) else { return };
        let mailbox = key(&mailbox);
        if self.letters.len() < MAX_MAILBOXES || self.letters.contains_key(&mailbox) {
            self.letters.insert(mailbox, rights);
        }
    }

    /// Forgets the rights: another user logs in, or they are changed.
    pub fn clear(&mut self) {
        self.letters.clear();
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
        let known = self.letters.get(&key(mailbox));
        known.is_some_and(|known| {
            !known.contains(right) && !known.contains(|c| obsolete.contains(c))
        })
    }
}
