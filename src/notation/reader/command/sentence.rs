//! Sentences with a command in them, to which the listing shows the answer below: `` 4. Type
//! `a1 LOGIN taro pw`, and press Enter. ``, and then `a1 OK`. Later lines of the session depend on such a
//! command. Section 2 of `docs/listings.md`.

use super::unknown_command::{has_name_of_command, is_plain_name};
use crate::notation::answer::looks_like_answer;
use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::listing_tags::{is_of_tag, is_sure_tag, surely_tagged};
use crate::notation::prose::instruction::{asks_to_type, end_of_typed};
use crate::notation::prose::quoted_parts::{is_closing, is_opening, quoted_parts};
use crate::notation::prose::{WordsAfter, arguments_read_like_prose, is_certain_command};
use crate::notation::reader::{NeedsLine, ScriptReader, Stop};
use crate::notation::response::is_response;
use crate::notation::shape::{announces_literal, is_complete_command};
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::ops::Range;

impl ScriptReader {
    /// Reads a sentence that has exactly one command in quotes, with a tag, if the listing shows the
    /// completion below: if it asks the reader to type the command, the command is sent; otherwise it is a
    /// mistake. False: it is not such a sentence.
    pub fn quoted_command(&mut self, line: &ScriptLine) -> Result<bool, Stop> {
        let text = line.text();
        let inside = command_in_quotes(text).or_else(|| command_to_type(text));
        let Some(inside) = inside else {
            return Ok(false);
        };
        let content = &text[inside.clone()];
        let tag = CommandLine::parse_tagged(content).and_then(|it| it.tag).unwrap_or_default();
        if self.is_shown(tag, content) {
            return Ok(false);
        }
        if !self.is_completed_below_prose(tag)? {
            if self.style.answered.contains(&Form::Quoted) {
                self.note_unsent(content, line, Why::Unanswered);
            }
            return Ok(false);
        }
        if !asks_to_type(text, &inside) {
            // The sentence may warn against the command, or describe another client.
            let mistake = Mistake::UnknownMark(content.to_owned());
            return self.pass_mistake(line, mistake).map(|()| true);
        }
        self.style.tags.add(tag);
        let is_registered = is_registered(content);
        let quoted = self.lines.part(line, Form::Quoted, inside);
        if is_registered {
            self.command_line(&quoted, Why::InSentence).map(|()| true)
        } else {
            self.unknown_command(&quoted, Why::InSentence).map(|()| true)
        }
    }

    /// The quoted part of a sentence that is the answer to AUTHENTICATE's `+`: `` Type `AGEAYg==` and press
    /// Enter. ``
    pub fn quoted_answer(&self, line: &ScriptLine) -> Option<ScriptLine> {
        let text = line.text();
        if line.mark.is_some() {
            return None;
        }
        let may_be = |part: &Range<usize>| {
            looks_like_answer(&text[part.clone()]) && asks_to_type(text, part)
        };
        let mut answers = quoted_parts(text).into_iter().filter(may_be);
        let found = answers.next().filter(|_| answers.next().is_none())?;
        Some(self.lines.part(line, Form::Quoted, found))
    }

    /// Whether the command with this tag and text was sent, or another one with that tag has no completion
    /// yet.
    fn is_shown(&self, tag: &str, content: &str) -> bool {
        let is_this = |number: usize| {
            self.lines.with_number(number).is_none_or(|line| line.whole().contains(content))
        };
        self.sent.tags.is_open(tag) || self.sent.tags.line(tag).is_some_and(is_this)
    }

    /// The mistake for a sentence that contains a tagged command to which the listing shows the answer.
    pub fn answered_sentence(&self, text: &str) -> Result<Option<Mistake>, NeedsLine> {
        let command = command_in_sentence(text).or_else(|| unregistered_in_sentence(text));
        let Some(command) = command else {
            return Ok(None);
        };
        let tag = command.tag.unwrap_or_default();
        if self.sent.tags.contains(tag) {
            return Ok(None);
        }
        let is_answered = answered_in(&command) || self.is_completed_below_prose(tag)?;
        Ok(is_answered.then(|| Mistake::UnknownMark(command.text.to_owned())))
    }
}

/// Whether this line may be the client's, or is a sentence with a command in it.
pub fn is_turn(content: &str) -> bool {
    let command = CommandLine::parse(content);
    let is_tagged = command.tag.is_some_and(is_sure_tag) && command.spec.is_some();
    is_tagged || is_complete_command(&command) || command_in_sentence(content).is_some()
}

