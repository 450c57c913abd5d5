//! The notation of scripts and records, `.imap`: what would be typed, or a listing of what was.
//! `docs/scripts.md` describes it for users.
//!
//! Terms:
//! - A *script* is a text that a replay sends, line by line. A *listing* is a session in
//!   writing, with the server's lines in it. It is a script too: only the client's lines are sent.
//! - A *mark* is the `C:` or `S:` that the RFCs write before a line. Where one line has the mark
//!   `C:`, only such lines are sent.
//! - An *item* is what a line, or several, mean for a replay: a command, a directive, a comment, or
//!   what the listing says about the server's answer.
//!
//! A file is parsed whole, with [`Script::parse`], so that nothing is sent if it has a mistake.
//! Standard input is parsed as it arrives, by a [`ScriptStream`].

pub mod directive;
pub mod duration;
mod error;
mod item;
mod lines;
mod listing;
pub mod marks;
mod pattern;
mod reader;
mod stream;

pub use error::{Mistake, ScriptError};
pub use item::{AccessTarget, Item, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand};
pub use lines::MAX_SCRIPT_OCTETS;
pub use listing::response_keyword;
pub use pattern::{MAX_MATCHED_OCTETS, Pattern};
pub use stream::{ScriptStream, StreamOutput};

use lines::{Line, Lines, Side};
use reader::{End, Machine};
use std::collections::HashSet;

/// A script without mistakes in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub name: String,
    /// How many lines its text has.
    pub lines: usize,
    pub items: Vec<Item>,
    /// The variables that it uses before it sets them, each with the first line that does.
    pub required_variables: Vec<RequiredVariable>,
    pub is_record: bool,
    pub outside_accesses: Vec<OutsideAccess>,
}

impl Script {
    /// Parses a whole script. `name` is its name in errors. Otherwise returns all mistakes that can
    /// be told apart, by line.
    ///
    /// # Examples
    /// ```
    /// use imapsh::notation::Script;
    /// let script = Script::parse(b"login ${user} ${password}\nlogout", "x.imap").unwrap();
    /// assert_eq!(script.items.len(), 2);
    /// assert_eq!(script.required_variables[0].name, "user");
    /// assert!(Script::parse(b"append inbox {9}\nabc", "x.imap").is_err());
    /// ```
    pub fn parse(octets: &[u8], name: &str) -> Result<Script, Vec<ScriptError>> {
        let lines = Lines::of(octets, name).map_err(|error| vec![error])?;
        let line_count = lines.len();
        let mut machine = Machine::whole(name, lines);
        let mut end = machine.run();
        // A server's literal that seems endless may have hidden the marks.
        let endless =
            |error: &ScriptError| matches!(error.mistake, Mistake::EndlessServerLiteral(_));
        let is_marked = |line: Line| line.mark.is_some_and(|mark| mark.side == Side::Client);
        if end == End::Notation
            || (machine.errors.iter().any(endless) && machine.lines.from(0).any(is_marked))
        {
            machine = Machine::notation(name, machine.lines);
            end = machine.run();
        }
        debug_assert_eq!(end, End::Done);
        if !machine.errors.is_empty() {
            machine.errors.sort_by_key(|error| (error.line, error.column));
            return Err(machine.errors);
        }
        let mut items = std::mem::take(&mut machine.items);
        mark_expected_failures(&mut items);
        Ok(Script {
            name: name.to_owned(),
            lines: line_count,
            items,
            required_variables: machine.required_variables,
            is_record: machine.is_record,
            outside_accesses: machine.outside_accesses,
        })
    }
}

/// Replaces [`ItemKind::ExpectedFailure`] by a note in the command that it is about.
fn mark_expected_failures(items: &mut Vec<Item>) {
    let failing: HashSet<usize> = items
        .iter()
        .filter_map(|item| match item.kind {
            ItemKind::ExpectedFailure(line) => Some(line),
            _ => None,
        })
        .collect();
    items.retain(|item| !matches!(item.kind, ItemKind::ExpectedFailure(_)));
    for item in items {
        let is_sent = matches!(item.kind, ItemKind::Command(_) | ItemKind::Directive(_));
        item.meant_to_fail = is_sent && failing.contains(&item.line);
    }
}

#[cfg(test)]
mod tests;
