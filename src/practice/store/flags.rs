//! A message's flags: the system flags and a mailbox's keywords (RFC 3501, 2.3.2).
//! Keywords are bits in the order in which their mailbox came to know them.

/// The system flags a client may store, in the order in which they are shown.
pub const SYSTEM: [&str; 5] = ["\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft"];
/// `\Answered`
pub const ANSWERED: u8 = 1;
/// `\Flagged`
pub const FLAGGED: u8 = 2;
/// `\Deleted`
pub const DELETED: u8 = 4;
/// `\Seen`
pub const SEEN: u8 = 8;
/// `\Draft`
pub const DRAFT: u8 = 16;

/// How many keywords a mailbox can have: the bits of [`Flags::keywords`].
pub const KEYWORDS: usize = 128;

/// The flags of a message, without `\Recent`, which is a session's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The system flags' bits.
    pub system: u8,
    /// A bit for each of the mailbox's keywords.
    pub keywords: u128,
}

impl Flags {
    /// Whether all of a system flag's bits are set.
    pub fn has(self, system: u8) -> bool {
        self.system & system == system
    }

    /// These flags and those.
    pub fn with(self, other: Flags) -> Flags {
        Flags {
            system: self.system | other.system,
            keywords: self.keywords | other.keywords,
        }
    }

    /// These flags but for those.
    pub fn without(self, other: Flags) -> Flags {
        Flags {
            system: self.system & !other.system,
            keywords: self.keywords & !other.keywords,
        }
    }
}

/// The bit of a system flag by its name, case ignored.
pub fn system_flag(name: &str) -> Option<u8> {
    SYSTEM
        .iter()
        .position(|flag| flag.eq_ignore_ascii_case(name))
        .map(|at| 1 << at)
}

/// The keywords of one mailbox, as they were first spelt.
#[derive(Clone, Debug, Default)]
pub struct Keywords(Vec<String>);

impl Keywords {
    /// All of them, in the order of their bits.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The bit of a keyword, case ignored.
    pub fn bit(&self, name: &str) -> Option<u128> {
        self.0
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
            .map(|at| 1 << at)
    }

    /// The bit of a keyword, which the mailbox learns if it is new. None: it can learn no more.
    pub fn learn(&mut self, name: &str) -> Option<u128> {
        if let Some(bit) = self.bit(name) {
            return Some(bit);
        }
        if self.0.len() >= KEYWORDS {
            return None;
        }
        self.0.push(name.to_owned());
        Some(1 << (self.0.len() - 1))
    }

    /// The names of the set bits.
    pub fn of(&self, flags: Flags) -> impl Iterator<Item = &str> {
        let set = move |at: usize| at < KEYWORDS && flags.keywords & (1 << at) != 0;
        self.0
            .iter()
            .enumerate()
            .filter(move |(at, _)| set(*at))
            .map(|(_, name)| name.as_str())
    }

    /// Flags as in a FETCH response: `\Seen \Recent $Junk`.
    pub fn show(&self, flags: Flags, recent: bool) -> String {
        let bits = SYSTEM
            .iter()
            .enumerate()
            .filter(|(at, _)| flags.system & (1 << at) != 0);
        let mut names: Vec<&str> = bits.map(|(_, name)| *name).collect();
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
    fn a_keyword_is_known_by_any_case_and_shown_as_first_spelt() {
        let mut keywords = Keywords::default();
        let junk = keywords.learn("$Junk").unwrap_or_default();
        assert_eq!(keywords.learn("$JUNK"), Some(junk));
        let flags = Flags {
            system: SEEN | ANSWERED,
            keywords: junk,
        };
        assert_eq!(
            keywords.show(flags, true),
            "\\Answered \\Seen \\Recent $Junk"
        );
    }

    #[test]
    fn a_mailbox_learns_only_so_many_keywords() {
        let mut keywords = Keywords::default();
        assert!((0..KEYWORDS).all(|n| keywords.learn(&format!("k{n}")).is_some()));
        assert_eq!(keywords.learn("one-more"), None);
        assert!(keywords.learn("K3").is_some());
    }
}
