//! A map from the names of mailboxes, limited because a server may name any number of them.

use crate::protocol::mailbox_name::key;
use std::collections::HashMap;

/// The most mailboxes in one map.
const MAX_MAILBOXES: usize = 256;

/// A value for each of the first mailboxes that were named. INBOX may be in any case.
pub struct ByMailbox<V>(HashMap<String, V>);

impl<V> Default for ByMailbox<V> {
    fn default() -> ByMailbox<V> {
        ByMailbox(HashMap::new())
    }
}

impl<V> ByMailbox<V> {
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.get(&key(name))
    }

    /// Sets the value of this mailbox, unless too many others have one.
    pub fn insert(&mut self, name: &str, value: V) {
        let name = key(name);
        if self.0.len() < MAX_MAILBOXES || self.0.contains_key(&name) {
            self.0.insert(name, value);
        }
    }

    pub fn remove(&mut self, name: &str) {
        self.0.remove(&key(name));
    }

    /// The names, INBOX in capitals, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Removes and returns the mailboxes that the closure accepts.
    pub fn extract_if(&mut self, is_meant: impl Fn(&str, &V) -> bool) -> Vec<(String, V)> {
        self.0.extract_if(|name, value| is_meant(name, value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_mailboxes_is_limited() {
        let mut numbers = ByMailbox::default();
        for number in 0..=MAX_MAILBOXES {
            numbers.insert(&number.to_string(), number);
        }
        assert_eq!((numbers.0.len(), numbers.get("256")), (MAX_MAILBOXES, None));
        // A known mailbox can still change, and a removed one makes room.
        numbers.insert("0", 7);
        numbers.remove("1");
        numbers.insert("inbox", 8);
        numbers.insert("256", 9);
        assert_eq!(
            (numbers.get("0"), numbers.get("INBOX"), numbers.get("256")),
            (Some(&7), Some(&8), None)
        );
    }
}
