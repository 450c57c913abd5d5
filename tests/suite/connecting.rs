//! Connecting as a user meets it: each failure has its words and status 3, and a server
//! that is not to be trusted gets nothing of what the script holds.

use crate::support::Gate;
use crate::support::certificates::{Certificate, client};
use crate::support::crlf;
use crate::support::dovecot::dovecot;
use crate::support::holds;
use crate::support::process::{Finished, Process};
use crate::support::replays::{
    LOGIN_SCRIPT, dovecot_args, on_plain, plain_args, program, replay, start, tls_args,
};
use crate::support::scripted_server::{Opening, ScriptedServer, write_ca};
use indoc::{formatdoc, indoc};
use std::net::{TcpListener, ToSocketAddrs};

/// No session: status 3, these words on standard error, and a line of what to try.
#[track_caller]
fn assert_none(finished: &Finished, words: &str, try_words: &str) {
    finished.assert_status(3);
    for due in [words, try_words] {
        assert!(
            finished.stderr.contains(due),
            "due: {due:?}, said:\n{}",
            finished.stderr
        );
    }
    let said = String::from_utf8_lossy(&finished.stdout).into_owned() + &finished.stderr;
    assert!(!said.contains("Kept-For-Later"), "{said}");
}

/// What reached the server holds nothing of the script.
#[track_caller]
fn assert_kept(server: &ScriptedServer) {
    for number in 0..server.connections() {
        let received = server.connection(number).received.octets();
        for part in ["Kept", "zz1", "login", "zz2"] {
            assert!(!holds(&received, part.as_bytes()), "{part} was sent");
        }
    }
}

const STARTTLS: &str = "--starttls";

/// A server that plays STARTTLS badly; imapsh must end without a session.
#[track_caller]
fn bad_starttls(server: &ScriptedServer, words: &str) -> Finished {
    let finished = replay(LOGIN_SCRIPT, &tls_args(server, &[STARTTLS]));
    assert_none(&finished, words, "Try ");
    assert_kept(server);
    finished
}

#[test]
fn unknown_host_name() {
    // RFC 6761: names under .invalid never resolve. Without a name server the words are others.
    let finished = replay(LOGIN_SCRIPT, &["nowhere.invalid"]);
    finished.assert_status(3);
    assert!(
        finished.stderr.contains("Host nowhere.invalid "),
        "{}",
        finished.stderr
    );
    assert!(finished.stderr.contains("Check "), "{}", finished.stderr);
    assert!(finished.stdout.is_empty());
}

#[test]
fn connection_refused() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("its address").port()
    };
    let finished = replay(LOGIN_SCRIPT, &["127.0.0.1", &port.to_string()]);
    let words = format!("127.0.0.1:{port} refused the connection: nothing is listening");
    assert_none(&finished, &words, "Check the port");
    assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
}

#[test]
fn tls_handshake_timeout() {
    let silent = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let finished = replay(LOGIN_SCRIPT, &tls_args(&silent, &["--timeout", "300ms"]));
    assert_none(&finished, "The TLS handshake timed out", "--timeout");
    assert_kept(&silent);
}

#[test]
fn tls_to_a_plaintext_port() {
    let clear = ScriptedServer::plain(|peer| {
        peer.send("* OK ready in the clear\r\n")?;
        peer.rest().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&clear, &[]));
    assert_none(
        &finished,
        "This port speaks unencrypted IMAP, not TLS; the server sent: * OK ready in the clear",
        "Try --starttls or --plain.",
    );
    assert_kept(&clear);
}

#[test]
fn tls_to_another_service() {
    let other = ScriptedServer::plain(|peer| {
        peer.send("hello stranger\r\n")?;
        peer.rest().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&other, &[]));
    assert_none(&finished, "This port does not speak TLS", "993");
    assert_kept(&other);
}

#[test]
fn plaintext_to_a_tls_port() {
    let tls = ScriptedServer::tls(Certificate::Good, |peer| peer.rest().map(drop));
    let finished = replay(LOGIN_SCRIPT, &plain_args(&tls, &["--timeout", "300ms"]));
    assert_none(
        &finished,
        "The server sent no greeting within 0.3 s",
        "993 waits for TLS",
    );
}

#[test]
fn two_silent_seconds_without_tls() {
    let gate = Gate::new();
    let ours = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.wait(&ours);
        peer.hang_up()
    });
    let running = start(LOGIN_SCRIPT, &plain_args(&server, &[]));
    running
        .stderr
        .wait_for("Received nothing for two seconds. A port that expects TLS");
    gate.open();
    let finished = running.finish();
    assert_none(
        &finished,
        "The server closed the connection before sending a greeting",
        "log",
    );
    assert!(server.received().is_empty());
}

