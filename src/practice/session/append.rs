//! APPEND (RFC 3501, section 6.3.11), with APPENDUID (RFC 4315).

use super::ServerSession;
use super::copy::try_create;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::store_and_expunge::flags_by_name;
use crate::practice::grammar::AppendArguments;
use crate::practice::store::StoreError;
use crate::practice::store::date::InternalDate;
use crate::practice::store::messages::Message;
use std::sync::Arc;

impl ServerSession {
    /// APPEND. The message is stored unchanged.
    pub fn append(&mut self, append: AppendArguments, messages: Vec<Vec<u8>>) -> Outcome {
        let octets = messages.into_iter().nth(append.message).unwrap_or_default();
        if octets.is_empty() {
            return Err(CommandError::no("Can't save a zero byte message."));
        }
        if memchr::memchr(0, &octets).is_some() {
            return Err(CommandError::no("A message can't contain NUL without BINARY (RFC 3516)"));
        }
        let mut store = self.store.lock();
        let mailbox = store.mailbox(&append.mailbox).map_err(|_| try_create(&append.mailbox))?;
        let (id, validity) = (mailbox.id, mailbox.uid_validity);
        let account = store.account()?;
        account.check_mailbox_room(id, 1)?;
        account.check_room(1, octets.len() as u64)?;
        let mailbox = store.mailbox(&append.mailbox)?;
        let flags = flags_by_name(&mut mailbox.keywords, &append.flags)?;
        let date = append.date.unwrap_or_else(InternalDate::now);
        let message = Arc::new(Message { date, octets });
        let uid = mailbox.add(message, flags).ok_or(StoreError::NoUidLeft)?;
        store.wake_waiters(id);
        Ok(OkResponse::Completed {
            code: Some(format!("APPENDUID {validity} {uid}")),
            name: "Append",
        })
    }
}
