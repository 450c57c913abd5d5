//! FETCH (RFC 3501, section 6.4.5). Each response is sent before the next is built, so that a FETCH
//! of a whole mailbox needs no more memory than that of its largest message.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use super::selected::ViewEntry;
use crate::practice::grammar::{FetchItem, SequenceSet};
use crate::practice::mime;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::{Keywords, SEEN};
use std::borrow::Cow;

impl ServerSession {
    /// FETCH and UID FETCH.
    pub fn fetch(&mut self, uid: bool, set: &SequenceSet, mut items: Vec<FetchItem>) -> Outcome {
        let Some(selected) = &self.selected else {
            return Ok(OkResponse::completed("Fetch"));
        };
        let indexes = selected.indexes(uid, set)?;
        if uid && !items.contains(&FetchItem::Uid) {
            items.insert(0, FetchItem::Uid);
        }
        let reads_body =
            items.iter().any(|item| matches!(item, FetchItem::Section { peek: false, .. }));
        let sets_seen = reads_body && !selected.read_only;
        let asks_for_flags = items.contains(&FetchItem::Flags);
        for index in indexes {
            let mut flags_changed = false;
            if asks_for_flags || sets_seen {
                flags_changed = self.refresh_flags(index, sets_seen)?;
            }
            let Some(selected) = &self.selected else {
                break;
            };
            let Some(entry) = selected.view.get(index) else {
                continue;
            };
            // Changed flags, such as \Seen set by this FETCH, are reported even if the client did
            // not ask for flags.
            let added = (flags_changed && !asks_for_flags).then_some(&FetchItem::Flags);
            let mut response = format!("* {} FETCH (", index + 1).into_bytes();
            for (position, item) in items.iter().chain(added).enumerate() {
                if position > 0 {
                    response.push(b' ');
                }
                write_item(&mut response, item, entry, &selected.keywords);
            }
            response.extend_from_slice(b")\r\n");
            self.send(&response)?;
        }
        Ok(OkResponse::completed("Fetch"))
    }

    /// Sets `\Seen` if `sets_seen`, brings the view's flags of the message up to date and reports
    /// new keywords of the mailbox. Returns whether the flags differ from those that the client
    /// knows.
    fn refresh_flags(&mut self, index: usize, sets_seen: bool) -> Result<bool, SessionEnd> {
        let Some(selected) = &mut self.selected else {
            return Ok(false);
        };
        let Some(uid) = selected.view.get(index).map(|entry| entry.message.uid) else {
            return Ok(false);
        };
        let mut store = self.store.lock();
        let mut keyword_lines = Vec::new();
        let mut current = None;
        let mut mailbox_changed = false;
        if let Some(mailbox) = store.mailbox_by_id(selected.mailbox) {
            keyword_lines = selected.update_keywords(mailbox);
            let before = mailbox.change_count;
            current = mailbox.change_flags(uid, |mut flags| {
                flags.system |= if sets_seen { SEEN } else { 0 };
                flags
            });
            mailbox_changed = mailbox.change_count != before;
        }
        if mailbox_changed {
            store.wake_waiters(selected.mailbox);
        }
        drop(store);
        let mut flags_changed = false;
        if let Some(entry) = selected.view.get_mut(index) {
            let before = entry.flags;
            match current {
                Some((flags, count)) => (entry.flags, entry.change_count) = (flags, count),
                // Another session has expunged it, and this session's view still has it.
                None if sets_seen => entry.flags.system |= SEEN,
                None => {}
            }
            flags_changed = entry.flags != before;
        }
        self.send_lines(keyword_lines)?;
        Ok(flags_changed)
    }
}

fn write_item(response: &mut Vec<u8>, item: &FetchItem, entry: &ViewEntry, keywords: &Keywords) {
    let message = &entry.message;
    let text = match item {
        FetchItem::Flags => format!("FLAGS ({})", keywords.format(entry.flags, entry.recent)),
        FetchItem::InternalDate => format!("INTERNALDATE \"{}\"", message.date),
        FetchItem::Size => format!("RFC822.SIZE {}", message.octets.len()),
        FetchItem::Uid => format!("UID {}", message.uid),
        FetchItem::Envelope => {
            response.extend_from_slice(b"ENVELOPE ");
            return response.extend(mime::envelope(&message.octets));
        }
        FetchItem::Body => {
            response.extend_from_slice(b"BODY ");
            return response.extend(mime::body_structure(&message.octets, false));
        }
        FetchItem::BodyStructure => {
            response.extend_from_slice(b"BODYSTRUCTURE ");
            return response.extend(mime::body_structure(&message.octets, true));
        }
        FetchItem::Section { section, partial, name, .. } => {
            response.extend_from_slice(name.as_bytes());
            return write_section(response, mime::section(&message.octets, section), *partial);
        }
    };
    response.extend_from_slice(text.as_bytes());
}

/// Writes a section, or the requested part of it, as a literal. A section that does not exist is
/// NIL.
fn write_section(
    response: &mut Vec<u8>,
    section: Option<Cow<'_, [u8]>>,
    partial: Option<(u32, u32)>,
) {
    let Some(octets) = section else {
        return response.extend_from_slice(b" NIL");
    };
    let (first, count) =
        partial.map_or((0, usize::MAX), |(first, count)| (first as usize, count as usize));
    let start = first.min(octets.len());
    let end = start.saturating_add(count).min(octets.len());
    let piece = octets.get(start..end).unwrap_or_default();
    response.extend_from_slice(format!(" {{{}}}\r\n", piece.len()).as_bytes());
    response.extend_from_slice(piece);
}
