//! `--starttls`: refused, attacked, and in order.

use super::{LOGIN_SCRIPT, assert_no_session, assert_script_not_sent};
use crate::support::certificates::Certificate;
use crate::support::crlf;
use crate::support::dovecot::dovecot;
use crate::support::process::Finished;
use crate::support::replays::{dovecot_args, dovecot_plain_args, replay, replay_on, tls_args};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::sends_only_a_greeting;
use indoc::formatdoc;

/// STARTTLS fails on this server for this cause: there is no session, and nothing of the script was sent.
#[track_caller]
fn assert_starttls_fails(server: &ScriptedServer, cause: &str) -> Finished {
    let finished = replay(LOGIN_SCRIPT, &tls_args(server, &["--starttls"]));
    assert_no_session(&finished, &[cause, "Try "]);
    assert_script_not_sent(server);
    finished
}

#[test]
fn starttls_refused() {
    for status in ["NO", "BAD"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("tls STARTTLS")?;
            peer.send(format!("tls {status} not today\r\n"))?;
            peer.read_to_end().map(drop)
        });
        let cause = format!("The server answered STARTTLS with {status}");
        let finished = assert_starttls_fails(&server, &cause);
        finished.assert_stdout(&crlf(&formatdoc! {"
            * OK ready
            tls STARTTLS
            tls {status} not today
        "}));
    }
}

#[test]
fn starttls_fails_after_preauth() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH you are in\r\n")?;
        peer.read_to_end().map(drop)
    });
    assert_starttls_fails(&server, "The server's greeting was PREAUTH");
    assert!(server.received().is_empty());
}

#[test]
fn starttls_answered_before_it_was_sent() {
    for early in ["tls OK go\r\n", "tls OK", "* OK something\r\ntls OK go\r\n"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send(format!("* OK ready\r\n{early}"))?;
            peer.read_to_end().map(drop)
        });
        let cause = "The answer to STARTTLS arrived before the command was sent";
        assert_starttls_fails(&server, cause);
    }
}

#[test]
fn plaintext_after_the_ok_of_starttls() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n* OK [CAPABILITY IMAP4rev1 EVIL] trust me\r\n")?;
        peer.read_to_end().map(drop)
    });
    let cause = "Unencrypted data followed the server's OK to STARTTLS";
    let finished = assert_starttls_fails(&server, cause);
    finished.assert_stdout_lacks("EVIL");
}

#[test]
fn plaintext_instead_of_the_handshake_after_starttls() {
    for injected in ["* OK trust me\r\n", "220 mail ESMTP\r\n", "\x01\x02\x03\x04\x05\r\n"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("tls STARTTLS")?;
            peer.send("tls OK go\r\n")?;
            // Wait until the client has begun its handshake.
            peer.read_octets(3)?;
            peer.send(injected)?;
            peer.read_to_end().map(drop)
        });
        let cause = "Unencrypted data followed the server's OK to STARTTLS";
        assert_starttls_fails(&server, cause);
    }
}

#[test]
fn starttls_never_answered() {
    let server = ScriptedServer::plain(sends_only_a_greeting);
    let args = tls_args(&server, &["--starttls", "--timeout", "1s"]);
    let finished = replay(LOGIN_SCRIPT, &args);
    let cause = "The server did not answer STARTTLS within 1 s";
    assert_no_session(&finished, &[cause, "--timeout"]);
    assert_eq!(server.received(), b"tls STARTTLS\r\n");
}

#[test]
fn a_handshake_that_hangs_after_a_typed_starttls_is_named() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 starttls")?;
        peer.send("a001 OK go\r\n")?;
        peer.read_to_end().map(drop)
    });
    let finished = replay_on(&server, "starttls\nnoop\n", &["--timeout", "1s"]);
    finished.assert_status(1).assert_stderr_contains("TLS handshake");
    finished.assert_stderr_lacks("sent nothing");
}

#[test]
fn starttls_with_an_untrusted_certificate() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n")?;
        peer.start_tls(Certificate::WrongHost)?;
        peer.read_to_end().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &["--starttls"]));
    let cause = "is not valid for 127.0.0.1, only for: elsewhere.example";
    assert_no_session(&finished, &[cause, "--insecure"]);
    assert_script_not_sent(&server);
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
        peer.expect_logout()
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &["--starttls"]));
    server.finish();
    finished.assert_status(0).assert_stderr_contains("The session is now encrypted with");
    let before_tls = server.connection(0).received_before_tls();
    assert_eq!(before_tls, b"tls STARTTLS\r\n");
}

#[test]
fn dovecot_with_tls_with_starttls_and_without() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let script = formatdoc! {"
        login {} {}
        select inbox
        logout
    ", user.name, user.password};
    replay(&script, &dovecot_args(dovecot, &[]))
        .assert_status(0)
        .assert_stdout_contains("a002 OK [READ-WRITE]");
    replay(&script, &dovecot_plain_args(dovecot, &["--starttls"])).assert_status(0);
    replay(&script, &dovecot_plain_args(dovecot, &["--plain"]))
        .assert_status(0)
        .assert_stderr_contains("without encryption");
    // STARTTLS as a command of the script.
    let by_hand = format!("starttls\n{script}");
    replay(&by_hand, &dovecot_plain_args(dovecot, &["--plain"]))
        .assert_status(0)
        .assert_stderr_contains("TLS 1.3");
}

#[test]
fn two_seconds_in_the_handshake_after_starttls() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("tls STARTTLS")?;
        peer.send("tls OK go\r\n")?;
        peer.read_to_end().map(drop)
    });
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &["--starttls", "--timeout", "3s"]));
    let slow = "The server accepted STARTTLS, but the TLS handshake is not done after two seconds.";
    finished.assert_stderr_contains(slow);
    assert_no_session(&finished, &["The TLS handshake timed out after the OK", "--timeout"]);
    finished.assert_stderr_lacks("try --starttls");
    assert_script_not_sent(&server);
}
