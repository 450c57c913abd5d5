//! The greeting: missing, late, BYE, or after other lines.

use super::{LOGIN_SCRIPT, assert_no_session, assert_script_not_sent};
use crate::support::certificates::Certificate;
use crate::support::replays::{plain_args, replay, replay_on, start_replay, tls_args};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::sends_nothing;
use crate::support::{Gate, crlf};
use indoc::indoc;

#[test]
fn no_greeting() {
    let closing = ScriptedServer::plain(|peer| peer.close());
    let finished = replay_on(&closing, LOGIN_SCRIPT, &[]);
    let cause = "The server closed the connection before sending a greeting";
    assert_no_session(&finished, &[cause, "log"]);
    assert!(closing.received().is_empty());
    let silent = ScriptedServer::plain(sends_nothing);
    let finished = replay_on(&silent, LOGIN_SCRIPT, &["--timeout", "300ms"]);
    let cause = "The server sent no greeting within 0.3 s";
    assert_no_session(&finished, &[cause, "--timeout"]);
    assert!(silent.received().is_empty());
}

#[test]
fn a_response_that_is_not_a_greeting() {
    for (first, closes) in [("* NO go away", false), ("a001 OK hello", false), ("* NO later", true)]
    {
        let server = ScriptedServer::plain(move |peer| {
            peer.send(format!("{first}\r\n"))?;
            if closes {
                return peer.close();
            }
            peer.read_to_end().map(drop)
        });
        let finished = replay_on(&server, LOGIN_SCRIPT, &["--timeout", "300ms"]);
        let cause = format!("The server's first line is not a greeting: {first}");
        assert_no_session(&finished, &[&cause, "server's log"]);
        assert!(server.received().is_empty());
    }
}

#[test]
fn two_silent_seconds_without_tls() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        server_gate.wait();
        peer.close()
    });
    let replay = start_replay(LOGIN_SCRIPT, &plain_args(&server, &[]));
    let hint = "Received nothing for two seconds. A port that expects TLS";
    replay.stderr.wait_for(hint);
    gate.open();
    let cause = "The server closed the connection before sending a greeting";
    assert_no_session(&replay.finish(), &[cause, "log"]);
    assert!(server.received().is_empty());
}

#[test]
fn two_silent_seconds_in_the_handshake() {
    let silent = ScriptedServer::plain(sends_nothing);
    let replay = start_replay(LOGIN_SCRIPT, &tls_args(&silent, &["--timeout", "3s"]));
    replay.stderr.wait_for("The TLS handshake is not done after two seconds.");
    assert_no_session(&replay.finish(), &["The TLS handshake timed out"]);
}

#[test]
fn a_silent_tls_handshake_times_out() {
    let silent = ScriptedServer::plain(sends_nothing);
    let finished = replay(LOGIN_SCRIPT, &tls_args(&silent, &["--timeout", "300ms"]));
    assert_no_session(&finished, &["The TLS handshake timed out", "--timeout"]);
    assert_script_not_sent(&silent);
}

#[test]
fn tls_without_a_greeting() {
    let server = ScriptedServer::tls(Certificate::Good, sends_nothing);
    let finished = replay(LOGIN_SCRIPT, &tls_args(&server, &["--timeout", "1s"]));
    let cause = "TLS started, but the server sent no greeting within 1 s";
    assert_no_session(&finished, &[cause, "443"]);
}

#[test]
fn greeting_is_bye() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* BYE too many connections\r\n* OK what still comes\r\n")?;
        peer.close()
    });
    let finished = replay_on(&server, LOGIN_SCRIPT, &[]);
    let cause = "The server refused the session: its greeting was BYE";
    assert_no_session(&finished, &[cause, "above"]);
    finished.assert_stdout(&crlf(indoc! {"
        * BYE too many connections
        * OK what still comes
    "}));
    assert!(server.received().is_empty());
}

#[test]
fn a_greeting_after_other_lines_is_accepted() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("Welcome to the machine\r\n* OK ready\r\n")?;
        peer.expect_logout()
    });
    replay_on(&server, "logout\n", &[]).assert_status(0);
    // What a command prints before the greeting may even look like another protocol.
    let command = r"
        printf '220 days of uptime\r\n* OK ready\r\n'
        read line
        printf '* BYE\r\na001 OK\r\n'";
    replay("logout\n", &["--command", command]).assert_status(0);
}
