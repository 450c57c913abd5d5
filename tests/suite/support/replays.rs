//! Runs scripts as a user does: `imapsh replay s.imap HOST OPTIONS`, or from standard input.

use super::dovecot::Dovecot;
use super::process::{Finished, Process};
use super::program::Program;
use super::scripted_server::ScriptedServer;
use std::ffi::OsStr;

/// `imapsh replay s.imap` with these arguments, and the script as `s.imap` in the home folder.
pub fn replay_program(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Program {
    let program = Program::imapsh(&["replay", "s.imap"]).args(args);
    program.write_file("s.imap", script);
    program
}

/// Starts a replay of the script.
#[track_caller]
pub fn start_replay(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Process {
    Process::start(replay_program(script, args))
}

/// Replays the script to its end.
#[track_caller]
pub fn replay(script: impl AsRef<[u8]>, args: &[impl AsRef<OsStr>]) -> Finished {
    start_replay(script, args).finish()
}

/// Replays the script on a scripted server without TLS.
#[track_caller]
pub fn replay_on(server: &ScriptedServer, script: impl AsRef<[u8]>, options: &[&str]) -> Finished {
    replay(script, &plain_args(server, options))
}

/// Starts imapsh on a scripted server without TLS. It reads the script from standard input.
#[track_caller]
pub fn start_on_stdin(server: &ScriptedServer, options: &[&str]) -> Process {
    Process::start(Program::imapsh(&plain_args(server, options)))
}

/// Runs the script from standard input on a scripted server without TLS.
#[track_caller]
pub fn run_from_stdin(
    server: &ScriptedServer,
    script: impl AsRef<[u8]>,
    options: &[&str],
) -> Finished {
    let mut process = start_on_stdin(server, options);
    process.send(script);
    process.finish()
}

/// Runs a script that arrives on standard input line by line: the rest is written when the first line was sent.
#[track_caller]
pub fn run_as_stream(server: &ScriptedServer, script: &str, options: &[&str]) -> Finished {
    let (first, rest) = script.split_once('\n').expect("a line");
    let mut process = start_on_stdin(server, options);
    process.send(format!("{first}\n"));
    process.stdout.wait_for("a001 ");
    process.send(rest);
    process.finish()
}

/// The arguments for a scripted server without TLS.
pub fn plain_args(server: &ScriptedServer, options: &[&str]) -> Vec<String> {
    let address = server.address();
    owned(&[&[&address, "--plain"], options])
}

/// The arguments for a scripted server with TLS, or STARTTLS if that is one of the options.
pub fn tls_args(server: &ScriptedServer, options: &[&str]) -> Vec<String> {
    let (address, ca_file) = (server.address(), server.ca_file());
    owned(&[&[&address, "--ca-file", &ca_file], options])
}

/// The arguments for Dovecot over TLS.
pub fn dovecot_args(dovecot: &Dovecot, options: &[&str]) -> Vec<String> {
    let (port, ca_file) = (dovecot.tls_port(), dovecot.ca_file());
    owned(&[&["127.0.0.1", &port, "--ca-file", &ca_file], options])
}

/// The arguments for Dovecot's port without implicit TLS.
pub fn dovecot_plain_args(dovecot: &Dovecot, options: &[&str]) -> Vec<String> {
    let (port, ca_file) = (dovecot.plain_port(), dovecot.ca_file());
    owned(&[&["127.0.0.1", &port, "--ca-file", &ca_file], options])
}

fn owned(parts: &[&[&str]]) -> Vec<String> {
    parts.concat().into_iter().map(str::to_owned).collect()
}
