//! Adds the texts to the definition of the command line, for the help and for completions.

use super::{Cli, WITHOUT_SESSION};
use crate::messages::{Messages, Text, text};
use clap::{Arg, CommandFactory};

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
            ("explain", &text::CliExplain),
            ("decode", &text::CliDecode),
            ("time", &text::CliTime),
            ("timestamps", &text::CliTimestamps),
            ("color", &text::CliColor),
            ("lang", &text::CliLang),
            ("tag", &text::CliTag),
        ],
    ),
    (
        &text::CliGroupReplaying,
        &[
            ("lines", &text::CliLines),
            ("step", &text::CliStep),
            ("keep_going", &text::CliKeepGoing),
            ("pipeline", &text::CliPipeline),
            ("trust", &text::CliTrust),
        ],
    ),
    (&text::CliGroupHelp, &[("help", &text::CliHelp), ("version", &text::CliVersion)]),
];

/// The help of an argument that is not an option of a session.
fn argument_help(argument: &str) -> Option<Help> {
    Some(match argument {
        "host" => &text::CliHost,
        "port" => &text::CliPort,
        "script" => &text::CliScript,
        "lesson" => &text::CliLesson,
        "check" => &text::CliCheck,
        "line" => &text::CliExplainLine,
        "json" => &text::CliExplainJson,
        "dry_run" => &text::CliDryRun,
        "command" => &text::CliCommand,
        "kind" => &text::CliKind,
        "lang" => &text::CliLang,
        "addr" => &text::CliAddr,
        "ca_out" => &text::CliCaOut,
        "tls_port" => &text::CliTlsPort,
        "deliver_dir" => &text::CliDeliverDir,
        "announce" => &text::CliAnnounce,
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

/// The values that an argument with this id takes.
pub fn valid_values(argument: &str) -> Option<Help> {
    Some(match argument {
        "timeout" | "login_time" | "autologout" => &text::CliValueTimeout,
        "var" => &text::CliValueVar,
        "c" => &text::CliValueLines,
        "tag" => &text::CliValueTag,
        "color" => &text::CliValueColor,
        "lang" => &text::CliValueLang,
        "record" => &text::CliValueRecord,
        "ca_file" => &text::CliValueCaFile,
        "cert" | "key" => &text::CliValueCert,
        "command" => &text::CliValueProgram,
        "script" => &text::CliValueScript,
        "kind" => &text::CliValueKind,
        "ca_out" => &text::CliValueCaOut,
        "tls_port" => &text::CliValueTlsPort,
        "deliver_dir" => &text::CliValueDeliverDir,
        "announce" => &text::CliValueAnnounce,
        "max_line" => &text::CliValueMaxLine,
        "max_literal" => &text::CliValueMaxLiteral,
        "max_literal_before_login" => &text::CliValueMaxLiteralBeforeLogin,
        "max_account" => &text::CliValueMaxAccount,
        "max_sessions" => &text::CliValueMaxSessions,
        _ => return None,
    })
}

/// The definition of the command line with its texts.
pub fn with_help(messages: Messages) -> clap::Command {
    let root = described(messages);
    let options = session_options(&root);
    root.mut_subcommands(|command| {
        if !WITHOUT_SESSION.contains(&command.get_name()) {
            return command;
        }
        // A hidden option that is not global replaces the global one, so the help does not show it.
        let replaced = options.iter().filter(|it| !has_argument(&command, it.get_id()));
        let hidden = replaced.map(|option| option.clone().global(false).hide(true));
        let hidden: Vec<Arg> = hidden.collect();
        command.args(hidden)
    })
}

/// The definition for shell completions, which ignore that an option is hidden. Here each command has
/// just the options that it takes, and none is global.
pub fn for_completions(messages: Messages) -> clap::Command {
    let root = described(messages);
    let options = session_options(&root);
    let options: Vec<Arg> = options.into_iter().map(|it| it.global(false)).collect();
    let root = root.mut_subcommands(|command| {
        if WITHOUT_SESSION.contains(&command.get_name()) { command } else { command.args(&options) }
    });
    root.mut_args(|argument| {
        if options.iter().any(|it| it.get_id() == argument.get_id()) {
            argument.global(false)
        } else {
            argument
        }
    })
}

/// The options of a session: the global ones, except those that every command has.
pub(super) fn session_options(root: &clap::Command) -> Vec<Arg> {
    let options = root.get_arguments().filter(|argument| {
        argument.is_global_set() && argument.get_id() != "help" && argument.get_id() != "version"
    });
    options.cloned().collect()
}

/// Whether the command defines an argument with this id.
pub(super) fn has_argument(command: &clap::Command, id: &clap::Id) -> bool {
    command.get_arguments().any(|own| own.get_id() == id)
}

/// The definition with the texts of each command and argument.
fn described(messages: Messages) -> clap::Command {
    describe(Cli::command(), messages)
        .after_help(messages.format(text::CliAfter))
        .subcommand_help_heading(messages.format(text::CliGroupCommands))
        .mut_subcommands(|command| describe(command, messages))
}

fn describe(command: clap::Command, messages: Messages) -> clap::Command {
    let (about, usage): (Help, Option<Help>) = match command.get_name() {
        "replay" => (&text::CliReplay, Some(&text::CliReplayUsage)),
        "explain" => (&text::CliExplainCommand, Some(&text::CliExplainUsage)),
        "learn" => (&text::CliLearn, Some(&text::CliLearnUsage)),
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
    let argument = argument.hide_default_value(has_value).hide_possible_values(has_value);
    let id = argument.get_id().to_string();
    if argument.is_global_set() || id == "lines" {
        for (heading, options) in GROUPS {
            let found = options.iter().enumerate().find(|(_, (name, _))| *name == id);
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
    // The help shows them in the order in which they are typed: SCRIPT, HOST, PORT.
    let argument = match id.as_str() {
        "host" => argument.display_order(1),
        "port" => argument.display_order(2),
        _ if is_positional => argument.display_order(0),
        _ => argument,
    };
    let heading: Help =
        if is_positional { &text::CliGroupArguments } else { &text::CliGroupOptions };
    argument.help_heading(messages.format(heading))
}
