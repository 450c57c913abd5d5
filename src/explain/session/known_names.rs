//! The names of mailboxes that the session has shown.

use super::by_mailbox::ByMailbox;
use crate::explain::phrase::value;
use crate::protocol::mailbox_name::{are_same, is_inbox, key};
use crate::protocol::meaning::{Listed, Meaning, delimiter};
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};

/// The most prefixes that are remembered, and the greatest length of names.
const MAX_PREFIXES: usize = 8;
const MAX_NAME_LENGTH: usize = 256;

/// The marks with which servers separate the levels of names.
const SEPARATORS: [char; 3] = ['/', '.', '\\'];

/// The kind of a name, according to LIST or to the client's commands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Selectable,
    Noselect,
    Nonexistent,
}

/// A name that the session has shown.
struct KnownName {
    state: State,
    separator: Option<char>,
    /// Nothing can be below it.
    has_no_inferiors: bool,
}

/// What happened to a mailbox in this session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    Deleted,
    /// It was renamed to this.
    Renamed(String),
}

/// How a name differs from one that the session has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameDifference {
    /// In the case of letters.
    Case,
    /// In the mark between its levels.
    Separator(char),
    /// It lacks the levels above it.
    Levels,
    /// In several of these ways, or in a few letters.
    Several,
}

impl KnownName {
    fn selectable(separator: Option<char>) -> KnownName {
        KnownName { state: State::Selectable, separator, has_no_inferiors: false }
    }
}

/// Names and the beginnings of names, as on the wire.
#[derive(Default)]
pub struct KnownNames {
    names: ByMailbox<KnownName>,
    /// The names that no mailbox has any more after commands of this session.
    gone: ByMailbox<Gone>,
    /// The prefixes of the user's own mailboxes.
    own_prefixes: Vec<String>,
    /// The prefixes of other users' and shared mailboxes.
    other_prefixes: Vec<String>,
    /// The first two hierarchy separators that were shown: each namespace has its own.
    separators: Vec<char>,
}

impl KnownNames {
    /// Notes a response.
    pub fn note(&mut self, meaning: Meaning<'_>, root: Node<'_>) {
        match meaning {
            Meaning::Listed(listed) => {
                let separator = listed.delimiter();
                self.note_separator(separator);
                // LSUB also has names that no mailbox has, and \Noselect means something else there.
                if !listed.name.is("LSUB") {
                    self.note_listed(listed, separator);
                }
            }
            Meaning::Other(name) if name.is("NAMESPACE") => {
                let descriptions = root.descendants_of(Kind::NamespaceDescription);
                let separators = descriptions.filter_map(|it| it.child(Kind::Delimiter));
                for separator in separators.take(MAX_PREFIXES) {
                    self.note_separator(delimiter(separator));
                }
                let mut namespaces = root.children_of(Kind::Namespace);
                if let Some(own) = namespaces.next() {
                    self.note_own(own);
                }
                let others = namespaces.flat_map(|it| it.descendants_of(Kind::NamespacePrefix));
                self.other_prefixes = others.take(MAX_PREFIXES).map(value).collect();
            }
            _ => {}
        }
    }

    /// Notes a command that was executed.
    pub fn carried_out(&mut self, command: Node<'_>, name: &str) {
        let mut names = command.children_of(Kind::Mailbox).filter_map(Node::string);
        let mut next = || names.next().map(|name| String::from_utf8_lossy(&name).into_owned());
        let separator = self.separator();
        match (name, next(), next()) {
            ("CREATE", Some(made), _) => {
                let name = match separator {
                    Some(separator) => made.strip_suffix(separator).unwrap_or(&made),
                    // The mark may not be part of the name.
                    None if made.ends_with(SEPARATORS) => return,
                    None => &made,
                };
                self.insert(name, KnownName::selectable(separator));
            }
            ("SELECT" | "EXAMINE", Some(opened), _) if self.names.get(&opened).is_none() => {
                self.insert(&opened, KnownName::selectable(separator));
            }
            ("DELETE", Some(removed), _) => {
                self.names.remove(&removed);
                // With children, its name remains.
                if self.below(&removed).is_none() {
                    self.note_gone(&removed, Gone::Deleted);
                }
            }
            // RENAME of INBOX moves only its messages.
            ("RENAME", Some(old), Some(new)) if !is_inbox(&old) => {
                self.rename(&old, &new);
            }
            _ => {}
        }
    }

