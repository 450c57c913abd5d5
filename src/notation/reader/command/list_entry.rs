//! Commands in lists and in backticks: entries of lists and numbered headings in a script, `- delete Work`,
//! `3. Delete all mail`, which are not sent unless the listing shows a completion with their sign; and, at the
//! beginning of a stream, steps of the session or commands that are only mentioned above it. For a whole script
//! the second pass knows which commands have answers. Section 3 of `docs/listings.md`.

use crate::notation::decision::{LineKind, Why};
use crate::notation::lines::ScriptLine;
use crate::notation::lines::listed::Form;
use crate::notation::marks::LogLine;
use crate::notation::marks::arrows::ARROWS;
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::is_certain_command;
use crate::notation::prose::list_sign::{ListEntry, is_list_sign};
use crate::notation::prose::tool_output::is_of_tool;
use crate::notation::reader::look_ahead::ANSWER;
use crate::notation::reader::{NeedsLine, ScriptReader, Stop};
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

/// Searches for tagged commands besides the entries of a list.
#[derive(Default)]
pub struct TaggedSearch {
    /// The index of the next line to examine.
    next: usize,
    /// The result, once known.
    found: Option<bool>,
}

impl TaggedSearch {
    /// Adjusts the index after this many lines were dropped.
    pub fn forget(&mut self, lines: usize) {
        self.next = self.next.saturating_sub(lines);
    }
}

impl ScriptReader {
    /// A line that is an entry of a list, or a numbered heading. False: it is not.
    pub fn list_entry(&mut self, text: &str, line: &ScriptLine) -> Result<bool, Stop> {
        let entry = ListEntry::read(text).filter(|_| !self.style.page);
        let Some(entry) = entry else {
            return Ok(false);
        };
        if is_response(text)
            || entry.content.starts_with(ARROWS)
            || self.is_tag_of_listing(entry.sign)
            || self.is_answered_by_its_tag(text)?
        {
            return Ok(false);
        }
        // `- Log in with "a1 login u p"`
        if let Some(log_line) = LogLine::read(text) {
            let is_quoted =
                log_line.content != entry.content && entry.content.contains(['`', '"', '\'']);
            return if is_quoted {
                self.without_mark(&log_line.content, line).map(|()| true)
            } else {
                Ok(false)
            };
        }
        let command = CommandLine::parse(entry.content);
        if self.stream
            && let Some(tag) = command.tag.filter(|_| is_complete_command(&command))
            && self.is_completed_next(tag)?
            && self.lines.add_word_tag(tag)
        {
            // From here on, lines with this tag are read without their sign.
            return Ok(true);
        }
        let has_letter = self.has_word_as_tag(&command)?;
        let is_command = (command.tag.is_none() || has_letter) && is_certain_command(&command);
        let outcome = if is_command {
            if self.has_tagged_commands()? {
                self.pass_unsent(text, line, Why::ListEntry)
            } else {
                self.pass_other_format(line, OtherFormat::CommandList)
            }
        } else if let Some(mistake) = self.answered_sentence(text)? {
            self.pass_mistake(line, mistake)
        } else if is_of_tool(&mut self.classifier, text) {
            self.pass(LineKind::Tool, Why::ToolForm)
        } else {
            self.note_entry(&command, line);
            self.pass_prose(Why::ListEntry)
        };
        outcome.map(|()| true)
    }

    /// Whether the listing shows that this sign is a tag.
    fn is_tag_of_listing(&mut self, sign: &str) -> bool {
        self.style.tags.contains(sign)
            || self.sent.tags.contains(sign)
            || (!self.stream && self.is_completed_below(sign))
    }

    /// Whether the listing has commands with tags or marks, which the entries of a list describe. A stream is
    /// searched up to the first command without a tag.
    fn has_tagged_commands(&mut self) -> Result<bool, NeedsLine> {
        if !self.sent.tags.is_empty() {
            return Ok(true);
        }
        let search = &mut self.searches.tagged;
        search.next = search.next.max(if self.stream { self.at + 1 } else { 0 });
        while search.found.is_none() {
            let Some(line) = self.lines.get(search.next) else {
                return if self.ended { Ok(false) } else { Err(NeedsLine) };
            };
            search.next += 1;
            let line = self.lines.undecorated(line);
            let text = line.content().trim();
            let command = CommandLine::parse(text);
            let is_tagged = command.tag.is_some_and(|tag| !is_list_sign(tag));
            let is_command = is_certain_command(&command) && (command.tag.is_none() || is_tagged);
            let is_far = self.stream && search.next - self.at > ANSWER;
            search.found = match is_command {
                true if is_tagged || self.stream => Some(is_tagged),
                _ if line.mark.is_some() => Some(true),
                _ => is_far.then_some(false),
            };
        }
        search.found.ok_or(NeedsLine)
    }
}

/// The first line of a stream that shows the form of its session.
#[derive(Clone, Copy)]
enum FirstAnswer {
    /// An answer to a command in this form.
    To(Option<Form>),
    /// A line with a mark.
    Marked,
}

impl ScriptReader {
    /// Whether this command in a list or in backticks is only mentioned in a stream: the first answer is to a
    /// plain command, or has a mark.
    pub(super) fn is_mentioned(&self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        if !self.stream || line.form == Form::Plain || self.evidence.has_response {
            return Ok(false);
        }
        let mut form = None;
        let shows_form = |line: ScriptLine| {
            let line = self.lines.undecorated(line);
            let text = line.content().trim();
            if line.mark.is_some() {
                return Some(FirstAnswer::Marked);
            }
            if is_response(text) {
                return Some(FirstAnswer::To(form));
            }
            let command = CommandLine::parse(text);
            if command.tag.is_some() && is_complete_command(&command) {
                form = Some(line.form);
            }
            None
        };
        Ok(match self.first_below(self.at, ANSWER, shows_form)? {
            Some(FirstAnswer::To(form)) => form.is_some_and(|form| form != line.form),
            Some(FirstAnswer::Marked) => true,
            None => false,
        })
    }
}
