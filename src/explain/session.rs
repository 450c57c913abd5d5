//! The session as the explanations know it: the commands in flight, and the selected mailbox.

mod by_mailbox;
mod completions;
mod known_flags;
mod known_mailboxes;
mod known_names;
mod known_rights;
mod known_state;
mod known_uids;
mod tags;
mod uid_next;
mod watched_command;

pub(super) use watched_command::{WatchedCommand, is_partly_masked};

use super::registered::{has_gap, is_ellipsis};
use super::sentence::Explanation;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::meaning::{Code, Fetch, Meaning, MessageId, flags};
use crate::protocol::session_facts::{Capabilities, SessionFacts, opens_mailbox};
use crate::protocol::syntax::{Kind, Node, Tree};
use by_mailbox::ByMailbox;
use known_flags::KnownFlags;
pub(super) use known_flags::{FlagSetId, without};
use known_names::KnownNames;
pub(super) use known_names::{Gone, NameDifference};
use known_rights::KnownRights;
use known_uids::{KnownUids, RemovedUids};
use std::collections::HashSet;
use std::sync::Arc;
use uid_next::NextUids;

/// The most octets of a command that are kept until its completion.
const KEPT: usize = 64 * 1024;

/// The most commands that are kept until their completion. A replay has half as many in flight.
const MAX_PENDING: usize = 4096;

/// The most capabilities shown by commands that are remembered; there are fewer.
const MAX_PROVEN: usize = 128;

/// The most names in an ENABLED response that are remembered.
const MAX_ENABLED: usize = 32;

/// The most changes of flags that are explained between two commands.
const MAX_FLAG_CHANGES: u32 = 4096;

/// The watched part of a session.
#[derive(Default)]
pub(super) struct WatchedSession {
    /// The commands that are not completed, oldest first.
    pending: Vec<WatchedCommand>,
    /// A command that continues after a literal which the server has not yet asked for.
    begun: Option<WatchedCommand>,
    /// Whether the server has refused that command before its end.
    begun_is_refused: bool,
    /// The tags of the commands that were sent, up to a limit.
    used_tags: HashSet<Box<[u8]>>,
    /// Whether a command with the tag of an earlier one has succeeded.
    pub accepts_reused_tags: bool,
    /// Those of them whose command is completed.
    completed_tags: HashSet<Box<[u8]>>,
    commands_sent: u64,
    /// The facts that follow from the server's answers.
    pub facts: SessionFacts,
    /// Whether the greeting was received, or was before the part that is watched.
    pub greeted: bool,
    /// Whether the next response may be the greeting.
    pub may_be_greeting: bool,
    /// Whether the session was watched from its beginning, or from its login.
    pub is_watched: bool,
    /// Whether the session's state is known although its beginning was not watched.
    knows_state: bool,
    /// Whether the last command sent has a literal: if it had too many octets, the server takes the surplus
    /// for a command.
    pub literal_sent: bool,
    /// Whether IDLE was sent, and DONE was not.
    idles: bool,
    /// Whether the server has accepted that IDLE with `+`.
    idle_is_accepted: bool,
    /// Whether a line of the server was received: a script has none.
    is_answered: bool,
    /// Whether IDLE certainly runs only if it was sent in the watched part: it may have begun before.
    knows_idle: bool,
    /// Whether a line other than DONE was sent while IDLE ran.
    pub idle_was_interrupted: bool,
    /// Whether DONE was sent last, and no IDLE was running.
    pub done_without_idle: bool,
    /// Whether a status response without a text was received. Only the first is explained.
    pub had_bare_status: bool,
    /// Whether a command was completed whose answer is in the data before its completion.
    pub had_answer: bool,
    /// The highest message count of the selected mailbox before a removal lowered message numbers; 0 without
    /// a removal.
    pub most_before_removal: u64,
    /// Whether LOGOUT was completed, and no command was sent since.
    pub logged_out: bool,
    /// Whether all commands since the greeting are known.
    knows_tags: bool,
    /// The UIDVALIDITY of mailboxes that were opened.
    uid_validities: ByMailbox<u64>,
    /// The UIDs that mailboxes cannot have yet.
    next_uids: NextUids,
    /// The size of the largest message that mailboxes take, as STATUS has shown it (RFC 7889).
    append_limits: ByMailbox<u64>,
    /// The UIDs of removed messages of the selected mailbox.
    removed_uids: RemovedUids,
    /// The UIDs of its messages.
    pub uids: KnownUids,
    /// The names of mailboxes that the session has shown.
    pub names: KnownNames,
    /// The user's rights, by MYRIGHTS.
    rights: KnownRights,
    /// Whether the last line cancelled the command that waited for an answer.
    pub cancelled: bool,
    /// The flags of the messages in the selected mailbox.
    pub flags: KnownFlags,
    /// How many changes of flags were explained since the last command.
    flag_changes: u32,
    /// Whether NOTIFY has asked for the changes of other sessions.
    pub has_notify: bool,
    /// Whether `$` stands for no message: a mailbox was opened, and no search was saved since.
    pub has_no_saved: bool,
    /// Whether STARTTLS has succeeded.
    pub has_started_tls: bool,
    /// Whether COMPRESS has succeeded.
    pub has_compressed: bool,
    /// The capabilities that the server announced before the login.
    pub earlier_capabilities: Arc<Capabilities>,
    /// The capabilities of commands that have succeeded: the server has them, whatever it announces.
    proven: HashSet<Box<str>>,
    /// Whether explanations must also hold for other messages.
    pub leaves_out_changes: bool,
}

