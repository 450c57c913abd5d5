//! What the editor asks of whoever stands behind the prompt. The editor knows no IMAP:
//! prompts, secrets, hints and completions come in by this trait.

use std::io::{self, Write};
use std::ops::Range;

/// What stands behind the prompt. Called on the thread that calls `Editor::read`, and only there.
pub trait EditorHelper {
    /// Writes all that waits to be shown into `out`, as whole lines, and empties the queue.
    ///
    /// Called with the prompt's rows cleared, at each redraw: it must be cheap when nothing waits.
    /// `out` is a buffer whose text goes to the terminal before the prompt, in one write with it.
    /// What has to stay for later needs another ring of the bell.
    fn drain_output(&self, out: &mut dyn Write) -> io::Result<()>;

    /// The prompt as it is now (`a003 `, empty, `{12} `), without any escape sequence.
    /// It may change at any ring of the bell, while a line is typed too.
    fn prompt(&self) -> String;

    /// Whether the prompt is a question, which must be seen wherever it can be.
    fn is_question(&self) -> bool {
        false
    }

    /// Whether all that is typed next is secret, whatever it is.
    fn hides_input(&self) -> bool {
        false
    }

    /// Whether there is nothing more to type for: the prompt is left, whatever stands there.
    fn is_over(&self) -> bool {
        false
    }

    /// The prompt of a search in the history (Ctrl-R), without any escape sequence.
    fn search_prompt(&self) -> String {
        "(search) ".to_owned()
    }

    /// The byte ranges of `text` that are secret, in any order; each falls on characters' bounds.
    ///
    /// `text` is all that stands at the prompt: one line, or several with `\n` between them after
    /// a paste, where an earlier line decides what a later one means. The editor keeps closed
    /// what was secret once, so the answer may follow from this text alone.
    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        let _ = text;
        Vec::new()
    }

    /// What could follow the cursor, which stands at the line's end; shown dim, never inserted.
    fn hint(&self, line: &str) -> Option<String> {
        let _ = line;
        None
    }

    /// Where the word at `position` (in bytes) starts, and what could stand there.
    fn complete(&self, line: &str, position: usize) -> (usize, Vec<Candidate>) {
        let _ = line;
        (position, Vec::new())
    }

    /// The prompt in colour. Must take as many columns as the prompt itself.
    fn style_prompt(&self, prompt: &str) -> String {
        prompt.to_owned()
    }
}

/// One thing that could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the list shows.
    pub shown: String,
    /// What goes into the line.
    pub inserted: String,
}

impl Candidate {
    /// A candidate that is shown as it is inserted.
    pub fn new(text: impl Into<String>) -> Candidate {
        let inserted = text.into();
        Candidate {
            shown: inserted.clone(),
            inserted,
        }
    }
}

impl rustyline::completion::Candidate for Candidate {
    fn display(&self) -> &str {
        &self.shown
    }
    fn replacement(&self) -> &str {
        &self.inserted
    }
}
