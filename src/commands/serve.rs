//! `imapsh serve`: the practice server by itself, for any other client.

use super::{Status, Wrong};
use crate::cli::Serve;
use crate::messages::Texts;
use crate::practice::serve::{ServeError, ServeOptions, run};
use crate::practice::{Config, Idle, Limits, Server};
use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};

/// Serves until a signal.
pub fn serve(given: &Serve, texts: &Texts) -> Result<Status, Wrong> {
    let options = ServeOptions {
        addr: address(given.addr.as_deref(), texts)?,
        ca_out: given.ca_out.clone(),
        verbose: given.verbose,
    };
    let config = config(given, texts)?;
    for warning in doubts(&config.users, texts) {
        super::say(&warning);
    }
    let server = Server::new(config);
    if io::stderr().is_terminal() {
        // Who starts it by hand wants to know what to log in with.
        super::say(&texts.get("serve-started"));
    }
    match run(
        &server,
        &options,
        texts,
        &mut io::stdout(),
        &mut io::stderr(),
    ) {
        Ok(()) => Ok(Status::Well),
        // Whoever read the first line has gone: nothing is wrong.
        Err(ServeError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(Status::Failed)
        }
        Err(error) => Err(Wrong(texts.with("serve-failed", &[("why", &error)]))),
    }
}

/// `HOST:PORT`, `HOST` or `PORT`; loopback and a free port where nothing is said.
fn address(text: Option<&str>, texts: &Texts) -> Result<SocketAddr, Wrong> {
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
    first.ok_or_else(|| Wrong(texts.with("serve-address", &[("address", &text)])))
}

fn config(given: &Serve, texts: &Texts) -> Result<Config, Wrong> {
    let mut users = Vec::new();
    for user in &given.user {
        match user.split_once(':') {
            Some((name, password)) if !name.is_empty() => {
                users.push((name.to_owned(), password.to_owned()))
            }
            // Not repeated: it may be a password.
            _ => return Err(Wrong(texts.get("serve-user"))),
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
fn doubts(users: &[(String, String)], texts: &Texts) -> Vec<String> {
    let mut said = Vec::new();
    for (place, (name, password)) in users.iter().enumerate() {
        let given: &[(&str, &dyn std::fmt::Display)] = &[("name", name)];
        if password.is_empty() {
            said.push(texts.with("reach-serve-empty", given));
        }
        if users.iter().take(place).any(|(earlier, _)| earlier == name) {
            said.push(texts.with("reach-serve-twice", given));
        }
    }
    said
}
