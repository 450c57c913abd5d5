//! The server's octets are on standard output unchanged, and nothing inside a literal is taken for a
//! response. With `--color`, control characters are escaped.

use crate::support::contains;
use crate::support::dovecot::dovecot;
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay, replay_on};
use crate::support::scripted_server::ScriptedServer;
use crate::support::wire_tap::WireTap;
use indoc::formatdoc;

/// Replays a NOOP, to which the server sends these octets before it completes the command.
#[track_caller]
fn replay_response(octets: &[u8], options: &[&str]) -> Finished {
    let response = octets.to_vec();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(&response)?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\nlogout\n", options);
    finished.assert_status(0);
    server.finish();
    finished
}

/// Replays a NOOP as above. Standard output must contain the octets unchanged.
#[track_caller]
fn assert_shown_unchanged(octets: &[u8]) -> Finished {
    let finished = replay_response(octets, &[]);
    let before = b"* OK ready\r\na001 noop\r\n";
    let after = b"a001 OK done\r\na002 logout\r\n* BYE see you\r\na002 OK done\r\n";
    let expected = [before, octets, after].concat();
    assert!(finished.stdout == expected, "{}", finished.text());
    finished
}

#[test]
fn the_wire_passes_octet_for_octet() {
    for octets in [
        &b"* 1 FETCH (BODY[] {36}\r\na001 OK no\r\n* BYE no\r\na001 BAD no!\r\n)\r\n"[..],
        b"* 1 FETCH (A {0}\r\n B ~{4}\r\n\0\r\n\0 C {3+}\r\n{9} D {2}\r\n})\r\n)\r\n",
        b"* OK status text that ends in {5}\r\n* NO [ALERT] also {3}\r\n",
        b"* OK [X {4}\r\n]\r\n] an open code\r\n",
        b"+\r\n+ \r\n",
        b"hello\r\n\r\n*\r\n* \r\nthis is no IMAP {5}\r\n<html>\r\n",
        b"* caf\xe9 \xff\xfe\x1b[31m\x07\r\n",
        b"* a CR \r alone\r\n* LIST () \"/\" \"x\ry\"\r\n",
    ] {
        assert_shown_unchanged(octets);
    }
    let every_octet: Vec<u8> = (0..=255).cycle().take(1024).collect();
    let header = b"* 1 FETCH (BODY[] {1024}\r\n";
    assert_shown_unchanged(&[header, &every_octet[..], b")\r\n"].concat());
}

#[test]
fn a_line_of_several_megabytes() {
    let numbers = b" 12345".repeat(700_000);
    assert_shown_unchanged(&[b"* SEARCH", &numbers[..], b"\r\n"].concat());
}

#[test]
fn a_bare_lf_is_accepted_and_reported_once() {
    let finished = assert_shown_unchanged(b"* 1 EXISTS\n* 2 EXISTS\n* 3 EXISTS\n");
    finished.assert_stderr_count("The server ended a line with LF instead of CR LF", 1);
}

#[test]
fn output_does_not_depend_on_the_size_of_reads() {
    let octets = b"* 1 FETCH (BODY[] {14}\r\na001 OK no\r\n\r\n FLAGS (\\Seen))\r\n\
                   * 2 EXISTS\r\na001 OK done\r\n";
    let server = ScriptedServer::plain(move |peer| {
        peer.send_one_by_one("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send_one_by_one(octets)?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\nlogout\n", &[]);
    finished.assert_status(0);
    assert!(contains(&finished.stdout, octets), "{}", finished.text());
}

#[test]
fn color_escapes_control_characters() {
    let octets = b"* OK \x1b]0;title\x07 \x1b[2J\x9b31m a \r b \xc2\x9b5n \xff\r\n\
                   * 1 FETCH (X {5}\r\n\x1b[1m\x08)\r\n";
    let finished = replay_response(octets, &["--color", "always"]);
    let text = String::from_utf8(finished.stdout).expect("the output is UTF-8");
    // The only escape sequences are imapsh's own colors: ESC [ numbers m.
    for sequence in text.split('\x1b').skip(1) {
        let parameters = sequence.strip_prefix('[').and_then(|rest| rest.split_once('m'));
        let (numbers, _) = parameters.unwrap_or_else(|| panic!("{sequence:?} in {text:?}"));
        let is_color = numbers.chars().all(|c| c.is_ascii_digit() || c == ';');
        assert!(is_color, "{numbers:?} in {text:?}");
    }
    for control in ['\x07', '\x08', '\u{9b}'] {
        assert!(!text.contains(control), "{control:?} in {text:?}");
    }
    assert!(text.contains("␛]0;title\\x07"), "{text:?}");
    assert!(text.contains("\\xff"), "{text:?}");
}

#[test]
fn an_untagged_bad_completes_the_only_pending_command() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.read_line()?;
        peer.send("* BAD no tag there\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK\r\n")?;
        peer.expect_logout()
    });
    let script = "nonsense\na001 BAD what\nnoop\nlogout\n";
    replay_on(&server, script, &[]).assert_status(0);
    server.finish();
}

