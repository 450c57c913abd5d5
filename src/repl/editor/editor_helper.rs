//! The interface between the editor, which knows nothing about IMAP, and the program around it.

use super::external_editor::ExternalEditError;
use std::ops::Range;

/// A possible replacement of the word at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its form in the list.
    pub shown: String,
    pub inserted: String,
}

impl Candidate {
    /// A word that is listed and inserted in the same form.
    pub fn of(word: impl Into<String>) -> Candidate {
        let word = word.into();
        Candidate { shown: word.clone(), inserted: word }
    }
}

/// Supplies prompts, output, secrets, hints and completions. Called only on the thread that calls
/// `Editor::read`.
pub trait EditorHelper {
    /// Takes the output that is waiting: whole lines, printed above the prompt. Called at each
    /// redraw. Output that arrives later needs another redraw request.
    fn take_output(&self) -> Vec<u8>;

    /// Notes that the terminal has echoed this line after the prompt, and still shows both.
    fn note_echo(&self, prompt: &str, line: &str);

    /// The current prompt (`a003 `, `{12} `, or empty), without escape sequences. If it changes while
    /// a line is being typed, a redraw request shows the new one.
    fn prompt(&self) -> String;

    /// The prompt in color. It must be as wide as `prompt`.
    fn style_prompt(&self, prompt: &str) -> String;

    /// The text in color, as the screen shows it, with its secrets masked. It must be as wide.
    fn style_text(&self, shown: &str) -> String {
        shown.to_owned()
    }

    /// Whether the prompt is a question. It is shown even if standard output is not a terminal.
    fn is_question(&self) -> bool;

    /// Whether the whole next line is secret.
    fn hides_input(&self) -> bool;

    /// Whether no more lines are needed. A line that is being typed is then abandoned.
    fn is_over(&self) -> bool;

    /// The prompt of a search in the history, without escape sequences.
    fn search_prompt(&self) -> String;

    /// The text for a search without a match.
    fn search_failure(&self) -> String;

    /// Reports why the line is not edited in another program, above the prompt.
    fn report_edit_error(&self, error: &ExternalEditError);

    /// Reports that the cut text is not inserted, because a secret in it would be shown.
    fn report_hidden_cut(&self);

    /// The byte ranges of `text` that are secret, in any order, on character boundaries.
    ///
    /// `text` is one line, or several lines of a paste with `\n` between them. Only `text` matters,
    /// not how it was edited: the editor keeps hidden what was secret once.
    fn secrets(&self, text: &str) -> Vec<Range<usize>>;

    /// Whether this text may be an attempt to log in.
    fn is_attempt(&self, text: &str) -> bool;

    /// A byte range of `text` that is hidden only until the text continues after it: it may be a secret if
    /// nothing follows.
    fn hidden_at_end(&self, text: &str) -> Option<Range<usize>> {
        let _ = text;
        None
    }

    /// How the line may continue. Shown dim after the cursor, never inserted.
    fn hint(&self, line: &str) -> Option<String>;

    /// What Enter does with these lines, which were pasted and not yet sent. Shown below them.
    fn paste_hint(&self, lines: &str) -> Option<String>;

    /// The start of the word at `cursor` (a byte offset), and its possible replacements.
    fn complete(&self, line: &str, cursor: usize) -> (usize, Vec<Candidate>);

    /// The text below a list about the number of candidates that are not shown.
    fn more_candidates(&self, count: usize) -> String;
}
