//! The UIDs of messages that the selected mailbox no longer has.

use crate::protocol::meaning::sets::ranges;

/// More ranges are not remembered.
const MAX_RANGES: usize = 1024;

/// The UIDs that VANISHED has reported (RFC 7162, section 3.2.10). A UID is not used again, so they stay
/// removed until another mailbox is selected.
#[derive(Default)]
pub struct RemovedUids {
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

/// Larger sets are not looked up.
const MAX_WANTED: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

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
