//! What the command line's definition gives: completions of a shell, the man page, the help.

use super::{Status, Wrong};
use crate::cli::{self, Generated};
use crate::messages::Messages;
use clap_complete::Shell;

/// Prints a generated file on standard output.
pub fn generate(kind: Generated, messages: Messages) -> Result<Status, Wrong> {
    let mut file = Vec::new();
    let shell = match kind {
        Generated::Man => {
            file = super::man::page(cli::command(messages), messages)
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
        let mut command = cli::completed(messages);
        clap_complete::generate(shell, &mut command, "imapsh", &mut file);
        if shell == Shell::Zsh {
            file = host_or_command(&String::from_utf8_lossy(&file)).into_bytes();
        }
    }
    Ok(super::print(&file, messages))
}

/// zsh's completions as they are generated take the first two words for HOST and PORT and look for
/// the command's name in the third, so that no command's own options were found. Here the first
/// word is a command, or a host: then what a session takes goes on.
fn host_or_command(made: &str) -> String {
    const PLACE: &str = "$line[3]";
    const END: &str = "\n        esac\n    ;;\nesac\n";
    let begin = "_arguments \"${_arguments_options[@]}\" : \\\n";
    let parts = made.split_once(begin).and_then(|(before, after)| {
        let (options, after) = after.split_once("'::host")?;
        let (_, after) = after.split_once("\":: :_imapsh_commands\"")?;
        let (inner, after) = after.split_once(END)?;
        Some((before, options, inner.replace(PLACE, "$line[1]"), after))
    });
    let Some((before, options, inner, after)) = parts else {
        return made.to_owned();
    };
    format!(
        "{before}{begin}{options}\":: :_imapsh_commands\"{inner}\n(*)\n{begin}{options}\
         '::port:(143 993)' \\\n&& ret=0\n;;{END}{after}"
    )
}

/// Prints the help, of a command if one is named.
pub fn help(name: Option<&str>, messages: Messages) -> Result<Status, Wrong> {
    let mut whole = cli::command(messages);
    whole.build();
    let help = match name {
        None => whole.render_help(),
        Some(name) => match whole.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => {
                return Err(Wrong(
                    messages.with("cli-error-no-such-command", &[("name", &name)]),
                ));
            }
        },
    };
    Ok(super::print(help.to_string().as_bytes(), messages))
}
