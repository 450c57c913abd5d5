//! A whole script, read: what it sends, and what each of its lines is.

use super::decision::{Decision, LineKind, UnsentCommand, Why};
use super::directive::Directive;
use super::error::ScriptError;
use super::item::{ItemKind, OutsideAccess, RequiredVariable, ScriptCommand, ScriptItem};
use super::lines::listed_text::ListedText;
use super::lines::{ScriptLine, ScriptLines};
use super::reader::ScriptReader;
use super::shape::is_complete_command;
use crate::protocol::commands;
use crate::protocol::dialogue::Expected;
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
    /// The listing shows completions of commands, whether or not these are sent.
    pub shows_answers: bool,
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

/// The result of reading: the script, the decision for each of its lines, and its mistakes, by line.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub script: Script,
    pub decisions: Vec<Decision>,
    pub mistakes: Vec<ScriptError>,
}

impl Reading {
    /// How many lines it has, without the blank ones between those of the session.
    pub fn line_count(&self) -> usize {
        self.decisions.iter().filter(|decision| decision.kind != LineKind::Blank).count()
    }

    /// How many lines are sent, in whole or in part, or after `:raw`.
    pub fn sent_count(&self) -> usize {
        let raw = |item: &&ScriptItem| matches!(&item.kind, ItemKind::Directive(it) if matches!(**it, Directive::Raw(_)));
        self.decisions.iter().filter(|decision| decision.is_sent()).count()
            + self.script.items.iter().filter(raw).count()
    }
}

/// Reads a whole script. `name` is its name in errors, `start` what the session expects where the script
/// begins. For a text that cannot be read at all, the only result is the error.
pub fn read(octets: &[u8], name: &str, start: &Expected) -> Result<Reading, ScriptError> {
    read_with_lines(octets, name, start).map(|(reading, _)| reading)
}

/// Reads a whole script, and also returns its lines.
pub(super) fn read_with_lines(
    octets: &[u8],
    name: &str,
    start: &Expected,
) -> Result<(Reading, ScriptLines), ScriptError> {
    let lines = ScriptLines::whole(octets, name)?;
    Ok(reading(ScriptReader::read_whole(lines, start), name))
}

/// Reads a whole listing, and returns its lines in parts.
pub fn read_listing(octets: &[u8], name: &str) -> Result<(Reading, Vec<ListedText>), ScriptError> {
    let lines = ScriptLines::whole(octets, name)?;
    let reader = ScriptReader::read_sessions(lines);
    let (reading, lines) = reading(reader, name);
    let is_of_session = |decision: &Decision| match decision.kind {
        LineKind::Command => true,
        LineKind::Server => decision.why != Why::ServerLiteral,
        _ => false,
    };
    let text = |(line, decision): (ScriptLine, &Decision)| {
        if reading.script.is_record || !is_of_session(decision) {
            return ListedText::of(&line);
        }
        match lines.bare(&line) {
            Some(bare) => ListedText::within(&line, &bare),
            None if decision.kind == LineKind::Server => ListedText::of_response(&line),
            None => ListedText::of(&line),
        }
    };
    let texts = lines.from(0).zip(&reading.decisions).map(text).collect();
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
    let shows_answers = reader.shows_answers();
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
            ..output.remarks(&items)
        },
        items,
        required_variables: output.required_variables,
        is_record,
        outside_accesses: output.outside_accesses,
        shown_logins: output.shown_logins,
        shows_answers,
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
    /// use imapsh::internals::Script;
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

    /// Whether it is a listing with completions of which no command was recognized.
    pub fn answers_nothing(&self) -> bool {
        self.shows_answers && !self.is_record && !self.items.iter().any(ScriptItem::does)
    }

    /// The first line that would be a command, if none is sent and nothing else is done. A command that was typed
    /// like this, without its tag or a part that the listing leaves out, is another matter.
    pub fn unsent_alone(&self) -> Option<usize> {
        let does_nothing = !self.is_record && !self.items.iter().any(ScriptItem::does);
        let unsent = &self.remarks.unsent_commands;
        let was_typed =
            |why| matches!(why, Why::ForgottenTag | Why::Elided | Why::InIdle | Why::ServerForm);
        let is_in_doubt = does_nothing && !unsent.iter().any(|it| was_typed(it.why));
        unsent.first().filter(|_| is_in_doubt).map(|unsent| unsent.line)
    }

    /// Whether it has lines to send, but no whole or mistyped command, and at most half of them lack arguments:
    /// a list of words, for instance. In a text with more prose than lines to send, only whole commands count.
    pub fn has_words_only(&self) -> bool {
        let is_text = self.remarks.prose > self.items.iter().filter(|it| it.is_sent()).count();
        let is_word = |command: &ScriptCommand| {
            let line = command.line();
            let is_near = || commands::meant(line.verb, line.arguments.split_ascii_whitespace());
            let is_word_of_text = || line.spec.is_none() || !is_complete_command(&line);
            let is_word = || line.tag.is_none() && line.spec.is_none() && is_near().is_none();
            !line.is_done()
                && !line.text.contains("${")
                && if is_text { is_word_of_text() } else { is_word() }
        };
        // `login taro` lacks an argument.
        let is_unsure = |command: &ScriptCommand| {
            let line = command.line();
            line.tag.is_none() && line.spec.is_some() && !is_complete_command(&line)
        };
        let (mut words, mut others) = (0, 0);
        let mut items = self.items.iter();
        items.all(|item| match &item.kind {
            ItemKind::Heading(_) | ItemKind::Comment(_) => true,
            ItemKind::Command(_) if item.meant_to_fail => false,
            ItemKind::Command(command) if is_word(command) => {
                words += 1;
                true
            }
            ItemKind::Command(command) => {
                others += 1;
                is_unsure(command)
            }
            _ => false,
        }) && words > 0
            && words >= others
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
