//! What a command reports if its arguments or its script are invalid.

use super::exit_status::ExitStatus;
use super::output;
use crate::messages::{Explain, Messages, Text};

/// The command does nothing because its arguments or the script are invalid. The lines tell the user why.
#[derive(Debug)]
pub struct InvalidInput(pub(super) String);

impl InvalidInput {
    pub(super) fn new(messages: Messages, text: impl Text) -> InvalidInput {
        InvalidInput(messages.format(text))
    }

    pub(super) fn explained(messages: Messages, error: &dyn Explain) -> InvalidInput {
        let explanation = error.explain(messages);
        InvalidInput(format!("{}\n{}", explanation.cause, explanation.advice))
    }

    /// Prints the lines on standard error.
    pub fn report(self) -> ExitStatus {
        output::print_notice(&self.0);
        ExitStatus::Invalid
    }
}
