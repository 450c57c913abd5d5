//! STORE and EXPUNGE (RFC 3501, sections 6.4.6 and 6.4.3), which change messages of the selected
//! mailbox.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::capability::Enabled;
use crate::practice::grammar::{SequenceSet, StoreArguments, StoreMode, format_uid_set};
use crate::practice::store::StoreError;
use crate::practice::store::flags::{DELETED, Keywords, MessageFlags, system_flag};
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::messages::StoredMessage;

/// How many messages a STORE changes before it lets other sessions use the store.
const PIECE: usize = 1000;

/// Flags by their names. Keywords that the mailbox does not know yet are added to it.
pub fn flags_by_name(
    keywords: &mut Keywords,
    names: &[String],
) -> Result<MessageFlags, StoreError> {
    let mut flags = MessageFlags::default();
    for name in names {
        match system_flag(name) {
            Some(bit) => flags.system |= bit,
            None => {
                flags.keywords |= keywords.get_or_add(name).ok_or(StoreError::TooManyKeywords)?;
            }
        }
    }
    Ok(flags)
}

/// Like [`flags_by_name`], but ignores keywords that would exceed the mailbox's maximum: no message
/// has them.
fn flags_to_remove(keywords: &mut Keywords, names: &[String]) -> MessageFlags {
    let known = names
        .iter()
        .map(|name| flags_by_name(keywords, std::slice::from_ref(name)).unwrap_or_default());
    known.fold(MessageFlags::default(), MessageFlags::with)
}

impl ServerSession {
    /// STORE and UID STORE.
    pub fn store_flags(&mut self, command: StoreArguments) -> Outcome {
        if command.unchanged_since.is_some() {
            self.enable_condstore()?;
        }
        let selected = Selected::required(&mut self.selected)?;
        selected.check_writable()?;
        let uids = selected.uids(command.uid, &command.set)?;
        let mut modified = Vec::new();
        for piece in uids.chunks(PIECE) {
            self.store_piece(&command, piece, &mut modified)?;
        }
        let code =
            (!modified.is_empty()).then(|| format!("MODIFIED {}", format_uid_set(&modified)));
        Ok(OkResponse::Completed { code, name: "Store" })
    }

    /// Stores the flags of some messages. Adds those that have changed since the modification
    /// sequence of the command to `modified`.
    fn store_piece(
        &mut self,
        command: &StoreArguments,
        uids: &[u32],
        modified: &mut Vec<u32>,
    ) -> Outcome<()> {
        let enabled = self.enabled;
        let selected = Selected::required(&mut self.selected)?;
        let mut store = self.store.lock();
        // If the mailbox has been deleted, this session still changes the flags in its view. An
        // empty mailbox takes the place of the deleted one.
        let mut empty = Mailbox::new(0, "", 1);
        let mailbox = store.mailbox_by_id(selected.mailbox).unwrap_or(&mut empty);
        let flags = match command.mode {
            // As in other servers, removing a keyword also adds it to those of the mailbox.
            StoreMode::Remove => flags_to_remove(&mut mailbox.keywords, &command.flags),
            _ => flags_by_name(&mut mailbox.keywords, &command.flags)?,
        };
        let mut lines = selected.update_keywords(&mailbox.keywords);
        let before = mailbox.modseq();
        for &uid in uids {
            if let Some(since) = command.unchanged_since
                && mailbox.messages().by_uid(uid).is_none_or(|stored| stored.modseq > since)
            {
                let number = selected.view.index_of(uid).map_or(0, |index| index as u32 + 1);
                modified.push(if command.uid { uid } else { number });
            } else {
                lines.extend(store_one(selected, mailbox, uid, command, flags, enabled));
            }
        }
        if mailbox.modseq() != before {
            store.messages_changed(selected.mailbox);
        }
        drop(store);
        Ok(self.send_lines(lines)?)
    }

    /// EXPUNGE, or UID EXPUNGE of a set.
    pub fn expunge(&mut self, set: Option<&SequenceSet>) -> Outcome {
        let selected = Selected::required(&mut self.selected)?;
        selected.check_writable()?;
        let uids = set.map(|set| selected.uids(true, set)).transpose()?;
        let mut store = self.store.lock();
        let mut code = None;
        if let Some(mailbox) = store.mailbox_by_id(selected.mailbox) {
            let removed = mailbox.remove(|stored| {
                stored.flags.has(DELETED)
                    && uids.as_ref().is_none_or(|uids| uids.binary_search(&stored.uid).is_ok())
            });
            selected.own_expunged = removed.iter().map(|stored| stored.uid).collect();
            if !removed.is_empty() {
                let modseq = mailbox.modseq();
                code = self.enabled.condstore.then(|| format!("HIGHESTMODSEQ {modseq}"));
                store.messages_changed(selected.mailbox);
            }
        }
        Ok(OkResponse::Completed { code, name: "Expunge" })
    }
}

/// Changes one message's flags. Returns the FETCH response that reports them, or None if the
/// command is silent and the result is what the client expects, because no other session had
/// changed the flags. With CONDSTORE, a silent command reports the modification sequence.
fn store_one(
    selected: &mut Selected,
    mailbox: &mut Mailbox,
    uid: u32,
    command: &StoreArguments,
    flags: MessageFlags,
    enabled: Enabled,
) -> Option<String> {
    let known = selected.view.by_uid(uid)?.clone();
    let apply = |old: MessageFlags| match command.mode {
        StoreMode::Replace => flags,
        StoreMode::Add => old.with(flags),
        StoreMode::Remove => old.without(flags),
    };
    let expected = apply(known.flags);
    // Another session may have expunged it, and this session's view still has it.
    let stored =
        mailbox.change_flags(uid, apply).unwrap_or(StoredMessage { flags: expected, ..known });
    selected.view.set_flags(uid, stored.flags, stored.modseq);
    let silent = command.silent && stored.flags == expected;
    if silent && !enabled.condstore {
        return None;
    }
    selected.fetch_line(&stored, enabled, command.uid, silent)
}
