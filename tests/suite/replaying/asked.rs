//! The server asks for something that the script lacks: a literal's octets, or an answer to
//! AUTHENTICATE's `+`. Later lines are not sent instead.

use crate::support::crlf;
use crate::support::process::Finished;
use crate::support::replays::{replay, replay_on, run_from_stdin};
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use indoc::indoc;

/// Requests each literal. Asks AUTHENTICATE for this, and accepts nothing but its cancellation.
fn challenge(peer: &mut Peer, challenge: &str) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let line = match peer.read_line() {
            Ok(line) => line,
            Err(_) => return Ok(()),
        };
        let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
        let command = command.to_ascii_lowercase();
        if command.starts_with("authenticate") {
            peer.send(format!("+ {challenge}\r\n"))?;
            let answer = peer.read_line()?;
            peer.send(match answer.as_str() {
                "*" => format!("{tag} BAD cancelled\r\n"),
                _ => format!("{tag} NO refused\r\n"),
            })?;
        } else if command.ends_with('}') {
            peer.send("+ go on\r\n")?;
            // The client closes the connection.
            return peer.read_to_end().map(drop);
        } else if command.starts_with("logout") {
            peer.send(format!("* BYE\r\n{tag} OK\r\n"))?;
            return peer.close();
        } else {
            peer.send(format!("{tag} OK done\r\n"))?;
        }
    }
}

/// Replays the script from a file and from standard input. Returns each end, and what the server
/// received.
fn replay_both(script: &str, options: &[&str]) -> [(Finished, String); 2] {
    [replay_on, run_from_stdin].map(|run| {
        // "Username:"
        let server = ScriptedServer::plain(|peer| challenge(peer, "VXNlcm5hbWU6"));
        let finished = run(&server, script, options);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        (finished, received)
    })
}

