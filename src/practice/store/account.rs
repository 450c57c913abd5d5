//! One account: its password, its mailboxes by name, and its subscriptions.
//!
//! Names form a hierarchy with "/" between levels. A level above a mailbox is not always a mailbox
//! itself. If it is not, LIST shows it with `\Noselect`.

use super::account_log::{AccountChange, AccountChanges, AccountLog};
use super::date::InternalDate;
use super::flags::{MessageFlags, system_flag};
use super::former_names::FormerNames;
use super::listed_names::{ListEntry, MailboxName, MailboxNames};
use super::mailbox::Mailbox;
use super::messages::Message;
use super::metadata::Annotations;
use super::name;
use super::store_error::StoreError;
use super::watch::Events;
use crate::practice::seed::{SeedAccount, SeedMailbox};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The special uses that CREATE can give a mailbox (RFC 6154).
const SPECIAL_USES: [&str; 5] = ["\\Archive", "\\Drafts", "\\Junk", "\\Sent", "\\Trash"];

/// How much one account may hold.
#[derive(Clone, Copy, Debug)]
pub struct AccountLimits {
    /// Octets of all messages.
    pub octets: u64,
    /// The number of messages.
    pub messages: usize,
    /// The number of messages of a mailbox.
    pub mailbox_messages: usize,
    /// The number of mailboxes, and of subscriptions.
    pub mailboxes: usize,
}

/// How much one account holds.
#[derive(Clone, Copy, Debug)]
pub struct AccountUsage {
    pub octets: u64,
    pub messages: u64,
    pub mailboxes: u64,
}

#[derive(Debug)]
pub struct Account {
    name: String,
    password: String,
    /// In the order of their numbers.
    mailboxes: Vec<Mailbox>,
    subscriptions: Vec<String>,
    limits: AccountLimits,
    pub annotations: Annotations,
    /// What has changed lately.
    log: AccountLog,
    former_names: FormerNames,
    /// Octets of messages that clients are sending.
    reserved: Arc<AtomicU64>,
    /// The number of the mailbox that was created last.
    last_mailbox_id: u64,
    /// The highest UIDVALIDITY that any mailbox has had.
    highest_uid_validity: u32,
    /// Whether the message that arrives during IDLE has been delivered.
    idle_mail_delivered: bool,
}

/// Octets reserved for a message that a client is sending, until this is dropped.
#[derive(Debug)]
pub struct Reservation {
    reserved: Arc<AtomicU64>,
    octets: u64,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.reserved.fetch_sub(self.octets, Ordering::Relaxed);
    }
}

impl Account {
    /// An account with the mailboxes of a seed. `number` is its index among all accounts.
    pub fn new(
        name: &str,
        password: &str,
        seed: &SeedAccount,
        limits: AccountLimits,
        number: usize,
    ) -> Account {
        let mut account = Account {
            name: name.to_owned(),
            password: password.to_owned(),
            mailboxes: Vec::new(),
            subscriptions: Vec::new(),
            limits,
            annotations: Annotations::default(),
            log: AccountLog::default(),
            former_names: FormerNames::default(),
            reserved: Arc::default(),
            // Each account has its own range of four billion numbers, so that no two mailboxes of
            // the server have the same number.
            last_mailbox_id: (number as u64) << 32,
            highest_uid_validity: 1,
            idle_mail_delivered: false,
        };
        for mailbox in seed.mailboxes {
            account.add_seed(mailbox);
        }
        account
    }

    fn add_seed(&mut self, seed: &SeedMailbox) {
        let now = InternalDate::now();
        self.highest_uid_validity = self.highest_uid_validity.max(seed.uid_validity);
        let mut mailbox = Mailbox::new(self.next_mailbox_id(), seed.name, seed.uid_validity);
        mailbox.attributes = seed.attributes.to_vec();
        for message in seed.messages {
            // The gaps in the seed's UIDs look like messages that have been expunged.
            mailbox.uid_next = message.uid;
            let mut flags = MessageFlags::default();
            let mut recent = false;
            for flag in message.flags.split_ascii_whitespace() {
                match system_flag(flag) {
                    Some(bit) => flags.system |= bit,
                    None if flag == "\\Recent" => recent = true,
                    None => flags.keywords |= mailbox.keywords.get_or_add(flag).unwrap_or(0),
                }
            }
            // A test checks that every date is valid.
            let date = InternalDate::parse(message.date).unwrap_or_else(InternalDate::now);
            mailbox.add(Arc::new(Message { date, octets: message.octets() }), flags, now);
            if !recent {
                mailbox.set_unannounced_from(mailbox.uid_next);
            }
        }
        self.subscriptions.push(seed.name.to_owned());
        self.mailboxes.push(mailbox);
    }

