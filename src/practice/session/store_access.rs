//! A session's access to the store. It measures how long each command waits for the lock.

use crate::practice::idle_waiter::IdleWaiter;
use crate::practice::server_state::ServerState;
use crate::practice::store::account::{Account, AnnotationChange};
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::metadata::Annotations;
use crate::practice::store::{Accounts, StoreError};
use std::cell::Cell;
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

/// The store as one session uses it: for one account, once the client has logged in.
pub struct StoreAccess {
    server: Arc<ServerState>,
    /// The account's name.
    user: Option<String>,
    /// How long the current command has waited for the lock.
    lock_wait: Cell<Duration>,
}

/// The locked store, for one account. Dropping it releases the lock.
pub struct LockedAccount<'a> {
    accounts: MutexGuard<'a, Accounts>,
    user: &'a str,
}

impl StoreAccess {
    pub fn new(server: Arc<ServerState>) -> StoreAccess {
        StoreAccess { server, user: None, lock_wait: Cell::default() }
    }

    /// The account's name, once the client has logged in.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    pub fn is_logged_in(&self) -> bool {
        self.user.is_some()
    }

    pub fn log_in(&mut self, user: &str) {
        self.user = Some(user.to_owned());
    }

    /// The password of any account.
    pub fn password(&self, user: &str) -> Option<String> {
        let mut accounts = self.server.store.lock();
        let account = accounts.account(user)?;
        Some(account.password().to_owned())
    }

    /// Locks the store. Before login there is no account, and lookups find nothing.
    pub fn lock(&self) -> LockedAccount<'_> {
        let start = Instant::now();
        let accounts = self.server.store.lock();
        self.lock_wait.set(self.lock_wait.get() + start.elapsed());
        LockedAccount { accounts, user: self.user.as_deref().unwrap_or_default() }
    }

    /// How long the current command has waited for the lock.
    pub fn lock_wait(&self) -> Duration {
        self.lock_wait.get()
    }

    pub fn reset_lock_wait(&self) {
        self.lock_wait.set(Duration::ZERO);
    }
}

impl LockedAccount<'_> {
    pub fn account(&mut self) -> Result<&mut Account, StoreError> {
        let account = self.accounts.account(self.user);
        account.ok_or(StoreError::NoSuchAccount)
    }

    /// The mailbox with this name.
    pub fn mailbox(&mut self, name: &str) -> Result<&mut Mailbox, StoreError> {
        self.account()?.mailbox(name)
    }

    /// The mailbox with this number, or `None` if it has been deleted.
    pub fn mailbox_by_id(&mut self, id: u64) -> Option<&mut Mailbox> {
        self.account().ok()?.mailbox_by_id(id)
    }

    /// A copy of the annotations of a mailbox, with its name, or of the account for an empty name.
    pub fn annotations(&mut self, name: &str) -> Result<(String, Annotations), StoreError> {
        let (name, annotations) = self.account()?.annotations_of(name)?;
        Ok((name, annotations.clone()))
    }

    /// Sets annotations, and wakes the sessions of the account that are in IDLE.
    pub fn set_annotations(
        &mut self,
        name: &str,
        entries: Vec<(String, Option<Vec<u8>>)>,
        session: u64,
    ) -> Result<(), StoreError> {
        let account = self.account()?;
        let names = entries.iter().map(|(name, _)| name.clone()).collect();
        let (mailbox, annotations) = account.annotations_of(name)?;
        annotations.set(entries)?;
        account.record_annotations(session, mailbox, names);
        self.accounts.wake_account(self.user);
        Ok(())
    }

    /// The changes of annotations after this number.
    pub fn annotation_changes(&mut self, number: u64) -> Vec<AnnotationChange> {
        self.account().map(|account| account.annotation_changes(number)).unwrap_or_default()
    }

    /// Wakes the sessions in IDLE that have this mailbox selected.
    pub fn wake_waiters(&self, mailbox: u64) {
        self.accounts.wake_waiters(mailbox);
    }

    /// Registers a session in IDLE, to be woken when this mailbox changes.
    pub fn add_waiter(&mut self, session: u64, mailbox: Option<u64>, waiter: Arc<IdleWaiter>) {
        self.accounts.add_waiter(session, self.user, mailbox, waiter);
    }

    pub fn remove_waiter(&mut self, session: u64) {
        self.accounts.remove_waiter(session);
    }

    /// Delivers the message that arrives during IDLE, once for each account.
    pub fn deliver_idle_mail(&mut self) {
        self.accounts.deliver_idle_mail(self.user);
    }
}