impl WatchedSession {
    /// A session with these known facts, watched from now on.
    pub fn joined(facts: SessionFacts) -> WatchedSession {
        WatchedSession { facts, greeted: true, is_watched: true, ..WatchedSession::default() }
    }

    /// Notes that a listing has left out lines here. While a command is in flight, they are its responses;
    /// otherwise they may be anything.
    pub fn lines_left_out(&mut self) {
        self.flags.clear();
        self.uids.clear();
        self.next_uids.leave_mailbox();
        self.has_no_saved = false;
        if let Some(mailbox) = &mut self.facts.mailbox {
            mailbox.exists = None;
        }
        self.pending.iter_mut().for_each(|sent| sent.lacks_lines = true);
        if self.is_quiet() {
            (self.is_watched, self.knows_state) = (false, false);
            (self.knows_tags, self.knows_idle, self.idles) = (false, false, false);
            (self.greeted, self.may_be_greeting) = (true, false);
            self.facts.lines_left_out();
        }
    }

    /// Notes the first lines of a command, up to a literal.
    pub fn note_begun(&mut self, tree: &Tree) {
        let number = self.commands_sent;
        self.begun = (tree.text().len() <= KEPT).then(|| WatchedCommand::new(tree, number));
        self.begun_is_refused = false;
    }

    /// Whether this command was refused before its end. Otherwise, nothing more of a refused one was sent.
    pub fn take_refused(&mut self, command: &Tree) -> bool {
        if !std::mem::take(&mut self.begun_is_refused) {
            return false;
        }
        let begun = self.begun.take();
        begun.is_some_and(|begun| command.text().starts_with(begun.tree.text()))
    }

    /// Notes a command. `explanation`: the one shown below it.
    pub fn sent(&mut self, tree: &Tree, explanation: &Explanation) {
        self.begun = None;
        (self.greeted, self.may_be_greeting) = (true, false);
        self.flag_changes = 0;
        let has_literal = tree.root().is_some_and(|root| root.descendant(Kind::Literal).is_some());
        self.literal_sent = has_literal;
        self.cancelled = false;
        self.logged_out = false;
        self.done_without_idle = false;
        if tree.text().len() <= KEPT {
            let mut sent = WatchedCommand::new(tree, self.commands_sent);
            if self.has_utf8_names() {
                sent.tree = sent.tree.with_utf8_names();
            }
            sent.reuses_tag = sent.root().is_some_and(|root| self.reuses_tag(root));
            sent.has_said_syntax = explanation.has_said_syntax();
            sent.explanation = explanation.text().into();
            sent.names_no_message =
                sent.is_uid() && sent.root().is_some_and(|root| self.names_no_message(root));
            if opens_mailbox(sent.spec_name()) && !self.opens_mailbox() {
                self.facts.opening_sent();
            }
            if sent.opens_mailbox() {
                self.next_uids.leave_mailbox();
            }
            sent.root().into_iter().for_each(|root| self.note_filling(root, sent.spec_name()));
            self.has_no_saved &= !sent.asks_for_result("SAVE");
            let is_idle = sent.spec_name() == "IDLE";
            sent.is_in_idle = self.idle_runs();
            self.idle_was_interrupted = sent.is_in_idle || self.idle_was_interrupted && !is_idle;
            self.idle_is_accepted &= self.idles;
            self.idles |= is_idle;
            if commands::is_login(sent.spec_name()) {
                self.facts.login_sent();
            }
            if self.pending.len() == MAX_PENDING {
                // A listing may leave out the completions.
                self.pending.drain(..MAX_PENDING / 2);
            }
            self.pending.push(sent);
        }
        self.note_tag(tree);
        self.commands_sent += 1;
    }

