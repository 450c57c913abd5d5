//! Verifying the server's certificate, and presenting one of the client.

use super::{LOGIN_SCRIPT, assert_no_session, assert_script_not_sent};
use crate::support::certificates::{Certificate, client_certificate, write_ca_file};
use crate::support::process::Process;
use crate::support::replays::{replay, replay_program, tls_args};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::{
    greets_and_logs_out, sends_nothing, sends_only_a_greeting,
};

/// The certificates that are refused, and what is reported: the cause, and what to do.
const REFUSED: [(Certificate, [&str; 2]); 5] = [
    (
        Certificate::Expired,
        [
            "The server's certificate expired on 2002-02-02 (issued by imapsh test authority)",
            "The server needs a new certificate",
        ],
    ),
    (Certificate::NotYetValid, ["is not valid before 2048-01-01", "Check this machine's clock"]),
    (
        Certificate::WrongHost,
        [
            "is not valid for 127.0.0.1, only for: elsewhere.example",
            "Connect to one of those names",
        ],
    ),
    (
        Certificate::UnknownIssuer,
        ["was issued by an unknown authority: imapsh untrusted authority", "--ca-file"],
    ),
    (
        Certificate::SelfSigned,
        ["is self-signed: localhost", "Pass that certificate with --ca-file"],
    ),
];

#[test]
fn untrusted_certificates_are_refused_with_their_reason() {
    for (certificate, texts) in REFUSED {
        let server = ScriptedServer::tls(certificate, sends_only_a_greeting);
        let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
        assert_no_session(&finished, &texts);
        finished.assert_stderr_lines(2);
        assert_script_not_sent(&server);
    }
}

#[test]
fn system_roots_do_not_override_other_checks() {
    for (certificate, texts) in REFUSED {
        let server = ScriptedServer::tls(certificate, sends_nothing);
        let program = replay_program(LOGIN_SCRIPT, &[server.address()]);
        let finished = Process::start(program.env("SSL_CERT_FILE", server.ca_file())).finish();
        assert_no_session(&finished, &texts);
        finished.assert_stderr_lines(2);
    }
}

#[test]
fn system_roots_are_used_when_bundled_roots_do_not_know_the_issuer() {
    let tls = ScriptedServer::tls(Certificate::Good, greets_and_logs_out);
    let starttls = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n")?;
        peer.start_tls(Certificate::Good)?;
        peer.expect_logout()
    });
    for (server, options) in [(tls, &[][..]), (starttls, &["--starttls"])] {
        let program = replay_program("logout\n", &[server.address()]).args(options);
        // The system's roots, as OpenSSL finds them.
        let finished = Process::start(program.env("SSL_CERT_FILE", server.ca_file())).finish();
        finished.assert_status(0).assert_stderr_contains(
            "issued by imapsh test authority (verified with the system's roots)",
        );
    }
}

#[test]
fn a_valid_certificate_from_an_unknown_ca_is_refused() {
    let server = ScriptedServer::tls(Certificate::Good, sends_nothing);
    let finished = replay(LOGIN_SCRIPT, &["127.0.0.1", &server.port()]);
    let cause = "was issued by an unknown authority: ";
    assert_no_session(&finished, &[cause, "imapsh test authority", "--ca-file"]);
}

#[test]
fn insecure_verifies_nothing_and_warns() {
    for certificate in [Certificate::Expired, Certificate::WrongHost, Certificate::UnknownIssuer] {
        let server = ScriptedServer::tls(certificate, |peer| {
            peer.send("* OK ready\r\n")?;
            peer.answer("noop", "")?;
            peer.expect_logout()
        });
        let args = [&server.address(), "--insecure"];
        let finished = replay("noop\nlogout\n", &args);
        server.finish();
        finished
            .assert_status(0)
            .assert_stderr_contains("The server's identity was not verified (--insecure)");
    }
}

#[test]
fn one_line_reports_the_connection() {
    let server = ScriptedServer::tls(Certificate::Good, greets_and_logs_out);
    let finished = replay("logout\n", &tls_args(&server, &[]));
    finished.assert_status(0);
    let line = finished.stderr.lines().next().unwrap_or_default();
    for part in [
        &format!("Connected to {} with TLS", server.address()),
        "TLS 1.3",
        "localhost",
        "imapsh test authority",
        "--ca-file",
        "2049-01-01",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
}

#[test]
fn a_missing_ca_file_is_a_command_line_error() {
    let finished = replay(LOGIN_SCRIPT, &["127.0.0.1", "--ca-file", "not-here.pem"]);
    finished.assert_status(2).assert_stderr_contains("not-here.pem");
}

#[test]
fn ca_file_path_is_relative_to_the_working_folder() {
    let server = ScriptedServer::tls(Certificate::Good, greets_and_logs_out);
    let args = [&server.address(), "--ca-file", "ca.pem"];
    let program = replay_program("logout\n", &args);
    write_ca_file(program.home());
    Process::start(program).finish().assert_status(0);
}

#[test]
fn a_client_certificate_is_sent() {
    let server = ScriptedServer::tls_with_client_certificate(|peer| {
        peer.send("* PREAUTH by certificate\r\n")?;
        peer.expect_logout()
    });
    let without = replay("logout\n", &tls_args(&server, &[]));
    let cause = "The server requires a client certificate";
    assert_no_session(&without, &[cause, "--cert and --key"]);

    let options = ["--cert", "me.crt", "--key", "me.key"];
    let with = replay_program("logout\n", &tls_args(&server, &options));
    client_certificate("taro").write(with.home(), "me");
    Process::start(with).finish().assert_status(0);

    // With the key of another certificate the command line is wrong.
    let options = ["--cert", "me.crt", "--key", "other.key"];
    let mismatch = replay_program("logout\n", &tls_args(&server, &options));
    client_certificate("taro").write(mismatch.home(), "me");
    client_certificate("hanako").write(mismatch.home(), "other");
    let finished = Process::start(mismatch).finish();
    finished.assert_status(2).assert_stderr_contains("do not match");
}
