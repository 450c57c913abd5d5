//! From the command line to the right room: what every room needs is made here.

mod ask;
mod generate;
mod interrupts;
mod man;
mod nearby;
mod repl;
mod replay;
mod serve;
mod trouble;

use crate::cli::{Cli, Command, Options, Server, When};
use crate::console::{self, Console, EventSinks, Variables};
use crate::messages::{Explain, Language, Messages};
use crate::practice;
use crate::protocol::compose::Environment;
use crate::protocol::tags::Tags;
use crate::script::load::How;
use crate::session::{ConnectPlan, Endpoint};
use crate::transport::{TlsConfig, TlsOptions, address};
use crate::view::{NoticeOutput, OutputStyle, TerminalView, wrap};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

/// How long a replay waits in all for what IDLE's listing shows.
const PATIENCE: Duration = Duration::from_secs(10);

/// The exit status (part 2 of the contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All went well.
    Well = 0,
    /// The session or the script failed.
    Failed = 1,
    /// The command line or the script's text is wrong.
    Wrong = 2,
    /// There was no session.
    NoSession = 3,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Runs the program with these arguments, its name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let messages = Messages::new(Language::English);
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match crate::cli::read(messages, &arguments) {
        Ok(cli) => start(cli, messages),
        Err(error) => trouble::command_line(&error, &arguments, messages),
    }
}

/// The man page, as `imapsh generate man` prints it.
#[cfg(test)]
pub fn man_page(messages: Messages) -> io::Result<Vec<u8>> {
    man::page(crate::cli::command(messages), messages)
}

fn start(cli: Cli, messages: Messages) -> Status {
    let options = cli.options;
    let result = match cli.command {
        Some(Command::Generate { kind }) => generate::generate(kind, messages),
        Some(Command::Help { command }) => generate::help(command.as_deref(), messages),
        Some(Command::Serve(given)) => serve::serve(&given, messages),
        Some(Command::Replay { script, server }) => {
            replay::replay(&script, &server, None, &options, messages)
        }
        None => {
            let host = cli.server.host.as_deref();
            let host_suggestion = host.and_then(|host| nearby::meant(host, messages));
            match io::stdin().is_terminal() {
                true => repl::repl(&cli.server, host_suggestion, &options, messages),
                false => replay::replay("-", &cli.server, host_suggestion, &options, messages),
            }
        }
    };
    result.unwrap_or_else(|wrong| {
        complain(&wrong);
        Status::Wrong
    })
}

/// What is wrong with the command line or the script, in the user's words.
pub struct Wrong(pub String);

/// Prints on standard output, all of it; says so where that can't be. Nobody reads on is no failure.
fn print(octets: &[u8], messages: Messages) -> Status {
    let mut out = io::stdout();
    match out.write_all(octets).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&messages.with("output-failed", &[("reason", &error)]));
            Status::Failed
        }
        _ => Status::Well,
    }
}

/// Says on standard error what is wrong.
fn complain(wrong: &Wrong) {
    say(&wrong.0);
}

/// Says lines on standard error, wrapped where that is a terminal.
fn say(text: &str) {
    const MARK: &str = "imapsh: ";
    let columns = wrap::columns(io::stderr());
    let mut said = String::new();
    for line in text.lines() {
        let line = crate::escape::escaped(line);
        let rows = match columns {
            Some(columns) => wrap::wrap(&line, columns.saturating_sub(MARK.len())),
            None => vec![line],
        };
        for (index, row) in rows.iter().enumerate() {
            let mark = if index == 0 { MARK } else { "        " };
            said += &format!("{mark}{row}\n");
        }
    }
    // There is nobody to tell that standard error is gone.
    let _ = io::stderr().write_all(said.as_bytes());
}

/// Where the session goes, from the command line.
pub fn plan(server: &Server, options: &Options, messages: Messages) -> Result<ConnectPlan, Wrong> {
    let words = |error: &dyn Explain| {
        let words = error.explain(messages);
        Wrong(format!("{}\n{}", words.cause, words.advice))
    };
    let endpoint = match (&options.program, &server.host) {
        (Some(_), Some(_)) => return Err(Wrong(messages.get("cli-error-host-and-command"))),
        (Some(command), None) => Endpoint::Command(command.clone()),
        (None, Some(host)) => Endpoint::Network(
            address::parse(host, server.port.as_deref(), options.security())
                .map_err(|error| words(&error))?,
        ),
        (None, None) => return practice(options, messages),
    };
    let tls = Arc::new(TlsConfig::new(&trust(options)).map_err(|error| words(&error))?);
    Ok(ConnectPlan {
        endpoint,
        tls,
        timeout: options.timeout,
    })
}

/// Whom the options trust, and what they show of the user.
fn trust(options: &Options) -> TlsOptions {
    TlsOptions {
        ca_file: options.ca_file.clone(),
        insecure: options.insecure,
        client_cert: options.cert.clone().zip(options.key.clone()),
        more_roots: None,
    }
}

