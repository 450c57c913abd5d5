//! Lines that begin with a possible mark, in a listing without the RFCs' marks: `> a1 noop`,
//! `Client: a1 noop`, and also `Note: a2 delete Work`. Section 2 of `docs/listings.md`.

use crate::notation::decision::{LineKind, Why};
use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::program_prompt::ProgramPrompt;
use crate::notation::marks::{
    LogLine, MarkStyle, after_mark, are_words_of_prose, begins_with_label, with_arrow_turned,
};
use crate::notation::prose::forms::is_elided_line;
use crate::notation::prose::{arguments_read_like_prose, reads_like_prose};
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult, Stop};
use crate::notation::response::{bare_status, completes_word, is_response};
use crate::notation::shape::{announces_literal, is_complete_command};
use crate::protocol::typed_line::{CommandLine, TypedLineKind, tagged_status};
use crate::reference;

impl ScriptReader {
    /// A line that begins with a possible mark.
    pub fn log_line(&mut self, found: &LogLine<'_>, line: &ScriptLine) -> StepResult {
        if found.is_server {
            self.evidence.marks.add(found, line.number);
            return if self.learn_pair() {
                Ok(())
            } else {
                self.server_line(line, Why::ServerForm)
            };
        }
        let is_known = self.style.client_mark.as_ref() == Some(&found.mark);
        let mut is_mark = is_known || !self.style.knows_client_mark;
        if !is_known && self.evidence.marks.is_servers(found) {
            is_mark = self.is_shared(found)?;
            if !is_mark {
                return self.after_server_mark(found, line);
            }
        }
        if let Some(marks) = MarkStyle::of_log(&found.mark).filter(|_| self.stream) {
            self.use_marks(marks);
            return Ok(());
        }
        if is_mark {
            self.line_with_new_mark(found, line)
        } else {
            self.line_with_possible_mark(found, line)
        }
    }

    /// A line of the client after a mark that the listing has shown to be the client's.
    fn line_with_new_mark(&mut self, found: &LogLine<'_>, line: &ScriptLine) -> StepResult {
        self.evidence.marks.add(found, line.number);
        let line = line.saying_from(found.after);
        let content = line.content().trim();
        match self.without_remark(content, &line) {
            Some(Ok(command)) => self.answered_beside(command, content, &line, |reader, line| {
                reader.command_line(line, Why::ClientMark)
            }),
            Some(Err(column)) => self.pass_mistake_at(&line, column, Mistake::PerhapsRemark),
            None => self.command_line(&line, Why::ClientMark),
        }
    }

