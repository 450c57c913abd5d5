//! Annotations of an account and of its mailboxes (RFC 5464).

use super::store_error::{MAX_ENTRIES, MAX_VALUE, StoreError};
use std::collections::BTreeMap;

/// The annotations of an account or a mailbox, by their names in lower case.
#[derive(Clone, Debug, Default)]
pub struct Annotations(BTreeMap<String, Vec<u8>>);

impl Annotations {
    /// Sets or, without a value, removes annotations: all of them, or none.
    pub fn set(&mut self, entries: Vec<(String, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        let mut changed = self.0.clone();
        for (name, value) in entries {
            match value {
                Some(value) if value.len() > MAX_VALUE => return Err(StoreError::LongAnnotation),
                Some(value) => drop(changed.insert(name, value)),
                None => drop(changed.remove(&name)),
            }
        }
        if changed.len() > MAX_ENTRIES {
            return Err(StoreError::TooManyAnnotations);
        }
        self.0 = changed;
        Ok(())
    }

    /// The annotations with this name, and up to `depth` levels below it.
    pub fn find(&self, name: &str, depth: usize) -> impl Iterator<Item = (&str, &[u8])> {
        let found = self.0.iter().filter(move |(entry, _)| match entry.strip_prefix(name) {
            Some("") => true,
            Some(below) => below.starts_with('/') && below.matches('/').count() <= depth,
            None => false,
        });
        found.map(|(name, value)| (name.as_str(), value.as_slice()))
    }
}
