//! COPY and MOVE (RFC 3501, section 6.4.7; RFC 6851) with COPYUID (RFC 4315). The store is locked
//! from the first check to the last change, so other sessions see all of the messages or none.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::grammar::{SequenceSet, format_uid_set};
use crate::practice::store::date::InternalDate;
use crate::practice::store::flags::{Keywords, MessageFlags};
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::messages::StoredMessage;
use crate::practice::store::{StoreError, name};

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
        let mut modseq = None;
        if let Some(code) = self.copy_or_move(uid, set, to, true)? {
            self.send_line(&format!("* OK [{code}] Moved UIDs."))?;
            if let (true, Some(selected)) = (self.enabled.qresync, &self.selected) {
                let mut store = self.store.lock();
                modseq = store.mailbox_by_id(selected.mailbox).map(|mailbox| mailbox.modseq());
            }
        }
        let code = modseq.map(|modseq| format!("HIGHESTMODSEQ {modseq}"));
        Ok(OkResponse::Completed { code, name: "Move" })
    }

    /// Returns the COPYUID code, if any messages were copied.
    fn copy_or_move(
        &mut self,
        uid: bool,
        set: &SequenceSet,
        to: &str,
        moves: bool,
    ) -> Result<Option<String>, CommandError> {
        let selected = Selected::required(&mut self.selected)?;
        let uids = selected.uids(uid, set)?;
        let mut store = self.store.lock();
        let target = store.mailbox(to).map_err(|_| try_create(to))?.id;
        let source = store.mailbox_by_id(selected.mailbox);
        let messages = sources(selected, source.as_deref(), &uids, moves);
        if messages.is_empty() {
            return Ok(None);
        }
        let keywords = source.map_or_else(|| selected.keywords.clone(), |it| it.keywords.clone());
        let account = store.account()?;
        account.check_mailbox_room(target, messages.len())?;
        // MOVE does not change the size of the account.
        if !moves {
            let octets = messages.iter().map(StoredMessage::octets).sum();
            account.check_room(messages.len(), octets)?;
        }
        let mailbox = store.mailbox_by_id(target).ok_or_else(|| try_create(to))?;
        let first = mailbox.uid_next;
        let copied_to = add(mailbox, &messages, &keywords)?;
        if target == selected.mailbox {
            selected.own_messages = first..mailbox.uid_next;
        }
        let validity = mailbox.uid_validity;
        let copied_from: Vec<u32> = messages.iter().map(|stored| stored.uid).collect();
        if moves && let Some(source) = store.mailbox_by_id(selected.mailbox) {
            source.remove(|stored| copied_from.binary_search(&stored.uid).is_ok());
            selected.own_expunged.clone_from(&copied_from);
        }
        store.messages_changed(selected.mailbox);
        store.messages_changed(target);
        Ok(Some(format!(
            "COPYUID {validity} {} {}",
            format_uid_set(&copied_from),
            format_uid_set(&copied_to)
        )))
    }
}

/// The messages of the view with these UIDs, with their current flags. MOVE leaves out those that
/// another session has expunged.
fn sources(
    selected: &Selected,
    mailbox: Option<&Mailbox>,
    uids: &[u32],
    moves: bool,
) -> Vec<StoredMessage> {
    let current = |uid: &u32| mailbox.and_then(|mailbox| mailbox.messages().by_uid(*uid));
    let known = |uid: &u32| selected.view.by_uid(*uid).filter(|_| !moves);
    uids.iter().filter_map(|uid| current(uid).or_else(|| known(uid))).cloned().collect()
}

/// Adds the messages, whose keywords are bits in `keywords`, and returns their UIDs.
fn add(
    mailbox: &mut Mailbox,
    messages: &[StoredMessage],
    keywords: &Keywords,
) -> Result<Vec<u32>, StoreError> {
    // A keyword that would exceed the mailbox's maximum is left out of the copies.
    let used = messages.iter().fold(0, |used, stored| used | stored.flags.keywords);
    let used = MessageFlags { system: 0, keywords: used };
    let bits: Vec<(u64, u64)> = keywords
        .of(used)
        .map(|name| {
            let here = keywords.bit(name).unwrap_or(0);
            (here, mailbox.keywords.get_or_add(name).unwrap_or(0))
        })
        .collect();
    let now = InternalDate::now();
    let mut uids = Vec::with_capacity(messages.len());
    for stored in messages {
        let mut flags = MessageFlags { system: stored.flags.system, keywords: 0 };
        for (_, there) in bits.iter().filter(|(here, _)| stored.flags.keywords & here != 0) {
            flags.keywords |= there;
        }
        let uid = mailbox.add(stored.message.clone(), flags, now);
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
