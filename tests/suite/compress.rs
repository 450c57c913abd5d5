//! COMPRESS DEFLATE (RFC 4978) as a command of the session: it works to the end of the session over
//! every kind of connection, and invalid compressed data ends the session with its reason.

use crate::support::certificates::Certificate;
use crate::support::contains;
use crate::support::dovecot::dovecot;
use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::{
    dovecot_args, dovecot_plain_args, plain_args, replay, replay_on, replay_program, start_replay,
    tls_args,
};
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use flate2::{Compress, Compression, FlushCompress};
use indoc::{formatdoc, indoc};

/// The second COMPRESS is expected to fail.
const SCRIPT: &str = indoc! {"
    a1 login user pass
    a2 compress deflate
    a3 select inbox
    a4 fetch 1 (flags body.peek[])
    a5 compress deflate
    a5 NO
    a6 noop
    a7 logout
"};

/// Everything in [`SCRIPT`] was answered, before and after compression started.
#[track_caller]
fn assert_compressed(finished: &Finished) {
    finished.assert_status(0);
    for part in [
        "a2 OK Begin compression.\r\n",
        "* 1 FETCH (FLAGS (",
        "a5 NO [COMPRESSIONACTIVE]",
        "a6 OK",
        "* BYE",
        "a7 OK",
    ] {
        finished.assert_stdout_contains(part);
    }
}

#[test]
fn compress_on_the_practice_server_in_every_layer() {
    let server = ServeProcess::start(&[]);
    let (plain, tls) = (server.plain_port.to_string(), server.tls_port.to_string());
    let relay =
        format!("exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/{plain}; cat <&3 & exec cat >&3'");
    let ca_file = ["--ca-file", &server.ca_file];
    let connections: [&[&str]; 6] = [
        NO_ARGS,
        &["--pipeline"],
        &["127.0.0.1", &plain, "--plain"],
        &["127.0.0.1", &plain, "--starttls", ca_file[0], ca_file[1]],
        &["127.0.0.1", &tls, "--pipeline", ca_file[0], ca_file[1]],
        &["--command", &relay],
    ];
    for args in connections {
        assert_compressed(&replay(SCRIPT, args));
    }
    server.finish();
}

#[test]
fn compress_after_starttls_typed_by_hand() {
    let server = ServeProcess::start(&[]);
    let plain = server.plain_port.to_string();
    let args = ["127.0.0.1", &plain, "--plain", "--ca-file", &server.ca_file];
    assert_compressed(&replay(format!("a0 starttls\n{SCRIPT}"), &args));
    server.finish();
}

#[test]
fn compress_typed_at_the_prompt() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 110);
    terminal.wait_line("a001");
    for (line, answer) in [
        ("login user pass", "a001 OK"),
        ("compress deflate", "a002 OK Begin compression."),
        ("select inbox", "a003 OK"),
        ("fetch 1 body.peek[]", "a004 OK"),
        // The server sends this unsolicited, some time later.
        ("idle", "* OK Still here"),
        ("done", "a005 OK"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(answer);
    }
    terminal.type_line(":quit");
    terminal.assert_exit(0);
}

#[test]
fn the_record_of_a_compressed_session_is_readable_and_replays() {
    let record = |script: &str| {
        let finished = replay(script, &["--record", "r.imap"]);
        assert_compressed(&finished);
        finished.program.read_file("r.imap")
    };
    let first = record(SCRIPT);
    for lines in [
        indoc! {"
            C: a2 compress deflate
            S: a2 OK Begin compression.
            C: a3 select inbox
        "},
        "C: a6 noop\nS: a6 OK",
    ] {
        assert!(first.contains(lines), "missing {lines:?} in:\n{first}");
    }
    assert_eq!(commands(&record(&first)), commands(&first));
}

/// The lines of the client in a record.
fn commands(record: &str) -> Vec<&str> {
    let lines = record.lines();
    lines.filter(|line| line.starts_with("C: ")).collect()
}

/// Appends a message in a compressed session, and fetches it again.
#[track_caller]
fn assert_round_trip(message: &[u8], login: &str, args: &[String]) {
    let script = formatdoc! {"
        a1 login {login}
        a2 compress deflate
        a3 append inbox {{<mail.eml}}
        a4 select inbox
        a5 fetch 1:* body.peek[]
        a6 logout
    "};
    let program = replay_program(script, args);
    program.write_file("mail.eml", message);
    let finished = Process::start(program).finish();
    finished.assert_status(0);
    let unchanged = contains(&finished.stdout, message);
    assert!(unchanged, "the message has changed");
}

/// A message of which one part compresses well and the other not at all.
fn large_message() -> Vec<u8> {
    let mut seed = 1_u64;
    let mut noise = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'!' + (seed >> 33) as u8 % 94)
    };
    let mut message = "Subject: both ways\r\n\r\n".to_owned();
    for _ in 0..20_000 {
        message.extend((0..70).map(|_| noise()));
        message += "\r\n";
    }
    message += &"all the same, again and again\r\n".repeat(50_000);
    message.into_bytes()
}

