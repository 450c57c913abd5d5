//! Messages that a page shows outside a literal, below the FETCH of their text or below its completion:
//! `The message says:`. A message may ask the reader to type a command, and quote the answer. But it knows
//! neither the form of the page's own commands nor the next tag. Section 6 of `docs/listings.md`.

use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::reader::look_ahead::{NEAR, SHORT_ANSWER};
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::is_response;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::CommandLine;

/// A FETCH of a message's text, if that is the last command.
pub struct TextFetch {
    /// The number of its line.
    line: usize,
    tag: Option<Box<str>>,
    form: Form,
    indent: usize,
    has_mark: bool,
    /// There is prose below it, which may be that text.
    pub has_text_below: bool,
    /// There was such prose above its first completion, which that text may contain.
    had_text: bool,
}

impl TextFetch {
    /// Made from this command, if it fetches the text of a message.
    pub fn of(command: &CommandLine<'_>, line: &ScriptLine) -> Option<TextFetch> {
        fetches_text(command).then(|| TextFetch {
            line: line.number,
            tag: command.tag.map(Box::from),
            form: line.form,
            indent: line.indent(),
            has_mark: line.mark.is_some(),
            has_text_below: false,
            had_text: false,
        })
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.tag.as_deref() == Some(tag)
    }
}

impl ScriptReader {
    /// Notes that the listing shows the message in a literal, whole or shortened, up to its end: nothing
    /// below is part of it.
    pub(super) fn message_was_shown(&mut self) {
        self.text_fetch = None;
    }

    /// Notes a completion. A FETCH that was refused shows no message, and the text above the completion of
    /// another one has ended.
    pub(super) fn note_end_of_fetch(&mut self, tag: &str, status: Status) {
        let Some(fetch) = self.text_fetch.as_mut().filter(|it| it.has_tag(tag)) else {
            return;
        };
        fetch.had_text |= std::mem::take(&mut fetch.has_text_below);
        if status != Status::Ok {
            self.text_fetch = None;
        }
    }

    /// The mistake for a command that may be in the text of a message shown by the page.
    pub fn in_shown_message(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
    ) -> Result<Option<Mistake>, NeedsLine> {
        let Some(fetch) = &self.text_fetch else {
            return Ok(None);
        };
        let mistake = Mistake::CommandInMessage(fetch.line);
        let is_set_apart = line.indent() > fetch.indent || self.is_between_rules(fetch.line);
        if fetch.has_text_below && !fetch.has_mark && command.tag.is_some() && is_set_apart {
            return Ok(Some(mistake));
        }
        let is_in_sentence = line.form == Form::Quoted;
        let Some(tag) = command.tag.filter(|tag| !fetch.has_tag(tag)) else {
            return Ok(None);
        };
        let is_out_of_order = !fetch.has_mark && self.connections.one_session.leaves_out_tags(tag);
        if !fetch.has_text_below && !is_in_sentence {
            let is_inside = fetch.had_text && is_out_of_order && self.goes_on_below();
            return Ok(is_inside.then_some(mistake));
        }
        let is_written_otherwise =
            line.form != fetch.form || (fetch.has_mark && self.mark_changes.is_without_marks);
        let own = fetch.tag.clone();
        let is_used_again = self.is_next_tag_used_again(tag);
        if is_written_otherwise
            || is_used_again
            || (is_out_of_order && !self.is_last_logout(command))
        {
            return Ok(Some(mistake));
        }
        let open = own.filter(|own| self.sent.tags.is_open(own));
        let is_inside =
            open.map(|own| self.is_between_command_and_completion(&own, tag)).transpose()?;
        Ok((is_inside == Some(true)).then_some(mistake))
    }

    /// Whether this is the LOGOUT at the end of the listing, whose tag is often another one: it changes
    /// nothing. A stream has not shown what is below.
    pub fn is_last_logout(&mut self, command: &CommandLine<'_>) -> bool {
        command.is("LOGOUT")
            && (self.stream || !self.is_other_completed_below(command.tag.unwrap_or_default()))
    }

    /// Whether the current line, below prose, is between two equal rules, as a quoted message is. `top`: the
    /// number of the line of the FETCH.
    fn is_between_rules(&self, top: usize) -> bool {
        let is_rule = |text: &str| text.len() > 2 && text.chars().all(|c| "-=_*─━".contains(c));
        let mut above = self.lines_above(self.at).take(NEAR);
        let rule = above
            .by_ref()
            .take_while(|line| line.number > top)
            .find(|line| is_rule(line.text().trim()));
        let Some(rule) = rule else {
            return false;
        };
        let is_prose = |line: ScriptLine| {
            let text = line.text().trim();
            !is_response(text) && CommandLine::parse(text).spec.is_none()
        };
        let is_below_prose = above.find(|line| !line.is_blank()).is_some_and(is_prose);
        let mut below = self.lines.from(self.at).take(SHORT_ANSWER);
        is_below_prose && below.any(|line| line.text().trim() == rule.text().trim())
    }

    /// Whether this tag is the one after the last, and a second command below has it too: one of the two is
    /// in a message. In a stream it is not known.
    fn is_next_tag_used_again(&mut self, tag: &str) -> bool {
        let is_next = self.connections.one_session.next_tag().as_deref() == Some(tag);
        is_next && self.is_tag_of_command_below(tag)
    }

    /// Whether a command below has the tag that follows those above. In a stream it is not known.
    fn goes_on_below(&mut self) -> bool {
        let next = self.connections.one_session.next_tag();
        next.is_some_and(|tag| matches!(self.next_with_tag(&tag, self.at + 1), Some((_, false))))
    }
}

/// Whether the command fetches the text of messages.
fn fetches_text(command: &CommandLine<'_>) -> bool {
    let is_text = |word: &str| {
        let word = word.to_ascii_uppercase();
        (word.contains('[') && !word.contains("HEADER") && !word.contains("MIME"))
            || ["RFC822", "RFC822.TEXT"].contains(&&*word)
    };
    command.spec.is_some_and(|spec| matches!(spec.name, "FETCH" | "UID"))
        && command.arguments.split([' ', '\t', '(', ')']).any(is_text)
}
