//! Replays as a user starts them: a script in a file of the working folder, a server, options.

use super::dovecot::Dovecot;
use super::process::{Finished, Process};
use super::program::Program;
use super::scripted_server::{Outcome, Peer, ScriptedServer};
use std::ffi::OsStr;

/// What a script of these tests logs in with: nothing of it may reach a server that is not to be trusted.
pub const LOGIN_SCRIPT: &str = "zz1 login somebody Kept-For-Later\nzz2 noop\nzz3 logout\n";

/// `imapsh replay s.imap`, with the script in that file, and these arguments behind it.
pub fn program(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Program {
    let program = Program::imapsh(&["replay", "s.imap"]).args(args);
    program.file("s.imap", script);
    program
}

/// Starts the replay of a script with these arguments behind it.
#[track_caller]
pub fn start(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Process {
    Process::run(program(script, args))
}

/// Replays a script with these arguments behind it, to its end.
#[track_caller]
pub fn replay(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Finished {
    start(script, args).finish()
}

/// Replays a script on a scripted server without TLS.
#[track_caller]
pub fn on_plain(server: &ScriptedServer, script: impl AsRef<[u8]>, more: &[&str]) -> Finished {
    replay(script, &plain_args(server, more))
}

/// The arguments that name a scripted server without TLS, and more.
pub fn plain_args(server: &ScriptedServer, more: &[&str]) -> Vec<String> {
    let mut args = vec![server.address(), "--plain".to_owned()];
    args.extend(more.iter().map(ToString::to_string));
    args
}

/// The arguments that name a scripted server and trust its CA, and more.
pub fn tls_args(server: &ScriptedServer, more: &[&str]) -> Vec<String> {
    let ca_file = server.ca_file().to_string_lossy().into_owned();
    let mut args = vec![server.address(), "--ca-file".to_owned(), ca_file];
    args.extend(more.iter().map(ToString::to_string));
    args
}

/// The arguments that name Dovecot over TLS, and more.
pub fn dovecot_args(dovecot: &Dovecot, more: &[&str]) -> Vec<String> {
    let mut args = vec!["127.0.0.1".to_owned(), dovecot.tls_port()];
    args.extend(["--ca-file".to_owned(), dovecot.ca_file()]);
    args.extend(more.iter().map(ToString::to_string));
    args
}

/// A server that takes every command: `nope` is answered NO, `bad` and what it does not know BAD.
/// A literal it takes, AUTHENTICATE it asks one answer for, IDLE it runs until `done`.
pub fn accepts_everything(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let mut line = peer.line()?;
        let (tag, text) = line.split_once(' ').unwrap_or_default();
        let (tag, text) = (tag.to_owned(), text.to_ascii_lowercase());
        let verb = text.split(' ').next().unwrap_or_default();
        while let Some(length) = announced(&line) {
            peer.send("+ go on\r\n")?;
            peer.octets(length)?;
            line = peer.line()?;
        }
        match verb {
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.hang_up();
            }
            "idle" => {
                peer.send("+ idling\r\n")?;
                peer.line()?;
                peer.send(format!("{tag} OK done\r\n"))?;
            }
            "authenticate" => {
                if text.split(' ').count() == 2 {
                    peer.send("+ \r\n")?;
                    peer.line()?;
                }
                peer.send(format!("{tag} OK in\r\n"))?;
            }
            "nope" => peer.send(format!("{tag} NO not today\r\n"))?,
            "bad" | "lgoin" => peer.send(format!("{tag} BAD what\r\n"))?,
            _ => peer.send(format!("{tag} OK done\r\n"))?,
        }
    }
}

fn announced(line: &str) -> Option<usize> {
    let number = line.strip_suffix('}')?.rsplit_once('{')?.1;
    number.parse().ok()
}
