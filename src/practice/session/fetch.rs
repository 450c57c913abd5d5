//! FETCH (RFC 3501, section 6.4.5).
//!
//! A response is sent piece by piece, and sending waits for a client that does not read. So a FETCH
//! of any size needs little memory, and it ends when its client has left.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::{FetchItem, SequenceSet};
use crate::practice::mime::ParsedMessage;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::SEEN;
use crate::practice::store::messages::{Messages, StoredMessage};

/// What a FETCH does with each message.
struct FetchPlan {
    items: Vec<FetchItem>,
    /// It sets `\Seen`.
    sets_seen: bool,
    asks_for_flags: bool,
    /// The messages as they are now: their flags may not have been reported yet.
    current: Messages,
}

impl ServerSession {
    /// FETCH and UID FETCH.
    pub fn fetch(&mut self, uid: bool, set: &SequenceSet, mut items: Vec<FetchItem>) -> Outcome {
        let Some(selected) = &mut self.selected else {
            return Ok(OkResponse::completed("Fetch"));
        };
        let uids = selected.uids(uid, set)?;
        if uid && !items.contains(&FetchItem::Uid) {
            items.insert(0, FetchItem::Uid);
        }
        let reads_body =
            items.iter().any(|item| matches!(item, FetchItem::Section { peek: false, .. }));
        let mut keyword_lines = Vec::new();
        let mut current = Messages::default();
        if let Some(mailbox) = self.store.lock().mailbox_by_id(selected.mailbox) {
            keyword_lines = selected.update_keywords(&mailbox.keywords);
            current = mailbox.messages().clone();
        }
        let plan = FetchPlan {
            sets_seen: reads_body && !selected.read_only,
            asks_for_flags: items.contains(&FetchItem::Flags),
            items,
            current,
        };
        self.send_lines(keyword_lines)?;
        for uid in uids {
            self.fetch_message(uid, &plan)?;
        }
        Ok(OkResponse::completed("Fetch"))
    }

    fn fetch_message(&mut self, uid: u32, plan: &FetchPlan) -> Result<(), SessionEnd> {
        self.check_client()?;
        let mut flags_changed = false;
        if plan.asks_for_flags || plan.sets_seen {
            flags_changed = self.refresh_flags(uid, plan);
        }
        let Some(selected) = &self.selected else {
            return Ok(());
        };
        let (Some(index), Some(stored)) = (selected.view.index_of(uid), selected.view.by_uid(uid))
        else {
            return Ok(());
        };
        let stored = stored.clone();
        let flags = selected.format_flags(&stored);
        let parsed = ParsedMessage::new(&stored.message.octets);
        // Changed flags, such as \Seen set by this FETCH, are reported even if the client did not
        // ask for flags.
        let added = (flags_changed && !plan.asks_for_flags).then_some(&FetchItem::Flags);
        self.send_part(format!("* {} FETCH (", index + 1).as_bytes())?;
        for (position, item) in plan.items.iter().chain(added).enumerate() {
            if position > 0 {
                self.send_part(b" ")?;
            }
            self.send_item(item, &stored, &flags, &parsed)?;
        }
        self.send_line(")")
    }

    /// Brings the view's flags of a message up to date, and sets `\Seen` if the FETCH does. Returns
    /// whether the flags differ from those that the client knows.
    fn refresh_flags(&mut self, uid: u32, plan: &FetchPlan) -> bool {
        let Some(selected) = &mut self.selected else {
            return false;
        };
        let Some(known) = selected.view.by_uid(uid).cloned() else {
            return false;
        };
        // Another session may have expunged it, and this session's view still has it.
        let mut stored = plan.current.by_uid(uid).unwrap_or(&known).clone();
        if plan.sets_seen && !stored.flags.has(SEEN) {
            let mut store = self.store.lock();
            let mailbox = store.mailbox_by_id(selected.mailbox);
            let changed = mailbox.and_then(|mailbox| {
                mailbox.change_flags(uid, |mut flags| {
                    flags.system |= SEEN;
                    flags
                })
            });
            match changed {
                Some(changed) => {
                    store.wake_waiters(selected.mailbox);
                    stored = changed;
                }
                None => stored.flags.system |= SEEN,
            }
        }
        if stored.modseq != known.modseq || stored.flags != known.flags {
            selected.view.set_flags(uid, stored.flags, stored.modseq);
        }
        stored.flags != known.flags
    }

    fn send_item(
        &mut self,
        item: &FetchItem,
        stored: &StoredMessage,
        flags: &str,
        parsed: &ParsedMessage<'_>,
    ) -> Result<(), SessionEnd> {
        let message = &stored.message;
        let text = match item {
            FetchItem::Flags => format!("FLAGS ({flags})"),
            FetchItem::InternalDate => format!("INTERNALDATE \"{}\"", message.date),
            FetchItem::Size => format!("RFC822.SIZE {}", message.octets.len()),
            FetchItem::Uid => format!("UID {}", stored.uid),
            FetchItem::Envelope => {
                self.send_part(b"ENVELOPE ")?;
                return self.send_part(parsed.envelope());
            }
            FetchItem::Body => {
                self.send_part(b"BODY ")?;
                return self.send_part(parsed.body_structure(false));
            }
            FetchItem::BodyStructure => {
                self.send_part(b"BODYSTRUCTURE ")?;
                return self.send_part(parsed.body_structure(true));
            }
            FetchItem::Section { section, partial, name, .. } => {
                self.check_client()?;
                self.send_part(name.as_bytes())?;
                return match parsed.section(section) {
                    Some(octets) => self.send_literal(range(&octets, *partial)),
                    None => self.send_part(b" NIL"),
                };
            }
        };
        self.send_part(text.as_bytes())
    }

    /// Sends a space and a literal.
    fn send_literal(&mut self, octets: &[u8]) -> Result<(), SessionEnd> {
        self.send_part(format!(" {{{}}}\r\n", octets.len()).as_bytes())?;
        self.send_part(octets)
    }
}

/// The requested range of a section: its first octet and the number of octets.
fn range(octets: &[u8], partial: Option<(u32, u32)>) -> &[u8] {
    let (first, count) =
        partial.map_or((0, usize::MAX), |(first, count)| (first as usize, count as usize));
    let start = first.min(octets.len());
    let end = start.saturating_add(count).min(octets.len());
    octets.get(start..end).unwrap_or_default()
}
