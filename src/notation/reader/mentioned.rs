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
    /// plain command, or has a mark. Fails if more lines must arrive first.
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
