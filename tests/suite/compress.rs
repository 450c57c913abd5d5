//! COMPRESS DEFLATE (RFC 4978) typed by hand: it works to the session's end under every other layer,
//! and compressed data that is not what it should be ends the session with its reason.

use crate::support::certificates::Certificate;
use crate::support::dovecot::dovecot;
use crate::support::holds;
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{dovecot_args, on_plain, plain_args, program, replay, tls_args};
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use flate2::{Compress, Compression, FlushCompress};
use indoc::indoc;
use std::path::Path;

/// The line of the server's says that the second COMPRESS fails.
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

/// Everything was answered, also what came compressed.
#[track_caller]
fn assert_compressed(finished: &Finished) {
    finished.assert_status(0);
    let text = finished.text();
    for part in [
        "a2 OK Begin compression.\r\n",
        "* 1 FETCH (FLAGS (",
        "a5 NO [COMPRESSIONACTIVE]",
        "a6 OK",
        "* BYE",
        "a7 OK",
    ] {
        assert!(text.contains(part), "missing {part:?} in:\n{text}");
    }
}

#[test]
fn compress_on_the_practice_server_in_every_layer() {
    let server = ServeProcess::start();
    let (plain, tls) = (server.plain_port.to_string(), server.tls_port.to_string());
    let relay =
        format!("exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/{plain}; cat <&3 & exec cat >&3'");
    let ca = ["--ca-file", &server.ca_file];
    let ways: [&[&str]; 6] = [
        &[],
        &["--pipeline"],
        &["127.0.0.1", &plain, "--plain"],
        &["127.0.0.1", &plain, "--starttls", ca[0], ca[1]],
        &["127.0.0.1", &tls, "--pipeline", ca[0], ca[1]],
        &["--command", &relay],
    ];
    for way in ways {
        assert_compressed(&replay(SCRIPT, way));
    }
    server.finish();
}

#[test]
fn compress_after_starttls_typed_by_hand() {
    let server = ServeProcess::start();
    let plain = server.plain_port.to_string();
    let args = ["127.0.0.1", &plain, "--plain", "--ca-file", &server.ca_file];
    assert_compressed(&replay(format!("a0 starttls\n{}", SCRIPT), &args));
    server.finish();
}

#[test]
fn compress_typed_at_the_prompt() {
    let terminal = Terminal::run(Program::imapsh(&[] as &[&str]), 60, 110);
    terminal.wait_line("a001");
    for (line, answer) in [
        ("login user pass", "a001 OK"),
        ("compress deflate", "a002 OK Begin compression."),
        ("select inbox", "a003 OK"),
        ("fetch 1 body.peek[]", "a004 OK"),
    ] {
        terminal.type_keys(format!("{line}\r"));
        terminal.wait_for(answer);
    }
    // Compressed octets arrive while nobody types.
    terminal.type_keys("idle\r");
    terminal.wait_for("* OK Still here");
    terminal.type_keys("done\r");
    terminal.wait_for("a005 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_record_of_a_compressed_session_is_readable_and_replays() {
    let recorded = |script: &str| {
        let program = program(script, &["--record", "r.imap"]);
        let home = program.clone();
        assert_compressed(&Process::run(program).finish());
        std::fs::read_to_string(home.home().join("r.imap")).expect("the record")
    };
    let record = recorded(SCRIPT);
    for line in [
        "C: a2 compress deflate\nS: a2 OK Begin compression.\nC: a3 select inbox\n",
        "C: a6 noop\nS: a6 OK",
    ] {
        assert!(record.contains(line), "missing {line:?} in:\n{record}");
    }
    assert_eq!(commands(&recorded(&record)), commands(&record));
}

fn commands(record: &str) -> Vec<&str> {
    let lines = record.lines();
    lines.filter(|line| line.starts_with("C: ")).collect()
}

/// Appends a file and fetches it again.
#[track_caller]
fn there_and_back(message: &[u8], login: &str, args: &[String]) {
    let script = format!(
        "a1 login {login}\na2 compress deflate\na3 append inbox {{<mail.eml}}\na4 select inbox\n\
         a5 fetch 1:* body.peek[]\na6 logout\n"
    );
    let program = program(script, args);
    program.file("mail.eml", message);
    let finished = Process::run(program).finish();
    finished.assert_status(0);
    assert!(
        holds(&finished.stdout, message),
        "the message came back changed"
    );
}

/// A message that compresses well in one part and not at all in the other.
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
    there_and_back(&message, "user pass", &[]);
    let server = ServeProcess::start();
    let args = [
        "127.0.0.1",
        &server.tls_port.to_string(),
        "--ca-file",
        &server.ca_file,
    ];
    there_and_back(&message, "user pass", &args.map(str::to_owned));
    server.finish();
}

