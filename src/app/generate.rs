//! The generated files: completions of a shell, and the man page.

use super::{Status, Wrong};
use crate::cli::{self, Generated};
use crate::texts::Texts;
use clap_complete::Shell;
use std::io::{self, Write};

/// Prints a generated file on standard output.
pub fn generate(kind: Generated, texts: &Texts) -> Result<Status, Wrong> {
    let mut command = cli::command(texts);
    let mut file = Vec::new();
    let shell = match kind {
        Generated::Man => {
            file = super::man::page(command.clone(), texts)
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
        clap_complete::generate(shell, &mut command, "imapsh", &mut file);
    }
    io::stdout()
        .write_all(&file)
        .map_err(|error| Wrong(error.to_string()))?;
    Ok(Status::Well)
}