    fn next_mailbox_id(&mut self) -> u64 {
        self.last_mailbox_id += 1;
        self.last_mailbox_id
    }

    /// A UIDVALIDITY that no mailbox of this account has ever had.
    fn next_uid_validity(&mut self) -> u32 {
        self.highest_uid_validity = self.highest_uid_validity.saturating_add(1);
        self.highest_uid_validity
    }

    /// The user name for LOGIN.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn password(&self) -> &str {
        &self.password
    }

    pub fn set_password(&mut self, password: &str) {
        password.clone_into(&mut self.password);
    }

    /// Returns true at the first call only: the message that arrives during IDLE arrives once.
    pub fn take_idle_mail(&mut self) -> bool {
        !std::mem::replace(&mut self.idle_mail_delivered, true)
    }

    /// Fails unless a mailbox has room for this many more messages.
    pub fn check_mailbox_room(&self, mailbox: u64, messages: usize) -> Result<(), StoreError> {
        let found = self.mailbox_ref(mailbox);
        let limit = self.limits.mailbox_messages;
        if found.map_or(0, |it| it.messages().len()) + messages > limit {
            Err(StoreError::MailboxFull(limit))
        } else {
            Ok(())
        }
    }

    /// Fails unless the account has room for this many more messages and octets.
    pub fn check_room(&self, messages: usize, octets: u64) -> Result<(), StoreError> {
        if self.usage().messages as usize + messages > self.limits.messages {
            return Err(StoreError::TooManyMessages(self.limits.messages));
        }
        self.check_quota(octets)
    }

    /// The annotations of a mailbox, with its name, or those of the account for an empty name.
    pub fn annotations_of(&mut self, name: &str) -> Result<(String, &mut Annotations), StoreError> {
        if name.is_empty() {
            return Ok((String::new(), &mut self.annotations));
        }
        let mailbox = self.mailbox(name)?;
        Ok((mailbox.name.clone(), &mut mailbox.annotations))
    }

    /// Records that a session has changed annotations.
    pub fn record_annotations(&mut self, session: u64, mailbox: String, entries: Vec<String>) {
        self.log.record(session, AccountChange::Annotations { mailbox, entries });
    }

    /// Records that a session has changed messages of a mailbox, and how. Returns the mailbox.
    pub fn record_messages(&mut self, session: u64, id: u64) -> Option<(&Mailbox, Events)> {
        let index = self.index_of(id)?;
        let mailbox = self.mailboxes.get_mut(index)?;
        let events = mailbox.take_events();
        if events != Events::NONE {
            self.log.record_messages(session, id, events);
        }
        Some((mailbox, events))
    }

    /// The number of the last event.
    pub fn last_event(&self) -> u64 {
        self.log.last()
    }

    /// Takes the place of an account, whose sessions continue.
    pub fn replace(&mut self, other: &Account) {
        self.log = AccountLog::replacing(&other.log);
    }

    /// What other sessions than this one have changed after an event.
    pub fn changes_since(&self, event: u64, session: u64) -> AccountChanges {
        self.log.since(event, session)
    }

    /// How much the account holds.
    pub fn usage(&self) -> AccountUsage {
        AccountUsage {
            octets: self.mailboxes.iter().map(Mailbox::octets).sum(),
            messages: self.mailboxes.iter().map(|it| it.messages().len() as u64).sum(),
            mailboxes: self.mailboxes.len() as u64,
        }
    }

    /// Fails if the account's limit leaves no space for this many more octets.
    fn check_quota(&self, octets: u64) -> Result<(), StoreError> {
        let used = self.usage().octets;
        let limit = self.limits.octets;
        if used.saturating_add(octets) > limit {
            return Err(StoreError::AccountFull { used, limit });
        }
        Ok(())
    }

    /// Reserves space for a message that a client is about to send, so that messages on their way
    /// take no more memory than the account may.
    pub fn reserve(&mut self, octets: u64) -> Result<Reservation, StoreError> {
        let reserved = self.reserved.load(Ordering::Relaxed);
        self.check_quota(reserved.saturating_add(octets))?;
        self.reserved.fetch_add(octets, Ordering::Relaxed);
        Ok(Reservation { reserved: self.reserved.clone(), octets })
    }

    pub fn mailbox(&mut self, name: &str) -> Result<&mut Mailbox, StoreError> {
        let name = name::normalized(name);
        self.mailboxes
            .iter_mut()
            .find(|mailbox| mailbox.name == name)
            .ok_or(StoreError::NoSuchMailbox(name))
    }

    /// The mailbox with this number.
    pub fn mailbox_by_id(&mut self, id: u64) -> Option<&mut Mailbox> {
        let index = self.index_of(id)?;
        self.mailboxes.get_mut(index)
    }

    /// The mailbox with this number.
    pub fn mailbox_ref(&self, id: u64) -> Option<&Mailbox> {
        self.mailboxes.get(self.index_of(id)?)
    }

    /// The index of the mailbox with this number.
    fn index_of(&self, id: u64) -> Option<usize> {
        self.mailboxes.binary_search_by_key(&id, |mailbox| mailbox.id).ok()
    }

    /// Two different mailboxes at once, by their numbers.
    fn mailbox_pair(&mut self, from: u64, to: u64) -> Option<(&mut Mailbox, &mut Mailbox)> {
        let indexes = [self.index_of(from)?, self.index_of(to)?];
        match self.mailboxes.get_disjoint_mut(indexes) {
            Ok([from, to]) => Some((from, to)),
            Err(_) => None,
        }
    }

    /// Whether a name is that of a mailbox or of a level above one.
    fn name_exists(&self, name: &str) -> bool {
        self.mailboxes
            .iter()
            .any(|mailbox| mailbox.name == name || name::is_inferior(&mailbox.name, name))
    }

    /// CREATE. A "/" at the end of the name only declares that the client will create mailboxes
    /// below it (RFC 3501, section 6.3.3). `uses` are special uses. Returns the new mailbox.
    pub fn create(
        &mut self,
        session: u64,
        name: &str,
        uses: &[String],
    ) -> Result<&Mailbox, StoreError> {
        let index = self.add_mailbox(name, uses)?;
        let mailbox = self.mailboxes.get(index).ok_or(StoreError::TooManyMailboxes)?;
        self.log.record(session, AccountChange::Created(mailbox.name.clone()));
        if self.former_names.had_another(mailbox) {
            self.log.record_messages(session, mailbox.id, Events::FLAGS);
        }
        Ok(mailbox)
    }

    /// Adds a mailbox, and returns its index.
    fn add_mailbox(&mut self, name: &str, uses: &[String]) -> Result<usize, StoreError> {
        let known = |name: &String| SPECIAL_USES.iter().find(|it| it.eq_ignore_ascii_case(name));
        let uses: Option<Vec<&str>> = uses.iter().map(|name| known(name).copied()).collect();
        let uses = uses.ok_or(StoreError::UnknownUse)?;
        let name = name::normalized(name.strip_suffix(name::SEPARATOR).unwrap_or(name));
        name::check(&name)?;
        if self.mailbox(&name).is_ok() {
            return Err(StoreError::MailboxExists);
        }
        if self.mailboxes.len() >= self.limits.mailboxes {
            return Err(StoreError::TooManyMailboxes);
        }
        let mut mailbox = Mailbox::new(self.next_mailbox_id(), &name, self.next_uid_validity());
        mailbox.attributes = uses;
        self.mailboxes.push(mailbox);
        Ok(self.mailboxes.len() - 1)
    }

    /// DELETE. Mailboxes below it are kept, with this name as a level above them (RFC 3501, section
    /// 6.3.4). Returns the number of the deleted mailbox.
    pub fn delete(&mut self, session: u64, name: &str) -> Result<u64, StoreError> {
        let name = name::normalized(name);
        if name == "INBOX" {
            return Err(StoreError::InboxNotDeletable);
        }
        let index = self.mailboxes.iter().position(|mailbox| mailbox.name == name);
        match index {
            Some(index) => {
                let deleted = self.mailboxes.remove(index);
                let id = deleted.id;
                self.former_names.add(&deleted);
                self.log.forget(id);
                self.log.record(session, AccountChange::Deleted(name));
                Ok(id)
            }
            None if self.name_exists(&name) => Err(StoreError::NotAMailbox),
            None => Err(StoreError::NoSuchMailbox(name)),
        }
    }

    /// RENAME, also of all mailboxes below. INBOX itself is kept, and its messages are moved to a
    /// new mailbox (RFC 3501, section 6.3.5). Returns the numbers of the mailboxes whose messages
    /// changed.
    pub fn rename(&mut self, session: u64, from: &str, to: &str) -> Result<Vec<u64>, StoreError> {
        let from = name::normalized(from);
        let to = name::normalized(to.strip_suffix(name::SEPARATOR).unwrap_or(to));
        if !self.name_exists(&from) {
            return Err(StoreError::NoSuchMailbox(from));
        }
        name::check(&to)?;
        if self.name_exists(&to) {
            return Err(StoreError::MailboxExists);
        }
        if from == "INBOX" {
            return self.rename_inbox(session, &to);
        }
        if name::is_inferior(&to, &from) {
            return Err(StoreError::BelowItself);
        }
        let renamed = |name: &str| match name.strip_prefix(&from) {
            Some("") => Some(to.clone()),
            Some(rest) if rest.starts_with(name::SEPARATOR) => Some(format!("{to}{rest}")),
            _ => None,
        };
        let mut new_names = self.mailboxes.iter().filter_map(|it| renamed(&it.name));
        if new_names.any(|name| name::check(&name).is_err()) {
            return Err(StoreError::InferiorNameTooLong);
        }
        for mailbox in &mut self.mailboxes {
            if let Some(name) = renamed(&mailbox.name) {
                self.former_names.add(mailbox);
                mailbox.name = name;
                if self.former_names.had_another(mailbox) {
                    self.log.record_messages(session, mailbox.id, Events::FLAGS);
                }
            }
        }
        self.log.record(session, AccountChange::Renamed { from, to });
        Ok(Vec::new())
    }

    fn rename_inbox(&mut self, session: u64, to: &str) -> Result<Vec<u64>, StoreError> {
        self.add_mailbox(to, &[])?;
        let renamed = AccountChange::Renamed { from: "INBOX".to_owned(), to: to.to_owned() };
        self.log.record(session, renamed);
        let (created, now) = (self.last_mailbox_id, InternalDate::now());
        let inbox = self.mailbox("INBOX")?.id;
        if let Some((from, to)) = self.mailbox_pair(inbox, created) {
            to.keywords = from.keywords.clone();
            let first_unannounced = from.unannounced().start;
            for stored in from.remove(|_| true) {
                if stored.uid < first_unannounced {
                    to.set_unannounced_from(to.uid_next + 1);
                }
                to.add(stored.message, stored.flags, now);
            }
        }
        Ok(vec![inbox, created])
    }

    /// SUBSCRIBE to a mailbox, or to a level above one.
    pub fn subscribe(&mut self, session: u64, name: &str) -> Result<(), StoreError> {
        let name = name::normalized(name);
        if !self.name_exists(&name) {
            return Err(StoreError::NoSuchMailbox(name));
        }
        if !self.subscriptions.contains(&name) {
            if self.subscriptions.len() >= self.limits.mailboxes {
                return Err(StoreError::TooManySubscriptions);
            }
            self.subscriptions.push(name.clone());
            self.log.record(session, AccountChange::Subscription(name));
        }
        Ok(())
    }

    pub fn is_subscribed(&self, name: &str) -> bool {
        self.subscriptions.contains(&name::normalized(name))
    }

    pub fn unsubscribe(&mut self, session: u64, name: &str) {
        let name = name::normalized(name);
        if self.is_subscribed(&name) {
            self.subscriptions.retain(|subscribed| *subscribed != name);
            self.log.record(session, AccountChange::Subscription(name));
        }
    }

    /// A name as LIST shows it, without the names of all others.
    pub fn list_entry(&self, name: &str) -> ListEntry {
        let mailbox = self.mailboxes.iter().find(|mailbox| mailbox.name == name);
        let has_children = self.mailboxes.iter().any(|it| name::is_inferior(&it.name, name));
        let mut attributes = Vec::new();
        if mailbox.is_none() {
            attributes.push("\\NonExistent");
        }
        if self.is_subscribed(name) {
            attributes.push("\\Subscribed");
        }
        attributes.push(if has_children { "\\HasChildren" } else { "\\HasNoChildren" });
        attributes.extend(mailbox.into_iter().flat_map(shown_attributes));
        ListEntry {
            name: name.to_owned(),
            attributes,
            is_mailbox: mailbox.is_some(),
            child_info: Vec::new(),
            old_name: None,
        }
    }

    /// The names of all mailboxes and subscriptions.
    pub fn names(&self) -> MailboxNames {
        let mailboxes = self.mailboxes.iter().map(|mailbox| MailboxName {
            id: mailbox.id,
            name: mailbox.name.clone(),
            attributes: shown_attributes(mailbox).collect(),
        });
        MailboxNames { mailboxes: mailboxes.collect(), subscriptions: self.subscriptions.clone() }
    }
}

/// The mailbox's own attributes as they are now: `\UnMarked` means that it has no new messages.
fn shown_attributes(mailbox: &Mailbox) -> impl Iterator<Item = &'static str> {
    let marked = !mailbox.unannounced().is_empty();
    mailbox.attributes.iter().copied().filter(move |name| !(marked && *name == "\\UnMarked"))
}
