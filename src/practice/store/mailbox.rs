//! One mailbox: its messages in the order of their UIDs, their flags, and who has seen them.
//! Every change counts `change` up, so that a session sees at a glance whether it missed something.

use super::date::InternalDate;
use super::flags::{Flags, Keywords};
use crate::practice::mime::Searchable;
use std::sync::{Arc, OnceLock};

/// What of a message never changes. Sessions that still see an expunged message keep it alive.
#[derive(Debug)]
pub struct Message {
    /// Its UID in its mailbox.
    pub uid: u32,
    /// INTERNALDATE.
    pub date: InternalDate,
    /// The message itself.
    pub octets: Arc<[u8]>,
    searchable: OnceLock<Searchable>,
}

impl Message {
    /// What SEARCH looks into, decoded at its first use.
    pub fn searchable(&self) -> &Searchable {
        self.searchable
            .get_or_init(|| Searchable::new(&self.octets))
    }
}

/// A message in its mailbox.
#[derive(Debug)]
pub struct Stored {
    /// What never changes.
    pub message: Arc<Message>,
    /// Its flags now.
    pub flags: Flags,
    /// The mailbox's count when they last changed.
    pub change: u64,
    /// Whether no session has been told of it as `\Recent`.
    pub fresh: bool,
}

/// A mailbox.
#[derive(Debug)]
pub struct Mailbox {
    /// Its number among all mailboxes that ever were; sessions know it by that.
    pub id: u64,
    /// Its name now.
    pub name: String,
    /// Its attributes in LIST that are given to it: special uses, `\UnMarked`.
    pub attributes: Vec<String>,
    /// UIDVALIDITY.
    pub uid_validity: u32,
    /// The next UID.
    pub uid_next: u32,
    /// Its keywords.
    pub keywords: Keywords,
    /// Its messages, by UID.
    messages: Vec<Stored>,
    /// Counts every change.
    pub change: u64,
}

impl Mailbox {
    /// An empty mailbox.
    pub fn new(id: u64, name: &str, uid_validity: u32) -> Mailbox {
        Mailbox {
            id,
            name: name.to_owned(),
            attributes: Vec::new(),
            uid_validity,
            uid_next: 1,
            keywords: Keywords::default(),
            messages: Vec::new(),
            change: 0,
        }
    }

    /// Its messages, by UID.
    pub fn messages(&self) -> &[Stored] {
        &self.messages
    }

    /// The message with this UID.
    pub fn get(&self, uid: u32) -> Option<&Stored> {
        let at = self.place(uid).ok()?;
        self.messages.get(at)
    }

    fn place(&self, uid: u32) -> Result<usize, usize> {
        self.messages
            .binary_search_by_key(&uid, |stored| stored.message.uid)
    }

    /// Adds a message, fresh, and gives its UID. None: the mailbox has no UID left to give.
    pub fn add(&mut self, octets: Arc<[u8]>, date: InternalDate, flags: Flags) -> Option<u32> {
        let uid = self.uid_next;
        self.uid_next = uid.checked_add(1)?;
        self.change += 1;
        let message = Message {
            uid,
            date,
            octets,
            searchable: OnceLock::new(),
        };
        self.messages.push(Stored {
            message: Arc::new(message),
            flags,
            change: self.change,
            fresh: true,
        });
        Some(uid)
    }

    /// Changes a message's flags and gives them with the change's count. None: it is gone.
    pub fn change_flags(
        &mut self,
        uid: u32,
        to: impl FnOnce(Flags) -> Flags,
    ) -> Option<(Flags, u64)> {
        let at = self.place(uid).ok()?;
        let stored = self.messages.get_mut(at)?;
        let flags = to(stored.flags);
        if flags != stored.flags {
            self.change += 1;
            stored.flags = flags;
            stored.change = self.change;
        }
        Some((stored.flags, stored.change))
    }

    /// Takes the first claim on a fresh message: true for one session only.
    pub fn claim(&mut self, uid: u32) -> bool {
        let Ok(at) = self.place(uid) else {
            return false;
        };
        self.messages
            .get_mut(at)
            .is_some_and(|stored| std::mem::take(&mut stored.fresh))
    }

    /// Makes a message fresh or not.
    pub fn set_fresh(&mut self, uid: u32, fresh: bool) {
        if let Ok(at) = self.place(uid)
            && let Some(stored) = self.messages.get_mut(at)
        {
            stored.fresh = fresh;
        }
    }

    /// Removes the messages for which `gone` is true and gives them back.
    pub fn remove(&mut self, mut gone: impl FnMut(&Stored) -> bool) -> Vec<Stored> {
        let (removed, kept) = std::mem::take(&mut self.messages)
            .into_iter()
            .partition(|stored| gone(stored));
        self.messages = kept;
        let removed: Vec<Stored> = removed;
        if !removed.is_empty() {
            self.change += 1;
        }
        removed
    }

    /// How many messages no session has been told of.
    pub fn fresh(&self) -> usize {
        self.messages.iter().filter(|stored| stored.fresh).count()
    }

    /// How many octets its messages take.
    pub fn octets(&self) -> u64 {
        self.messages
            .iter()
            .map(|stored| stored.message.octets.len() as u64)
            .sum()
    }
}
