//! The definition of the command line, without texts. `help` adds the texts, `parse` parses a command
//! line.
//!
//! The options of a session are global: they may precede or follow the name of a command. The
//! commands without a session ([`WITHOUT_SESSION`]) refuse them, and their help does not show them.

mod help;
mod parse;
#[cfg(test)]
mod tests;

pub use help::{for_completions, valid_values, with_help};
pub use parse::{CommandLineError, parse};

use crate::notation::directive::duration;
use crate::transport::Security;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// A command line.
#[derive(Debug, Parser)]
#[command(
    name = "imapsh",
    version,
    propagate_version = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// Without a command: a session at the prompt, or with the lines of standard input.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub options: SessionArgs,
    /// The lines of a script, one per `-c`. Not for subcommands.
    #[arg(short = 'c', value_name = "LINE")]
    pub lines: Vec<String>,
}

impl Cli {
    /// The language that the command line names.
    pub fn lang(&self) -> Option<LanguageChoice> {
        match self.command {
            Some(CliCommand::Explain { lang: Some(lang), .. }) => Some(lang),
            _ => self.options.lang,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum CliCommand {
    Replay {
        #[arg(value_name = "SCRIPT")]
        script: String,
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        server: ServerArgs,
    },
    Explain {
        #[arg(value_name = "LINE")]
        line: Option<String>,
        #[arg(long)]
        json: bool,
        /// Hides the session's option of the same name.
        #[arg(long, value_name = "LANGUAGE")]
        lang: Option<LanguageChoice>,
    },
    Learn {
        #[arg(value_name = "LESSON")]
        lesson: Option<String>,
        #[arg(long)]
        check: bool,
    },
    Serve(ServeArgs),
    #[command(hide = true)]
    Help {
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    #[command(hide = true)]
    Generate {
        #[arg(value_name = "KIND")]
        kind: GeneratedFile,
    },
}

/// The commands that open no session.
const WITHOUT_SESSION: &[&str] = &["explain", "serve", "generate", "help"];

/// The server of a session.
#[derive(Clone, Debug, Default, Args)]
pub struct ServerArgs {
    /// HOST, HOST:PORT, [v6]:PORT, imaps://HOST, imap://HOST.
    #[arg(value_name = "HOST")]
    pub host: Option<String>,
    #[arg(value_name = "PORT")]
    pub port: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    #[arg(value_name = "ADDR")]
    pub addr: Option<String>,
    #[arg(long, value_name = "PORT")]
    pub tls_port: Option<u16>,
    #[arg(long, value_name = "FILE")]
    pub ca_out: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub deliver_dir: Option<PathBuf>,
    #[arg(long, value_name = "LIST")]
    pub announce: Option<String>,
    /// Hides the session's option of the same name.
    #[arg(long, value_name = "NAME:PASSWORD")]
    pub user: Vec<String>,
    #[arg(long)]
    pub verbose: bool,
    #[arg(long)]
    pub login_disabled: bool,
    #[arg(long)]
    pub quiet_idle: bool,
    #[arg(long, value_name = "OCTETS")]
    pub max_line: Option<usize>,
    #[arg(long, value_name = "OCTETS")]
    pub max_literal: Option<u64>,
    #[arg(long, value_name = "OCTETS")]
    pub max_literal_before_login: Option<u64>,
    #[arg(long, value_name = "OCTETS")]
    pub max_account: Option<u64>,
    #[arg(long, value_name = "COUNT")]
    pub max_sessions: Option<usize>,
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub login_time: Option<Duration>,
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub autologout: Option<Duration>,
}

/// The options of a session.
#[derive(Clone, Debug, Args)]
pub struct SessionArgs {
    #[arg(long, global = true, conflicts_with = "plain")]
    pub starttls: bool,
    #[arg(long, global = true)]
    pub plain: bool,
    #[arg(long, global = true, value_name = "PEM")]
    pub ca_file: Option<PathBuf>,
    #[arg(long, global = true)]
    pub insecure: bool,
    #[arg(long, global = true, value_name = "PEM", requires = "key")]
    pub cert: Option<PathBuf>,
    #[arg(long, global = true, value_name = "PEM", requires = "cert")]
    pub key: Option<PathBuf>,
    /// `--command`. The id `command` is taken by the subcommand.
    #[arg(id = "program", long = "command", global = true, value_name = "COMMAND", conflicts_with_all = ["starttls", "plain", "ca_file", "insecure", "cert"])]
    pub program: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    #[arg(long, global = true, value_name = "FILE")]
    pub record: Option<PathBuf>,
    #[arg(long, global = true)]
    pub explain: bool,
    #[arg(long, global = true)]
    pub decode: bool,
    #[arg(long, global = true)]
    pub time: bool,
    #[arg(long, global = true)]
    pub timestamps: bool,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Default: the language of the locale.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<LanguageChoice>,
    #[arg(long, global = true, value_name = "PREFIX", default_value = "a")]
    pub tag: String,
    #[arg(long, global = true, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    pub timeout: Duration,
    #[arg(long, global = true)]
    pub pipeline: bool,
    #[arg(long, global = true, conflicts_with = "pipeline")]
    pub step: bool,
    #[arg(long, global = true)]
    pub keep_going: bool,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
    #[arg(long, short = 'V', global = true, action = ArgAction::Version)]
    pub version: Option<bool>,
    #[arg(long, global = true)]
    pub trust: bool,
}

impl SessionArgs {
    /// The security that the options ask for, if any.
    pub fn security(&self) -> Option<Security> {
        match (self.starttls, self.plain) {
            (true, _) => Some(Security::StartTls),
            (_, true) => Some(Security::Plain),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The languages, by their codes (ISO 639-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageChoice {
    En,
    Ja,
}

/// What `imapsh generate` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GeneratedFile {
    Man,
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

// Parsers of values. Their errors are empty, because `help::valid_values` has the texts.

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(String::new()),
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    let time = duration::parse(text).filter(|time| !time.is_zero());
    time.ok_or_else(String::new)
}
