//! The names that LIST and LSUB return, made from [`MailboxNames`] without the store's lock.
//!
//! An account has up to a thousand mailboxes, and more levels above them. Each name is looked up in
//! a set, so the time is proportional to their number.

use super::name;
use crate::encoding::modified_utf7;
use std::collections::{HashMap, HashSet};

/// The names of an account's mailboxes and subscriptions at one moment.
#[derive(Debug)]
pub struct MailboxNames {
    pub mailboxes: Vec<MailboxName>,
    pub subscriptions: Vec<String>,
}

/// A mailbox as LIST shows it.
#[derive(Debug)]
pub struct MailboxName {
    /// The mailbox's number.
    pub id: u64,
    pub name: String,
    /// Its own attributes.
    pub attributes: Vec<&'static str>,
}

/// A line of LIST or LSUB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    pub name: String,
    pub attributes: Vec<&'static str>,
    /// It is a mailbox, and not only a level above one or a subscription.
    pub is_mailbox: bool,
    /// The selection options that a name below it matches (RFC 5258, section 3.5).
    pub child_info: Vec<&'static str>,
    /// Its name before a RENAME that NOTIFY reports (RFC 5465, section 5.4).
    pub old_name: Option<String>,
}

/// What LIST asks for.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    pub patterns: Vec<String>,
    /// The patterns are in UTF-8, and not in modified UTF-7 as the names are.
    pub utf8: bool,
    /// Only subscribed names.
    pub subscribed: bool,
    /// Only mailboxes with a special use.
    pub special_use: bool,
    /// Also names above those.
    pub recursive_match: bool,
    /// Show `\Subscribed`.
    pub shows_subscribed: bool,
    /// Show `\HasChildren` and `\HasNoChildren`.
    pub shows_children: bool,
    pub shows_special_use: bool,
    /// With the syntax of LIST-EXTENDED, a name without a mailbox is `\NonExistent`.
    pub extended: bool,
}

impl ListQuery {
    fn matches(&self, name: &str) -> bool {
        let decoded = if self.utf8 { modified_utf7::decode(name) } else { name.to_owned() };
        self.patterns.iter().any(|pattern| name::matches(pattern, &decoded))
    }
}

/// LIST: the names that match, including levels that are not mailboxes.
pub fn list(names: &MailboxNames, query: &ListQuery) -> Vec<ListEntry> {
    let lister = Lister::new(names, query);
    let mut listed: HashSet<&str> = HashSet::new();
    let mut entries = Vec::new();
    let mailboxes = names.mailboxes.iter().map(|it| it.name.as_str());
    // A subscription whose mailbox does not exist is listed only where subscriptions are asked for.
    let subscriptions = names.subscriptions.iter().filter(|_| query.subscribed);
    for name in mailboxes.chain(subscriptions.map(String::as_str)) {
        for candidate in name::superiors(name).chain([name]) {
            // A level that is a mailbox comes where that mailbox comes.
            let comes_later = candidate != name && lister.mailboxes.contains_key(candidate);
            if !comes_later && listed.insert(candidate) {
                entries.extend(lister.entry(candidate));
            }
        }
    }
    entries
}

/// What is looked up about names.
struct Lister<'a> {
    query: &'a ListQuery,
    mailboxes: HashMap<&'a str, &'a MailboxName>,
    subscribed: HashSet<&'a str>,
    /// The levels above mailboxes.
    superiors: HashSet<&'a str>,
    /// The levels above selected names, and whether one of these names does not match the patterns.
    above_selected: HashMap<&'a str, bool>,
}

impl<'a> Lister<'a> {
    fn new(names: &'a MailboxNames, query: &'a ListQuery) -> Lister<'a> {
        let mailboxes = &names.mailboxes;
        let mut lister = Lister {
            query,
            mailboxes: mailboxes.iter().map(|it| (it.name.as_str(), it)).collect(),
            subscribed: names.subscriptions.iter().map(String::as_str).collect(),
            superiors: mailboxes.iter().flat_map(|it| name::superiors(&it.name)).collect(),
            above_selected: HashMap::new(),
        };
        if query.recursive_match {
            let all = mailboxes.iter().map(|it| it.name.as_str());
            for name in all.chain(names.subscriptions.iter().map(String::as_str)) {
                if lister.is_selected(name) {
                    let is_hidden = !query.matches(name);
                    for level in name::superiors(name) {
                        *lister.above_selected.entry(level).or_default() |= is_hidden;
                    }
                }
            }
        }
        lister
    }

    /// Whether a name satisfies the selection options.
    fn is_selected(&self, name: &str) -> bool {
        let query = self.query;
        let has_use = |it: &&MailboxName| it.attributes.iter().any(|name| *name != "\\UnMarked");
        (!query.subscribed || self.subscribed.contains(name))
            && (!query.special_use || self.mailboxes.get(name).is_some_and(has_use))
    }

    /// The line for a name, if it is to be listed.
    fn entry(&self, name: &str) -> Option<ListEntry> {
        let above = self.above_selected.get(name);
        if !(self.is_selected(name) || above == Some(&true)) || !self.query.matches(name) {
            return None;
        }
        let mailbox = self.mailboxes.get(name);
        let mut attributes = Vec::new();
        if mailbox.is_none() {
            attributes.push(if self.query.extended { "\\NonExistent" } else { "\\Noselect" });
        }
        if self.query.shows_subscribed && self.subscribed.contains(name) {
            attributes.push("\\Subscribed");
        }
        if self.query.shows_children {
            attributes.push(if self.superiors.contains(name) {
                "\\HasChildren"
            } else {
                "\\HasNoChildren"
            });
        }
        if self.query.shows_special_use {
            attributes.extend(mailbox.iter().flat_map(|it| &it.attributes));
        }
        let query = self.query;
        let criteria = [(query.subscribed, "SUBSCRIBED"), (query.special_use, "SPECIAL-USE")];
        let criteria = criteria.iter().filter(|(asked, _)| *asked && above.is_some());
        Some(ListEntry {
            name: name.to_owned(),
            attributes,
            is_mailbox: mailbox.is_some(),
            child_info: criteria.map(|(_, name)| *name).collect(),
            old_name: None,
        })
    }
}

/// LSUB: the subscribed names that match. A `%` at the end of the pattern also lists, with
/// `\Noselect`, the levels that match above a subscribed name (RFC 3501, section 6.3.9).
pub fn lsub(names: &MailboxNames, query: &ListQuery) -> Vec<ListEntry> {
    let subscribed: HashSet<&str> = names.subscriptions.iter().map(String::as_str).collect();
    let mut listed: HashSet<&str> = HashSet::new();
    let mut entries = Vec::new();
    let mut add = |name: &str, attributes| {
        if query.matches(name) {
            let (name, child_info) = (name.to_owned(), Vec::new());
            let is_mailbox = false;
            entries.push(ListEntry { name, attributes, is_mailbox, child_info, old_name: None });
        }
    };
    let lists_levels = query.patterns.iter().any(|pattern| pattern.ends_with('%'));
    for subscription in &names.subscriptions {
        add(subscription, Vec::new());
        for level in name::superiors(subscription).filter(|_| lists_levels) {
            if !subscribed.contains(level) && listed.insert(level) {
                add(level, vec!["\\Noselect"]);
            }
        }
    }
    entries
}
