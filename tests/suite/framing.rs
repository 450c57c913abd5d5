//! Framing, end to end: standard output has every octet that the server sent, and nothing inside a
//! literal is taken for a response.

use crate::support::dovecot::dovecot;
#[cfg(target_os = "linux")]
use crate::support::memory::peak_memory;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay, replay_on, replay_program};
use crate::support::scripted_server::{Peer, ScriptedServer};
use crate::support::wire_tap::WireTap;
use crate::support::{Gate, contains};

/// Replays a command that a server answers with these octets and a completion. Returns what is on
/// standard output between the command and the completion, and standard error.
#[track_caller]
fn shown(octets: Vec<u8>, more: &[&str]) -> (Vec<u8>, String) {
    let sent = octets.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send(&octets)?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\nlogout\n", more);
    finished.assert_status(0);
    server.finish();
    let begin = b"* OK ready\r\na001 noop\r\n";
    let end = b"a001 OK done\r\na002 logout\r\n* BYE see you\r\na002 OK done\r\n";
    if more.is_empty() {
        let expected = [begin.as_slice(), &sent, end].concat();
        assert!(finished.stdout == expected, "{}", finished.text());
    }
    let length = finished.stdout.len();
    (
        finished.stdout[begin.len().min(length)..length.saturating_sub(end.len())].to_vec(),
        finished.stderr,
    )
}

#[test]
fn the_wire_passes_octet_for_octet() {
    let all: Vec<u8> = (0..=255).cycle().take(1024).collect();
    for octets in [
        b"* 1 FETCH (BODY[] {36}\r\na001 OK no\r\n* BYE no\r\na001 BAD no!\r\n)\r\n".to_vec(),
        b"* 1 FETCH (A {0}\r\n B ~{4}\r\n\0\r\n\0 C {3+}\r\n{9} D {2}\r\n})\r\n)\r\n".to_vec(),
        [b"* 1 FETCH (BODY[] {1024}\r\n".as_slice(), &all, b")\r\n"].concat(),
        b"* OK status text that ends in {5}\r\n* NO [ALERT] also {3}\r\n".to_vec(),
        b"* OK [X {4}\r\n]\r\n] an open code\r\n".to_vec(),
        b"+\r\n+ \r\n".to_vec(),
        b"hello\r\n\r\n*\r\n* \r\nthis is no IMAP {5}\r\n<html>\r\n".to_vec(),
        b"* caf\xe9 \xff\xfe\x1b[31m\x07\r\n".to_vec(),
        b"* a CR \r alone\r\n* LIST () \"/\" \"x\ry\"\r\n".to_vec(),
    ] {
        shown(octets, &[]);
    }
}

#[test]
fn a_line_of_several_megabytes() {
    let line = [
        b"* SEARCH".to_vec(),
        b" 12345".repeat(700_000),
        b"\r\n".to_vec(),
    ]
    .concat();
    shown(line, &[]);
}

#[test]
fn a_bare_lf_is_accepted_and_reported_once() {
    let (_, notices) = shown(b"* 1 EXISTS\n* 2 EXISTS\n* 3 EXISTS\n".to_vec(), &[]);
    assert_eq!(
        notices
            .matches("The server ended a line with LF instead of CR LF")
            .count(),
        1,
        "{notices}"
    );
}

#[test]
fn output_does_not_depend_on_the_size_of_reads() {
    let octets = b"* 1 FETCH (BODY[] {14}\r\na001 OK no\r\n\r\n FLAGS (\\Seen))\r\n* 2 EXISTS\r\na001 OK done\r\n";
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
    let bad = b"* OK \x1b]0;title\x07 \x1b[2J\x9b31m a \r b \xc2\x9b5n \xff\r\n* 1 FETCH (X {5}\r\n\x1b[1m\x08)\r\n";
    let (safe, _) = shown(bad.to_vec(), &["--color", "always"]);
    let text = String::from_utf8(safe).expect("UTF-8");
    // The only escape sequences left are imapsh's own colors (SGR).
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\x1b') {
        rest = &rest[at + 1..];
        let sgr = rest.strip_prefix('[').and_then(|sgr| sgr.split_once('m'));
        let (numbers, after) = sgr.expect("a color");
        assert!(
            numbers
                .chars()
                .all(|one| one.is_ascii_digit() || one == ';'),
            "{numbers}"
        );
        rest = after;
    }
    for control in ['\x07', '\x08', '\u{9b}'] {
        assert!(!text.contains(control), "{text:?}");
    }
    assert!(text.contains("␛]0;title\\x07"), "{text:?}");
    assert!(text.contains("\\xff") || text.contains("\\xFF"), "{text:?}");
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
    let finished = replay_on(&server, "nonsense\na001 BAD what\nnoop\nlogout\n", &[]);
    finished.assert_status(0);
}

