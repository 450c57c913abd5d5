//! The parts of a session, made from the options of the command line.

use super::InvalidInput;
use super::host_suggestion::suggest_script;
use super::signals::Interrupts;
use crate::cli::{ColorChoice, ServerArgs, SessionArgs};
use crate::console::{self, Console, EventSinks, Variables, practice_endpoint};
use crate::messages::{Messages, text};
use crate::notation::directive::fold_limit::FoldLimit;
use crate::practice;
use crate::protocol::compose::Environment;
use crate::protocol::tags::Tags;
use crate::script::replay;
use crate::session::{ConnectPlan, Endpoint};
use crate::transport::child::PASSWORD_VARIABLE;
use crate::transport::{TlsConfig, TlsOptions, address};
use crate::view::{Colors, NoticeOutput, OutputStyle, TerminalView, wrap};
use std::env;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Duration;

/// How long a replay waits in total for the lines that the listing of an IDLE shows.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the session connects to. Without a host or a program it is the practice server, which is then
/// returned too.
fn connect_plan(
    server: &ServerArgs,
    options: &SessionArgs,
    messages: Messages,
) -> Result<(ConnectPlan, Option<practice::Server>), InvalidInput> {
    let mut practice_server = None;
    let mut tls = TlsOptions {
        ca_file: options.ca_file.clone(),
        insecure: options.insecure,
        client_cert: options.cert.clone().zip(options.key.clone()),
        more_roots: None,
    };
    let endpoint = match (&options.program, &server.host) {
        (Some(_), Some(_)) => {
            return Err(InvalidInput::new(messages, text::CliErrorHostAndCommand));
        }
        (Some(command), None) => Endpoint::Command(command.clone()),
        (None, Some(host)) => {
            let target = address::parse(host, server.port.as_deref(), options.security());
            Endpoint::Network(target.map_err(|error| match suggest_script(host, messages) {
                // `imapsh FILE HOST`: the host is where the port belongs.
                Some(suggestion) => InvalidInput(suggestion),
                None => InvalidInput::explained(messages, &error),
            })?)
        }
        (None, None) if options.security().is_some() => {
            return Err(InvalidInput::new(messages, text::CliErrorNoHost));
        }
        (None, None) => {
            let server = practice::Server::new(practice::Config::default());
            let roots = server.ca_pem();
            let roots =
                roots.map_err(|error| InvalidInput(messages.practice_certificate_error(&error)))?;
            tls.more_roots = Some(roots.into_bytes());
            practice_server = Some(server.clone());
            practice_endpoint(&server, None)
        }
    };
    let tls = TlsConfig::new(&tls).map_err(|error| InvalidInput::explained(messages, &error))?;
    let plan = ConnectPlan { endpoint, tls: Arc::new(tls), timeout: options.timeout };
    Ok((plan, practice_server))
}

/// The variables of the environment and the command line. On the practice server the default user is
/// one of its accounts, since the user in the environment is probably one of a real server.
fn variables(options: &SessionArgs, practice: Option<&practice::Server>) -> Variables {
    let mut variables = Variables::default();
    for (name, key) in [("user", "IMAPSH_USER"), ("password", PASSWORD_VARIABLE)] {
        if let Ok(value) = env::var(key) {
            variables.set(name, value);
        }
    }
    for (name, value) in &options.var {
        variables.set(name, value.clone());
    }
    if let Some(user) = &options.user {
        variables.set("user", user.clone());
    }
    let is_named = options.user.is_some() || options.var.iter().any(|(name, _)| name == "user");
    if let Some(server) = practice
        && !is_named
        && !(variables.variable("user")).is_some_and(|name| server.has_account(&name))
    {
        variables.set_practice_account("user", "pass");
        // A password on the command line is meant, even for a login that is to fail.
        for (name, value) in options.var.iter().filter(|(name, _)| name == "password") {
            variables.set(name, value.clone());
        }
    }
    variables
}

/// How standard output shows the session.
pub fn output_style(options: &SessionArgs) -> OutputStyle {
    let terminal = io::stdout().is_terminal();
    OutputStyle {
        safe: terminal || options.color == ColorChoice::Always,
        colors: colors(options, terminal),
        time: options.time,
        timestamps: options.timestamps,
    }
}

fn colors(options: &SessionArgs, terminal: bool) -> Colors {
    let variable = |name| env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
    let term = variable("TERM");
    let are_used = match options.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            terminal && variable("NO_COLOR").is_empty() && !matches!(term.as_str(), "" | "dumb")
        }
    };
    if are_used { Colors::of_terminal(&term, &variable("COLORTERM")) } else { Colors::Off }
}

fn tags(options: &SessionArgs, messages: Messages) -> Result<Tags, InvalidInput> {
    Tags::new(&options.tag).map_err(|_| {
        let invalid = text::CliErrorTag { prefix: &options.tag };
        let valid = messages.format(text::CliValueTag);
        InvalidInput(format!("{}\n{valid}", messages.format(invalid)))
    })
}

/// How scripts are replayed.
pub fn replay_options(options: &SessionArgs) -> replay::ReplayOptions {
    replay::ReplayOptions { keep_going: options.keep_going, trust: options.trust }
}

/// The setup of a console. `host_suggestion` is reported if the host does not exist.
pub fn console_setup(
    server: &ServerArgs,
    host_suggestion: Option<String>,
    options: &SessionArgs,
    messages: Messages,
) -> Result<console::ConsoleSetup, InvalidInput> {
    let (plan, practice) = connect_plan(server, options, messages)?;
    Ok(console::ConsoleSetup {
        messages,
        tags: tags(options, messages)?,
        variables: variables(options, practice.as_ref()),
        plan,
        practice,
        settings: console::Settings {
            timeout: options.timeout,
            patience: PATIENCE,
            raw_paste: false,
            guide: Some(false),
            pipeline: options.pipeline,
            fold: FoldLimit::default(),
            explain: options.explain,
            decode: options.decode,
        },
        interrupt: Arc::default(),
        host_suggestion,
    })
}

/// A console that shows the session on standard output and its notices on standard error.
pub fn console(
    setup: console::ConsoleSetup,
    options: &SessionArgs,
    interrupts: &Interrupts,
) -> Result<Console, InvalidInput> {
    let messages = setup.messages;
    let start_failed = |reason| InvalidInput::new(messages, text::StartFailed { reason });
    let terminal = io::stderr().is_terminal();
    let notices = NoticeOutput {
        out: Box::new(interrupts.output(io::stderr()).map_err(start_failed)?),
        terminal,
        colors: colors(options, terminal),
    };
    let output = interrupts.output(io::stdout()).map_err(start_failed)?;
    let mut view = TerminalView::new(Box::new(output), Some(notices), output_style(options));
    view.set_columns(|| wrap::columns(io::stderr()), || wrap::columns(io::stdout()));
    let mut console = Console::new(setup, EventSinks::new(view)).map_err(start_failed)?;
    if let Some(path) = &options.record {
        let recorded = console.record(path, false);
        recorded.map_err(|error| InvalidInput(messages.record_error(&error)))?;
    }
    Ok(console)
}
