//! Changes of the session at the completion of a command.

use super::{Gone, MAX_PROVEN, WatchedCommand, WatchedSession};
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::session_facts::{CompletedCommand, may_change_state, opens_mailbox};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

impl WatchedSession {
    /// Notes the completion of the command with this tag, if there is one.
    pub(super) fn completed(&mut self, tag: &[u8], status: Status, root: Node<'_>) {
        self.knows_idle = true;
        self.note_state(tag, status);
        self.begun_is_refused |=
            status != Status::Ok && self.begun.as_ref().is_some_and(|sent| sent.tag() == tag);
        let Some(index) = self.pending.iter().position(|sent| sent.tag() == tag) else { return };
        let sent = self.pending.remove(index);
        self.note_completed(tag);
        self.note_idle_end(&sent, index);
        let name = sent.spec_name();
        if opens_mailbox(name) {
            self.most_before_removal = 0;
        }
        if may_change_state(name) {
            self.flags.clear();
            self.removed_uids.clear();
            self.uids.clear();
        }
        if name == "LOGOUT" {
            // The next lines of a listing belong to another session.
            self.used_tags.clear();
            self.completed_tags.clear();
            self.logged_out = status == Status::Ok;
            (self.has_started_tls, self.has_compressed) = (false, false);
            self.proven.clear();
        }
        if status == Status::Ok {
            self.accepts_reused_tags |= sent.reuses_tag;
            self.note_succeeded(&sent);
        }
        let argument = sent.argument();
        let command = CompletedCommand {
            spec: sent.spec,
            argument: argument.as_deref(),
            number: sent.number,
        };
        self.facts.completed(command, status, Some(root));
    }

    /// Notes that IDLE has ended, or may have ended. `index`: the position of the completed command among
    /// those in flight.
    fn note_idle_end(&mut self, sent: &WatchedCommand, index: usize) {
        if sent.spec_name() == "IDLE" {
            // The server took the next line for the end of IDLE, and does not answer it.
            if self.idle_was_interrupted && index < self.pending.len() {
                self.pending.remove(index);
            }
            (self.idles, self.idle_was_interrupted) = (false, false);
        } else if sent.is_in_idle {
            // The line itself was answered, so IDLE may have ended.
            (self.idles, self.idle_was_interrupted, self.knows_idle) = (false, false, false);
        }
    }

    /// Notes the effect of a command that has succeeded.
    fn note_succeeded(&mut self, sent: &WatchedCommand) {
        let name = sent.spec_name();
        self.had_answer |= sent.has_data && sent.name_of_answered().is_some();
        if name == "NOTIFY" {
            let mut words = sent.tree.text().split(|octet| *octet == b' ');
            self.has_notify = words.nth(2).is_some_and(|it| it.eq_ignore_ascii_case(b"SET"));
        }
        if matches!(name, "SETACL" | "DELETEACL" | "UNAUTHENTICATE" | "LOGOUT") {
            self.rights.clear();
        }
        self.has_no_saved |= opens_mailbox(name);
        if commands::is_login(name) {
            self.earlier_capabilities = self.facts.capabilities.clone();
        }
        self.has_started_tls |= name == "STARTTLS";
        self.has_compressed |= name == "COMPRESS";
        let uid = find(Category::Commands, format!("UID {name}")).filter(|_| sent.is_uid());
        let entry = uid.or_else(|| find(Category::Commands, name));
        self.proven.extend(entry.and_then(|entry| entry.capability).map(Box::from));
        if let Some(root) = sent.root() {
            let algorithm = root.child(Kind::ThreadAlgorithm).map(Node::to_uppercase);
            let algorithm = algorithm.filter(|_| self.proven.len() < MAX_PROVEN);
            self.proven.extend(algorithm.map(|it| format!("THREAD={it}").into_boxed_str()));
            self.names.carried_out(root, name);
            self.note_renamed();
        }
        self.note_renewed(name);
    }

    /// Notes that the selected mailbox has a new name.
    fn note_renamed(&mut self) {
        let Some(selected) = &mut self.facts.mailbox else { return };
        let gone = selected.name.as_deref().and_then(|name| self.names.gone(name));
        if let Some(Gone::Renamed(new)) = gone {
            selected.name = Some(new.clone());
        }
    }
}