    /// Whether the server has accepted an IDLE, as far as its answers are shown, and DONE was not sent.
    pub fn idle_runs(&self) -> bool {
        self.idles && (self.idle_is_accepted || !self.is_answered)
    }

    /// Whether nothing but an IDLE waits for an answer.
    pub fn idle_is_alone(&self) -> bool {
        self.idles && matches!(&self.pending[..], [only] if only.spec_name() == "IDLE")
    }

    /// Notes a `+`. What was sent after an IDLE that is accepted only now was sent into it.
    fn note_continuation(&mut self) {
        if self.idles && !self.idle_is_accepted && self.begun.is_none() {
            let after = self.pending.iter_mut().rev().take_while(|it| it.spec_name() != "IDLE");
            for sent in after {
                sent.is_in_idle = true;
                self.idle_was_interrupted = true;
            }
        }
        self.idle_is_accepted |= self.idles;
    }

    /// Whether IDLE certainly does not run.
    pub fn has_no_idle(&self) -> bool {
        self.knows_idle && !self.idles && !self.idle_was_interrupted
    }

    /// Notes DONE.
    pub fn idle_done(&mut self) {
        self.done_without_idle = self.has_no_idle();
        self.idles = false;
    }

    /// The size of the literal that the client wants to send next.
    pub fn awaited_literal(&self) -> Option<u64> {
        self.begun.iter().chain(self.pending.last()).find_map(WatchedCommand::awaited_literal)
    }

