//! STATUS (RFC 3501, section 6.3.10; RFC 8438; RFC 7162).

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::StatusItem;
use crate::practice::store::flags::{DELETED, SEEN};
use crate::practice::store::messages::StoredMessage;

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
        let mut store = self.store.lock();
        let mailbox = store.mailbox(name)?;
        let messages = mailbox.messages().clone();
        let (name, recent) = (mailbox.name.clone(), mailbox.unannounced_count());
        let (next, validity) = (mailbox.uid_next, mailbox.uid_validity);
        let (octets, modseq) = (mailbox.octets(), mailbox.modseq());
        let object_id = mailbox.object_id();
        drop(store);
        let value = |item: &StatusItem| match item {
            StatusItem::Messages => format!("MESSAGES {}", messages.len()),
            StatusItem::Recent => format!("RECENT {recent}"),
            StatusItem::UidNext => format!("UIDNEXT {next}"),
            StatusItem::UidValidity => format!("UIDVALIDITY {validity}"),
            StatusItem::Unseen => {
                let unseen = messages.iter().filter(|stored| !stored.flags.has(SEEN));
                format!("UNSEEN {}", unseen.count())
            }
            StatusItem::Deleted => {
                let deleted = messages.iter().filter(|stored| stored.flags.has(DELETED));
                format!("DELETED {}", deleted.count())
            }
            StatusItem::DeletedStorage => {
                let deleted = messages.iter().filter(|stored| stored.flags.has(DELETED));
                format!("DELETED-STORAGE {}", deleted.map(StoredMessage::octets).sum::<u64>())
            }
            StatusItem::Size => format!("SIZE {octets}"),
            StatusItem::MailboxId => format!("MAILBOXID ({object_id})"),
            StatusItem::HighestModseq => format!("HIGHESTMODSEQ {modseq}"),
        };
        let values = items.iter().map(value).collect::<Vec<_>>().join(" ");
        let name = self.mailbox_name(&name);
        Ok(self.send_line(&format!("* STATUS {name} ({values})"))?)
    }
}
