//! The selected mailbox as one session's client knows it.
//!
//! The *view* lists the messages by sequence number. It does not follow the mailbox at once: a
//! message that another session expunges stays in the view, and its flags stay as they were last
//! reported, until [`Selected::report`] sends the untagged responses that report the changes (RFC
//! 3501, sections 2.3.1.2 and 7.4.1).

use super::ServerSession;
use super::context::Context;
use super::outcome::{CommandError, OkResponse};
use crate::practice::capability::Enabled;
use crate::practice::grammar::{SequenceSet, format_uid_set};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::ChangedUids;
use crate::practice::store::flags::{Keywords, SEEN, SYSTEM};
use crate::practice::store::mailbox::Mailbox;
use crate::practice::store::messages::{StoredMessage, StoredMessages};
use std::ops::Range;

/// The selected mailbox.
#[derive(Debug)]
pub struct Selected {
    /// Its number.
    pub mailbox: u64,
    /// It was opened with EXAMINE.
    pub read_only: bool,
    /// Its messages by sequence number, with their flags as last reported.
    pub view: StoredMessages,
    /// Its keywords as last reported.
    pub keywords: Keywords,
    /// The mailbox's modification sequence at the last [`Selected::report`].
    modseq: u64,
    /// The UIDs of expunged messages that could not be reported yet, ascending.
    unreported_expunges: Vec<u32>,
    /// Flags that have changed after this modification sequence have not been reported, because
    /// NOTIFY has excluded them.
    unreported_since: Option<u64>,
    /// NOTIFY has excluded new messages, and there are some.
    has_unreported_messages: bool,
    /// The UIDs of the messages that this session's command has expunged, ascending.
    pub own_expunged: Vec<u32>,
    /// The UIDs of the messages that this session's command has added.
    pub own_messages: Range<u32>,
    /// The highest UID that has ever been in the view.
    last_uid: u32,
    /// The UIDs of the messages that are `\Recent` in this session, because it announced them.
    recent: Vec<u32>,
    /// The number in the last `* n RECENT`.
    reported_recent: usize,
    /// The UIDs that the last SEARCH with SAVE found: `$` (RFC 5182).
    pub saved: Vec<u32>,
    /// The searches whose results are kept up to date (RFC 5267).
    pub contexts: Vec<Context>,
}

/// What has changed in the selected mailbox since the last report.
#[derive(Debug)]
pub struct MailboxUpdate {
    messages: StoredMessages,
    changes: ChangedUids,
    keywords: Keywords,
    modseq: u64,
    /// The UIDs of the messages that this session announces.
    announced: Range<u32>,
}

/// Which changes are reported. Flags are reported only together with new messages.
#[derive(Clone, Copy, Debug)]
pub struct ReportScope {
    /// New messages.
    pub new: bool,
    /// Expunged messages. Those that this session's command has expunged are always reported.
    pub expunged: bool,
    pub flags: bool,
    /// FETCH responses have the UID.
    pub with_uid: bool,
}

/// The messages that a report was about.
#[derive(Debug, Default)]
pub struct ReportedMessages {
    /// The UIDs of the new messages, ascending.
    pub new: Vec<u32>,
    /// The UIDs of the new messages and of those that have changed, ascending.
    pub changed: Vec<u32>,
    /// The UIDs of new messages that this session's command has added.
    pub own: Range<u32>,
}

/// Receives the lines of a report.
pub type LineSink<'a> = &'a mut dyn FnMut(&str) -> Result<(), SessionEnd>;

impl Selected {
    /// The selected mailbox, for a command that needs one.
    pub fn required(selected: &mut Option<Selected>) -> Result<&mut Selected, CommandError> {
        let text = "No mailbox selected: use SELECT or EXAMINE first";
        selected.as_mut().ok_or_else(|| CommandError::bad(text))
    }

    /// Opens a mailbox. Unless it is read-only, this announces its new messages.
    pub fn open(mailbox: &mut Mailbox, read_only: bool) -> Selected {
        let mut selected = Selected {
            mailbox: mailbox.id,
            read_only,
            view: mailbox.messages().clone(),
            keywords: mailbox.keywords.clone(),
            modseq: mailbox.modseq(),
            unreported_expunges: Vec::new(),
            unreported_since: None,
            has_unreported_messages: false,
            own_expunged: Vec::new(),
            own_messages: 0..0,
            last_uid: mailbox.messages().last_uid(),
            recent: Vec::new(),
            reported_recent: 0,
            saved: Vec::new(),
            contexts: Vec::new(),
        };
        let announced = selected.announce(mailbox);
        selected.add_recent(announced, 0);
        selected.reported_recent = selected.recent.len();
        selected
    }