    /// The oldest command in flight of this name, in capitals.
    pub fn pending_named(&self, name: &str) -> Option<&WatchedCommand> {
        self.pending.iter().find(|sent| sent.name().eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Whether all commands are completed.
    pub fn is_quiet(&self) -> bool {
        self.pending.is_empty()
    }

    /// Whether the user certainly has this right on the mailbox, by MYRIGHTS.
    pub fn has_right(&self, mailbox: &str, right: char) -> bool {
        self.rights.have(mailbox, right)
    }

    /// Whether the user certainly lacks this right on the mailbox, by MYRIGHTS.
    pub fn lacks_right(&self, mailbox: &str, right: char) -> bool {
        self.rights.lack(mailbox, right)
    }

    /// Whether names of mailboxes are in UTF-8: IMAP4rev2 has no other form.
    pub fn has_utf8_names(&self) -> bool {
        self.facts.has_utf8_names() || self.facts.has_only_imap4rev2
    }

    /// Whether this is an IMAP4rev2 session: it was enabled, or the server has no other version.
    pub fn is_imap4rev2(&self) -> bool {
        self.facts.is_imap4rev2() || self.facts.has_only_imap4rev2
    }

    /// The highest number of octets that the grammar allows: RFC 9051 has numbers of 63 bits there.
    pub fn most_octets(&self) -> u64 {
        if self.is_imap4rev2() || self.facts.capabilities.announces("IMAP4REV2") {
            i64::MAX as u64
        } else {
            u64::from(u32::MAX)
        }
    }

    /// Whether a command in flight asks which messages were removed earlier.
    pub fn asks_for_vanished(&self) -> bool {
        self.pending.iter().any(|it| it.has_modifier("QRESYNC") || it.has_modifier("VANISHED"))
    }

    /// Whether explanations say which flags have changed: only if no command asked for the flags, and not
    /// during a flood, because each change takes as long as a line without a template.
    pub fn explains_flag_changes(&self) -> bool {
        let is_pending = |name| self.pending_named(name).is_some();
        !self.leaves_out_changes
            && self.flag_changes < MAX_FLAG_CHANGES
            && !["STORE", "SELECT", "EXAMINE"].into_iter().any(is_pending)
            && !self.pending_named("FETCH").is_some_and(WatchedCommand::asks_for_flags)
    }

    /// The last list of capabilities: it may be from before the login.
    pub fn last_capabilities(&self) -> &Capabilities {
        let known = &self.facts.capabilities;
        if known.are_known() { known } else { &self.earlier_capabilities }
    }

    /// Whether the server announced this capability before the login, and has sent no other list since.
    pub fn announced_earlier(&self, capability: &str) -> bool {
        let earlier = &self.earlier_capabilities;
        earlier.are_known() && !earlier.lack(capability)
    }

    /// Whether a command that needs this capability has succeeded in this session.
    pub fn has_proven(&self, capability: &str) -> bool {
        self.proven.contains(capability)
    }

    /// The command in flight, if there is exactly one.
    pub fn only_pending(&self) -> Option<&WatchedCommand> {
        match (&self.pending[..], &self.begun) {
            ([only], None) => Some(only),
            ([], begun) => begun.as_ref(),
            _ => None,
        }
    }

    /// The command in flight with this tag.
    pub fn pending(&self, tag: &[u8]) -> Option<&WatchedCommand> {
        self.pending.iter().chain(&self.begun).find(|sent| sent.tag() == tag)
    }

    /// Whether this is the greeting of another session, which follows the end of this one in a listing.
    pub fn is_next_greeting(&self, root: Node<'_>) -> bool {
        let Meaning::Status(response) = Meaning::of(root) else { return false };
        match response.status {
            Status::Ok | Status::Preauth => self.logged_out || self.facts.said_bye,
            // The BYE may be late: after LOGOUT's own completion.
            Status::Bye => self.logged_out && self.facts.said_bye,
            _ => false,
        }
    }

    /// Notes a response that was received and explained.
    pub fn received(&mut self, root: Node<'_>) {
        let meaning = Meaning::of(root);
        self.is_answered = true;
        if matches!(meaning, Meaning::Continuation(_)) {
            self.note_continuation();
        } else if !matches!(meaning, Meaning::Status(_)) && root.child(Kind::Untagged).is_some() {
            // A listing may leave out the `+` above what an IDLE reports.
            self.idle_is_accepted |= self.idle_is_alone();
        }
        let is_greeting = !self.greeted && matches!(meaning, Meaning::Status(_));
        let count_before = self.facts.exists().unwrap_or_default();
        if matches!(meaning, Meaning::Status(_) | Meaning::Completion(..)) {
            self.had_bare_status |= is_bare(root);
        }
        if root.child(Kind::Untagged).is_some() {
            self.is_watched |= is_greeting;
            self.knows_idle |= is_greeting;
            self.knows_tags |= is_greeting;
            self.facts.receive(root, is_greeting, true);
        }
        (self.greeted, self.may_be_greeting) = (true, false);
        self.note_selected(meaning);
        if let Some((number, flags)) = self.flags_in(root) {
            let is_change = self.flags.differ(number, flags) && self.explains_flag_changes();
            self.flag_changes += u32::from(is_change);
            self.flags.note(number, flags);
        }
        // A flood has too many lines of FETCH to look at each word.
        if !matches!(meaning, Meaning::Fetch(_)) && has_gap(root) {
            self.facts.list_was_cut(root);
        }
        if let Some((number, uid)) = uid_in(meaning) {
            self.uids.note(number, uid);
        }
        self.note_uid_next(meaning);
        if let Some(("UIDVALIDITY", number)) = meaning.code().and_then(Code::numbered) {
            self.note_uid_validity(number);
        }
        self.names.note(meaning, root);
        match meaning {
            Meaning::MailboxStatus(status) => self.note_append_limit(status),
            Meaning::Other(name) if name.is("MYRIGHTS") => self.rights.note(root),
            Meaning::Expunge(_) | Meaning::Vanished(_) => self.note_removal(meaning, count_before),
            _ => {}
        }
        self.note_for_pending(meaning, root);
        if let Meaning::Completion(tag, response) = meaning {
            self.completed(tag.text(), response.status, root);
        }
    }

    fn note_removal(&mut self, meaning: Meaning<'_>, count_before: u64) {
        // Without the last message, the others keep their numbers.
        if !matches!(meaning, Meaning::Expunge(Some(number)) if number >= count_before) {
            self.most_before_removal = self.most_before_removal.max(count_before);
        }
        match meaning {
            Meaning::Expunge(Some(number)) => {
                self.flags.removed(number);
                return self.uids.removed(number);
            }
            Meaning::Vanished(vanished) => {
                self.removed_uids.note(vanished.uids.map(Node::text).unwrap_or_default());
            }
            _ => {}
        }
        self.flags.clear();
        self.uids.clear();
    }

    /// Notes the effect of a response on the commands in flight.
    fn note_for_pending(&mut self, meaning: Meaning<'_>, root: Node<'_>) {
        let is_enabled = root.child(Kind::ResponseName).is_some_and(|name| name.is("ENABLED"))
            && root.child(Kind::Capability).is_some();
        for sent in &mut self.pending {
            let name = sent.spec_name();
            match meaning {
                Meaning::Continuation(_) => {
                    sent.was_continued |= matches!(name, "AUTHENTICATE" | "IDLE");
                }
                Meaning::Fetch(fetch) => {
                    sent.has_fetched = true;
                    sent.has_flags |= fetch.items().any(|item| item.is("FLAGS"));
                    sent.note_flags(fetch);
                }
                Meaning::Expunge(_) | Meaning::Vanished(_) => {
                    sent.has_data |= matches!(name, "EXPUNGE" | "MOVE");
                }
                Meaning::Listed(_)
                | Meaning::MailboxStatus(_)
                | Meaning::Found(_)
                | Meaning::Esearch(_)
                | Meaning::Other(_) => {
                    if is_enabled && name == "ENABLE" {
                        sent.has_enabled = true;
                        let names = root.children_of(Kind::Capability).take(MAX_ENABLED);
                        sent.enabled.extend(names.map(|it| it.to_uppercase().into_boxed_str()));
                    }
                    sent.has_data = true;
                }
                _ => {}
            }
        }
    }

    /// The number of the message whose flags the response reports, and these flags.
    pub fn flags_in(&mut self, root: Node<'_>) -> Option<(u64, FlagSetId)> {
        let Meaning::Fetch(Fetch { message: MessageId::Number(number), .. }) = Meaning::of(root)
        else {
            return None;
        };
        let items = root.children_of(Kind::FetchData);
        let list = items.filter_map(|item| item.child(Kind::FlagList)).last()?;
        (!flags(list).any(is_ellipsis)).then(|| (number, self.flags.id(flags(list))))
    }
}

/// The number of the message whose UID the response reports, and this UID.
fn uid_in(meaning: Meaning<'_>) -> Option<(u64, u64)> {
    let Meaning::Fetch(fetch) = meaning else { return None };
    let MessageId::Number(number) = fetch.message else { return None };
    let uid = fetch.items().find(|item| item.is("UID"))?.number()?;
    Some((number, uid))
}

/// Whether it is a status response with neither a text nor a code. Many servers send a code without a text,
/// which RFC 9051 allows.
pub(super) fn is_bare(root: Node<'_>) -> bool {
    let parts = root.children().filter(|part| !part.text().trim_ascii().is_empty());
    parts.last().is_some_and(|last| last.kind() == Kind::StatusWord)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::messages::Messages;
    use crate::protocol::syntax::{Parser, Side};

    #[test]
    fn commands_without_a_completion_take_limited_memory() {
        let mut session = WatchedSession::default();
        let mut parser = Parser::new(Side::Client);
        let explanation = Explanation::new(Messages::new(Language::English));
        for number in 0..=MAX_PENDING {
            parser.clear();
            parser.line(format!("a{number} noop").as_bytes());
            session.sent(parser.tree(), &explanation);
        }
        assert_eq!(session.pending.len(), MAX_PENDING / 2 + 1);
        let last = format!("a{MAX_PENDING}");
        assert!(session.pending(last.as_bytes()).is_some());
    }
}
