//! The selected mailbox as one session's client knows it.
//!
//! The *view* lists the messages by sequence number. It does not follow the mailbox at once: a
//! message that another session expunges stays in the view, and its flags stay as they were last
//! reported, until [`Selected::take_changes`] returns the untagged responses that report the
//! changes (RFC 3501, sections 2.3.1.2 and 7.4.1).

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use crate::practice::grammar::SequenceSet;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::{DELETED, Keywords, MessageFlags, SEEN, SYSTEM};
use crate::practice::store::mailbox::{Mailbox, Message, StoredMessage};
use std::sync::Arc;

/// A message as the client knows it.
#[derive(Debug)]
pub struct ViewEntry {
    pub message: Arc<Message>,
    /// Its flags as last reported.
    pub flags: MessageFlags,
    /// This session announced it, so it is `\Recent` here.
    pub recent: bool,
    /// The mailbox's change count when those flags were set.
    pub change_count: u64,
}

/// The selected mailbox.
#[derive(Debug)]
pub struct Selected {
    /// Its number.
    pub mailbox: u64,
    /// It was opened with EXAMINE.
    pub read_only: bool,
    /// Its messages by sequence number.
    pub view: Vec<ViewEntry>,
    /// Its keywords as last reported.
    pub keywords: Keywords,
    /// The mailbox's change count at the last [`Selected::take_changes`].
    change_count: u64,
    /// The view has expunged messages that could not be reported yet.
    expunge_pending: bool,
    /// The highest UID that has ever been in the view.
    last_uid: u32,
    /// The number in the last `* n RECENT`.
    reported_recent: usize,
}

impl Selected {
    /// Opens a mailbox. Unless it is read-only, this announces its new messages.
    pub fn open(mailbox: &mut Mailbox, read_only: bool) -> Selected {
        let mut selected = Selected {
            mailbox: mailbox.id,
            read_only,
            view: Vec::new(),
            keywords: mailbox.keywords.clone(),
            change_count: mailbox.change_count,
            expunge_pending: false,
            last_uid: 0,
            reported_recent: 0,
        };
        selected.add_new_messages(mailbox);
        selected.reported_recent = selected.recent();
        selected
    }

    /// Adds the mailbox's new messages to the view. Returns whether there were any.
    fn add_new_messages(&mut self, mailbox: &mut Mailbox) -> bool {
        let last_uid = self.last_uid;
        let stored = mailbox.messages().iter();
        let new = stored.filter(|stored| stored.message.uid > last_uid);
        let mut entries: Vec<ViewEntry> = new.map(view_entry).collect();
        if !self.read_only {
            for entry in &mut entries {
                entry.recent = mailbox.announce(entry.message.uid);
            }
        }
        let Some(last) = entries.last() else {
            return false;
        };
        self.last_uid = last.message.uid;
        self.view.append(&mut entries);
        true
    }

    /// How many messages the view has.
    pub fn count(&self) -> u32 {
        u32::try_from(self.view.len()).unwrap_or(u32::MAX)
    }

    /// The highest UID in the view; 0 if it is empty.
    pub fn highest_uid(&self) -> u32 {
        self.view.last().map_or(0, |entry| entry.message.uid)
    }

    /// How many messages are `\Recent` in this session.
    pub fn recent(&self) -> usize {
        self.view.iter().filter(|entry| entry.recent).count()
    }

    /// The sequence number of the first message without `\Seen`.
    pub fn first_unseen(&self) -> Option<usize> {
        let is_unseen = |entry: &ViewEntry| !entry.flags.has(SEEN);
        self.view.iter().position(is_unseen).map(|index| index + 1)
    }

    /// Fails if the mailbox was opened with EXAMINE.
    pub fn check_writable(&self) -> Result<(), CommandError> {
        match self.read_only {
            true => Err(CommandError::no("[READ-ONLY] Mailbox is read-only")),
            false => Ok(()),
        }
    }

    /// FLAGS and PERMANENTFLAGS, sent by SELECT and again when there is a new keyword.
    pub fn flag_lines(&self) -> [String; 2] {
        let keywords = self.keywords.names().iter().map(String::as_str);
        let flags = SYSTEM.iter().copied().chain(keywords);
        let flags = flags.collect::<Vec<_>>().join(" ");
        let permanent = match self.read_only {
            true => "* OK [PERMANENTFLAGS ()] No permanent flags permitted.".to_owned(),
            false => format!("* OK [PERMANENTFLAGS ({flags} \\*)] Flags permitted."),
        };
        [format!("* FLAGS ({flags})"), permanent]
    }

    /// Adds the mailbox's new keywords. Returns the lines that report them, or none if there are no
    /// new ones.
    pub fn update_keywords(&mut self, mailbox: &Mailbox) -> Vec<String> {
        if mailbox.keywords.names().len() == self.keywords.names().len() {
            return Vec::new();
        }
        self.keywords = mailbox.keywords.clone();
        self.flag_lines().to_vec()
    }

    /// Brings the view up to date and returns the lines that report the changes. Expunged messages
    /// stay in the view unless `permits_expunge`. `mailbox` is None if it has been deleted: all of
    /// its messages are then expunged.
    pub fn take_changes(
        &mut self,
        mut mailbox: Option<&mut Mailbox>,
        permits_expunge: bool,
    ) -> Vec<String> {
        // A deleted mailbox counts as one more change.
        let change_count = mailbox.as_ref().map_or(u64::MAX, |it| it.change_count);
        if change_count == self.change_count && !(self.expunge_pending && permits_expunge) {
            return Vec::new();
        }
        self.change_count = change_count;
        // New keywords come first, since the flags below may use them.
        let mut lines = match &mailbox {
            Some(mailbox) => self.update_keywords(mailbox),
            None => Vec::new(),
        };
        lines.extend(self.update_view(mailbox.as_deref(), permits_expunge));
        // EXISTS comes after the EXPUNGEs: it counts the messages left and the new ones.
        if mailbox.as_mut().is_some_and(|it| self.add_new_messages(it)) {
            lines.push(format!("* {} EXISTS", self.view.len()));
        }
        let recent = self.recent();
        if recent != self.reported_recent {
            self.reported_recent = recent;
            lines.push(format!("* {recent} RECENT"));
        }
        lines
    }

