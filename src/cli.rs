//! The command line's definition, and nothing else. Its words stand in the table of texts under
//! `cli-…`, by the names that the arguments have here.

use crate::messages::Messages;
use crate::notation::duration;
use crate::transport::Security;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// What the user asked for.
#[derive(Debug, Parser)]
#[command(
    name = "imapsh",
    version,
    propagate_version = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// What to do; without it, the REPL.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The server.
    #[command(flatten)]
    pub server: Server,
    /// Everything else.
    #[command(flatten)]
    pub options: Options,
}

/// What imapsh does besides the REPL.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Replays a script.
    Replay {
        /// The script.
        #[arg(value_name = "SCRIPT")]
        script: String,
        /// The server.
        #[command(flatten)]
        server: Server,
    },
    /// Serves the practice server.
    Serve(Serve),
    /// Prints the help, of a command if one is named.
    #[command(hide = true)]
    Help {
        /// Of which.
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    /// Prints a generated file: completions of a shell, or the man page.
    #[command(hide = true)]
    Generate {
        /// What.
        #[arg(value_name = "KIND")]
        kind: Generated,
    },
}

/// Where a session goes.
#[derive(Clone, Debug, Default, Args)]
pub struct Server {
    /// HOST, HOST:PORT, [v6]:PORT, imaps://HOST, imap://HOST.
    #[arg(value_name = "HOST")]
    pub host: Option<String>,
    /// The port.
    #[arg(value_name = "PORT")]
    pub port: Option<String>,
}

/// What `imapsh serve` takes.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(value_name = "ADDR")]
    pub addr: Option<String>,
    /// Where to write the CA's certificate.
    #[arg(long, value_name = "FILE")]
    pub ca_out: Option<PathBuf>,
    /// Further accounts. (The same name as the session's option, which `serve` has no use for.)
    #[arg(long, value_name = "NAME:PASSWORD")]
    pub user: Vec<String>,
    /// The wire on standard error.
    #[arg(long)]
    pub verbose: bool,
    /// No LOGIN without TLS.
    #[arg(long)]
    pub login_disabled: bool,
    /// Nothing comes of itself in IDLE.
    #[arg(long)]
    pub quiet_idle: bool,
    /// Octets in a line.
    #[arg(long, value_name = "OCTETS")]
    pub max_line: Option<usize>,
    /// Octets in a literal.
    #[arg(long, value_name = "OCTETS")]
    pub max_literal: Option<u64>,
    /// The same before login.
    #[arg(long, value_name = "OCTETS")]
    pub max_literal_before_login: Option<u64>,
    /// Octets of an account's messages.
    #[arg(long, value_name = "OCTETS")]
    pub max_account: Option<u64>,
    /// Sessions at once.
    #[arg(long, value_name = "COUNT")]
    pub max_sessions: Option<usize>,
    /// Time without a login.
    #[arg(long, value_name = "DURATION", value_parser = time)]
    pub login_time: Option<Duration>,
    /// Silence before logout.
    #[arg(long, value_name = "DURATION", value_parser = time)]
    pub autologout: Option<Duration>,
}

/// The options, the same for every command that has a session.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Port 143, then STARTTLS.
    #[arg(long, global = true, conflicts_with = "plain")]
    pub starttls: bool,
    /// Port 143 in the clear.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Also trust this CA.
    #[arg(long, global = true, value_name = "PEM")]
    pub ca_file: Option<PathBuf>,
    /// Check nothing.
    #[arg(long, global = true)]
    pub insecure: bool,
    /// A client certificate.
    #[arg(long, global = true, value_name = "PEM", requires = "key")]
    pub cert: Option<PathBuf>,
    /// Its key.
    #[arg(long, global = true, value_name = "PEM", requires = "cert")]
    pub key: Option<PathBuf>,
    /// A program in the server's place. (`program`: `command` is the subcommand's name.)
    #[arg(id = "program", long = "command", global = true, value_name = "COMMAND", conflicts_with_all = ["starttls", "plain", "ca_file", "insecure", "cert"])]
    pub program: Option<String>,
    /// Fills `${user}`.
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// Fills `${NAME}`.
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// Records the session.
    #[arg(long, global = true, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// How long each answer took.
    #[arg(long, global = true)]
    pub time: bool,
    /// Whether to colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// The tags' beginning.
    #[arg(long, global = true, value_name = "PREFIX", default_value = "a")]
    pub tag: String,
    /// How long to wait.
    #[arg(long, global = true, value_name = "DURATION", default_value = "30s", value_parser = time)]
    pub timeout: Duration,
    /// Replays without waiting.
    #[arg(long, global = true)]
    pub pipeline: bool,
    /// Replays step by step.
    #[arg(long, global = true, conflicts_with = "pipeline")]
    pub step: bool,
    /// Goes on after a failed command.
    #[arg(long, global = true)]
    pub keep_going: bool,
    /// Prints the help.
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// Prints the version.
    #[arg(long, short = 'V', global = true, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
    /// Lets a script reach outside.
    #[arg(long, global = true)]
    pub trust: bool,
}

