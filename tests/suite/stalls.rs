//! A server that stops inside a line or a literal: what has come is seen, is in the record, and the
//! rest goes on from there.

use crate::support::Gate;
use crate::support::certificates::Certificate;
use crate::support::keys::CTRL_D;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_program, tls_args};
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::terminal::Terminal;
use nix::sys::signal::Signal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a server does that answers `a001 noop` with `half`, then waits at the gate, then goes on.
fn halves(
    gate: &Gate,
    half: &'static str,
    rest: &'static str,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    let gate = gate.clone();
    move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(half)?;
        gate.wait();
        peer.send(rest)?;
        peer.expect_logout()
    }
}

const HALF: &str = "* 1 FETCH (X {9}\r\nhalf";
const REST: &str = "-way)\r\na001 OK\r\n";

#[test]
fn half_a_literal_is_shown_before_the_rest_arrives() {
    for (half, rest) in [
        (HALF, REST),
        ("* 1 FETCH (FLA", "GS ())\r\na001 OK\r\n"),
        ("* 1 FETCH (X {2}\r\nab FLA", "GS ())\r\na001 OK\r\n"),
        ("a001 O", "K\r\n"),
    ] {
        let gate = Gate::new();
        let server = ScriptedServer::plain(halves(&gate, half, rest));
        let running = Process::start(replay_program("noop\n", &plain_args(&server, &[])));
        running.stdout.wait_for(half);
        gate.open();
        let finished = running.finish();
        finished.assert_status(0);
        let before = "* OK ready\r\na001 noop\r\n";
        let after = "a002 logout\r\n* BYE see you\r\na002 OK done\r\n";
        finished.assert_stdout(&format!("{before}{half}{rest}{after}"));
    }
}

#[test]
fn half_a_literal_over_tls_from_standard_input() {
    let gate = Gate::new();
    let server = ScriptedServer::tls(Certificate::Good, halves(&gate, HALF, REST));
    let mut running = Process::start(Program::imapsh(&tls_args(&server, &[])));
    running.send("noop\n");
    running.stdout.wait_for(HALF);
    gate.open();
    running.finish().assert_status(0);
}

#[test]
fn the_record_is_complete_during_and_after_a_stall() {
    for (ending, shown) in [("imap", "S: half\n"), ("jsonl", "\"partial\":true")] {
        let mut records = Vec::new();
        for stalls in [false, true] {
            let gate = Gate::new();
            if !stalls {
                gate.open();
            }
            let server = ScriptedServer::plain(halves(&gate, HALF, REST));
            let name = format!("r.{ending}");
            let program = replay_program("noop\n", &plain_args(&server, &["--record", &name]));
            let path = program.home().join(&name);
            let running = Process::start(program.clone());
            if stalls {
                running.stdout.wait_for(HALF);
                let record = std::fs::read_to_string(&path).expect("a record");
                assert!(
                    record.contains("half") && record.contains(shown),
                    "{record}"
                );
                gate.open();
            }
            running.finish().assert_status(0);
            let record = std::fs::read_to_string(&path).expect("a record");
            records.push(untimed(&record));
        }
        assert_eq!(records[0], records[1]);
        let partial = records[0].iter().any(|line| line.contains("partial"));
        assert!(!partial, "{:?}", records[0]);
    }
}

/// A record without what differs from one session to the next: times, the port, notes.
fn untimed(record: &str) -> Vec<String> {
    let timeless = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(object) if object["kind"] == "note" => None,
        Ok(mut object) => {
            object["t"] = 0.into();
            object["port"] = 0.into();
            Some(object.to_string())
        }
        Err(_) => Some(line.to_owned()).filter(|line| !line.starts_with('#')),
    };
    record.lines().filter_map(timeless).collect()
}

#[test]
fn a_signal_during_a_stalled_literal_keeps_it_in_the_record() {
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGKILL] {
        for ending in ["imap", "jsonl"] {
            let gate = Gate::new();
            let server = ScriptedServer::plain(halves(&gate, HALF, REST));
            let name = format!("r.{ending}");
            let program = replay_program("noop\n", &plain_args(&server, &["--record", &name]));
            let running = Process::start(program.clone());
            running.stdout.wait_for(HALF);
            running.signal(signal);
            let finished = running.finish();
            finished.assert_stdout(&format!("* OK ready\r\na001 noop\r\n{HALF}"));
            let record = std::fs::read_to_string(program.home().join(&name)).expect("a record");
            assert_eq!(record.matches("half").count(), 1, "{signal}: {record}");
            if ending == "jsonl" {
                assert!(record.contains("\"partial\":true"), "{signal}: {record}");
            }
            gate.open();
        }
    }
}

