//! Headings and other prose of a script that may look like commands without a tag: `Log in`, `Logout`.
//! Section 3 of `docs/listings.md`.

use super::look_ahead::NEAR;
use super::{NeedsLine, ScriptReader};
use crate::notation::forms::is_elided_line;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::prose::{is_prose_of_script, reads_like_prose};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::{announces_literal, is_complete, is_complete_command};
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

impl ScriptReader {
    /// Whether an untagged line of a script is a heading: the next line is the command that it names, or all
    /// commands have tags and it is neither a command nor nearly one.
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

    /// Whether this line of a page, which could be a command without a tag, is the heading of the command
    /// below: `Delete it:`, `Select INBOX`. Fails if more lines must arrive first.
    pub(super) fn is_heading_of_page(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        if command.tag.is_some() || !is_capitalized(command.verb) {
            return Ok(false);
        }
        // It may be underlined.
        let is_other = |line: &ScriptLine| line.is_blank() || is_elided_line(line.content().trim());
        let is_next = |line: ScriptLine| (!is_other(&line)).then_some(line);
        let Some(next) = self.first_below(self.at + 1, NEAR, is_next)? else {
            return Ok(false);
        };
        let next = self.lines.bare(&next).unwrap_or(next);
        let next = CommandLine::parse(next.content().trim());
        let is_named = command.text.ends_with([':', '：']) || next.spec == command.spec;
        Ok(next.spec.is_some() && next.tag.is_some_and(is_sure_tag) && is_named)
    }

    /// Whether the next line has arrived and satisfies `is_like`: a complete command does not wait for more.
    fn is_next(&mut self, is_like: impl Fn(&str) -> bool) -> bool {
        let next = self.next_text(self.at + 1).ok().flatten();
        next.is_some_and(|next| is_like(next.content().trim()))
    }

    /// Whether a whole script has several complete commands, all with tags.
    fn have_all_commands_tags(&mut self) -> bool {
        if self.all_commands.have_tags.is_none() {
            let lines = self.lines.from(0).map(|line| self.lines.bare(&line).unwrap_or(line));
            let (mut tagged, mut others) = (0, 0);
            for line in lines {
                let command = CommandLine::parse(line.content().trim());
                // `Authenticate the user` may be a heading too.
                if is_complete_command(&command) && !is_prose_of_script(&command) {
                    let is_sure = command.tag.is_some_and(is_sure_tag);
                    *if is_sure { &mut tagged } else { &mut others } += 1;
                }
            }
            self.all_commands.have_tags = Some(tagged > 1 && others == 0);
        }
        self.all_commands.have_tags == Some(true)
    }
}

/// Whether this line may be prose rather than a command: it is not valid, reads like a sentence, or may be a
/// heading, `Login`. With a tag, a program at the other end of a pipe may be testing whether a server knows a
/// word.
pub(super) fn is_perhaps_prose(command: &CommandLine<'_>) -> bool {
    let arguments = command.arguments.trim();
    // The octets of a literal may follow.
    if announces_literal(command.text) {
        return false;
    }
    match (command.spec, command.tag) {
        // `SSLv2 not offered`, `14 contributors`
        (None, Some(tag)) => {
            !arguments.is_empty() || tag.bytes().all(|octet| octet.is_ascii_digit())
        }
        (None, None) => true,
        (Some(_), Some(_)) => false,
        // Its name is capitalized like a word.
        (Some(spec), None) if arguments.is_empty() => {
            !is_complete(spec, "") || is_capitalized(command.verb)
        }
        (Some(spec), None) => {
            let words = arguments.split([' ', '\t']).count();
            let is_sentence = words > 2 && !arguments.contains('"') && reads_like_prose(arguments);
            is_sentence || !is_complete(spec, command.arguments)
        }
    }
}

/// Whether a word is a capital followed by lower-case letters.
pub(super) fn is_capitalized(word: &str) -> bool {
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_lowercase()))
}
