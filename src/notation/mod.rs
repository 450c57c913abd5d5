//! The notation of scripts and records, `.imap`: lines as typed, or a listing of a session. `docs/scripts.md`
//! describes it for users, and `docs/listings.md` the rules that the reader follows.
//!
//! Terms:
//! - A *script* is a text that a replay sends, line by line. A *listing* is a session in writing, with the
//!   server's lines in it. A *page* is a listing with prose around it, such as a tutorial. A *record* is a
//!   listing that imapsh has written. All of them are scripts: only the client's lines are sent. A *stream*
//!   is a script that arrives line by line, on standard input.
//! - A *side* is the client or the server.
//! - A *mark* is the text before a line that names its side, such as the RFCs' `C:`; a *prompt* is the
//!   client's mark of a program. A *label* is a word with a colon before a command that may be a mark, a tag
//!   or prose.
//! - A *prefix* is other text before the lines of both sides: the *stamp* of a log line (its time or its
//!   number), the *sign* of a quotation or a list (`>`, `-`), or any text that a command and its completion
//!   share.
//! - The *content* of a line is the text of the client or the server, without mark, prefix and common
//!   indentation.
//! - The *form* of a line is how a page writes it: plain, in a list, in backticks, in a table or in a
//!   sentence.
//! - An *answer* to a command is its completion, with the untagged responses before it. An answer to
//!   AUTHENTICATE's `+` is a line of the client.
//! - A literal is *announced* by `{n}` at the end of a line, and its *octets* follow. The *rest* is the text
//!   of the command or the response after them. A literal is *open* until it has its octets.
//! - An *item* is what a line, or several, mean for a replay: a command, a directive, a comment, or what the
//!   listing shows of the server's answer.
//! - A *decision* says for each line what it is and why. A *mistake* is a line that leaves this in doubt:
//!   then nothing is sent.
//!
//! One [reader] decides for files, pastes, standard input and records. A whole text is read with [`read`], so
//! that nothing is sent if it has a mistake. Standard input is read as it arrives, by a [`ScriptStream`]. The
//! [`Writer`] of records is kept beside the reader: what it writes is read back as the same session.

mod answer;
mod arrows;
mod awaited_secrets;
mod decision;
pub mod directive;
pub mod duration;
mod error;
pub mod fold_limit;
mod forms;
pub mod goal;
mod html;
mod instruction;
mod item;
mod latex;
mod lines;
mod list_sign;
mod listed;
mod listed_text;
mod listing_tags;
mod log_prefix;
mod log_stamps;
mod marks;
mod masked;
mod other_format;
mod page_break;
mod panes;
pub mod paragraphs;
mod pattern;
mod program_prompt;
mod prose;
mod quotation;
mod quoted;
mod quoted_parts;
mod reader;
pub mod record_comments;
mod remarks;
mod response;
pub mod shape;
mod shared_prefix;
mod shown_end;
mod stream;
mod terminal_text;
mod tool_output;
mod words;
mod writer;

pub use answer::looks_like_answer;
pub use awaited_secrets::{HiddenLine, awaited_secrets};
pub use decision::{Decision, LineKind, Why};
pub use error::{Mistake, ScriptError};
pub use item::{
    AccessTarget, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand, ScriptItem,
};
pub use lines::MAX_SCRIPT_OCTETS;
pub use listed::with_ascii_spaces;
pub use listed_text::ListedText;
pub use marks::without_mark;
pub use masked::{MaskedLine, masked_lines, masked_paste, perhaps_secrets, secrets_of_paste};
pub use other_format::OtherFormat;
pub use pattern::{MAX_MATCHED_OCTETS, Pattern};
pub use record_comments::{FIRST_LINE as RECORD_BEGINS, NOTICE_PREFIX as RECORD_NOTICE};
pub use response::response_keyword;
pub use stream::{ScriptStream, StreamOutput};
pub use words::spaces_before;
pub use writer::Writer;

