//! COPY and MOVE (RFC 3501, 6.4.7; RFC 6851), all messages or none, with COPYUID (RFC 4315).

use super::Session;
use super::answer::Answer;
use super::selected::Selected;
use crate::practice::grammar::{Set, show};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::date::InternalDate;
use crate::practice::store::flags::Flags;
use crate::practice::store::{Accounts, Refusal};
use std::sync::Arc;

/// A message on its way.
struct Taken {
    uid: u32,
    octets: Arc<[u8]>,
    date: InternalDate,
    flags: Flags,
    keywords: Vec<String>,
}

impl Session {
    /// COPY and UID COPY. What another session has expunged and this one still sees is copied too.
    pub fn copy(&mut self, uid: bool, set: &Set, to: &str) -> Answer {
        match self.copy_or_move(uid, set, to, false) {
            Ok(Some(code)) => Answer::Done(Some(code), "Copy"),
            Ok(None) => Answer::done("Copy"),
            Err(answer) => answer,
        }
    }

    /// MOVE and UID MOVE. COPYUID comes before the EXPUNGEs, as RFC 6851, 4.3 wants it.
    pub fn move_messages(&mut self, uid: bool, set: &Set, to: &str) -> Result<Answer, SessionEnd> {
        if self
            .selected
            .as_ref()
            .is_some_and(|selected| selected.read_only)
        {
            return Ok(Answer::No("[READ-ONLY] Mailbox is read-only".to_owned()));
        }
        match self.copy_or_move(uid, set, to, true) {
            Ok(Some(code)) => self.line(&format!("* OK [{code}] Moved UIDs."))?,
            Ok(None) => {}
            Err(answer) => return Ok(answer),
        }
        Ok(Answer::done("Move"))
    }

    /// Gives the COPYUID code, if anything was copied.
    fn copy_or_move(
        &mut self,
        uid: bool,
        set: &Set,
        to: &str,
        moves: bool,
    ) -> Result<Option<String>, Answer> {
        let Some(selected) = &self.selected else {
            return Ok(None);
        };
        let places = selected.places(uid, set).map_err(Answer::Bad)?;
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let Some(target) = accounts
            .account(user)
            .and_then(|account| account.mailbox(to))
            .map(|to| to.id)
        else {
            return Err(try_create(to));
        };
        let taken = take(selected, &mut accounts, user, &places, moves);
        if taken.is_empty() {
            return Ok(None);
        }
        if let Some(account) = accounts.account(user).filter(|_| !moves) {
            let octets = taken.iter().map(|taken| taken.octets.len() as u64).sum();
            account.check_quota(octets).map_err(Answer::from)?;
        }
        let Some(mailbox) = accounts.mailbox_by_id(user, target) else {
            return Err(try_create(to));
        };
        let mut added = Vec::with_capacity(taken.len());
        for message in &taken {
            let mut flags = Flags {
                system: message.flags.system,
                keywords: 0,
            };
            for name in &message.keywords {
                // A keyword that the mailbox has no room for is lost, the message is not.
                flags.keywords |= mailbox.keywords.learn(name).unwrap_or(0);
            }
            match mailbox.add(message.octets.clone(), message.date, flags) {
                Some(uid) => added.push(uid),
                None => {
                    return Err(
                        Refusal::coded("LIMIT", "The mailbox has no UID left to give").into(),
                    );
                }
            }
        }
        let validity = mailbox.uid_validity;
        let from: Vec<u32> = taken.iter().map(|taken| taken.uid).collect();
        if moves && let Some(source) = accounts.mailbox_by_id(user, selected.mailbox) {
            source.remove(|stored| from.binary_search(&stored.message.uid).is_ok());
        }
        accounts.wake_waiters(selected.mailbox);
        accounts.wake_waiters(target);
        Ok(Some(format!(
            "COPYUID {validity} {} {}",
            show(&from),
            show(&added)
        )))
    }
}

/// The messages at these places; for MOVE only those that are still there.
fn take(
    selected: &Selected,
    accounts: &mut Accounts,
    user: &str,
    places: &[usize],
    moves: bool,
) -> Vec<Taken> {
    let source = accounts.mailbox_by_id(user, selected.mailbox);
    let mut taken = Vec::with_capacity(places.len());
    for entry in places.iter().filter_map(|place| selected.view.get(*place)) {
        let stored = source
            .as_ref()
            .and_then(|source| source.get(entry.message.uid));
        if moves && stored.is_none() {
            continue;
        }
        let flags = stored.map_or(entry.flags, |stored| stored.flags);
        let keywords = source
            .as_ref()
            .map_or(&selected.keywords, |source| &source.keywords);
        let names = keywords.of(flags).map(str::to_owned).collect();
        let message = &entry.message;
        let octets = message.octets.clone();
        taken.push(Taken {
            uid: message.uid,
            octets,
            date: message.date,
            flags,
            keywords: names,
        });
    }
    taken
}

/// The refusal of a target that does not exist, or can't.
pub fn try_create(name: &str) -> Answer {
    match crate::practice::store::name::fault(name) {
        Some(fault) => Refusal::coded("CANNOT", fault).into(),
        None => Answer::No(format!("[TRYCREATE] Mailbox doesn't exist: {name}")),
    }
}
