//! The end of a script: commands completed while the session is ended are judged, and an IDLE that the
//! listing does not end waits for the listed responses.

use super::NOT_RECEIVED;
use crate::support::crlf;
use crate::support::replays::{replay_on, run_from_stdin};
use crate::support::scripted_server::{Peer, ScriptedServer};
use indoc::indoc;
use std::io;
use std::time::Duration;

/// Replays the script on such a server, from a file and from standard input. Both have to fail, and
/// to name this failure, after the script's name.
#[track_caller]
fn assert_fails(
    script: &str,
    server: fn(&mut Peer) -> io::Result<()>,
    options: &[&str],
    failure: &str,
) {
    let file = ScriptedServer::plain(server);
    replay_on(&file, script, options)
        .assert_status(1)
        .assert_stderr_contains(&format!("s.imap{failure}"));
    file.finish();
    let stdin = ScriptedServer::plain(server);
    run_from_stdin(&stdin, script, options)
        .assert_status(1)
        .assert_stderr_contains(&format!("-{failure}"));
    stdin.finish();
}

#[test]
fn an_idle_refused_after_the_automatic_done() {
    assert_fails(
        "noop\nidle\n",
        |peer| {
            peer.send("* OK ready\r\n")?;
            peer.answer("noop", "")?;
            peer.expect("a002 idle")?;
            peer.send("+ idling\r\n")?;
            peer.expect("done")?;
            peer.send("a002 NO IDLE failed\r\n")?;
            peer.expect_logout()
        },
        &[],
        ":2: a002 idle failed: expected OK, received a002 NO IDLE failed",
    );
}

#[test]
fn an_automatic_logout_that_is_not_answered() {
    let server = ScriptedServer::plain(|peer: &mut Peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.expect("a002 logout")?;
        peer.read_to_end().map(drop)
    });
    replay_on(&server, "noop\n", &["--timeout", "1s"])
        .assert_status(1)
        .assert_stderr_contains("s.imap: The server did not answer LOGOUT within 1 s;")
        .assert_stderr_lacks("connection ended");
    server.finish();
}

#[test]
fn a_logout_answered_bad() {
    for (script, place) in [("noop\nlogout\n", ":2: "), ("noop\n", ": ")] {
        assert_fails(
            script,
            |peer| {
                peer.send("* OK ready\r\n")?;
                peer.answer("noop", "")?;
                peer.expect("a002 logout")?;
                peer.send("a002 BAD not now\r\n")?;
                // A script's own LOGOUT has failed, so another one is sent.
                match peer.read_line() {
                    Ok(_) => peer.send("* BYE\r\na003 OK\r\n"),
                    Err(_) => Ok(()),
                }
            },
            &[],
            &format!("{place}a002 logout failed: expected OK, received a002 BAD not now"),
        );
    }
}

#[test]
fn commands_in_flight_when_a_pipeline_fails() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for command in ["a001 noop", "a002 check", "a003 search all"] {
            peer.expect(command)?;
        }
        peer.send("a001 NO first\r\n")?;
        peer.expect("a004 logout")?;
        peer.send("a003 BAD last\r\n* BYE\r\na004 OK\r\n")?;
        peer.close()
    });
    let finished = replay_on(&server, "noop\ncheck\nsearch all\n", &["--pipeline"]);
    server.finish();
    finished
        .assert_status(1)
        .assert_stderr_contains("3 failures:")
        .assert_stderr_count("s.imap:1: a001 noop failed: expected OK, received a001 NO first", 2)
        .assert_stderr_count("s.imap:3: a003 search all failed:", 2)
        .assert_stderr_count("s.imap:2: The connection ended before this command", 2);
}

#[test]
fn an_idle_refused_while_another_session_is_opened() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        if peer.number() == 0 {
            peer.expect("a001 idle")?;
            peer.send("+ idling\r\n")?;
            peer.expect("done")?;
            peer.send("a001 NO IDLE failed\r\n")?;
        }
        peer.expect_logout()
    });
    replay_on(&server, "idle\n:reconnect\nlogout\n", &[])
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: a001 idle failed: expected OK, received a001 NO");
}

#[test]
fn an_idle_without_done_waits_for_what_its_listing_shows() {
    for from_stdin in [false, true] {
        let server = ScriptedServer::plain(|peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("w1 IDLE")?;
            peer.send("* 3 EXISTS\r\n+ idling\r\n")?;
            peer.expect_silence(Duration::from_millis(200))?;
            peer.send("* 1 RECENT\r\n* 4 EXISTS\r\n")?;
            peer.expect("done")?;
            peer.send("w1 OK\r\n")?;
            peer.expect_logout()
        });
        let listing = indoc! {"
            w1 IDLE
            + idling
            * 17 EXISTS
            * 18 EXISTS
            * 2 RECENT
        "};
        let finished = if !from_stdin {
            replay_on(&server, listing, &[])
        } else {
            run_from_stdin(&server, listing, &[])
        };
        server.finish();
        finished.assert_status(0).assert_stderr_lacks(NOT_RECEIVED);
    }
}

#[test]
fn missing_responses_of_an_idle_without_done_are_named() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send("+ idling\r\n* 3 EXPUNGE\r\n")?;
        peer.expect("done")?;
        peer.send("a001 OK\r\n")?;
        peer.expect_logout()
    });
    let script = ":set patience 200ms\nidle\n* 1 EXPUNGE\n* 1 EXPUNGE\n* 1 FETCH (FLAGS ())\n";
    let finished = replay_on(&server, script, &[]);
    assert_eq!(String::from_utf8_lossy(&server.finish()), crlf("a001 idle\ndone\na002 logout\n"));
    finished.assert_status(0).assert_stderr_contains(NOT_RECEIVED);
    finished.assert_stderr_contains("EXPUNGE, FETCH");
}

#[test]
fn an_idle_refused_at_once_is_not_waited_for() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send("a001 BAD no idle here\r\n")?;
        peer.expect_logout()
    });
    let script = ":set patience 1h\nidle\n* 12 EXISTS\n";
    replay_on(&server, script, &["--keep-going"])
        .assert_status(1)
        .assert_stderr_lacks(NOT_RECEIVED);
}