    /// The UIDs of the mailbox's unannounced messages. They are then announced by this session,
    /// unless it is read-only.
    fn announce(&self, mailbox: &mut Mailbox) -> Range<u32> {
        let announced = mailbox.unannounced();
        if !self.read_only {
            mailbox.set_unannounced_from(announced.end);
        }
        announced
    }

    /// Adds the announced messages that came after `last_uid`.
    fn add_recent(&mut self, announced: Range<u32>, last_uid: u32) {
        let new = self.view.after(last_uid.max(announced.start.saturating_sub(1)));
        self.recent.extend(new.map(|stored| stored.uid).take_while(|uid| *uid < announced.end));
    }

    /// The modification sequence up to which the client knows the mailbox.
    pub fn modseq(&self) -> u64 {
        self.unreported_since.unwrap_or(self.modseq)
    }

    /// How many messages the view has.
    pub fn count(&self) -> u32 {
        u32::try_from(self.view.len()).unwrap_or(u32::MAX)
    }

    /// The highest UID in the view; 0 if it is empty.
    pub fn highest_uid(&self) -> u32 {
        self.view.last_uid()
    }

    /// How many messages are `\Recent` in this session.
    pub fn recent_count(&self) -> usize {
        self.recent.len()
    }

    /// Whether a message is `\Recent` in this session.
    pub fn is_recent(&self, uid: u32) -> bool {
        self.recent.binary_search(&uid).is_ok()
    }

    /// The flags of a message as in a FETCH response.
    pub fn format_flags(&self, stored: &StoredMessage, enabled: Enabled) -> String {
        let recent = self.is_recent(stored.uid) && !enabled.imap4rev2;
        self.keywords.format(stored.flags, recent)
    }

    /// A FETCH response with a message's flags, or without them if `silent`, and with what the client
    /// has enabled. `None` if the view does not have the message.
    pub fn fetch_line(
        &self,
        stored: &StoredMessage,
        enabled: Enabled,
        with_uid: bool,
        silent: bool,
    ) -> Option<String> {
        let number = self.view.index_of(stored.uid)? + 1;
        let mut items = Vec::new();
        if (with_uid || enabled.qresync) && !enabled.uid_only {
            items.push(format!("UID {}", stored.uid));
        }
        if !silent {
            items.push(format!("FLAGS ({})", self.format_flags(stored, enabled)));
        }
        if enabled.condstore {
            items.push(format!("MODSEQ ({})", stored.modseq));
        }
        let start = fetch_start(number, stored.uid, enabled);
        Some(format!("{start}{})", items.join(" ")))
    }

    /// The sequence number of the first message without `\Seen`.
    pub fn first_unseen(&self) -> Option<usize> {
        self.view.iter().position(|stored| !stored.flags.has(SEEN)).map(|index| index + 1)
    }

    /// Fails if the mailbox was opened with EXAMINE.
    pub fn check_writable(&self) -> Result<(), CommandError> {
        if self.read_only {
            Err(CommandError::no("[READ-ONLY] Mailbox is read-only"))
        } else {
            Ok(())
        }
    }

    /// FLAGS and PERMANENTFLAGS, sent by SELECT and again when there is a new keyword.
    pub fn flag_lines(&self) -> [String; 2] {
        let keywords = self.keywords.names().iter().map(String::as_str);
        let flags = SYSTEM.iter().copied().chain(keywords);
        let flags = flags.collect::<Vec<_>>().join(" ");
        let permanent = if self.read_only {
            "* OK [PERMANENTFLAGS ()] No permanent flags permitted.".to_owned()
        } else {
            format!("* OK [PERMANENTFLAGS ({flags} \\*)] Flags permitted.")
        };
        [format!("* FLAGS ({flags})"), permanent]
    }

    /// Adds the mailbox's new keywords. Returns the lines that report them, or none if there are no
    /// new ones.
    pub fn update_keywords(&mut self, keywords: &Keywords) -> Vec<String> {
        if keywords.names().len() == self.keywords.names().len() {
            return Vec::new();
        }
        self.keywords = keywords.clone();
        self.flag_lines().to_vec()
    }

