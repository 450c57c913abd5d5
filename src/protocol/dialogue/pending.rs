//! The commands that were sent and have not been completed.

use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::framing::Status;
use crate::protocol::session_facts;
use compact_str::CompactString;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::time::Duration;

/// How many characters of a command's line, or octets of a tag, are shown.
pub(super) const DISPLAYED: usize = 120;

/// A command that was sent and has not been completed.
#[derive(Clone, Debug)]
pub struct PendingCommand {
    /// Its number among the commands of this dialogue, from 0.
    pub number: u64,
    /// The command, if it is known.
    pub spec: Option<&'static CommandSpec>,
    /// Whether it is an IDLE that the server has accepted with its `+`.
    pub idling: bool,
    /// When it was sent, by the clock of [`Dialogue::set_time`](super::Dialogue::set_time).
    pub sent_at: Duration,
    /// Its first line, in which a secret is masked. It begins with the tag.
    line: CompactString,
    /// In octets of the line.
    tag_len: u32,
    /// Facts that few commands have, in a box so that the thousands of a pipeline stay small.
    details: Option<Box<Details>>,
}

/// Facts that only some commands have.
#[derive(Clone, Debug, Default)]
struct Details {
    /// The user of a login, or the mailbox of a SELECT, as the server understands it.
    argument: Option<String>,
    /// After the `done` of an IDLE: the number of the command that is sent next.
    done_before: Option<u64>,
    /// Whether another command was sent with the same tag before one of the two was completed.
    shares_tag: bool,
}

impl PendingCommand {
    /// The command with this first line, in which a secret is masked already. It begins with a tag
    /// of `tag_len` octets.
    pub(super) fn new(
        number: u64,
        spec: Option<&'static CommandSpec>,
        tag_len: usize,
        line: CompactString,
    ) -> PendingCommand {
        PendingCommand {
            number,
            spec,
            idling: false,
            sent_at: Duration::ZERO,
            tag_len: tag_len.min(line.len()) as u32,
            line,
            details: None,
        }
    }

    /// Its first line, in which a secret is masked. It begins with the tag.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The line as it may be shown: cut to about 120 characters.
    pub fn display_line(&self) -> Cow<'_, str> {
        match self.line.char_indices().nth(DISPLAYED) {
            Some((end, _)) => Cow::Owned(format!("{}…", &self.line[..end])),
            None => Cow::Borrowed(&self.line),
        }
    }

    /// The user of a login, or the mailbox of a SELECT, as the server understands it.
    pub(super) fn argument(&self) -> Option<&str> {
        self.details.as_ref()?.argument.as_deref()
    }

    pub(super) fn set_argument(&mut self, argument: String) {
        self.details.get_or_insert_default().argument = Some(argument);
    }

    /// After the `done` of an IDLE: the number of the command that is sent next.
    pub(super) fn done_before(&self) -> Option<u64> {
        self.details.as_ref()?.done_before
    }

    pub fn tag(&self) -> &[u8] {
        &self.line.as_bytes()[..self.tag_len as usize]
    }

    /// Its tag as it may be shown: cut to about 120 characters.
    pub fn display_tag(&self) -> String {
        display_tag(self.tag())
    }

    /// Whether another command was sent with the same tag before one of the two was completed, so that a
    /// completion may be of either.
    pub fn shares_tag(&self) -> bool {
        self.details.as_ref().is_some_and(|details| details.shares_tag)
    }

    fn set_shares_tag(&mut self) {
        self.details.get_or_insert_default().shares_tag = true;
    }

    /// Its name in capitals; empty if it is not a known command.
    pub fn name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }

    /// Whether it is the command of this name.
    pub fn is(&self, name: &str) -> bool {
        self.name() == name
    }

    /// Whether the server has not answered it yet. An accepted IDLE counts as answered until `done` is
    /// sent.
    pub fn is_unanswered(&self) -> bool {
        !self.idling || self.done_before().is_some()
    }

    /// Whether its OK may change the state of the connection (RFC 9051, section 3). An unknown command
    /// may do anything.
    pub(super) fn may_change_state(&self) -> bool {
        session_facts::may_change_state(self.name())
    }

    /// Whether it is a `done` with a tag, which was sent by mistake.
    pub(super) fn is_tagged_done(&self) -> bool {
        let verb = self.line.get(self.tag_len as usize..);
        verb.is_some_and(|verb| commands::is_done(verb.trim()))
    }

    pub(super) fn opens_mailbox(&self) -> bool {
        session_facts::opens_mailbox(self.name())
    }
}

/// How a command was completed.
#[derive(Clone, Debug)]
pub struct Completion {
    pub command: PendingCommand,
    /// OK, NO or BAD.
    pub status: Status,
    /// The line that completed it, at most 1,000 octets of it; empty for an OK.
    pub response: String,
    /// Whether that line had no tag (`* BAD`).
    pub untagged: bool,
    /// Whether the server refused to send the continuation request that the command waited for, so
    /// that its rest will never be sent.
    pub continuation_refused: bool,
    /// Whether the server still reads the rest of the command, which has not been typed yet.
    pub rest_is_read: bool,
    /// Whether the server has taken it for the `done` of an IDLE. The status is that of the IDLE, which has
    /// answered both.
    pub taken_as_done: bool,
}

impl Completion {
    pub(super) fn new(command: PendingCommand, status: Status) -> Completion {
        Completion {
            command,
            status,
            response: String::new(),
            untagged: false,
            continuation_refused: false,
            rest_is_read: false,
            taken_as_done: false,
        }
    }
}

