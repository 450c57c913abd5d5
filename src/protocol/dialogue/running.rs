//! The commands that were sent and are not completed. A pipeline has thousands of them, so what is
//! asked at each line (does IDLE run, is the state about to change) is counted, not searched for.

use super::super::commands::CommandSpec;
use super::super::secrets::SecretSpan;
use compact_str::CompactString;
use std::collections::VecDeque;

/// How many characters of a command's line are kept to be shown, at most, if its tag is no longer.
const SHOWN: usize = 120;

/// A command that was sent and is not completed.
#[derive(Clone, Debug)]
pub struct PendingCommand {
    /// The how manieth command of the conversation it is, from 0.
    pub number: u64,
    /// Which of the list it is, if it is one of them.
    pub command: Option<&'static CommandSpec>,
    /// Its first line as it may be shown, which begins with the tag: the secret masked, at most
    /// some 120 characters of it.
    pub display_line: CompactString,
    /// IDLE only: whether the server's `+` has come.
    pub idling: bool,
    /// How many octets of the line are the tag.
    tag: u32,
}

impl PendingCommand {
    /// A command of which this line, beginning with a tag of so many octets, goes out.
    pub(super) fn new(
        number: u64,
        command: Option<&'static CommandSpec>,
        tag: usize,
        line: &str,
        secret: Option<&SecretSpan>,
    ) -> PendingCommand {
        let mut shown = match secret {
            None => CompactString::from(line),
            Some(secret) => secret.masked(line).into(),
        };
        if shown.len() > SHOWN
            && let Some((end, _)) = shown.char_indices().nth(SHOWN)
        {
            let end = end.max(tag);
            if shown.is_char_boundary(end) {
                shown.truncate(end);
            }
        }
        PendingCommand {
            number,
            command,
            display_line: shown,
            idling: false,
            // It is cut to the line's length where it is asked for.
            tag: u32::try_from(tag).unwrap_or(u32::MAX),
        }
    }

    /// Its tag.
    pub fn tag(&self) -> &[u8] {
        &self.display_line.as_bytes()[..self.display_line.len().min(self.tag as usize)]
    }

    /// Whether it is the command of this name.
    pub fn is(&self, name: &str) -> bool {
        self.command.is_some_and(|command| command.name == name)
    }

    fn idles(&self) -> bool {
        self.is("IDLE")
    }

    /// Whether its OK changes the connection's state (RFC 3501 section 3).
    fn changes_state(&self) -> bool {
        matches!(
            self.command.map_or("", |command| command.name),
            "LOGIN" | "AUTHENTICATE" | "SELECT" | "EXAMINE" | "UNSELECT" | "CLOSE"
        )
    }
}

/// The running commands, oldest first.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    commands: VecDeque<PendingCommand>,
    idles: usize,
    changes: usize,
}

impl InFlight {
    pub fn commands(&self) -> &VecDeque<PendingCommand> {
        &self.commands
    }

    pub fn begin(&mut self, command: PendingCommand) {
        self.idles += usize::from(command.idles());
        self.changes += usize::from(command.changes_state());
        self.commands.push_back(command);
    }

    /// Where the command with this tag is: the oldest, mostly.
    pub fn find(&self, tag: &[u8]) -> Option<usize> {
        let is_it = |command: &PendingCommand| command.tag() == tag;
        match self.commands.front() {
            Some(oldest) if is_it(oldest) => Some(0),
            _ => self.commands.iter().position(is_it),
        }
    }

    pub fn complete(&mut self, index: usize) -> Option<PendingCommand> {
        let command = match index {
            // Mostly the oldest: nothing has to move.
            0 => self.commands.pop_front()?,
            _ => self.commands.remove(index)?,
        };
        self.idles -= usize::from(command.idles());
        self.changes -= usize::from(command.changes_state());
        Some(command)
    }

    pub fn clear(&mut self) {
        *self = InFlight::default();
    }

    /// The IDLE that is not completed.
    pub fn idle(&self) -> Option<&PendingCommand> {
        let mut commands = self.commands.iter();
        (self.idles > 0).then(|| commands.find(|command| command.idles()))?
    }

    /// Notes the server's `+` for the IDLE that waits for it; false if none does.
    pub fn begin_idling(&mut self) -> bool {
        let mut commands = self.commands.iter_mut();
        let waits = |command: &&mut PendingCommand| command.idles() && !command.idling;
        match (self.idles > 0).then(|| commands.find(waits)).flatten() {
            Some(idle) => {
                idle.idling = true;
                true
            }
            None => false,
        }
    }

    /// Whether a command runs whose OK changes the connection's state.
    pub fn is_changing_state(&self) -> bool {
        self.changes > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::commands;
    use super::*;

    fn running(tag: &str, verb: &str) -> PendingCommand {
        PendingCommand::new(
            0,
            commands::find(verb),
            tag.len(),
            &format!("{tag} {verb}"),
            None,
        )
    }

    #[test]
    fn a_long_line_is_cut_but_not_its_tag() {
        let line = format!("a1 search text {}", "あ".repeat(200));
        let command = PendingCommand::new(0, commands::find("search"), 2, &line, None);
        assert_eq!(
            (command.display_line.chars().count(), command.tag()),
            (120, &b"a1"[..])
        );
        let tag = "x".repeat(300);
        let line = format!("{tag} noop");
        let command = PendingCommand::new(0, commands::find("noop"), 300, &line, None);
        assert_eq!(command.tag(), tag.as_bytes());
    }

    #[test]
    fn what_is_counted_follows_what_runs() {
        let mut flight = InFlight::default();
        assert!(flight.idle().is_none() && !flight.begin_idling() && !flight.is_changing_state());
        for (tag, verb) in [("a1", "NOOP"), ("a2", "SELECT"), ("a3", "IDLE")] {
            flight.begin(running(tag, verb));
        }
        assert!(flight.is_changing_state());
        assert!(flight.begin_idling() && !flight.begin_idling());
        assert!(
            flight
                .idle()
                .is_some_and(|idle| idle.idling && idle.tag() == b"a3")
        );
        assert_eq!(flight.find(b"a2"), Some(1));
        assert!(
            flight
                .complete(1)
                .is_some_and(|command| command.is("SELECT"))
        );
        assert!(!flight.is_changing_state() && flight.complete(2).is_none());
        assert!(flight.complete(1).is_some() && flight.idle().is_none());
        flight.begin(running("a4", "IDLE"));
        flight.clear();
        assert!(flight.idle().is_none() && flight.commands().is_empty());
    }
}
