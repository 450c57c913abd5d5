//! Scripts from standard input: each line is executed when it arrives.

use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{plain_args, run_as_stream, run_from_stdin, start_on_stdin};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::{Gate, contains};
use std::io;

#[test]
fn standard_input_is_acted_on_line_by_line() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        server_gate.wait();
        peer.send("* 1 EXISTS\r\n")?;
        peer.answer("check", "")?;
        peer.expect_logout()
    });
    let mut session = start_on_stdin(&server, &[]);
    session.send("no");
    session.send("op\n");
    session.stdout.wait_for("a001 OK done\r\n");
    gate.open();
    // An unsolicited response is shown without further input.
    session.stdout.wait_for("* 1 EXISTS\r\n");
    session.send("check\n");
    session.stdout.wait_for("a002 OK done\r\n");
    session.finish().assert_status(0);
}

#[test]
fn on_standard_input_only_the_next_line_can_expect_a_no() {
    for (script, status) in [
        ("noop\nnope\na002 NO because\nnoop\n", 0),
        ("noop\nnope\nnoop\n", 1),
        ("noop\nnope\n", 1),
        ("noop\nlogout\n", 0),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        run_as_stream(&server, script, &[]).assert_status(status);
    }
}

#[test]
fn lines_that_arrive_together_are_read_together() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "login user pass\nlogin BAD unknown\na1 login user pass\na1 OK in\na2 logout\n";
    run_from_stdin(&server, script, &[]).assert_status(0);
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    assert_eq!(received, "a1 login user pass\r\na2 logout\r\n");
}

#[test]
fn a_mistake_on_standard_input_stops_at_its_line() {
    let server = ScriptedServer::plain(accepts_everything);
    run_as_stream(&server, "noop\n:nonsense\ncheck\n", &[])
        .assert_status(2)
        .assert_stderr_contains("-:2:1: Unknown directive");
    let received = server.finish();
    assert!(contains(&received, b"a001 noop\r\n"));
    assert!(!contains(&received, b"check"));
}

#[test]
fn standard_input_that_has_ended_is_checked_like_a_file() {
    for script in ["noop\n:nonsense\ncheck\n", "Navigation\nBlog\nThis is my blog.\n"] {
        let server = ScriptedServer::plain(accepts_everything);
        run_from_stdin(&server, script, &[]).assert_status(2);
        assert_eq!(server.connections(), 0);
    }
    // A listing's completion shows that the line above it is a heading.
    let server = ScriptedServer::plain(accepts_everything);
    let script = "Navigation\na1 login user pass\na1 OK in\na2 logout\n";
    run_from_stdin(&server, script, &[]).assert_status(0);
    assert_eq!(server.finish(), b"a1 login user pass\r\na2 logout\r\n");
}

#[test]
fn a_missing_value_on_standard_input_is_located() {
    let server = ScriptedServer::plain(accepts_everything);
    run_as_stream(&server, "noop\n  select ${nothing}\ncheck\n", &[])
        .assert_status(2)
        .assert_stderr_contains("-:2:3: ${nothing} has no value");
    assert!(!contains(&server.finish(), b"check"));
}

#[test]
fn no_logout_is_sent_into_an_unfinished_literal() {
    for (script, received) in [
        ("noop\nappend x {10}\nabc\n", &b"a001 noop\r\na002 append x {10}\r\nabc\r\n"[..]),
        ("noop\nappend x {<<END}\nabc\n", b"a001 noop\r\na002 logout\r\n"),
    ] {
        let server = ScriptedServer::plain(|peer| match accepts_everything(peer) {
            // The client closes the connection inside the literal.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
            other => other,
        });
        run_as_stream(&server, script, &[]).assert_status(2).assert_stderr_contains("-:2:1: ");
        assert_eq!(server.finish(), received);
    }
}

#[test]
fn the_lines_of_a_literal_are_sent_with_and_without_their_last_line_ending() {
    for (marker, announced, octets) in [
        ("<<END", "{7}", "one\r\n\r\n"),
        ("<<-END", "{5}", "one\r\n"),
        ("64<<-END", "{2}", "\u{a3}"),
    ] {
        let expected = format!("{announced}|{octets}");
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            let line = peer.read_line()?;
            peer.send("+ go\r\n")?;
            let (announced, octets) = expected.split_once('|').unwrap_or_default();
            assert_eq!(line, format!("a001 append x {announced}"));
            assert_eq!(peer.read_octets(octets.len())?, octets.as_bytes());
            peer.expect("")?;
            peer.send("a001 OK done\r\n")?;
            peer.expect_logout()
        });
        let lines = if announced == "{2}" { "wq\nM=" } else { "one\n" };
        let script = format!("append x {{{marker}}}\n{lines}\nEND\n");
        run_from_stdin(&server, script, &[]).assert_status(0);
        server.finish();
    }
}

/// Runs `imapsh replay -`, which reads the script from standard input.
#[track_caller]
fn replay_dash(server: &ScriptedServer, script: &str, options: &[&str]) -> Finished {
    let program = Program::imapsh(&["replay", "-"]).args(&plain_args(server, options));
    let mut process = Process::start(program);
    process.send(script);
    process.finish()
}

#[test]
fn step_cannot_read_the_script_from_standard_input() {
    let server = ScriptedServer::plain(accepts_everything);
    replay_dash(&server, "", &["--step"])
        .assert_status(2)
        .assert_stderr_contains("--step reads Enter");
    assert_eq!(server.connections(), 0);
}

#[test]
fn standard_input_leaves_its_folder_only_with_trust() {
    let server = ScriptedServer::plain(accepts_everything);
    for script in
        ["append x {<../secret}\n", ":run ../other.imap\n", ":connect elsewhere.example\n"]
    {
        replay_dash(&server, script, &[])
            .assert_status(2)
            .assert_stderr_contains("--trust")
            .assert_stderr_contains("-:1:");
    }
}
