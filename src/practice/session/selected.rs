//! A session's own view of the mailbox it has selected: sequence numbers change only when it
//! has been told so, whatever other sessions do meanwhile (RFC 3501, 2.3.1.2 and 7.4.1).

use super::Session;
use super::answer::Answer;
use crate::practice::grammar::Set;
use crate::practice::grammar::holds;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::{DELETED, Flags, Keywords, SEEN, SYSTEM};
use crate::practice::store::mailbox::{Mailbox, Message, Stored};
use std::sync::Arc;

/// A message as this session knows it.
#[derive(Debug)]
pub struct Entry {
    /// What never changes.
    pub message: Arc<Message>,
    /// Its flags as the client was last told.
    pub flags: Flags,
    /// This session is the one that was told of it as `\Recent`.
    pub recent: bool,
    /// The mailbox's count when those flags were set.
    pub change: u64,
}

/// The selected mailbox.
#[derive(Debug)]
pub struct Selected {
    /// Its number.
    pub mailbox: u64,
    /// EXAMINE.
    pub read_only: bool,
    /// Its messages by sequence number.
    pub view: Vec<Entry>,
    /// Its keywords, as the client was told.
    pub keywords: Keywords,
    /// The mailbox's count when news were last looked for.
    change: u64,
    /// Messages are gone and the client could not be told yet.
    pending: bool,
    highest_uid: u32,
    recent_told: usize,
}

impl Selected {
    /// Opens a mailbox: gives the view, and takes `\Recent` for this session if it may write.
    pub fn open(mailbox: &mut Mailbox, read_only: bool) -> Selected {
        let mut selected = Selected {
            mailbox: mailbox.id,
            read_only,
            view: Vec::new(),
            keywords: mailbox.keywords.clone(),
            change: mailbox.change,
            pending: false,
            highest_uid: 0,
            recent_told: 0,
        };
        selected.take_new(mailbox);
        selected.recent_told = selected.recent();
        selected
    }

    fn take_new(&mut self, mailbox: &mut Mailbox) -> bool {
        let above = self.highest_uid;
        let new = mailbox
            .messages()
            .iter()
            .filter(|stored| stored.message.uid > above);
        let mut entries: Vec<Entry> = new.map(entry).collect();
        if !self.read_only {
            for entry in &mut entries {
                entry.recent = mailbox.claim(entry.message.uid);
            }
        }
        let any = !entries.is_empty();
        if let Some(last) = entries.last() {
            self.highest_uid = last.message.uid;
        }
        self.view.append(&mut entries);
        any
    }

    /// How many messages this session holds for `\Recent`.
    pub fn recent(&self) -> usize {
        self.view.iter().filter(|entry| entry.recent).count()
    }

    /// The sequence number of the first message without `\Seen`.
    pub fn first_unseen(&self) -> Option<usize> {
        self.view
            .iter()
            .position(|entry| !entry.flags.has(SEEN))
            .map(|at| at + 1)
    }

    /// FLAGS and PERMANENTFLAGS, as SELECT tells them and again when there is a new keyword.
    pub fn flag_lines(&self) -> [String; 2] {
        let names = self.keywords.names();
        let all = SYSTEM
            .iter()
            .copied()
            .chain(names.iter().map(String::as_str));
        let all = all.collect::<Vec<_>>().join(" ");
        let permanent = if self.read_only {
            String::new()
        } else {
            format!("{all} \\*")
        };
        let text = if self.read_only {
            "No permanent flags permitted."
        } else {
            "Flags permitted."
        };
        [
            format!("* FLAGS ({all})"),
            format!("* OK [PERMANENTFLAGS ({permanent})] {text}"),
        ]
    }

    /// Lines that make the mailbox's keywords known, if there are new ones.
    pub fn learn_keywords(&mut self, mailbox: &Mailbox) -> Vec<String> {
        if mailbox.keywords.names().len() == self.keywords.names().len() {
            return Vec::new();
        }
        self.keywords = mailbox.keywords.clone();
        self.flag_lines().to_vec()
    }

