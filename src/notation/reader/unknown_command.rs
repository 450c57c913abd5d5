//! Commands of a page that are not registered, or mistyped: `a3 XFOO`, `a2 SELCT INBOX`. Only their
//! completion shows that they are commands. Section 3 of `docs/listings.md`.

use super::look_ahead::ANSWER;
use super::style::ClientMark;
use super::{NeedsLine, ScriptReader, StepOutcome, StepResult};
use crate::notation::decision::Why;
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listed::without_signs;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::after_mark;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::response::{
    is_continuation_request, is_refusal, is_response, is_unregistered_response, response_keyword,
};
use crate::notation::shape::announces_literal;
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, tagged_status, trimmed};

impl ScriptReader {
    /// Whether this is a command that is not registered, with one of the page's tags. Its completion is the
    /// first line below with that tag; if another command had the tag, it is directly below. A tag that waits
    /// for its completion is not that of a new command. Fails if more lines must arrive first.
    pub(super) fn is_unknown_command(&mut self, text: &str) -> Result<bool, NeedsLine> {
        let Some(command) = self.style.tags.parse(text).filter(|it| it.spec.is_none()) else {
            return Ok(false);
        };
        let tag = command.tag.unwrap_or_default();
        let ends_idle = self.idle.is_some() && commands::is_done(command.verb);
        if (self.sent.open.contains(tag) && !ends_idle) || arguments_read_like_prose(&command) {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        let next = next.map(|next| next.text().trim().to_owned()).unwrap_or_default();
        // Other words are a command if the server refused them.
        if is_refusal(&next) && tagged_status(&next).is_none_or(|(own, _)| own == tag) {
            return Ok(true);
        }
        let is_of_name = |word: String| word.eq_ignore_ascii_case(command.verb);
        let is_answered = is_unregistered_response(&next)
            || response_keyword(next.as_bytes()).is_some_and(is_of_name);
        // A tag of letters may be a word.
        let is_sure = is_sure_tag(tag);
        let may_be = has_name_of_command(&command) || (is_answered && is_sure);
        if !may_be {
            return Ok(false);
        }
        if is_answered || (is_sure && !self.sent.by_tag.contains_key(tag)) {
            self.is_completed_before_reuse(tag)
        } else {
            self.is_completed_next(tag)
        }
    }

    /// A command that is not registered. If the server goes on with `+`, it is not known what the next lines
    /// are.
    pub(super) fn unknown_command(&mut self, line: &ScriptLine, why: Why) -> StepResult {
        let text = line.content().trim();
        let next = self.next_text(self.at + 1)?;
        let is_asked = next.is_some_and(|next| is_continuation_request(next.text().trim()));
        if is_asked && !announces_literal(text) {
            return self.pass_mistake(line, Mistake::UnknownExchange);
        }
        // The arguments of a command outside ASCII are in quotes.
        if text.contains("  ") || (!text.is_ascii() && !text.contains('"')) {
            return self.pass_mistake(line, Mistake::PerhapsRemark);
        }
        self.command_line(line, why)
    }

    /// A command that is not registered, after the client's mark, after the sign of a list, or in backticks;
    /// or an untagged response that announces a literal, whatever its name. `None`: it is neither.
    pub(super) fn unknown_line(
        &mut self,
        line: &ScriptLine,
    ) -> Result<Option<StepOutcome>, NeedsLine> {
        let text = trimmed(line.text());
        let mark = match &self.style.client_mark {
            ClientMark::Known(mark) => mark.clone(),
            ClientMark::Any => None,
        };
        let after = mark.as_deref().and_then(|mark| after_mark(text, mark));
        let response = after.unwrap_or(text);
        if announces_in_untagged(response) {
            let begin = line.text().find(response).unwrap_or_default();
            let inside = self.lines.part(line, line.form, begin..begin + response.len());
            let outcome = self.server_line(&inside, Why::ServerForm);
            self.server.mark = mark.filter(|_| after.is_some());
            return outcome.map(Some);
        }
        let Some(content) = after.or_else(|| without_signs(text)).map(str::to_owned) else {
            return Ok(None);
        };
        let begin = line.text().find(&content).filter(|begin| *begin > 0);
        let Some(begin) = begin.filter(|_| !is_response(&content)) else {
            return Ok(None);
        };
        if !self.is_unknown_command(&content)? {
            return Ok(None);
        }
        let inside = self.lines.part(line, line.form, begin..begin + content.len());
        self.unknown_command(&inside, Why::Tagged).map(Some)
    }

    /// Whether a completion is the first line below with this tag. Fails if more lines must arrive first.
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
        let above = self.at.checked_sub(1).and_then(|above| self.lines.get(above));
        self.below.server == Some(self.at)
            || above.is_some_and(|above| Some(trimmed(above.content())) == last)
    }
}

/// Whether a command's first word is a name in the form of the registered ones, or nearly one of them, or
/// that of an extension; or its arguments have quotes, which a sentence seldom has.
fn has_name_of_command(command: &CommandLine<'_>) -> bool {
    // A backslash may stand for an escaped line end: `a1 noop\r\na2 noop`.
    let name = command.verb.split('\\').next().unwrap_or_default();
    let is_atom = name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it));
    let is_in_capitals = !name.bytes().any(|it| it.is_ascii_lowercase());
    let may_be = is_in_capitals || name.starts_with(['x', 'X']) || command.arguments.contains('"');
    !name.is_empty()
        && ((is_atom && may_be) || (!name.ends_with(':') && commands::nearest(name).is_some()))
}

/// Whether this is an untagged response that announces a literal: `* xfetch 1 {900}`.
fn announces_in_untagged(text: &str) -> bool {
    let rest = text.strip_prefix("* ").filter(|rest| announces_literal(rest));
    rest.is_some_and(|rest| CommandLine::parse(rest).spec.is_none())
}
