//! What is wrong with a command line, in the table's words rather than the parser's.

use super::Status;
use crate::cli::Unread;
use crate::messages::Messages;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::fmt::Display;
use std::io::IsTerminal;

/// Says it on standard error; help and version, which come the same way, on standard output.
pub fn command_line(error: &Unread, arguments: &[OsString], messages: Messages) -> Status {
    let said = match error {
        Unread::Parser(error) if !error.use_stderr() => {
            let help = error.render();
            return match std::io::stdout().is_terminal() {
                true => super::print(help.ansi().to_string().as_bytes(), messages),
                false => super::print(help.to_string().as_bytes(), messages),
            };
        }
        Unread::Parser(error) => parser(error, &named(arguments, messages), messages),
        Unread::NotHere { option, command } => {
            let given: &[(&str, &dyn Display)] = &[("option", option), ("command", command)];
            [
                messages.with("cli-error-no-session", given),
                more(&format!("imapsh {command}"), messages),
            ]
        }
        Unread::HostBefore { command } => [
            messages.with("cli-error-host-before-command", &[("command", command)]),
            more(&format!("imapsh {command}"), messages),
        ],
    };
    super::say(&said.join("\n"));
    Status::Wrong
}

/// `imapsh`, and the command's name where one is named.
fn named(arguments: &[OsString], messages: Messages) -> String {
    let whole = crate::cli::command(messages);
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    match words.find(|word| whole.find_subcommand(word).is_some()) {
        Some(command) => format!("imapsh {command}"),
        None => "imapsh".to_owned(),
    }
}

/// Where to read on.
fn more(command: &str, messages: Messages) -> String {
    messages.with("cli-see-help", &[("command", &command)])
}

/// The parser's error in our words: what is wrong, and what would be right.
fn parser(error: &clap::Error, command: &str, messages: Messages) -> [String; 2] {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(messages)) => messages.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let given: &[(&str, &dyn Display)] = &[
        ("argument", &argument),
        ("command", &command),
        ("value", &context(ContextKind::InvalidValue)),
        ("valid", &context(ContextKind::ValidValue)),
        ("suggested", &context(ContextKind::SuggestedArg)),
        ("other", &context(ContextKind::PriorArg)),
    ];
    let id = match error.kind() {
        // Neither is repeated: a word too many may be a password, and so may be what --var was given.
        ErrorKind::UnknownArgument if !argument.starts_with('-') => "cli-error-too-many",
        ErrorKind::ValueValidation if argument.starts_with("--var") => "cli-error-value-hidden",
        ErrorKind::UnknownArgument if is_password(&argument) => "cli-error-password",
        ErrorKind::UnknownArgument if error.get(ContextKind::SuggestedArg).is_some() => {
            "cli-error-unknown-near"
        }
        ErrorKind::UnknownArgument => "cli-error-unknown",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            "cli-error-no-value"
        }
        ErrorKind::InvalidValue if !context(ContextKind::ValidValue).is_empty() => {
            "cli-error-value-of"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-error-value",
        ErrorKind::TooManyValues => "cli-error-takes-no-value",
        ErrorKind::ArgumentConflict if argument == context(ContextKind::PriorArg) => {
            "cli-error-twice"
        }
        ErrorKind::ArgumentConflict => "cli-error-conflict",
        ErrorKind::MissingRequiredArgument => "cli-error-missing",
        ErrorKind::InvalidUtf8 => "cli-error-utf8",
        _ => "cli-error",
    };
    let right = format!("cli-value-{}", name_of(&argument));
    let right = match messages.has(&right) && error.kind() != ErrorKind::ArgumentConflict {
        true => messages.get(&right),
        false => more(command, messages),
    };
    [messages.with(id, given), right]
}

/// How people ask for what is not there: `--password`, `--pass=…`, `--passwd`, `-p`.
fn is_password(argument: &str) -> bool {
    argument == "-p" || argument.starts_with("--pass") || argument.starts_with("--pw")
}

/// The name of an argument as the parser shows it, `--max-line <OCTETS>` or `<SCRIPT>`, as the
/// table's ids have it.
fn name_of(argument: &str) -> String {
    let word = argument.split([' ', '=']).next().unwrap_or_default();
    let bare = word.trim_matches(['-', '<', '>', '[', ']', '.']);
    bare.to_ascii_lowercase().replace('-', "_")
}