/// The program's peak memory in KiB, after a response with a literal of this size.
#[cfg(target_os = "linux")]
fn peak_after(octets: u64, more: &'static [&'static str]) -> u64 {
    let (sent, measured) = (Gate::new(), Gate::new());
    let (ours, theirs) = (sent.clone(), measured.clone());
    let server = ScriptedServer::plain(move |peer: &mut Peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 fetch 1 body[]")?;
        peer.send(format!("* 1 FETCH (BODY[] {{{octets}}}\r\n"))?;
        peer.send_repeated(b"a001 OK this is a line of a long mail\r\n", octets)?;
        peer.send(")\r\na001 OK done\r\n")?;
        peer.expect("a002 noop")?;
        ours.open();
        theirs.wait();
        peer.send("a002 OK\r\n")?;
        peer.expect_logout()
    });
    // A shell discards the output: the memory of the test itself is not measured.
    let mut inner = vec!["replay".to_owned(), "s.imap".to_owned()];
    inner.extend(plain_args(&server, more));
    let program = Program::new("/bin/sh")
        .args(&[
            "-c",
            "exec \"$0\" \"$@\" >/dev/null",
            env!("CARGO_BIN_EXE_imapsh"),
        ])
        .args(&inner);
    program.write_file("s.imap", "fetch 1 body[]\nnoop\nlogout\n");
    let running = Process::start(program);
    sent.wait();
    let peak = peak_memory(running.pid());
    measured.open();
    running.finish().assert_status(0);
    server.finish();
    peak
}

#[test]
#[cfg(target_os = "linux")]
fn a_literal_of_a_gibibyte_passes_in_constant_memory() {
    let peak = peak_after(1 << 30, &[]);
    assert!(peak < 24 * 1024, "{peak} KiB");
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_literal_passes_in_constant_memory_with_color() {
    let peak = peak_after(1 << 26, &["--color", "always"]);
    assert!(peak < 24 * 1024, "{peak} KiB");
}

#[test]
fn the_wire_of_a_real_server_passes_octet_for_octet() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    for number in 0..3 {
        user.deliver(&format!("number-{number}"));
    }
    let tap = WireTap::plain(&dovecot.plain_port());
    let port = tap.port();
    let script = format!(
        "capability\nlogin {} {}\nlist \"\" \"*\"\nselect inbox\nfetch 1:* full\nfetch 1:* body[]\n\
         append inbox {{5}}\nhello\nuid search all\nlogout\n",
        user.name, user.password
    );
    let finished = replay(script, &["127.0.0.1", &port, "--plain"]);
    finished.assert_status(0);
    // Each side's octets, in order, are what was shown and nothing else is.
    let (server, client) = (tap.server.octets(), tap.client.octets());
    let client = String::from_utf8_lossy(&client).replace(&user.password, "${password}");
    assert_eq!(
        finished.stdout.len(),
        server.len() + client.len(),
        "{}",
        finished.text()
    );
    let (mut of_server, mut of_client) = (server.as_slice(), client.as_bytes());
    for line in finished.stdout.split_inclusive(|&octet| octet == b'\n') {
        if let Some(rest) = of_client.strip_prefix(line) {
            of_client = rest;
        } else {
            of_server = of_server
                .strip_prefix(line)
                .unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(line)));
        }
    }
}

#[test]
fn a_closed_standard_output_ends_the_replay() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        let _ = peer.send_repeated(b"* 1 EXISTS\r\n", 1 << 26);
        Ok(())
    });
    let mut inner = vec!["replay".to_owned(), "s.imap".to_owned()];
    inner.extend(plain_args(&server, &[]));
    let program = Program::new("/bin/sh")
        .args(&[
            "-c",
            "\"$0\" \"$@\" | head -1; echo over",
            env!("CARGO_BIN_EXE_imapsh"),
        ])
        .args(&inner);
    program.write_file("s.imap", "noop\nlogout\n");
    let finished = Process::start(program).finish();
    finished.assert_stdout("* OK ready\r\nover\n");
    finished.assert_stderr_lacks("panicked");
}

#[test]
fn a_connection_cut_off_inside_a_literal() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("* 1 FETCH (BODY[] {100}\r\nonly this")?;
        peer.close_without_notify()
    });
    let program = replay_program(
        "noop\nlogout\n",
        &plain_args(&server, &["--record", "r.jsonl"]),
    );
    let home = program.clone();
    let finished = Process::start(program).finish();
    finished.assert_status(1);
    assert!(
        finished.text().ends_with("{100}\r\nonly this"),
        "{}",
        finished.text()
    );
    let record = std::fs::read_to_string(home.home().join("r.jsonl")).expect("a record");
    assert!(record.contains("\"partial\":true"), "{record}");
}
