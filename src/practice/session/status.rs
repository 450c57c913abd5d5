//! STATUS (RFC 3501, section 6.3.10; RFC 8438; RFC 7162).

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::StatusItem;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::DELETED;
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::messages::{StoredMessage, StoredMessages};

impl ServerSession {
    pub fn status(&mut self, name: &str, items: &[StatusItem]) -> Outcome {
        self.send_status(name, items)?;
        Ok(OkResponse::completed("Status"))
    }

    /// Sends the STATUS response for a mailbox.
    pub fn send_status(&mut self, name: &str, items: &[StatusItem]) -> Outcome<()> {
        if items.contains(&StatusItem::HighestModseq) {
            self.enable_condstore()?;
        }
        let status = StatusSnapshot::of(self.store.lock().mailbox(name)?, items);
        Ok(self.send_mailbox_status(&status, items)?)
    }

    /// Sends a STATUS response.
    pub fn send_mailbox_status(
        &mut self,
        status: &StatusSnapshot,
        items: &[StatusItem],
    ) -> Result<(), SessionEnd> {
        let values = items.iter().map(|item| status.value(item)).collect::<Vec<_>>().join(" ");
        let name = self.mailbox_name(&status.name);
        self.send_line(&format!("* STATUS {name} ({values})"))
    }
}

/// The status of a mailbox at one moment.
pub struct StatusSnapshot {
    name: String,
    count: usize,
    /// The messages, if some of them have to be counted.
    messages: StoredMessages,
    recent: usize,
    unseen: usize,
    uid_next: u32,
    uid_validity: u32,
    octets: u64,
    modseq: u64,
    object_id: String,
}

impl StatusSnapshot {
    pub fn of(mailbox: &Mailbox, items: &[StatusItem]) -> StatusSnapshot {
        let counts_deleted =
            |item: &StatusItem| matches!(item, StatusItem::Deleted | StatusItem::DeletedStorage);
        let counts = items.iter().any(counts_deleted);
        let has_recent = items.contains(&StatusItem::Recent);
        StatusSnapshot {
            name: mailbox.name.clone(),
            count: mailbox.messages().len(),
            messages: if counts { mailbox.messages().clone() } else { StoredMessages::default() },
            recent: if has_recent { mailbox.unannounced_count() } else { 0 },
            unseen: mailbox.unseen(),
            uid_next: mailbox.uid_next,
            uid_validity: mailbox.uid_validity,
            octets: mailbox.octets(),
            modseq: mailbox.modseq(),
            object_id: mailbox.object_id(),
        }
    }

    fn value(&self, item: &StatusItem) -> String {
        let deleted = || self.messages.iter().filter(|stored| stored.flags.has(DELETED));
        match item {
            StatusItem::Messages => format!("MESSAGES {}", self.count),
            StatusItem::Recent => format!("RECENT {}", self.recent),
            StatusItem::UidNext => format!("UIDNEXT {}", self.uid_next),
            StatusItem::UidValidity => format!("UIDVALIDITY {}", self.uid_validity),
            StatusItem::Unseen => format!("UNSEEN {}", self.unseen),
            StatusItem::Deleted => format!("DELETED {}", deleted().count()),
            StatusItem::DeletedStorage => {
                format!("DELETED-STORAGE {}", deleted().map(StoredMessage::octets).sum::<u64>())
            }
            StatusItem::Size => format!("SIZE {}", self.octets),
            StatusItem::MailboxId => format!("MAILBOXID ({})", self.object_id),
            StatusItem::HighestModseq => format!("HIGHESTMODSEQ {}", self.modseq),
        }
    }
}