    /// What has changed in the mailbox since the last report, or `None` if there is nothing to report.
    /// `mailbox` is None if it has been deleted: all of its messages are then expunged.
    pub fn take_update(
        &self,
        mailbox: Option<&mut Mailbox>,
        scope: ReportScope,
    ) -> Option<MailboxUpdate> {
        // A deleted mailbox counts as one more change.
        let modseq = mailbox.as_ref().map_or(u64::MAX, |mailbox| mailbox.modseq());
        let is_excluded = !scope.new && !scope.expunged && self.own_expunged.is_empty();
        let has_changed = modseq != self.modseq
            || !self.unreported_expunges.is_empty()
            || (scope.flags && self.unreported_since.is_some())
            || (scope.new && self.has_unreported_messages);
        if is_excluded || !has_changed {
            return None;
        }
        let since = self.unreported_since.filter(|_| scope.flags).unwrap_or(self.modseq);
        let Some(mailbox) = mailbox else {
            return Some(MailboxUpdate {
                messages: StoredMessages::default(),
                changes: self.compare_with(&StoredMessages::default(), since),
                keywords: self.keywords.clone(),
                modseq,
                announced: 0..0,
            });
        };
        let changes = mailbox.changes_since(since);
        Some(MailboxUpdate {
            changes: changes.unwrap_or_else(|| self.compare_with(mailbox.messages(), since)),
            messages: mailbox.messages().clone(),
            keywords: mailbox.keywords.clone(),
            modseq,
            announced: if scope.new { self.announce(mailbox) } else { 0..0 },
        })
    }

    /// The UIDs of the messages of the view that have been expunged, ascending.
    fn expunged_by(&self, update: &MailboxUpdate) -> Vec<u32> {
        let mut expunged = self.unreported_expunges.clone();
        expunged.extend(&update.changes.expunged);
        expunged.retain(|uid| self.view.by_uid(*uid).is_some());
        expunged.sort_unstable();
        expunged.dedup();
        expunged
    }

    /// The changes between the view and the messages of the mailbox after a modification sequence.
    fn compare_with(&self, messages: &StoredMessages, since: u64) -> ChangedUids {
        let is_expunged = |stored: &&StoredMessage| messages.by_uid(stored.uid).is_none();
        let changed = messages.iter().filter(|stored| stored.modseq > since);
        ChangedUids {
            changed: changed.map(|stored| stored.uid).collect(),
            expunged: self.view.iter().filter(is_expunged).map(|stored| stored.uid).collect(),
        }
    }

    /// Brings the view up to date and sends the lines that report the changes. Changes outside the
    /// scope stay out of the view: expunged messages stay in it, and flags stay as they were.
    pub fn report(
        &mut self,
        update: MailboxUpdate,
        scope: ReportScope,
        enabled: Enabled,
        send: LineSink<'_>,
    ) -> Result<ReportedMessages, SessionEnd> {
        let modseq = std::mem::replace(&mut self.modseq, update.modseq);
        // New keywords come first, since the flags below may use them.
        if scope.new {
            for line in self.update_keywords(&update.keywords) {
                send(&line)?;
            }
        }
        let own_expunged = std::mem::take(&mut self.own_expunged);
        let is_reported = |uid: &u32| scope.expunged || own_expunged.binary_search(uid).is_ok();
        let (expunged, unreported): (Vec<u32>, Vec<u32>) =
            self.expunged_by(&update).into_iter().partition(is_reported);
        self.unreported_expunges = unreported;
        for line in self.remove_from_contexts(&expunged) {
            send(&line)?;
        }
        self.report_expunges(&expunged, enabled, send)?;
        let is_complete = scope.new && scope.flags && self.unreported_expunges.is_empty();
        let mut changed_flags = Vec::new();
        if scope.flags {
            self.unreported_since = None;
            changed_flags = self.apply_flags(&update, enabled, !is_complete);
        } else {
            self.unreported_since.get_or_insert(modseq);
        }
        let reported = self.reported(&update, scope);
        let count = self.view.len();
        self.update_view(update, scope, is_complete);
        for uid in changed_flags {
            let stored = self.view.by_uid(uid);
            let line = stored.and_then(|it| self.fetch_line(it, enabled, scope.with_uid, false));
            if let Some(line) = line {
                send(&line)?;
            }
        }
        self.report_counts(count, enabled, send)?;
        Ok(reported)
    }

    /// Adds the new messages to the view, if they are in the scope. `is_complete`: everything in the
    /// update is reported, so the view is the same from now on.
    fn update_view(&mut self, update: MailboxUpdate, scope: ReportScope, is_complete: bool) {
        let last_uid = self.last_uid;
        self.has_unreported_messages = !scope.new && update.messages.last_uid() > last_uid;
        if scope.new {
            self.last_uid = last_uid.max(update.messages.last_uid());
        }
        if is_complete {
            self.view = update.messages;
        } else if scope.new {
            update.messages.after(last_uid).for_each(|stored| self.view.push(stored.clone()));
        }
        self.add_recent(update.announced, last_uid);
    }

