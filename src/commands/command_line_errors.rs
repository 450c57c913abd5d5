//! Reports errors in the command line, with imapsh's texts instead of clap's.

use super::exit_status::ExitStatus;
use super::{help, output};
use crate::cli::{CommandLineError, valid_values, with_help};
use crate::messages::{Messages, Text, text};
use crate::script::bundled::{self, Bundled};
use crate::view::table::table;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Prints the error on standard error. Help and version, which clap reports as errors too, go to
/// standard output.
pub fn report_command_line_error(
    error: &CommandLineError,
    arguments: &[OsString],
    messages: Messages,
) -> ExitStatus {
    let (cause, advice) = match error {
        CommandLineError::Clap(error) if !error.use_stderr() => {
            return help::print(&error.render(), messages);
        }
        CommandLineError::Clap(error) if is_for_port(error, arguments, messages) => {
            let argument = context(error, ContextKind::InvalidArg, messages);
            (messages.format(text::CliErrorPort { argument }), see_help("imapsh", messages))
        }
        CommandLineError::Clap(error) => explain(error, &command_of(arguments, messages), messages),
        CommandLineError::NoSession { option, command } => (
            messages.format(text::CliErrorNoSession { option, command }),
            see_help(&format!("imapsh {command}"), messages),
        ),
        CommandLineError::HostBeforeCommand { command } => (
            messages.format(text::CliErrorHostBeforeCommand { command }),
            see_help(&format!("imapsh {command}"), messages),
        ),
        CommandLineError::OneDash { argument } => {
            let (command, suggested) = (&command_of(arguments, messages), &format!("-{argument}"));
            let unknown = text::CliErrorUnknownNear { command, argument, suggested };
            (messages.format(unknown), see_help(command, messages))
        }
        CommandLineError::Openssl { argument } => {
            (messages.format(text::CliErrorOpenssl { argument }), see_help("imapsh", messages))
        }
        CommandLineError::LinesBeforeCommand { command } => (
            messages.format(text::CliErrorLinesBeforeCommand { command }),
            see_help("imapsh", messages),
        ),
    };
    output::print_notice(&format!("{cause}\n{advice}"));
    ExitStatus::Invalid
}

/// `imapsh`, or `imapsh COMMAND`.
fn command_of(arguments: &[OsString], messages: Messages) -> String {
    let definition = with_help(messages);
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    match words.find(|word| definition.find_subcommand(word).is_some()) {
        Some(command) => format!("imapsh {command}"),
        None => "imapsh".to_owned(),
    }
}

fn see_help(command: &str, messages: Messages) -> String {
    messages.format(text::CliSeeHelp { command })
}

/// The cause of the error, and what to do.
fn explain(error: &clap::Error, command: &str, messages: Messages) -> (String, String) {
    let argument = context(error, ContextKind::InvalidArg, messages);
    let advice = match valid_values(&id_of(&argument)) {
        Some(text)
            if error.kind() == ErrorKind::MissingRequiredArgument && argument == "<SCRIPT>" =>
        {
            let (scripts, others) =
                (bundled_scripts(messages), messages.list(other_than_lessons()));
            let scripts = text::CliReplayScripts { scripts, others };
            format!("{}\n{}", messages.format(text), messages.format(scripts))
        }
        Some(text) if error.kind() != ErrorKind::ArgumentConflict => messages.format(text),
        _ => see_help(command, messages),
    };
    (cause(error, &argument, command, messages), advice)
}

/// The bundled scripts, each in a row with its title.
fn bundled_scripts(messages: Messages) -> String {
    let language = messages.language();
    let row = |script: &Bundled| {
        let text = bundled::find(&bundled::translated(script.name, language)).unwrap_or_default();
        let title = text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
        (format!("  {}", script.name), title.to_owned())
    };
    let rows: Vec<(String, String)> = bundled::SCRIPTS.iter().map(row).collect();
    table(&rows).join("\n")
}

/// The names of the bundled scripts that are not lessons.
fn other_than_lessons() -> impl Iterator<Item = &'static str> {
    let names = bundled::SCRIPTS.iter().map(|script| script.name);
    names.filter(|name| !bundled::find(name).is_some_and(|text| text.contains("\n:lesson ")))
}

