//! Lines of logs: the text after a possible mark.

use super::arrows::{ARROWS, is_arrow};
use super::log_prefix::{prefix_ends, quotation_begins};
use super::position::{MarkPosition, may_have_mark};
use super::quoted::decoded;
use super::sides::{is_clients_name, may_be_clients_name, name_and_signs};
use super::{MarkStyle, enclosed};
use crate::notation::listing_tags::{command_with, is_letter, is_sure_tag, surely_tagged};
use crate::notation::prose::is_certain_command;
use crate::notation::prose::list_sign::{is_list_sign, is_step};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::is_complete_command;
use crate::notation::words::spaces_before;
use crate::protocol::framing::Status;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::borrow::Cow;

/// A line that begins with a possible mark before a response or a command.
pub struct LogLine<'a> {
    /// Its possible mark.
    pub mark: String,
    /// The text after it.
    pub content: Cow<'a, str>,
    pub is_server: bool,
    /// The response or the command may lack its tag.
    pub is_untagged: bool,
    /// The place where that text begins.
    pub after: usize,
}

impl<'a> LogLine<'a> {
    /// Reads the line, if a response or a command with a tag follows the mark.
    pub fn read(text: &'a str) -> Option<LogLine<'a>> {
        if !may_have_mark(text) || is_sure_response(text) {
            return None;
        }
        let known =
            MarkPosition::in_line(text).and_then(|found| LogLine::parse_after(text, &found, false));
        let line_after = |after: usize| {
            let found = MarkPosition { begins: spaces_before(text), after };
            LogLine::parse_after(text, &found, true)
        };
        let is_in_argument = |after: usize| {
            text[..after].matches('"').count() % 2 == 1 && CommandLine::parse(text).spec.is_some()
        };
        let line_after = |after: usize| line_after(after).filter(|_| !is_in_argument(after));
        known
            .or_else(|| prefix_ends(text).find_map(line_after).filter(|_| !is_sure_command(text)))
            .or_else(|| {
                let mut begins = quotation_begins(text).peekable();
                // `search text "a1 noop"` is a command.
                let may_be = begins.peek().is_some() && CommandLine::parse(text).spec.is_none();
                begins.take_while(|_| may_be).find_map(line_after)
            })
    }

    /// Reads the line with this mark, if it is one. `sure`: only a line that is certainly a server's or a
    /// tagged command counts.
    fn parse_after(text: &'a str, found: &MarkPosition, sure: bool) -> Option<LogLine<'a>> {
        let content = enclosed(&text[..found.after], text[found.after..].trim());
        let content = decoded(content).map_or(Cow::Borrowed(content), Cow::Owned);
        let command = CommandLine::parse(&content);
        // `1>>>2 noop` has another mark before its tag.
        let is_after_arrow = text[..found.after].trim_end().ends_with(ARROWS);
        // `app_1 | a noop`, but `1) a noop` is an entry of a list.
        let is_entry = is_list_sign(text[found.begins..found.after].trim());
        let is_plain_status = tagged_status(&content).is_some_and(|(tag, _)| {
            content[tag.len()..].trim_start().starts_with(|c: char| c.is_ascii_uppercase())
        });
        let is_letter_of_line = |tag: &str| {
            is_letter(tag) && !is_entry && (is_certain_command(&command) || is_plain_status)
        };
        let may_be_tag = |tag: &str| {
            if sure {
                is_sure_tag(tag) || (is_after_arrow && is_capitals(tag)) || is_letter_of_line(tag)
            } else {
                !tag.contains(ARROWS)
            }
        };
        // `C1 OK ID completed` is a completion, which may name its command.
        let is_status = |tag: &str| Status::of_completion(&tag.to_ascii_uppercase()).is_some();
        // In `user=- C: a1 noop` the mark is longer.
        let is_whole = command.text.len() == content.len();
        let is_command = is_whole
            && command.spec.is_some()
            && command.tag.is_some_and(|tag| may_be_tag(tag) && !is_status(tag));
        let before = &text[found.begins..found.after];
        let is_server = match tagged_status(&content) {
            // In `Log in: a1 noop → a1 OK` the command is not part of a mark.
            Some((tag, _)) => may_be_tag(tag) && command_with(tag, before).is_none(),
            None => is_response(&content),
        };
        // In `send line=> a1 noop` the text begins after the `=`.
        let before_arrow = text[found.begins..found.after].trim_end().trim_end_matches(ARROWS);
        let field = before_arrow.strip_suffix('=').filter(|_| is_after_arrow);
        if field.is_some_and(|it| it.contains(' ') && it.ends_with(char::is_alphanumeric)) {
            return None;
        }
        // `login: a1 noop` is a mistyped command.
        let word = text[found.begins..found.after].trim_end_matches(':');
        let is_mark = crate::protocol::commands::find(word).is_none();
        (is_mark && (is_server || is_command)).then(|| LogLine {
            after: found.after,
            mark: found.letters(text).collect(),
            content,
            is_server,
            is_untagged: false,
        })
    }

    /// Reads the line, if a complete command or a status without a tag follows the mark. Prose may look like
    /// this: `Note: select Trash`, `Result: OK`.
    pub fn read_untagged(text: &'a str) -> Option<LogLine<'a>> {
        if !may_have_mark(text) {
            return None;
        }
        let found = MarkPosition::in_line(text)?;
        let after = found.after;
        let content = text[after..].trim();
        let is_server = bare_status(content).is_some();
        let command = CommandLine::parse(content);
        let is_command = command.tag.is_none() && is_certain_command(&command);
        // `login: noop` is a mistyped command.
        let word = text[found.begins..after].trim_end_matches(':');
        let mark: String = found.letters(text).collect();
        // In `C1 noop` the word is a tag.
        let has_sign = !name_and_signs(&mark).1.is_empty();
        let is_mark = has_sign && crate::protocol::commands::find(word).is_none();
        let content = Cow::Borrowed(content);
        (is_mark && (is_server || is_command)).then_some(LogLine {
            mark,
            content,
            is_server,
            is_untagged: true,
            after,
        })
    }

    /// Whether this is a command after a possible client's mark in a pair of opposites.
    pub fn may_be_clients(&self) -> bool {
        let (name, signs) = name_and_signs(&self.mark);
        !self.is_server
            && (may_be_clients_name(&name) || (name.is_empty() && signs.contains(ARROWS)))
    }

    /// Whether this is a numbered step.
    pub fn is_step(&self) -> bool {
        is_step(&name_and_signs(&self.mark).0)
    }

    /// Whether the mark alone identifies the client.
    pub fn is_certainly_clients(&self) -> bool {
        !self.is_server && (is_clients_name(&self.mark) || is_arrow(&self.mark))
    }
}

/// The text after a possible mark, if there is one; otherwise all of it.
pub fn after_possible_mark(text: &str) -> Cow<'_, str> {
    LogLine::read(text).map_or(Cow::Borrowed(text), |line| line.content)
}

/// Whether a word may be a tag without a digit, as some libraries write it: `AAAB`.
fn is_capitals(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|octet| octet.is_ascii_uppercase())
}

/// Whether this is a line of a session, perhaps after a mark: a response, or a command with a tag.
pub fn is_of_session(text: &str) -> bool {
    let text = text.trim();
    is_response(text)
        || surely_tagged(text).is_some()
        || MarkStyle::Rfc.find(text).is_some()
        || LogLine::read(text).is_some()
}

/// Whether a line is a command with a tag, whatever its arguments are.
fn is_sure_command(text: &str) -> bool {
    let command = CommandLine::parse(text);
    command.spec.is_some() && command.tag.is_some_and(is_sure_tag)
}

/// Whether a line is a server's without any mark, whatever its text says:
/// `* OK [ALERT] Please type: a1 LOGOUT`.
fn is_sure_response(text: &str) -> bool {
    let text = text.trim_start();
    ResponseLine::read(text.as_bytes()).is_some_and(|line| match line.tagged_status() {
        Some((tag, _)) => is_sure_tag(tag),
        None => text.starts_with("* ") && line.is_certain(),
    })
}

/// Whether a line begins with a word and a colon, as a remark does, in front of a command without a tag:
/// `Note: delete Work`; with an arrow; or with text that ends with a bracket, `(gdb) list`, `a) noop`. A
/// server would take it for the tag.
pub fn begins_with_label(command: &CommandLine<'_>) -> bool {
    if command.tag.is_some_and(|tag| is_arrow(tag) || tag.ends_with(')')) {
        return true;
    }
    let word = command.tag.and_then(|tag| tag.strip_suffix([':', '：']));
    word.is_some_and(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
}

/// Whether a line has a complete command, perhaps after a possible mark.
pub fn has_complete_command(text: &str) -> bool {
    is_complete_command(&CommandLine::parse(&after_possible_mark(text.trim())))
}
