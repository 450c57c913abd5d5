//! What the server has shown about the names of mailboxes.

use crate::explain::phrase::value;
use crate::protocol::meaning::{Listed, Meaning};
use crate::protocol::syntax::{Kind, Node};
use std::collections::HashSet;

/// How many names and prefixes are remembered.
const MAX_NAMES: usize = 256;
const MAX_PREFIXES: usize = 8;

/// Names and the beginnings of names, up to a limit.
#[derive(Default)]
pub struct KnownNames {
    /// Those that cannot be selected.
    noselect: HashSet<String>,
    /// The prefixes of the user's own mailboxes.
    own_prefixes: Vec<String>,
}

impl KnownNames {
    /// A response was received.
    pub fn note(&mut self, meaning: Meaning<'_>, root: Node<'_>) {
        match meaning {
            // In LSUB, \Noselect has another meaning.
            Meaning::Listed(listed) if !listed.name.is("LSUB") => self.note_listed(listed),
            Meaning::Other(name) if name.is("NAMESPACE") => {
                if let Some(own) = root.child(Kind::Namespace) {
                    self.note_own(own);
                }
            }
            _ => {}
        }
    }

    fn note_listed(&mut self, listed: Listed<'_>) {
        let mut attributes = listed.attributes();
        let is_noselect = attributes.any(|it| {
            it.eq_ignore_ascii_case(br"\Noselect") || it.eq_ignore_ascii_case(br"\NonExistent")
        });
        // Most names can be selected.
        if !is_noselect && self.noselect.is_empty() {
            return;
        }
        let Some(name) = listed.mailbox.map(value) else { return };
        match is_noselect {
            true if self.noselect.len() < MAX_NAMES => drop(self.noselect.insert(name)),
            true => {}
            false => drop(self.noselect.remove(&name)),
        }
    }

    fn note_own(&mut self, namespace: Node<'_>) {
        let descriptions = namespace.children_of(Kind::NamespaceDescription);
        let prefixes: Option<Vec<String>> = descriptions
            .take(MAX_PREFIXES + 1)
            .map(|it| it.child(Kind::NamespacePrefix).map(value))
            .collect();
        let is_told = |prefixes: &Vec<String>| {
            prefixes.len() <= MAX_PREFIXES && prefixes.iter().all(|it| !it.is_empty())
        };
        self.own_prefixes = prefixes.filter(is_told).unwrap_or_default();
    }

    /// Whether this name cannot be selected.
    pub fn is_noselect(&self, name: &str) -> bool {
        self.noselect.contains(name)
    }

    /// What the user's own names begin with.
    pub fn own_prefixes(&self) -> &[String] {
        &self.own_prefixes
    }
}