    /// A line after a text that may be the client's mark, but is not known to be.
    fn line_with_possible_mark(&mut self, found: &LogLine<'_>, line: &ScriptLine) -> StepResult {
        let next = self.next_text(self.at + 1)?;
        if !self.stream && self.style.marks.is_none() && !self.style.page {
            self.evidence.marks.add(found, line.number);
            let command = CommandLine::parse(&found.content);
            let is_again = self.evidence.marks.tags_after(&found.mark).nth(1).is_some();
            if is_again && is_complete_command(&command) {
                // Either these lines are typed or the others.
                return self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()));
            }
        }
        if self.stream {
            self.evidence.marks.add(found, line.number);
            if self.learn_pair() || self.learn_mark_before(found, next.as_ref()) {
                return Ok(());
            }
            let text_after = next.as_ref().filter(|next| LogLine::read(next.text()).is_none());
            let text_after = text_after.and_then(|next| after_mark(next.text(), &found.mark));
            if let Some(next) = next.as_ref().filter(|_| text_after.is_some_and(may_be_rest)) {
                return self.pass_mistake(next, Mistake::PerhapsWrapped);
            }
        }
        self.without_mark(&found.content, line)
    }

    /// A line with a possible mark and without a tag. `None`: the mark decides nothing.
    pub fn untagged_line_with_possible_mark(
        &mut self,
        untagged: &LogLine<'_>,
        line: &ScriptLine,
    ) -> Option<StepResult> {
        if self.style.client_mark.as_ref() == Some(&untagged.mark) && !untagged.is_server {
            return Some(self.command_line(&line.saying_from(untagged.after), Why::ClientMark));
        }
        self.evidence.marks.add(untagged, line.number);
        if self.learn_pair() {
            return Some(Ok(()));
        }
        let is_first_pass = !self.style.knows_client_mark;
        let is_label = begins_with_label(&CommandLine::parse(line.text().trim()));
        if is_label || !untagged.may_be_clients() {
            return None;
        }
        if is_first_pass {
            self.evidence.has_marked_command = true;
            return None;
        }
        let next = self.next_text(self.at + 1).map_err(Stop::from);
        Some(next.and_then(|next| match next.filter(|_| self.stream) {
            Some(next) if self.learn_mark_of_untagged(line, &next) => Ok(()),
            _ => self.without_mark(line.text()[untagged.after..].trim(), line),
        }))
    }

    /// Whether the mark, which first preceded a response, precedes both sides' lines: in a stream the next
    /// line shows it. Fails if that has not arrived. For a whole script it is already known.
    fn is_shared(&mut self, found: &LogLine<'_>) -> Result<bool, NeedsLine> {
        let tag = CommandLine::parse(&found.content).tag.unwrap_or_default();
        let has_commands = self.evidence.has_commands(!self.style.tags.is_empty());
        if !self.stream || has_commands || self.evidence.marks.has_client() || !is_sure_tag(tag) {
            return Ok(false);
        }
        let next = self.next_text(self.at + 1)?;
        let next = next.as_ref().and_then(|next| LogLine::read(next.text()));
        let is_shared = next.is_some_and(|next| next.is_server && next.mark == found.mark);
        if is_shared {
            self.style.client_mark = Some(found.mark.clone());
        }
        Ok(is_shared)
    }

    /// A command after the server's mark.
    fn after_server_mark(&mut self, found: &LogLine<'_>, line: &ScriptLine) -> StepResult {
        self.evidence.marks.add(found, line.number);
        let command = CommandLine::parse(&found.content);
        if is_complete_command(&command) {
            self.note_unsent(command.text, line, Why::UnknownMark);
        }
        self.server_line(line, Why::ServerForm)
    }

    /// Whether the command has a label that is not one of the listing's tags.
    pub fn has_label(&mut self, command: &CommandLine<'_>) -> bool {
        let is_label = command.spec.is_some()
            && command.has_signs
            && begins_with_label(command)
            && !command.tag.is_some_and(|tag| self.style.tags.contains(tag));
        // The first pass over a script finds the tags.
        let is_first_pass = !self.style.knows_client_mark;
        self.evidence.has_marked_command |= is_label;
        is_label && !is_first_pass
    }

    /// A command with a label. The label is its tag if a completion repeats it.
    pub fn labelled_line(&mut self, command: &CommandLine<'_>, line: &ScriptLine) -> StepResult {
        let next = self.next_text(self.at + 1)?;
        let label = command.tag.unwrap_or_default();
        if next.as_ref().is_some_and(|next| completes_word(next.content(), label)) {
            return self.command_line(line, Why::Tagged);
        }
        if let Some(next) = next.filter(|_| self.stream)
            && self.learn_mark_of_untagged(line, &next)
        {
            return Ok(());
        }
        let content = command.text.strip_prefix(label).unwrap_or_default();
        self.without_mark(content.trim(), line)
    }

    /// In a stream, whether the marks are known to be a pair; they are used from this line on.
    fn learn_pair(&mut self) -> bool {
        if !self.stream {
            return false;
        }
        let unmarked = self.evidence.unmarked(!self.style.tags.is_empty());
        let Some(marks) = self.evidence.marks.pair(unmarked) else {
            return false;
        };
        self.use_marks(marks);
        true
    }

    /// In a stream, whether the next line shows that this one has the client's mark.
    fn learn_mark_before(&mut self, found: &LogLine<'_>, next: Option<&ScriptLine>) -> bool {
        let Some(next) = next else {
            return false;
        };
        let tag = CommandLine::parse(&found.content).tag.unwrap_or_default();
        let has_commands = self.evidence.has_commands(!self.style.tags.is_empty());
        let may_be = is_sure_tag(tag) && !has_commands;
        let completes = |text: &str| tagged_status(text).is_some_and(|(own, _)| own == tag);
        let text = next.content().trim();
        match LogLine::read(text) {
            // The same sign before both sides is a quotation's.
            Some(other)
                if other.is_server
                    && other.mark != found.mark
                    && !are_words_of_prose(&found.mark, &other.mark, completes(&other.content))
                    && (may_be || (self.style.tags.is_empty() && completes(&other.content))) =>
            {
                self.use_marks(MarkStyle::pair(&found.mark, Some(&other.mark)));
                true
            }
            // K-9 Mail leaves the `*` out of some responses.
            None if may_be && has_turned_arrow(text, &found.mark) => {
                let server = with_arrow_turned(&found.mark);
                self.use_marks(MarkStyle::pair(&found.mark, server.as_deref()));
                true
            }
            other => {
                let is_shared = other.is_some_and(|it| it.mark == found.mark);
                let is_answered = is_response(text) && (may_be || completes(text));
                let is_mark = !has_commands && (is_answered || (may_be && is_shared));
                if is_mark {
                    self.style.client_mark = Some(found.mark.clone());
                }
                is_mark
            }
        }
    }

    /// In a stream, whether the next line shows that this one, without a tag, has the client's mark.
    fn learn_mark_of_untagged(&mut self, line: &ScriptLine, next: &ScriptLine) -> bool {
        let Some(untagged) = LogLine::read_untagged(line.text()) else {
            return false;
        };
        let other = LogLine::read_untagged(next.text());
        let is_next_step =
            untagged.is_step() && other.as_ref().is_some_and(|it| it.mark == untagged.mark);
        if let Some(other) = other.or_else(|| LogLine::read(next.text())) {
            self.evidence.marks.add(&other, next.number);
        }
        if self.learn_pair() {
            return true;
        }
        let unmarked = self.evidence.unmarked(!self.style.tags.is_empty());
        let is_answered = is_response(next.text().trim()) || bare_status(next.text()).is_some();
        let is_clients = (is_answered && untagged.is_certainly_clients()) || is_next_step;
        let is_clients = is_clients && !unmarked.has_commands;
        if is_clients {
            self.use_marks(MarkStyle::pair(&untagged.mark, None));
        }
        is_clients
    }

    /// Whether the listing's commands follow this prompt; from here on lines are then read with it.
    pub fn learn_prompt(&mut self, prompt: &ProgramPrompt<'_>) -> Result<bool, NeedsLine> {
        if !self.stream {
            self.evidence.prompts.add(prompt);
            return Ok(false);
        }
        let has_tags = !self.style.tags.is_empty();
        if has_tags || self.evidence.has_untagged_command() {
            return Ok(false);
        }
        let is_prompt = prompt.is_certain() || self.comes_again(prompt)?;
        if is_prompt {
            self.use_marks(MarkStyle::Prompt { sign: prompt.sign.to_owned() });
            self.style.of_other_program = !prompt.may_be_of_mail() && !self.evidence.is_of_imap;
        }
        Ok(is_prompt)
    }

    /// Whether the next command of a stream follows the same prompt, and no answer follows another sign.
    /// Fails if that has not arrived.
    fn comes_again(&self, prompt: &ProgramPrompt<'_>) -> Result<bool, NeedsLine> {
        let is_next = |line: ScriptLine| {
            let text = line.text().trim();
            let is_servers = LogLine::read(text).is_some_and(|it| it.is_server)
                || LogLine::read_untagged(text).is_some_and(|it| it.is_server);
            if is_servers {
                return Some(false);
            }
            match ProgramPrompt::before_command(text) {
                Some(next) => Some(next.sign == prompt.sign),
                None => is_complete_command(&CommandLine::parse(text)).then_some(false),
            }
        };
        Ok(self.first_below(self.at + 1, ANSWER, is_next)?.unwrap_or(false))
    }

    /// A line in which a command follows text that is not a mark.
    pub fn without_mark(&mut self, content: &str, line: &ScriptLine) -> StepResult {
        if self.quoted_command(line)? {
            return Ok(());
        }
        if is_list_of_capabilities(content) {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        let command = CommandLine::parse(content);
        let is_command = is_complete_command(&command);
        if is_command && announces_literal(content) {
            // The next lines may be its octets, which are never sent as commands.
            return self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()));
        }
        let text = line.text().trim();
        let is_tool = matches!(self.classifier.classify(text), TypedLineKind::ToolOutput);
        if is_tool && !is_command {
            return self.pass(LineKind::Tool, Why::ToolForm);
        }
        let has_tag = command.tag.is_some_and(is_sure_tag);
        if is_command && has_tag && !arguments_read_like_prose(&command) {
            let next = self.next_text(self.at + 1)?;
            if next.is_some_and(|next| is_response(next.text().trim())) {
                // The listing shows its answer, so the next commands may depend on it.
                return self.pass_mistake(line, Mistake::UnknownMark(command.text.to_owned()));
            }
        }
        if let Some(mistake) = self.answered_sentence(text)? {
            return self.pass_mistake(line, mistake);
        }
        if is_command {
            self.note_unsent(command.text, line, Why::UnknownMark);
        }
        self.pass_prose(Why::UnknownMark)
    }
}

/// Whether the words are a server's capabilities, as programs print them: `IMAP4rev1 IDLE` is not a command
/// with a tag.
pub(super) fn is_list_of_capabilities(content: &str) -> bool {
    let mut words = content.split_ascii_whitespace();
    words.clone().count() > 1 && words.all(|word| reference::capability(word).is_some())
}

/// Whether this text continues a list of capabilities, which a terminal may have wrapped inside a word.
pub fn is_rest_of_capabilities(above: &str, text: &str) -> bool {
    let last = above.rsplit(' ').next().unwrap_or_default();
    let first = text.split_ascii_whitespace().next().unwrap_or_default();
    is_list_of_capabilities(text)
        || (reference::capability(last).is_none()
            && reference::capability(&format!("{last}{first}")).is_some())
}

/// Whether a line begins with this mark, but with its arrow in the other direction.
fn has_turned_arrow(text: &str, mark: &str) -> bool {
    with_arrow_turned(mark).is_some_and(|turned| after_mark(text, &turned).is_some())
}

/// Whether this text, after the same mark as the line above, may be the rest of that line.
fn may_be_rest(content: &str) -> bool {
    !content.is_empty() && !is_elided_line(content) && !reads_like_prose(content)
}