/// Whether the completion of this command is shown in its line, after a sign: `a1 noop → a1 OK`.
fn answered_in(command: &CommandLine<'_>) -> bool {
    const SIGNS: &[char] = &['→', '⇒', '>', '/', '|', '=', ';', '–', '—', '-'];
    let tag = command.tag.unwrap_or_default();
    let text = command.text.trim_end_matches(is_closing);
    let mut others = text.match_indices(tag).skip(1);
    others.any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\t', '`', '"']);
        before.ends_with(SIGNS) && tagged_status(&text[at..]).is_some_and(|(own, _)| own == tag)
    })
}

/// The place of the command in a sentence, if exactly one of the quoted texts is a complete command with a
/// tag.
fn command_in_quotes(text: &str) -> Option<Range<usize>> {
    let content = text.trim();
    // The first word of a sentence may seem to be the tag: `次に“a1 noop”と入力`.
    let command = CommandLine::parse(content);
    if is_response(content) || command.spec.is_some() && command.tag.is_none_or(is_sure_tag) {
        return None;
    }
    let is_unregistered = |command: &CommandLine<'_>| {
        command.spec.is_none()
            && command.tag.is_some_and(is_sure_tag)
            && has_name_of_command(command)
            && tagged_status(command.text).is_none()
    };
    let is_command = |part: &Range<usize>| {
        let part = &text[part.clone()];
        is_complete_command(&CommandLine::parse(part))
            || CommandLine::parse_tagged(part).is_some_and(|it| is_unregistered(&it))
    };
    let mut commands = quoted_parts(text).into_iter().filter(is_command);
    let found = commands.next().filter(|_| commands.next().is_none())?;
    let command = CommandLine::parse_tagged(&text[found.clone()])?;
    let is_whole = (is_complete_command(&command) || is_unregistered(&command))
        && !announces_literal(command.text)
        && !arguments_read_like_prose(&command)
        && !WordsAfter::are_explanation_of(&command);
    is_whole.then_some(found)
}

/// The place of the command that a sentence without quotes asks the reader to type: `Now type a1 noop`,
/// `次に a1 noop と入力します。`
fn command_to_type(text: &str) -> Option<Range<usize>> {
    // Longer sentences do not ask for one command.
    const LONGEST: usize = 512;
    let end = end_of_typed(Some(text).filter(|text| text.len() <= LONGEST)?);
    let signs = text[..end].match_indices(|c: char| !is_of_tag(c));
    let begins = std::iter::once(0).chain(signs.map(|(at, sign)| at + sign.len()));
    let is_unquoted = |at: &usize| !text[..*at].ends_with(is_opening);
    let at = begins.filter(is_unquoted).find(|at| surely_tagged(&text[*at..end]).is_some())?;
    let command = CommandLine::parse_tagged(&text[at..end])?;
    let is_whole = is_certain_command(&command)
        && !announces_literal(command.text)
        && asks_to_type(text, &(at..end));
    is_whole.then_some(at..end)
}

/// Whether this text is a command of a registered name, with a tag.
fn is_registered(text: &str) -> bool {
    CommandLine::parse_tagged(text).is_some_and(|command| command.spec.is_some())
}

/// Whether this line begins like a command with this tag that is not registered.
pub fn is_unregistered(text: &str, tag: &str) -> bool {
    let command = CommandLine::parse_tagged(text).filter(|it| it.tag == Some(tag));
    command.is_some_and(|it| it.spec.is_none() && has_name_of_command(&it))
}

/// The command that is not registered in a sentence: `Type a1 XFOO and press Enter.` A word of prose that is
/// nearly a command's name is not one.
fn unregistered_in_sentence(text: &str) -> Option<CommandLine<'_>> {
    let is_name = |word: &str| is_plain_name(word.trim_end_matches(|c| !char::is_alphanumeric(c)));
    tagged_in_sentence(text).find(|command| command.spec.is_none() && is_name(command.verb))
}

/// The tagged command in a sentence: `Type a1 LOGIN taro pw and press Enter.`
fn command_in_sentence(text: &str) -> Option<CommandLine<'_>> {
    tagged_in_sentence(text).find(|command| command.spec.is_some())
}

/// The texts in a sentence that begin with a tag.
fn tagged_in_sentence(text: &str) -> impl Iterator<Item = CommandLine<'_>> {
    let begins = text.match_indices(|c: char| matches!(c, ' ' | '\t') || is_opening(c));
    let begins = begins.map(|(at, sign)| at + sign.len());
    let may_be =
        |at: &usize| is_sure_tag(text[*at..].split([' ', '\t']).next().unwrap_or_default());
    begins.filter(may_be).filter_map(|at| CommandLine::parse_tagged(&text[at..]))
}
