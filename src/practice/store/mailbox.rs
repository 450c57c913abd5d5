//! One mailbox: its messages, their flags, and the log of their changes.
//!
//! Each change of a message increases the mailbox's *modification sequence* (RFC 7162). A session
//! compares it with the one it saw last, to find what it has not yet reported to its client.
//!
//! A message is *unannounced* until a session that opened the mailbox with SELECT has reported it.
//! It is `\Recent` in that session only (RFC 3501, section 2.3.2).

use super::change_log::{Change, ChangeLog, ChangedUids};
use super::date::InternalDate;
use super::flags::{Keywords, MessageFlags, SEEN};
use super::messages::{Message, StoredMessage, StoredMessages};
use super::metadata::Annotations;
use super::watch::Events;
use std::ops::Range;
use std::sync::Arc;

#[derive(Debug)]
pub struct Mailbox {
    /// Its number, which is never used for another mailbox.
    pub id: u64,
    pub name: String,
    /// Its own attributes in LIST: special uses and `\UnMarked`.
    pub attributes: Vec<&'static str>,
    pub uid_validity: u32,
    pub uid_next: u32,
    pub keywords: Keywords,
    pub annotations: Annotations,
    messages: StoredMessages,
    changes: ChangeLog,
    modseq: u64,
    /// The total size of its messages.
    octets: u64,
    /// How many of its messages do not have `\Seen`.
    unseen: usize,
    /// What has changed since the last [`Mailbox::take_events`].
    events: Events,
    /// Messages with this UID or a higher one are unannounced.
    first_unannounced: u32,
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
            annotations: Annotations::default(),
            messages: StoredMessages::default(),
            changes: ChangeLog::default(),
            modseq: 1,
            octets: 0,
            unseen: 0,
            events: Events::NONE,
            first_unannounced: 1,
        }
    }

    pub fn messages(&self) -> &StoredMessages {
        &self.messages
    }

    /// The modification sequence of the last change.
    pub fn modseq(&self) -> u64 {
        self.modseq
    }

    /// Its MAILBOXID (RFC 8474).
    pub fn object_id(&self) -> String {
        format!("F{:x}", self.id)
    }

    /// The total size of its messages in octets.
    pub fn octets(&self) -> u64 {
        self.octets
    }

    /// How many of its messages do not have `\Seen`.
    pub fn unseen(&self) -> usize {
        self.unseen
    }

    /// What has changed since the last call.
    pub fn take_events(&mut self) -> Events {
        std::mem::take(&mut self.events)
    }

    /// The messages that have changed after a modification sequence. `None`: some of them have been
    /// forgotten.
    pub fn changes_since(&self, modseq: u64) -> Option<ChangedUids> {
        self.changes.since(modseq)
    }

    /// Records a change of a message and returns its modification sequence.
    fn record(&mut self, uid: u32, expunged: bool, events: Events) -> u64 {
        self.modseq += 1;
        self.events = self.events.with(events);
        self.changes.push(Change { modseq: self.modseq, uid, expunged });
        self.modseq
    }

    fn compact_changes(&mut self) {
        let modseq_of = |uid| self.messages.by_uid(uid).map(|stored| stored.modseq);
        self.changes.compact(self.messages.len(), modseq_of);
    }

    /// Adds a message, unannounced, and returns its UID, or `None` if all UIDs have been used.
    pub fn add(
        &mut self,
        message: Arc<Message>,
        flags: MessageFlags,
        saved: InternalDate,
    ) -> Option<u32> {
        let uid = self.uid_next;
        self.uid_next = uid.checked_add(1)?;
        let modseq = self.record(uid, false, Events::MESSAGES);
        self.octets += message.octets.len() as u64;
        self.unseen += usize::from(!flags.has(SEEN));
        self.messages.push(StoredMessage { uid, flags, modseq, saved, message });
        self.compact_changes();
        Some(uid)
    }

    /// Changes a message's flags. Returns the message afterwards, or `None` if it has been
    /// expunged.
    pub fn change_flags(
        &mut self,
        uid: u32,
        change: impl FnOnce(MessageFlags) -> MessageFlags,
    ) -> Option<StoredMessage> {
        let stored = self.messages.by_uid(uid)?.clone();
        let flags = change(stored.flags);
        if flags == stored.flags {
            return Some(stored);
        }
        let modseq = self.record(uid, false, Events::FLAGS);
        self.unseen -= usize::from(!stored.flags.has(SEEN));
        self.unseen += usize::from(!flags.has(SEEN));
        self.messages.set_flags(uid, flags, modseq);
        self.compact_changes();
        Some(StoredMessage { flags, modseq, ..stored })
    }

    /// Removes the messages for which `condition` is true, and returns them.
    pub fn remove(
        &mut self,
        mut condition: impl FnMut(&StoredMessage) -> bool,
    ) -> Vec<StoredMessage> {
        let mut removed = Vec::new();
        self.messages.remove(|stored| {
            let remove = condition(stored);
            if remove {
                removed.push(stored.clone());
            }
            remove
        });
        for stored in &removed {
            self.octets -= stored.octets();
            self.unseen -= usize::from(!stored.flags.has(SEEN));
            self.record(stored.uid, true, Events::MESSAGES);
        }
        self.compact_changes();
        removed
    }

    /// The UIDs of the unannounced messages. Some of them may have been expunged.
    pub fn unannounced(&self) -> Range<u32> {
        self.first_unannounced..self.uid_next
    }

    /// Marks the messages with this UID and higher ones as unannounced.
    pub fn set_unannounced_from(&mut self, uid: u32) {
        self.first_unannounced = uid;
    }

    /// How many messages are unannounced.
    pub fn unannounced_count(&self) -> usize {
        self.messages.after(self.first_unannounced.saturating_sub(1)).count()
    }
}
