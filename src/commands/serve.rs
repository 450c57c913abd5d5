//! `imapsh serve`: the practice server by itself, for any other client.

use super::{Status, Wrong};
use crate::cli::Serve;
use crate::escape;
use crate::messages::Messages;
use crate::practice::serve::{ServeError, ServeEvent, ServeOptions, run};
use crate::practice::{Config, Idle, Limits, Server, SessionEnd, SessionEvent, SessionEventKind};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};

/// Serves until a signal.
pub fn serve(given: &Serve, messages: Messages) -> Result<Status, Wrong> {
    let options = ServeOptions {
        addr: address(given.addr.as_deref(), messages)?,
        ca_out: given.ca_out.clone(),
        traffic: given.verbose,
    };
    let config = config(given, messages)?;
    for warning in doubts(&config.users, messages) {
        super::say(&warning);
    }
    let server = Server::new(config);
    if io::stderr().is_terminal() {
        // Who starts it by hand wants to know what to log in with.
        super::say(&messages.get("serve-started"));
    }
    match run(&server, &options, &mut |event| print(event, messages)) {
        Ok(()) => Ok(Status::Well),
        // The reader of the first line has gone: that is not an error.
        Err(ServeError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(Status::Failed)
        }
        Err(error) => Err(Wrong(
            messages.with("serve-failed", &[("why", &failure(&error))]),
        )),
    }
}

/// What the system says about a failure, and the address or file that it is about.
fn failure(error: &ServeError) -> String {
    match error {
        ServeError::Tls(error) => error.to_string(),
        ServeError::Listen { addr, error } => format!("{addr}: {error}"),
        ServeError::CaOut { path, error } => format!("{}: {error}", path.display()),
        ServeError::Io(error) => error.to_string(),
    }
}

/// Prints the addresses on standard output, and the log of the sessions on standard error.
fn print(event: ServeEvent, messages: Messages) -> io::Result<()> {
    match event {
        ServeEvent::Listening { plain, tls } => {
            let mut out = io::stdout();
            writeln!(out, "imap://{plain} imaps://{tls}")?;
            out.flush()
        }
        ServeEvent::Session(SessionEvent { session, kind }) => match kind {
            SessionEventKind::Received(octets) => print_traffic(session, "C", &octets),
            SessionEventKind::Sent(octets) => print_traffic(session, "S", &octets),
            SessionEventKind::Closed {
                user,
                reason,
                commands,
            } => {
                let user = user.unwrap_or_else(|| messages.get("serve-nobody"));
                let how = messages.get(match reason {
                    SessionEnd::Logout => "serve-ended-logout",
                    SessionEnd::ClientClosed => "serve-ended-client",
                    SessionEnd::TimedOut => "serve-ended-autologout",
                    SessionEnd::ServerClosing => "serve-ended-closing",
                    SessionEnd::Rejected => "serve-ended-refused",
                    SessionEnd::ConnectionFailed => "serve-ended-failed",
                });
                let arguments: [(&str, &dyn Display); 4] = [
                    ("session", &session),
                    ("user", &user),
                    ("commands", &commands),
                    ("how", &how),
                ];
                writeln!(
                    io::stderr(),
                    "{}",
                    messages.with("serve-session-ended", &arguments)
                )
            }
        },
    }
}

/// Prints each line that was sent or received, escaped for a terminal.
fn print_traffic(session: u64, sender: &str, octets: &[u8]) -> io::Result<()> {
    let mut log = Vec::new();
    for line in octets
        .strip_suffix(b"\r\n")
        .unwrap_or(octets)
        .split(|octet| *octet == b'\n')
    {
        log.extend_from_slice(format!("[{session}] {sender}: ").as_bytes());
        escape::append(line.strip_suffix(b"\r").unwrap_or(line), &mut log);
        log.push(b'\n');
    }
    io::stderr().write_all(&log)
}

/// `HOST:PORT`, `HOST` or `PORT`; loopback and a free port where nothing is said.
fn address(text: Option<&str>, messages: Messages) -> Result<SocketAddr, Wrong> {
    let Some(text) = text else {
        return Ok((Ipv4Addr::LOCALHOST, 0).into());
    };
    if let Ok(port) = text.parse::<u16>() {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let found = text
        .to_socket_addrs()
        .or_else(|_| (bare, 0).to_socket_addrs());
    let first = found.ok().and_then(|mut addresses| addresses.next());
    first.ok_or_else(|| Wrong(messages.with("serve-bad-address", &[("address", &text)])))
}

fn config(given: &Serve, messages: Messages) -> Result<Config, Wrong> {
    let mut users = Vec::new();
    for user in &given.user {
        match user.split_once(':') {
            Some((name, password)) if !name.is_empty() => {
                users.push((name.to_owned(), password.to_owned()))
            }
            // Not repeated: it may be a password.
            _ => return Err(Wrong(messages.get("serve-bad-user"))),
        }
    }
    let usual = Limits::default();
    Ok(Config {
        users,
        limits: Limits {
            line: given.max_line.unwrap_or(usual.line),
            literal_before_login: given
                .max_literal_before_login
                .unwrap_or(usual.literal_before_login),
            literal: given.max_literal.unwrap_or(usual.literal),
            account: given.max_account.unwrap_or(usual.account),
            sessions: given.max_sessions.unwrap_or(usual.sessions),
            before_login: given.login_time.unwrap_or(usual.before_login),
            autologout: given.autologout.unwrap_or(usual.autologout),
            ..usual
        },
        login_disabled: given.login_disabled,
        tls: true,
        idle: if given.quiet_idle {
            Idle {
                still_here: None,
                mail_after: None,
            }
        } else {
            Config::default().idle
        },
    })
}

/// What is allowed in `--user` and most likely a slip: no password, and a name given twice.
fn doubts(users: &[(String, String)], messages: Messages) -> Vec<String> {
    let mut said = Vec::new();
    for (place, (name, password)) in users.iter().enumerate() {
        let given: &[(&str, &dyn Display)] = &[("name", name)];
        if password.is_empty() {
            said.push(messages.with("serve-empty-password", given));
        }
        if users.iter().take(place).any(|(earlier, _)| earlier == name) {
            said.push(messages.with("serve-user-twice", given));
        }
    }
    said
}
