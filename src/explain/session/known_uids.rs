//! The UIDs of messages in the selected mailbox, and of those that it no longer has. Only those of messages
//! with low numbers are remembered, because a server may have millions of messages.

use crate::protocol::meaning::sets::ranges;

/// The highest message number that is remembered.
pub(super) const MAX_MESSAGES: usize = 4096;
/// Larger sets are not looked up.
const MAX_WANTED: usize = 64;

/// The UIDs that FETCH has reported.
#[derive(Default)]
pub(in crate::explain) struct KnownUids {
    /// By message number, from message 1 on; 0 if unknown.
    uids: Vec<u64>,
}

impl KnownUids {
    /// Notes the UID of the message with this number.
    pub fn note(&mut self, number: u64, uid: u64) {
        let Some(index) = index(number) else { return };
        if index >= self.uids.len() {
            self.uids.resize(index + 1, 0);
        }
        self.uids[index] = uid;
    }

    /// Notes that the message with this number was removed, and those after it have moved up.
    pub fn removed(&mut self, number: u64) {
        if let Some(index) = index(number).filter(|index| *index < self.uids.len()) {
            self.uids.remove(index);
        }
    }

    /// Forgets the UIDs: another mailbox is selected, or messages with unknown numbers were removed.
    pub fn clear(&mut self) {
        self.uids.clear();
    }

    /// The UIDs that are known, with the numbers of their messages.
    fn known(&self) -> impl Iterator<Item = (u64, u64)> {
        (1..).zip(self.uids.iter().copied()).filter(|(_, uid)| *uid > 0)
    }

    /// The UID of the message with this number.
    pub fn of(&self, number: u64) -> Option<u64> {
        self.uids.get(index(number)?).copied().filter(|uid| *uid > 0)
    }

    /// The number of the message with this UID.
    pub fn number(&self, uid: u64) -> Option<u64> {
        self.known().find(|(_, known)| *known == uid).map(|(number, _)| number)
    }

    /// Whether certainly no message has any of these UIDs. UIDs ascend with the message numbers (RFC 3501,
    /// section 2.3.1.1), so a UID between those of two successive messages belongs to no message. `exists`:
    /// the message count of the mailbox; `next`: its UIDNEXT.
    pub fn lack_all(&self, set: &[u8], exists: Option<u64>, next: Option<u64>) -> bool {
        let mut wanted = ranges(set).take(MAX_WANTED + 1).enumerate().peekable();
        wanted.peek().is_some()
            && wanted.all(|(at, range)| {
                let ends = range.first.zip(range.last);
                at < MAX_WANTED
                    && ends.is_some_and(|(first, last)| self.lack(first, last, exists, next))
            })
    }

    fn lack(&self, first: u64, last: u64, exists: Option<u64>, next: Option<u64>) -> bool {
        // The message before the UIDs, as number 0 if there is none, and the one after them.
        let before = self.known().take_while(|(_, uid)| *uid < first).last();
        let before = before.map_or(0, |(number, _)| number);
        let after = self.known().find(|(_, uid)| *uid >= first);
        let is_last = exists == Some(before) || next.is_some_and(|next| first >= next);
        match after {
            Some((number, uid)) => uid > last && number == before + 1,
            None => is_last,
        }
    }
}

/// More ranges are not remembered.
const MAX_RANGES: usize = 1024;

/// The UIDs that VANISHED has reported (RFC 7162, section 3.2.10). A UID is not used again, so they stay
/// removed until another mailbox is selected.
#[derive(Default)]
pub(in crate::explain) struct RemovedUids {
    ranges: Vec<(u64, u64)>,
}

impl RemovedUids {
    /// Notes the UIDs of a VANISHED.
    pub fn note(&mut self, uids: &[u8]) {
        let room = MAX_RANGES - self.ranges.len();
        self.ranges.extend(ranges(uids).filter_map(|it| it.first.zip(it.last)).take(room));
    }

    /// Forgets the UIDs: another mailbox is selected, or none.
    pub fn clear(&mut self) {
        self.ranges.clear();
    }

    /// Whether all UIDs of the set certainly were removed.
    pub fn has_all(&self, set: &[u8]) -> bool {
        let is_removed = |first: u64, last: u64| {
            self.ranges.iter().any(|range| range.0 <= first && last <= range.1)
        };
        let mut wanted = ranges(set).take(MAX_WANTED + 1).enumerate();
        !self.ranges.is_empty()
            && wanted.all(|(at, range)| {
                let ends = range.first.zip(range.last);
                at < MAX_WANTED && ends.is_some_and(|(first, last)| is_removed(first, last))
            })
    }
}

/// The index of the message with this number, if it is remembered.
pub(super) fn index(number: u64) -> Option<usize> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    (index < MAX_MESSAGES).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_that_no_message_has() {
        let mut messages = KnownUids::default();
        assert!(!messages.lack_all(b"1", Some(3), None) && messages.lack_all(b"1", Some(0), None));
        messages.note(1, 500);
        messages.note(2, 504);
        for (set, is_absent) in [
            ("1", true),
            ("1:499", true),
            ("501:503,7", true),
            ("500", false),
            ("499:501", false),
            ("504", false),
            // Message 3 may have it.
            ("505", false),
            ("1:*", false),
            ("*", false),
            ("$", false),
            ("", false),
        ] {
            assert_eq!(messages.lack_all(set.as_bytes(), Some(3), None), is_absent, "{set}");
        }
        assert!(messages.lack_all(b"505", Some(2), None));
        assert!(messages.lack_all(b"505", None, Some(505)));
        messages.removed(1);
        assert_eq!((messages.of(1), messages.number(504)), (Some(504), Some(1)));
        assert!(messages.lack_all(b"500", None, None));
        for number in [0, 1, 4096, 4097, u64::MAX] {
            messages.note(number, 9);
        }
        assert!(messages.uids.len() <= MAX_MESSAGES);
    }

    #[test]
    fn what_is_certainly_removed() {
        let mut removed = RemovedUids::default();
        assert!(!removed.has_all(b"7"));
        removed.note(b"7,10:20");
        for (set, is_removed) in [
            ("7", true),
            ("12:14,7", true),
            ("7:8", false),
            ("21", false),
            ("10:*", false),
            ("*", false),
            ("$", false),
        ] {
            assert_eq!(removed.has_all(set.as_bytes()), is_removed, "{set}");
        }
        removed.note("1,".repeat(5000).as_bytes());
        assert_eq!(removed.ranges.len(), MAX_RANGES);
        removed.note(b"30");
        assert!(!removed.has_all(b"30") && !removed.has_all("7,".repeat(65).as_bytes()));
    }
}
