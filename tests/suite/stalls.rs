//! A server that stops inside a line or a literal: what has arrived is shown and recorded, and the
//! rest continues it.

use crate::support::Gate;
use crate::support::certificates::Certificate;
use crate::support::keys::CTRL_D;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_on, replay_program, start_replay, tls_args};
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::terminal::Terminal;
use nix::sys::signal::Signal;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What the server sends in answer to NOOP before and after it stops.
const BEFORE: &str = "* 1 FETCH (X {9}\r\nhalf";
const AFTER: &str = "-way)\r\na001 OK\r\n";

/// The script of a server that answers `a001 noop` with `before`, stops until the gate is opened, and
/// sends `after`.
fn stops_between(
    before: &'static str,
    after: &'static str,
    gate: &Gate,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    let gate = gate.clone();
    move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(before)?;
        gate.wait();
        peer.send(after)?;
        peer.expect_logout()
    }
}

#[test]
fn half_a_literal_is_shown_before_the_rest_arrives() {
    for (before, after) in [
        (BEFORE, AFTER),
        ("* 1 FETCH (FLA", "GS ())\r\na001 OK\r\n"),
        ("* 1 FETCH (X {2}\r\nab FLA", "GS ())\r\na001 OK\r\n"),
        ("a001 O", "K\r\n"),
    ] {
        let gate = Gate::new();
        let server = ScriptedServer::plain(stops_between(before, after, &gate));
        let replay = start_replay("noop\n", &plain_args(&server, &[]));
        replay.stdout.wait_for(before);
        gate.open();
        let greeting = "* OK ready\r\na001 noop\r\n";
        let logout = "a002 logout\r\n* BYE see you\r\na002 OK done\r\n";
        replay
            .finish()
            .assert_status(0)
            .assert_stdout(&format!("{greeting}{before}{after}{logout}"));
    }
}

#[test]
fn half_a_literal_over_tls_from_standard_input() {
    let gate = Gate::new();
    let server = ScriptedServer::tls(Certificate::Good, stops_between(BEFORE, AFTER, &gate));
    let mut session = Process::start(Program::imapsh(&tls_args(&server, &[])));
    session.send("noop\n");
    session.stdout.wait_for(BEFORE);
    gate.open();
    session.finish().assert_status(0);
}

/// The lines of a record without what differs from one session to the next: times, the port, and notes.
fn stable_lines(record: &str) -> Vec<String> {
    let stable_line = |line: &str| match serde_json::from_str::<Value>(line) {
        Ok(object) if object["kind"] == "note" => None,
        Ok(mut object) => {
            object["t"] = 0.into();
            object["port"] = 0.into();
            Some(object.to_string())
        }
        Err(_) => (!line.starts_with('#')).then(|| line.to_owned()),
    };
    record.lines().filter_map(stable_line).collect()
}

#[test]
fn the_record_is_complete_during_and_after_a_stall() {
    for (name, partial) in [("r.imap", "S: half\n"), ("r.jsonl", "\"partial\":true")] {
        let record = |stalls: bool| {
            let gate = Gate::new();
            if !stalls {
                gate.open();
            }
            let server = ScriptedServer::plain(stops_between(BEFORE, AFTER, &gate));
            let args = plain_args(&server, &["--record", name]);
            let replay = start_replay("noop\n", &args);
            if stalls {
                replay.stdout.wait_for(BEFORE);
                let record = replay.program.read_file(name);
                assert!(record.contains("half"), "{record}");
                assert!(record.contains(partial), "{record}");
                gate.open();
            }
            let finished = replay.finish();
            finished.assert_status(0);
            stable_lines(&finished.program.read_file(name))
        };
        let (without_stall, with_stall) = (record(false), record(true));
        assert_eq!(without_stall, with_stall);
        let partial = with_stall.iter().any(|line| line.contains("partial"));
        assert!(!partial, "{with_stall:?}");
    }
}

#[test]
fn a_signal_during_a_stalled_literal_keeps_it_in_the_record() {
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGKILL] {
        for name in ["r.imap", "r.jsonl"] {
            let gate = Gate::new();
            let server = ScriptedServer::plain(stops_between(BEFORE, AFTER, &gate));
            let args = plain_args(&server, &["--record", name]);
            let replay = start_replay("noop\n", &args);
            replay.stdout.wait_for(BEFORE);
            replay.signal(signal);
            let finished = replay.finish();
            finished.assert_stdout(&format!("* OK ready\r\na001 noop\r\n{BEFORE}"));
            let record = finished.program.read_file(name);
            assert_eq!(record.matches("half").count(), 1, "{signal}: {record}");
            if name == "r.jsonl" {
                assert!(record.contains("\"partial\":true"), "{signal}: {record}");
            }
            gate.open();
        }
    }
}

