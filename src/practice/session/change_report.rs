//! Reporting what other sessions have changed: at the end of a command, during IDLE, and with NOTIFY
//! at any time.

use super::ServerSession;
use super::outcome::CommandError;
use super::selected::{LineSink, ReportScope, ReportedMessages, Selected};
use crate::practice::grammar::{FetchItem, SelectedEvents};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::watch::Events;

impl ServerSession {
    /// Reports what has changed in the account and in the selected mailbox, as far as the client
    /// wants to know. A command may forbid EXPUNGE.
    pub fn send_changes(&mut self, permits_expunge: bool) -> Result<(), SessionEnd> {
        self.send_account_changes()?;
        let scope = match &self.notify {
            None => {
                ReportScope { new: true, expunged: permits_expunge, flags: true, with_uid: false }
            }
            Some(notify) => {
                let SelectedEvents { delayed, events, .. } = notify.selected;
                ReportScope {
                    new: events.has(Events::MESSAGES),
                    expunged: events.has(Events::MESSAGES) && (permits_expunge || !delayed),
                    flags: events.has(Events::FLAGS),
                    with_uid: true,
                }
            }
        };
        self.send_mailbox_changes(scope)
    }

    /// Reports what has changed in the selected mailbox.
    pub fn send_mailbox_changes(&mut self, scope: ReportScope) -> Result<(), SessionEnd> {
        let Some(mut selected) = self.selected.take() else {
            return Ok(());
        };
        let update = {
            let mut store = self.store.lock();
            selected.take_update(store.mailbox_by_id(selected.mailbox), scope)
        };
        let enabled = self.enabled;
        let reported = match update {
            Some(update) => {
                let send: LineSink<'_> = &mut |line| self.send_line(line);
                selected.report(update, scope, enabled, send)
            }
            None => {
                selected.own_messages = 0..0;
                Ok(ReportedMessages::default())
            }
        };
        self.selected = Some(selected);
        let reported = reported?;
        let updates = self.update_contexts(&reported.changed)?;
        self.fetch_new(&reported, |uid| {
            let wanted = updates.iter().filter(|update| update.added.contains(&uid));
            wanted.map(|update| update.items.as_slice()).collect()
        })?;
        for update in updates {
            self.send_lines(update.lines)?;
        }
        Ok(())
    }

    /// Fetches what NOTIFY and the contexts want of each new message, in one response. Messages that
    /// this session has added are not fetched.
    fn fetch_new<'a>(
        &mut self,
        reported: &ReportedMessages,
        of_contexts: impl Fn(u32) -> Vec<&'a [FetchItem]>,
    ) -> Result<(), SessionEnd> {
        let of_notify = match &self.notify {
            Some(notify) => notify.selected.items.clone(),
            None => Vec::new(),
        };
        for uid in reported.new.iter().filter(|uid| !reported.own.contains(uid)) {
            let mut items = of_notify.clone();
            for item in of_contexts(*uid).into_iter().flatten() {
                if !items.contains(item) {
                    items.push(item.clone());
                }
            }
            if items.is_empty() {
                continue;
            }
            match self.fetch_unasked(*uid, items) {
                // A message from which this cannot be fetched is left out.
                Ok(()) | Err(CommandError::No(_) | CommandError::Bad(_)) => {}
                Err(CommandError::End(end)) => return Err(end),
            }
        }
        Ok(())
    }

    /// The selected mailbox, if it has this number.
    pub fn selected_if(&mut self, mailbox: u64) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.mailbox == mailbox)
    }
}
