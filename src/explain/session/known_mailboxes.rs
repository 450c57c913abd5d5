//! What is known of the selected mailbox, and of others that the session has named.

use super::{WatchedCommand, WatchedSession};
use crate::explain::sent_command::messages_set;
use crate::protocol::mailbox_name::{are_same, is_inbox};
use crate::protocol::meaning::{MailboxStatus, StatusValue};
use crate::protocol::session_facts::opens_mailbox;
use crate::protocol::syntax::{Kind, Node};

impl WatchedSession {
    /// Whether a mailbox is being opened, so that counts are not compared with earlier ones.
    pub fn opens_mailbox(&self) -> bool {
        self.pending_named("SELECT").or_else(|| self.pending_named("EXAMINE")).is_some()
    }

    /// The name of the selected mailbox, if its selection was watched.
    pub fn mailbox(&self) -> Option<&str> {
        self.facts.mailbox.as_ref()?.name.as_deref()
    }

    /// Whether this is the name of the selected mailbox; INBOX may be in any case.
    pub fn is_selected(&self, name: &[u8]) -> bool {
        self.mailbox().is_some_and(|selected| are_same(selected.as_bytes(), name))
    }

    /// How many messages the selected mailbox holds, if the server has said so.
    pub fn exists(&self) -> Option<u64> {
        self.facts.exists()
    }

    /// The message count of the mailbox that is being selected, or else of the selected one, for comparison
    /// with another count.
    pub fn count_to_fit(&self) -> Option<u64> {
        if self.opens_mailbox() { self.facts.exists_in_opening() } else { self.exists() }
    }

    /// Whether this message number is higher than the last message's, according to the server.
    pub fn is_beyond_last(&self, number: u64) -> bool {
        let is_beyond = self.exists().is_some_and(|count| number > count);
        is_beyond && !self.facts.is_uid_only() && !self.opens_mailbox()
    }

    /// Whether the selected mailbox can't be changed, if the server has said so.
    pub fn read_only(&self) -> Option<bool> {
        self.facts.mailbox.as_ref()?.read_only
    }

    /// Whether a change of this flag certainly is not kept in the selected mailbox, by PERMANENTFLAGS.
    pub fn is_not_permanent(&self, flag: &[u8]) -> bool {
        let mailbox = self.facts.mailbox.as_ref().filter(|it| it.read_only != Some(true));
        let Some(permanent) = mailbox.and_then(|it| it.permanent_flags.as_ref()) else {
            return false;
        };
        let has = |flag: &[u8]| permanent.iter().any(|it| it.eq_ignore_ascii_case(flag));
        !has(flag) && (flag.starts_with(b"\\") || !has(br"\*"))
    }

    /// Whether the selected mailbox keeps mod-sequences, if the server has said so.
    pub fn keeps_mod_sequences(&self) -> Option<bool> {
        self.facts.mailbox.as_ref()?.keeps_mod_sequences
    }

    /// Whether messages exist that the command names by their numbers or UIDs.
    pub fn has_messages(&self, command: Node<'_>) -> bool {
        let Some(set) = messages_set(command) else { return false };
        let is_uid = command.children_of(Kind::CommandName).count() > 1;
        set.text().split(|it| b":,".contains(it)).all(|number| {
            let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
            number.is_some_and(|number| {
                if is_uid {
                    self.uids.number(number).is_some()
                } else {
                    self.exists().is_some_and(|count| number <= count)
                }
            })
        })
    }

    /// Whether all UIDs in the command belong to removed messages.
    pub fn names_removed(&self, command: Node<'_>) -> bool {
        command.child(Kind::SequenceSet).is_some_and(|set| self.removed_uids.has_all(set.text()))
    }

    /// Whether all UIDs in the command certainly belong to no message.
    pub fn names_no_message(&self, command: Node<'_>) -> bool {
        let set = command.child(Kind::SequenceSet).map(Node::text);
        self.names_removed(command) || set.is_some_and(|set| self.lacks_uids(set))
    }

    /// Whether certainly no message has any of these UIDs.
    pub fn lacks_uids(&self, set: &[u8]) -> bool {
        let exists = self.exists().filter(|_| !self.opens_mailbox());
        self.uids.lack_all(set, exists, self.newest_uid_next())
    }

    /// The mailbox that is being opened, or is open.
    pub(super) fn current_mailbox(&self) -> Option<String> {
        let opening = self.pending.iter().find(|sent| opens_mailbox(sent.spec_name()));
        opening.map_or_else(|| self.mailbox().map(str::to_owned), WatchedCommand::argument)
    }

    /// The UIDNEXT that the selected mailbox had last, while no mailbox is being selected.
    pub fn earlier_uid_next(&self) -> Option<u64> {
        let mailbox = self.facts.mailbox.as_ref().filter(|_| !self.opens_mailbox())?;
        mailbox.opening.iter().find(|(name, _)| *name == "UIDNEXT").map(|(_, uid)| *uid)
    }

    /// The UIDVALIDITY that the current mailbox had earlier in this session.
    pub fn earlier_uid_validity(&self) -> Option<u64> {
        self.uid_validities.get(&self.current_mailbox()?).copied()
    }

    /// The UIDVALIDITY that this mailbox had when it was last opened.
    pub fn uid_validity(&self, mailbox: &str) -> Option<u64> {
        self.uid_validities.get(mailbox).copied()
    }

    /// The UIDVALIDITY that the client has named in the QRESYNC of the SELECT in flight.
    pub fn resynchronized_validity(&self) -> Option<u64> {
        let opening = self.pending.iter().find(|sent| sent.opens_mailbox())?;
        opening.resynchronized_validity()
    }

    pub(super) fn note_uid_validity(&mut self, number: u64) {
        if let Some(mailbox) = self.current_mailbox() {
            self.uid_validities.insert(&mailbox, number);
        }
    }

    /// Whether the session has shown that there is a mailbox of this name, and not that it was removed.
    pub fn has_mailbox(&self, name: &str) -> bool {
        let is_shown = self.names.has_mailbox(name) || self.is_selected(name.as_bytes());
        is_inbox(name) || is_shown && self.names.gone(name).is_none()
    }

    /// The size of the largest message that the mailbox takes, if STATUS has shown it.
    pub fn append_limit(&self, mailbox: &[u8]) -> Option<u64> {
        self.append_limits.get(&String::from_utf8_lossy(mailbox)).copied()
    }

    pub(super) fn note_append_limit(&mut self, status: MailboxStatus<'_>) {
        let limit = status.values().find(|value| value.name.is("APPENDLIMIT"));
        let limit = limit.and_then(StatusValue::number);
        let name = status.mailbox.and_then(Node::string);
        if let (Some(limit), Some(name)) = (limit, name) {
            self.append_limits.insert(&String::from_utf8_lossy(&name), limit);
        }
    }
}
