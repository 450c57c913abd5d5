//! `imapsh serve`: the practice server for other clients.

use super::{ExitStatus, InvalidInput, output};
use crate::cli::ServeArgs;
use crate::escape::{self, escaped};
use crate::messages::{Messages, Text, text};
use crate::practice::serve::{ServeError, ServeEvent, ServeOptions, run as run_server};
use crate::practice::{Announced, Config, Idle, Limits, Server, SessionEvent, SessionEventKind};
use nix::ifaddrs::getifaddrs;
use nix::sys::socket::SockaddrStorage;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};

/// Serves until a signal ends it.
pub fn run(arguments: ServeArgs, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let addr = address(arguments.addr.as_deref(), messages)?;
    let options = ServeOptions {
        addr,
        tls_port: arguments.tls_port.unwrap_or(0),
        deliver_dir: arguments.deliver_dir.clone(),
        ca_out: arguments.ca_out.clone(),
        traffic: arguments.verbose,
    };
    let config = Config { addresses: addresses_at(addr.ip()), ..config(arguments, messages)? };
    warn_about_users(&config.users, messages);
    let names: Vec<String> = config.users.iter().map(|(name, _)| escaped(name)).collect();
    let server = Server::new(config);
    if io::stderr().is_terminal() {
        let accounts: &dyn Text = if names.is_empty() {
            &text::ServeStarted
        } else {
            &text::ServeStartedWith { names: messages.list(&names) }
        };
        output::print_notice(&messages.format(accounts));
    }
    match run_server(&server, &options, move |event| print(event, messages)) {
        Ok(()) => Ok(ExitStatus::Success),
        // The reader has closed standard output: not an error.
        Err(ServeError::Io(error)) if error.kind() == ErrorKind::BrokenPipe => {
            Ok(ExitStatus::Failure)
        }
        Err(error) => Err(InvalidInput(messages.serve_error(&error))),
    }
}

/// The address to listen on: HOST:PORT, HOST or PORT. The default is a free port on 127.0.0.1.
fn address(address: Option<&str>, messages: Messages) -> Result<SocketAddr, InvalidInput> {
    let Some(address) = address else {
        return Ok((Ipv4Addr::LOCALHOST, 0).into());
    };
    if let Ok(port) = address.parse::<u16>() {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    let host = address.trim_start_matches('[').trim_end_matches(']');
    let found = address.to_socket_addrs().or_else(|_| (host, 0).to_socket_addrs());
    let first = found.ok().and_then(|mut addresses| addresses.next());
    first.ok_or_else(|| InvalidInput::new(messages, text::ServeBadAddress { address }))
}

/// The addresses at which others reach a server that listens here: all of this computer's, if it listens on
/// any.
fn addresses_at(ip: IpAddr) -> Vec<IpAddr> {
    if !ip.is_unspecified() {
        return vec![ip];
    }
    let address = |storage: SockaddrStorage| {
        let v4 = storage.as_sockaddr_in().map(|it| IpAddr::V4(it.ip()));
        v4.or_else(|| storage.as_sockaddr_in6().map(|it| IpAddr::V6(it.ip())))
    };
    let all = getifaddrs().into_iter().flatten();
    all.filter_map(|interface| address(interface.address?)).collect()
}

fn config(arguments: ServeArgs, messages: Messages) -> Result<Config, InvalidInput> {
    let mut users = Vec::new();
    for user in arguments.user {
        match user.split_once(':') {
            Some((name, password)) if !name.is_empty() => {
                users.push((name.to_owned(), password.to_owned()));
            }
            // The text does not repeat the value: it may contain a password.
            _ => return Err(InvalidInput::new(messages, text::ServeBadUser)),
        }
    }
    let announced = match arguments.announce.as_deref().map(Announced::parse) {
        None => Announced::all(),
        Some(Ok(announced)) => announced,
        Some(Err(name)) => {
            return Err(InvalidInput::new(messages, text::PracticeNoCapability { name }));
        }
    };
    let limits = Limits::default();
    let sessions = arguments.max_sessions.unwrap_or(limits.sessions);
    Ok(Config {
        users,
        limits: Limits {
            line: arguments.max_line.unwrap_or(limits.line),
            literal_before_login: arguments
                .max_literal_before_login
                .unwrap_or(limits.literal_before_login),
            literal: arguments.max_literal.unwrap_or(limits.literal),
            account: arguments.max_account.unwrap_or(limits.account),
            sessions,
            // The limits per address and per account must allow as many.
            sessions_per_address: limits.sessions_per_address.max(sessions / 10 * 9),
            sessions_per_account: limits.sessions_per_account.max(sessions / 10 * 8),
            login_timeout: arguments.login_time.unwrap_or(limits.login_timeout),
            autologout: arguments.autologout.unwrap_or(limits.autologout),
            ..limits
        },
        login_disabled: arguments.login_disabled,
        tls: true,
        addresses: Vec::new(),
        idle: if arguments.quiet_idle {
            Idle { still_here: None, mail_after: None }
        } else {
            Config::default().idle
        },
        announced,
    })
}

/// Warns about values of `--user` that are allowed but probably mistakes.
fn warn_about_users(users: &[(String, String)], messages: Messages) {
    for (index, (name, password)) in users.iter().enumerate() {
        if password.is_empty() {
            output::print_notice(&messages.format(text::ServeEmptyPassword { name }));
        }
        if users.iter().take(index).any(|(earlier, _)| earlier == name) {
            output::print_notice(&messages.format(text::ServeUserTwice { name }));
        }
    }
}

/// Prints the addresses on standard output, and the log of the sessions on standard error.
fn print(event: ServeEvent, messages: Messages) -> io::Result<()> {
    match event {
        ServeEvent::Listening { plain, tls } => {
            if !plain.ip().is_loopback() {
                output::print_notice(&messages.format(text::ServeReachable { address: plain }));
            }
            let mut out = io::stdout();
            writeln!(out, "imap://{plain} imaps://{tls}")?;
            out.flush()
        }
        ServeEvent::Undelivered { path, error: reason } => {
            let path = path.display();
            writeln!(io::stderr(), "{}", messages.format(text::ServeNotDelivered { path, reason }))
        }
        ServeEvent::Dropped(count) => {
            writeln!(io::stderr(), "{}", messages.format(text::ServeEventsDropped { count }))
        }
        ServeEvent::Session(SessionEvent { session, kind }) => match kind {
            SessionEventKind::Received(octets) => print_traffic(session, "C", &octets),
            SessionEventKind::Sent(octets) => print_traffic(session, "S", &octets),
            SessionEventKind::Closed { user, reason, commands } => {
                let ended = messages.practice_session_ended(session, user, commands, reason);
                writeln!(io::stderr(), "{ended}")
            }
        },
    }
}

/// Prints each line that was sent or received, escaped for a terminal.
fn print_traffic(session: u64, sender: &str, octets: &[u8]) -> io::Result<()> {
    let mut log = Vec::new();
    let octets = octets.strip_suffix(b"\r\n").unwrap_or(octets);
    for line in octets.split(|octet| *octet == b'\n') {
        log.extend_from_slice(format!("[{session}] {sender}: ").as_bytes());
        escape::append(line.strip_suffix(b"\r").unwrap_or(line), &mut log);
        log.push(b'\n');
    }
    io::stderr().write_all(&log)
}
