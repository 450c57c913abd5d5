//! Ports that do not speak what was expected: TLS, IMAP without TLS, or another protocol.

use super::{LOGIN_SCRIPT, assert_no_session, assert_script_not_sent};
use crate::support::certificates::Certificate;
use crate::support::replays::{plain_args, replay, replay_on, tls_args};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::sends_nothing;

const ADVICE: &str = "Use an IMAP port: leave the port out for 993 (TLS), or use 143 (STARTTLS).";

/// The first lines of other protocols, and how they are reported.
const SERVICES: &[(&str, &str)] = &[
    ("220 mail.example ESMTP Postfix", "it looks like SMTP"),
    ("220 OK", "it looks like SMTP"),
    ("554 5.7.1 no service for you", "it looks like SMTP"),
    ("220 ProFTPD Server ready.", "it looks like FTP"),
    ("+OK POP3 ready <1896@mail.example>", "it looks like POP3"),
    ("200 news.example ready", "it looks like NNTP"),
    ("HTTP/1.1 408 Request Timeout", "it looks like HTTP"),
    ("SSH-2.0-OpenSSH_9.2", "it looks like SSH"),
    ("\"IMPLEMENTATION\" \"Pigeonhole\"", "it looks like ManageSieve"),
];

/// A server that sends this line, and nothing more until the client closes the connection.
fn server_that_sends(line: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(format!("{line}\r\n"))?;
        peer.read_to_end().map(drop)
    })
}

#[test]
fn another_service_is_recognized_by_its_first_line() {
    for (line, protocol) in SERVICES {
        for option in ["--plain", "--starttls"] {
            let server = server_that_sends(line);
            // Without a short --timeout: the first line must suffice.
            let finished = replay(LOGIN_SCRIPT, &[&server.address(), option]);
            let cause = format!("This is not IMAP; {protocol}");
            assert_no_session(&finished, &[&cause, &format!(": {line}\n"), ADVICE]);
            finished.assert_stdout(&format!("{line}\r\n"));
            assert!(server.finish().is_empty());
        }
    }
}

#[test]
fn another_service_is_recognized_on_a_tls_connection() {
    for (line, protocol) in SERVICES {
        let server = server_that_sends(line);
        let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
        let cause = format!("imapsh: This is not IMAP; {protocol}");
        assert_no_session(&finished, &[&cause, &format!(": {line}\n"), ADVICE]);
        finished.assert_stderr_lines(2);
    }
}

#[test]
fn another_service_over_tls_is_recognized() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send("220 mail.example ESMTP\r\n")?;
        peer.read_to_end().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
    let texts = ["Connected to", "it looks like SMTP", ADVICE];
    assert_no_session(&finished, &texts);
    assert!(server.finish().is_empty());
}

#[test]
fn an_unknown_service_is_reported_as_not_imap() {
    for closes in [true, false] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("hello stranger\r\nhow are you\r\n")?;
            if closes {
                return peer.close();
            }
            peer.read_to_end().map(drop)
        });
        let finished = replay_on(&server, LOGIN_SCRIPT, &["--timeout", "1s"]);
        let cause = "The server does not speak IMAP; it sent: hello stranger\n";
        assert_no_session(&finished, &[cause, ADVICE]);
    }
}

#[test]
fn tls_to_another_service_is_reported() {
    let server = server_that_sends("hello stranger");
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
    assert_no_session(&finished, &["This port does not speak TLS", "993"]);
    assert_script_not_sent(&server);
}

#[test]
fn tls_to_a_plaintext_port() {
    let server = server_that_sends("* OK ready in the clear");
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
    let cause =
        "This port speaks unencrypted IMAP, not TLS; the server sent: * OK ready in the clear";
    assert_no_session(&finished, &[cause, "Try --starttls or --plain."]);
    assert_script_not_sent(&server);
}

#[test]
fn plaintext_to_a_tls_port() {
    let server = ScriptedServer::tls(Certificate::Good, sends_nothing);
    let finished = replay(LOGIN_SCRIPT, &plain_args(&server, &["--timeout", "300ms"]));
    let cause = "The server sent no greeting within 0.3 s";
    assert_no_session(&finished, &[cause, "993 waits for TLS"]);
}

#[test]
fn tls_records_on_a_plaintext_connection() {
    let server = ScriptedServer::plain(|peer| {
        // A TLS alert.
        peer.send(b"\x15\x03\x01\x00\x02\x02\x46")?;
        peer.close()
    });
    let finished = replay_on(&server, LOGIN_SCRIPT, &[]);
    let cause = "This port expects TLS, but imapsh connected without encryption.";
    assert_no_session(&finished, &[cause, "Leave out --plain and --starttls."]);
}