#[test]
fn the_wire_of_a_real_server_passes_octet_for_octet() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    for number in 0..3 {
        user.deliver(&format!("number-{number}"));
    }
    let tap = WireTap::plain(&dovecot.plain_port());
    let script = formatdoc! {r#"
        capability
        login {} {}
        list "" "*"
        select inbox
        fetch 1:* full
        fetch 1:* body[]
        append inbox {{5}}
        hello
        uid search all
        logout
    "#, user.name, user.password};
    let finished = replay(script, &["127.0.0.1", &tap.port(), "--plain"]);
    finished.assert_status(0);
    // The output is what both sides sent, each in its order, and nothing else.
    let server = tap.server.octets();
    let client = tap.client.text().replace(&user.password, "${password}");
    let (mut from_server, mut from_client) = (server.as_slice(), client.as_bytes());
    for line in finished.stdout.split_inclusive(|&octet| octet == b'\n') {
        if let Some(rest) = from_client.strip_prefix(line) {
            from_client = rest;
        } else {
            from_server = from_server
                .strip_prefix(line)
                .unwrap_or_else(|| panic!("unexpected {:?}", String::from_utf8_lossy(line)));
        }
    }
    assert_eq!(String::from_utf8_lossy(from_client), "");
    assert_eq!(String::from_utf8_lossy(from_server), "");
}

/// Runs `imapsh replay s.imap` under a shell command, in which it is `"$0" "$@"`.
fn in_shell(command: &str, server: &ScriptedServer, script: &str, options: &[&str]) -> Program {
    let program = Program::new("/bin/sh")
        .args(&["-c", command, env!("CARGO_BIN_EXE_imapsh")])
        .args(&["replay", "s.imap"])
        .args(&plain_args(server, options));
    program.write_file("s.imap", script);
    program
}

#[test]
fn a_closed_standard_output_ends_the_replay() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        // Fails when the client closes the connection.
        let _ = peer.send_repeated(b"* 1 EXISTS\r\n", 1 << 26);
        Ok(())
    });
    let command = "\"$0\" \"$@\" | head -1; echo over";
    let program = in_shell(command, &server, "noop\nlogout\n", &[]);
    Process::start(program)
        .finish()
        .assert_stdout("* OK ready\r\nover\n")
        .assert_stderr_lacks("panicked");
}

#[test]
fn a_connection_cut_off_inside_a_literal_is_reported() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("* 1 FETCH (BODY[] {100}\r\nonly this")?;
        peer.close_without_notify()
    });
    let finished = replay_on(&server, "noop\nlogout\n", &["--record", "r.jsonl"]);
    finished.assert_status(1);
    let text = finished.text();
    assert!(text.ends_with("{100}\r\nonly this"), "{text}");
    let record = finished.program.read_file("r.jsonl");
    assert!(record.contains("\"partial\":true"), "{record}");
}

#[cfg(target_os = "linux")]
mod memory {
    use super::*;
    use crate::support::Gate;
    use crate::support::memory::peak_memory;

    const LIMIT_KIB: u64 = 8 * 1024;

    /// Receives a literal of this length, and returns the peak memory of imapsh after it in KiB.
    #[track_caller]
    fn peak_after_literal(length: u64, options: &[&str]) -> u64 {
        let (literal_sent, measured) = (Gate::new(), Gate::new());
        let (server_sent, server_measured) = (literal_sent.clone(), measured.clone());
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("a001 fetch 1 body[]")?;
            peer.send(format!("* 1 FETCH (BODY[] {{{length}}}\r\n"))?;
            peer.send_repeated(b"a001 OK this is a line of a long mail\r\n", length)?;
            peer.send(")\r\na001 OK done\r\n")?;
            // imapsh has processed the literal when it sends the next command.
            peer.expect("a002 noop")?;
            server_sent.open();
            server_measured.wait();
            peer.send("a002 OK\r\n")?;
            peer.expect_logout()
        });
        // The output is discarded, so that the test need not hold it.
        let command = "exec \"$0\" \"$@\" >/dev/null";
        let script = "fetch 1 body[]\nnoop\nlogout\n";
        let replay = Process::start(in_shell(command, &server, script, options));
        literal_sent.wait();
        let peak = peak_memory(replay.pid());
        measured.open();
        replay.finish().assert_status(0);
        server.finish();
        peak
    }

    #[test]
    fn a_literal_of_a_gibibyte_passes_in_constant_memory() {
        let peak = peak_after_literal(1 << 30, &[]);
        assert!(peak < LIMIT_KIB, "{peak} KiB");
    }

    #[test]
    fn a_large_literal_passes_in_constant_memory_with_color() {
        let peak = peak_after_literal(1 << 26, &["--color", "always"]);
        assert!(peak < LIMIT_KIB, "{peak} KiB");
    }
}
