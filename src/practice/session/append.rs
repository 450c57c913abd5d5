//! APPEND (RFC 3501, section 6.3.11), with APPENDUID (RFC 4315), several messages (RFC 3502) and
//! binary ones (RFC 3516).

use super::ServerSession;
use super::copy::try_create;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::store_and_expunge::flags_by_name;
use crate::practice::capability::Capability;
use crate::practice::grammar::{AppendArguments, format_uid_set};
use crate::practice::store::StoreError;
use crate::practice::store::date::InternalDate;
use crate::practice::store::flags::MessageFlags;
use crate::practice::store::messages::Message;
use std::sync::Arc;

impl ServerSession {
    /// APPEND. The messages are stored unchanged: all of them, or none (RFC 3502).
    pub fn append(&mut self, append: AppendArguments, octets: Vec<Vec<u8>>) -> Outcome {
        for (message, octets) in append.messages.iter().zip(&octets) {
            if octets.is_empty() {
                return Err(CommandError::no("Can't save a zero byte message."));
            }
            if memchr::memchr(0, octets).is_some() && !message.binary {
                let text = "[UNKNOWN-CTE] A message with NUL must be sent as a literal ~{n}";
                return Err(CommandError::no(text));
            }
        }
        let mut store = self.store.lock();
        let mailbox = store.mailbox(&append.mailbox).map_err(|_| try_create(&append.mailbox))?;
        let (id, validity) = (mailbox.id, mailbox.uid_validity);
        let account = store.account()?;
        account.check_mailbox_room(id, octets.len())?;
        account.check_room(octets.len(), octets.iter().map(|it| it.len() as u64).sum())?;
        let mailbox = store.mailbox(&append.mailbox)?;
        let flags = append.messages.iter();
        let flags: Result<Vec<MessageFlags>, StoreError> =
            flags.map(|message| flags_by_name(&mut mailbox.keywords, &message.flags)).collect();
        let mut uids = Vec::new();
        for ((message, octets), flags) in append.messages.iter().zip(octets).zip(flags?) {
            let date = message.date.unwrap_or_else(InternalDate::now);
            let uid = mailbox.add(Arc::new(Message { date, octets }), flags);
            uids.push(uid.ok_or(StoreError::NoUidLeft)?);
        }
        store.wake_waiters(id);
        let code = format!("APPENDUID {validity} {}", format_uid_set(&uids));
        let code = Some(code).filter(|_| self.announced().permits(Capability::UidPlus));
        Ok(OkResponse::Completed { code, name: "Append" })
    }
}
