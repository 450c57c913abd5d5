//! STORE and EXPUNGE (RFC 3501, sections 6.4.6 and 6.4.3), which change messages of the selected
//! mailbox.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::grammar::{SequenceSet, StoreArguments, StoreMode};
use crate::practice::store::StoreError;
use crate::practice::store::flags::{DELETED, Keywords, MessageFlags, system_flag};
use crate::practice::store::mailbox::Mailbox;

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
        let Some(selected) = &mut self.selected else {
            return Ok(OkResponse::completed("Store"));
        };
        selected.check_writable()?;
        let indexes = selected.indexes(command.uid, &command.set)?;
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
        let mut lines = selected.update_keywords(mailbox);
        let before = mailbox.change_count;
        for index in indexes {
            lines.extend(store_one(selected, mailbox, index, &command, flags));
        }
        if mailbox.change_count != before {
            store.wake_waiters(selected.mailbox);
        }
        drop(store);
        self.send_lines(lines)?;
        Ok(OkResponse::completed("Store"))
    }

    /// EXPUNGE, or UID EXPUNGE of a set.
    pub fn expunge(&mut self, set: Option<&SequenceSet>) -> Outcome {
        let Some(selected) = &self.selected else {
            return Ok(OkResponse::completed("Expunge"));
        };
        selected.check_writable()?;
        let uids = set.map(|set| set.resolve(selected.highest_uid()));
        let mut store = self.store.lock();
        if let Some(mailbox) = store.mailbox_by_id(selected.mailbox) {
            let removed = mailbox.remove(|stored| {
                stored.flags.has(DELETED)
                    && uids.as_ref().is_none_or(|uids| uids.contains(stored.message.uid))
            });
            if !removed.is_empty() {
                store.wake_waiters(selected.mailbox);
            }
        }
        Ok(OkResponse::completed("Expunge"))
    }
}

/// Changes one message's flags. Returns the FETCH response that reports them, or None if the
/// command is silent and the result is what the client expects, because no other session had
/// changed the flags.
fn store_one(
    selected: &mut Selected,
    mailbox: &mut Mailbox,
    index: usize,
    command: &StoreArguments,
    flags: MessageFlags,
) -> Option<String> {
    let entry = selected.view.get_mut(index)?;
    let apply = |old: MessageFlags| match command.mode {
        StoreMode::Replace => flags,
        StoreMode::Add => old.with(flags),
        StoreMode::Remove => old.without(flags),
    };
    let expected = apply(entry.flags);
    match mailbox.change_flags(entry.message.uid, apply) {
        Some((current, count)) => (entry.flags, entry.change_count) = (current, count),
        // Another session has expunged it, and this session's view still has it.
        None => entry.flags = expected,
    }
    if command.silent && entry.flags == expected {
        return None;
    }
    let number = index + 1;
    let uid = match command.uid {
        true => format!("UID {} ", entry.message.uid),
        false => String::new(),
    };
    let flags = selected.keywords.format(entry.flags, entry.recent);
    Some(format!("* {number} FETCH ({uid}FLAGS ({flags}))"))
}
