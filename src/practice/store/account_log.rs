//! What has happened to an account lately, for the sessions that want to be notified: NOTIFY (RFC
//! 5465) and ENABLE METADATA (RFC 5464).
//!
//! Each event has a number. A session remembers the number up to which it has reported events, and
//! asks for those after it. So nothing is stored for each session, and a session that is busy finds
//! later what it has missed.
//!
//! Changes of messages are not kept one by one: of each mailbox only the last change counts, and a
//! list of the mailboxes in the order of their last changes finds those that a session has to look
//! at. The other events are kept until they are too many; a session that has missed some of them
//! learns that it has.

use super::watch::Events;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// How many events are kept, and how many octets of names in them.
const MAX_EVENTS: usize = 2000;
const MAX_OCTETS: usize = 256 * 1024;

/// The session number of the server itself, for instance when it delivers a message.
pub const SERVER: u64 = 0;

/// What has happened to an account, apart from changes of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChange {
    Created(String),
    Deleted(String),
    Renamed {
        from: String,
        to: String,
    },
    /// A name was subscribed or unsubscribed.
    Subscription(String),
    Annotations {
        /// Empty: those of the account.
        mailbox: String,
        entries: Vec<String>,
    },
}

impl AccountChange {
    fn octets(&self) -> usize {
        match self {
            AccountChange::Created(name)
            | AccountChange::Deleted(name)
            | AccountChange::Subscription(name) => name.len(),
            AccountChange::Renamed { from, to } => from.len() + to.len(),
            AccountChange::Annotations { mailbox, entries } => {
                mailbox.len() + entries.iter().map(String::len).sum::<usize>()
            }
        }
    }
}

#[derive(Debug)]
struct AccountEvent {
    number: u64,
    session: u64,
    change: AccountChange,
}

/// The last changes of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct LastChange {
    number: u64,
    session: u64,
    /// The last change by another session than that one.
    before: u64,
}

impl LastChange {
    fn record(&mut self, number: u64, session: u64) {
        if self.session != session {
            self.before = self.number;
            self.session = session;
        }
        self.number = number;
    }

    /// The number of the last change by another session than this one.
    fn by_others(&self, session: u64) -> u64 {
        if self.session == session { self.before } else { self.number }
    }
}

/// The last changes of the messages of a mailbox.
#[derive(Clone, Copy, Debug, Default)]
struct MailboxChanges {
    mailbox: u64,
    messages: LastChange,
    flags: LastChange,
}

#[derive(Debug, Default)]
pub struct AccountLog {
    last: u64,
    events: VecDeque<AccountEvent>,
    octets: usize,
    /// Events up to this number may have been forgotten.
    complete_after: u64,
    /// The changes of mailboxes by the number of the last one.
    mailboxes: BTreeMap<u64, MailboxChanges>,
    /// The number of the last change of each mailbox.
    last_of_mailbox: HashMap<u64, u64>,
}

/// What other sessions have changed since a session looked last.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AccountChanges {
    /// `None` if some of it has been forgotten.
    pub changes: Option<Vec<AccountChange>>,
    /// The numbers of the mailboxes whose messages have changed, and how.
    pub mailboxes: Vec<(u64, Events)>,
}

impl AccountLog {
    /// The log of an account that replaces the one of this log: its sessions have missed everything.
    pub fn replacing(other: &AccountLog) -> AccountLog {
        let last = other.last + 1;
        AccountLog { last, complete_after: last, ..AccountLog::default() }
    }

    /// The number of the last event.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Records that a session has changed something.
    pub fn record(&mut self, session: u64, change: AccountChange) {
        self.last += 1;
        self.octets += change.octets();
        self.events.push_back(AccountEvent { number: self.last, session, change });
        while (self.events.len() > MAX_EVENTS || self.octets > MAX_OCTETS)
            && let Some(forgotten) = self.events.pop_front()
        {
            self.octets -= forgotten.change.octets();
            self.complete_after = forgotten.number;
        }
    }

