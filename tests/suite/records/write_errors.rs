//! Records that cannot be written: before the session this is an error, during it the session continues.

use crate::support::Gate;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use indoc::indoc;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::process::Command;

const CONTINUES: &str = "The session continues without a record";

/// Makes `full.imap` a file on a disk that is full.
fn link_to_full_disk(program: &Program) {
    let link = program.home().join("full.imap");
    symlink("/dev/full", link).expect("a link can be created");
}

#[test]
fn a_record_write_error_is_reported_and_the_session_continues() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        server_gate.wait();
        peer.answer("noop", "* 1 EXISTS\r\n")?;
        peer.answer("check", "")?;
        peer.expect_logout()
    });
    let args = plain_args(&server, &["--record", "r.imap"]);
    let program = replay_program("noop\ncheck\nlogout\n", &args);
    // The record is a named pipe. Writing fails from when the test stops reading it.
    let pipe = program.home().join("r.imap");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let replay = Process::start(program);
    let mut reader = BufReader::new(File::open(&pipe).expect("the pipe can be opened"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("the record has a line");
    assert_eq!(line, "# imapsh record 1\n");
    replay.stdout.wait_for("* OK ready");
    drop(reader);
    gate.open();
    let finished = replay.finish();
    server.finish();
    finished.assert_status(1).assert_stderr_contains(CONTINUES);
    let text = finished.text();
    assert!(text.ends_with("a003 OK done\r\n"), "{text}");
}

#[test]
fn a_full_disk_is_reported_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &["--record", "full.imap"]);
    let program = replay_program("noop\n", &args);
    link_to_full_disk(&program);
    Process::start(program)
        .finish()
        .assert_status(2)
        .assert_stderr_contains("Cannot write to full.imap: ")
        .assert_stdout_empty();
    assert_eq!(server.connections(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_already() {
    let program = replay_program("noop\nlogout\n", &["--record", "full.imap"]);
    link_to_full_disk(&program);
    Process::start(program)
        .finish()
        .assert_status(2)
        .assert_stderr_contains("Cannot write to full.imap: No space left")
        .assert_stdout_empty();
}

#[test]
fn a_full_disk_at_a_record_directive_is_reported_and_the_session_continues() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {"
        noop
        :record full.imap
        check
        logout
    "};
    let args = plain_args(&server, &["--keep-going", "--trust"]);
    let program = replay_program(script, &args);
    link_to_full_disk(&program);
    Process::start(program)
        .finish()
        .assert_status(1)
        .assert_stderr_contains("Cannot write to ./full.imap: ")
        .assert_stdout_contains("a002 check\r\na002 OK");
}

#[test]
fn a_disk_that_fills_up_ends_the_record_and_not_the_session() {
    for name in ["r.imap", "r.jsonl"] {
        let gate = Gate::new();
        let server_gate = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            for _ in 0..300 {
                peer.answer("noop", "* 3 EXISTS\r\n")?;
            }
            server_gate.wait();
            peer.expect_logout()
        });
        // Files may grow to 8 blocks. Then writing fails as on a full disk.
        let limit = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
        let program = Program::new("sh")
            .args(&["-c", limit, env!("CARGO_BIN_EXE_imapsh")])
            .args(&["replay", "s.imap"])
            .args(&plain_args(&server, &["--record", name]));
        program.write_file("s.imap", "noop\n".repeat(300) + "logout\n");
        let replay = Process::start(program);
        // The error is reported at once: the session goes on only after that.
        replay.stderr.wait_for(CONTINUES);
        gate.open();
        let finished = replay.finish();
        server.finish();
        finished
            .assert_status(1)
            .assert_stderr_count(&format!("Cannot write to {name}: "), 1)
            .assert_stdout_contains("a301 OK");
        // The record contains the beginning of the session.
        let record = finished.program.read_file(name);
        assert!(record.len() >= 4096, "{} octets", record.len());
        let has_first = record.contains("a001 noop") || record.contains("\"a001\"");
        assert!(has_first, "{record}");
    }
}
