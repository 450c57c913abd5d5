//! The commands of a listing and their answers.

use crate::notation::error::ScriptError;
use crate::notation::lines::listed::Form;
use compact_str::CompactString;
use std::collections::HashMap;

/// What the listing shows of the commands, as far as it was read.
#[derive(Default)]
pub struct ListedCommands {
    /// The last command's line and text.
    pub last: Option<(usize, String)>,
    /// Whether the listing has completed it.
    pub last_completed: bool,
    /// The form of the last tagged command, until the listing shows an answer.
    pub form: Option<Form>,
    pub tags: SentTags,
    /// The tag of the last command that is shown again after its completion.
    pub discussed: Option<Box<str>>,
    /// A command that is not sent, because a part of it was left out, may wait for its answer.
    pub elided: bool,
    /// The last IDLE's line.
    pub idle: Option<usize>,
    /// The listing shows the `+` of the last IDLE.
    pub idle_accepted: bool,
    /// The line that was sent while the last IDLE ran: one BAD answers both.
    pub in_idle: Option<usize>,
    /// The last line that logs in.
    pub login: Option<usize>,
    /// The line of the first login that the listing shows to succeed.
    pub first_login: Option<usize>,
    /// A login was begun without its secret, and the listing does not show an answer: a line may be the
    /// secret.
    pub secret_due: bool,
    /// The listing shows a login that succeeded.
    pub logged_in: bool,
    /// A mailbox was selected.
    pub has_selected: bool,
    /// A login was attempted, and none has succeeded since.
    pub login_attempted: bool,
    /// The LOGOUT's line, or that of a BYE: the session ends there.
    pub logout: Option<usize>,
    /// The line of a greeting below completed commands, with which another session may begin.
    pub second_greeting: Option<usize>,
    /// The commands with an open bracket or quote: a mistake unless the listing shows BAD.
    pub unclosed: Vec<ScriptError>,
}

impl ListedCommands {
    /// Whether the last command, which awaits its answer, has this text.
    pub fn repeats_last(&self, text: &str) -> bool {
        let is_same = |last: &(usize, String)| *last.1 == *text;
        !self.last_completed && self.last.as_ref().is_some_and(is_same)
    }

    /// Whether no command awaits its answer.
    pub fn is_between(&self) -> bool {
        self.last.is_none() || self.last_completed
    }
}

/// The tags of the commands.
#[derive(Default)]
pub struct SentTags {
    /// The last command with each tag.
    commands: HashMap<CompactString, TaggedCommand>,
    /// How many of them the listing has not completed.
    open: usize,
    /// Whether several commands had the same tag.
    pub are_reused: bool,
}

/// The last command with a tag.
struct TaggedCommand {
    line: usize,
    is_open: bool,
}

impl SentTags {
    /// Adds a command on this line.
    pub fn add(&mut self, tag: &str, line: usize) {
        let before = self.commands.insert(tag.into(), TaggedCommand { line, is_open: true });
        self.are_reused |= before.is_some();
        self.open += usize::from(!before.is_some_and(|it| it.is_open));
    }

    /// The line of the last command with this tag.
    pub fn line(&self, tag: &str) -> Option<usize> {
        self.commands.get(tag).map(|command| command.line)
    }

    /// Whether a command has this tag.
    pub fn contains(&self, tag: &str) -> bool {
        self.commands.contains_key(tag)
    }

    /// How many tags the commands have.
    pub fn count(&self) -> usize {
        self.commands.len()
    }

    /// Whether no command has a tag.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Whether the listing has completed the last command with this tag.
    pub fn is_completed(&self, tag: &str) -> bool {
        self.commands.get(tag).is_some_and(|command| !command.is_open)
    }

    /// Whether the listing has not completed the last command with this tag.
    pub fn is_open(&self, tag: &str) -> bool {
        self.commands.get(tag).is_some_and(|command| command.is_open)
    }

    /// How many commands with a tag the listing has not completed.
    pub fn open_commands(&self) -> usize {
        self.open
    }

    /// Notes that the listing has completed the command with this tag.
    pub fn complete(&mut self, tag: &str) {
        if let Some(command) = self.commands.get_mut(tag)
            && std::mem::take(&mut command.is_open)
        {
            self.open -= 1;
        }
    }
}
