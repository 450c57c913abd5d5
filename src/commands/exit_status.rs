//! The program's exit status.

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    Success = 0,
    /// The session or the script failed.
    Failure = 1,
    /// The command line or the script is invalid.
    Invalid = 2,
    /// No session was opened.
    NoSession = 3,
    /// Ctrl-C or a signal ended the program.
    Interrupted = 130,
}
