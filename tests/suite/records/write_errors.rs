//! Records that cannot be written: before the session this is an error, during it the session continues.

use crate::support::Gate;
use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::{plain_args, replay_program, start_on_stdin};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::terminal::Terminal;
use indoc::indoc;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

const GONE: &str = "The record is no longer at ";

/// Ends a session after the folder of its record was removed, or the record replaced.
#[track_caller]
fn lose_record(lose: impl FnOnce(&Path)) -> Finished {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        server_gate.wait();
        peer.expect_logout()
    });
    let args = plain_args(&server, &["--record", "sub/r.jsonl"]);
    let program = replay_program("noop\nlogout\n", &args);
    let folder = program.home().join("sub");
    std::fs::create_dir(&folder).expect("a folder can be created");
    let replay = Process::start(program);
    replay.stdout.wait_for("a001 OK");
    lose(&folder);
    gate.open();
    replay.finish()
}

#[test]
fn a_record_that_is_lost_is_an_error() {
    lose_record(|folder| std::fs::remove_dir_all(folder).expect("it can be removed"))
        .assert_status(1)
        .assert_stderr_contains(&format!("{GONE}sub/r.jsonl"))
        .assert_stdout_contains("a002 OK");
    let replaced = lose_record(|folder| {
        let record = folder.join("r.jsonl");
        std::fs::rename(&record, folder.join("other")).expect("it can be renamed");
        std::fs::write(record, "").expect("it can be replaced");
    });
    replaced.assert_status(1).assert_stderr_contains(GONE);
    lose_record(|_| ()).assert_status(0).assert_stderr_lacks(GONE);
}

#[test]
fn a_record_that_is_lost_is_an_error_where_it_ends() {
    let server = ScriptedServer::plain(accepts_everything);
    let mut session = start_on_stdin(&server, &["--trust"]);
    session.send(":record r.imap\nnoop\n");
    session.stdout.wait_for("a001 OK");
    let record = session.program.home().join("r.imap");
    std::fs::remove_file(record).expect("it can be removed");
    session.send(":record off\ncheck\n");
    session.stdout.wait_for("a002 OK");
    let finished = session.finish();
    finished.assert_status(1).assert_stderr_contains(GONE).assert_stderr_lacks("Recorded in");
}

#[test]
fn a_record_that_is_lost_at_the_prompt_is_an_error() {
    let program = Program::imapsh(&["--record", "r.imap"]);
    let terminal = Terminal::start(program, 24, 80);
    terminal.wait_line("a001");
    let record = terminal.program.home().join("r.imap");
    std::fs::remove_file(record).expect("it can be removed");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    terminal.wait_written(GONE);
}

#[test]
fn a_record_that_is_lost_during_the_session_is_an_error_at_once() {
    let program = Program::imapsh(NO_ARGS);
    let folder = program.home().join("sub");
    std::fs::create_dir(&folder).expect("a folder can be created");
    let terminal = Terminal::start(program, 24, 80);
    terminal.wait_line("a001");
    terminal.answer(":record sub/r.imap", "Recording to");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    terminal.answer("noop", GONE);
    terminal.wait_for("continues without a record");
    terminal.answer(":record r.imap", "Recording to");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    assert_eq!(terminal.count_written(GONE), 1);
}

#[test]
fn a_pipe_without_a_reader_does_not_lock_the_prompt() {
    let program = Program::imapsh(&["--lang", "en"]);
    let pipe = program.home().join("r.imap");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let terminal = Terminal::start(program, 24, 80);
    terminal.wait_line("a001");
    terminal.type_line(":record r.imap");
    terminal.wait_for("r.imap is a pipe that no program reads");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.type_line(":quit");
    terminal.assert_exit(0);
}

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
        // Files may grow to 8 blocks. Then writing fails as on a full disk, and the signal that the
        // system sends does not end the program.
        let limit = "ulimit -f 8; exec \"$0\" \"$@\"";
        let program = Program::new("sh")
            .args(&["-c", limit, env!("CARGO_BIN_EXE_imapsh")])
            .args(&["replay", "s.imap"])
            .args(&plain_args(&server, &["--record", name]));
        program.write_file("s.imap", "noop\n".repeat(300) + "logout\n");
        let replay = Process::start(program);
        // The error is reported at once: the session continues only after that.
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
