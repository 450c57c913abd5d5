//! `imapsh`: parses the command line, runs the command, and exits with its status.

use imapsh::cli::{self, Cli, CliCommand};
use imapsh::commands::replay::ScriptSource;
use imapsh::commands::{self, ExitStatus, InvalidInput};
use imapsh::commands::{dry_run, explain, generate, help, language, learn, repl, replay, serve};
use imapsh::messages::Messages;
use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

fn main() -> ExitCode {
    commands::survive_file_size_limit();
    let arguments: Vec<OsString> = env::args_os().collect();
    // An error in the command line is reported in the language that it names.
    let messages = Messages::new(language::named(&arguments));
    let status = match cli::parse(&arguments, messages) {
        Ok(cli) => {
            let messages = Messages::new(language::chosen(cli.lang()));
            run(cli, messages).unwrap_or_else(InvalidInput::report)
        }
        Err(error) => commands::report_command_line_error(&error, &arguments, messages),
    };
    ExitCode::from(status as u8)
}

fn run(cli: Cli, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let Cli { command, server, lines, options } = cli;
    match command {
        Some(CliCommand::Replay { script, dry_run: true, .. }) => {
            dry_run::run(&script, options.trust, messages)
        }
        Some(CliCommand::Replay { script, server, .. }) => {
            let host = server.host.as_deref();
            let suggestion = host.and_then(|host| commands::suggest_practice(host, messages));
            replay::run(ScriptSource::Script(&script), &server, suggestion, &options, messages)
        }
        Some(CliCommand::Learn { lesson, check }) => {
            learn::run(lesson.as_deref(), check, &options, messages)
        }
        Some(CliCommand::Explain { line, json, .. }) => {
            explain::run(line.as_deref(), json, messages)
        }
        Some(CliCommand::Serve(arguments)) => serve::run(arguments, messages),
        Some(CliCommand::Help { command }) => help::run(command.as_deref(), messages),
        Some(CliCommand::Generate { kind }) => generate::run(kind, messages),
        None => {
            let host = server.host.as_deref();
            let suggestion = host.and_then(|host| commands::suggest_instead_of(host, messages));
            let source = match lines.is_empty() {
                true if stdin().is_terminal() => {
                    return repl::run(&server, suggestion, &options, messages);
                }
                true => ScriptSource::Script("-"),
                false => ScriptSource::Lines(&lines),
            };
            replay::run(source, &server, suggestion, &options, messages)
        }
    }
}