    fn rename(&mut self, old: &str, new: &str) {
        let is_renamed = |name: &str, known: &KnownName| {
            let rest = name.strip_prefix(old);
            rest.is_some_and(|rest| match known.separator {
                _ if rest.is_empty() => true,
                Some(separator) => rest.starts_with(separator),
                // It may be below the old name.
                None => rest.starts_with(SEPARATORS),
            })
        };
        let renamed = self.names.extract_if(is_renamed);
        self.note_gone(old, Gone::Renamed(new.to_owned()));
        for (name, known) in renamed {
            let rest = &name[old.len()..];
            if rest.is_empty() || known.separator.is_some() {
                self.note_gone(&name, Gone::Renamed(format!("{new}{rest}")));
                self.insert(&format!("{new}{rest}"), known);
            }
        }
        self.gone.remove(new);
    }

    fn note_gone(&mut self, name: &str, gone: Gone) {
        if name.len() <= MAX_NAME_LENGTH {
            self.gone.insert(name, gone);
        }
    }

    /// What happened to the mailbox of this name, if a command of this session removed or renamed it.
    pub fn gone(&self, name: &str) -> Option<&Gone> {
        self.gone.get(name)
    }

    /// The parent of this name, if LIST has shown that it cannot have children.
    pub fn no_inferiors_above(&self, name: &str) -> Option<&str> {
        let above = self.names.iter().filter(|(_, known)| known.has_no_inferiors);
        let is_above = |(above, known): &(&str, &KnownName)| {
            let begin = name.get(..above.len());
            let is_begin = begin.is_some_and(|it| are_same(it.as_bytes(), above.as_bytes()));
            let rest = name.get(above.len()..).unwrap_or_default();
            is_begin && known.separator.is_some_and(|separator| rest.starts_with(separator))
        };
        { above }.find(is_above).map(|(above, _)| above)
    }

    fn insert(&mut self, name: &str, known: KnownName) {
        if known.state != State::Nonexistent {
            self.gone.remove(name);
        }
        if name.len() <= MAX_NAME_LENGTH && !name.is_empty() {
            self.names.insert(name, known);
        }
    }

    fn note_separator(&mut self, separator: Option<char>) {
        let separator = separator.filter(|it| !self.separators.contains(it));
        self.separators.extend(separator.filter(|_| self.separators.len() < 2));
    }

    fn note_listed(&mut self, listed: Listed<'_>, separator: Option<char>) {
        let state = match (listed.has(r"\NonExistent"), listed.has(r"\Noselect")) {
            (true, _) => State::Nonexistent,
            (_, true) => State::Noselect,
            _ => State::Selectable,
        };
        let has_no_inferiors = listed.has(r"\Noinferiors");
        let known = KnownName { state, separator, has_no_inferiors };
        if let Some(name) = listed.mailbox.and_then(Node::string) {
            self.insert(&String::from_utf8_lossy(&name), known);
        }
    }

    fn note_own(&mut self, namespace: Node<'_>) {
        let descriptions = namespace.children_of(Kind::NamespaceDescription);
        let prefixes: Option<Vec<String>> = descriptions
            .take(MAX_PREFIXES + 1)
            .map(|it| it.child(Kind::NamespacePrefix).map(value))
            .collect();
        let are_usable = |prefixes: &Vec<String>| {
            prefixes.len() <= MAX_PREFIXES && prefixes.iter().all(|it| !it.is_empty())
        };
        self.own_prefixes = prefixes.filter(are_usable).unwrap_or_default();
    }

    /// The hierarchy separator, if only one was shown.
    pub fn separator(&self) -> Option<char> {
        match self.separators[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The name above this one. If the hierarchy separator is unknown, a common one is assumed.
    pub fn above<'n>(&self, name: &'n str) -> Option<&'n str> {
        let guessed = || name.chars().rfind(|c| "/.".contains(*c));
        let separator = self.separator().or_else(guessed)?;
        name.trim_end_matches(separator).rsplit_once(separator).map(|(above, _)| above)
    }