impl Options {
    /// Which protection was asked for, if one was.
    pub fn security(&self) -> Option<Security> {
        match (self.starttls, self.plain) {
            (true, _) => Some(Security::StartTls),
            (_, true) => Some(Security::Plain),
            _ => None,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// What can be generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Generated {
    Man,
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

// What is right instead of a wrong value stands in the table, under `cli-value-` and the argument.

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(String::new()),
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let time = duration::parse(text).filter(|time| !time.is_zero());
    time.ok_or_else(String::new)
}

/// The options in the groups and the order in which the help shows them; a group's heading is
/// `cli-group-NAME`. One that stands in no group comes first, under clap's own heading.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "connecting",
        &[
            "starttls", "plain", "ca_file", "insecure", "cert", "key", "program", "timeout",
        ],
    ),
    (
        "session",
        &["user", "var", "record", "time", "color", "tag"],
    ),
    ("replaying", &["step", "keep_going", "pipeline", "trust"]),
    ("help", &["help", "version"]),
];

/// The widest that a line of the help gets, in columns.
const WIDEST: usize = 100;

/// An argument under its group's heading.
fn grouped(argument: clap::Arg, messages: Messages) -> clap::Arg {
    let id = argument.get_id().to_string();
    if argument.is_positional() {
        return argument.help_heading(messages.get("cli-group-arguments"));
    }
    let groups = GROUPS.iter().filter(|_| argument.is_global_set());
    for (group, options) in groups {
        if let Some(place) = options.iter().position(|option| *option == id) {
            let heading = messages.get(&format!("cli-group-{group}"));
            return argument.help_heading(heading).display_order(place);
        }
    }
    argument
}

/// The definition with its words from the table: `cli-about`, `cli-NAME` of each argument and
/// command, underscores as they stand; `cli-COMMAND-NAME` where a command's argument shares its
/// name with another.
pub fn command(messages: Messages) -> clap::Command {
    with_refused(whole(messages))
}

/// The definition with the options that a command without a session refuses.
fn with_refused(mut command: clap::Command) -> clap::Command {
    let shared = shared(&command);
    // Without a session the options of one would only be in the way there.
    for name in WITHOUT_SESSION {
        command = command.mut_subcommand(name, |mut command| {
            for option in foreign(&shared, &command) {
                command = command.arg(option.global(false).hide(true));
            }
            command
        });
    }
    command
}

/// The definition for completions, which know nothing of hidden options: each command with those
/// that it takes, and no others.
pub fn completed(messages: Messages) -> clap::Command {
    let mut command = whole(messages);
    let shared = shared(&command);
    let names = names(&command);
    for name in &names {
        command = command.mut_subcommand(name, |mut command| {
            let taken = !WITHOUT_SESSION.contains(&name.as_str());
            for option in foreign(&shared, &command).into_iter().filter(|_| taken) {
                command = command.arg(option.global(false));
            }
            command
        });
    }
    for option in foreign(&shared, &clap::Command::default()) {
        command = command.mut_arg(option.get_id(), |option| option.global(false));
    }
    command
}