/// The pending commands, oldest first.
#[derive(Debug, Default)]
pub(super) struct PendingCommands {
    commands: VecDeque<PendingCommand>,
    /// How many of them are IDLEs without a `done`: every line asks, and in a pipeline there are
    /// thousands of others.
    running_idles: usize,
}

impl PendingCommands {
    pub fn commands(&self) -> &VecDeque<PendingCommand> {
        &self.commands
    }

    /// Adds a command. `tag_is_new`: no command of the session has had its tag.
    pub fn push(&mut self, mut command: PendingCommand, tag_is_new: bool) {
        if !tag_is_new {
            let sharing = self.commands.iter_mut().filter(|it| it.tag() == command.tag());
            if sharing.map(PendingCommand::set_shares_tag).count() > 0 {
                command.set_shares_tag();
            }
        }
        self.running_idles += usize::from(command.is("IDLE"));
        self.commands.push_back(command);
    }

    /// The index of the oldest command with this tag.
    pub fn find(&self, tag: &[u8]) -> Option<usize> {
        // Usually the oldest one is completed.
        let is_oldest = self.commands.front().is_some_and(|command| command.tag() == tag);
        if is_oldest { Some(0) } else { self.commands.iter().position(|it| it.tag() == tag) }
    }

    pub fn remove(&mut self, index: usize) -> Option<PendingCommand> {
        let command = match index {
            0 => self.commands.pop_front(),
            _ => self.commands.remove(index),
        }?;
        self.running_idles -= usize::from(is_running_idle(&command));
        Some(command)
    }

    pub fn find_last_mut(&mut self, tag: &[u8]) -> Option<&mut PendingCommand> {
        self.commands.iter_mut().rev().find(|command| command.tag() == tag)
    }

    /// The IDLE that `done` would end.
    pub fn idle(&self) -> Option<&PendingCommand> {
        if self.running_idles == 0 {
            return None;
        }
        self.commands.iter().find(|command| is_running_idle(command))
    }

    /// Notes that `done` is sent for that IDLE. `next_number`: of the next command.
    pub fn end_idle(&mut self, next_number: u64) {
        if let Some(idle) = self.commands.iter_mut().find(|command| is_running_idle(command)) {
            idle.details.get_or_insert_default().done_before = Some(next_number);
            self.running_idles -= 1;
        }
    }

    /// The IDLE that the next continuation request accepts.
    pub fn idle_to_accept(&mut self) -> Option<&mut PendingCommand> {
        let mut commands = self.commands.iter_mut();
        commands.find(|command| command.is("IDLE") && !command.idling)
    }
}

/// A tag as it may be shown.
pub(super) fn display_tag(tag: &[u8]) -> String {
    let shown = String::from_utf8_lossy(&tag[..tag.len().min(DISPLAYED)]);
    if tag.len() > DISPLAYED { format!("{shown}…") } else { shown.into_owned() }
}

fn is_running_idle(command: &PendingCommand) -> bool {
    command.is("IDLE") && command.done_before().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    fn pending(tag: &str, verb: &str) -> PendingCommand {
        let line = format!("{tag} {verb}");
        PendingCommand::new(0, commands::find(verb), tag.len(), line.into())
    }

    #[test]
    fn a_long_line_is_shown_in_part_and_its_tag_kept_whole() {
        let line = format!("a1 search text {}", "あ".repeat(200));
        let command = PendingCommand::new(0, commands::find("search"), 2, line.into());
        assert_eq!((command.display_line().chars().count(), command.tag()), (121, &b"a1"[..]));
        let tag = "x".repeat(300);
        let line = format!("{tag} noop");
        let command = PendingCommand::new(0, commands::find("noop"), 300, line.into());
        assert_eq!(command.tag(), tag.as_bytes());
        assert_eq!(command.display_line(), "x".repeat(120) + "…");
    }

    #[test]
    fn commands_with_the_same_tag_are_known() {
        let mut commands = PendingCommands::default();
        for tag in ["a1", "a2", "a1"] {
            commands.push(pending(tag, "NOOP"), false);
        }
        let sharing: Vec<_> = commands.commands().iter().map(|it| it.shares_tag()).collect();
        assert_eq!(sharing, [true, false, true]);
        // Which of the two was completed is still not certain.
        assert!(commands.remove(0).is_some() && commands.commands()[1].shares_tag());
    }

    #[test]
    fn idles_are_found_among_other_commands() {
        let mut commands = PendingCommands::default();
        let may_change_state = |commands: &PendingCommands| {
            let mut commands = commands.commands().iter();
            commands.any(PendingCommand::may_change_state)
        };
        assert!(commands.idle().is_none() && commands.idle_to_accept().is_none());
        assert!(!may_change_state(&commands));
        for (tag, verb) in [("a1", "NOOP"), ("a2", "SELECT"), ("a3", "IDLE")] {
            commands.push(pending(tag, verb), true);
        }
        assert!(may_change_state(&commands));
        commands.idle_to_accept().expect("an IDLE").idling = true;
        assert!(commands.idle_to_accept().is_none());
        let idle = commands.idle().expect("an IDLE");
        assert!(idle.idling && idle.tag() == b"a3");
        commands.end_idle(3);
        assert!(commands.idle().is_none());
        assert!(commands.commands()[2].is_unanswered());
        assert_eq!(commands.find(b"a2"), Some(1));
        assert!(commands.remove(1).is_some_and(|command| command.is("SELECT")));
        assert!(!may_change_state(&commands) && commands.remove(2).is_none());
        assert!(commands.remove(1).is_some() && commands.idle().is_none());
    }
}
