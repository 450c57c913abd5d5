//! The REPL: everything that it is made from.

use super::{Options, Server, Status, Wrong};
use crate::cli::When;
use crate::messages::Messages;
use crate::record::RecordError;
use crate::repl::{ExitReason, ReplError, Setup, run};
use crate::view::OutputStyle;
use std::io::{self, IsTerminal};

/// Runs the REPL on the server that the command line names. `host_suggestion`: what to say if there is none
/// of this name.
pub fn repl(
    server: &Server,
    host_suggestion: Option<String>,
    options: &Options,
    messages: Messages,
) -> Result<Status, Wrong> {
    if options.step {
        return Err(Wrong(messages.get("cli-error-step")));
    }
    let plan = super::plan(server, options, messages)?;
    let mut variables = super::variables(options);
    super::practice_account(&plan, options, &mut variables);
    let terminal = io::stdout().is_terminal();
    let color = super::use_color(options, terminal);
    let setup = Setup {
        console: super::console_setup(plan, options, variables, host_suggestion, messages)?,
        style: OutputStyle {
            safe: terminal || options.color == When::Always,
            color,
            time: options.time,
        },
        record: options.record.clone(),
        replay: super::replay_options(options),
    };
    let no_record = |error: RecordError| Wrong(messages.record_error(&error));
    match run(setup) {
        Ok(ExitReason::Well) => Ok(Status::Well),
        Ok(ExitReason::Failed) => Ok(Status::Failed),
        Ok(ExitReason::NoSession) => Ok(Status::NoSession),
        Ok(ExitReason::Interrupted) => Ok(Status::Interrupted),
        Err(ReplError::Record(error)) => Err(no_record(error)),
        Err(ReplError::Io(error)) => Err(Wrong(error.to_string())),
    }
}