    /// Records that a session has changed messages of a mailbox.
    pub fn record_messages(&mut self, session: u64, mailbox: u64, events: Events) {
        self.last += 1;
        let before = self.last_of_mailbox.insert(mailbox, self.last);
        let before = before.and_then(|number| self.mailboxes.remove(&number));
        let mut changes = before.unwrap_or_default();
        changes.mailbox = mailbox;
        if events.has(Events::MESSAGES) {
            changes.messages.record(self.last, session);
        }
        if events.has(Events::FLAGS) {
            changes.flags.record(self.last, session);
        }
        self.mailboxes.insert(self.last, changes);
    }

    /// Forgets a mailbox that has been deleted.
    pub fn forget(&mut self, mailbox: u64) {
        if let Some(number) = self.last_of_mailbox.remove(&mailbox) {
            self.mailboxes.remove(&number);
        }
    }

    /// What other sessions than this one have changed after a number.
    pub fn since(&self, number: u64, session: u64) -> AccountChanges {
        let first = self.events.partition_point(|event| event.number <= number);
        let others = self.events.range(first..).filter(|event| event.session != session);
        let changes = others.map(|event| event.change.clone());
        let mailboxes = self.mailboxes.range(number + 1..).filter_map(|(_, changes)| {
            let is_new = |last: &LastChange| last.by_others(session) > number;
            let mut events = Events::NONE;
            if is_new(&changes.messages) {
                events = events.with(Events::MESSAGES);
            }
            if is_new(&changes.flags) {
                events = events.with(Events::FLAGS);
            }
            (events != Events::NONE).then_some((changes.mailbox, events))
        });
        AccountChanges {
            changes: (number >= self.complete_after).then(|| changes.collect()),
            mailboxes: mailboxes.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn created(name: &str) -> AccountChange {
        AccountChange::Created(name.to_owned())
    }

    #[test]
    fn a_session_learns_what_others_have_changed() {
        let mut log = AccountLog::default();
        log.record(1, created("a"));
        log.record(2, created("b"));
        log.record_messages(2, 70, Events::MESSAGES);
        log.record_messages(1, 71, Events::FLAGS);
        // Session 1 changes what session 2 has changed, and the other way round.
        log.record_messages(1, 70, Events::FLAGS);
        let changes = log.since(0, 1);
        assert_eq!(changes.changes, Some(vec![created("b")]));
        assert_eq!(changes.mailboxes, [(70, Events::MESSAGES)]);
        assert_eq!(log.since(0, 2).mailboxes, [(71, Events::FLAGS), (70, Events::FLAGS)]);
        let last = log.last();
        log.record_messages(1, 70, Events::MESSAGES);
        assert_eq!(log.since(last, 1).mailboxes, []);
        log.record_messages(2, 70, Events::MESSAGES);
        log.record_messages(1, 70, Events::MESSAGES);
        assert_eq!(log.since(last, 1).mailboxes, [(70, Events::MESSAGES)]);
        log.forget(70);
        assert_eq!(log.since(0, 3).mailboxes, [(71, Events::FLAGS)]);
    }

    #[test]
    fn after_a_replacement_sessions_know_that_they_have_missed_something() {
        let mut log = AccountLog::default();
        log.record(1, created("a"));
        let mut log = AccountLog::replacing(&log);
        assert_eq!(log.since(1, 2).changes, None);
        let seen = log.last();
        log.record(1, created("b"));
        assert_eq!(log.since(seen, 2).changes, Some(vec![created("b")]));
    }

    #[test]
    fn the_log_stays_bounded_and_says_when_it_is_incomplete() {
        let mut log = AccountLog::default();
        for number in 0..3 * MAX_EVENTS as u64 {
            log.record(1, created("name"));
            log.record_messages(1, number % 10, Events::MESSAGES);
        }
        assert_eq!((log.events.len(), log.mailboxes.len()), (MAX_EVENTS, 10));
        assert_eq!(log.since(1, 2).changes, None);
        log.record(1, created(&"x".repeat(MAX_OCTETS)));
        assert_eq!(log.events.len(), 1);
        assert_eq!(log.since(log.last() - 1, 2).changes.map(|it| it.len()), Some(1));
        assert_eq!(log.since(log.last(), 2).changes, Some(vec![]));
    }
}
