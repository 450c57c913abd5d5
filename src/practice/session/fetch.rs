//! FETCH: a message at a time, so that the answer to a whole mailbox takes no more memory
//! than its largest message.

use super::Session;
use super::answer::Answer;
use super::selected::Entry;
use crate::practice::grammar::{Item, Set};
use crate::practice::mime;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::flags::{Keywords, SEEN};
use std::borrow::Cow;

impl Session {
    /// FETCH and UID FETCH.
    pub fn fetch(
        &mut self,
        uid: bool,
        set: &Set,
        mut items: Vec<Item>,
    ) -> Result<Answer, SessionEnd> {
        let Some(selected) = &self.selected else {
            return Ok(Answer::done("Fetch"));
        };
        let places = match selected.places(uid, set) {
            Ok(places) => places,
            Err(wrong) => return Ok(Answer::Bad(wrong)),
        };
        if uid && !items.contains(&Item::Uid) {
            items.insert(0, Item::Uid);
        }
        let reads = items
            .iter()
            .any(|item| matches!(item, Item::Section { peek: false, .. }));
        let sets_seen = reads && !selected.read_only;
        let wants_flags = items.contains(&Item::Flags);
        for place in places {
            let mut added = false;
            if wants_flags || sets_seen {
                added = self.refresh(place, sets_seen)? && !wants_flags;
            }
            let Some(selected) = &self.selected else {
                break;
            };
            let Some(entry) = selected.view.get(place) else {
                continue;
            };
            let mut answer = format!("* {} FETCH (", place + 1).into_bytes();
            let flags = if added { &[Item::Flags][..] } else { &[] };
            for (at, item) in items.iter().chain(flags).enumerate() {
                if at > 0 {
                    answer.push(b' ');
                }
                write_item(&mut answer, item, entry, &selected.keywords);
            }
            answer.extend_from_slice(b")\r\n");
            self.send(&answer)?;
        }
        Ok(Answer::done("Fetch"))
    }

    /// Makes a message's flags those of now, `\Seen` set if asked for, and makes new keywords
    /// known. True if the flags are not those the client knows.
    fn refresh(&mut self, place: usize, sets_seen: bool) -> Result<bool, SessionEnd> {
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let Some(selected) = &mut self.selected else {
            return Ok(false);
        };
        let id = selected.mailbox;
        let mut lines = Vec::new();
        let mut rings = false;
        let Some(uid) = selected.view.get(place).map(|entry| entry.message.uid) else {
            return Ok(false);
        };
        let mut now = None;
        if let Some(mailbox) = accounts.mailbox_by_id(user, id) {
            lines = selected.learn_keywords(mailbox);
            let before = mailbox.change;
            now = mailbox.change_flags(uid, |mut flags| {
                flags.system |= if sets_seen { SEEN } else { 0 };
                flags
            });
            rings = mailbox.change != before;
        }
        if rings {
            accounts.wake_waiters(id);
        }
        drop(accounts);
        let mut changed = false;
        if let Some(entry) = selected.view.get_mut(place) {
            let before = entry.flags;
            match now {
                Some((flags, change)) => (entry.flags, entry.change) = (flags, change),
                // Expunged by another session, and still there in this one's view.
                None if sets_seen => entry.flags.system |= SEEN,
                None => {}
            }
            changed = entry.flags != before;
        }
        for line in lines {
            self.line(&line)?;
        }
        Ok(changed)
    }
}

fn write_item(answer: &mut Vec<u8>, item: &Item, entry: &Entry, keywords: &Keywords) {
    let message = &entry.message;
    let text = match item {
        Item::Flags => format!("FLAGS ({})", keywords.show(entry.flags, entry.recent)),
        Item::InternalDate => format!("INTERNALDATE \"{}\"", message.date),
        Item::Size => format!("RFC822.SIZE {}", message.octets.len()),
        Item::Uid => format!("UID {}", message.uid),
        Item::Envelope => {
            answer.extend_from_slice(b"ENVELOPE ");
            return answer.extend(mime::envelope(&message.octets));
        }
        Item::Body => {
            answer.extend_from_slice(b"BODY ");
            return answer.extend(mime::body_structure(&message.octets, false));
        }
        Item::BodyStructure => {
            answer.extend_from_slice(b"BODYSTRUCTURE ");
            return answer.extend(mime::body_structure(&message.octets, true));
        }
        Item::Section {
            section,
            partial,
            name,
            ..
        } => {
            answer.extend_from_slice(name.as_bytes());
            return write_section(answer, mime::section(&message.octets, section), *partial);
        }
    };
    answer.extend_from_slice(text.as_bytes());
}

/// A section as a literal, or what of it was asked for; NIL where there is none.
fn write_section(answer: &mut Vec<u8>, octets: Option<Cow<'_, [u8]>>, partial: Option<(u32, u32)>) {
    let Some(octets) = octets else {
        return answer.extend_from_slice(b" NIL");
    };
    let (first, many) = partial.map_or((0, usize::MAX), |(first, many)| {
        (first as usize, many as usize)
    });
    let first = first.min(octets.len());
    let end = first.saturating_add(many).min(octets.len());
    let piece = octets.get(first..end).unwrap_or_default();
    answer.extend_from_slice(format!(" {{{}}}\r\n", piece.len()).as_bytes());
    answer.extend_from_slice(piece);
}
