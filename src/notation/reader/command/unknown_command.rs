//! Commands of a page that are not registered, or mistyped: `a3 XFOO`, `a2 SELCT INBOX`. Only their
//! completion shows that they are commands. Section 3 of `docs/listings.md`.

use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::without_signs;
use crate::notation::listing_tags::{are_alike, is_sure_tag};
use crate::notation::marks::after_mark;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::response::{
    is_continuation_request, is_refusal, is_response, is_unregistered_response, response_keyword,
};
use crate::notation::shape::announces_literal;
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, tagged_status, trimmed};

impl ScriptReader {
    /// Whether this is a command that is not registered, with one of the page's tags. Its completion is the
    /// first line below with that tag; if another command had the tag, it is directly below. A tag that waits
    /// for its completion is not that of a new command.
    pub(super) fn is_unknown_command(&mut self, text: &str) -> Result<bool, NeedsLine> {
        let Some(command) = self.style.tags.parse(text).filter(|it| it.spec.is_none()) else {
            return Ok(false);
        };
        let tag = command.tag.unwrap_or_default();
        let ends_idle = self.idle.is_some() && commands::is_done(command.verb);
        let may_be_prose = arguments_read_like_prose(&command);
        let is_prose = may_be_prose && !is_plain_name(command.verb);
        if (self.sent.tags.is_open(tag) && !ends_idle) || is_prose {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        let next = next.map(|next| next.text().trim().to_owned()).unwrap_or_default();
        // Other words are a command if the server refused them.
        if self.is_refused_in_idle(Some(tag), &next) {
            return Ok(true);
        }
        let is_of_name = |word: String| word.eq_ignore_ascii_case(command.verb);
        let is_answered = is_unregistered_response(&next)
            || response_keyword(next.as_bytes()).is_some_and(is_of_name);
        // A tag of letters may be a word.
        let is_sure = is_sure_tag(tag);
        let may_be = has_name_of_command(&command) || (is_answered && is_sure);
        if !may_be || announces_literal(text) {
            // Whatever follows, its octets are not read as lines.
            return Ok(may_be);
        }
        if is_sure && !may_be_prose && self.is_next_in_session(tag, &next) {
            Ok(true)
        } else if is_answered || (is_sure && !self.sent.tags.contains(tag)) {
            self.is_completed_before_reuse(tag)
        } else {
            self.is_completed_next(tag)
        }
    }

    /// Whether this text is the refusal of a command with this tag, or of the IDLE that it ends.
    pub fn is_refused_in_idle(&self, tag: Option<&str>, text: &str) -> bool {
        let is_own = |own: &str| {
            Some(own) == tag || self.idle.as_ref().is_some_and(|it| it.as_deref() == Some(own))
        };
        let is_of_untagged = || tag.is_none() && matches!(self.idle, Some(None));
        is_refusal(text)
            && tagged_status(text.trim()).is_none_or(|(own, _)| is_own(own) || is_of_untagged())
    }

    /// Whether this tag is the one after the last, below a line of the session and above another command: a
    /// command with it was sent without waiting for its answer. A number alone may be that of a heading.
    fn is_next_in_session(&self, tag: &str, next: &str) -> bool {
        let is_other = |it: CommandLine<'_>| it.spec.is_some() && it.tag != Some(tag);
        self.sent.last.is_some()
            && has_letter(tag)
            && !self.prose.is_right_above
            && self.connections.one_session.may_continue_with(tag)
            && self.style.tags.parse(next).is_some_and(is_other)
    }

    /// Whether the next line of a stream shows that this line, which could be prose, is a command that is not
    /// registered: it has the tag of a session, as that line or a command above has. Fails if it has not
    /// arrived.
    pub(super) fn is_unknown_command_of_stream(
        &self,
        command: &CommandLine<'_>,
    ) -> Result<bool, NeedsLine> {
        let may_be = command.spec.is_none()
            && has_name_of_command(command)
            && !arguments_read_like_prose(command);
        let is_of_command = |tag: &&str| is_sure_tag(tag) && has_letter(tag);
        let Some(tag) = command.tag.filter(|tag| may_be && is_of_command(tag)) else {
            return Ok(false);
        };
        let Some(next) = self.next_text(self.at + 1)? else {
            return Ok(false);
        };
        let next = CommandLine::parse(next.content().trim());
        let is_like = |other: &str| other != tag && are_alike(tag, other);
        let is_below_session = self.style.tags.contains(tag) && !self.prose.is_anywhere_above;
        Ok(next.spec.is_some() && (is_below_session || next.tag.is_some_and(is_like)))
    }

    /// A command that is not registered. If the server goes on with `+`, it is not known what the next lines
    /// are.
    pub fn unknown_command(&mut self, line: &ScriptLine, why: Why) -> StepResult {
        let text = line.content().trim();
        let next = self.next_text(self.at + 1)?;
        let is_asked = next.is_some_and(|next| is_continuation_request(next.text().trim()));
        if is_asked && !announces_literal(text) {
            return self.pass_mistake(line, Mistake::UnknownExchange);
        }
        // The arguments of a command outside ASCII are in quotes.
        let has_remark = text.contains("  ")
            || (!text.is_ascii() && !text.contains('"'))
            || arguments_read_like_prose(&self.parse_command(text));
        if has_remark && !self.is_refused_at(self.at + 1)? {
            return self.pass_mistake(line, Mistake::PerhapsRemark);
        }
        self.command_line(line, why)
    }

    /// A command that is not registered, after the client's mark, after the sign of a list, or in backticks;
    /// or an untagged response that announces a literal, whatever its name. False: it is neither.
    pub fn unknown_line(&mut self, line: &ScriptLine) -> Result<bool, Stop> {
        let text = trimmed(line.text());
        let mark = self.style.client_mark.clone();
        let after = mark.as_deref().and_then(|mark| after_mark(text, mark));
        let response = after.unwrap_or(text);
        if announces_in_untagged(response) {
            let begin = line.text().find(response).unwrap_or_default();
            let inside = self.lines.part(line, line.form, begin..begin + response.len());
            let outcome = self.server_line(&inside, Why::ServerForm);
            self.server.mark = mark.filter(|_| after.is_some());
            return outcome.map(|()| true);
        }
        // The `*` of `* 3 EXISTS` is not the sign of a list.
        let listed =
            Some(text).filter(|text| !is_response(text)).into_iter().flat_map(without_signs);
        for content in after.into_iter().chain(listed) {
            let begin = line.text().find(content).filter(|begin| *begin > 0);
            if let Some(begin) = begin.filter(|_| !is_response(content))
                && self.is_unknown_command(content)?
            {
                let inside = self.lines.part(line, line.form, begin..begin + content.len());
                return self.unknown_command(&inside, Why::Tagged).map(|()| true);
            }
        }
        Ok(false)
    }

    /// Whether a completion is the first line below with this tag.
    fn is_completed_before_reuse(&mut self, tag: &str) -> Result<bool, NeedsLine> {
        if !self.stream {
            return Ok(self
                .next_with_tag(tag, self.at + 1)
                .is_some_and(|(_, completes)| completes));
        }
        let decides = |line: ScriptLine| {
            let text = line.content().trim().to_owned();
            let begins = text.split([' ', '\t']).next() == Some(tag);
            begins.then(|| tagged_status(&text).is_some())
        };
        Ok(self.first_below(self.at + 1, ANSWER, decides)?.unwrap_or(false))
    }

    /// Whether this is a response that is not registered, directly below the last command or the server's
    /// last line.
    pub(super) fn answers_unknown_command(&self, text: &str) -> bool {
        if !is_unregistered_response(text) || self.sent.last_completed {
            return false;
        }
        let last = self.sent.last.as_ref().map(|(_, command)| command.as_str());
        let above = self.line_above();
        self.continues_at.server == Some(self.at)
            || above.is_some_and(|above| Some(trimmed(above.content())) == last)
    }
}

/// Whether a command's first word is a name in the form of the registered ones, or nearly one of them, or
/// that of an extension; or its arguments have quotes, which a sentence seldom has.
pub(super) fn has_name_of_command(command: &CommandLine<'_>) -> bool {
    // A backslash may stand for an escaped line end: `a1 noop\r\na2 noop`.
    let name = command.verb.split('\\').next().unwrap_or_default();
    let has_quotes = || is_atom(name) && command.arguments.contains('"');
    let is_mistyped = || !name.ends_with(':') && commands::nearest(name).is_some();
    !name.is_empty() && (is_plain_name(name) || has_quotes() || is_mistyped())
}

/// Whether this word is a command's name and not a word of prose: it is in capitals, or that of an extension.
/// A server's status is not a name.
pub(super) fn is_plain_name(word: &str) -> bool {
    let is_in_capitals = !word.bytes().any(|it| it.is_ascii_lowercase());
    word.len() > 1
        && is_atom(word)
        && (is_in_capitals || word.starts_with(['x', 'X']))
        && Status::of_completion(word).is_none()
}

fn is_atom(word: &str) -> bool {
    word.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it))
}

/// Whether this is an untagged response that announces a literal: `* xfetch 1 {900}`.
fn announces_in_untagged(text: &str) -> bool {
    let rest = text.strip_prefix("* ").filter(|rest| announces_literal(rest));
    rest.is_some_and(|rest| CommandLine::parse(rest).spec.is_none())
}

fn has_letter(tag: &str) -> bool {
    tag.contains(|c: char| c.is_ascii_alphabetic())
}