#[test]
fn large_messages_both_ways_on_dovecot() {
    let Some(dovecot) = dovecot() else { return };
    let starttls = |more: &[&str]| {
        let mut args = dovecot_args(dovecot, more);
        args[1] = dovecot.plain_port();
        args
    };
    for args in [dovecot_args(dovecot, &[]), starttls(&["--starttls"])] {
        let user = dovecot.user();
        let login = format!("{} {}", user.name, user.password);
        there_and_back(&large_message(), &login, &args);
    }
}

#[test]
fn a_session_on_dovecot_to_its_end() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let script = format!(
        "a1 login {} {}\na2 compress deflate\na3 list \"\" *\na4 compress deflate\na4 NO\n\
         a5 idle\ndone\na6 logout\n",
        user.name, user.password
    );
    for more in [&[][..], &["--pipeline"]] {
        let finished = replay(&script, &dovecot_args(dovecot, more));
        finished.assert_status(0);
        let text = finished.text();
        for part in ["* LIST (", "a4 NO [COMPRESSIONACTIVE]", "a5 OK", "a6 OK"] {
            assert!(text.contains(part), "missing {part:?} in:\n{text}");
        }
    }
}

/// A server that takes COMPRESS and then goes on as the test says.
fn after_compress(
    then: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
) -> impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static {
    move |peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a1 compress deflate")?;
        then(peer)
    }
}

const COMPRESS_NOOP: &str = "a1 compress deflate\na2 noop\na3 logout\n";

fn compressed(octets: &[u8], flush: FlushCompress) -> Vec<u8> {
    let mut compressed = Vec::with_capacity(octets.len() + 1024);
    Compress::new(Compression::best(), false)
        .compress_vec(octets, &mut compressed, flush)
        .expect("compressed octets");
    compressed
}

/// The session broke: what came before is shown, and two lines say why.
#[track_caller]
fn assert_broken(finished: &Finished, before: &str, cause: &str, advice: &str) {
    finished.assert_status(1);
    assert!(finished.text().contains(before), "{}", finished.text());
    for part in [cause, advice] {
        assert!(
            finished.stderr.contains(part),
            "missing {part:?} in:\n{}",
            finished.stderr
        );
    }
}

#[test]
fn octets_behind_the_ok_are_compressed_however_they_are_cut() {
    let answer = b"* 1 EXISTS\r\n* 2 FETCH (BODY[] {3}\r\nabc)\r\n";
    for cut in [1, 7, 1000] {
        let server = ScriptedServer::plain(after_compress(move |peer| {
            peer.start_deflate()?;
            let mut octets = b"a1 OK now\r\n".to_vec();
            octets.extend(compressed(answer, FlushCompress::Finish));
            let cuts: Vec<usize> = (cut..octets.len()).step_by(cut).collect();
            for piece in octets.chunks(cut).take(cuts.len() + 1) {
                peer.send_uncompressed(piece)?;
            }
            peer.expect("a2 noop")?;
            peer.cut_off()
        }));
        let finished = on_plain(&server, COMPRESS_NOOP, &[]);
        finished.assert_status(1);
        let text = finished.text();
        assert!(text.contains("abc)\r\n"), "cut {cut}: {text}");
        assert!(
            finished
                .stderr
                .contains("closed the connection without a BYE")
        );
        server.finish();
    }
}

#[test]
fn a_server_that_does_not_compress_after_its_ok_is_reported() {
    let server = ScriptedServer::plain(after_compress(|peer| {
        peer.send("a1 OK now\r\n* 1 EXISTS\r\n")?;
        peer.rest().map(drop)
    }));
    let finished = on_plain(&server, COMPRESS_NOOP, &[]);
    assert_broken(
        &finished,
        "a1 OK now\r\n",
        "The server's compressed data is invalid.",
        "Connect again and leave COMPRESS out.",
    );
    assert!(!finished.text().contains("EXISTS"));
    server.finish();
}

#[test]
fn what_comes_before_invalid_data_is_shown() {
    let server = ScriptedServer::plain(after_compress(|peer| {
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 noop")?;
        peer.send("* 1 EXISTS\r\n")?;
        // A block of the reserved type (RFC 1951 section 3.2.3).
        peer.send_uncompressed([0b110])?;
        peer.rest().map(drop)
    }));
    let finished = on_plain(&server, COMPRESS_NOOP, &[]);
    assert_broken(
        &finished,
        "* 1 EXISTS\r\n",
        "The server's compressed data is invalid.",
        "Connect again and leave COMPRESS out.",
    );
    server.finish();
}

