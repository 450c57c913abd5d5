//! APPEND (RFC 3501, section 6.3.11), with APPENDUID (RFC 4315), several messages (RFC 3502) and
//! binary ones (RFC 3516).

use super::ServerSession;
use super::copy::try_create;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use super::store_and_expunge::flags_by_name;
use crate::practice::capability::Capability;
use crate::practice::grammar::{AppendArguments, AppendMessage, ReplaceArguments, format_uid_set};
use crate::practice::store::StoreError;
use crate::practice::store::date::InternalDate;
use crate::practice::store::flags::MessageFlags;
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::messages::Message;
use std::sync::Arc;

/// Fails if a message cannot be stored.
fn check_messages(messages: &[AppendMessage], octets: &[Vec<u8>]) -> Outcome<()> {
    for (message, octets) in messages.iter().zip(octets) {
        if octets.is_empty() {
            return Err(CommandError::no("Can't save a zero byte message."));
        }
        if memchr::memchr(0, octets).is_some() && !message.binary {
            let text = "[UNKNOWN-CTE] A message with NUL must be sent as a literal ~{n}";
            return Err(CommandError::no(text));
        }
    }
    Ok(())
}

/// Adds messages to a mailbox. Returns the APPENDUID code.
fn add(
    mailbox: &mut Mailbox,
    messages: &[AppendMessage],
    octets: Vec<Vec<u8>>,
) -> Result<String, StoreError> {
    let now = InternalDate::now();
    let flags = messages.iter();
    let flags: Result<Vec<MessageFlags>, StoreError> =
        flags.map(|message| flags_by_name(&mut mailbox.keywords, &message.flags)).collect();
    let mut uids = Vec::new();
    for ((message, octets), flags) in messages.iter().zip(octets).zip(flags?) {
        let date = message.date.unwrap_or(now);
        let uid = mailbox.add(Arc::new(Message { date, octets }), flags, now);
        uids.push(uid.ok_or(StoreError::NoUidLeft)?);
    }
    Ok(format!("APPENDUID {} {}", mailbox.uid_validity, format_uid_set(&uids)))
}

impl ServerSession {
    /// APPEND. The messages are stored unchanged: all of them, or none (RFC 3502).
    pub fn append(&mut self, append: &AppendArguments, octets: Vec<Vec<u8>>) -> Outcome {
        check_messages(&append.messages, &octets)?;
        let mut store = self.store.lock();
        let mailbox = store.mailbox(&append.mailbox).map_err(|_| try_create(&append.mailbox))?;
        let id = mailbox.id;
        let account = store.account()?;
        account.check_mailbox_room(id, octets.len())?;
        account.check_room(octets.len(), octets.iter().map(|it| it.len() as u64).sum())?;
        let mailbox = store.mailbox(&append.mailbox)?;
        let first = mailbox.uid_next;
        let code = add(mailbox, &append.messages, octets)?;
        let own = first..mailbox.uid_next;
        store.messages_changed(id);
        drop(store);
        if let Some(selected) = self.selected_if(id) {
            selected.own_messages = own;
        }
        let code = Some(code).filter(|_| self.announced().permits(Capability::UidPlus));
        Ok(OkResponse::Completed { code, name: "Append" })
    }

    /// REPLACE and UID REPLACE (RFC 8508): an APPEND that removes the message that it replaces.
    pub fn replace(&mut self, arguments: &ReplaceArguments, octets: Vec<Vec<u8>>) -> Outcome {
        let ReplaceArguments { uid, set, append } = arguments;
        let selected = Selected::required(&mut self.selected)?;
        selected.check_writable()?;
        let gone = || CommandError::no("[NONEXISTENT] The message to replace doesn't exist");
        let replaced = selected.uids(*uid, set)?.first().copied().ok_or_else(gone)?;
        check_messages(&append.messages, &octets)?;
        let mut store = self.store.lock();
        let target = store.mailbox(&append.mailbox).map_err(|_| try_create(&append.mailbox))?.id;
        let source = store.mailbox_by_id(selected.mailbox).ok_or_else(gone)?;
        let old = source.messages().by_uid(replaced).ok_or_else(gone)?.octets();
        let new: u64 = octets.iter().map(|it| it.len() as u64).sum();
        let account = store.account()?;
        if target != selected.mailbox {
            account.check_mailbox_room(target, 1)?;
        }
        account.check_room(0, new.saturating_sub(old))?;
        let mailbox = store.mailbox(&append.mailbox)?;
        let first = mailbox.uid_next;
        let code = add(mailbox, &append.messages, octets)?;
        if target == selected.mailbox {
            selected.own_messages = first..mailbox.uid_next;
        }
        if let Some(source) = store.mailbox_by_id(selected.mailbox) {
            source.remove(|stored| stored.uid == replaced);
            selected.own_expunged = vec![replaced];
        }
        store.messages_changed(selected.mailbox);
        store.messages_changed(target);
        drop(store);
        self.send_line(&format!("* OK [{code}] Replacement message ready."))?;
        Ok(OkResponse::completed("Replace"))
    }
}
