//! The messages of a mailbox, in the order of their UIDs, as a list that can be shared.
//!
//! The list consists of *chunks*. A clone is a snapshot: it shares the chunks, and a chunk is copied
//! when one of its owners changes it. So a session can keep the messages as its client knows them,
//! and search or fetch them, without holding the store's lock and without copying them.

use super::date::InternalDate;
use super::flags::MessageFlags;
use std::sync::Arc;

/// How many messages a chunk holds at most.
const CHUNK: usize = 256;

/// What never changes in a message. Its copies in other mailboxes share it.
#[derive(Debug)]
pub struct Message {
    pub date: InternalDate,
    pub octets: Vec<u8>,
}

/// A message in a mailbox.
#[derive(Clone, Debug)]
pub struct StoredMessage {
    pub uid: u32,
    pub flags: MessageFlags,
    /// The mailbox's modification sequence when the message was added or its flags last changed
    /// (RFC 7162).
    pub modseq: u64,
    /// When it was added to this mailbox (RFC 8514).
    pub saved: InternalDate,
    pub message: Arc<Message>,
}

impl StoredMessage {
    /// Its size in octets.
    pub fn octets(&self) -> u64 {
        self.message.octets.len() as u64
    }
}

/// Messages in the order of their UIDs.
#[derive(Clone, Debug, Default)]
pub struct StoredMessages {
    /// None of them is empty.
    chunks: Vec<Arc<Vec<StoredMessage>>>,
    len: usize,
}

impl StoredMessages {
    pub fn len(&self) -> usize {
        self.len
    }

    /// The highest UID; 0 if there are no messages.
    pub fn last_uid(&self) -> u32 {
        self.chunks.last().and_then(|chunk| chunk.last()).map_or(0, |last| last.uid)
    }

    pub fn iter(&self) -> impl Iterator<Item = &StoredMessage> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// The messages with higher UIDs than this one.
    pub fn after(&self, uid: u32) -> impl Iterator<Item = &StoredMessage> {
        let first = self.chunk_of(uid.saturating_add(1));
        let chunks = self.chunks.get(first..).unwrap_or_default().iter();
        chunks.flat_map(|chunk| chunk.iter()).skip_while(move |stored| stored.uid <= uid)
    }

    pub fn by_uid(&self, uid: u32) -> Option<&StoredMessage> {
        let chunk = self.chunks.get(self.chunk_of(uid))?;
        chunk.get(position_in(chunk, uid)?)
    }

    /// The position of the message with this UID, counted from 0.
    pub fn index_of(&self, uid: u32) -> Option<usize> {
        let at = self.chunk_of(uid);
        let position = position_in(self.chunks.get(at)?, uid)?;
        let before = self.chunks.iter().take(at).map(|chunk| chunk.len());
        Some(before.sum::<usize>() + position)
    }

    /// The index of the first chunk whose last message has this UID or a higher one.
    fn chunk_of(&self, uid: u32) -> usize {
        let is_lower =
            |chunk: &Arc<Vec<StoredMessage>>| chunk.last().is_some_and(|it| it.uid < uid);
        self.chunks.partition_point(is_lower)
    }

    /// Adds a message, whose UID must be higher than all others.
    pub fn push(&mut self, stored: StoredMessage) {
        self.len += 1;
        match self.chunks.last_mut() {
            Some(last) if last.len() < CHUNK => Arc::make_mut(last).push(stored),
            _ => self.chunks.push(Arc::new(vec![stored])),
        }
    }

    /// Changes the flags and the modification sequence of the message with this UID, if it is there.
    pub fn set_flags(&mut self, uid: u32, flags: MessageFlags, modseq: u64) {
        let at = self.chunk_of(uid);
        if let Some(chunk) = self.chunks.get_mut(at)
            && let Some(position) = position_in(chunk, uid)
            && let Some(stored) = Arc::make_mut(chunk).get_mut(position)
        {
            (stored.flags, stored.modseq) = (flags, modseq);
        }
    }

    /// Removes the messages for which `condition` is true.
    pub fn remove(&mut self, mut condition: impl FnMut(&StoredMessage) -> bool) {
        for chunk in &mut self.chunks {
            let kept: Vec<bool> = chunk.iter().map(|stored| !condition(stored)).collect();
            if kept.contains(&false) {
                let mut kept = kept.into_iter();
                Arc::make_mut(chunk).retain(|_| kept.next().unwrap_or(true));
            }
        }
        self.chunks.retain(|chunk| !chunk.is_empty());
        self.len = self.chunks.iter().map(|chunk| chunk.len()).sum();
    }
}

fn position_in(chunk: &[StoredMessage], uid: u32) -> Option<usize> {
    chunk.binary_search_by_key(&uid, |stored| stored.uid).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(count: u32) -> StoredMessages {
        let message = Arc::new(Message { date: InternalDate::now(), octets: Vec::new() });
        let mut messages = StoredMessages::default();
        for uid in 1..=count {
            let flags = MessageFlags::default();
            messages.push(StoredMessage {
                uid,
                flags,
                modseq: 1,
                saved: message.date,
                message: message.clone(),
            });
        }
        messages
    }

    #[test]
    fn messages_are_found_by_uid_after_others_were_removed() {
        let mut list = messages(1000);
        list.remove(|stored| stored.uid % 3 == 0 || (300..700).contains(&stored.uid));
        let uids: Vec<u32> = list.iter().map(|stored| stored.uid).collect();
        assert_eq!((list.len(), list.last_uid()), (uids.len(), 1000));
        for (index, uid) in uids.iter().enumerate() {
            assert_eq!(list.index_of(*uid), Some(index));
        }
        assert!(list.by_uid(3).is_none() && list.by_uid(1001).is_none());
        assert_eq!(list.after(299).next().map(|stored| stored.uid), Some(700));
        list.remove(|_| true);
        assert_eq!((list.len(), list.last_uid(), list.after(0).count()), (0, 0, 0));
    }

    #[test]
    fn a_snapshot_shares_all_chunks_that_did_not_change() {
        let mut list = messages(10 * CHUNK as u32);
        let snapshot = list.clone();
        list.set_flags(5, MessageFlags { system: 1, keywords: 0 }, 2);
        list.push(StoredMessage { uid: 9999, ..list.by_uid(1).unwrap().clone() });
        assert_eq!(snapshot.by_uid(5).map(|stored| stored.modseq), Some(1));
        assert_eq!((snapshot.len() + 1, snapshot.last_uid()), (list.len(), 10 * CHUNK as u32));
        let chunks = list.chunks.iter().zip(&snapshot.chunks);
        assert_eq!(chunks.filter(|(one, other)| !Arc::ptr_eq(one, other)).count(), 1);
    }
}
