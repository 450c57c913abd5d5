//! The commands that name mailboxes: CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, LIST, LSUB and
//! STATUS.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::{StatusItem, is_atom_char};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::SEEN;
use crate::practice::store::listing::{self, ListEntry};
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::name;

impl ServerSession {
    pub fn create(&mut self, name: &str) -> Outcome {
        self.store.lock().account()?.create(name)?;
        Ok(OkResponse::completed("Create"))
    }

    /// DELETE. If this session has the mailbox selected, it has none selected afterwards.
    pub fn delete(&mut self, name: &str) -> Outcome {
        let mut store = self.store.lock();
        let deleted = store.account()?.delete(name)?;
        store.wake_waiters(deleted);
        self.selected.take_if(|selected| selected.mailbox == deleted);
        Ok(OkResponse::completed("Delete"))
    }

    pub fn rename(&mut self, from: &str, to: &str) -> Outcome {
        let mut store = self.store.lock();
        for mailbox in store.account()?.rename(from, to)? {
            store.wake_waiters(mailbox);
        }
        Ok(OkResponse::completed("Rename"))
    }

    pub fn subscribe(&mut self, name: &str) -> Outcome {
        self.store.lock().account()?.subscribe(name)?;
        Ok(OkResponse::completed("Subscribe"))
    }

    pub fn unsubscribe(&mut self, name: &str) -> Outcome {
        self.store.lock().account()?.unsubscribe(name);
        Ok(OkResponse::completed("Unsubscribe"))
    }

    pub fn list(&mut self, reference: &str, pattern: &str) -> Outcome {
        if pattern.is_empty() {
            // An empty pattern asks for the separator and the root of the reference name (RFC 3501,
            // section 6.3.8).
            let root = match reference.starts_with(name::SEPARATOR) {
                true => "\"/\"",
                false => "\"\"",
            };
            self.send_line(&format!("* LIST (\\Noselect) \"/\" {root}"))?;
        } else {
            let pattern = format!("{reference}{pattern}");
            if can_match(&pattern) {
                let names = self.store.lock().account()?.names();
                self.send_entries("LIST", &listing::list(&names, &pattern))?;
            }
        }
        Ok(OkResponse::completed("List"))
    }

    pub fn lsub(&mut self, reference: &str, pattern: &str) -> Outcome {
        let pattern = format!("{reference}{pattern}");
        if can_match(&pattern) {
            let names = self.store.lock().account()?.names();
            self.send_entries("LSUB", &listing::lsub(&names, &pattern))?;
        }
        Ok(OkResponse::completed("Lsub"))
    }

    fn send_entries(&mut self, response: &str, entries: &[ListEntry]) -> Result<(), SessionEnd> {
        for ListEntry { name, attributes } in entries {
            let attributes = attributes.join(" ");
            let name = mailbox_name(name);
            self.send_line(&format!("* {response} ({attributes}) \"/\" {name}"))?;
        }
        Ok(())
    }

    pub fn status(&mut self, name: &str, items: &[StatusItem]) -> Outcome {
        let line = {
            let mut store = self.store.lock();
            let mailbox = store.mailbox(name)?;
            let values = items.iter().map(|item| status_value(mailbox, *item));
            let values = values.collect::<Vec<_>>().join(" ");
            format!("* STATUS {} ({values})", mailbox_name(&mailbox.name))
        };
        self.send_line(&line)?;
        Ok(OkResponse::completed("Status"))
    }
}

/// Whether a pattern is short enough to try. Longer ones would take too long to match.
fn can_match(pattern: &str) -> bool {
    pattern.len() <= 2 * name::MAX_LENGTH
}

fn status_value(mailbox: &Mailbox, item: StatusItem) -> String {
    let messages = mailbox.messages();
    match item {
        StatusItem::Messages => format!("MESSAGES {}", messages.len()),
        StatusItem::Recent => format!("RECENT {}", mailbox.unannounced_count()),
        StatusItem::UidNext => format!("UIDNEXT {}", mailbox.uid_next),
        StatusItem::UidValidity => format!("UIDVALIDITY {}", mailbox.uid_validity),
        StatusItem::Unseen => {
            let unseen = messages.iter().filter(|stored| !stored.flags.has(SEEN));
            format!("UNSEEN {}", unseen.count())
        }
    }
}

/// A mailbox name as an atom where possible, otherwise quoted. Names of mailboxes are printable
/// ASCII.
fn mailbox_name(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(is_atom_char) && !name.eq_ignore_ascii_case("NIL") {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
