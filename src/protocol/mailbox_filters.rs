//! The words with which ESEARCH and NOTIFY select mailboxes (RFC 5465, section 6, and RFC 7377).

/// A word that selects mailboxes.
#[derive(Clone, Copy, Debug)]
pub struct MailboxFilter {
    /// In capitals.
    pub name: &'static str,
    /// Whether names of mailboxes follow it.
    pub takes_names: bool,
    /// The only command that accepts it; `None`: both do.
    pub only_in: Option<&'static str>,
}

const fn filter(name: &'static str, takes_names: bool) -> MailboxFilter {
    MailboxFilter { name, takes_names, only_in: None }
}

/// All words, the most useful ones first.
pub const MAILBOX_FILTERS: [MailboxFilter; 8] = [
    filter("SELECTED", false),
    filter("PERSONAL", false),
    filter("INBOXES", false),
    filter("SUBSCRIBED", false),
    filter("SUBTREE", true),
    filter("MAILBOXES", true),
    MailboxFilter { only_in: Some("NOTIFY"), ..filter("SELECTED-DELAYED", false) },
    MailboxFilter { only_in: Some("ESEARCH"), ..filter("SUBTREE-ONE", true) },
];

/// Their names, in the same order.
pub const FILTER_NAMES: [&str; MAILBOX_FILTERS.len()] = {
    let mut names = [""; MAILBOX_FILTERS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = MAILBOX_FILTERS[index].name;
        index += 1;
    }
    names
};
