//! The contents of a mailbox at one moment, by which lessons judge what a learner has reached.

use super::store::flags::{Keywords, system_flag};
use super::store::mailbox::Mailbox;
use super::store::messages::{StoredMessage, StoredMessages};

/// The messages of a mailbox at one moment.
#[derive(Debug)]
pub struct MailboxContents {
    messages: StoredMessages,
    keywords: Keywords,
}

impl MailboxContents {
    pub(super) fn of(mailbox: &Mailbox) -> MailboxContents {
        MailboxContents { messages: mailbox.messages().clone(), keywords: mailbox.keywords.clone() }
    }

    /// How many messages there are.
    pub fn count(&self) -> usize {
        self.messages.len()
    }

    /// The message sequence number of the message with this UID.
    pub fn number_of(&self, uid: u32) -> Option<usize> {
        self.messages.index_of(uid).map(|index| index + 1)
    }

    /// Whether the message with this UID has a flag; `None`: there is no such message.
    pub fn has_flag(&self, uid: u32, flag: &str) -> Option<bool> {
        let flags = self.messages.by_uid(uid)?.flags;
        Some(match system_flag(flag) {
            Some(bit) => flags.has(bit),
            None => self.keywords.bit(flag).is_some_and(|bit| flags.keywords & bit != 0),
        })
    }

    /// Whether a message has a line in its header for which this is true. Lines that continue the one
    /// before are lines too.
    pub fn has_header_line(&self, is_meant: impl Fn(&[u8]) -> bool) -> bool {
        self.messages.iter().any(|stored| header_lines(stored).any(&is_meant))
    }
}

fn header_lines(stored: &StoredMessage) -> impl Iterator<Item = &[u8]> {
    let lines = stored.message.octets.split(|octet| *octet == b'\n');
    lines.map(<[u8]>::trim_ascii_end).take_while(|line| !line.is_empty())
}
