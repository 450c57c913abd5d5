//! COPY and MOVE (RFC 3501, section 6.4.7; RFC 6851) with COPYUID (RFC 4315). The store is locked
//! from the first check to the last change, so other sessions see all of the messages or none.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::grammar::{SequenceSet, format_uid_set};
use crate::practice::store::date::InternalDate;
use crate::practice::store::flags::MessageFlags;
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::{StoreError, name};
use std::sync::Arc;

/// A message to add to the target mailbox.
struct Source {
    uid: u32,
    octets: Arc<[u8]>,
    date: InternalDate,
    system_flags: u8,
    keywords: Vec<String>,
}

impl ServerSession {
    /// COPY and UID COPY. A message that another session has expunged is copied too, as long as
    /// this session has not reported the EXPUNGE.
    pub fn copy(&mut self, uid: bool, set: &SequenceSet, to: &str) -> Outcome {
        let code = self.copy_or_move(uid, set, to, false)?;
        Ok(OkResponse::Completed { code, name: "Copy" })
    }

    /// MOVE and UID MOVE. COPYUID comes before the EXPUNGEs (RFC 6851, section 4.3).
    pub fn move_messages(&mut self, uid: bool, set: &SequenceSet, to: &str) -> Outcome {
        if let Some(selected) = &self.selected {
            selected.check_writable()?;
        }
        if let Some(code) = self.copy_or_move(uid, set, to, true)? {
            self.send_line(&format!("* OK [{code}] Moved UIDs."))?;
        }
        Ok(OkResponse::completed("Move"))
    }

    /// Returns the COPYUID code, if any messages were copied.
    fn copy_or_move(
        &mut self,
        uid: bool,
        set: &SequenceSet,
        to: &str,
        moves: bool,
    ) -> Result<Option<String>, CommandError> {
        let Some(selected) = &self.selected else {
            return Ok(None);
        };
        let indexes = selected.indexes(uid, set)?;
        let mut store = self.store.lock();
        let target = store.mailbox(to).map_err(|_| try_create(to))?.id;
        let source = store.mailbox_by_id(selected.mailbox);
        let messages = sources(selected, source.as_deref(), &indexes, moves);
        if messages.is_empty() {
            return Ok(None);
        }
        // MOVE leaves the size of the account as it is.
        if !moves {
            let octets = messages.iter().map(|it| it.octets.len() as u64).sum();
            let quota = store.account()?.check_quota(octets);
            quota.map_err(StoreError::from)?;
        }
        let mailbox = store.mailbox_by_id(target).ok_or_else(|| try_create(to))?;
        let copied_to = add(mailbox, &messages)?;
        let validity = mailbox.uid_validity;
        let copied_from: Vec<u32> = messages.iter().map(|message| message.uid).collect();
        if moves && let Some(source) = store.mailbox_by_id(selected.mailbox) {
            source.remove(|stored| copied_from.binary_search(&stored.message.uid).is_ok());
        }
        store.wake_waiters(selected.mailbox);
        store.wake_waiters(target);
        Ok(Some(format!(
            "COPYUID {validity} {} {}",
            format_uid_set(&copied_from),
            format_uid_set(&copied_to)
        )))
    }
}

/// The messages at these indexes of the view, with their current flags. MOVE leaves out those that
/// another session has expunged.
fn sources(
    selected: &Selected,
    mailbox: Option<&Mailbox>,
    indexes: &[usize],
    moves: bool,
) -> Vec<Source> {
    let mut messages = Vec::with_capacity(indexes.len());
    for entry in indexes.iter().filter_map(|index| selected.view.get(*index)) {
        let message = &entry.message;
        let stored = mailbox.and_then(|mailbox| mailbox.get(message.uid));
        if moves && stored.is_none() {
            continue;
        }
        let flags = stored.map_or(entry.flags, |stored| stored.flags);
        let keywords = mailbox.map_or(&selected.keywords, |mailbox| &mailbox.keywords);
        messages.push(Source {
            uid: message.uid,
            octets: message.octets.clone(),
            date: message.date,
            system_flags: flags.system,
            keywords: keywords.of(flags).map(str::to_owned).collect(),
        });
    }
    messages
}

/// Adds the messages and returns their UIDs.
fn add(mailbox: &mut Mailbox, messages: &[Source]) -> Result<Vec<u32>, StoreError> {
    let mut uids = Vec::with_capacity(messages.len());
    for message in messages {
        let mut flags = MessageFlags { system: message.system_flags, keywords: 0 };
        for name in &message.keywords {
            // A keyword that would exceed the mailbox's maximum is left out of the copy.
            flags.keywords |= mailbox.keywords.get_or_add(name).unwrap_or(0);
        }
        let uid = mailbox.add(message.octets.clone(), message.date, flags);
        uids.push(uid.ok_or(StoreError::NoUidLeft)?);
    }
    Ok(uids)
}

/// The error for a target mailbox that does not exist: TRYCREATE if CREATE could create it,
/// otherwise why not.
pub fn try_create(target: &str) -> CommandError {
    match name::check(target) {
        Ok(()) => CommandError::no(format!("[TRYCREATE] Mailbox doesn't exist: {target}")),
        Err(error) => error.into(),
    }
}
