//! The names that mailboxes of an account have had before.

use super::mailbox::Mailbox;
use std::collections::HashMap;

/// How many former names an account keeps.
const MAX_FORMER_NAMES: usize = 2000;

/// The names of mailboxes that were deleted or renamed, with their UIDVALIDITY. FlagChange reports a
/// name whose UIDVALIDITY is another than before (RFC 5465, section 5.1).
#[derive(Debug, Default)]
pub struct FormerNames {
    validities: HashMap<String, u32>,
    /// There were too many to keep all of them.
    is_incomplete: bool,
}

impl FormerNames {
    /// Keeps the name of a mailbox that is about to lose it.
    pub fn add(&mut self, mailbox: &Mailbox) {
        let is_known = self.validities.contains_key(&mailbox.name);
        if is_known || self.validities.len() < MAX_FORMER_NAMES {
            self.validities.insert(mailbox.name.clone(), mailbox.uid_validity);
        } else {
            self.is_incomplete = true;
        }
    }

    /// Whether the name of this mailbox was, or may have been, that of one with another UIDVALIDITY.
    pub fn had_another(&self, mailbox: &Mailbox) -> bool {
        match self.validities.get(&mailbox.name) {
            Some(validity) => *validity != mailbox.uid_validity,
            None => self.is_incomplete,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_another_mailbox_if_the_uidvalidity_differs() {
        let mut names = FormerNames::default();
        names.add(&Mailbox::new(1, "a", 7));
        assert!(names.had_another(&Mailbox::new(2, "a", 8)));
        // The mailbox itself, renamed back.
        assert!(!names.had_another(&Mailbox::new(1, "a", 7)));
        assert!(!names.had_another(&Mailbox::new(3, "new", 9)));
        for number in 0..=MAX_FORMER_NAMES as u64 {
            names.add(&Mailbox::new(number, &format!("n{number}"), 1));
        }
        assert_eq!(names.validities.len(), MAX_FORMER_NAMES);
        // It may have been forgotten.
        assert!(names.had_another(&Mailbox::new(3, "new", 9)));
    }
}
