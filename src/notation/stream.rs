//! Scripts that arrive line by line, on standard input.

use super::error::ScriptError;
use super::item::{Item, ItemKind, OutsideAccess, RequiredVariable};
use super::lines;
use super::reader::Machine;

/// Parses a script line by line.
pub struct ScriptStream {
    machine: Machine,
    line_number: usize,
}

/// What is known after a further line of a [`ScriptStream`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamOutput {
    /// A command is there as soon as its first line is.
    pub items: Vec<Item>,
    /// The variables that are needed from here on, and were not before.
    pub required_variables: Vec<RequiredVariable>,
    pub outside_accesses: Vec<OutsideAccess>,
    /// Whether the line was blank or a server's. A server's NO or BAD to the last command, which
    /// says that the command is meant to fail, may still follow then.
    pub undecided: bool,
    /// The first line that was left out because it belonged to a literal or an answer that the
    /// server refused.
    pub left_out: Option<usize>,
}

impl ScriptStream {
    /// `name` is the script's name in errors.
    pub fn new(name: &str) -> ScriptStream {
        ScriptStream { machine: Machine::stream(name), line_number: 0 }
    }

    /// Adds a line, without its LF. `answer_due`: the server has sent AUTHENTICATE's `+`, and the
    /// dialogue expects the answer to it; the text alone does not show that. After an error no
    /// more lines may be added.
    pub fn push(&mut self, octets: &[u8], answer_due: bool) -> Result<StreamOutput, ScriptError> {
        self.line_number += 1;
        let mut line = lines::line(octets, self.line_number, &self.machine.file)?;
        if line.mark.is_none() && line.is_blank() {
            line.cut = 0;
        }
        self.machine.add(line, answer_due);
        self.run()
    }

    /// No more lines will come.
    pub fn finish(&mut self) -> Result<StreamOutput, ScriptError> {
        self.machine.end();
        self.run()
    }

    /// The server has refused the last command before its literal, or its answer to `+`, was sent.
    /// Lines that belong to these are left out.
    pub fn command_refused(&mut self) {
        self.machine.give_up();
    }

    fn run(&mut self) -> Result<StreamOutput, ScriptError> {
        self.machine.run();
        if !self.machine.errors.is_empty() {
            return Err(self.machine.errors.remove(0));
        }
        self.machine.forget_read();
        let items = std::mem::take(&mut self.machine.items);
        let is_expectation = |item: &Item| matches!(item.kind, ItemKind::ExpectedResponse(_));
        Ok(StreamOutput {
            undecided: items.iter().all(is_expectation),
            items,
            required_variables: std::mem::take(&mut self.machine.required_variables),
            outside_accesses: std::mem::take(&mut self.machine.outside_accesses),
            left_out: self.machine.left_out.take(),
        })
    }
}
