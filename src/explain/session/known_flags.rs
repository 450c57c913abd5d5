//! The flags that the server last reported for messages of the selected mailbox, so that explanations can say
//! what has changed. Only messages with low numbers and a limited number of different sets are remembered,
//! because a server may have millions of messages.

use super::known_uids::index;
use std::collections::HashMap;

/// The most sets of flags, and the most octets of a set.
const MAX_SETS: usize = 1024;
const MAX_SET_LENGTH: usize = 512;

/// A set of flags; the default is the unknown set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::explain) struct FlagSetId(u16);

/// The flags of the messages.
#[derive(Default)]
pub(in crate::explain) struct KnownFlags {
    /// The last reported flags of each message, from message 1 on.
    last: Vec<FlagSetId>,
    /// The flags of each set, as first written.
    sets: Vec<Vec<Box<[u8]>>>,
    ids: HashMap<Box<[u8]>, FlagSetId>,
}

impl KnownFlags {
    /// The set of these flags. `\Recent` is ignored: it differs between sessions.
    pub fn id<'a>(&mut self, flags: impl Iterator<Item = &'a [u8]>) -> FlagSetId {
        let flags: Vec<&[u8]> = flags.filter(|it| !it.eq_ignore_ascii_case(br"\Recent")).collect();
        if flags.iter().map(|flag| flag.len() + 1).sum::<usize>() > MAX_SET_LENGTH {
            return FlagSetId::default();
        }
        let mut names: Vec<Vec<u8>> = flags.iter().map(|flag| flag.to_ascii_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        let key = names.join(&b' ').into_boxed_slice();
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        if self.sets.len() == MAX_SETS {
            return FlagSetId::default();
        }
        self.sets.push(flags.into_iter().map(Box::from).collect());
        let id = FlagSetId(self.sets.len() as u16);
        self.ids.insert(key, id);
        id
    }

    /// Notes the flags that the server reported for the message with this number.
    pub fn note(&mut self, number: u64, flags: FlagSetId) {
        let Some(index) = index(number) else { return };
        if index >= self.last.len() {
            self.last.resize(index + 1, FlagSetId::default());
        }
        self.last[index] = flags;
    }

    /// Whether the flags last reported for the message differ from these.
    pub fn differ(&self, number: u64, flags: FlagSetId) -> bool {
        let last = index(number).and_then(|index| self.last.get(index)).copied();
        let last = last.unwrap_or_default();
        last != FlagSetId::default() && last != flags
    }

    /// The flags last reported for the message, if they are remembered.
    pub fn last(&self, number: u64) -> Option<&[Box<[u8]>]> {
        let FlagSetId(id) = self.last.get(index(number)?)?;
        self.sets.get(usize::from(*id).checked_sub(1)?).map(Vec::as_slice)
    }

    /// Notes that the message with this number was removed, and those after it have moved up.
    pub fn removed(&mut self, number: u64) {
        if let Some(index) = index(number).filter(|index| *index < self.last.len()) {
            self.last.remove(index);
        }
    }

    /// Forgets all flags: another mailbox is selected, or messages with unknown numbers were removed.
    pub fn clear(&mut self) {
        self.last.clear();
    }
}

/// The flags that are not among `others`.
pub(in crate::explain) fn without<'a>(
    flags: impl Iterator<Item = &'a [u8]>,
    others: impl Iterator<Item = &'a [u8]> + Clone,
) -> Vec<&'a [u8]> {
    flags.filter(|flag| !others.clone().any(|other| other.eq_ignore_ascii_case(flag))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::known_uids;
    use super::*;

    fn flags(names: &str) -> impl Iterator<Item = &[u8]> {
        names.split_whitespace().map(str::as_bytes)
    }

    #[test]
    fn they_move_up_and_are_forgotten() {
        let mut messages = KnownFlags::default();
        let seen = messages.id(flags(r"\Seen"));
        let both = messages.id(flags(r"\Flagged \Seen"));
        assert_eq!(messages.id(flags(r"\seen \FLAGGED \Recent")), both);
        messages.note(3, seen);
        messages.note(4, both);
        assert!(messages.last(2).is_none() && !messages.differ(2, seen));
        messages.removed(1);
        assert_eq!(messages.last(2).map(<[_]>::len), Some(1));
        assert!(messages.differ(3, seen) && !messages.differ(3, both));
        messages.clear();
        assert!(messages.last(3).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let mut messages = KnownFlags::default();
        let seen = messages.id(flags(r"\Seen"));
        for number in [0, 1, 4096, 4097, 4_294_967_295, u64::MAX] {
            messages.note(number, seen);
            messages.removed(number);
        }
        assert!(messages.last.len() <= known_uids::MAX_MESSAGES);
        for number in 0..5000 {
            messages.id(flags(&format!("k{number}")));
        }
        assert_eq!(messages.sets.len(), MAX_SETS);
        assert_eq!(messages.id(flags(&"x".repeat(600))), FlagSetId::default());
    }
}