    /// What the client has not been told yet, as lines. EXPUNGE only where the RFC allows it.
    /// `mailbox` is None when the mailbox is no more: its messages are then gone.
    pub fn take_changes(&mut self, mailbox: Option<&mut Mailbox>, expunge: bool) -> Vec<String> {
        let change = mailbox.as_ref().map_or(u64::MAX, |mailbox| mailbox.change);
        let quiet = change == self.change && !(self.pending && expunge);
        if quiet {
            return Vec::new();
        }
        let mut lines = mailbox
            .as_ref()
            .map(|mailbox| self.learn_keywords(mailbox))
            .unwrap_or_default();
        self.pending = false;
        let mut kept = Vec::with_capacity(self.view.len());
        for mut entry in std::mem::take(&mut self.view) {
            let number = kept.len() + 1;
            match mailbox
                .as_ref()
                .and_then(|mailbox| mailbox.get(entry.message.uid))
            {
                None if expunge => {
                    lines.push(format!("* {number} EXPUNGE"));
                    continue;
                }
                None => self.pending = true,
                Some(stored) if stored.change > entry.change => {
                    let changed = stored.flags != entry.flags;
                    (entry.flags, entry.change) = (stored.flags, stored.change);
                    if changed {
                        let flags = self.keywords.show(entry.flags, entry.recent);
                        lines.push(format!("* {number} FETCH (FLAGS ({flags}))"));
                    }
                }
                Some(_) => {}
            }
            kept.push(entry);
        }
        self.view = kept;
        if mailbox.is_some_and(|mailbox| self.take_new(mailbox)) {
            lines.push(format!("* {} EXISTS", self.view.len()));
        }
        let recent = self.recent();
        if recent != self.recent_told {
            lines.push(format!("* {recent} RECENT"));
            self.recent_told = recent;
        }
        self.change = change;
        lines
    }

    /// The places in the view that a set names, ascending. Err: the text of the BAD.
    pub fn places(&self, uid: bool, set: &Set) -> Result<Vec<usize>, String> {
        let count = u32::try_from(self.view.len()).unwrap_or(u32::MAX);
        if uid {
            let highest = self.view.last().map_or(0, |entry| entry.message.uid);
            let ranges = set.ranges(highest);
            let named = self
                .view
                .iter()
                .enumerate()
                .filter(|(_, entry)| holds(&ranges, entry.message.uid));
            return Ok(named.map(|(at, _)| at).collect());
        }
        if !set.within(count) {
            let text = match count {
                0 => "Invalid messageset: the mailbox has no messages".to_owned(),
                count => format!("Invalid messageset: the mailbox has {count} messages"),
            };
            return Err(text);
        }
        let ranges = set.ranges(count);
        Ok(ranges
            .iter()
            .flat_map(|(from, to)| (*from as usize - 1)..*to as usize)
            .collect())
    }
}

fn entry(stored: &Stored) -> Entry {
    Entry {
        message: stored.message.clone(),
        flags: stored.flags,
        recent: stored.fresh,
        change: stored.change,
    }
}

impl Session {
    /// SELECT and EXAMINE. A failure leaves no mailbox selected (RFC 3501, 6.3.1).
    pub fn select(&mut self, name: &str, read_only: bool) -> Result<Answer, SessionEnd> {
        if self.selected.take().is_some() {
            self.line("* OK [CLOSED] Previous mailbox closed.")?;
        }
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let Some(mailbox) = accounts
            .account(user)
            .and_then(|account| account.mailbox(name))
        else {
            return Ok(crate::practice::store::account::nonexistent(name).into());
        };
        let selected = Selected::open(mailbox, read_only);
        let mut lines = selected.flag_lines().to_vec();
        lines.push(format!("* {} EXISTS", selected.view.len()));
        lines.push(format!("* {} RECENT", selected.recent()));
        if let Some(unseen) = selected.first_unseen() {
            lines.push(format!("* OK [UNSEEN {unseen}] First unseen."));
        }
        lines.push(format!(
            "* OK [UIDVALIDITY {}] UIDs valid",
            mailbox.uid_validity
        ));
        lines.push(format!(
            "* OK [UIDNEXT {}] Predicted next UID",
            mailbox.uid_next
        ));
        drop(accounts);
        self.selected = Some(selected);
        for line in lines {
            self.line(&line)?;
        }
        Ok(match read_only {
            true => Answer::Done(Some("READ-ONLY".to_owned()), "Examine"),
            false => Answer::Done(Some("READ-WRITE".to_owned()), "Select"),
        })
    }

    /// CLOSE, which removes what is `\Deleted` without a word, and UNSELECT, which does not.
    pub fn close(&mut self, expunge: bool) -> Answer {
        let Some(selected) = self.selected.take() else {
            return Answer::done("Close");
        };
        if expunge && !selected.read_only {
            let state = self.state.clone();
            let mut accounts = Self::lock_store(&state, &mut self.locked);
            let user = self.user.as_deref().unwrap_or_default();
            if let Some(mailbox) = accounts.mailbox_by_id(user, selected.mailbox)
                && !mailbox
                    .remove(|stored| stored.flags.has(DELETED))
                    .is_empty()
            {
                accounts.wake_waiters(selected.mailbox);
            }
        }
        Answer::done(if expunge { "Close" } else { "Unselect" })
    }

    /// Tells the client what changed in the selected mailbox.
    pub fn send_changes(&mut self, expunge: bool) -> Result<(), SessionEnd> {
        let Some(selected) = &mut self.selected else {
            return Ok(());
        };
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let lines = selected.take_changes(accounts.mailbox_by_id(user, selected.mailbox), expunge);
        drop(accounts);
        for line in lines {
            self.line(&line)?;
        }
        Ok(())
    }
}
