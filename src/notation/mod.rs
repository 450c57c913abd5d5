//! Scripts, `.imap`: what would be typed, and listings of what was. Read and checked whole, or
//! line by line from standard input; then replayed. `docs/scripts.md` is the format.

pub mod directive;
pub mod duration;
mod error;
mod item;
mod lines;
mod listing;
pub mod marks;
mod pattern;
mod reader;

pub use error::{Mistake, ScriptError};
pub use item::{AccessTarget, Item, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand};
pub use listing::response_keyword;
pub use pattern::{MAX_MATCHED_OCTETS, Pattern};

pub use lines::MAX_SCRIPT_OCTETS;
use lines::{Line, Lines, Side};
use reader::{End, Machine};

/// A script that was read whole and has no mistakes in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its name, as it was given.
    pub name: String,
    /// How many lines its text has.
    pub lines: usize,
    /// Its pieces, in order.
    pub items: Vec<Item>,
    /// The variables that it needs and does not set before, each with its first line.
    pub required_variables: Vec<RequiredVariable>,
    /// Whether it is a record.
    pub is_record: bool,
    /// What it names outside of its session.
    pub outside_accesses: Vec<OutsideAccess>,
}

/// Reads a script whole. `name` is what mistakes are named with. All mistakes that can be told
/// apart are given, in the order of their lines; at least one.
///
/// # Examples
/// ```
/// let script = imapsh::notation::read(b"login ${user} ${password}\nlogout", "x.imap").unwrap();
/// assert_eq!(script.items.len(), 2);
/// assert_eq!(script.required_variables[0].name, "user");
/// assert!(imapsh::notation::read(b"append inbox {9}\nabc", "x.imap").is_err());
/// ```
pub fn read(octets: &[u8], name: &str) -> Result<Script, Vec<ScriptError>> {
    let lines = Lines::of(octets, name).map_err(|error| vec![error])?;
    let count = lines.len();
    let mut machine = Machine::whole(name, lines);
    let mut end = machine.run();
    // In a script that seemed to be plain, a server's literal that never ends may hide the marks.
    let endless = |error: &ScriptError| matches!(error.mistake, Mistake::EndlessServerLiteral(_));
    let is_marked = |line: Line| line.mark.is_some_and(|mark| mark.side == Side::Client);
    if end == End::Notation
        || (machine.errors.iter().any(endless) && machine.lines.from(0).any(is_marked))
    {
        machine = Machine::notation(name, machine.lines);
        end = machine.run();
    }
    debug_assert_eq!(end, End::Done);
    if !machine.errors.is_empty() {
        machine
            .errors
            .sort_by_key(|error| (error.line, error.column));
        return Err(machine.errors);
    }
    let mut items = std::mem::take(&mut machine.items);
    mark_failures(&mut items);
    Ok(Script {
        name: name.to_owned(),
        lines: count,
        items,
        required_variables: machine.required_variables,
        is_record: machine.is_record,
        outside_accesses: machine.outside_accesses,
    })
}

/// Puts what the listing says of the commands into the commands themselves.
fn mark_failures(items: &mut Vec<Item>) {
    let fails: std::collections::HashSet<usize> = items
        .iter()
        .filter_map(|item| match item.kind {
            ItemKind::ExpectedFailure(line) => Some(line),
            _ => None,
        })
        .collect();
    if fails.is_empty() {
        return;
    }
    items.retain(|item| !matches!(item.kind, ItemKind::ExpectedFailure(_)));
    for item in items {
        let sent = matches!(item.kind, ItemKind::Command(_) | ItemKind::Directive(_));
        item.meant_to_fail = sent && fails.contains(&item.line);
    }
}

/// A script that arrives line by line.
pub struct ScriptStream {
    machine: Machine,
    number: usize,
}

/// What a line of a [`ScriptStream`] came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamOutput {
    /// The pieces that are certain now. The first line of a command is at once.
    pub items: Vec<Item>,
    /// Variables that are needed from here on, and were not before.
    pub required_variables: Vec<RequiredVariable>,
    /// What is named outside of the session.
    pub outside_accesses: Vec<OutsideAccess>,
    /// Whether the line was a server's, or nothing at all: then it is not known yet whether
    /// a NO or BAD for the last command follows.
    pub undecided: bool,
    /// The first line that was left out, from 1, as it belonged to what the server refused.
    pub left_out: Option<usize>,
}

impl ScriptStream {
    /// A script of which nothing has arrived yet.
    pub fn new(name: &str) -> ScriptStream {
        ScriptStream {
            machine: Machine::stream(name),
            number: 0,
        }
    }

    /// Takes the next line, without its LF. `answer_due`: whether the dialogue waits for an
    /// answer to AUTHENTICATE's `+` at this moment; it knows, where the text alone can't tell.
    /// After a mistake nothing more may be pushed.
    pub fn push(&mut self, octets: &[u8], answer_due: bool) -> Result<StreamOutput, ScriptError> {
        self.number += 1;
        let mut line = lines::line(octets, self.number, &self.machine.file)?;
        if line.mark.is_none() && line.is_blank() {
            line.cut = 0;
        }
        self.machine.add(line, answer_due);
        self.go_on()
    }

    /// Says that nothing more comes.
    pub fn finish(&mut self) -> Result<StreamOutput, ScriptError> {
        self.machine.end();
        self.go_on()
    }

    /// Says that the server refused the last command while its literal, or an answer to its `+`, was
    /// due. What comes of these all the same is left out.
    pub fn refused(&mut self) {
        self.machine.give_up();
    }

    fn go_on(&mut self) -> Result<StreamOutput, ScriptError> {
        self.machine.run();
        if !self.machine.errors.is_empty() {
            return Err(self.machine.errors.remove(0));
        }
        self.machine.forget_read();
        let items = std::mem::take(&mut self.machine.items);
        Ok(StreamOutput {
            undecided: items
                .iter()
                .all(|item| matches!(item.kind, ItemKind::ExpectedResponse(_))),
            items,
            required_variables: std::mem::take(&mut self.machine.required_variables),
            outside_accesses: std::mem::take(&mut self.machine.outside_accesses),
            left_out: self.machine.left_out.take(),
        })
    }
}

#[cfg(test)]
mod tests;
