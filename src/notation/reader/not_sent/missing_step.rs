//! Commands that are not sent although one below depends on them. Section 3 of `docs/listings.md`.
//!
//! Each rule decides a line by itself, so that a listing may lose its SELECT and keep its EXPUNGE: this would
//! empty the mailbox that was selected before. So what a command with a tag would have set is remembered when
//! it is not sent, until a command that is sent sets it anew.

use super::effect::Effect;
use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::command_with;
use crate::notation::reader::ScriptReader;
use crate::notation::reader::look_ahead::SHORT_ANSWER;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// The commands whose effect depends on the selected mailbox.
const IN_MAILBOX: &[&str] = &[
    "CLOSE", "COPY", "EXPUNGE", "FETCH", "MOVE", "REPLACE", "SEARCH", "SORT", "STORE", "THREAD",
    "UID",
];

/// The commands that remove messages, or mark them for that.
const REMOVING: &[&str] = &["CLOSE", "EXPUNGE", "MOVE", "STORE", "UID"];

/// What was not sent.
#[derive(Default)]
pub struct MissingSteps {
    /// The mailbox that the last sent SELECT or EXAMINE selects.
    selected: Option<Box<str>>,
    /// The line of a SELECT or EXAMINE of another mailbox.
    select: Option<usize>,
    /// The line of a STORE, whose flags EXPUNGE and CLOSE act on.
    store: Option<usize>,
    /// The line of a command that may have copied messages before they are removed.
    copy: Option<usize>,
    /// Whether the server's lines below the last completion are those of a SELECT.
    shows_mailbox: bool,
}

impl MissingSteps {
    /// Whether this SELECT names the mailbox that is selected.
    pub fn has_selected(&self, command: &CommandLine<'_>) -> bool {
        mailbox(command) == self.selected
    }

    fn note_sent(&mut self, command: &CommandLine<'_>) {
        if Effect::of(command).selects() {
            *self = MissingSteps { selected: mailbox(command), ..MissingSteps::default() };
        } else if command.is_login() {
            *self = MissingSteps::default();
        } else if command.is("STORE") {
            self.store = None;
        } else if copies(command) {
            self.copy = None;
        }
    }

    fn note_unsent(&mut self, command: &CommandLine<'_>, line: usize) {
        if Effect::of(command).selects() && mailbox(command) != self.selected {
            self.select = Some(line);
        } else if command.is("STORE") && marks_deleted(command) {
            self.store = Some(line);
        } else if copies(command) {
            self.copy = Some(line);
        }
    }

    /// Notes an untagged response that is not the answer to a command that is sent.
    fn note_response(&mut self, name: Option<&str>) {
        self.shows_mailbox |= matches!(name, Some("EXISTS" | "FLAGS"));
    }

    /// Notes the OK on this line, to a command that the listing does not show: only the answer tells whether it
    /// was a SELECT.
    fn note_answer(&mut self, text: &str, line: usize) {
        let has_code = |code: &str| text.contains(code);
        if ["[READ-WRITE]", "[READ-ONLY]"].into_iter().any(has_code)
            || (self.shows_mailbox && !names_other_command(text))
        {
            self.select = Some(line);
        } else if has_code("[COPYUID ") {
            self.copy = Some(line);
        }
    }

    /// The line of the command that this one depends on.
    /// It is reported once.
    fn take_before(&mut self, command: &CommandLine<'_>) -> Option<usize> {
        let acts_on_flags = command.is("EXPUNGE") || command.is("CLOSE");
        let is_one_of = |names: &[&str]| command.spec.is_some_and(|it| names.contains(&it.name));
        let removes = is_one_of(REMOVING) && (!command.is("STORE") || marks_deleted(command));
        let select = self.select.take_if(|_| is_one_of(IN_MAILBOX));
        let store = select.or_else(|| self.store.take_if(|_| acts_on_flags));
        store.or_else(|| self.copy.take_if(|_| removes))
    }
}