fn shared(command: &clap::Command) -> Vec<clap::Arg> {
    command.get_arguments().cloned().collect()
}

fn names(command: &clap::Command) -> Vec<String> {
    let names = command.get_subcommands().map(clap::Command::get_name);
    names.map(str::to_owned).collect()
}

/// The definition without a word.
fn defined() -> clap::Command {
    Cli::command().disable_help_subcommand(true)
}

/// The definition with its words, and with a session's options for every command.
fn whole(messages: Messages) -> clap::Command {
    let mut command = worded(defined(), "cli-about", messages)
        .after_help(messages.get("cli-after"))
        .override_usage(messages.get("cli-usage"))
        .subcommand_help_heading(messages.get("cli-group-commands"))
        .max_term_width(WIDEST);
    for name in names(&command) {
        let id = format!("cli-{name}");
        command = command.mut_subcommand(name, |command| worded(command, &id, messages));
    }
    command
}

/// The commands that have no session: its options are refused there.
const WITHOUT_SESSION: &[&str] = &["serve", "generate", "help"];

/// The options of a session that such a command has no option of its own for.
fn foreign(shared: &[clap::Arg], command: &clap::Command) -> Vec<clap::Arg> {
    let own = |id: &clap::Id| command.get_arguments().any(|it| it.get_id() == id);
    let session =
        |it: &&clap::Arg| it.is_global_set() && !matches!(it.get_id().as_str(), "help" | "version");
    let options = shared.iter().filter(session);
    options.filter(|it| !own(it.get_id())).cloned().collect()
}

/// Why a command line can't be followed.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// The parser's error; asking for help and version come the same way.
    #[error(transparent)]
    Parser(#[from] clap::Error),
    /// An option of a session, with a command that has none.
    #[error("{command} takes no {option}")]
    NotHere {
        /// With its dashes.
        option: String,
        /// The command's name.
        command: String,
    },
    /// A host before a command's name, where it would mean nothing.
    #[error("a host before {command}")]
    HostBefore {
        /// The command's name.
        command: String,
    },
}

/// A command with its words, the text `own` of its own.
fn worded(command: clap::Command, own: &str, messages: Messages) -> clap::Command {
    let names: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    let mut command = command
        .about(messages.get(own))
        .help_template(messages.get("cli-template"));
    for name in names {
        let id = [format!("{own}-{name}"), format!("cli-{name}")];
        let id = id.iter().find(|id| messages.has(id)).unwrap_or(&id[1]);
        command = command.mut_arg(name, |argument| {
            // Values and defaults stand in the argument's text, in its language.
            let hides = argument.is_positional() || argument.get_action().takes_values();
            let argument = argument
                .help(messages.get(id))
                .hide_default_value(hides)
                .hide_possible_values(hides);
            grouped(argument, messages)
        });
    }
    let usage = format!("{own}-usage");
    match messages.has(&usage) {
        true => command.override_usage(messages.get(&usage)),
        false => command,
    }
}

/// Reads the command line.
pub fn read(messages: Messages, arguments: &[OsString]) -> Result<Cli, Unread> {
    // Words are for those who ask or err: a start needs none.
    let matches = match defined().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(_) => command(messages).try_get_matches_from(arguments)?,
    };
    if let Some((name, _)) = matches.subcommand()
        && matches.contains_id("host")
    {
        return Err(Unread::HostBefore {
            command: name.to_owned(),
        });
    }
    if let Some((name, _)) = matches.subcommand()
        && WITHOUT_SESSION.contains(&name)
    {
        let defined = defined();
        let shared = shared(&defined);
        let given = |it: &clap::Arg| {
            matches.value_source(it.get_id().as_str()) == Some(ValueSource::CommandLine)
        };
        let own = defined.find_subcommand(name).cloned().unwrap_or_default();
        if let Some(option) = foreign(&shared, &own).into_iter().find(given) {
            return Err(Unread::NotHere {
                option: format!("--{}", option.get_long().unwrap_or_default()),
                command: name.to_owned(),
            });
        }
    }
    Ok(Cli::from_arg_matches(&matches)?)
}

#[cfg(test)]
mod tests;
