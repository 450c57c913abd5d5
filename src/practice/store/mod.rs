//! The accounts of the practice server: accounts and their mailboxes, shared by all sessions.
//! One lock guards it all; nothing slow is done while it is held.

pub mod account;
pub mod date;
pub mod flags;
pub mod mailbox;
pub mod name;

use super::idle_waiter::IdleWaiter;
use super::seed;
use account::Account;
use date::InternalDate;
use flags::Flags;
use mailbox::Mailbox;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why something can't be done, as the text of a NO: an optional response code, and words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    /// The response code without its brackets.
    pub code: Option<&'static str>,
    /// What to tell.
    pub text: String,
}

impl Refusal {
    /// A refusal with a response code.
    pub fn coded(code: &'static str, text: impl Into<String>) -> Refusal {
        Refusal {
            code: Some(code),
            text: text.into(),
        }
    }

    /// A refusal without one.
    pub fn plain(text: impl Into<String>) -> Refusal {
        Refusal {
            code: None,
            text: text.into(),
        }
    }
}

/// The accounts, shared.
#[derive(Debug)]
pub struct Store(Mutex<Accounts>);

impl Store {
    /// A fresh accounts with the tutorial's accounts, and one like `user`'s for each further user.
    pub fn new(users: &[(String, String)], limits: AccountLimits) -> Store {
        Store(Mutex::new(Accounts::new(users, limits)))
    }

    /// The accounts, for as long as the guard lives. A session that died holding it leaves it usable.
    pub fn lock(&self) -> MutexGuard<'_, Accounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How much the accounts may hold.
#[derive(Clone, Copy, Debug)]
pub struct AccountLimits {
    /// Octets of messages in one account.
    pub octets: u64,
    /// Mailboxes in one account, and subscriptions.
    pub mailboxes: usize,
}

/// All accounts, and the sessions to wake when a mailbox changes.
#[derive(Debug)]
pub struct Accounts {
    accounts: Vec<Account>,
    watchers: HashMap<u64, (u64, Arc<IdleWaiter>)>,
}

impl Accounts {
    fn new(users: &[(String, String)], limits: AccountLimits) -> Accounts {
        let seeds = seed::accounts();
        let mut ids = 0;
        let mut accounts: Vec<Account> = seeds
            .iter()
            .map(|seed| Account::seeded(seed.name, seed.password, seed, limits, &mut ids))
            .collect();
        for (name, password) in users {
            if let Some(account) = accounts.iter_mut().find(|account| account.name() == name) {
                account.set_password(password);
            } else if let Some(seed) = seeds.first() {
                accounts.push(Account::seeded(name, password, seed, limits, &mut ids));
            }
        }
        Accounts {
            accounts,
            watchers: HashMap::new(),
        }
    }

    /// The account of that name.
    pub fn account(&mut self, name: &str) -> Option<&mut Account> {
        self.accounts
            .iter_mut()
            .find(|account| account.name() == name)
    }

    /// A session waits in IDLE: wake it when that mailbox changes.
    pub fn watch(&mut self, session: u64, mailbox: u64, waiter: Arc<IdleWaiter>) {
        self.watchers.insert(session, (mailbox, waiter));
    }

    /// It waits no longer.
    pub fn unwatch(&mut self, session: u64) {
        self.watchers.remove(&session);
    }

    /// Wakes who waits for changes of that mailbox.
    pub fn wake_waiters(&self, mailbox: u64) {
        for (watched, waiter) in self.watchers.values() {
            if *watched == mailbox {
                waiter.mailbox_changed();
            }
        }
    }

    /// Delivers a message to an account's INBOX, and wakes who waits there.
    pub fn deliver(&mut self, account: &str, message: &[u8]) -> Result<(), Refusal> {
        let Some(account) = self.account(account) else {
            return Err(Refusal::coded("NONEXISTENT", "There is no such account"));
        };
        account.check_quota(message.len() as u64)?;
        let Some(inbox) = account.mailbox("INBOX") else {
            return Err(Refusal::coded("NONEXISTENT", "The account has no INBOX"));
        };
        let id = inbox.id;
        if inbox
            .add(message.into(), InternalDate::now(), Flags::default())
            .is_none()
        {
            return Err(Refusal::coded(
                "LIMIT",
                "The mailbox has no UID left to give",
            ));
        }
        self.wake_waiters(id);
        Ok(())
    }

    /// Delivers the mail that arrives while one idles, once an account; to be called as often as one likes.
    pub fn arrive(&mut self, account: &str) {
        if self
            .account(account)
            .is_some_and(|account| account.first_arrival())
        {
            // An account that is full gets no mail; that is no failure of the session that idles.
            self.deliver(account, &seed::arriving_mail()).ok();
        }
    }

    /// The mailbox with that number, if it still is, in an account.
    pub fn mailbox_by_id(&mut self, account: &str, id: u64) -> Option<&mut Mailbox> {
        self.account(account)?.mailbox_by_id(id)
    }
}
