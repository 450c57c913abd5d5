//! Everything the server keeps, shared by all of its sessions.
//!
//! The *store* holds the *accounts*. An account has *mailboxes*, and a mailbox has *messages*. One
//! lock guards all of them. It is held for a lookup or a change, never while octets are sent or a
//! message is parsed: for such work a session takes a snapshot of the messages.
//!
//! Sessions refer to a mailbox by its number (`id`), which is never reused. A renamed mailbox keeps
//! its number; one that is deleted and created again gets a new one.
//!
//! A session that is in IDLE registers its [`IdleWaiter`] for the mailbox that it has selected.
//! A session that changes a mailbox wakes the waiters of that mailbox.

pub mod account;
mod change_log;
pub mod date;
pub mod flags;
pub mod listing;
pub mod mailbox;
pub mod messages;
pub mod metadata;
pub mod name;
mod store_error;

pub use account::AccountLimits;
pub use change_log::ChangedUids;
pub use store_error::{AccountFull, DeliverError, NameError, StoreError};

use super::idle_waiter::IdleWaiter;
use super::seed;
use account::Account;
use date::InternalDate;
use flags::MessageFlags;
use messages::Message;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The accounts behind their lock.
#[derive(Debug)]
pub struct Store(Mutex<Accounts>);

impl Store {
    /// A store with the accounts of `seed`. Each of `users`, a name and a password, changes the
    /// password of an account that exists, or adds an account with the mail of the first one.
    pub fn new(users: &[(String, String)], limits: AccountLimits) -> Store {
        Store(Mutex::new(Accounts::new(users, limits)))
    }

    /// Locks the accounts. If a session panics with the lock held, the others can still lock it.
    pub fn lock(&self) -> MutexGuard<'_, Accounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A session in IDLE.
#[derive(Debug)]
struct IdleSession {
    user: String,
    /// The number of the selected mailbox.
    mailbox: Option<u64>,
    waiter: Arc<IdleWaiter>,
}

/// All accounts, and the sessions to wake when a mailbox changes.
#[derive(Debug)]
pub struct Accounts {
    accounts: Vec<Account>,
    /// The sessions in IDLE, by session number.
    waiters: HashMap<u64, IdleSession>,
}

impl Accounts {
    fn new(users: &[(String, String)], limits: AccountLimits) -> Accounts {
        let mut accounts: Vec<Account> = Vec::new();
        for seed in seed::ACCOUNTS {
            let number = accounts.len();
            accounts.push(Account::new(seed.name, seed.password, seed, limits, number));
        }
        for (name, password) in users {
            if let Some(account) = accounts.iter_mut().find(|account| account.name() == name) {
                account.set_password(password);
            } else if let Some(model) = seed::ACCOUNTS.first() {
                let number = accounts.len();
                accounts.push(Account::new(name, password, model, limits, number));
            }
        }
        Accounts { accounts, waiters: HashMap::new() }
    }

    /// The account with this name.
    pub fn account(&mut self, name: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.name() == name)
    }

    /// Registers a session in IDLE, to be woken when this mailbox or something of the account changes.
    pub fn add_waiter(
        &mut self,
        session: u64,
        user: &str,
        mailbox: Option<u64>,
        waiter: Arc<IdleWaiter>,
    ) {
        self.waiters.insert(session, IdleSession { user: user.to_owned(), mailbox, waiter });
    }

    /// Removes the waiter of a session, if it has one.
    pub fn remove_waiter(&mut self, session: u64) {
        self.waiters.remove(&session);
    }

    /// Wakes the sessions in IDLE that have this mailbox selected.
    pub fn wake_waiters(&self, mailbox: u64) {
        for session in self.waiters.values().filter(|it| it.mailbox == Some(mailbox)) {
            session.waiter.mailbox_changed();
        }
    }

    /// Wakes the sessions of an account that are in IDLE.
    pub fn wake_account(&self, user: &str) {
        for session in self.waiters.values().filter(|it| it.user == user) {
            session.waiter.mailbox_changed();
        }
    }

    /// Delivers a message to an account's INBOX.
    pub fn deliver(&mut self, account: &str, message: &[u8]) -> Result<(), DeliverError> {
        let account = self.account(account).ok_or(DeliverError::NoSuchAccount)?;
        let no_inbox = |_| DeliverError::NoSuchAccount;
        let id = account.mailbox("INBOX").map_err(no_inbox)?.id;
        account.check_mailbox_room(id, 1)?;
        account.check_room(1, message.len() as u64)?;
        let inbox = account.mailbox("INBOX").map_err(no_inbox)?;
        let now = InternalDate::now();
        let message = Message { date: now, octets: message.to_vec() };
        let added = inbox.add(Arc::new(message), MessageFlags::default(), now);
        added.ok_or(DeliverError::NoUidLeft)?;
        self.wake_waiters(id);
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