impl ScriptReader {
    /// Notes a command that is not sent. If its tag is that of another one, it is of another session.
    pub fn note_missing(&mut self, text: &str, line: usize, why: Why) {
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

    /// Notes an untagged response, which may be the answer to a command that is not sent.
    pub fn note_response_of_unsent(&mut self, name: Option<&str>) {
        if self.sent.is_between() && !self.is_record {
            self.missing.note_response(name);
        }
    }

    /// Notes a completion, which may be of a command that is not sent.
    pub fn note_completion_of_unsent(
        &mut self,
        text: &str,
        (tag, status): (&str, Status),
        line: usize,
    ) {
        let tags = &self.sent.tags;
        // Where all commands have the same tag, it was completed before.
        let is_of_none = !tags.contains(tag) || (tags.are_reused && !tags.is_open(tag));
        let is_of_unsent = status == Status::Ok
            && is_of_none
            && self.sent.is_between()
            && self.sent.last.is_some()
            && self.sent.logout.is_none()
            && !self.is_record
            && !self.reads_sessions;
        // What an unsent command would have set is known.
        let is_known = || {
            let mut unsent = self.output.remarks.unsent_commands.iter();
            unsent.any(|it| command_with(tag, &it.text).is_some())
        };
        if is_of_unsent && !is_known() {
            match self.unsent_above(tag) {
                Some((number, text)) => {
                    let command = command_with(tag, &text);
                    command.inspect(|command| self.missing.note_unsent(command, number));
                }
                None => self.missing.note_answer(text, line),
            }
        }
        self.missing.shows_mailbox = false;
    }

    /// The line that has a command with this tag in other text, below the last completion or command: its
    /// number and its text.
    fn unsent_above(&self, tag: &str) -> Option<(usize, String)> {
        let last = self.sent.last.as_ref().map_or(0, |(number, _)| *number);
        let is_of_other = |line: &ScriptLine| {
            tagged_status(line.content().trim()).is_some_and(|(other, _)| other != tag)
        };
        let above = self.lines_above(self.at).take(SHORT_ANSWER);
        let above = above.take_while(|line| line.number > last && !is_of_other(line));
        let mut texts = above.map(|line| (line.number, line.whole().replace('\u{3000}', " ")));
        texts.find(|(_, text)| command_with(tag, text).is_some())
    }

    /// Notes a command that is sent. The mistake, if one that it depends on is not.
    pub fn missing_step(&mut self, command: &CommandLine<'_>) -> Option<Mistake> {
        let line = self.missing.take_before(command);
        self.missing.note_sent(command);
        self.missing.shows_mailbox = false;
        line.map(Mistake::MissingStep)
    }
}

/// Whether the text of a completion names a command other than those that select: `OK NOOP completed`.
fn names_other_command(text: &str) -> bool {
    let mut named = text.split([' ', '.']).skip(2).filter_map(commands::find);
    named.next().is_some_and(|spec| !matches!(spec.name, "SELECT" | "EXAMINE"))
}

/// Whether it copies messages. After a MOVE that is not sent, the numbers of the listing are others, too.
/// Whether a command copies messages, so that they may be removed afterwards.
fn copies(command: &CommandLine<'_>) -> bool {
    let is_copy = |word: &str| ["COPY", "MOVE"].iter().any(|it| it.eq_ignore_ascii_case(word));
    let after_uid = || command.arguments.split_ascii_whitespace().next().is_some_and(is_copy);
    is_copy(command.verb) || (command.is("UID") && after_uid())
}

/// Whether a STORE marks messages for removal.
fn marks_deleted(command: &CommandLine<'_>) -> bool {
    command.arguments.to_lowercase().contains("\\deleted")
}

/// The mailbox that a SELECT names, as far as two of them can be compared.
fn mailbox(command: &CommandLine<'_>) -> Option<Box<str>> {
    let name = command.arguments.split([' ', '\t']).find(|word| !word.is_empty())?;
    Some(name.trim_matches('"').to_lowercase().into())
}
