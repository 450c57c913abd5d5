//! A session at the prompt.

use super::{ExitStatus, InvalidInput, setup};
use crate::cli::{ServerArgs, SessionArgs};
use crate::messages::{Messages, text};
use crate::repl::{ExitReason, ReplError, ReplSetup, run as run_repl};

/// Runs the REPL. `host_suggestion` is reported if the host does not exist.
pub fn run(
    server: &ServerArgs,
    host_suggestion: Option<String>,
    options: &SessionArgs,
    messages: Messages,
) -> Result<ExitStatus, InvalidInput> {
    if options.step {
        return Err(InvalidInput::new(messages, text::CliErrorStep));
    }
    let setup = ReplSetup {
        console: setup::console_setup(server, host_suggestion, options, messages)?,
        style: setup::output_style(options),
        record: options.record.clone(),
        replay: setup::replay_options(options),
        lesson: None,
    };
    end(run_repl(setup), messages)
}

/// The exit status of a session at the prompt.
pub(super) fn end(
    ended: Result<ExitReason, ReplError>,
    messages: Messages,
) -> Result<ExitStatus, InvalidInput> {
    match ended {
        Ok(ExitReason::Success) => Ok(ExitStatus::Success),
        Ok(ExitReason::Failed) => Ok(ExitStatus::Failure),
        Ok(ExitReason::NoSession) => Ok(ExitStatus::NoSession),
        Ok(ExitReason::Interrupted) => Ok(ExitStatus::Interrupted),
        Err(ReplError::Record(error)) => Err(InvalidInput(messages.record_error(&error))),
        Err(ReplError::Io(reason)) => {
            Err(InvalidInput::new(messages, text::StartFailed { reason }))
        }
    }
}
