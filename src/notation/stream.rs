//! Scripts that arrive line by line, on standard input.

use super::Remarks;
use super::error::ScriptError;
use super::item::{OutsideAccess, RequiredVariable, ScriptItem};
use super::lines::terminal_text::is_edited;
use super::reader::{ScriptReader, Stop};

/// Parses a script line by line.
pub struct ScriptStream {
    reader: ScriptReader,
    /// How many lines were added.
    lines: usize,
    /// The first line with backspaces or escape sequences, until it is known whether it is sent.
    edited: Option<usize>,
    has_reported_edited: bool,
}

/// The items read from a [`ScriptStream`]: usually one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamOutput {
    /// To be replayed before more is read.
    pub items: Vec<ScriptItem>,
    /// The variables that are needed from here on but were not before.
    pub required_variables: Vec<RequiredVariable>,
    pub outside_accesses: Vec<OutsideAccess>,
    /// The first line that was left out because it belonged to a literal or an answer that the
    /// server refused.
    pub left_out: Option<usize>,
    /// The first line that is sent as a terminal shows it, without its backspaces and escape sequences.
    pub edited: Option<usize>,
}

impl ScriptStream {
    /// `name` is the script's name in errors.
    pub fn new(name: &str) -> ScriptStream {
        ScriptStream {
            reader: ScriptReader::stream(name),
            lines: 0,
            edited: None,
            has_reported_edited: false,
        }
    }

    /// Adds a line, without its LF. Call [`ScriptStream::next`] for its meaning.
    pub fn push(&mut self, octets: &[u8]) -> Result<(), ScriptError> {
        self.lines += 1;
        if self.edited.is_none() && !self.has_reported_edited && is_edited(octets) {
            self.edited = Some(self.lines);
        }
        self.reader.lines.push(octets)
    }

    /// No more lines will be added.
    pub fn end(&mut self) {
        self.reader.end();
    }

    /// Reads up to the next item. `None`: another line must be added first, or the stream has ended.
    /// `answer_due`: the server has sent AUTHENTICATE's `+`, and the dialogue expects the answer to it; the
    /// text alone does not show that. Nothing may be read after an error.
    pub fn next(&mut self, answer_due: bool) -> Result<Option<StreamOutput>, ScriptError> {
        self.reader.answer_due = answer_due;
        let end = self.reader.run();
        let output = &mut self.reader.output;
        if !output.errors.is_empty() {
            return Err(output.errors.remove(0));
        }
        let left_out = output.left_out.take();
        if output.items.is_empty() && left_out.is_none() && end != Stop::Item {
            self.reader.forget_read();
            return Ok(None);
        }
        let items = std::mem::take(&mut output.items);
        let last = items.last().map(|item| item.line);
        let edited = self.edited.take_if(|line| last.is_some_and(|last| last >= *line));
        let edited = edited.filter(|line| items.iter().any(|it| it.line == *line && it.is_sent()));
        self.has_reported_edited |= edited.is_some();
        Ok(Some(StreamOutput {
            edited,
            items,
            required_variables: std::mem::take(&mut output.required_variables),
            outside_accesses: std::mem::take(&mut output.outside_accesses),
            left_out,
        }))
    }

    /// Call this if the server has refused the last command before its literal, or its answer to `+`, was
    /// sent. The lines that belong to these are left out.
    pub fn command_refused(&mut self) {
        self.reader.note_refusal();
    }

    /// What the user should know about the lines that were not sent, once the stream has ended.
    pub fn remarks(&self) -> Remarks {
        self.reader.output.remarks(&[])
    }

    /// How often a line was examined.
    #[cfg(test)]
    pub fn lines_examined(&self) -> usize {
        self.reader.lines.lines_examined.get()
    }
}
