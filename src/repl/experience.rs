//! How well the user knows imapsh, from the number of lines in the history.
//!
//! The history is what imapsh keeps of a user anyway, it grows with what was typed and not with starts
//! that typed nothing, and a test or a shared account that has none is greeted like a new one. If it
//! cannot be read, or lines are not edited (a pipe, `TERM=dumb`), the user is taken for an experienced one:
//! explanations that come back at each start would be worse than none.

use super::editor::Editor;

/// With this many lines the user has been through a first session, of eight commands, twice.
const EXPERIENCED_LINES: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Experience {
    /// Nothing was ever typed: the program introduces itself.
    FirstStart,
    /// Little was typed: the next step is named.
    Beginner,
    Experienced,
}

impl Experience {
    pub fn of(editor: &Editor) -> Experience {
        match editor.history_length() {
            Some(0) => Experience::FirstStart,
            Some(lines) if lines < EXPERIENCED_LINES => Experience::Beginner,
            _ => Experience::Experienced,
        }
    }
}
