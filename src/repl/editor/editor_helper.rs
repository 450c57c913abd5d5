//! What the editor asks of its user. The editor knows nothing about IMAP.

use std::ops::Range;

/// Supplies prompts, output, secrets, hints and completions. Called only on the thread that calls
/// `Editor::read`.
pub trait EditorHelper {
    /// Takes the output that is waiting: whole lines, printed above the prompt. Called at each
    /// redraw. Output that arrives later needs another redraw request.
    fn take_output(&self) -> Vec<u8>;

    /// The present prompt (`a003 `, empty, `{12} `), without escape sequences. After a change,
    /// even while a line is typed, a redraw request shows the new one.
    fn prompt(&self) -> String;

    /// The prompt in color, exactly as wide.
    fn style_prompt(&self, prompt: &str) -> String;

    /// Whether the prompt is a question, to be shown even where standard output is no terminal.
    fn is_question(&self) -> bool;

    /// Whether the whole next line is secret.
    fn hides_input(&self) -> bool;

    /// Whether reading is pointless from now on: a line that is being typed is abandoned.
    fn is_over(&self) -> bool;

    /// The prompt of a search in the history, without escape sequences.
    fn search_prompt(&self) -> String;

    /// The byte ranges of `text` that are secret, in any order, on character boundaries.
    ///
    /// `text` is one line, or several lines of a paste with `\n` between them. The answer need not
    /// depend on what was typed before: the editor keeps hidden what was secret once.
    fn secrets(&self, text: &str) -> Vec<Range<usize>>;

    /// What may follow the line, shown dim after the cursor and never inserted.
    fn hint(&self, line: &str) -> Option<String>;

    /// Where the word at `cursor` (a byte offset) starts, and what may replace it.
    fn complete(&self, line: &str, cursor: usize) -> (usize, Vec<String>);
}
