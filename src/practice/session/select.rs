//! SELECT, EXAMINE and CLOSE (RFC 3501, sections 6.3.1 and 6.4.2), with the parameters of RFC 7162: a
//! client that says what it knows of the mailbox learns what has changed since then.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use super::vanished::vanished;
use crate::practice::capability::Capability;
use crate::practice::grammar::{NumberRanges, QresyncArguments, SelectArguments, SequenceSet};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::ChangedUids;
use crate::practice::store::flags::DELETED;

/// The responses to a client that resynchronizes.
struct Resync {
    /// The messages that have changed, or `None` if some of them have been forgotten.
    changes: Option<ChangedUids>,
    modseq: u64,
    known: NumberRanges,
}

impl ServerSession {
    /// SELECT and EXAMINE. If it fails, no mailbox is selected (RFC 3501, section 6.3.1).
    pub fn select(&mut self, arguments: &SelectArguments) -> Outcome {
        if arguments.qresync.is_some() && !self.enabled.qresync {
            return Err(CommandError::bad("Expected ENABLE QRESYNC before QRESYNC"));
        }
        if self.selected.take().is_some() {
            self.send_line("* OK [CLOSED] Previous mailbox closed.")?;
        }
        self.enabled.condstore |= arguments.condstore;
        let mut store = self.store.lock();
        let mailbox = store.mailbox(&arguments.mailbox)?;
        let selected = Selected::open(mailbox, arguments.read_only);
        let (validity, next) = (mailbox.uid_validity, mailbox.uid_next);
        let known = arguments.qresync.as_ref().filter(|known| known.uid_validity == validity);
        let resync = known.map(|known| Resync {
            changes: mailbox.changes_since(known.modseq),
            modseq: known.modseq,
            known: known_uids(known).resolve(next.saturating_sub(1)),
        });
        let (name, object_id) = (mailbox.name.clone(), mailbox.object_id());
        drop(store);
        let mut lines = selected.flag_lines().to_vec();
        lines.push(format!("* {} EXISTS", selected.count()));
        if self.enabled.imap4rev2 {
            lines.push(format!("* LIST () \"/\" {}", self.mailbox_name(&name)));
        } else {
            lines.push(format!("* {} RECENT", selected.recent_count()));
            if let Some(unseen) = selected.first_unseen().filter(|_| !self.enabled.uid_only) {
                lines.push(format!("* OK [UNSEEN {unseen}] First unseen."));
            }
        }
        lines.push(format!("* OK [UIDVALIDITY {validity}] UIDs valid"));
        lines.push(format!("* OK [UIDNEXT {next}] Predicted next UID"));
        if self.announced().permits(Capability::Condstore) {
            lines.push(format!("* OK [HIGHESTMODSEQ {}] Highest", selected.modseq()));
        }
        if self.announced().permits(Capability::ObjectId) {
            lines.push(format!("* OK [MAILBOXID ({object_id})] Ok"));
        }
        self.send_lines(lines)?;
        if let Some(resync) = resync {
            self.resynchronize(&selected, &resync, next)?;
        }
        self.selected = Some(selected);
        let (code, name) =
            if arguments.read_only { ("READ-ONLY", "Examine") } else { ("READ-WRITE", "Select") };
        Ok(OkResponse::Completed { code: Some(code.to_owned()), name })
    }

    /// Reports which of the messages that the client knows have been expunged, and which have other
    /// flags.
    fn resynchronize(
        &mut self,
        selected: &Selected,
        resync: &Resync,
        uid_next: u32,
    ) -> Result<(), SessionEnd> {
        let expunged = vanished(resync.changes.as_ref(), &selected.view, uid_next, &resync.known);
        if !expunged.is_empty() {
            self.send_line(&format!("* VANISHED (EARLIER) {expunged}"))?;
        }
        let changed = selected
            .view
            .iter()
            .filter(|stored| stored.modseq > resync.modseq && resync.known.contains(stored.uid));
        for stored in changed {
            if let Some(line) = selected.fetch_line(stored, self.enabled, true, false) {
                self.send_line(&line)?;
            }
        }
        Ok(())
    }

    /// CLOSE: removes the messages with `\Deleted` without reporting EXPUNGE.
    pub fn close(&mut self) -> OkResponse {
        let mut code = None;
        if let Some(selected) = self.selected.take().filter(|it| !it.read_only) {
            let mut store = self.store.lock();
            if let Some(mailbox) = store.mailbox_by_id(selected.mailbox)
                && !mailbox.remove(|it| it.flags.has(DELETED)).is_empty()
            {
                let modseq = mailbox.modseq();
                code = self.enabled.qresync.then(|| format!("HIGHESTMODSEQ {modseq}"));
                store.messages_changed(selected.mailbox);
            }
        }
        OkResponse::Completed { code, name: "Close" }
    }
}

/// The UIDs that the client knows: all of them, if it does not say which.
fn known_uids(known: &QresyncArguments) -> SequenceSet {
    known.known_uids.clone().unwrap_or_else(SequenceSet::all)
}
