//! Lists of commands, as in books and help texts: names alone, also in columns, names with an explanation or
//! with the names of arguments, or entries with signs and numbers. They are not a session, so they are a
//! mistake unless the listing shows an answer to one of them, or also has commands with tags. Section 12 of
//! `docs/listings.md`.

use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::{CELL_SIGNS, Form};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::remarks::Remark;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::shape::{has_too_many, is_complete, is_complete_command};
use crate::notation::words::is_one_of;
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// The evidence for a list.
#[derive(Default)]
pub struct ListEvidence {
    /// The line and the column of the first entry.
    first: Option<(usize, usize)>,
    commands: usize,
    /// How many entries lack their arguments, or have an explanation in place of them.
    named: usize,
    /// How many entries take arguments, and how many of these have none, or only the names of arguments.
    with_arguments: usize,
    without: usize,
    /// How many lines consist of several names.
    columns: usize,
    /// How many entries have an explanation after their arguments.
    explained: usize,
    /// The listing shows an answer to a command.
    pub is_answered: bool,
}

/// Fewer lines are not a list: beginners forget arguments.
const FEWEST: usize = 3;

/// Fewer lines of several names, or commands that all lack their arguments, are not a list.
const FEWEST_SURE: usize = 2;

impl ListEvidence {
    fn is_list(&self) -> bool {
        let are_named = self.named >= FEWEST && self.named * 3 >= self.commands;
        let are_columns = self.columns >= FEWEST_SURE && self.columns * 2 >= self.commands;
        let are_explained = self.explained >= FEWEST && self.explained * 2 >= self.commands;
        let are_without = self.without >= FEWEST_SURE && self.without == self.with_arguments;
        !self.is_answered && (are_named || are_columns || are_without || are_explained)
    }
}

impl ScriptReader {
    /// Adds the evidence of a command that would be sent.
    pub fn note_entry(&mut self, command: &CommandLine<'_>, line: &ScriptLine) {
        if self.stream {
            return;
        }
        // The whole row: its other cells may have been removed, like a remark.
        let row = self.lines.get(self.at).filter(|_| line.form == Form::InTable);
        let list = &mut self.list;
        list.commands += 1;
        if row.is_some_and(|row| is_row_of_reference(command, row.whole())) {
            list.explained += 1;
            list.first.get_or_insert((line.number, line.column()));
            return;
        }
        if command.arguments.is_empty() && command.spec.is_some_and(|it| it.arguments().is_empty())
        {
            // A name that is the whole command is not evidence.
            return;
        }
        let is_column = has_names_alone(command.text) && !is_plain_command(command);
        let is_named = command.tag.is_none() && is_name_of_command(command);
        list.columns += usize::from(is_column);
        list.named += usize::from(is_named && !is_column);
        let needs_some = needs_arguments(command);
        list.with_arguments += usize::from(needs_some);
        let is_without = needs_some && has_no_values(command);
        list.without += usize::from(is_without);
        let is_explained = command.tag.is_some() && is_explained(command);
        list.explained += usize::from(is_explained);
        if is_column || is_named || is_without || is_explained {
            list.first.get_or_insert((line.number, line.column()));
        }
    }

    /// Whether this command of a stream begins a list of commands without arguments.
    pub fn begins_list(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        if !has_no_arguments(command) {
            return Ok(false);
        }
        let next = match self.next_text(self.at + 1) {
            // A command that only lacks its arguments may be a mistake that the server will report.
            Err(NeedsLine) if command.tag.is_none() && command.arguments.is_empty() => None,
            next => next?,
        };
        Ok(next.is_some_and(|next| has_no_arguments(&CommandLine::parse(next.content().trim()))))
    }

    /// Called when the whole text was read: a list of commands is a mistake.
    pub fn refuse_list(&mut self) {
        if let Some(place) = self.list.first
            && self.list.is_list()
            && !self.evidence.is_for_imapsh
        {
            self.report(place, Mistake::OtherFormat(OtherFormat::CommandList));
        }
    }
}

/// Whether a command has more arguments than it takes, the last two of which are words:
/// `a4 DELETE Work Delete the folder`. A remark or a second column is removed.
fn is_explained(command: &CommandLine<'_>) -> bool {
    let are_words = || {
        let mut last = command.arguments.split_ascii_whitespace().rev();
        let is_word = |word: &str| word.chars().all(char::is_alphabetic);
        last.next().is_some_and(is_word) && last.next().is_some_and(is_word)
    };
    command.spec.is_some_and(|spec| has_too_many(spec, command.arguments))
        && are_words()
        && Remark::after_command(command.text).is_none()
}

