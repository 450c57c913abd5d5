//! What the command line's definition gives: completions of a shell, the man page, the help.

use super::{Status, Wrong};
use crate::cli::{self, Generated};
use crate::texts::Texts;
use clap_complete::Shell;
use std::io::{self, Write};

/// Prints a generated file on standard output.
pub fn generate(kind: Generated, texts: &Texts) -> Result<Status, Wrong> {
    let mut file = Vec::new();
    let shell = match kind {
        Generated::Man => {
            file = super::man::page(cli::command(texts), texts)
                .map_err(|error| Wrong(error.to_string()))?;
            None
        }
        Generated::Bash => Some(Shell::Bash),
        Generated::Zsh => Some(Shell::Zsh),
        Generated::Fish => Some(Shell::Fish),
        Generated::Elvish => Some(Shell::Elvish),
        Generated::Powershell => Some(Shell::PowerShell),
    };
    if let Some(shell) = shell {
        let mut command = cli::completed(texts);
        clap_complete::generate(shell, &mut command, "imapsh", &mut file);
    }
    io::stdout()
        .write_all(&file)
        .map_err(|error| Wrong(error.to_string()))?;
    Ok(Status::Well)
}

/// Prints the help, of a command if one is named.
pub fn help(name: Option<&str>, texts: &Texts) -> Result<Status, Wrong> {
    let mut whole = cli::command(texts);
    whole.build();
    let help = match name {
        None => whole.render_help(),
        Some(name) => match whole.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => return Err(Wrong(texts.with("reach-no-command", &[("name", &name)]))),
        },
    };
    // There is nobody to tell that standard output is gone.
    let _ = io::stdout().write_all(help.to_string().as_bytes());
    Ok(Status::Well)
}