fn cause(error: &clap::Error, argument: &str, command: &str, messages: Messages) -> String {
    let value = context(error, ContextKind::InvalidValue, messages);
    let valid = context(error, ContextKind::ValidValue, messages);
    let other = context(error, ContextKind::PriorArg, messages);
    let suggested = context(error, ContextKind::SuggestedArg, messages);
    let instead = option_instead(argument).filter(|_| command == "imapsh");
    let text: &dyn Text = match error.kind() {
        // The text does not repeat the word or the value: it may be a password.
        ErrorKind::InvalidSubcommand => &text::CliErrorTooMany,
        ErrorKind::UnknownArgument if !argument.starts_with('-') => match command {
            "imapsh explain" => &text::CliErrorExplainLine,
            _ => &text::CliErrorTooMany,
        },
        ErrorKind::ValueValidation if argument.starts_with("--var") => {
            &text::CliErrorValueHidden { argument }
        }
        ErrorKind::UnknownArgument if is_password_option(argument) => &text::CliErrorPassword,
        ErrorKind::UnknownArgument if let Some(instead) = instead => instead,
        ErrorKind::UnknownArgument if !suggested.is_empty() => {
            &text::CliErrorUnknownNear { command, argument, suggested }
        }
        ErrorKind::UnknownArgument => &text::CliErrorUnknown { command, argument },
        ErrorKind::InvalidValue if value.is_empty() => &text::CliErrorNoValue { argument },
        ErrorKind::InvalidValue if !valid.is_empty() => {
            &text::CliErrorValueOf { argument, value, valid }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            &text::CliErrorValue { argument, value }
        }
        ErrorKind::TooManyValues => &text::CliErrorTakesNoValue { argument },
        ErrorKind::ArgumentConflict if argument == other => &text::CliErrorTwice { argument },
        ErrorKind::ArgumentConflict => &text::CliErrorConflict { argument, other },
        ErrorKind::MissingRequiredArgument => &text::CliErrorMissing { argument },
        ErrorKind::InvalidUtf8 => &text::CliErrorUtf8,
        _ => &text::CliError,
    };
    messages.format(text)
}

fn context(error: &clap::Error, kind: ContextKind, messages: Messages) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => messages.list(texts),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// Whether the unknown option was meant to pass the port: `--port`, `-p 993`, `-p993`.
fn is_for_port(error: &clap::Error, arguments: &[OsString], messages: Messages) -> bool {
    let argument = context(error, ContextKind::InvalidArg, messages);
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let mut value = || {
        let joined = words.find_map(|word| word.strip_prefix("-p"))?;
        if joined.is_empty() { words.next() } else { Some(joined) }
    };
    error.kind() == ErrorKind::UnknownArgument
        && match argument.as_str() {
            "--port" => true,
            "-p" => value().is_some_and(|value| value.parse::<u16>().is_ok()),
            _ => false,
        }
}

/// What replaces an option of other programs.
fn option_instead(argument: &str) -> Option<&'static dyn Text> {
    Some(match argument {
        "--tls" | "--ssl" | "--imaps" => &text::CliErrorTlsOption,
        "--host" | "--hostname" | "--server" => &text::CliErrorHostOption,
        "-u" | "--login" | "--username" => &text::CliErrorUserOption,
        "--json" => &text::CliErrorJsonOption,
        _ => return None,
    })
}

/// Whether this is an attempt to pass a password: `--password`, `--pass=…`, `--passwd`, `-p`.
fn is_password_option(argument: &str) -> bool {
    argument == "-p" || argument.starts_with("--pass") || argument.starts_with("--pw")
}

/// The id of an argument as clap shows it: `max_line` for `--max-line <OCTETS>`, `script` for
/// `<SCRIPT>`.
fn id_of(argument: &str) -> String {
    let word = argument.split([' ', '=']).next().unwrap_or_default();
    let name = word.trim_matches(['-', '<', '>', '[', ']', '.']);
    name.to_ascii_lowercase().replace('-', "_")
}