#[test]
fn the_timeout_reports_where_the_server_stopped() {
    for (before, place) in [
        (BEFORE, "inside a literal, after 4 of 9 octets."),
        ("* 1 FETCH (FL", "inside a line, after 13 octets: * 1 FETCH (FL"),
        ("* 1 FETCH (X {2}\r\nab", "after a literal, 0 octets"),
    ] {
        let gate = Gate::new();
        let server = ScriptedServer::plain(stops_between(before, "", &gate));
        let options = ["--timeout", "1s", "--record", "r.jsonl"];
        let finished = replay_on(&server, "noop\n", &options);
        gate.open();
        finished.assert_status(1).assert_stderr_contains(place);
        // Once, although imapsh then tries to log out.
        assert_eq!(finished.text().matches(before).count(), 1);
        let record = finished.program.read_file("r.jsonl");
        assert!(record.contains("\"partial\":true"), "{record}");
    }
}

#[test]
fn half_a_greeting_is_shown_and_reported() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK rea")?;
        server_gate.wait();
        Ok(())
    });
    let finished = replay_on(&server, "noop\n", &["--timeout", "1s"]);
    gate.open();
    finished
        .assert_status(3)
        .assert_stdout("* OK rea")
        .assert_stderr_contains("stopped inside a line, after 8 octets: * OK rea");
}

#[test]
fn a_connection_ending_in_a_stall_repeats_no_output() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(BEFORE)?;
        server_gate.wait();
        peer.send("-w")?;
        peer.close_without_notify()
    });
    let replay = start_replay("noop\n", &plain_args(&server, &[]));
    replay.stdout.wait_for(BEFORE);
    gate.open();
    replay
        .finish()
        .assert_status(1)
        .assert_stdout(&format!("* OK ready\r\na001 noop\r\n{BEFORE}-w"))
        .assert_stderr_contains("stopped inside a literal, after 6 of 9 octets.");
}

#[test]
fn slow_octets_are_shown_and_are_not_silence() {
    let shown = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&shown);
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("* X ")?;
        while !stop.load(Ordering::Relaxed) {
            peer.expect_silence(Duration::from_millis(100))?;
            peer.send("x")?;
        }
        peer.send("\r\na001 OK\r\n")?;
        peer.expect_logout()
    });
    // The unfinished line is shown after two seconds, which is longer than the timeout.
    let replay = start_replay("noop\n", &plain_args(&server, &["--timeout", "1500ms"]));
    replay.stdout.wait_for("* X x");
    shown.store(true, Ordering::Relaxed);
    replay.finish().assert_status(0);
}

/// Starts the prompt on a server.
#[track_caller]
fn prompt(server: &ScriptedServer, options: &[&str]) -> Terminal {
    let program = Program::imapsh(&plain_args(server, options));
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal
}

/// Leaves the prompt after a logout.
#[track_caller]
fn finish(terminal: &Terminal) {
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

#[test]
fn at_the_prompt_half_a_literal_appears_above_the_half_typed_line() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(stops_between(BEFORE, AFTER, &gate));
    let terminal = prompt(&server, &[]);
    terminal.type_line("noop");
    terminal.wait_row("half");
    terminal.wait_row("▸ Received 4 of 9 octets of the literal so far.");
    terminal.wait_line("a002");
    terminal.type_keys("log");
    terminal.wait_line("a002 log");
    gate.open();
    terminal.wait_row("…-way)");
    terminal.wait_row("a001 OK");
    terminal.wait_line("a002 log");
    terminal.assert_order(&["* 1 FETCH (X {9}", "half", "…-way)", "a001 OK", "a002 log"]);
    assert!(!terminal.style_of("half").dim && !terminal.style_of("-way").dim);
    terminal.type_line("out");
    finish(&terminal);
}

#[test]
fn at_the_prompt_half_an_unsolicited_line() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n* 1 EXI")?;
        server_gate.wait();
        peer.send("STS\r\n")?;
        peer.expect_logout()
    });
    let terminal = prompt(&server, &["--record", "r.imap"]);
    terminal.type_keys("log");
    terminal.wait_row("* 1 EXI");
    terminal.wait_row("▸ Received 7 octets of the line so far.");
    terminal.wait_line("a001 log");
    gate.open();
    terminal.wait_row("…STS");
    terminal.wait_line("a001 log");
    terminal.type_line("out");
    finish(&terminal);
    let record = terminal.program.read_file("r.imap");
    assert!(record.contains("\nS: * 1 EXISTS\n"), "{record}");
}

#[test]
fn at_the_prompt_an_incomplete_word_is_quoted() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(stops_between("a001 O", "K\r\n", &gate));
    let terminal = prompt(&server, &["--timeout", "1s"]);
    terminal.type_line("noop");
    terminal.wait_row("▸ Received 6 octets of a line so far: a001 O");
    terminal.wait_for("The server stopped inside a line, after 6 octets: a001 O");
    gate.open();
    terminal.wait_row("a001 OK");
    terminal.type_line("logout");
    finish(&terminal);
}

#[test]
fn a_replay_on_a_terminal_continues_in_the_same_row() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(stops_between(BEFORE, AFTER, &gate));
    let program = replay_program("noop\n", &plain_args(&server, &[]));
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("half");
    gate.open();
    terminal.assert_exit(0);
    terminal.assert_rows("half-way)");
    assert!(!terminal.style_of("half").dim && !terminal.style_of("-way").dim);
}
