//! FETCH (RFC 3501, section 6.4.5).
//!
//! A response is sent piece by piece, and sending waits for a client that does not read. So a FETCH
//! of any size needs little memory, and it ends when its client has left.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::{Selected, fetch_start};
use super::vanished::vanished as vanished_uids;
use crate::practice::grammar::{FetchArguments, FetchItem};
use crate::practice::mime::{self, ParsedMessage};
use crate::practice::object_id;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::SEEN;
use crate::practice::store::messages::{StoredMessage, StoredMessages};

/// What a FETCH does with each message.
struct FetchPlan {
    items: Vec<FetchItem>,
    /// It sets `\Seen`.
    sets_seen: bool,
    asks_for_flags: bool,
    /// The messages as they are now: their flags may not have been reported yet.
    current: StoredMessages,
}

impl ServerSession {
    /// FETCH and UID FETCH.
    pub fn fetch(&mut self, arguments: FetchArguments) -> Outcome {
        let FetchArguments { uid, set, mut items, changed_since, vanished, partial } = arguments;
        if vanished && !self.enabled.qresync {
            return Err(CommandError::bad("Expected ENABLE QRESYNC before VANISHED"));
        }
        if changed_since.is_some() && !items.contains(&FetchItem::Modseq) {
            items.push(FetchItem::Modseq);
        }
        if items.contains(&FetchItem::Modseq) {
            self.enable_condstore()?;
        }
        let selected = Selected::required(&mut self.selected)?;
        let mut uids = selected.uids(uid, &set)?;
        if let Some(partial) = partial {
            uids = partial.of(&uids).to_vec();
        }
        // UIDFETCH begins with the UID: there the item comes only if it was asked for (RFC 9586).
        if uid && !self.enabled.uid_only && !items.contains(&FetchItem::Uid) {
            items.insert(0, FetchItem::Uid);
        }
        let reads_body = items.iter().any(FetchItem::sets_seen);
        let mut lines = Vec::new();
        let mut current = StoredMessages::default();
        if let Some(mailbox) = self.store.lock().mailbox_by_id(selected.mailbox) {
            lines = selected.update_keywords(&mailbox.keywords);
            current = mailbox.messages().clone();
            if let Some(since) = changed_since.filter(|_| vanished) {
                let (changes, next) = (mailbox.changes_since(since), mailbox.uid_next);
                let known = set.resolve(next.saturating_sub(1));
                let expunged = vanished_uids(changes.as_ref(), &current, next, &known);
                if !expunged.is_empty() {
                    lines.push(format!("* VANISHED (EARLIER) {expunged}"));
                }
            }
        }
        if let Some(since) = changed_since {
            uids.retain(|uid| {
                let stored = current.by_uid(*uid).or_else(|| selected.view.by_uid(*uid));
                stored.is_some_and(|stored| stored.modseq > since)
            });
        }
        let plan = FetchPlan {
            sets_seen: reads_body && !selected.read_only,
            asks_for_flags: items.contains(&FetchItem::Flags),
            items,
            current,
        };
        self.send_lines(lines)?;
        for uid in uids {
            self.fetch_message(uid, &plan)?;
        }
        Ok(OkResponse::completed("Fetch"))
    }

    /// Sends items of a message that the client has asked for in advance. Once CONDSTORE is enabled,
    /// MODSEQ comes with the flags, and UID with everything once QRESYNC is (RFC 7162).
    pub fn fetch_unasked(&mut self, uid: u32, mut items: Vec<FetchItem>) -> Outcome<()> {
        let asks_for_flags = items.contains(&FetchItem::Flags);
        let implied = [
            (self.enabled.qresync && !self.enabled.uid_only, FetchItem::Uid),
            (self.enabled.condstore && asks_for_flags, FetchItem::Modseq),
        ];
        for (_, item) in implied.into_iter().filter(|(is_implied, _)| *is_implied) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        let read_only = self.selected.as_ref().is_some_and(|selected| selected.read_only);
        let plan = FetchPlan {
            sets_seen: items.iter().any(FetchItem::sets_seen) && !read_only,
            asks_for_flags,
            items,
            // The view is up to date.
            current: StoredMessages::default(),
        };
        self.fetch_message(uid, &plan)
    }

