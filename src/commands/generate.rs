//! `imapsh generate`: the man page, or a shell's completions.

use super::{ExitStatus, InvalidInput, man_page, output};
use crate::cli::{self, GeneratedFile};
use crate::messages::Messages;
use clap_complete::Shell;

/// Prints the file on standard output.
pub fn run(kind: GeneratedFile, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let file = match kind {
        GeneratedFile::Man => man_page::man_page(messages),
        GeneratedFile::Bash => completions(Shell::Bash, messages),
        GeneratedFile::Zsh => complete_after_host(completions(Shell::Zsh, messages)),
        GeneratedFile::Fish => completions(Shell::Fish, messages),
        GeneratedFile::Elvish => completions(Shell::Elvish, messages),
        GeneratedFile::Powershell => completions(Shell::PowerShell, messages),
    };
    Ok(output::print(file.as_bytes(), messages))
}

fn completions(shell: Shell, messages: Messages) -> String {
    let mut file = Vec::new();
    let mut definition = cli::for_completions(messages);
    clap_complete::generate(shell, &mut definition, "imapsh", &mut file);
    String::from_utf8_lossy(&file).into_owned()
}

/// Makes zsh's completions depend on the first word, a command or a host.
///
/// imapsh takes either a command or HOST and PORT. clap_complete's function for zsh takes HOST and
/// PORT first and looks for a command in the third word, so that no command's options are found:
///
/// ```text
///     _arguments "${_arguments_options[@]}" : \
///     OPTIONS '::host -- …' '::port -- …' ":: :_imapsh_commands" …
///         case $line[3] in
///         (replay) … ;;
///         esac
/// ```
///
/// This removes the two arguments, switches on the first word, and adds a case for any other first
/// word: a host, followed by the same OPTIONS. A file of another form is returned unchanged.
fn complete_after_host(file: String) -> String {
    const ARGUMENTS: &str = "_arguments \"${_arguments_options[@]}\" : \\\n";
    const COMMANDS: &str = "\":: :_imapsh_commands\"";
    const END: &str = "\n        esac\n    ;;\nesac\n";
    let parts = file.split_once(ARGUMENTS).and_then(|(before, rest)| {
        let (options, rest) = rest.split_once("'::host")?;
        let (_, rest) = rest.split_once(COMMANDS)?;
        let (cases, after) = rest.split_once(END)?;
        Some((before, options, cases.replace("$line[3]", "$line[1]"), after))
    });
    let Some((before, options, cases, after)) = parts else {
        return file;
    };
    let host = format!("\n(*)\n{ARGUMENTS}{options}'::port:(143 993)' \\\n&& ret=0\n;;");
    format!("{before}{ARGUMENTS}{options}{COMMANDS}{cases}{host}{END}{after}")
}
