//! What a read of the keyboard, or of standard input, returns.

#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// A line, or the lines of a paste, without their ends.
    Lines(Vec<String>),
    /// Ctrl-C, with the dropped line, which may hold a secret.
    Interrupted(String),
    /// Ctrl-D on an empty line, or the end of standard input.
    EndOfInput,
    /// There is nothing more to read: the terminal is gone, standard input was at its end before,
    /// or `EditorHelper::is_over` holds.
    Closed,
    /// SIGTERM, SIGQUIT or SIGHUP: the program has to end.
    Terminated,
}
