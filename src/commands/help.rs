//! `imapsh help`: the help, as `--help` prints it.

use super::{ExitStatus, InvalidInput, output};
use crate::cli;
use crate::messages::{Messages, text};

/// Prints the help of a command, or of the program.
pub fn run(command: Option<&str>, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let mut definition = cli::with_help(messages);
    definition.build();
    let help = match command {
        None => definition.render_help(),
        Some(name) => match definition.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => {
                let unknown = text::CliErrorNoSuchCommand { name };
                return Err(InvalidInput::new(messages, unknown));
            }
        },
    };
    Ok(output::print(help.to_string().as_bytes(), messages))
}
