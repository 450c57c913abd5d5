//! The REPL: everything that it is made from.

use super::{Options, Server, Status, Wrong};
use crate::cli::When;
use crate::messages::Texts;
use crate::record::RecordError;
use crate::repl::{Left, NoRepl, Setup, run};
use crate::view::Look;
use std::io::{self, IsTerminal};
use std::sync::Arc;

/// Runs the REPL on the server that the command line names. `unfound`: what to say if there is none
/// of this name.
pub fn repl(
    server: &Server,
    unfound: Option<String>,
    options: &Options,
    texts: Arc<Texts>,
) -> Result<Status, Wrong> {
    if options.step {
        return Err(Wrong(texts.get("reach-step")));
    }
    let plan = super::plan(server, options, &texts)?;
    let variables = super::variables(options);
    super::practice_account(&plan, options, &variables);
    let terminal = io::stdout().is_terminal();
    let colour = super::colours(options, terminal);
    let setup = Setup {
        plan,
        tags: super::tags(options, &texts)?,
        variables,
        unfound,
        look: Look {
            safe: terminal || options.color == When::Always,
            colour,
            time: options.time,
        },
        record: options.record.clone(),
        replay: super::how(options),
        texts: texts.clone(),
    };
    let no_record = |error: RecordError| Wrong(crate::console::record_error(&texts, &error));
    match run(setup) {
        Ok(Left::Well) => Ok(Status::Well),
        Ok(Left::Failed) => Ok(Status::Failed),
        Ok(Left::NoSession) => Ok(Status::NoSession),
        Ok(Left::Interrupted) => Ok(Status::Interrupted),
        Err(NoRepl::Record(error)) => Err(no_record(error)),
        Err(NoRepl::Io(error)) => Err(Wrong(error.to_string())),
    }
}
