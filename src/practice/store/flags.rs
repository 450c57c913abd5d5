//! A message's flags: the system flags and the keywords of its mailbox (RFC 3501, section 2.3.2).
//!
//! Both are bits. A mailbox numbers its keywords in the order in which they were first used in it.

use std::sync::Arc;

/// The system flags that a client may store, in the order in which they are shown.
pub const SYSTEM: [&str; 5] = ["\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft"];
pub const ANSWERED: u8 = 1;
pub const FLAGGED: u8 = 2;
pub const DELETED: u8 = 4;
pub const SEEN: u8 = 8;
pub const DRAFT: u8 = 16;

/// How many keywords a mailbox can have: the number of bits in [`MessageFlags::keywords`].
pub const MAX_KEYWORDS: usize = 64;
/// The longest name of a keyword, in octets.
pub const MAX_KEYWORD_LENGTH: usize = 255;

/// The flags of a message. `\Recent` is not among them: it depends on the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageFlags {
    /// A bit for each of the system flags.
    pub system: u8,
    /// A bit for each of the mailbox's keywords.
    pub keywords: u64,
}

impl MessageFlags {
    /// Whether all of these system flags are set.
    pub fn has(self, system: u8) -> bool {
        self.system & system == system
    }

    /// The flags that are in either set.
    pub fn with(self, other: MessageFlags) -> MessageFlags {
        MessageFlags {
            system: self.system | other.system,
            keywords: self.keywords | other.keywords,
        }
    }

    pub fn without(self, other: MessageFlags) -> MessageFlags {
        MessageFlags {
            system: self.system & !other.system,
            keywords: self.keywords & !other.keywords,
        }
    }
}

/// The bit of a system flag by its name, in any case.
pub fn system_flag(name: &str) -> Option<u8> {
    SYSTEM.iter().position(|flag| flag.eq_ignore_ascii_case(name)).map(|index| 1 << index)
}

/// The keywords of one mailbox, spelled as they were first used. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Keywords(Arc<Vec<String>>);

impl Keywords {
    /// All of them, in the order of their bits.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The bit of a keyword, in any case.
    pub fn bit(&self, name: &str) -> Option<u64> {
        self.0.iter().position(|known| known.eq_ignore_ascii_case(name)).map(|index| 1 << index)
    }

    /// The bit of a keyword, which is added if it is new. Returns `None` if it would exceed
    /// [`MAX_KEYWORDS`] or [`MAX_KEYWORD_LENGTH`].
    pub fn get_or_add(&mut self, name: &str) -> Option<u64> {
        if let Some(bit) = self.bit(name) {
            return Some(bit);
        }
        if self.0.len() >= MAX_KEYWORDS || name.len() > MAX_KEYWORD_LENGTH {
            return None;
        }
        Arc::make_mut(&mut self.0).push(name.to_owned());
        Some(1 << (self.0.len() - 1))
    }

    /// The names of the keywords that are set.
    pub fn of(&self, flags: MessageFlags) -> impl Iterator<Item = &str> {
        let is_set = move |index: usize| flags.keywords & (1 << index) != 0;
        self.0
            .iter()
            .enumerate()
            .filter(move |(index, _)| is_set(*index))
            .map(|(_, name)| name.as_str())
    }

    /// Flags as in a FETCH response: `\Seen \Recent $Junk`.
    pub fn format(&self, flags: MessageFlags, recent: bool) -> String {
        let system =
            SYSTEM.iter().enumerate().filter(|(index, _)| flags.system & (1 << index) != 0);
        let mut names: Vec<&str> = system.map(|(_, name)| *name).collect();
        if recent {
            names.push("\\Recent");
        }
        names.extend(self.of(flags));
        names.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_matches_in_any_case_and_is_shown_as_first_spelled() {
        let mut keywords = Keywords::default();
        let junk = keywords.get_or_add("$Junk").unwrap_or_default();
        assert_eq!(keywords.get_or_add("$JUNK"), Some(junk));
        let flags = MessageFlags { system: SEEN | ANSWERED, keywords: junk };
        assert_eq!(keywords.format(flags, true), "\\Answered \\Seen \\Recent $Junk");
    }

    #[test]
    fn a_mailbox_has_a_maximum_number_of_keywords() {
        let mut keywords = Keywords::default();
        assert!((0..MAX_KEYWORDS).all(|n| keywords.get_or_add(&format!("k{n}")).is_some()));
        assert_eq!(keywords.get_or_add("one-more"), None);
        assert!(keywords.get_or_add("K3").is_some());
        assert_eq!(Keywords::default().get_or_add(&"x".repeat(MAX_KEYWORD_LENGTH + 1)), None);
    }
}