use crate::protocol::commands;
use crate::protocol::dialogue::Expected;
use lines::ScriptLines;
use reader::{ReaderOutput, ScriptReader};
use std::collections::HashSet;

/// A script without mistakes in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub name: String,
    /// How many lines its text has.
    pub lines: usize,
    pub items: Vec<ScriptItem>,
    /// The variables that it uses before it sets them, each with the first line that does.
    pub required_variables: Vec<RequiredVariable>,
    pub is_record: bool,
    pub outside_accesses: Vec<OutsideAccess>,
    /// The lines on which the listing shows that the client is logged in: the OK of a login, PREAUTH.
    pub shown_logins: Vec<usize>,
    pub remarks: Remarks,
}

/// What the user should know about the lines of a script that are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// How many lines are prose.
    pub prose: usize,
    /// The lines that would be complete commands.
    pub unsent_commands: Vec<UnsentCommand>,
    /// How many commands follow the end of the session.
    pub after_logout: usize,
    /// The first line that is sent as a terminal shows it, without its backspaces and escape sequences, and
    /// how many there are.
    pub edited: Option<(usize, usize)>,
    /// No line does anything or would be a command: the text is the output of a program, for instance.
    pub does_nothing: bool,
}

/// A line that is not sent, although it would be a complete command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsentCommand {
    /// From 1.
    pub line: usize,
    pub text: String,
    pub why: Why,
}

impl Remarks {
    /// `items`: the items read.
    fn of(output: &ReaderOutput, items: &[ScriptItem]) -> Remarks {
        Remarks {
            prose: output.prose,
            unsent_commands: output.unsent_commands.clone(),
            after_logout: output.after_logout,
            edited: None,
            does_nothing: output.does_nothing(items),
        }
    }
}

/// The result of reading: the script, the decision for each of its lines, and its mistakes, by line.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub script: Script,
    pub decisions: Vec<Decision>,
    pub mistakes: Vec<ScriptError>,
}

/// Reads a whole script. `name` is its name in errors, `start` what the session expects where the script
/// begins. For a text that cannot be read at all, the only result is the error.
pub fn read(octets: &[u8], name: &str, start: &Expected) -> Result<Reading, ScriptError> {
    read_with_lines(octets, name, start).map(|(reading, _)| reading)
}

/// Reads a whole script, and also returns its lines.
fn read_with_lines(
    octets: &[u8],
    name: &str,
    start: &Expected,
) -> Result<(Reading, ScriptLines), ScriptError> {
    let lines = ScriptLines::whole(octets, name)?;
    Ok(reading(ScriptReader::read_whole(name, lines, start), name))
}

/// Reads a whole listing, and returns its lines in parts.
pub fn read_listing(octets: &[u8], name: &str) -> Result<(Reading, Vec<ListedText>), ScriptError> {
    let lines = ScriptLines::whole(octets, name)?;
    let reader = ScriptReader::read_sessions(name, lines);
    let (reading, lines) = reading(reader, name);
    let texts = lines.from(0).map(|line| ListedText::of(&line)).collect();
    Ok((reading, texts))
}

/// Whether a single line is a server's, perhaps after the prefix of a listing or a log.
pub fn is_server_line(line: &str) -> bool {
    read(line.as_bytes(), "", &Expected::default()).is_ok_and(|reading| {
        reading.decisions.first().is_some_and(|it| it.kind == LineKind::Server)
    })
}

/// The reader's result, and the lines.
fn reading(reader: ScriptReader, name: &str) -> (Reading, ScriptLines) {
    let ScriptReader { is_record, mut output, lines, .. } = reader;
    let mut items = std::mem::take(&mut output.items);
    mark_expected_failures(&mut items);
    output.decisions.resize(lines.len(), Decision::default());
    for error in &output.errors {
        if let Some(decision) = output.decisions.get_mut(error.line.saturating_sub(1)) {
            *decision = Decision { kind: LineKind::Mistake, why: Why::Evident };
        }
    }
    let script = Script {
        name: name.to_owned(),
        lines: lines.len(),
        remarks: Remarks {
            edited: edited_lines(&lines, &output.decisions),
            ..Remarks::of(&output, &items)
        },
        items,
        required_variables: output.required_variables,
        is_record,
        outside_accesses: output.outside_accesses,
        shown_logins: output.shown_logins,
    };
    (Reading { script, decisions: output.decisions, mistakes: output.errors }, lines)
}

