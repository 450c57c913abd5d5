//! What a session that uses NOTIFY wants to learn about an account (RFC 5465).

use super::name;
use std::collections::HashMap;

/// A set of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events(u8);

impl Events {
    pub const NONE: Events = Events(0);
    /// MessageNew and MessageExpunge, which a client can only ask for together.
    pub const MESSAGES: Events = Events(1);
    /// FlagChange.
    pub const FLAGS: Events = Events(2);
    /// MailboxName.
    pub const NAMES: Events = Events(4);
    /// SubscriptionChange.
    pub const SUBSCRIPTIONS: Events = Events(8);
    /// MailboxMetadataChange.
    pub const MAILBOX_METADATA: Events = Events(16);
    /// ServerMetadataChange.
    pub const SERVER_METADATA: Events = Events(32);
    /// The events of messages.
    pub const OF_MESSAGES: Events = Events(1 | 2);

    #[must_use]
    pub fn with(self, others: Events) -> Events {
        Events(self.0 | others.0)
    }

    /// The events that are in both sets.
    #[must_use]
    pub fn common(self, others: Events) -> Events {
        Events(self.0 & others.0)
    }

    /// Whether the sets have an event in common.
    pub fn has(self, others: Events) -> bool {
        self.common(others) != Events::NONE
    }
}

/// The mailboxes that an event group is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailboxFilter {
    /// The mailboxes to which mail is delivered: INBOX.
    Inboxes,
    /// All mailboxes.
    Personal,
    Subscribed,
    /// These names and all names below them.
    Subtree(Vec<String>),
    Mailboxes(Vec<String>),
}

/// The events that are wanted, by mailbox. If several groups are about a mailbox, all of their events
/// are wanted. Names of mailboxes that do not exist are kept: they may be created later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    inboxes: Events,
    personal: Events,
    subscribed: Events,
    subtrees: HashMap<String, Events>,
    mailboxes: HashMap<String, Events>,
    any: Events,
}

impl Watch {
    /// Adds the events of a group.
    pub fn add(&mut self, filter: MailboxFilter, events: Events) {
        self.any = self.any.with(events);
        let (names, of_names) = match filter {
            MailboxFilter::Inboxes => return self.inboxes = self.inboxes.with(events),
            MailboxFilter::Personal => return self.personal = self.personal.with(events),
            MailboxFilter::Subscribed => return self.subscribed = self.subscribed.with(events),
            MailboxFilter::Subtree(names) => (names, &mut self.subtrees),
            MailboxFilter::Mailboxes(names) => (names, &mut self.mailboxes),
        };
        for name in names {
            let name = name::normalized(name.strip_suffix(name::SEPARATOR).unwrap_or(&name));
            let known = of_names.entry(name).or_default();
            *known = known.with(events);
        }
    }

    pub fn names(&self) -> usize {
        self.subtrees.len() + self.mailboxes.len()
    }

    /// The events that are wanted for any mailbox.
    pub fn any(&self) -> Events {
        self.any
    }

    /// Whether one of these events is wanted for the mailbox with this name.
    pub fn watches(
        &self,
        name: &str,
        events: Events,
        is_subscribed: impl FnOnce() -> bool,
    ) -> bool {
        self.any.has(events)
            && (self.personal.has(events) || self.events_of(name, is_subscribed).has(events))
    }

    /// The events that are wanted for the mailbox with this name. The time is proportional to the
    /// length of the name, whatever the number of names here.
    pub fn events_of(&self, name: &str, is_subscribed: impl FnOnce() -> bool) -> Events {
        let mut events = self.personal;
        if name == "INBOX" {
            events = events.with(self.inboxes);
        }
        if self.subscribed != Events::NONE && is_subscribed() {
            events = events.with(self.subscribed);
        }
        if let Some(found) = self.mailboxes.get(name) {
            events = events.with(*found);
        }
        if !self.subtrees.is_empty() {
            // The empty name means the root.
            let levels = name::superiors(name).chain([name, ""]);
            let found = levels.filter_map(|level| self.subtrees.get(level));
            events = found.fold(events, |events, found| events.with(*found));
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn all_groups_about_a_mailbox_count() {
        let mut watch = Watch::default();
        watch.add(MailboxFilter::Inboxes, Events::MESSAGES);
        watch.add(MailboxFilter::Subtree(names(&["Lists/", "inbox"])), Events::FLAGS);
        watch.add(MailboxFilter::Mailboxes(names(&["Lists", "x"])), Events::NAMES);
        watch.add(MailboxFilter::Subscribed, Events::SUBSCRIPTIONS);
        let events_of = |name: &str, subscribed| watch.events_of(name, || subscribed);
        assert_eq!(events_of("INBOX", false), Events::OF_MESSAGES);
        assert_eq!(events_of("Lists", false), Events::FLAGS.with(Events::NAMES));
        assert_eq!(events_of("Lists/a/b", false), Events::FLAGS);
        assert_eq!(events_of("Listserv", false), Events::NONE);
        assert_eq!(events_of("x", true), Events::NAMES.with(Events::SUBSCRIPTIONS));
        assert_eq!(events_of("x/y", false), Events::NONE);
        watch.add(MailboxFilter::Subtree(names(&[""])), Events::MAILBOX_METADATA);
        assert_eq!(watch.events_of("x/y", || false), Events::MAILBOX_METADATA);
        assert!(
            watch.any().has(Events::SUBSCRIPTIONS) && !watch.any().has(Events::SERVER_METADATA)
        );
    }
}
