//! The capabilities that a server has announced, or enabled.

use crate::protocol::meaning;
use crate::protocol::syntax::{Kind, Node};
use std::collections::BTreeSet;

/// How many names are kept; servers announce a few dozen.
const MAX_CAPABILITIES: usize = 500;

/// The capabilities that IMAP4rev2 includes (RFC 9051, appendix E).
const IN_IMAP4REV2: &[&str] = &[
    "BINARY", "CHILDREN", "ENABLE", "ESEARCH", "IDLE", "LIST-EXTENDED", "LIST-STATUS", "LITERAL-",
    "MOVE", "NAMESPACE", "SASL-IR", "SEARCHRES", "SPECIAL-USE", "STATUS=SIZE", "UIDPLUS",
    "UNSELECT",
];

/// Whether IMAP4rev2 includes a capability, whose name is in capitals.
pub fn is_in_imap4rev2(capability: &str) -> bool {
    IN_IMAP4REV2.contains(&capability)
}

/// The last list that a server has announced, if it is still valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The names in capitals; empty without a list.
    names: BTreeSet<String>,
}

impl Capabilities {
    /// The capabilities in a response or its code. `None`: there are none.
    pub fn announced_in(root: Node<'_>) -> Option<Capabilities> {
        let mut announced = Capabilities::default();
        announced.add(meaning::capabilities(root)?);
        Some(announced)
    }

    /// Adds those in an ENABLED response (RFC 5161, section 3.2).
    pub fn add_enabled(&mut self, root: Node<'_>) {
        if root.child(Kind::ResponseName).is_some_and(|name| name.is("ENABLED")) {
            self.add(root.children_of(Kind::Capability));
        }
    }

    fn add<'t>(&mut self, names: impl Iterator<Item = Node<'t>>) {
        let words = names.map(Node::text).filter(|word| word.iter().all(u8::is_ascii_graphic));
        let names = words.map(|word| String::from_utf8_lossy(word).to_ascii_uppercase());
        self.names.extend(names.take(MAX_CAPABILITIES.saturating_sub(self.names.len())));
    }

    /// A list of these names.
    #[cfg(test)]
    pub fn of(names: &str) -> Capabilities {
        let names = names.split_ascii_whitespace().map(str::to_ascii_uppercase);
        Capabilities { names: names.collect() }
    }

    /// Whether there is a list.
    pub fn are_known(&self) -> bool {
        !self.names.is_empty()
    }

    /// All names, in capitals.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether the list has exactly this name, which is in capitals.
    pub fn announces(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether there is a list, and this capability is missing from it. A name that ends in `=` means any
    /// capability that begins with it, and any other also its extensions: `QUOTA` for
    /// `QUOTA=RES-STORAGE`.
    pub fn lack(&self, capability: &str) -> bool {
        let is_this = |name: &str, capability: &str| {
            name.strip_prefix(capability).is_some_and(|rest| {
                rest.is_empty() || capability.ends_with('=') || rest.starts_with(['=', '-'])
            })
        };
        let has = |capability| self.names().any(|name| is_this(name, capability));
        let is_included = match capability {
            // RFC 7162, section 3.2.3: the client turns QRESYNC on with ENABLE.
            "CONDSTORE" | "ENABLE" => has("QRESYNC") || has("IMAP4REV2"),
            // RFC 5182, section 2.1: such a server has ESEARCH as well.
            "ESEARCH" => has("SEARCHRES") || has("IMAP4REV2"),
            "UTF8=ACCEPT" => has("UTF8=ONLY"),
            _ => has("IMAP4REV2") && is_in_imap4rev2(capability),
        };
        self.are_known() && !is_included && !has(capability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::syntax::{Side, Tree};

    fn announced(line: &str) -> Option<Capabilities> {
        let tree = Tree::of_line(Side::Server, line);
        tree.root().and_then(Capabilities::announced_in)
    }

    #[test]
    fn missing_capabilities_are_found() {
        for (names, capability, lacks) in [
            ("IMAP4rev1 Idle", "IDLE", false),
            ("IMAP4rev1 IDLE", "ID", true),
            ("IMAP4rev1", "MOVE", true),
            ("IMAP4rev2", "MOVE", false),
            ("IMAP4rev2", "SORT", true),
            ("IMAP4rev1 THREAD=REFS", "THREAD=", false),
            ("IMAP4rev1 THREAD=REFS", "THREAD=REFERENCES", true),
            ("IMAP4rev1 QUOTA=RES-STORAGE", "QUOTA", false),
            ("IMAP4rev1 METADATA-SERVER", "METADATA", false),
            ("IMAP4rev1 QRESYNC", "CONDSTORE", false),
        ] {
            assert_eq!(Capabilities::of(names).lack(capability), lacks, "{names}: {capability}");
        }
        assert!(!Capabilities::default().lack("MOVE"));
    }

    #[test]
    fn capabilities_are_found_in_responses_and_codes() {
        for line in ["* OK [CAPABILITY X] hi", "a OK [CAPABILITY X] done", "* CAPABILITY X"] {
            assert!(announced(line).is_some_and(|list| list.announces("X")), "{line}");
        }
        assert_eq!(announced("* OK CAPABILITY X"), None);
        // Names are shown without escaping.
        assert!(announced("* CAPABILITY X \u{9b}31m").is_some_and(|it| it.names().count() == 1));
    }
}
