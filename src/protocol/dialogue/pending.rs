//! The commands that were sent and are not completed.

use crate::protocol::commands::CommandSpec;
use crate::protocol::framing::Status;
use std::collections::VecDeque;

/// How many characters of a command's line are kept to be shown.
const DISPLAYED: usize = 120;

/// A command that was sent and is not completed.
#[derive(Clone, Debug)]
pub struct PendingCommand {
    /// Its number among the commands of this dialogue, from 0.
    pub number: u64,
    /// Which command it is, if it is a known one.
    pub spec: Option<&'static CommandSpec>,
    /// Its first line as it may be shown: the secret masked, and cut to about 120 characters. It
    /// begins with the tag.
    pub display_line: String,
    /// Whether it is an IDLE that the server has accepted with its `+`.
    pub idling: bool,
    /// Whether a secret was found in its first line.
    pub(super) has_secret: bool,
    tag_len: usize,
}

impl PendingCommand {
    /// The command with this first line, in which a secret is masked already. It begins with a tag
    /// of `tag_len` octets.
    pub(super) fn new(
        number: u64,
        spec: Option<&'static CommandSpec>,
        tag_len: usize,
        mut display_line: String,
        has_secret: bool,
    ) -> PendingCommand {
        if display_line.len() > DISPLAYED
            && let Some((end, _)) = display_line.char_indices().nth(DISPLAYED)
        {
            display_line.truncate(display_line.floor_char_boundary(end.max(tag_len)));
        }
        PendingCommand {
            number,
            spec,
            tag_len: tag_len.min(display_line.len()),
            display_line,
            idling: false,
            has_secret,
        }
    }

    /// Its tag.
    pub fn tag(&self) -> &[u8] {
        &self.display_line.as_bytes()[..self.tag_len]
    }

    /// Its name in capitals; empty if it is not a known command.
    pub fn name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }

    /// Whether it is the command of this name.
    pub fn is(&self, name: &str) -> bool {
        self.name() == name
    }

    /// Whether its OK changes the state of the connection (RFC 9051, section 3).
    pub(super) fn may_change_state(&self) -> bool {
        matches!(
            self.name(),
            "LOGIN" | "AUTHENTICATE" | "SELECT" | "EXAMINE" | "UNSELECT" | "CLOSE"
        )
    }
}

/// How a command was completed.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The command.
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
    /// Whether the server has taken it for the `done` of an IDLE, and answered it with IDLE's BAD.
    pub taken_as_done: bool,
}

/// The pending commands, oldest first.
#[derive(Debug, Default)]
pub(super) struct PendingCommands {
    commands: VecDeque<PendingCommand>,
    /// How many of them are IDLE: every line asks, and in a pipeline there are thousands of others.
    idles: usize,
}

impl PendingCommands {
    pub fn commands(&self) -> &VecDeque<PendingCommand> {
        &self.commands
    }

    pub fn push(&mut self, command: PendingCommand) {
        self.idles += usize::from(command.is("IDLE"));
        self.commands.push_back(command);
    }

    /// The index of the oldest command with this tag.
    pub fn find(&self, tag: &[u8]) -> Option<usize> {
        self.commands.iter().position(|command| command.tag() == tag)
    }

    pub fn remove(&mut self, index: usize) -> Option<PendingCommand> {
        let command = self.commands.remove(index)?;
        self.idles -= usize::from(command.is("IDLE"));
        Some(command)
    }

    pub fn idle(&self) -> Option<&PendingCommand> {
        if self.idles == 0 {
            return None;
        }
        self.commands.iter().find(|command| command.is("IDLE"))
    }

    /// The IDLE that the next continuation request accepts.
    pub fn idle_to_accept(&mut self) -> Option<&mut PendingCommand> {
        if self.idles == 0 {
            return None;
        }
        let mut commands = self.commands.iter_mut();
        commands.find(|command| command.is("IDLE") && !command.idling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    fn pending(tag: &str, verb: &str) -> PendingCommand {
        let line = format!("{tag} {verb}");
        PendingCommand::new(0, commands::find(verb), tag.len(), line, false)
    }

    #[test]
    fn a_long_line_is_cut_but_not_its_tag() {
        let line = format!("a1 search text {}", "あ".repeat(200));
        let command = PendingCommand::new(0, commands::find("search"), 2, line, false);
        assert_eq!((command.display_line.chars().count(), command.tag()), (120, &b"a1"[..]));
        let tag = "x".repeat(300);
        let line = format!("{tag} noop");
        let command = PendingCommand::new(0, commands::find("noop"), 300, line, false);
        assert_eq!(command.tag(), tag.as_bytes());
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
            commands.push(pending(tag, verb));
        }
        assert!(may_change_state(&commands));
        commands.idle_to_accept().expect("an IDLE").idling = true;
        assert!(commands.idle_to_accept().is_none());
        let idle = commands.idle().expect("an IDLE");
        assert!(idle.idling && idle.tag() == b"a3");
        assert_eq!(commands.find(b"a2"), Some(1));
        assert!(commands.remove(1).is_some_and(|command| command.is("SELECT")));
        assert!(!may_change_state(&commands) && commands.remove(2).is_none());
        assert!(commands.remove(1).is_some() && commands.idle().is_none());
    }
}
