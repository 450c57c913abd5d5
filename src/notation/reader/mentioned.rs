//! Commands in a list or in backticks at the beginning of a stream: steps of the session, or only mentioned
//! above it. For a whole script the second pass knows which commands have answers. Section 3 of
//! `docs/listings.md`.

use super::look_ahead::ANSWER;
use super::{NeedsLine, ScriptReader};
use crate::notation::lines::ScriptLine;
use crate::notation::listed::Form;
use crate::notation::response::is_response;
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

/// Searches for the first answer in a stream.
#[derive(Default)]
pub(super) struct AnswerSearch {
    /// The index of the next line to examine.
    next: usize,
    /// The form of the last command with a tag.
    form: Option<Form>,
    found: Option<FirstAnswer>,
}

/// The first line of a stream that shows the form of its session.
#[derive(Clone, Copy)]
enum FirstAnswer {
    /// An answer to a command in this form.
    To(Option<Form>),
    /// A line with a mark.
    Marked,
    /// No answer was found nearby.
    None,
}

impl AnswerSearch {
    fn observe(&mut self, line: &ScriptLine) {
        let text = line.content().trim();
        if line.mark.is_some() {
            self.found = Some(FirstAnswer::Marked);
        } else if is_response(text) {
            self.found = Some(FirstAnswer::To(self.form));
        } else {
            let command = CommandLine::parse(text);
            if command.tag.is_some() && is_complete_command(&command) {
                self.form = Some(line.form);
            }
        }
    }
}

impl ScriptReader {
    /// Whether this command in a list or in backticks is only mentioned in a stream: the first answer is to a
    /// plain command, or has a mark. Fails if more lines must arrive first.
    pub(super) fn is_mentioned(&mut self, line: &ScriptLine) -> Result<bool, NeedsLine> {
        if !self.stream || line.form == Form::Plain || self.evidence.has_response {
            return Ok(false);
        }
        let mut search = self.searches.answer.take().unwrap_or_default();
        search.next = search.next.max(self.at);
        while search.found.is_none()
            && let Some(line) = self.lines.get(search.next)
        {
            search.observe(&self.lines.undecorated(line));
            search.next += 1;
            if search.next > self.at + ANSWER {
                search.found.get_or_insert(FirstAnswer::None);
            }
        }
        if self.ended {
            search.found.get_or_insert(FirstAnswer::None);
        }
        let found = search.found;
        self.searches.answer = Some(search);
        Ok(match found.ok_or(NeedsLine)? {
            FirstAnswer::To(form) => form.is_some_and(|form| form != line.form),
            FirstAnswer::Marked => true,
            FirstAnswer::None => false,
        })
    }
}
