//! The names that LIST and LSUB return, made from [`Names`] without the store's lock.
//!
//! An account has up to a thousand mailboxes, and more levels above them. Each name is looked up in
//! a set, so the time is proportional to their number.

use super::account::Names;
use super::name;
use std::collections::HashSet;

/// A line of LIST or LSUB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    pub name: String,
    pub attributes: Vec<&'static str>,
}

/// LIST: the names that match, including levels that are not mailboxes.
pub fn list(names: &Names, pattern: &str) -> Vec<ListEntry> {
    let mailboxes: HashSet<&str> = names.mailboxes.iter().map(|it| it.name.as_str()).collect();
    let superiors: HashSet<&str> =
        names.mailboxes.iter().flat_map(|it| name::superiors(&it.name)).collect();
    let children = |name: &str| match superiors.contains(name) {
        true => "\\HasChildren",
        false => "\\HasNoChildren",
    };
    let mut listed: HashSet<&str> = HashSet::new();
    let mut entries = Vec::new();
    for mailbox in &names.mailboxes {
        for level in name::superiors(&mailbox.name) {
            if !mailboxes.contains(level) && listed.insert(level) && name::matches(pattern, level) {
                let attributes = vec!["\\Noselect", children(level)];
                entries.push(ListEntry { name: level.to_owned(), attributes });
            }
        }
        if name::matches(pattern, &mailbox.name) {
            let mut attributes = vec![children(&mailbox.name)];
            attributes.extend(&mailbox.attributes);
            entries.push(ListEntry { name: mailbox.name.clone(), attributes });
        }
    }
    entries
}

/// LSUB: the subscribed names that match. A `%` at the end of the pattern also lists, with
/// `\Noselect`, the levels that match above a subscribed name (RFC 3501, section 6.3.9).
pub fn lsub(names: &Names, pattern: &str) -> Vec<ListEntry> {
    let subscribed: HashSet<&str> = names.subscriptions.iter().map(String::as_str).collect();
    let mut listed: HashSet<&str> = HashSet::new();
    let mut entries = Vec::new();
    for subscription in &names.subscriptions {
        if name::matches(pattern, subscription) {
            entries.push(ListEntry { name: subscription.clone(), attributes: Vec::new() });
        }
        if !pattern.ends_with('%') {
            continue;
        }
        for level in name::superiors(subscription) {
            if !subscribed.contains(level) && listed.insert(level) && name::matches(pattern, level)
            {
                let attributes = vec!["\\Noselect"];
                entries.push(ListEntry { name: level.to_owned(), attributes });
            }
        }
    }
    entries
}