#[test]
fn octets_after_the_end_of_the_stream_end_the_session_with_their_reason() {
    let server = ScriptedServer::plain(after_compress(|peer| {
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 noop")?;
        peer.send_uncompressed(compressed(b"a2 OK done\r\n", FlushCompress::Finish))?;
        peer.expect("a3 logout")?;
        peer.send_uncompressed("* BYE\r\n")?;
        peer.rest().map(drop)
    }));
    let finished = on_plain(&server, COMPRESS_NOOP, &[]);
    assert_broken(
        &finished,
        "a2 OK done\r\n",
        "The server ended its compressed data and then sent more.",
        "Connect again and leave COMPRESS out.",
    );
    server.finish();
}

#[test]
fn a_stream_that_ends_with_the_session_is_fine() {
    for certificate in [None, Some(Certificate::Good)] {
        let then = after_compress(|peer: &mut Peer| {
            peer.send("a1 OK now\r\n")?;
            peer.start_deflate()?;
            peer.expect("a2 noop")?;
            peer.send("a2 OK done\r\n")?;
            peer.log_out()
        });
        let (server, args) = match certificate {
            None => {
                let server = ScriptedServer::plain(then);
                let args = plain_args(&server, &[]);
                (server, args)
            }
            Some(certificate) => {
                let server = ScriptedServer::tls(certificate, then);
                let args = tls_args(&server, &[]);
                (server, args)
            }
        };
        let finished = replay(COMPRESS_NOOP, &args);
        finished.assert_status(0);
        assert!(
            finished.text().ends_with("a3 OK done\r\n"),
            "{}",
            finished.text()
        );
        server.finish();
    }
}

#[test]
fn a_connection_cut_under_compression_and_tls_is_reported() {
    let server = ScriptedServer::tls(
        Certificate::Good,
        after_compress(|peer| {
            peer.send("a1 OK now\r\n")?;
            peer.start_deflate()?;
            peer.expect("a2 noop")?;
            peer.send("* 1 EXISTS\r\n")?;
            peer.cut_off()
        }),
    );
    let finished = replay(COMPRESS_NOOP, &tls_args(&server, &[]));
    finished.assert_status(1);
    assert!(finished.text().contains("* 1 EXISTS\r\n"));
    let said = "without a TLS close_notify";
    assert!(finished.stderr.contains(said), "{}", finished.stderr);
    server.finish();
}

#[test]
fn starttls_after_compress_puts_tls_below_compression() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a1 compress deflate")?;
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 starttls")?;
        peer.send("a2 OK go on\r\n")?;
        peer.start_tls(Certificate::Good)?;
        peer.expect("a3 noop")?;
        peer.send("a3 OK done\r\n")?;
        peer.log_out()
    });
    let ca_file = server.ca_file();
    let args = plain_args(&server, &["--ca-file", &ca_file.to_string_lossy()]);
    let finished = replay(
        "a1 compress deflate\na2 starttls\na3 noop\na4 logout\n",
        &args,
    );
    finished.assert_status(0);
    server.finish();
}

#[test]
fn octets_without_tls_behind_starttls_are_refused_under_compression_too() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a1 compress deflate")?;
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 starttls")?;
        peer.send("a2 OK go on\r\n* 1 EXISTS\r\n")?;
        peer.rest().map(drop)
    });
    let finished = on_plain(&server, "a1 compress deflate\na2 starttls\na3 noop\n", &[]);
    finished.assert_status(1);
    assert!(!finished.text().contains("EXISTS"));
    server.finish();
}

/// The peak memory of a running process in MiB.
fn peak_memory(pid: i32) -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kib.and_then(|kib| kib.trim().parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

#[test]
fn a_decompression_bomb_ends_the_session_in_little_memory() {
    let gate = crate::support::Gate::new();
    let open = gate.clone();
    let server = ScriptedServer::plain(after_compress(move |peer| {
        peer.send("a1 OK now\r\n")?;
        peer.start_deflate()?;
        peer.expect("a2 noop")?;
        // A line of a gigabyte, in a megabyte. Nothing refers to before a full flush, so the same
        // piece can be sent again and again.
        let piece = compressed(&vec![b' '; 1 << 20], FlushCompress::Full);
        let sent = (0..1024).try_for_each(|_| peer.send_uncompressed(&piece));
        // The client has hung up by then.
        drop(sent);
        peer.wait(&open);
        Ok(())
    }));
    let program = program(
        "a1 compress deflate\na2 noop\n:wait 1m\n",
        &plain_args(&server, &[]),
    );
    let process = Process::run(program);
    process.stderr.wait_for("looks like a decompression bomb");
    gate.open();
    let peak = peak_memory(process.id());
    let finished = process.finish();
    finished.assert_status(1);
    assert!(
        finished.stderr.contains("leave COMPRESS out"),
        "{}",
        finished.stderr
    );
    assert!(peak < 64, "{peak} MiB");
    server.finish();
}