#[test]
fn a_literal_that_the_listing_shows_as_refused() {
    let script = indoc! {"
        x1 noop
        x1 OK
        x2 append Sent {31}
        x2 NO [OVERQUOTA] no room
        x3 delete Work
        x3 OK
        x4 logout
    "};
    for (finished, received) in replay_both(script, &[]) {
        finished.assert_status(1).assert_stderr_contains(
            ":3: x2 append Sent {31} failed: the server asks for the 31 octets",
        );
        assert_eq!(received, crlf("x1 noop\nx2 append Sent {31}\n"));
    }
    for (finished, received) in replay_both(script, &["--keep-going"]) {
        finished
            .assert_status(1)
            .assert_stderr_contains(":5: Not sent, because the connection is closed")
            .assert_stderr_contains(":7: Not sent, because the connection is closed");
        assert_eq!(received, crlf("x1 noop\nx2 append Sent {31}\n"));
    }
}

#[test]
fn after_a_closed_literal_the_rest_needs_reconnect() {
    let server = ScriptedServer::plain(|peer| match peer.number() {
        0 => challenge(peer, ""),
        _ => accepts_everything(peer),
    });
    let script = "x1 append Sent {31}\nx1 NO\n:reconnect\nx2 noop\nx3 logout\n";
    replay_on(&server, script, &["--keep-going"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: x1 append Sent {31} failed");
    assert_eq!(server.finish(), b"x1 append Sent {31}\r\n");
    assert_eq!(server.finish_connection(1), b"x2 noop\r\nx3 logout\r\n");
}

#[test]
fn an_authenticate_with_a_token_that_is_refused_by_a_challenge() {
    for (finished, received) in replay_both("noop\nauthenticate xoauth2 dG9rZW4=\n", &[]) {
        finished.assert_status(1).assert_stderr_contains(
            ":2: a002 authenticate xoauth2 ${sasl} failed: the server asks for an answer to \"Username:\"",
        );
        assert_eq!(
            received,
            crlf("a001 noop\na002 authenticate xoauth2 dG9rZW4=\n*\na003 logout\n")
        );
    }
}

#[test]
fn a_command_is_never_an_answer() {
    let script = indoc! {"
        y1 authenticate plain AGhhbmEAaA==
        y1 NO bad credentials
        y2 create Reports
        y2 OK
        y3 logout
    "};
    let server = ScriptedServer::plain(|peer| challenge(peer, ""));
    replay_on(&server, script, &["--keep-going"]).assert_status(1).assert_stderr_contains(
        "s.imap:1: y1 authenticate plain ${sasl} failed: the server asks for an answer that",
    );
    let expected = crlf("y1 authenticate plain AGhhbmEAaA==\n*\ny2 create Reports\ny3 logout\n");
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn a_directive_that_sends_is_not_an_answer() {
    let server = ScriptedServer::plain(|peer| challenge(peer, ""));
    let script = "authenticate plain AGhhbmEAaA==\n:raw y2 noop\n";
    replay_on(&server, script, &[]).assert_status(1).assert_stderr_contains("s.imap:1: ");
    let expected = crlf("a001 authenticate plain AGhhbmEAaA==\n*\na002 logout\n");
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn a_directive_that_waits_may_precede_an_answer() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "authenticate plain\n:expect + ...\nAGhhbmEAaA==\nlogout\n";
    replay_on(&server, script, &[]).assert_status(0);
}

#[test]
fn a_raw_line_may_be_asked_for_more() {
    // Its answer follows it, and nothing else is sent as one.
    for (script, expected) in [
        (
            ":raw x1 authenticate plain\nAGhhbmEAaA==\nnoop\n",
            "x1 authenticate plain\nAGhhbmEAaA==\na001 noop\na002 logout\n",
        ),
        (":raw x1 authenticate plain\n", "x1 authenticate plain\n*\na001 logout\n"),
        (":raw x1 authenticate plain\nlogout\n", "x1 authenticate plain\n*\na001 logout\n"),
    ] {
        for (_, received) in replay_both(script, &["--keep-going"]) {
            assert_eq!(received, crlf(expected), "{script}");
        }
    }
    let server = ScriptedServer::plain(accepts_everything);
    replay_on(&server, ":raw x1 id {4}\nnoop\nnoop\n", &[]).assert_status(0);
    let expected = crlf("x1 id {4}\nnoop\na001 noop\na002 logout\n");
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn a_raw_line_that_is_refused_fails_the_script() {
    for (script, status) in [
        ("login user pass\n:raw x1 select nosuch\nnoop\n", 1),
        ("login user pass\n:raw x1 select nosuch\n", 1),
        ("login user pass\n:raw x1 select nosuch\nx1 NO not there\nnoop\n", 0),
        ("login user pass\n:raw x1 select inbox\nx1 NO not there\nnoop\n", 1),
        ("login user pass\n:raw x1 logout\n", 0),
        ("login user pass\n:raw x1 select inbox\n:raw x2 idle\ndone\n", 0),
        // The answer to a line without a tag cannot be distinguished from others.
        (":raw noop\nlogin user pass\n", 0),
    ] {
        let output = replay(script, &[] as &[&str]);
        output.assert_status(status);
        if status == 1 {
            output.assert_stderr_contains("s.imap:2: x1 select ");
        }
    }
}

#[test]
fn a_server_that_asks_again_after_a_cancellation_gets_nothing_more() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 authenticate plain AA==")?;
        peer.send("+ \r\n")?;
        peer.expect("*")?;
        peer.send("+ \r\n")?;
        peer.read_to_end().map(drop)
    });
    replay_on(&server, "authenticate plain AA==\nnoop\n", &[]).assert_status(1);
    assert_eq!(server.finish(), b"a001 authenticate plain AA==\r\n*\r\n");
}

#[test]
fn no_logout_is_sent_to_a_server_that_does_not_answer_a_literal() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 append x {5}")?;
        peer.read_to_end().map(drop)
    });
    replay_on(&server, "append x {5}\nhello\n\n", &["--timeout", "300ms"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: The server sent nothing for 0.3 s")
        .assert_stderr_contains("LOGOUT was not sent");
    assert_eq!(server.finish(), b"a001 append x {5}\r\n");
}

/// The listing shows a server that does not know IDLE, but this one does.
#[test]
fn nothing_is_sent_into_an_idle_that_the_listing_shows_as_refused() {
    let script = indoc! {"
        a1 noop
        a1 OK
        a2 idle
        a2 BAD unknown command
        a3 store 1:* +flags \\Deleted
        a3 OK
    "};
    for run in [replay_on, run_from_stdin] {
        for (options, sent) in
            [(&[][..], ""), (&["--keep-going"], "a3 store 1:* +flags \\Deleted\n")]
        {
            let server = ScriptedServer::plain(accepts_everything);
            let finished = run(&server, script, options);
            finished.assert_status(1).assert_stderr_contains(
                ":3: a2 idle succeeded: expected NO or BAD (as the listing shows), received +",
            );
            let received = String::from_utf8_lossy(&server.finish()).into_owned();
            let (before, logout) = received.rsplit_once("\r\na").expect("several lines");
            assert_eq!(before, crlf(&format!("a1 noop\na2 idle\ndone\n{sent}")).trim_end());
            assert!(logout.ends_with(" logout\r\n"), "{received}");
        }
    }
}
