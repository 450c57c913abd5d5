//! Single letters in front of a command: tags, as in `a login taro pw`, or words of a sentence, as in `a select few`.

use super::unmarked::{is_capitalized, is_complete_command};
use super::{NeedsLine, ScriptReader};
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::prose::reads_like_prose;
use crate::notation::response::{bare_status, is_response};
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

/// What prose calls commands and the like: `a SELECT command`.
const NOUNS: &[&str] = &[
    "command",
    "commands",
    "item",
    "key",
    "line",
    "mailbox",
    "message",
    "operation",
    "request",
    "response",
    "statement",
];

impl ScriptReader {
    /// Whether a single letter in front of this command is its tag, although the line could be part of a sentence: the
    /// command's name is in capitals, or other commands have such tags. Fails if that takes another line.
    pub(super) fn has_letter_tag(&mut self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        if !is_tagged_with_letter(command) {
            return Ok(false);
        }
        let argument = command.arguments.trim();
        let is_in_capitals = !command.verb.bytes().any(|it| it.is_ascii_lowercase());
        let is_noun = NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(argument));
        if (is_in_capitals && !is_noun) || self.has_sent_with_letter() {
            return Ok(true);
        }
        if !self.stream {
            return Ok(self.has_several_letter_tags());
        }
        let next = self.next_text(self.at + 1)?;
        Ok(next.is_some_and(|next| is_tagged_with_letter(&CommandLine::parse(next.said().trim()))))
    }

    /// Whether a command was sent that has such a tag.
    fn has_sent_with_letter(&self) -> bool {
        ('a'..='z')
            .chain('A'..='Z')
            .any(|letter| self.sent.by_tag.contains_key(letter.encode_utf8(&mut [0; 4]) as &str))
    }

    /// Whether a whole script has several commands with such tags.
    fn has_several_letter_tags(&mut self) -> bool {
        if self.letter_tags.is_none() {
            let lines = self.lines.from(0).map(|line| self.lines.bare(&line).unwrap_or(line));
            let tagged =
                lines.filter(|line| is_tagged_with_letter(&CommandLine::parse(line.said().trim())));
            self.letter_tags = Some(tagged.take(2).count());
        }
        self.letter_tags.is_some_and(|count| count > 1)
    }
}

impl ScriptReader {
    /// Whether a line of a script without a tag is a heading: the next line is the command that it names, or all commands
    /// have tags and it is neither one nor nearly one.
    pub(super) fn is_heading_of_commands(&mut self, command: &CommandLine<'_>) -> bool {
        let is_other =
            command.tag.is_some() || self.is_record || self.idle.is_some() || self.sent.secret_due;
        if is_other {
            return false;
        }
        // `Log in:`
        if command.text.ends_with([':', '：'])
            && is_capitalized(command.text.trim_end_matches([':', '：']))
        {
            return !self.stream && self.have_all_commands_tags();
        }
        if command.spec.is_some() {
            let is_named = |next: &CommandLine<'_>| next.tag.is_some() && next.spec == command.spec;
            if !command.arguments.is_empty() {
                let is_words = is_capitalized(command.verb) && !is_complete_command(command);
                return is_words && !self.stream && self.have_all_commands_tags();
            }
            return is_capitalized(command.verb)
                && self.is_next(|next| is_named(&CommandLine::parse(next)));
        }
        let words = command.text.split_ascii_whitespace();
        let first = words.clone().next().unwrap_or_default();
        let shows_that_it_is_meant = |next: &str| {
            is_response(next) || bare_status(next).is_some() || next.starts_with(":expect")
        };
        !self.stream
            && !command.text.contains("${")
            && !command.text.starts_with(|c: char| c.is_ascii_lowercase())
            && commands::meant(first, words.skip(1)).is_none()
            && self.have_all_commands_tags()
            && !self.is_next(shows_that_it_is_meant)
    }

    /// Whether the next line has arrived and is like this: a complete command does not wait for more.
    fn is_next(&mut self, is_like: impl Fn(&str) -> bool) -> bool {
        let next = self.next_text(self.at + 1).ok().flatten();
        next.is_some_and(|next| is_like(next.said().trim()))
    }

    /// Whether a whole script has several complete commands, all with tags.
    fn have_all_commands_tags(&mut self) -> bool {
        if self.are_all_tagged.is_none() {
            let lines = self.lines.from(0).map(|line| self.lines.bare(&line).unwrap_or(line));
            let (mut tagged, mut others) = (0, 0);
            for line in lines {
                let command = CommandLine::parse(line.said().trim());
                if is_complete_command(&command) {
                    let is_sure = command.tag.is_some_and(is_sure_tag);
                    *if is_sure { &mut tagged } else { &mut others } += 1;
                }
            }
            self.are_all_tagged = Some(tagged > 1 && others == 0);
        }
        self.are_all_tagged == Some(true)
    }
}

/// Whether this is a complete command, without words of a sentence, after a single letter.
fn is_tagged_with_letter(command: &CommandLine<'_>) -> bool {
    let is_letter = |tag: &str| tag.len() == 1 && tag.bytes().all(|it| it.is_ascii_alphabetic());
    command.tag.is_some_and(is_letter)
        && is_complete_command(command)
        && !reads_like_prose(command.arguments.trim())
}
