//! One mailbox: its messages in the order of their UIDs, and their flags.
//!
//! A mailbox counts its changes in [`Mailbox::change_count`], and each message records the count at
//! which its flags last changed. A session compares these counts with those it last saw, to find
//! what it has not yet reported to its client.
//!
//! A message is *unannounced* until a session that opened the mailbox with SELECT has reported it.
//! It is `\Recent` in that session only (RFC 3501, section 2.3.2).

use super::date::InternalDate;
use super::flags::{Keywords, MessageFlags};
use crate::practice::mime::Searchable;
use std::sync::{Arc, OnceLock};

/// The part of a message that never changes. Sessions that have not reported its EXPUNGE yet keep
/// it alive.
#[derive(Debug)]
pub struct Message {
    pub uid: u32,
    /// INTERNALDATE.
    pub date: InternalDate,
    pub octets: Arc<[u8]>,
    searchable: OnceLock<Searchable>,
}

impl Message {
    /// The message decoded for SEARCH, at the first call.
    pub fn searchable(&self) -> &Searchable {
        self.searchable.get_or_init(|| Searchable::new(&self.octets))
    }
}

/// A message in its mailbox.
#[derive(Debug)]
pub struct StoredMessage {
    pub message: Arc<Message>,
    pub flags: MessageFlags,
    /// The mailbox's [`Mailbox::change_count`] when the flags last changed.
    pub change_count: u64,
    pub unannounced: bool,
}

/// A mailbox.
#[derive(Debug)]
pub struct Mailbox {
    /// Its number, which is never used for another mailbox.
    pub id: u64,
    pub name: String,
    /// Its own attributes in LIST: special uses and `\UnMarked`.
    pub attributes: &'static [&'static str],
    pub uid_validity: u32,
    pub uid_next: u32,
    pub keywords: Keywords,
    /// In the order of their UIDs.
    messages: Vec<StoredMessage>,
    /// How often its messages or their flags have changed.
    pub change_count: u64,
}

impl Mailbox {
    /// An empty mailbox.
    pub fn new(id: u64, name: &str, uid_validity: u32) -> Mailbox {
        Mailbox {
            id,
            name: name.to_owned(),
            attributes: &[],
            uid_validity,
            uid_next: 1,
            keywords: Keywords::default(),
            messages: Vec::new(),
            change_count: 0,
        }
    }

    /// Its messages, in the order of their UIDs.
    pub fn messages(&self) -> &[StoredMessage] {
        &self.messages
    }

    /// The message with this UID.
    pub fn get(&self, uid: u32) -> Option<&StoredMessage> {
        self.messages.get(self.index_of(uid)?)
    }

    fn get_mut(&mut self, uid: u32) -> Option<&mut StoredMessage> {
        let index = self.index_of(uid)?;
        self.messages.get_mut(index)
    }

    fn index_of(&self, uid: u32) -> Option<usize> {
        self.messages.binary_search_by_key(&uid, |stored| stored.message.uid).ok()
    }

    /// Adds a message, unannounced, and returns its UID, or `None` if all UIDs have been used.
    pub fn add(
        &mut self,
        octets: Arc<[u8]>,
        date: InternalDate,
        flags: MessageFlags,
    ) -> Option<u32> {
        let uid = self.uid_next;
        self.uid_next = uid.checked_add(1)?;
        self.change_count += 1;
        let message = Message { uid, date, octets, searchable: OnceLock::new() };
        self.messages.push(StoredMessage {
            message: Arc::new(message),
            flags,
            change_count: self.change_count,
            unannounced: true,
        });
        Some(uid)
    }

    /// Changes a message's flags. Returns the new flags and the count of their last change, or
    /// `None` if the message has been expunged.
    pub fn change_flags(
        &mut self,
        uid: u32,
        change: impl FnOnce(MessageFlags) -> MessageFlags,
    ) -> Option<(MessageFlags, u64)> {
        let next_change = self.change_count + 1;
        let stored = self.get_mut(uid)?;
        let flags = change(stored.flags);
        if flags == stored.flags {
            return Some((flags, stored.change_count));
        }
        (stored.flags, stored.change_count) = (flags, next_change);
        self.change_count = next_change;
        Some((flags, next_change))
    }

    /// Marks a message as announced. Returns whether it was unannounced, which is true for one
    /// session only.
    pub fn announce(&mut self, uid: u32) -> bool {
        self.get_mut(uid).is_some_and(|stored| std::mem::take(&mut stored.unannounced))
    }

    pub fn set_unannounced(&mut self, uid: u32, unannounced: bool) {
        if let Some(stored) = self.get_mut(uid) {
            stored.unannounced = unannounced;
        }
    }

    /// How many messages are unannounced.
    pub fn unannounced(&self) -> usize {
        self.messages.iter().filter(|stored| stored.unannounced).count()
    }

    /// Removes the messages for which `condition` is true, and returns them.
    pub fn remove(
        &mut self,
        mut condition: impl FnMut(&StoredMessage) -> bool,
    ) -> Vec<StoredMessage> {
        let (removed, kept): (Vec<StoredMessage>, Vec<StoredMessage>) =
            std::mem::take(&mut self.messages).into_iter().partition(|stored| condition(stored));
        self.messages = kept;
        if !removed.is_empty() {
            self.change_count += 1;
        }
        removed
    }

    /// The total size of its messages in octets.
    pub fn octets(&self) -> u64 {
        self.messages.iter().map(|stored| stored.message.octets.len() as u64).sum()
    }
}
