//! STORE and EXPUNGE: what changes messages in the selected mailbox.

use super::Session;
use super::answer::Answer;
use super::selected::Selected;
use crate::practice::grammar::{Set, StoreMode, holds};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::Refusal;
use crate::practice::store::flags::{DELETED, Flags, KEYWORDS, Keywords, system_flag};
use crate::practice::store::mailbox::Mailbox;

const READ_ONLY: &str = "[READ-ONLY] Mailbox is read-only";

/// Flags by their names, keywords learnt by the mailbox as far as they are new.
pub fn learn(keywords: &mut Keywords, names: &[String]) -> Result<Flags, Refusal> {
    let mut flags = Flags::default();
    for name in names {
        match system_flag(name) {
            Some(bit) => flags.system |= bit,
            None => match keywords.learn(name) {
                Some(bit) => flags.keywords |= bit,
                None => {
                    let text = format!("A mailbox can have {KEYWORDS} keywords at most");
                    return Err(Refusal::coded("LIMIT", text));
                }
            },
        }
    }
    Ok(flags)
}

/// Flags by their names, as far as the mailbox has room for their keywords. One that is to be
/// taken away is learnt too, as other servers do: the answer then names it.
fn known(keywords: &mut Keywords, names: &[String]) -> Flags {
    let mut flags = Flags::default();
    for name in names {
        match system_flag(name) {
            Some(bit) => flags.system |= bit,
            None => flags.keywords |= keywords.learn(name).unwrap_or(0),
        }
    }
    flags
}

impl Session {
    /// STORE and UID STORE.
    pub fn store(
        &mut self,
        uid: bool,
        set: &Set,
        mode: StoreMode,
        silent: bool,
        names: &[String],
    ) -> Result<Answer, SessionEnd> {
        let Some(selected) = &mut self.selected else {
            return Ok(Answer::done("Store"));
        };
        if selected.read_only {
            return Ok(Answer::No(READ_ONLY.to_owned()));
        }
        let places = match selected.places(uid, set) {
            Ok(places) => places,
            Err(wrong) => return Ok(Answer::Bad(wrong)),
        };
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let mut nowhere = Mailbox::new(0, "", 1);
        let mailbox = accounts
            .mailbox_by_id(user, selected.mailbox)
            .unwrap_or(&mut nowhere);
        let flags = match mode {
            StoreMode::Remove => known(&mut mailbox.keywords, names),
            _ => match learn(&mut mailbox.keywords, names) {
                Ok(flags) => flags,
                Err(refusal) => return Ok(refusal.into()),
            },
        };
        let mut lines = selected.learn_keywords(mailbox);
        let before = mailbox.change;
        for place in places {
            lines.extend(store_one(
                selected,
                mailbox,
                place,
                mode,
                flags,
                (uid, silent),
            ));
        }
        let id = selected.mailbox;
        if mailbox.change != before {
            accounts.wake_waiters(id);
        }
        drop(accounts);
        for line in lines {
            self.line(&line)?;
        }
        Ok(Answer::done("Store"))
    }

    /// EXPUNGE, or UID EXPUNGE of a set.
    pub fn expunge(&mut self, set: Option<&Set>) -> Answer {
        let Some(selected) = &self.selected else {
            return Answer::done("Expunge");
        };
        if selected.read_only {
            return Answer::No(READ_ONLY.to_owned());
        }
        let highest = selected.view.last().map_or(0, |entry| entry.message.uid);
        let ranges = set.map(|set| set.ranges(highest));
        let id = selected.mailbox;
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        if let Some(mailbox) = accounts.mailbox_by_id(user, id) {
            let named = |uid| ranges.as_ref().is_none_or(|ranges| holds(ranges, uid));
            let gone =
                mailbox.remove(|stored| stored.flags.has(DELETED) && named(stored.message.uid));
            if !gone.is_empty() {
                accounts.wake_waiters(id);
            }
        }
        Answer::done("Expunge")
    }
}

/// Changes one message's flags; gives the FETCH response that tells them, unless silent and
/// nobody else had changed them.
fn store_one(
    selected: &mut Selected,
    mailbox: &mut Mailbox,
    place: usize,
    mode: StoreMode,
    flags: Flags,
    (uid, silent): (bool, bool),
) -> Option<String> {
    let entry = selected.view.get_mut(place)?;
    let apply = |old: Flags| match mode {
        StoreMode::Replace => flags,
        StoreMode::Add => old.with(flags),
        StoreMode::Remove => old.without(flags),
    };
    let expected = apply(entry.flags);
    match mailbox.change_flags(entry.message.uid, apply) {
        Some((now, change)) => (entry.flags, entry.change) = (now, change),
        // Expunged by another session, and still there in this one's view.
        None => entry.flags = expected,
    }
    if silent && entry.flags == expected {
        return None;
    }
    let shown = selected.keywords.show(entry.flags, entry.recent);
    let uid = if uid {
        format!("UID {} ", entry.message.uid)
    } else {
        String::new()
    };
    Some(format!("* {} FETCH ({uid}FLAGS ({shown}))", place + 1))
}
