//! Commands that fail or succeed unexpectedly: the exit status, the report, and what is still sent.

use super::replay_accepted;
use crate::support::crlf;
use crate::support::process::Process;
use crate::support::replays::replay_on;
use crate::support::scripted_server::ScriptedServer;
use indoc::indoc;

#[test]
fn an_unexpected_no_stops_the_replay() {
    let script = indoc! {"
        noop
        # a comment
        nope now
        check
    "};
    let (finished, received) = replay_accepted(script, &[]);
    finished.assert_status(1).assert_stderr_contains(
        "s.imap:3: a002 nope now failed: expected OK, received a002 NO not today",
    );
    let expected = crlf(indoc! {"
        a001 noop
        a002 nope now
        a003 logout
    "});
    assert_eq!(received, expected);
}

#[test]
fn an_expected_no_is_not_a_failure() {
    for script in [
        "nope now\na001 NO whatever\nlogout\n",
        "nope now\na001 BAD whatever\nlogout\n",
        "x1 nope now\nx1 NO no\nlogout\n",
        "bad\na001 BAD no\n",
        "C: x1 nope\nS: x1 NO no\nC: x2 logout\n",
    ] {
        replay_accepted(script, &[]).0.assert_status(0);
    }
}

#[test]
fn an_unexpected_ok_is_a_failure() {
    let (finished, _) = replay_accepted("noop\na001 NO whatever\ncheck\n", &[]);
    finished.assert_status(1).assert_stderr_contains(
        "s.imap:1: a001 noop succeeded: expected NO or BAD (as the listing shows), received a001 OK",
    );
}

#[test]
fn keep_going_reports_failures_and_continues() {
    let script = "nope\nbad\nnoop\nlogout\n";
    let (finished, received) = replay_accepted(script, &["--keep-going"]);
    finished
        .assert_status(1)
        .assert_stderr_contains("2 failures")
        .assert_stderr_contains("s.imap:1:")
        .assert_stderr_contains("s.imap:2:");
    let expected = crlf(indoc! {"
        a001 nope
        a002 bad
        a003 noop
        a004 logout
    "});
    assert_eq!(received, expected);
}

#[test]
fn a_failure_in_a_pipeline_names_its_own_answer() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for command in ["a001 noop", "a002 check", "a003 search all"] {
            peer.expect(command)?;
        }
        peer.send("a002 NO not this\r\na001 OK first\r\na003 OK last\r\n")?;
        peer.expect_logout()
    });
    let script = indoc! {"
        noop
        a001 BAD
        check
        search all
        logout
    "};
    let finished = replay_on(&server, script, &["--pipeline", "--keep-going"]);
    server.finish();
    finished.assert_status(1).assert_stderr_contains("2 failures");
    for failure in [
        "s.imap:3: a002 check failed: expected OK, received a002 NO not this\n",
        "s.imap:1: a001 noop succeeded: expected NO or BAD (as the listing shows), received a001 OK\n",
    ] {
        // Reported at once, and in the summary.
        finished.assert_stderr_count(failure, 2);
    }
}

#[test]
fn failure_messages_mask_secrets() {
    let script = "login user hunter2\na001 NO\nlogout\n";
    let (finished, _) = replay_accepted(script, &[]);
    finished
        .assert_status(1)
        .assert_stderr_contains("a001 login user ${password} succeeded: expected NO or BAD")
        .assert_stderr_lacks("hunter2");
}

#[test]
fn a_login_that_the_practice_server_refuses_shows_how_a_script_logs_in_there() {
    for (login, is_shown) in
        [("login taro sesame9", true), ("login ${user} ${password}", false), ("noop 1", false)]
    {
        let finished = Process::imapsh(&["-c", login]).finish();
        finished.assert_stderr_count("it logs in there", usize::from(is_shown));
    }
}
