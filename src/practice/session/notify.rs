//! NOTIFY (RFC 5465): a client says what it wants to learn without asking, also between commands and
//! about mailboxes that it has not selected.
//!
//! The session keeps only what the client wants and the number of the last event of the account that
//! it has looked at. What has happened since then is in the account's log, so a client that does not
//! read costs nothing. If the log has forgotten something, the client gets NOTIFICATIONOVERFLOW.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::ReportScope;
use super::status::StatusSnapshot;
use crate::practice::capability::Capability;
use crate::practice::grammar::{FetchItem, NotifyArguments, NotifySet, SelectedEvents, StatusItem};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::listed_names::ListEntry;
use crate::practice::store::watch::{Events, MailboxFilter, Watch};
use crate::practice::store::{AccountChange, name};
use std::collections::HashSet;
use std::sync::Arc;

/// How many names of mailboxes a NOTIFY can have.
const MAX_NAMES: usize = 200;
/// How many FETCH items can be asked for in advance.
pub const MAX_UNASKED_ITEMS: usize = 50;

/// What the client wants to learn. Nothing, after NOTIFY NONE.
#[derive(Debug, Default)]
pub struct Notify {
    pub selected: SelectedEvents,
    pub watch: Arc<Watch>,
}

impl Notify {
    /// Whether the client wants to learn anything.
    pub fn is_active(&self) -> bool {
        self.selected.events.with(self.watch.any()) != Events::NONE
    }
}

/// An untagged response that reports a change of the account.
enum Notice {
    List { name: String, old_name: Option<String> },
    Metadata { mailbox: String, entries: Vec<String> },
}

impl ServerSession {
    /// NOTIFY SET and NOTIFY NONE.
    pub fn notify(&mut self, arguments: NotifyArguments) -> Outcome {
        match arguments {
            NotifyArguments::None => self.notify = Some(Notify::default()),
            NotifyArguments::Set(set) => self.notify_set(set)?,
        }
        Ok(OkResponse::completed("Notify"))
    }

    fn notify_set(&mut self, set: NotifySet) -> Outcome<()> {
        if set.has_unknown_event {
            let metadata = if self.announced().permits(Capability::Metadata) {
                " MailboxMetadataChange ServerMetadataChange"
            } else {
                ""
            };
            return Err(CommandError::no(format!(
                "[BADEVENT (MessageNew MessageExpunge FlagChange MailboxName \
                 SubscriptionChange{metadata})] An event is not supported"
            )));
        }
        if set.watch.names() > MAX_NAMES || set.selected.items.len() > MAX_UNASKED_ITEMS {
            return Err(CommandError::no(format!(
                "[NOTIFICATIONOVERFLOW] NOTIFY can have at most {MAX_NAMES} mailbox names and \
                 {MAX_UNASKED_ITEMS} items"
            )));
        }
        if set.selected.items.contains(&FetchItem::Modseq) {
            self.enable_condstore()?;
        }
        self.send_account_changes()?;
        if let Ok(account) = self.store.lock().account() {
            self.events_seen = account.last_event();
        }
        self.notify = Some(Notify { selected: set.selected, watch: Arc::new(set.watch) });
        // The command reports what has accumulated, as NOOP does (RFC 5465, section 3.1).
        let all = ReportScope { new: true, expunged: true, flags: true, with_uid: true };
        self.send_mailbox_changes(all)?;
        if set.status {
            self.send_watched_status()?;
        }
        Ok(())
    }

    /// Sends the status of each mailbox whose messages are watched, except the selected one.
    fn send_watched_status(&mut self) -> Outcome<()> {
        let Some(watch) = self.notify.as_ref().map(|notify| notify.watch.clone()) else {
            return Ok(());
        };
        if !watch.any().has(Events::OF_MESSAGES) {
            return Ok(());
        }
        let names = self.store.lock().account()?.names();
        let subscribed: HashSet<&str> = names.subscriptions.iter().map(String::as_str).collect();
        for mailbox in &names.mailboxes {
            let name = mailbox.name.as_str();
            let events = watch.events_of(name, || subscribed.contains(name));
            if !events.has(Events::OF_MESSAGES) || self.selected_if(mailbox.id).is_some() {
                continue;
            }
            self.check_client()?;
            // FlagChange later reports changes from this modification sequence on.
            let with_modseq =
                events.has(Events::FLAGS) && self.announced().permits(Capability::Condstore);
            let items = status_items(events, with_modseq || self.enabled.condstore);
            let found = self
                .store
                .lock()
                .mailbox_by_id(mailbox.id)
                .map(|found| StatusSnapshot::of(found, &items));
            if let Some(status) = found {
                self.send_mailbox_status(&status, &items)?;
            }
        }
        Ok(())
    }

