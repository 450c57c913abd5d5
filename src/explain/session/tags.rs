//! The tags of the commands that were sent.

use super::WatchedSession;
use crate::protocol::syntax::{Kind, Node, Tree};

/// The most tags that are remembered, and their greatest length.
const MAX_TAGS: usize = 4096;
const MAX_TAG_LENGTH: usize = 32;

impl WatchedSession {
    /// Whether an earlier command had the tag of this one, and is not the same command repeated in a listing.
    pub fn reuses_tag(&self, command: Node<'_>) -> bool {
        let tag = command.text_of(Kind::Tag);
        let text = command.text();
        self.used_tags.contains(tag) && !self.pending.iter().any(|it| it.tree.text() == text)
    }

    pub(super) fn note_tag(&mut self, command: &Tree) {
        let tag = command.root().map(|root| root.text_of(Kind::Tag)).unwrap_or_default();
        // If part of a tag was hidden, the tag of the answer looks different.
        self.knows_tags &= !is_hidden(tag);
        self.completed_tags.remove(tag);
        if self.used_tags.len() < MAX_TAGS && tag.len() <= MAX_TAG_LENGTH {
            self.used_tags.insert(tag.into());
        }
        // The server may end the tag at a character outside ASCII.
        if let Some(end) = tag.iter().position(|octet| !octet.is_ascii()) {
            self.knows_tags &= end == 0;
        }
    }

    /// Notes that the command with this tag is completed.
    pub(super) fn note_completed(&mut self, tag: &[u8]) {
        if self.used_tags.contains(tag) {
            self.completed_tags.insert(tag.into());
        }
    }

    /// Whether the command with this tag was completed before.
    pub fn was_completed(&self, tag: &[u8]) -> bool {
        // The next lines of a listing belong to another session.
        let is_same_session = !self.logged_out && !self.facts.said_bye;
        is_same_session && self.completed_tags.contains(tag) && self.pending(tag).is_none()
    }

    /// Whether certainly no command was sent with this tag.
    pub fn is_unsent(&self, tag: &[u8]) -> bool {
        let may_be_forgotten = self.used_tags.len() >= MAX_TAGS || tag.len() > MAX_TAG_LENGTH;
        // A log may have only the server's lines.
        self.knows_tags
            && self.commands_sent > 0
            // The next lines of a listing belong to another session.
            && !self.logged_out
            && !self.facts.said_bye
            && !may_be_forgotten
            && !self.used_tags.contains(tag)
            && self.pending(tag).is_none()
            // A line was hidden, and its first word was taken for the tag.
            && !is_hidden(tag)
    }
}

/// Whether part of the tag was hidden.
fn is_hidden(tag: &[u8]) -> bool {
    tag.windows(2).any(|octets| octets == b"${")
}