    fn fetch_message(&mut self, uid: u32, plan: &FetchPlan) -> Outcome<()> {
        self.check_client()?;
        let mut flags_changed = false;
        if plan.asks_for_flags || plan.sets_seen || self.enabled.condstore {
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
        let flags = selected.format_flags(&stored, self.enabled);
        let parsed = ParsedMessage::new(&stored.message.octets);
        // Changed flags, such as \Seen set by this FETCH, are reported even if the client did not
        // ask for flags.
        let mut added = Vec::new();
        if flags_changed && !plan.asks_for_flags {
            added.push(&FetchItem::Flags);
        }
        // With CONDSTORE, changed flags come with their modification sequence, and with QRESYNC with
        // the UID.
        if self.enabled.condstore && flags_changed {
            let implied = [&FetchItem::Modseq, &FetchItem::Uid];
            let with_uid = self.enabled.qresync && !self.enabled.uid_only;
            let implied = implied.iter().take(1 + usize::from(with_uid));
            added.extend(implied.filter(|item| !plan.items.contains(item)));
        }
        // The part is looked for before the response begins, because NO ends the command.
        for item in &plan.items {
            if let FetchItem::Binary { part, .. } | FetchItem::BinarySize { part, .. } = item {
                parsed.binary(part).map_err(|_| unknown_encoding())?;
            }
        }
        let start = fetch_start(index + 1, uid, self.enabled);
        self.send_part(start.as_bytes())?;
        for (position, item) in plan.items.iter().chain(added).enumerate() {
            if position > 0 {
                self.send_part(b" ")?;
            }
            self.send_item(item, &stored, &flags, &parsed)?;
        }
        Ok(self.send_line(")")?)
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
                    store.messages_changed(selected.mailbox);
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
            FetchItem::Envelope => return self.send_named("ENVELOPE", parsed.envelope()),
            FetchItem::Body => return self.send_named("BODY", parsed.body_structure(false)),
            FetchItem::BodyStructure => {
                return self.send_named("BODYSTRUCTURE", parsed.body_structure(true));
            }
            FetchItem::Section { section, partial, name, .. } => {
                self.check_client()?;
                self.send_part(name.as_bytes())?;
                return match parsed.section(section) {
                    Some(octets) => self.send_literal(range(&octets, *partial), false),
                    None => self.send_part(b" NIL"),
                };
            }
            FetchItem::Modseq => format!("MODSEQ ({})", stored.modseq),
            FetchItem::SaveDate => format!("SAVEDATE \"{}\"", stored.saved),
            FetchItem::EmailId => format!("EMAILID ({})", object_id::email_id(message)),
            FetchItem::ThreadId => format!("THREADID ({})", object_id::thread_id(message)),
            FetchItem::Preview => {
                let preview = mime::string(parsed.preview().as_bytes(), self.enabled.utf8());
                return self.send_named("PREVIEW", &preview);
            }
            FetchItem::Binary { part, partial, name, .. } => {
                self.send_part(name.as_bytes())?;
                return match parsed.binary(part) {
                    Ok(Some(octets)) => self.send_literal(range(&octets, *partial), true),
                    _ => self.send_part(b" NIL"),
                };
            }
            FetchItem::BinarySize { part, name } => {
                let octets = parsed.binary(part).ok().flatten();
                format!("{name} {}", octets.map_or(0, |octets| octets.len()))
            }
        };
        self.send_part(text.as_bytes())
    }

    fn send_named(&mut self, name: &str, value: &[u8]) -> Result<(), SessionEnd> {
        self.send_part(name.as_bytes())?;
        self.send_part(b" ")?;
        self.send_part(value)
    }

    /// Sends a space and a literal. A literal8 may contain NUL (RFC 3516). In another literal, 0x80
    /// takes its place, as in other servers.
    fn send_literal(&mut self, octets: &[u8], binary: bool) -> Result<(), SessionEnd> {
        let has_nul = memchr::memchr(0, octets).is_some();
        let tilde = if has_nul && binary { "~" } else { "" };
        self.send_part(format!(" {tilde}{{{}}}\r\n", octets.len()).as_bytes())?;
        if !has_nul || binary {
            return self.send_part(octets);
        }
        for (index, piece) in octets.split(|octet| *octet == 0).enumerate() {
            if index > 0 {
                self.send_part(b"\x80")?;
            }
            self.send_part(piece)?;
        }
        Ok(())
    }
}

fn unknown_encoding() -> CommandError {
    CommandError::no("[UNKNOWN-CTE] The part has an unknown transfer encoding")
}

/// The requested range of a section: its first octet and the number of octets.
fn range(octets: &[u8], partial: Option<(u32, u32)>) -> &[u8] {
    let (first, count) =
        partial.map_or((0, usize::MAX), |(first, count)| (first as usize, count as usize));
    let start = first.min(octets.len());
    let end = start.saturating_add(count).min(octets.len());
    octets.get(start..end).unwrap_or_default()
}