    /// EXISTS, if the view no longer has this count, and RECENT. They follow the EXPUNGEs: EXISTS
    /// counts the messages left and the new ones.
    fn report_counts(
        &mut self,
        count: usize,
        enabled: Enabled,
        send: LineSink<'_>,
    ) -> Result<(), SessionEnd> {
        if self.view.len() != count {
            send(&format!("* {} EXISTS", self.view.len()))?;
        }
        let recent = self.recent.len();
        if recent != self.reported_recent && !enabled.imap4rev2 {
            self.reported_recent = recent;
            send(&format!("* {recent} RECENT"))?;
        }
        Ok(())
    }

    /// The messages that a report of this update is about, before it changes the view.
    fn reported(&mut self, update: &MailboxUpdate, scope: ReportScope) -> ReportedMessages {
        let known = update.changes.changed.iter().copied();
        let known = known.filter(|uid| scope.flags && *uid <= self.last_uid);
        let new = update.messages.after(self.last_uid).map(|stored| stored.uid);
        let new: Vec<u32> = new.filter(|_| scope.new).collect();
        let changed = known.chain(new.iter().copied()).collect();
        ReportedMessages { new, changed, own: std::mem::replace(&mut self.own_messages, 0..0) }
    }

    /// Removes expunged messages from the contexts. Returns the lines that report this.
    fn remove_from_contexts(&mut self, expunged: &[u32]) -> Vec<String> {
        let (contexts, view) = (&mut self.contexts, &self.view);
        let is_expunged = |uid| expunged.binary_search(&uid).is_ok();
        contexts.iter_mut().filter_map(|context| context.remove(is_expunged, view)).collect()
    }

    /// Sends EXPUNGE or VANISHED for the expunged messages, and removes them from the view.
    fn report_expunges(
        &mut self,
        expunged: &[u32],
        enabled: Enabled,
        send: LineSink<'_>,
    ) -> Result<(), SessionEnd> {
        if enabled.vanished() && !expunged.is_empty() {
            send(&format!("* VANISHED {}", format_uid_set(expunged)))?;
        }
        let numbers = if enabled.vanished() { &[] } else { expunged };
        for (reported, uid) in numbers.iter().enumerate() {
            if let Some(index) = self.view.index_of(*uid) {
                // Each EXPUNGE lowers the numbers after it.
                send(&format!("* {} EXPUNGE", index + 1 - reported))?;
            }
        }
        if !expunged.is_empty() {
            self.view.remove(|stored| expunged.binary_search(&stored.uid).is_ok());
            self.recent.retain(|uid| expunged.binary_search(uid).is_err());
        }
        Ok(())
    }

    /// Brings the flags in the view up to date, if it is kept and not replaced by the mailbox's
    /// messages. Returns the UIDs of the messages whose flags are not those that were last reported.
    fn apply_flags(
        &mut self,
        update: &MailboxUpdate,
        enabled: Enabled,
        keeps_view: bool,
    ) -> Vec<u32> {
        let mut reported = Vec::new();
        for uid in &update.changes.changed {
            let (Some(known), Some(stored)) =
                (self.view.by_uid(*uid), update.messages.by_uid(*uid))
            else {
                continue;
            };
            let is_newer = enabled.condstore && stored.modseq > known.modseq;
            if stored.flags != known.flags || is_newer {
                reported.push(*uid);
            }
            if keeps_view {
                self.view.set_flags(*uid, stored.flags, stored.modseq);
            }
        }
        reported
    }

    /// The UIDs of the messages in a set, ascending. A UID that does not exist is ignored; a
    /// sequence number that does not exist is an error.
    pub fn uids(&self, uid: bool, set: &SequenceSet) -> Result<Vec<u32>, CommandError> {
        if *set == SequenceSet::Saved {
            let known = self.saved.iter().filter(|uid| self.view.by_uid(**uid).is_some());
            return Ok(known.copied().collect());
        }
        if uid {
            let uids = set.resolve(self.highest_uid());
            let named = self.view.iter().filter(|stored| uids.contains(stored.uid));
            return Ok(named.map(|stored| stored.uid).collect());
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
        let named = (1..).zip(self.view.iter()).filter(|(number, _)| numbers.contains(*number));
        Ok(named.map(|(_, stored)| stored.uid).collect())
    }
}

/// The start of a FETCH response, or of UIDFETCH (RFC 9586), up to its items.
pub fn fetch_start(number: usize, uid: u32, enabled: Enabled) -> String {
    if enabled.uid_only { format!("* {uid} UIDFETCH (") } else { format!("* {number} FETCH (") }
}

impl ServerSession {
    /// UNSELECT (RFC 3691).
    pub fn unselect(&mut self) -> OkResponse {
        self.selected = None;
        OkResponse::completed("Unselect")
    }
}
