//! APPEND (RFC 3501, 6.3.11), with APPENDUID (RFC 4315).

use super::Session;
use super::answer::Answer;
use super::copy::try_create;
use super::messages::learn;
use crate::practice::grammar::Append;
use crate::practice::store::date::InternalDate;

impl Session {
    /// APPEND. The message is kept octet for octet.
    pub fn append(&mut self, append: Append) -> Answer {
        if append.message.is_empty() {
            return Answer::No("Can't save a zero byte message.".to_owned());
        }
        if memchr::memchr(0, &append.message).is_some() {
            return Answer::No("A message can't hold NUL: it is no BINARY literal".to_owned());
        }
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let Some(account) = accounts.account(user) else {
            return try_create(&append.mailbox);
        };
        let room = account.check_quota(append.message.len() as u64);
        let Some(mailbox) = account.mailbox(&append.mailbox) else {
            return try_create(&append.mailbox);
        };
        if let Err(full) = room {
            return full.into();
        }
        let flags = match learn(&mut mailbox.keywords, &append.flags) {
            Ok(flags) => flags,
            Err(refusal) => return refusal.into(),
        };
        let date = append.date.unwrap_or_else(InternalDate::now);
        let Some(uid) = mailbox.add(append.message.into(), date, flags) else {
            return Answer::No("[LIMIT] The mailbox has no UID left to give".to_owned());
        };
        let (id, validity) = (mailbox.id, mailbox.uid_validity);
        accounts.wake_waiters(id);
        Answer::Done(Some(format!("APPENDUID {validity} {uid}")), "Append")
    }
}