#[test]
fn large_messages_both_ways_on_the_practice_server() {
    let message = large_message();
    assert_round_trip(&message, "user pass", &[]);
    let server = ServeProcess::start(&[]);
    let port = server.tls_port.to_string();
    let args = ["127.0.0.1", &port, "--ca-file", &server.ca_file];
    assert_round_trip(&message, "user pass", &args.map(str::to_owned));
    server.finish();
}

#[test]
fn large_messages_both_ways_on_dovecot() {
    let Some(dovecot) = dovecot() else { return };
    for args in [dovecot_args(dovecot, &[]), dovecot_plain_args(dovecot, &["--starttls"])] {
        let user = dovecot.user();
        let login = format!("{} {}", user.name, user.password);
        assert_round_trip(&large_message(), &login, &args);
    }
}

#[test]
fn a_session_on_dovecot_to_its_end() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let script = formatdoc! {r#"
        a1 login {} {}
        a2 compress deflate
        a3 list "" *
        a4 compress deflate
        a4 NO
        a5 idle
        done
        a6 logout
    "#, user.name, user.password};
    for options in [NO_ARGS, &["--pipeline"]] {
        let finished = replay(&script, &dovecot_args(dovecot, options));
        finished.assert_status(0);
        for part in ["* LIST (", "a4 NO [COMPRESSIONACTIVE]", "a5 OK", "a6 OK"] {
            finished.assert_stdout_contains(part);
        }
    }
}

const COMPRESS_NOOP: &str = "a1 compress deflate\na2 noop\na3 logout\n";

/// The script of a server that expects COMPRESS and continues with `answer`.
fn on_compress(
    answer: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    move |peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a1 compress deflate")?;
        answer(peer)
    }
}

/// The script of a server that accepts COMPRESS, expects NOOP, and continues with `answer`.
fn on_compressed_noop(
    answer: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    on_compress(move |peer| {
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 noop")?;
        answer(peer)
    })
}

fn compressed(octets: &[u8], flush: FlushCompress) -> Vec<u8> {
    let mut compressed = Vec::with_capacity(octets.len() + 1024);
    Compress::new(Compression::best(), false)
        .compress_vec(octets, &mut compressed, flush)
        .expect("any octets can be compressed");
    compressed
}

/// Checks that the session failed: `shown` is on standard output, the cause and the advice on standard
/// error.
#[track_caller]
fn assert_broken(finished: &Finished, shown: &str, cause: &str) {
    finished
        .assert_status(1)
        .assert_stdout_contains(shown)
        .assert_stderr_contains(cause)
        .assert_stderr_contains("Connect again and leave COMPRESS out.");
}

#[test]
fn octets_after_the_ok_are_compressed_however_they_are_split() {
    let answer = b"* 1 EXISTS\r\n* 2 FETCH (BODY[] {3}\r\nabc)\r\n";
    for length in [1, 7, 1000] {
        let server = ScriptedServer::plain(on_compress(move |peer| {
            peer.start_deflate()?;
            let mut octets = b"a1 OK now\r\n".to_vec();
            octets.extend(compressed(answer, FlushCompress::Finish));
            for part in octets.chunks(length) {
                peer.send_uncompressed(part)?;
            }
            peer.expect("a2 noop")?;
            peer.close_without_notify()
        }));
        replay_on(&server, COMPRESS_NOOP, &[])
            .assert_status(1)
            .assert_stdout_contains("abc)\r\n")
            .assert_stderr_contains("closed the connection without a BYE");
        server.finish();
    }
}

#[test]
fn a_server_that_does_not_compress_after_its_ok_is_reported() {
    let server = ScriptedServer::plain(on_compress(|peer| {
        peer.send("a1 OK now\r\n* 1 EXISTS\r\n")?;
        peer.read_to_end().map(drop)
    }));
    let finished = replay_on(&server, COMPRESS_NOOP, &[]);
    let cause = "The server's compressed data is invalid.";
    assert_broken(&finished, "a1 OK now\r\n", cause);
    finished.assert_stdout_lacks("EXISTS");
    server.finish();
}