    /// Sends the status of a mailbox after these events, if it is watched and not selected.
    fn send_watched(
        &mut self,
        mailbox: u64,
        events: Events,
        watch: &Watch,
    ) -> Result<(), SessionEnd> {
        if !watch.any().has(events) || self.selected_if(mailbox).is_some() {
            return Ok(());
        }
        let has_modseq = self.enabled.condstore;
        let status = self.store.lock().account().ok().and_then(|account| {
            let found = account.mailbox_ref(mailbox)?;
            let wanted = watch.events_of(&found.name, || account.is_subscribed(&found.name));
            let wanted = events.common(wanted).common(Events::OF_MESSAGES);
            let items = status_items(wanted, has_modseq);
            (wanted != Events::NONE).then(|| (StatusSnapshot::of(found, &items), items))
        });
        match status {
            Some((status, items)) => self.send_mailbox_status(&status, &items),
            None => Ok(()),
        }
    }

    /// Reports what other sessions have changed outside the selected mailbox. Without NOTIFY, these
    /// are annotations, after ENABLE METADATA.
    pub fn send_account_changes(&mut self) -> Result<(), SessionEnd> {
        let watch = match &self.notify {
            Some(notify) => notify.watch.clone(),
            None if self.enabled.metadata => Arc::new(watch_of_metadata()),
            None => return Ok(()),
        };
        if watch.any() == Events::NONE {
            return Ok(());
        }
        let Ok((changes, last)) = self.store.lock().account_changes(self.events_seen) else {
            return Ok(());
        };
        self.events_seen = last;
        let of_messages = watch.any().common(Events::OF_MESSAGES);
        if changes.changes.is_none() && self.notify.is_some() && watch.any() != of_messages {
            self.notify = Some(Notify::default());
            return self.send_line(
                "* OK [NOTIFICATIONOVERFLOW] Too many changes: from now on none are reported, as \
                 after NOTIFY NONE",
            );
        }
        for notice in self.notices(&watch, changes.changes.unwrap_or_default()) {
            self.send_notice(notice)?;
        }
        for (id, events) in changes.mailboxes {
            self.send_watched(id, events, &watch)?;
        }
        Ok(())
    }

    fn is_subscribed(&self, name: &str) -> bool {
        self.store.lock().account().is_ok_and(|account| account.is_subscribed(name))
    }

    /// The responses that report these changes, as far as they are watched. Several changes of one
    /// name are reported together.
    fn notices(&self, watch: &Watch, changes: Vec<AccountChange>) -> Vec<Notice> {
        let is_watched =
            |name: &str, events: Events| watch.watches(name, events, || self.is_subscribed(name));
        let mut listed = HashSet::new();
        let mut notices = Vec::new();
        let mut list = |name: &str, notices: &mut Vec<Notice>| {
            if listed.insert(name.to_owned()) {
                notices.push(Notice::List { name: name.to_owned(), old_name: None });
            }
        };
        for change in changes {
            match change {
                AccountChange::Created(name) | AccountChange::Deleted(name) => {
                    // The level above it is affected too (RFC 5465, section 5.4).
                    let above = name::superiors(&name).last();
                    for name in [name.as_str()].into_iter().chain(above) {
                        if is_watched(name, Events::NAMES) {
                            list(name, &mut notices);
                        }
                    }
                }
                AccountChange::Renamed { from, to } => {
                    if is_watched(&from, Events::NAMES) || is_watched(&to, Events::NAMES) {
                        notices.push(Notice::List { name: to, old_name: Some(from) });
                    }
                }
                AccountChange::Subscription(name) => {
                    // A name that was unsubscribed has been subscribed before.
                    if watch.watches(&name, Events::SUBSCRIPTIONS, || true) {
                        list(&name, &mut notices);
                    }
                }
                AccountChange::Annotations { mailbox, entries } => {
                    let wanted = if mailbox.is_empty() {
                        watch.any().has(Events::SERVER_METADATA)
                    } else {
                        is_watched(&mailbox, Events::MAILBOX_METADATA)
                    };
                    if wanted {
                        notices.push(Notice::Metadata { mailbox, entries });
                    }
                }
            }
        }
        notices
    }

    fn send_notice(&mut self, notice: Notice) -> Result<(), SessionEnd> {
        match notice {
            Notice::List { name, old_name } => {
                let entry = match self.store.lock().account() {
                    Ok(account) => account.list_entry(&name),
                    Err(_) => return Ok(()),
                };
                self.send_entry("LIST", &ListEntry { old_name, ..entry })
            }
            Notice::Metadata { mailbox, entries } => {
                let name = self.mailbox_name(&mailbox);
                self.send_line(&format!("* METADATA {name} {}", entries.join(" ")))
            }
        }
    }
}

/// What a STATUS response contains after these events.
fn status_items(events: Events, has_modseq: bool) -> Vec<StatusItem> {
    let mut items = Vec::new();
    if events.has(Events::MESSAGES) {
        items.extend([StatusItem::Messages, StatusItem::UidNext]);
    }
    items.extend([StatusItem::UidValidity, StatusItem::Unseen]);
    if has_modseq {
        items.push(StatusItem::HighestModseq);
    }
    items
}

/// What ENABLE METADATA makes a session watch.
fn watch_of_metadata() -> Watch {
    let mut watch = Watch::default();
    watch.add(MailboxFilter::Personal, Events::MAILBOX_METADATA.with(Events::SERVER_METADATA));
    watch
}