/// The practice server inside the program: a connection to it costs nothing and leaves nothing.
/// The options of TLS are for where `:connect` leads from there.
fn practice(options: &Options, messages: Messages) -> Result<ConnectPlan, Wrong> {
    if options.security().is_some() {
        return Err(Wrong(messages.get("cli-error-no-host")));
    }
    let server = practice::Server::new(practice::Config::default());
    let roots = server.ca_pem().map_err(|error| Wrong(error.to_string()))?;
    let tls = TlsOptions {
        more_roots: Some(roots.into_bytes()),
        ..trust(options)
    };
    let tls = TlsConfig::new(&tls).map_err(|error| {
        let words = error.explain(messages);
        Wrong(format!("{}\n{}", words.cause, words.advice))
    })?;
    let tls = Arc::new(tls);
    Ok(ConnectPlan {
        endpoint: Endpoint::Practice(server),
        tls,
        timeout: options.timeout,
    })
}

/// Gives the practice server's own account where the command line names none. The one of the
/// environment is a real server's, unless it is one of the accounts here.
pub fn practice_account(plan: &ConnectPlan, options: &Options, variables: &mut Variables) {
    let Endpoint::Practice(server) = &plan.endpoint else {
        return;
    };
    let named = options.user.is_some() || options.var.iter().any(|(name, _)| name == "user");
    let known = variables.variable("user");
    if !named && known.is_none_or(|name| !server.has_account(&name)) {
        variables.set("user", "user".to_owned());
        variables.set("password", "pass".to_owned());
    }
}

/// The variables that the command line and the environment give.
pub fn variables(options: &Options) -> Variables {
    let mut variables = Variables::new();
    for (name, key) in [("user", "IMAPSH_USER"), ("password", "IMAPSH_PASSWORD")] {
        if let Ok(value) = std::env::var(key) {
            variables.set(name, value);
        }
    }
    for (name, value) in &options.var {
        variables.set(name, value.clone());
    }
    if let Some(user) = &options.user {
        variables.set("user", user.clone());
    }
    variables
}

/// Whether to colour what goes to this stream.
pub fn use_color(options: &Options, terminal: bool) -> bool {
    match options.color {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let unset = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
            // A terminal that says it obeys nothing, or says nothing of itself, gets only text.
            let dumb = cfg!(unix)
                && (unset("TERM") || std::env::var_os("TERM").is_some_and(|term| term == "dumb"));
            terminal && unset("NO_COLOR") && !dumb
        }
    }
}

/// What a console starts with.
fn console_setup(
    plan: ConnectPlan,
    options: &Options,
    variables: Variables,
    host_suggestion: Option<String>,
    messages: Messages,
) -> Result<console::Setup, Wrong> {
    Ok(console::Setup {
        messages,
        plan,
        tags: tags(options, messages)?,
        variables,
        settings: console::Settings {
            timeout: options.timeout,
            patience: PATIENCE,
            pipeline: options.pipeline,
        },
        interrupt: Arc::default(),
        host_suggestion,
    })
}

/// How scripts are replayed.
fn replay_options(options: &Options) -> crate::script::replay::Options {
    crate::script::replay::Options {
        step: false,
        keep_going: options.keep_going,
        how: How {
            language: "en",
            trust: options.trust,
        },
    }
}

/// A console whose wire goes to standard output and whose voice goes to standard error.
pub fn console(setup: console::Setup, options: &Options) -> Result<Console, Wrong> {
    let messages = setup.messages;
    let terminal = io::stdout().is_terminal();
    let color = use_color(options, terminal);
    let style = OutputStyle {
        safe: terminal || options.color == When::Always,
        color,
        time: options.time,
    };
    let voice_terminal = io::stderr().is_terminal();
    let notices = NoticeOutput {
        out: Box::new(io::stderr()),
        terminal: voice_terminal,
        color: voice_terminal && use_color(options, voice_terminal),
    };
    let mut view = TerminalView::new(standard_output(), Some(notices), style);
    view.set_columns(|| wrap::columns(io::stderr()));
    let failed = |error: io::Error| Wrong(error.to_string());
    let mut console = Console::new(setup, EventSinks::new(view)).map_err(failed)?;
    record(&mut console, options, messages)?;
    Ok(console)
}

/// The tags that the command line asks for.
pub fn tags(options: &Options, messages: Messages) -> Result<Tags, Wrong> {
    Tags::new(&options.tag).map_err(|_| {
        let wrong = messages.with("cli-error-tag", &[("prefix", &options.tag)]);
        Wrong(wrong + "\n" + &messages.get("cli-value-tag"))
    })
}

/// Begins the record that the command line asks for.
pub fn record(console: &mut Console, options: &Options, messages: Messages) -> Result<(), Wrong> {
    match &options.record {
        Some(path) => console
            .record(path, false)
            .map_err(|error| Wrong(messages.record_error(&error))),
        None => Ok(()),
    }
}

/// Standard output without the buffer that ends at each line's end: the screen has its own.
fn standard_output() -> Box<dyn Write> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        if let Ok(fd) = io::stdout().as_fd().try_clone_to_owned() {
            return Box::new(File::from(fd));
        }
    }
    Box::new(io::stdout())
}