#[test]
fn untrusted_certificates_are_refused_with_their_reason() {
    for (certificate, words) in [
        (
            Certificate::Expired,
            "The server's certificate expired on 2002-02-02",
        ),
        (Certificate::NotYetValid, "is not valid before 2048-01-01"),
        (
            Certificate::WrongHost,
            "is not valid for 127.0.0.1, only for: elsewhere.example",
        ),
        (
            Certificate::UnknownIssuer,
            "was issued by an unknown authority: ",
        ),
        (Certificate::SelfSigned, "is self-signed: "),
    ] {
        let server = ScriptedServer::tls(certificate, |peer| {
            peer.send("* OK ready\r\n")?;
            peer.rest().map(drop)
        });
        let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[]));
        assert_none(&finished, words, "");
        assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
        assert_kept(&server);
    }
}

#[test]
fn a_valid_certificate_from_an_unknown_ca() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| peer.rest().map(drop));
    let finished = replay(LOGIN_SCRIPT, &["127.0.0.1", &server.port()]);
    assert_none(
        &finished,
        "was issued by an unknown authority: ",
        "--ca-file",
    );
    assert!(
        finished.stderr.contains("imapsh test authority"),
        "{}",
        finished.stderr
    );
}

#[test]
fn insecure_verifies_nothing_and_warns() {
    for certificate in [
        Certificate::Expired,
        Certificate::WrongHost,
        Certificate::UnknownIssuer,
    ] {
        let server = ScriptedServer::tls(certificate, |peer| {
            peer.send("* OK ready\r\n")?;
            peer.answer("noop", "")?;
            peer.log_out()
        });
        let finished = replay(
            "noop\nlogout\n",
            &["127.0.0.1", &server.port(), "--insecure"],
        );
        finished.assert_status(0);
        server.finish();
        assert!(
            finished
                .stderr
                .contains("The server's identity was not verified (--insecure)"),
            "{}",
            finished.stderr
        );
    }
}

#[test]
fn one_line_reports_the_connection() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let finished = replay("logout\n", &tls_args(&server, &[]));
    finished.assert_status(0);
    let said = finished.stderr.lines().next().unwrap_or_default();
    let begin = format!("Connected to {} with TLS", server.address());
    assert!(said.contains(&begin), "{said}");
    for part in [
        "TLS 1.3",
        "localhost",
        "imapsh test authority",
        "--ca-file",
        "2049-01-01",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_missing_ca_file_is_a_command_line_error() {
    let finished = replay(LOGIN_SCRIPT, &["127.0.0.1", "--ca-file", "not-here.pem"]);
    finished.assert_status(2);
    assert!(
        finished.stderr.contains("not-here.pem"),
        "{}",
        finished.stderr
    );
}

#[test]
fn starttls_refused() {
    for status in ["NO", "BAD"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("tls STARTTLS")?;
            peer.send(format!("tls {status} not today\r\n"))?;
            peer.rest().map(drop)
        });
        let finished = bad_starttls(
            &server,
            &format!("The server answered STARTTLS with {status}"),
        );
        assert_eq!(
            finished.text(),
            crlf(&formatdoc! {"
                * OK ready
                tls STARTTLS
                tls {status} not today
            "})
        );
    }
}

#[test]
fn starttls_after_preauth() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH you are in\r\n")?;
        peer.rest().map(drop)
    });
    bad_starttls(&server, "The server's greeting was PREAUTH");
    assert!(server.received().is_empty());
}

#[test]
fn starttls_answered_before_it_was_sent() {
    for early in ["tls OK go\r\n", "tls OK", "* OK something\r\ntls OK go\r\n"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send(format!("* OK ready\r\n{early}"))?;
            peer.rest().map(drop)
        });
        bad_starttls(
            &server,
            "The answer to STARTTLS arrived before the command was sent",
        );
    }
}

#[test]
fn plaintext_after_the_ok_of_starttls() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n* OK [CAPABILITY IMAP4rev1 EVIL] trust me\r\n")?;
        peer.rest().map(drop)
    });
    let finished = bad_starttls(
        &server,
        "Unencrypted data followed the server's OK to STARTTLS",
    );
    assert!(!finished.text().contains("EVIL"), "{}", finished.text());
}

