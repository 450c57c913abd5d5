//! The command line with its texts: the help, its groups, and what completions need.

use super::{Cli, WITHOUT_SESSION};
use crate::messages::{Messages, Text, text};
use clap::{Arg, CommandFactory};

/// The widest line of the help, in columns.
pub(super) const MAX_COLUMNS: usize = 100;

type Help = &'static dyn Text;

/// The options of a session by the groups of the help, in the order in which it shows them.
const GROUPS: &[(Help, &[(&str, Help)])] = &[
    (
        &text::CliGroupConnecting,
        &[
            ("starttls", &text::CliStarttls),
            ("plain", &text::CliPlain),
            ("ca_file", &text::CliCaFile),
            ("insecure", &text::CliInsecure),
            ("cert", &text::CliCert),
            ("key", &text::CliKey),
            ("program", &text::CliProgram),
            ("timeout", &text::CliTimeout),
        ],
    ),
    (
        &text::CliGroupSession,
        &[
            ("user", &text::CliUser),
            ("var", &text::CliVar),
            ("record", &text::CliRecord),
            ("time", &text::CliTime),
            ("color", &text::CliColor),
            ("tag", &text::CliTag),
        ],
    ),
    (
        &text::CliGroupReplaying,
        &[
            ("step", &text::CliStep),
            ("keep_going", &text::CliKeepGoing),
            ("pipeline", &text::CliPipeline),
            ("trust", &text::CliTrust),
        ],
    ),
    (
        &text::CliGroupHelp,
        &[("help", &text::CliHelp), ("version", &text::CliVersion)],
    ),
];

/// The help of an argument that is not an option of a session.
fn argument_help(argument: &str) -> Option<Help> {
    Some(match argument {
        "host" => &text::CliHost,
        "port" => &text::CliPort,
        "script" => &text::CliScript,
        "command" => &text::CliCommand,
        "kind" => &text::CliKind,
        "addr" => &text::CliAddr,
        "ca_out" => &text::CliCaOut,
        "user" => &text::CliServeUser,
        "verbose" => &text::CliVerbose,
        "login_disabled" => &text::CliLoginDisabled,
        "quiet_idle" => &text::CliQuietIdle,
        "max_line" => &text::CliMaxLine,
        "max_literal" => &text::CliMaxLiteral,
        "max_literal_before_login" => &text::CliMaxLiteralBeforeLogin,
        "max_account" => &text::CliMaxAccount,
        "max_sessions" => &text::CliMaxSessions,
        "login_time" => &text::CliLoginTime,
        "autologout" => &text::CliAutologout,
        _ => return None,
    })
}

/// What would be right instead of a wrong value, by the argument's id.
pub fn valid_values(argument: &str) -> Option<Help> {
    Some(match argument {
        "timeout" | "login_time" | "autologout" => &text::CliValueTimeout,
        "var" => &text::CliValueVar,
        "tag" => &text::CliValueTag,
        "color" => &text::CliValueColor,
        "record" => &text::CliValueRecord,
        "ca_file" => &text::CliValueCaFile,
        "cert" | "key" => &text::CliValueCert,
        "command" => &text::CliValueProgram,
        "script" => &text::CliValueScript,
        "kind" => &text::CliValueKind,
        "ca_out" => &text::CliValueCaOut,
        "max_line" => &text::CliValueMaxLine,
        "max_literal" => &text::CliValueMaxLiteral,
        "max_literal_before_login" => &text::CliValueMaxLiteralBeforeLogin,
        "max_account" => &text::CliValueMaxAccount,
        "max_sessions" => &text::CliValueMaxSessions,
        _ => return None,
    })
}

/// The definition with its texts.
pub fn with_help(messages: Messages) -> clap::Command {
    let definition = Cli::command();
    let mut root = described(messages);
    for command in definition.get_subcommands() {
        // A hidden option that is not global replaces the global one: the help lacks it.
        let hidden = session_options_not_of(command, &root)
            .into_iter()
            .filter(|_| WITHOUT_SESSION.contains(&command.get_name()))
            .map(|option| option.global(false).hide(true));
        root = root.mut_subcommand(command.get_name(), |command| command.args(hidden));
    }
    root
}

/// The definition for completions. They ignore that an option is hidden, so that each command has
/// the options that it takes and no global ones.
pub fn for_completions(messages: Messages) -> clap::Command {
    let definition = Cli::command();
    let mut root = described(messages);
    let options = session_options_not_of(&clap::Command::default(), &root);
    for command in definition.get_subcommands() {
        let taken = options
            .iter()
            .filter(|_| !WITHOUT_SESSION.contains(&command.get_name()))
            .map(|option| option.clone().global(false));
        root = root.mut_subcommand(command.get_name(), |command| command.args(taken));
    }
    for option in options {
        root = root.mut_arg(option.get_id(), |option| option.global(false));
    }
    root
}

/// The options of a session, except those whose id the command uses for an argument of its own.
pub(super) fn session_options_not_of(command: &clap::Command, root: &clap::Command) -> Vec<Arg> {
    let is_own = |id: &clap::Id| command.get_arguments().any(|own| own.get_id() == id);
    let options = root.get_arguments().filter(|argument| {
        let id = argument.get_id();
        argument.is_global_set() && id != "help" && id != "version" && !is_own(id)
    });
    options.cloned().collect()
}

/// The definition with the texts of each command and argument.
fn described(messages: Messages) -> clap::Command {
    let definition = Cli::command();
    let names = definition.get_subcommands().map(clap::Command::get_name);
    let names: Vec<String> = names.map(str::to_owned).collect();
    let mut root = describe(definition, messages)
        .after_help(messages.format(text::CliAfter))
        .subcommand_help_heading(messages.format(text::CliGroupCommands))
        .max_term_width(MAX_COLUMNS);
    for name in names {
        root = root.mut_subcommand(name, |command| describe(command, messages));
    }
    root
}

fn describe(command: clap::Command, messages: Messages) -> clap::Command {
    let (about, usage): (Help, Option<Help>) = match command.get_name() {
        "replay" => (&text::CliReplay, Some(&text::CliReplayUsage)),
        "serve" => (&text::CliServe, Some(&text::CliServeUsage)),
        "generate" => (&text::CliGenerate, None),
        "help" => (&text::CliHelp, None),
        _ => (&text::CliAbout, Some(&text::CliUsage)),
    };
    let command = command
        .about(messages.format(about))
        .help_template(messages.format(text::CliTemplate))
        .mut_args(|argument| describe_argument(argument, messages));
    match usage {
        Some(usage) => command.override_usage(messages.format(usage)),
        None => command,
    }
}

fn describe_argument(argument: Arg, messages: Messages) -> Arg {
    // The texts name the default and the possible values.
    let has_value = argument.is_positional() || argument.get_action().takes_values();
    let argument = argument
        .hide_default_value(has_value)
        .hide_possible_values(has_value);
    let id = argument.get_id().to_string();
    if argument.is_global_set() {
        for (heading, options) in GROUPS {
            let found = options
                .iter()
                .enumerate()
                .find(|(_, (name, _))| *name == id);
            if let Some((place, (_, help))) = found {
                return argument
                    .help(messages.format(help))
                    .help_heading(messages.format(heading))
                    .display_order(place);
            }
        }
    }
    let is_positional = argument.is_positional();
    let argument = match argument_help(&id) {
        Some(help) => argument.help(messages.format(help)),
        None => argument,
    };
    match is_positional {
        true => argument.help_heading(messages.format(text::CliGroupArguments)),
        false => argument,
    }
}
