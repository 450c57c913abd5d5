//! UIDs that a mailbox cannot have yet, according to its UIDNEXT (RFC 3501, section 2.3.1.1).

use super::WatchedSession;
use super::by_mailbox::ByMailbox;
use crate::explain::sent_command::adds_messages;
use crate::protocol::meaning::{Code, MailboxStatus, Meaning, StatusValue};
use crate::protocol::syntax::{Kind, Node};

/// UIDNEXT of mailboxes, as SELECT and STATUS have shown it.
#[derive(Default)]
pub(super) struct NextUids {
    numbers: ByMailbox<u64>,
    /// Whether no message is known to have been added to the selected mailbox since.
    is_newest: bool,
}

impl WatchedSession {
    /// The UIDNEXT of this mailbox. `validity`: the UIDVALIDITY that it has now, if the line says so.
    pub fn uid_next(&self, mailbox: &str, validity: Option<u64>) -> Option<u64> {
        let earlier = self.uid_validity(mailbox);
        let is_other = validity.zip(earlier).is_some_and(|(now, earlier)| now != earlier);
        self.next_uids.numbers.get(mailbox).copied().filter(|_| !is_other)
    }

    /// The UIDNEXT of the selected mailbox, if certainly no message has that UID or a higher one.
    pub fn newest_uid_next(&self) -> Option<u64> {
        let is_newest = self.next_uids.is_newest && !self.leaves_out_changes;
        let mailbox = self.current_mailbox().filter(|_| is_newest)?;
        self.next_uids.numbers.get(&mailbox).copied()
    }

    /// The UIDNEXT of the selected mailbox that was shown last.
    pub fn selected_uid_next(&self) -> Option<u64> {
        self.next_uids.numbers.get(self.mailbox()?).copied()
    }

    /// Whether the line may report a UID that no message has, or a UIDNEXT. `is_fetch`: it may be FETCH data.
    pub fn may_contradict_uid_next(&self, line: &[u8], is_fetch: bool) -> bool {
        if !is_fetch {
            return after_uid(line).any(|rest| has_prefix(rest, b"NEXT"));
        }
        let Some(next) = self.newest_uid_next() else { return false };
        after_uid(line).any(|rest| {
            let digits = rest.trim_ascii_start().iter().take_while(|octet| octet.is_ascii_digit());
            let uid = digits.fold(0u64, |uid, digit| {
                uid.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            });
            uid >= next
        })
    }

    /// Notes a command that may add a message to the selected mailbox.
    pub(super) fn note_filling(&mut self, command: Node<'_>, name: &str) {
        let mailbox = command.descendant(Kind::Mailbox).and_then(Node::string);
        let is_here = mailbox.is_none_or(|mailbox| self.is_selected(&mailbox));
        if adds_messages(name) && is_here {
            self.next_uids.is_newest = false;
        }
    }

    /// Notes a command after which a mailbox of the same name may be a different one.
    pub(super) fn note_renewed(&mut self, name: &str) {
        if matches!(name, "CREATE" | "DELETE" | "RENAME") {
            self.next_uids = NextUids::default();
        }
    }

    /// Notes a response.
    pub(super) fn note_uid_next(&mut self, meaning: Meaning<'_>) {
        match meaning {
            Meaning::Exists(_) if !self.opens_mailbox() => self.next_uids.is_newest = false,
            Meaning::MailboxStatus(status) => self.note_status_uid_next(status),
            _ => {}
        }
        match meaning.code().and_then(Code::numbered) {
            Some(("UIDNEXT", number)) => {
                if let Some(mailbox) = self.current_mailbox() {
                    self.next_uids.note(&mailbox, number);
                    self.next_uids.is_newest = true;
                }
            }
            Some(("UIDVALIDITY", number))
                if self.earlier_uid_validity().is_some_and(|earlier| earlier != number) =>
            {
                self.next_uids.is_newest = false;
                if let Some(mailbox) = self.current_mailbox() {
                    self.next_uids.numbers.remove(&mailbox);
                }
            }
            _ => {}
        }
    }

    fn note_status_uid_next(&mut self, status: MailboxStatus<'_>) {
        let next = status.values().find(|value| value.name.is("UIDNEXT"));
        let name = status.mailbox.and_then(Node::string);
        let (Some(next), Some(name)) = (next.and_then(StatusValue::number), name) else { return };
        // A mailbox that is being selected has not yet replaced the one before.
        self.next_uids.is_newest |= self.is_selected(&name) && !self.opens_mailbox();
        self.next_uids.note(&String::from_utf8_lossy(&name), next);
    }
}

impl NextUids {
    fn note(&mut self, mailbox: &str, number: u64) {
        if (1..=u64::from(u32::MAX)).contains(&number) {
            self.numbers.insert(mailbox, number);
        } else {
            self.numbers.remove(mailbox);
        }
    }

    /// Notes that another mailbox is being selected.
    pub fn leave_mailbox(&mut self) {
        self.is_newest = false;
    }
}

/// What follows each `UID` in the line, in any case.
fn after_uid(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let begins = memchr::memchr2_iter(b'U', b'u', line).map(|at| &line[at + 1..]);
    begins.filter(|rest| has_prefix(rest, b"ID")).map(|rest| &rest[2..])
}

fn has_prefix(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
}
