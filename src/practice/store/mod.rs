//! Everything the server keeps, shared by all of its sessions.
//!
//! The *store* holds the *accounts*. An account has *mailboxes*, and a mailbox has *messages*. One
//! lock guards all of them. It is held for a lookup or a change, never while octets are sent or a
//! message is parsed: for such work a session takes a snapshot of the messages.
//!
//! Sessions refer to a mailbox by its number (`id`), which is never reused. A renamed mailbox keeps
//! its number; one that is deleted and created again gets a new one.
//!
//! A session that waits for changes, in IDLE or after NOTIFY, registers its [`IdleWaiter`] for the
//! mailbox that it has selected and for what it watches. A session that changes something wakes the
//! sessions that have to report it.

pub mod account;
mod account_log;
mod change_log;
pub mod date;
pub mod flags;
mod former_names;
pub mod listed_names;
pub mod mailbox;
pub mod messages;
pub mod metadata;
pub mod name;
mod store_error;
pub mod watch;

pub use account::AccountLimits;
pub use account_log::{AccountChange, AccountChanges};
pub use change_log::ChangedUids;
pub use store_error::StoreError;

use super::idle_waiter::IdleWaiter;
use super::seed;
use account::Account;
use account_log::SERVER;
use date::InternalDate;
use flags::MessageFlags;
use messages::Message;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use watch::{Events, Watch};

/// The accounts after their lock.
#[derive(Debug)]
pub struct Store(Mutex<Accounts>);

impl Store {
    /// A store with the accounts of `seed`. Each of `users`, a name and a password, changes the
    /// password of an account that exists, or adds an account with the mail of the first one.
    pub fn new(users: &[(String, String)], limits: AccountLimits) -> Store {
        Store(Mutex::new(Accounts::new(users, limits)))
    }

    /// Puts the accounts and their mail back as they were at the start.
    pub fn reset(&self, users: &[(String, String)], limits: AccountLimits) {
        self.lock().reset(users, limits);
    }

    /// Locks the accounts. If a session panics with the lock held, the others can still lock it.
    pub fn lock(&self) -> MutexGuard<'_, Accounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A session that waits for changes.
#[derive(Debug)]
pub struct WaitingSession {
    pub user: String,
    /// The number of the selected mailbox.
    pub mailbox: Option<u64>,
    /// What it watches, if NOTIFY has been used.
    pub watch: Option<Arc<Watch>>,
    pub waiter: Arc<IdleWaiter>,
}

impl WaitingSession {
    /// Whether one of these events may be reported, wherever it happened. Without NOTIFY, this is the
    /// case for annotations, which ENABLE METADATA reports.
    fn wants(&self, events: Events) -> bool {
        let metadata = Events::MAILBOX_METADATA.with(Events::SERVER_METADATA);
        self.watch.as_ref().map_or(metadata, |watch| watch.any()).has(events)
    }
}

/// All accounts, and the sessions to wake when something changes.
#[derive(Debug)]
pub struct Accounts {
    accounts: Vec<Account>,
    /// How many accounts there have been: each has its own numbers of mailboxes.
    created: usize,
    /// The sessions that wait for changes, by session number.
    waiting: HashMap<u64, WaitingSession>,
}

impl Accounts {
    fn new(users: &[(String, String)], limits: AccountLimits) -> Accounts {
        let mut accounts = Accounts { accounts: Vec::new(), created: 0, waiting: HashMap::new() };
        accounts.reset(users, limits);
        accounts
    }

    /// Replaces all accounts by new ones. For a session that has a mailbox selected, it is deleted.
    fn reset(&mut self, users: &[(String, String)], limits: AccountLimits) {
        let replaced = std::mem::take(&mut self.accounts);
        for seed in seed::ACCOUNTS {
            self.add_account(seed.name, seed.password, seed, limits);
        }
        for (name, password) in users {
            if let Some(account) = self.account(name) {
                account.set_password(password);
            } else if let Some(model) = seed::ACCOUNTS.first() {
                self.add_account(name, password, model, limits);
            }
        }
        for other in &replaced {
            if let Some(account) = self.account(other.name()) {
                account.replace(other);
            }
        }
        for session in self.waiting.values() {
            session.waiter.changed();
        }
    }

    fn add_account(
        &mut self,
        name: &str,
        password: &str,
        seed: &seed::SeedAccount,
        limits: AccountLimits,
    ) {
        self.accounts.push(Account::new(name, password, seed, limits, self.created));
        self.created += 1;
    }

    pub fn account(&mut self, name: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.name() == name)
    }

    /// Registers a session that waits for changes.
    pub fn add_waiter(&mut self, session: u64, waiting: WaitingSession) {
        self.waiting.insert(session, waiting);
    }

    /// Removes the waiter of a session, if it has one.
    pub fn remove_waiter(&mut self, session: u64) {
        self.waiting.remove(&session);
    }

    /// Records that a session has changed messages of a mailbox, and wakes the sessions that have it
    /// selected or watch it.
    pub fn messages_changed(&mut self, user: &str, session: u64, mailbox: u64) {
        let account = self.accounts.iter_mut().find(|account| account.name() == user);
        let mut changed = None;
        if let Some(account) = account
            && let Some((found, events)) = account.record_messages(session, mailbox)
        {
            changed = Some((found.name.clone(), events, &*account));
        }
        let is_watched = |watch: &Watch| {
            changed.as_ref().is_some_and(|(name, events, account)| {
                watch.watches(name, *events, || account.is_subscribed(name))
            })
        };
        // A session that has been woken and has not looked yet will find this change, too.
        for waiting in self.waiting.values().filter(|it| !it.waiter.has_change()) {
            let watches = waiting.user == user && waiting.watch.as_deref().is_some_and(is_watched);
            if waiting.mailbox == Some(mailbox) || watches {
                waiting.waiter.changed();
            }
        }
    }

    /// Wakes the sessions of an account that may have to report one of these events.
    pub fn wake_account(&self, user: &str, events: Events) {
        for waiting in self.waiting.values().filter(|it| it.user == user && it.wants(events)) {
            waiting.waiter.changed();
        }
    }

    /// Delivers a message to an account's INBOX.
    pub fn deliver(&mut self, user: &str, message: &[u8]) -> Result<(), StoreError> {
        let account = self.account(user).ok_or(StoreError::NoSuchAccount)?;
        let id = account.mailbox("INBOX")?.id;
        account.check_mailbox_room(id, 1)?;
        account.check_room(1, message.len() as u64)?;
        let inbox = account.mailbox("INBOX")?;
        let now = InternalDate::now();
        let message = Message { date: now, octets: message.to_vec() };
        let added = inbox.add(Arc::new(message), MessageFlags::default(), now);
        added.ok_or(StoreError::NoUidLeft)?;
        self.messages_changed(user, SERVER, id);
        Ok(())
    }

    /// Delivers the message that arrives during IDLE. Later calls for the same account do nothing.
    pub fn deliver_idle_mail(&mut self, account: &str) {
        if self.account(account).is_some_and(Account::take_idle_mail) {
            // A full account gets no mail. That is not an error of the session in IDLE.
            self.deliver(account, &seed::arriving_mail()).ok();
        }
    }
}
