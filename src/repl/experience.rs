//! Estimates how well the user knows imapsh, from the number of lines in the history.
//!
//! imapsh keeps the history anyway. It grows with typed lines and not with mere starts, and a test or a
//! shared account without a history is greeted like a new user. If the history cannot be read, or lines
//! are not edited (a pipe, `TERM=dumb`), the user counts as experienced: explanations at each start would
//! be worse than none.

use super::editor::Editor;

/// This many lines mean about two first sessions, of eight commands each.
const EXPERIENCED_LINES: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Experience {
    /// The history is empty: the program introduces itself.
    FirstStart,
    /// The history is short: the guide names the next step.
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
