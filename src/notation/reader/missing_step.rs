//! Commands that are not sent although one below depends on them. Section 3 of `docs/listings.md`.
//!
//! Each rule decides a line by itself, so that a listing may lose its SELECT and keep its EXPUNGE: this would
//! empty the mailbox that was selected before. So what a command with a tag would have set is remembered when
//! it is not sent, until a command that is sent sets it anew.

use super::ScriptReader;
use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::protocol::typed_line::CommandLine;

/// The commands whose effect depends on the selected mailbox.
const IN_MAILBOX: &[&str] = &[
    "CLOSE", "COPY", "EXPUNGE", "FETCH", "MOVE", "REPLACE", "SEARCH", "SORT", "STORE", "THREAD",
    "UID",
];

/// What was not sent.
#[derive(Default)]
pub(super) struct MissingSteps {
    /// The mailbox that the last sent SELECT or EXAMINE selects.
    selected: Option<Box<str>>,
    /// The line of a SELECT or EXAMINE of another mailbox.
    select: Option<usize>,
    /// The line of a STORE, whose flags EXPUNGE and CLOSE act on.
    store: Option<usize>,
}

impl MissingSteps {
    /// Whether this SELECT names the mailbox that is selected.
    pub fn has_selected(&self, command: &CommandLine<'_>) -> bool {
        mailbox(command) == self.selected
    }

    fn note_sent(&mut self, command: &CommandLine<'_>) {
        if is_select(command) {
            *self = MissingSteps { selected: mailbox(command), ..MissingSteps::default() };
        } else if command.is_login() || command.is("AUTHENTICATE") {
            *self = MissingSteps::default();
        } else if command.is("STORE") {
            self.store = None;
        }
    }

    fn note_unsent(&mut self, command: &CommandLine<'_>, line: usize) {
        let marks_deleted = || command.arguments.to_lowercase().contains("\\deleted");
        if is_select(command) && mailbox(command) != self.selected {
            self.select = Some(line);
        } else if command.is("STORE") && marks_deleted() {
            self.store = Some(line);
        }
    }

    /// The line of the command that this one depends on.
    /// It is reported once.
    fn take_before(&mut self, command: &CommandLine<'_>) -> Option<usize> {
        let acts_on_flags = command.is("EXPUNGE") || command.is("CLOSE");
        let in_mailbox = command.spec.is_some_and(|spec| IN_MAILBOX.contains(&spec.name));
        let select = self.select.take_if(|_| in_mailbox);
        select.or_else(|| self.store.take_if(|_| acts_on_flags))
    }
}

impl ScriptReader {
    /// Notes a command that is not sent. If its tag is that of another one, it is of another session.
    pub(super) fn note_missing(&mut self, text: &str, line: usize, why: Why) {
        let is_shown_elsewhere = matches!(
            why,
            Why::ServerLiteral | Why::Repeated | Why::AfterLogout | Why::InIdle | Why::OfProgram
        );
        let command = self.parse_command(text);
        let tags = &self.sent.tags;
        let is_of_other = |tag| !tags.are_reused && tags.contains(tag);
        if !is_shown_elsewhere && command.tag.is_some_and(|tag| !is_of_other(tag)) {
            self.missing.note_unsent(&command, line);
        }
    }

    /// Notes a command that is sent. The mistake, if one that it depends on is not.
    pub(super) fn missing_step(&mut self, command: &CommandLine<'_>) -> Option<Mistake> {
        let line = self.missing.take_before(command);
        self.missing.note_sent(command);
        line.map(Mistake::MissingStep)
    }
}

fn is_select(command: &CommandLine<'_>) -> bool {
    command.is("SELECT") || command.is("EXAMINE")
}

/// The mailbox that a SELECT names, as far as two of them can be compared.
fn mailbox(command: &CommandLine<'_>) -> Option<Box<str>> {
    let name = command.arguments.split([' ', '\t']).find(|word| !word.is_empty())?;
    Some(name.trim_matches('"').to_lowercase().into())
}