    /// Brings the messages of the view up to date. Returns an EXPUNGE or FETCH line for each that
    /// changed.
    fn update_view(&mut self, mailbox: Option<&Mailbox>, permits_expunge: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut kept = Vec::with_capacity(self.view.len());
        self.expunge_pending = false;
        for mut entry in std::mem::take(&mut self.view) {
            // The number that the message has after the EXPUNGEs so far.
            let number = kept.len() + 1;
            let stored = mailbox.and_then(|mailbox| mailbox.get(entry.message.uid));
            match stored {
                None if permits_expunge => {
                    lines.push(format!("* {number} EXPUNGE"));
                    continue;
                }
                None => self.expunge_pending = true,
                Some(stored) if stored.change_count > entry.change_count => {
                    let differs = stored.flags != entry.flags;
                    (entry.flags, entry.change_count) = (stored.flags, stored.change_count);
                    if differs {
                        let flags = self.keywords.format(entry.flags, entry.recent);
                        lines.push(format!("* {number} FETCH (FLAGS ({flags}))"));
                    }
                }
                Some(_) => {}
            }
            kept.push(entry);
        }
        self.view = kept;
        lines
    }

    /// The indexes in the view of the messages in a set, ascending. A UID that does not exist is
    /// ignored; a sequence number that does not exist is an error.
    pub fn indexes(&self, uid: bool, set: &SequenceSet) -> Result<Vec<usize>, CommandError> {
        if uid {
            let uids = set.resolve(self.highest_uid());
            let entries = self.view.iter().enumerate();
            let named = entries.filter(|(_, entry)| uids.contains(entry.message.uid));
            return Ok(named.map(|(index, _)| index).collect());
        }
        let count = self.count();
        if !set.is_within(count) {
            return Err(match count {
                0 => CommandError::bad("Invalid messageset: the mailbox has no messages"),
                1 => CommandError::bad("Invalid messageset: the mailbox has 1 message"),
                count => CommandError::bad(format!(
                    "Invalid messageset: the mailbox has {count} messages"
                )),
            });
        }
        let numbers = set.resolve(count);
        let indexes = numbers.iter().map(|number| number as usize - 1);
        Ok(indexes.collect())
    }
}

fn view_entry(stored: &StoredMessage) -> ViewEntry {
    ViewEntry {
        message: stored.message.clone(),
        flags: stored.flags,
        recent: stored.unannounced,
        change_count: stored.change_count,
    }
}

impl ServerSession {
    /// SELECT and EXAMINE. If it fails, no mailbox is selected (RFC 3501, section 6.3.1).
    pub fn select(&mut self, name: &str, read_only: bool) -> Outcome {
        if self.selected.take().is_some() {
            self.send_line("* OK [CLOSED] Previous mailbox closed.")?;
        }
        let mut store = self.store.lock();
        let mailbox = store.mailbox(name)?;
        let selected = Selected::open(mailbox, read_only);
        let mut lines = selected.flag_lines().to_vec();
        lines.push(format!("* {} EXISTS", selected.view.len()));
        lines.push(format!("* {} RECENT", selected.recent()));
        if let Some(unseen) = selected.first_unseen() {
            lines.push(format!("* OK [UNSEEN {unseen}] First unseen."));
        }
        let (validity, next) = (mailbox.uid_validity, mailbox.uid_next);
        lines.push(format!("* OK [UIDVALIDITY {validity}] UIDs valid"));
        lines.push(format!("* OK [UIDNEXT {next}] Predicted next UID"));
        drop(store);
        self.selected = Some(selected);
        self.send_lines(lines)?;
        let (code, name) = match read_only {
            true => ("READ-ONLY", "Examine"),
            false => ("READ-WRITE", "Select"),
        };
        Ok(OkResponse::Completed { code: Some(code.to_owned()), name })
    }

    /// CLOSE: removes the messages with `\Deleted` without reporting EXPUNGE.
    pub fn close(&mut self) -> OkResponse {
        if let Some(selected) = self.selected.take().filter(|it| !it.read_only) {
            let mut store = self.store.lock();
            if let Some(mailbox) = store.mailbox_by_id(selected.mailbox)
                && !mailbox.remove(|it| it.flags.has(DELETED)).is_empty()
            {
                store.wake_waiters(selected.mailbox);
            }
        }
        OkResponse::completed("Close")
    }

    /// UNSELECT (RFC 3691).
    pub fn unselect(&mut self) -> OkResponse {
        self.selected = None;
        OkResponse::completed("Unselect")
    }

    /// Reports what has changed in the selected mailbox.
    pub fn send_changes(&mut self, permits_expunge: bool) -> Result<(), SessionEnd> {
        let Some(selected) = &mut self.selected else {
            return Ok(());
        };
        let mut store = self.store.lock();
        let mailbox = store.mailbox_by_id(selected.mailbox);
        let lines = selected.take_changes(mailbox, permits_expunge);
        drop(store);
        self.send_lines(lines)
    }
}