    /// Whether this name cannot be selected.
    pub fn is_noselect(&self, name: &str) -> bool {
        let known = self.names.get(name);
        known.is_some_and(|it| it.state != State::Selectable)
    }

    /// Whether there was a mailbox of this name that can be selected.
    pub fn has_mailbox(&self, name: &str) -> bool {
        let known = self.names.get(name);
        known.is_some_and(|it| it.state == State::Selectable)
    }

    /// The prefixes of the user's own names.
    pub fn own_prefixes(&self) -> &[String] {
        &self.own_prefixes
    }

    /// Whether this name begins unlike any mailbox of the user's own or of another namespace.
    pub fn is_outside(&self, name: &str) -> bool {
        let mut prefixes = self.own_prefixes.iter().chain(&self.other_prefixes);
        !self.own_prefixes.is_empty()
            && self.other_prefixes.len() < MAX_PREFIXES
            && !is_inbox(name)
            && !prefixes.any(|prefix| name.starts_with(prefix))
    }

    /// A mailbox below this one.
    pub fn below(&self, name: &str) -> Option<&str> {
        let name = key(name);
        let is_below = |(below, known): &(&str, &KnownName)| {
            let rest = below.strip_prefix(&*name);
            let separator = known.separator.filter(|_| known.state != State::Nonexistent);
            separator.is_some_and(|separator| rest.is_some_and(|it| it.starts_with(separator)))
        };
        self.names.iter().filter(is_below).map(|(name, _)| name).min()
    }

    /// The mailbox that this unknown name may have been intended for, and how the names differ.
    pub fn meant(&self, name: &str) -> Option<(&str, NameDifference)> {
        let name = key(name);
        if name.is_empty() || self.names.get(&name).is_some() {
            return None;
        }
        let selectable = self.names.iter().filter(|(_, it)| it.state == State::Selectable);
        let found = selectable.filter_map(|(known, KnownName { separator, .. })| {
            Some((difference(&name, known, *separator)?, known))
        });
        // Another mark may be the cause.
        let is_plain = |c: char| c.is_alphanumeric() || " /.-_&".contains(c);
        let nearest = || {
            name.chars().all(is_plain).then_some(())?;
            let known = self.names.iter().filter(|(_, it)| it.state == State::Selectable);
            // A longer name is another one.
            let is_longer = |known: &&str| *known == "INBOX" && name.starts_with("INBOX");
            let known = known.map(|(known, _)| known).filter(|known| !is_longer(known));
            let mut known: Vec<&str> = known.collect();
            known.sort_unstable();
            Some((NameDifference::Several, spelling::nearest(&name, known)?))
        };
        found.min().or_else(nearest).map(|(difference, known)| (known, difference))
    }

    /// A name below INBOX, if all mailboxes shown are below it.
    pub fn below_inbox_alone(&self) -> Option<(&str, char)> {
        let (below, separator) = (self.below("INBOX")?, self.separator()?);
        let prefix = format!("INBOX{separator}");
        let is_there = |name: &str| name == "INBOX" || name.starts_with(&prefix);
        self.names.iter().all(|(name, _)| is_there(name)).then_some((below, separator))
    }
}

/// How the first name differs from a known one; `None`: it is a different name.
fn difference(name: &str, known: &str, separator: Option<char>) -> Option<NameDifference> {
    if name.eq_ignore_ascii_case(known) {
        return Some(NameDifference::Case);
    }
    let separator = separator?;
    let other = name.chars().find(|c| *c != separator && SEPARATORS.contains(c));
    let mended = name.replace(SEPARATORS, separator.encode_utf8(&mut [0; 4]));
    if let Some(other) = other.filter(|_| mended == known) {
        return Some(NameDifference::Separator(other));
    }
    let ends_with = |name: &str| {
        let above = known.len().checked_sub(name.len()).and_then(|at| known.split_at_checked(at));
        above.is_some_and(|(above, rest)| {
            rest.eq_ignore_ascii_case(name) && (above.is_empty() || above.ends_with(separator))
        })
    };
    if known.ends_with(name) && ends_with(name) {
        Some(NameDifference::Levels)
    } else {
        ends_with(&mended).then_some(NameDifference::Several)
    }
}