#[test]
fn the_timeout_reports_where_the_server_stopped() {
    for (half, said) in [
        (HALF, "inside a literal, after 4 of 9 octets."),
        (
            "* 1 FETCH (FL",
            "inside a line, after 13 octets: * 1 FETCH (FL",
        ),
        ("* 1 FETCH (X {2}\r\nab", "after a literal, 0 octets"),
    ] {
        let gate = Gate::new();
        let server = ScriptedServer::plain(halves(&gate, half, ""));
        let args = ["--timeout", "1s", "--record", "r.jsonl"];
        let program = replay_program("noop\n", &plain_args(&server, &args));
        let finished = Process::start(program.clone()).finish();
        gate.open();
        finished.assert_status(1);
        finished.assert_stderr_contains(said);
        // The LOGOUT that was tried stands behind what was shown before it was.
        finished.assert_stdout_contains(half);
        assert_eq!(finished.text().matches(half).count(), 1);
        let record = std::fs::read_to_string(program.home().join("r.jsonl")).expect("a record");
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
    let running = Process::start(replay_program(
        "noop\n",
        &plain_args(&server, &["--timeout", "1s"]),
    ));
    running.stdout.wait_for("* OK rea");
    let finished = running.finish();
    gate.open();
    finished.assert_status(3);
    finished.assert_stdout("* OK rea");
    let said = "stopped inside a line, after 8 octets: * OK rea";
    finished.assert_stderr_contains(said);
}

#[test]
fn a_connection_ending_in_a_stall_repeats_no_output() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(HALF)?;
        server_gate.wait();
        peer.send("-w")?;
        peer.close_without_notify()
    });
    let running = Process::start(replay_program("noop\n", &plain_args(&server, &[])));
    running.stdout.wait_for(HALF);
    gate.open();
    let finished = running.finish();
    finished.assert_status(1);
    finished.assert_stdout(&format!("* OK ready\r\na001 noop\r\n{HALF}-w"));
    let said = "stopped inside a literal, after 6 of 9 octets.";
    finished.assert_stderr_contains(said);
}

#[test]
fn slow_octets_are_shown_and_are_not_silence() {
    let seen = Arc::new(AtomicBool::new(false));
    let server_gate = seen.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("* X ")?;
        while !server_gate.load(Ordering::Relaxed) {
            peer.expect_silence(Duration::from_millis(100))?;
            peer.send("x")?;
        }
        peer.send("\r\na001 OK\r\n")?;
        peer.expect_logout()
    });
    // Shown after two seconds, which is longer than it may be silent.
    let args = ["--timeout", "1500ms"];
    let running = Process::start(replay_program("noop\n", &plain_args(&server, &args)));
    running.stdout.wait_for("* X x");
    seen.store(true, Ordering::Relaxed);
    running.finish().assert_status(0);
}

/// The prompt, on a server.
fn prompt(server: &ScriptedServer, more: &[&str]) -> Terminal {
    let port = server.port();
    let program = Program::imapsh(&["127.0.0.1", &port, "--plain"]).args(more);
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal
}

#[test]
fn at_the_prompt_half_a_literal_appears_above_the_half_typed_line() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(halves(&gate, HALF, REST));
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
    let at = |text: &str| terminal.screen().iter().position(|row| row == text);
    let rows = ["* 1 FETCH (X {9}", "half", "…-way)", "a001 OK", "a002 log"].map(at);
    assert!(
        rows.is_sorted() && rows[0].is_some(),
        "{:?}",
        terminal.screen()
    );
    assert!(terminal.style_of("half").dim && terminal.style_of("-way").dim);
    terminal.type_line("out");
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
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
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
    let record = std::fs::read_to_string(terminal.program.home().join("r.imap")).expect("a record");
    assert!(record.contains("\nS: * 1 EXISTS\n"), "{record}");
}

#[test]
fn at_the_prompt_an_incomplete_word_is_quoted() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(halves(&gate, "a001 O", "K\r\n"));
    let terminal = prompt(&server, &["--timeout", "1s"]);
    terminal.type_line("noop");
    terminal.wait_row("▸ Received 6 octets of a line so far: a001 O");
    terminal.wait_for("The server stopped inside a line, after 6 octets: a001 O");
    gate.open();
    terminal.wait_row("a001 OK");
    terminal.type_line("logout");
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

#[test]
fn a_replay_on_a_terminal_continues_in_the_same_row() {
    let gate = Gate::new();
    let server = ScriptedServer::plain(halves(&gate, HALF, REST));
    let program = replay_program("noop\n", &plain_args(&server, &[]));
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("half");
    gate.open();
    terminal.assert_exit(0);
    assert!(terminal.screen().iter().any(|row| row == "half-way)"));
    assert!(terminal.style_of("half").dim && terminal.style_of("-way").dim);
}