/// Whether this is a row of a table that explains the command or has its name in another cell, and neither
/// the number of a step nor an answer: ``| DELETE | `a4 DELETE Archive` |``, `| a4 DELETE x | removes it |`.
fn is_row_of_reference(command: &CommandLine<'_>, row: &str) -> bool {
    let cells = row.split(CELL_SIGNS);
    let mut cells =
        cells.map(|it| it.trim_matches(|c: char| c.is_whitespace() || "`*".contains(c)));
    let is_step = |cell: &str| {
        let is_number = cell.bytes().all(|octet| octet.is_ascii_digit()) && !cell.is_empty();
        is_number || tagged_status(cell).is_some()
    };
    let is_name = |cell: &str| command.spec.is_some_and(|it| cell.eq_ignore_ascii_case(it.name));
    let is_explanation = |cell: &str| {
        let is_text = cell.contains(' ') || !cell.is_ascii();
        is_text && cell != command.text && CommandLine::parse(cell).tag.is_none()
    };
    cells.clone().any(|cell| is_name(cell) || is_explanation(cell)) && !cells.any(is_step)
}

/// Whether a line consists of the names of several commands: `SELECT EXAMINE CREATE`.
fn has_names_alone(text: &str) -> bool {
    let is_between = |c: char| matches!(c, ' ' | '\t' | ',' | '/' | '|' | '、' | '・');
    let mut words = text.split(is_between).filter(|word| !word.is_empty());
    // `UID FETCH` is one command.
    let is_one = words.clone().next().is_some_and(|word| word.eq_ignore_ascii_case("uid"));
    let count = words.clone().count();
    count > 1 && !is_one && words.all(|word| commands::find(word).is_some())
}

/// Whether a command that needs arguments has none, or only their names: `a1 SELECT`, `DELETE mailbox`.
fn has_no_arguments(command: &CommandLine<'_>) -> bool {
    needs_arguments(command) && has_no_values(command)
}

fn needs_arguments(command: &CommandLine<'_>) -> bool {
    command.spec.is_some_and(|spec| !is_complete(spec, ""))
}

/// Whether the command has no arguments, or only their names.
fn has_no_values(command: &CommandLine<'_>) -> bool {
    let arguments = command.arguments.trim();
    let is_in_capitals = !command.verb.bytes().any(|octet| octet.is_ascii_lowercase());
    arguments.is_empty() || (is_in_capitals && are_names(arguments))
}

/// Whether these are the names of arguments, as in the description of a command: `mailbox name`,
/// `sequence-set items`.
fn are_names(arguments: &str) -> bool {
    const NAMES: &str = "criteria data date existing flag flags folder item items literal mailbox mailboxname \
        mechanism message name names new number old pattern reference sequence set string time \
        userid username value wildcards";
    let words = || arguments.split([' ', '\t', '-', '_', '/']).filter(|word| !word.is_empty());
    // `LOGIN username password`; a password alone may be real.
    let is_name = |word: &str| is_one_of(NAMES, word) || word == "password";
    words().all(is_name) && words().any(|word| word != "password")
}

/// Whether this is an ordinary command, whose argument may also be the name of a command: `create expunge`.
fn is_plain_command(command: &CommandLine<'_>) -> bool {
    is_complete_command(command)
        && !command.text.contains("  ")
        && !command.text.contains(['\t', ',', '/'])
}

/// Whether this is the name of a command rather than a command: it lacks its arguments, or is followed by an
/// explanation in another column or after a dash.
fn is_name_of_command(command: &CommandLine<'_>) -> bool {
    if let Some(name) = command.verb.strip_suffix(':') {
        // `SELECT: open a mailbox`
        return commands::find(name).is_some() && command.arguments.trim().contains(' ');
    }
    if command.spec.is_none() || is_complete_command(command) {
        return false;
    }
    let explanation = command.arguments.trim();
    let gap = &command.text[command.verb.len()..];
    let is_apart =
        ["  ", "\t", " \t", " - ", " – ", " — ", " : "].iter().any(|it| gap.starts_with(it));
    explanation.is_empty() || (is_apart && explanation.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_columns() {
        for text in [
            "SELECT",
            "SELECT: open a mailbox",
            "select",
            "LOGOUT   end the session",
            "FETCH - read a mail",
            "UID",
        ] {
            assert!(is_name_of_command(&CommandLine::parse(text)), "{text}");
        }
        for text in ["NOOP", "select inbox", "fetch x flags", "xyzzy", "logout now please"] {
            assert!(!is_name_of_command(&CommandLine::parse(text)), "{text}");
        }
        for text in ["SELECT  EXAMINE", "noop, logout,", "CLOSE / EXPUNGE"] {
            assert!(has_names_alone(text), "{text}");
        }
        for text in ["noop", "uid fetch", "select inbox", "login noop x"] {
            assert!(!has_names_alone(text), "{text}");
        }
    }
}
