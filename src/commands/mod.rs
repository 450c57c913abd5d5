//! The commands, one per file, and what they share: `setup` makes the parts of a session from its
//! options, `output` prints outside a session.

pub mod dry_run;
pub mod explain;
pub mod generate;
pub mod help;
pub mod language;
pub mod learn;
pub mod repl;
pub mod replay;
pub mod serve;

mod command_line_errors;
mod credentials;
mod host_suggestion;
mod man_page;
mod masked_lines;
mod output;
mod setup;
mod signals;
mod step_prompt;

pub use command_line_errors::report_command_line_error;
pub use host_suggestion::{suggest_instead_of, suggest_practice};
pub use signals::survive_file_size_limit;

use crate::messages::{Explain, Messages, Text};

/// The program's exit status.
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

/// The command does nothing because its arguments or the script are invalid. The lines tell the user why.
#[derive(Debug)]
pub struct InvalidInput(String);

impl InvalidInput {
    fn new(messages: Messages, text: impl Text) -> InvalidInput {
        InvalidInput(messages.format(text))
    }

    fn explained(messages: Messages, error: &dyn Explain) -> InvalidInput {
        let explanation = error.explain(messages);
        InvalidInput(format!("{}\n{}", explanation.cause, explanation.advice))
    }

    /// Prints the lines on standard error.
    pub fn report(self) -> ExitStatus {
        output::print_notice(&self.0);
        ExitStatus::Invalid
    }
}