#[test]
fn plaintext_instead_of_the_handshake_after_starttls() {
    for injected in [
        "* OK trust me\r\n",
        "220 mail ESMTP\r\n",
        "\x01\x02\x03\x04\x05\r\n",
    ] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("tls STARTTLS")?;
            peer.send("tls OK go\r\n")?;
            // The first octets of the client's handshake have come.
            peer.octets(3)?;
            peer.send(injected)?;
            peer.rest().map(drop)
        });
        bad_starttls(
            &server,
            "Unencrypted data followed the server's OK to STARTTLS",
        );
    }
}

#[test]
fn starttls_never_answered() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.rest().map(drop)
    });
    let finished = replay(
        LOGIN_SCRIPT,
        &tls_args(&server, &[STARTTLS, "--timeout", "300ms"]),
    );
    assert_none(
        &finished,
        "The server did not answer STARTTLS within 0.3 s",
        "--timeout",
    );
    assert_kept(&server);
    assert_eq!(server.received(), b"tls STARTTLS\r\n");
}

#[test]
fn starttls_with_an_untrusted_certificate() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n")?;
        peer.start_tls(Certificate::WrongHost)?;
        peer.rest().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[STARTTLS]));
    assert_none(
        &finished,
        "is not valid for 127.0.0.1, only for: elsewhere.example",
        "--insecure",
    );
    assert_kept(&server);
}

#[test]
fn nothing_of_the_script_is_sent_before_starttls_completes() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n")?;
        peer.start_tls(Certificate::Good)?;
        peer.expect("zz1 login somebody Kept-For-Later")?;
        peer.send("zz1 OK in\r\n")?;
        peer.expect("zz2 noop")?;
        peer.send("zz2 OK\r\n")?;
        peer.log_out()
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &[STARTTLS]));
    finished.assert_status(0);
    server.finish();
    assert_eq!(server.connection(0).clear(), b"tls STARTTLS\r\n");
    assert!(
        finished
            .stderr
            .contains("The session is now encrypted with"),
        "{}",
        finished.stderr
    );
}

#[test]
fn greeting_is_bye() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* BYE too many connections\r\n* OK what still comes\r\n")?;
        peer.hang_up()
    });
    let finished = on_plain(&server, LOGIN_SCRIPT, &[]);
    assert_none(
        &finished,
        "The server refused the session: its greeting was BYE",
        "above",
    );
    assert_eq!(
        finished.text(),
        crlf(indoc! {"
            * BYE too many connections
            * OK what still comes
        "})
    );
    assert!(server.received().is_empty());
}

#[test]
fn no_greeting() {
    let server = ScriptedServer::plain(|peer| peer.hang_up());
    let finished = on_plain(&server, LOGIN_SCRIPT, &[]);
    assert_none(
        &finished,
        "The server closed the connection before sending a greeting",
        "log",
    );
    assert!(server.received().is_empty());
    let silent = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let finished = on_plain(&silent, LOGIN_SCRIPT, &["--timeout", "300ms"]);
    assert_none(
        &finished,
        "The server sent no greeting within 0.3 s",
        "--timeout",
    );
    assert!(silent.received().is_empty());
}

#[test]
fn every_form_of_address() {
    let plain = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let tls = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let ca_file = tls.ca_file();
    let ca_file = ca_file.to_string_lossy();
    for args in [
        vec![plain.address(), "--plain".into()],
        vec!["127.0.0.1".into(), plain.port(), "--plain".into()],
        vec![format!("localhost:{}", plain.port()), "--plain".into()],
        vec!["localhost".into(), tls.port()],
        vec![tls.address()],
        vec![format!("imaps://127.0.0.1:{}", tls.port())],
    ] {
        let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
        args.extend(["--ca-file", &ca_file]);
        replay("logout\n", &args).assert_status(0);
    }
}

#[test]
fn ipv6() {
    let Some(dovecot) = dovecot() else { return };
    if TcpListener::bind("[::1]:0").is_err() {
        eprintln!("left out: no IPv6 here");
        return;
    }
    let (port, ca_file) = (dovecot.tls_port(), dovecot.ca_file());
    for host in [
        vec![format!("[::1]:{port}")],
        vec!["::1".into(), port.clone()],
    ] {
        let mut args: Vec<&str> = host.iter().map(String::as_str).collect();
        args.extend(["--ca-file", &ca_file]);
        let finished = replay("capability\n", &args);
        finished.assert_status(0);
        let reached = format!("Connected to [::1]:{port} with TLS");
        assert!(finished.stderr.contains(&reached), "{}", finished.stderr);
    }
}

#[test]
fn several_addresses_are_tried_one_after_another() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let port = server.port();
    let addresses: Vec<_> = format!("localhost:{port}")
        .to_socket_addrs()
        .expect("localhost")
        .collect();
    let finished = replay("logout\n", &["localhost", &port, "--plain"]);
    finished.assert_status(0);
    assert!(
        finished
            .stderr
            .contains(&format!("Connected to 127.0.0.1:{port}")),
        "{}",
        finished.stderr
    );
    if addresses.len() > 1 {
        let of = format!("of {} addresses", addresses.len());
        assert!(finished.stderr.contains(&of), "{}", finished.stderr);
        if addresses.first().is_some_and(|first| first.is_ipv6()) {
            let refused = format!("[::1]:{port} refused the connection");
            assert!(finished.stderr.contains(&refused), "{}", finished.stderr);
        }
    }
}

