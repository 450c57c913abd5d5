//! The results of [`Editor::read`](super::Editor::read).

#[derive(Debug, PartialEq, Eq)]
pub enum EditorInput {
    /// A line, or the lines of a paste, without their ends.
    Lines(Vec<String>),
    /// Several lines that have arrived at once, without the marks of a paste.
    Burst(Vec<String>),
    /// Ctrl-C, with the dropped line, which may contain a secret.
    Interrupted(String),
    /// Ctrl-D on an empty line, or the end of standard input.
    EndOfInput,
    /// There is nothing more to read: the terminal is gone, the end of standard input was returned
    /// before, or `EditorHelper::is_over` is true.
    Closed,
    /// SIGTERM, SIGQUIT or SIGHUP: the program has to end.
    Terminated,
    /// The program that reads the output has ended.
    Unread,
}