#[test]
fn data_before_invalid_data_is_shown() {
    let server = ScriptedServer::plain(on_compressed_noop(|peer| {
        peer.send("* 1 EXISTS\r\n")?;
        // A block of the reserved type (RFC 1951, section 3.2.3).
        peer.send_uncompressed([0b110])?;
        peer.read_to_end().map(drop)
    }));
    let finished = replay_on(&server, COMPRESS_NOOP, &[]);
    let cause = "The server's compressed data is invalid.";
    assert_broken(&finished, "* 1 EXISTS\r\n", cause);
    server.finish();
}

#[test]
fn octets_after_the_end_of_the_stream_end_the_session_with_their_reason() {
    let server = ScriptedServer::plain(on_compressed_noop(|peer| {
        peer.send_uncompressed(compressed(b"a2 OK done\r\n", FlushCompress::Finish))?;
        peer.expect("a3 logout")?;
        peer.send_uncompressed("* BYE\r\n")?;
        peer.read_to_end().map(drop)
    }));
    let finished = replay_on(&server, COMPRESS_NOOP, &[]);
    let cause = "The server ended its compressed data and then sent more.";
    assert_broken(&finished, "a2 OK done\r\n", cause);
    server.finish();
}

#[test]
fn a_stream_that_ends_with_the_session_is_fine() {
    let script = || {
        on_compressed_noop(|peer| {
            peer.send("a2 OK done\r\n")?;
            peer.expect_logout()
        })
    };
    let plain = ScriptedServer::plain(script());
    let tls = ScriptedServer::tls(Certificate::Good, script());
    for (server, args) in [(&plain, plain_args(&plain, &[])), (&tls, tls_args(&tls, &[]))] {
        let finished = replay(COMPRESS_NOOP, &args);
        finished.assert_status(0);
        let text = finished.text();
        assert!(text.ends_with("a3 OK done\r\n"), "{text}");
        server.finish();
    }
}

#[test]
fn a_connection_cut_under_compression_and_tls_is_reported() {
    let script = on_compressed_noop(|peer| {
        peer.send("* 1 EXISTS\r\n")?;
        peer.close_without_notify()
    });
    let server = ScriptedServer::tls(Certificate::Good, script);
    replay(COMPRESS_NOOP, &tls_args(&server, &[]))
        .assert_status(1)
        .assert_stdout_contains("* 1 EXISTS\r\n")
        .assert_stderr_contains("without a TLS close_notify");
    server.finish();
}

/// The script of a server that expects COMPRESS and STARTTLS, and continues with `answer`.
fn on_compressed_starttls(
    answer: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a1 compress deflate")?;
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 starttls")?;
        answer(peer)
    }
}

#[test]
fn starttls_after_compress_puts_tls_below_compression() {
    let server = ScriptedServer::plain(on_compressed_starttls(|peer| {
        peer.send("a2 OK go on\r\n")?;
        peer.start_tls(Certificate::Good)?;
        peer.expect("a3 noop")?;
        peer.send("a3 OK done\r\n")?;
        peer.expect_logout()
    }));
    let script = indoc! {"
        a1 compress deflate
        a2 starttls
        a3 noop
        a4 logout
    "};
    let args = plain_args(&server, &["--ca-file", &server.ca_file()]);
    replay(script, &args).assert_status(0);
    server.finish();
}

#[test]
fn octets_without_tls_after_starttls_are_refused_under_compression_too() {
    let server = ScriptedServer::plain(on_compressed_starttls(|peer| {
        peer.send("a2 OK go on\r\n* 1 EXISTS\r\n")?;
        peer.read_to_end().map(drop)
    }));
    let script = "a1 compress deflate\na2 starttls\na3 noop\n";
    replay_on(&server, script, &[]).assert_status(1).assert_stdout_lacks("EXISTS");
    server.finish();
}

#[cfg(target_os = "linux")]
#[test]
fn a_decompression_bomb_ends_the_session_in_little_memory() {
    use crate::support::memory::peak_memory;
    let server = ScriptedServer::plain(on_compressed_noop(|peer| {
        // A line of a gibibyte, in a megabyte. A full flush makes a part that can be repeated.
        let part = compressed(&vec![b' '; 1 << 20], FlushCompress::Full);
        // An error means that the client has closed the connection.
        let _ = (0..1024).try_for_each(|_| peer.send_uncompressed(&part));
        Ok(())
    }));
    // --step keeps the process running after the error: it waits for Enter before the LOGOUT.
    let args = plain_args(&server, &["--keep-going", "--step"]);
    let mut replay = start_replay(COMPRESS_NOOP, &args);
    replay.send("\n\n");
    replay.stderr.wait_for("looks like a decompression bomb");
    replay.stderr.wait_for("leave COMPRESS out");
    let peak = peak_memory(replay.pid()) / 1024;
    assert!(peak < 64, "{peak} MiB");
    replay.finish().assert_status(1);
    server.finish();
}
