//! APPEND (RFC 3501, section 6.3.11), with APPENDUID (RFC 4315).

use super::ServerSession;
use super::copy::try_create;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::store_and_expunge::flags_by_name;
use crate::practice::grammar::AppendArguments;
use crate::practice::store::StoreError;
use crate::practice::store::date::InternalDate;

impl ServerSession {
    /// APPEND. The message is stored unchanged.
    pub fn append(&mut self, append: AppendArguments) -> Outcome {
        if append.message.is_empty() {
            return Err(CommandError::no("Can't save a zero byte message."));
        }
        if memchr::memchr(0, &append.message).is_some() {
            return Err(CommandError::no("A message can't contain NUL without BINARY (RFC 3516)"));
        }
        let mut store = self.store.lock();
        // A missing mailbox is reported before a full account.
        let quota = store.account()?.check_quota(append.message.len() as u64);
        let mailbox = store.mailbox(&append.mailbox).map_err(|_| try_create(&append.mailbox))?;
        quota.map_err(StoreError::from)?;
        let flags = flags_by_name(&mut mailbox.keywords, &append.flags)?;
        let date = append.date.unwrap_or_else(InternalDate::now);
        let uid = mailbox.add(append.message.into(), date, flags).ok_or(StoreError::NoUidLeft)?;
        let (id, validity) = (mailbox.id, mailbox.uid_validity);
        store.wake_waiters(id);
        Ok(OkResponse::Completed {
            code: Some(format!("APPENDUID {validity} {uid}")),
            name: "Append",
        })
    }
}
