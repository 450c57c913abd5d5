//! Records of sessions that ended, or continued on another connection, in the middle of a command.

use crate::support::keys::{CTRL_C, CTRL_D, ENTER, bracketed_paste};
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::terminal::Terminal;

/// Asks for literals, waits for their octets, and answers NOOP and LOGOUT. With `hangs_up`, closes the
/// connection when it reads `hang up`.
fn waits_for_octets(peer: &mut Peer, hangs_up: bool) -> Outcome {
    peer.send("* OK ready\r\n")?;
    // The client leaves in the middle of a command.
    while let Ok(line) = peer.read_line() {
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        match command {
            "up" if hangs_up => return peer.close(),
            "noop" => peer.send(format!("{tag} OK\r\n"))?,
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK\r\n"))?;
                return peer.close();
            }
            _ if command.ends_with('}') && !command.ends_with("+}") => peer.send("+ go\r\n")?,
            _ => {}
        }
    }
    Ok(())
}

/// Types these keys, and waits for these texts, and for the end. Returns the record.
fn recorded(keys: &[&str]) -> String {
    let server = ScriptedServer::plain(|peer| waits_for_octets(peer, true));
    let program = Program::imapsh(&[&server.address(), "--plain", "--record", "r.imap"]);
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    for keys in keys {
        match keys.strip_prefix("wait: ") {
            Some(text) => terminal.wait_for(text),
            None => terminal.type_keys(keys),
        }
    }
    terminal.wait_exit();
    terminal.program.read_file("r.imap")
}

/// What the server receives on each connection when the record is replayed. It ends as the session did,
/// with status 1.
#[track_caller]
fn replayed(record: &str) -> Vec<String> {
    for from_stdin in [false, true] {
        let server = ScriptedServer::plain(|peer| waits_for_octets(peer, false));
        let address = server.address();
        let script = if from_stdin { "-" } else { "r.imap" };
        let program = Program::imapsh(&["replay", script, &address, "--plain"]);
        program.write_file("r.imap", record);
        let mut process = Process::start(program);
        process.send(record);
        process.close_stdin();
        let finished = process.finish();
        finished.assert_status(1).assert_stderr_contains("breaks off in the middle of a001");
        finished.assert_stderr_lacks("failure");
        let connections = 0..server.connections();
        let received = connections.map(|number| server.finish_connection(number));
        let received: Vec<String> =
            received.map(|octets| String::from_utf8_lossy(&octets).into_owned()).collect();
        if from_stdin {
            return received;
        }
    }
    Vec::new()
}

#[test]
fn a_connection_that_was_left_in_a_literal_is_left_there_again() {
    let record = recorded(&[
        &format!("append x {{16}}{ENTER}"),
        "wait: + go",
        &format!("abc{ENTER}"),
        "wait: {11}",
        CTRL_C,
        "wait: another Ctrl-C",
        CTRL_C,
        "wait: (closed)",
        &format!(":reconnect{ENTER}"),
        "wait: a002",
        &format!("noop{ENTER}"),
        "wait: a002 OK",
        CTRL_D,
    ]);
    let received = replayed(&record);
    assert_eq!(received[0], "a001 append x {16}\r\nabc\r\n", "{record}");
    assert!(received[1].starts_with("a002 noop\r\n"), "{received:?}");
}

#[test]
fn a_session_that_ended_in_a_literal_ends_there_again() {
    for (line, keys) in [
        ("append x {50}", &["wait: + go", "abc\r", "wait: {45}", CTRL_D][..]),
        ("append x {5000+}", &["wait: {5000+}", "abc\r", "wait: {4995}", CTRL_D]),
        ("append x {50}", &["wait: + go", "abc\r", "hang up\r", "wait: (closed)", CTRL_D]),
    ] {
        let line = format!("{line}{ENTER}");
        let keys: Vec<&str> = [line.as_str()].into_iter().chain(keys.iter().copied()).collect();
        let record = recorded(&keys);
        let received = replayed(&record);
        assert_eq!(received.len(), 1, "{record}");
        assert!(
            received[0]
                .starts_with(&line.replace(ENTER, "\r\nabc\r\n").replace("append", "a001 append")),
            "{received:?}"
        );
    }
}

#[test]
fn a_literal_in_lines_of_base64_that_was_cut_is_a_failure() {
    for end in ["", "# imapsh: The server closed the connection without a BYE.\n"] {
        let record =
            "# imapsh record 1\nS: * OK ready\nC: a001 append x {64<<END}\nS: + go\nC: AP8=\n";
        for script in ["r.imap", "-"] {
            let server = ScriptedServer::plain(|peer| waits_for_octets(peer, false));
            let program = Program::imapsh(&["replay", script, &server.address(), "--plain"]);
            let record = [record, end].concat();
            program.write_file("r.imap", &record);
            let mut process = Process::start(program);
            process.send(record);
            process.close_stdin();
            let finished = process.finish();
            finished.assert_status(1).assert_stderr_contains("breaks off in a literal");
            assert_eq!(server.finish_connection(0), b"");
        }
    }
}

#[test]
fn a_pasted_record_leaves_the_connection_where_it_breaks_off() {
    let record =
        "# imapsh record 1\nC: a001 append x {16}\nS: + go\nC: abc\n# :reconnect\nC: a002 noop\n";
    let server = ScriptedServer::plain(|peer| waits_for_octets(peer, false));
    let terminal = Terminal::start(Program::imapsh(&[&server.address(), "--plain"]), 60, 110);
    terminal.wait_line("a001");
    terminal.type_line(bracketed_paste(&record.trim_end().replace('\n', ENTER)));
    terminal.wait_for("a002 OK");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    assert_eq!(server.finish_connection(0), b"a001 append x {16}\r\nabc\r\n");
    assert!(server.finish_connection(1).starts_with(b"a002 noop\r\n"));
}
