//! Parses a command line.

use super::help::{has_argument, session_options, with_help};
use super::{Cli, WITHOUT_SESSION};
use crate::messages::Messages;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;

/// Why a command line is rejected.
#[derive(Debug)]
pub enum CommandLineError {
    /// clap's error. It also reports `--help` and `--version` as errors.
    Clap(clap::Error),
    /// An option of a session with a command that opens none.
    NoSession { option: String, command: String },
    /// A host before a command's name.
    HostBeforeCommand { command: String },
    /// Lines of a script before a command's name.
    LinesBeforeCommand { command: String },
    /// A long option with one dash, as openssl has them: clap would take its first letter for an option.
    OneDash { argument: String },
    /// One of openssl's options for which imapsh has no need.
    Openssl { argument: String },
}

impl From<clap::Error> for CommandLineError {
    fn from(error: clap::Error) -> CommandLineError {
        CommandLineError::Clap(error)
    }
}

/// Parses a command line, which starts with the program's name.
pub fn parse(arguments: &[OsString], messages: Messages) -> Result<Cli, CommandLineError> {
    if let Some(error) = option_with_one_dash(arguments) {
        return Err(error);
    }
    // The texts only matter if there is help to print or an error to report.
    let matches = match Cli::command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(_) => with_help(messages).try_get_matches_from(arguments)?,
    };
    if let Some((command, _)) = matches.subcommand() {
        let command = command.to_owned();
        if matches.contains_id("host") {
            return Err(CommandLineError::HostBeforeCommand { command });
        }
        if matches.contains_id("lines") {
            return Err(CommandLineError::LinesBeforeCommand { command });
        }
        if let Some(option) = refused_option(&matches, &command) {
            return Err(CommandLineError::NoSession { option, command });
        }
    }
    Ok(Cli::from_arg_matches(&matches)?)
}

/// The first argument that is a long option with one dash, or one of openssl's.
fn option_with_one_dash(arguments: &[OsString]) -> Option<CommandLineError> {
    const OPENSSL: [&str; 3] = ["crlf", "quiet", "ign_eof"];
    let definition = Cli::command();
    let commands = || std::iter::once(&definition).chain(definition.get_subcommands());
    let is_long = |word: &str| {
        commands().flat_map(Command::get_arguments).any(|it| it.get_long() == Some(word))
    };
    arguments.iter().skip(1).filter_map(|it| it.to_str()).find_map(|argument| {
        let word = argument.strip_prefix('-').filter(|word| word.len() > 1)?;
        let argument = argument.to_owned();
        match word {
            _ if OPENSSL.contains(&word) => Some(CommandLineError::Openssl { argument }),
            _ if is_long(word) => Some(CommandLineError::OneDash { argument }),
            _ => None,
        }
    })
}

/// The first session option on the command line, if the command does not open a session. `--lang` is
/// allowed with every command.
fn refused_option(matches: &ArgMatches, command: &str) -> Option<String> {
    if !WITHOUT_SESSION.contains(&command) {
        return None;
    }
    let definition = Cli::command();
    let command = definition.find_subcommand(command)?;
    let refused = session_options(&definition).into_iter().find(|option| {
        let id = option.get_id();
        id != "lang"
            && !has_argument(command, id)
            && matches.value_source(id.as_str()) == Some(ValueSource::CommandLine)
    })?;
    Some(format!("--{}", refused.get_long()?))
}
