//! A session's access to the store. It measures how long each command waits for the lock.

use crate::practice::idle_waiter::IdleWaiter;
use crate::practice::server_state::ServerState;
use crate::practice::store::account::Account;
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::metadata::Annotations;
use crate::practice::store::watch::{Events, Watch};
use crate::practice::store::{AccountChanges, Accounts, StoreError, WaitingSession};
use std::cell::Cell;
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};

/// The store as one session uses it: for one account, once the client has logged in.
pub struct StoreAccess {
    server: Arc<ServerState>,
    /// The session's number.
    session: u64,
    /// The account's name.
    user: Option<String>,
    /// How long the current command has waited for the lock.
    lock_wait: Cell<Duration>,
}

/// The locked store, for one account. Dropping it releases the lock.
pub struct LockedAccount<'a> {
    accounts: MutexGuard<'a, Accounts>,
    user: &'a str,
    session: u64,
}

impl StoreAccess {
    pub fn new(server: Arc<ServerState>, session: u64) -> StoreAccess {
        StoreAccess { server, session, user: None, lock_wait: Cell::default() }
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
        let user = self.user.as_deref().unwrap_or_default();
        LockedAccount { accounts, user, session: self.session }
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

    pub fn set_annotations(
        &mut self,
        name: &str,
        entries: Vec<(String, Option<Vec<u8>>)>,
    ) -> Result<(), StoreError> {
        let session = self.session;
        let account = self.account()?;
        let names = entries.iter().map(|(name, _)| name.clone()).collect();
        let (mailbox, annotations) = account.annotations_of(name)?;
        annotations.set(entries)?;
        account.record_annotations(session, mailbox, names);
        self.wake_account(Events::MAILBOX_METADATA.with(Events::SERVER_METADATA));
        Ok(())
    }

    /// CREATE. Returns the MAILBOXID.
    pub fn create(&mut self, name: &str, uses: &[String]) -> Result<String, StoreError> {
        let session = self.session;
        let id = self.account()?.create(session, name, uses)?.object_id();
        // FlagChange reports the UIDVALIDITY of a name that has another mailbox now.
        self.wake_account(Events::NAMES.with(Events::FLAGS));
        Ok(id)
    }

    /// DELETE. Returns the number of the deleted mailbox.
    pub fn delete(&mut self, name: &str) -> Result<u64, StoreError> {
        let session = self.session;
        let deleted = self.account()?.delete(session, name)?;
        self.messages_changed(deleted);
        self.wake_account(Events::NAMES);
        Ok(deleted)
    }

    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), StoreError> {
        let session = self.session;
        for mailbox in self.account()?.rename(session, from, to)? {
            self.messages_changed(mailbox);
        }
        self.wake_account(Events::NAMES.with(Events::FLAGS));
        Ok(())
    }

    pub fn subscribe(&mut self, name: &str) -> Result<(), StoreError> {
        let session = self.session;
        self.account()?.subscribe(session, name)?;
        self.wake_account(Events::SUBSCRIPTIONS);
        Ok(())
    }

    pub fn unsubscribe(&mut self, name: &str) -> Result<(), StoreError> {
        let session = self.session;
        self.account()?.unsubscribe(session, name);
        self.wake_account(Events::SUBSCRIPTIONS);
        Ok(())
    }

    /// Records that this session has changed messages of a mailbox, and wakes the sessions that have
    /// to report it.
    pub fn messages_changed(&mut self, mailbox: u64) {
        self.accounts.messages_changed(self.user, self.session, mailbox);
    }

    fn wake_account(&self, events: Events) {
        self.accounts.wake_account(self.user, events);
    }

    /// Registers this session, to be woken when there is something to report.
    pub fn add_waiter(
        &mut self,
        mailbox: Option<u64>,
        watch: Option<Arc<Watch>>,
        waiter: Arc<IdleWaiter>,
    ) {
        let user = self.user.to_owned();
        self.accounts.add_waiter(self.session, WaitingSession { user, mailbox, watch, waiter });
    }

    pub fn remove_waiter(&mut self) {
        self.accounts.remove_waiter(self.session);
    }

    /// What other sessions have changed after an event, and the number of the last event.
    pub fn account_changes(&mut self, event: u64) -> Result<(AccountChanges, u64), StoreError> {
        let session = self.session;
        let account = self.account()?;
        Ok((account.changes_since(event, session), account.last_event()))
    }

    /// Delivers the message that arrives during IDLE, once for each account.
    pub fn deliver_idle_mail(&mut self) {
        self.accounts.deliver_idle_mail(self.user);
    }
}