/// The lines that are sent as a terminal shows them.
fn edited_lines(lines: &ScriptLines, decisions: &[Decision]) -> Option<(usize, usize)> {
    let mut edited = lines
        .edited()
        .filter(|index| decisions.get(*index).is_some_and(|decision| decision.is_sent()));
    let first = edited.next()?;
    Some((first + 1, edited.count() + 1))
}

impl Script {
    /// Parses a whole script. `name` is its name in errors. If it has mistakes, returns all that can be told
    /// apart, by line.
    ///
    /// # Examples
    /// ```
    /// use imapsh::notation::Script;
    /// let script = Script::parse(b"login ${user} ${password}\nlogout", "x.imap").unwrap();
    /// assert_eq!(script.items.len(), 2);
    /// assert_eq!(script.required_variables[0].name, "user");
    /// assert!(Script::parse(b"append inbox {9}\nabc", "x.imap").is_err());
    /// ```
    pub fn parse(octets: &[u8], name: &str) -> Result<Script, Vec<ScriptError>> {
        Script::parse_at(octets, name, &Expected::default())
    }

    /// The user name in the LOGIN on this line, from 1; `None` if a variable replaces it.
    pub fn login_name(&self, line: usize) -> Option<&str> {
        let command = self.items.iter().find_map(|item| match &item.kind {
            ItemKind::Command(command) if item.line == line => Some(command),
            _ => None,
        })?;
        let name = command.line().arguments.trim_start().split(' ').next()?.trim_matches('"');
        (command.name() == "LOGIN" && !name.is_empty() && !name.contains('$')).then_some(name)
    }

    /// Whether it has lines to send, but none that is a command or nearly one: a list of words, for instance.
    pub fn has_words_only(&self) -> bool {
        let is_word = |command: &ScriptCommand| {
            let line = command.line();
            let is_near = || commands::meant(line.verb, line.arguments.split_ascii_whitespace());
            line.tag.is_none()
                && line.spec.is_none()
                && !line.is_done()
                && !line.text.contains("${")
                && is_near().is_none()
        };
        let mut has_command = false;
        let mut items = self.items.iter();
        items.all(|item| match &item.kind {
            ItemKind::Heading(_) | ItemKind::Comment(_) => true,
            ItemKind::Command(command) => {
                has_command = true;
                !item.meant_to_fail && is_word(command)
            }
            _ => false,
        }) && has_command
    }

    /// Parses a script that begins in this state of a session.
    pub fn parse_at(
        octets: &[u8],
        name: &str,
        start: &Expected,
    ) -> Result<Script, Vec<ScriptError>> {
        let reading = read(octets, name, start).map_err(|error| vec![error])?;
        if reading.mistakes.is_empty() { Ok(reading.script) } else { Err(reading.mistakes) }
    }
}

/// Replaces [`ItemKind::ExpectedFailure`] by a note in the command that it is about.
fn mark_expected_failures(items: &mut Vec<ScriptItem>) {
    let failing: HashSet<usize> = items
        .iter()
        .filter_map(|item| match item.kind {
            ItemKind::ExpectedFailure(line) => Some(line),
            _ => None,
        })
        .collect();
    items.retain(|item| !matches!(item.kind, ItemKind::ExpectedFailure(_)));
    for item in items {
        let is_sent = matches!(item.kind, ItemKind::Command(_) | ItemKind::Directive(_));
        item.meant_to_fail = is_sent && failing.contains(&item.line);
    }
}

#[cfg(test)]
mod tests;
