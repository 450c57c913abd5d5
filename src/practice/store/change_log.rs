//! What has changed in a mailbox, in order: which messages were added or got other flags, and which
//! were expunged.
//!
//! Each change has its own modification sequence (RFC 7162). A session that knows the mailbox
//! up to one of them finds here what it has not reported yet, in time proportional to what is new.

use std::collections::VecDeque;

/// How many expunged messages are remembered.
const MAX_EXPUNGED: usize = 1000;

/// A change of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub modseq: u64,
    pub uid: u32,
    pub expunged: bool,
}

/// The UIDs of messages that have changed, each list ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedUids {
    /// Added, or given other flags. Some may have been expunged later.
    pub changed: Vec<u32>,
    pub expunged: Vec<u32>,
}

/// The changes of a mailbox. Of each message only the last one counts; earlier ones are removed when
/// they have become too many.
#[derive(Debug, Default)]
pub struct ChangeLog {
    changes: VecDeque<Change>,
    /// Expunged messages up to this modification sequence may have been forgotten.
    complete_after: u64,
}

impl ChangeLog {
    pub fn push(&mut self, change: Change) {
        self.changes.push_back(change);
    }

    /// The messages that have changed after a modification sequence. `None`: some of them have been
    /// forgotten.
    pub fn since(&self, modseq: u64) -> Option<ChangedUids> {
        if modseq < self.complete_after {
            return None;
        }
        let first = self.changes.partition_point(|change| change.modseq <= modseq);
        let uids = |expunged| {
            let changes = self.changes.range(first..).filter(|it| it.expunged == expunged);
            let mut uids: Vec<u32> = changes.map(|change| change.uid).collect();
            uids.sort_unstable();
            uids.dedup();
            uids
        };
        Some(ChangedUids { changed: uids(false), expunged: uids(true) })
    }

    /// Removes changes that no longer count, if they are many in comparison with the mailbox's
    /// messages. `modseq_of` is the modification sequence of a message, if it exists.
    pub fn compact(&mut self, messages: usize, modseq_of: impl Fn(u32) -> Option<u64>) {
        if self.changes.len() <= 2 * (messages + MAX_EXPUNGED) {
            return;
        }
        self.changes
            .retain(|change| change.expunged || modseq_of(change.uid) == Some(change.modseq));
        let expunged = self.changes.iter().filter(|change| change.expunged).count();
        let mut forgotten = expunged.saturating_sub(MAX_EXPUNGED);
        let complete_after = &mut self.complete_after;
        self.changes.retain(|change| {
            let forget = change.expunged && forgotten > 0;
            if forget {
                forgotten -= 1;
                *complete_after = change.modseq;
            }
            !forget
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_stays_bounded_and_says_when_it_is_incomplete() {
        let mut log = ChangeLog::default();
        for modseq in 1..=(10 * MAX_EXPUNGED as u64) {
            // One message whose flags change all the time, others that are expunged.
            let expunged = modseq % 2 == 0;
            let uid = if expunged { modseq as u32 } else { 1 };
            log.push(Change { modseq, uid, expunged });
            log.compact(1, |uid| (uid == 1).then_some(modseq));
            assert!(log.changes.len() <= 2 * (1 + MAX_EXPUNGED) + 1);
        }
        let last = 10 * MAX_EXPUNGED as u64;
        assert_eq!(log.since(0), None);
        let changed = ChangedUids { changed: vec![1], expunged: vec![last as u32] };
        assert_eq!(log.since(last - 2), Some(changed));
        assert_eq!(log.since(last), Some(ChangedUids::default()));
    }
}