#[test]
fn a_client_certificate() {
    let server = ScriptedServer::start(Opening::TlsWithClientCertificate, |peer| {
        peer.send("* PREAUTH by certificate\r\n")?;
        peer.log_out()
    });
    let without = replay("logout\n", &tls_args(&server, &[]));
    assert_none(
        &without,
        "The server requires a client certificate",
        "--cert and --key",
    );
    let with = program(
        "logout\n",
        &tls_args(&server, &["--cert", "me.crt", "--key", "me.key"]),
    );
    client("taro").write(with.home(), "me");
    Process::run(with).finish().assert_status(0);
    // A key that is another's is the command line's mistake.
    let other = program(
        "logout\n",
        &tls_args(&server, &["--cert", "me.crt", "--key", "other.key"]),
    );
    client("taro").write(other.home(), "me");
    client("hanako").write(other.home(), "other");
    let finished = Process::run(other).finish();
    finished.assert_status(2);
    assert!(
        finished.stderr.contains("do not match"),
        "{}",
        finished.stderr
    );
}

#[test]
fn command_instead_of_a_server() {
    let script =
        "printf '* PREAUTH from a pipe\\r\\n'; read line; printf '* BYE\\r\\na001 OK\\r\\n'";
    let finished = replay("logout\n", &["--command", script]);
    finished.assert_status(0);
    assert_eq!(
        finished.text(),
        crlf(indoc! {"
            * PREAUTH from a pipe
            a001 logout
            * BYE
            a001 OK
        "})
    );
    let finished = replay(
        LOGIN_SCRIPT,
        &["--command", "not-a-program-of-this-machine"],
    );
    finished.assert_status(3);
    assert!(
        finished
            .stderr
            .contains("The command was not found (status 127)"),
        "{}",
        finished.stderr
    );
    let finished = replay(LOGIN_SCRIPT, &["--command", "exit 5"]);
    finished.assert_status(3);
    assert!(
        finished.stderr.contains("The command exited with status 5"),
        "{}",
        finished.stderr
    );
}

#[test]
fn dovecot_with_tls_with_starttls_and_without() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let script = format!(
        "login {} {}\nselect inbox\nlogout\n",
        user.name, user.password
    );
    let finished = replay(&script, &dovecot_args(dovecot, &[]));
    finished.assert_status(0);
    assert!(
        finished.text().contains("a002 OK [READ-WRITE]"),
        "{}",
        finished.text()
    );
    let (port, ca_file) = (dovecot.plain_port(), dovecot.ca_file());
    let args = ["127.0.0.1", &port, "--starttls", "--ca-file", &ca_file];
    replay(&script, &args).assert_status(0);
    let finished = replay(&script, &["127.0.0.1", &port, "--plain"]);
    finished.assert_status(0);
    assert!(
        finished.stderr.contains("without encryption"),
        "{}",
        finished.stderr
    );
    // By hand in a session in the clear; what the script holds goes out after it.
    let by_hand = format!("starttls\n{script}");
    let args = ["127.0.0.1", &port, "--plain", "--ca-file", &ca_file];
    let finished = replay(&by_hand, &args);
    finished.assert_status(0);
    assert!(finished.stderr.contains("TLS 1.3"), "{}", finished.stderr);
}

#[test]
fn ca_file_path_is_relative_to_the_working_folder() {
    let server = ScriptedServer::tls(Certificate::Good, |peer| {
        peer.send("* OK ready\r\n")?;
        peer.log_out()
    });
    let program = program(
        "logout\n",
        &["127.0.0.1", &server.port(), "--ca-file", "ca.pem"],
    );
    write_ca(program.home());
    Process::run(program).finish().assert_status(0);
}
