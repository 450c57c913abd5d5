//! The moment at which the next line is sent: after the answer, in a pipeline, after a refused literal;
//! and the LOGOUT at the end.

use super::replay_accepted;
use crate::support::replays::{replay_on, run_as_stream};
use crate::support::scripted_server::ScriptedServer;
use crate::support::{contains, crlf};
use indoc::indoc;
use std::time::Duration;

#[test]
fn a_script_without_logout_is_logged_out_even_in_idle() {
    let (finished, received) = replay_accepted("noop\nidle\n", &[]);
    finished.assert_status(0).assert_stdout_contains("done\r\na002 OK done\r\na003 logout\r\n");
    let expected = crlf(indoc! {"
        a001 noop
        a002 idle
        done
        a003 logout
    "});
    assert_eq!(received, expected);
}

#[test]
fn a_logout_answered_without_a_bye_is_not_sent_again() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 logout")?;
        peer.send("a001 OK done\r\n")?;
        assert_eq!(peer.read_to_end()?, b"");
        peer.close()
    });
    replay_on(&server, "logout\n", &[]).assert_status(0);
    server.finish();
}

#[test]
fn a_pipeline_whose_completions_come_in_any_order() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for command in ["a001 noop", "a002 check", "a003 search all"] {
            peer.expect(command)?;
        }
        peer.send("a003 OK\r\na001 OK\r\na002 OK\r\n")?;
        peer.expect_logout()
    });
    let script = "noop\ncheck\nsearch all\nlogout\n";
    let finished = replay_on(&server, script, &["--pipeline"]);
    server.finish();
    finished.assert_status(0);
}

#[test]
fn a_failure_in_a_pipeline_is_reported() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.expect("a002 nope")?;
        peer.send("a002 NO no\r\na001 OK\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\nnope\nlogout\n", &["--pipeline"]);
    server.finish();
    finished.assert_status(1).assert_stderr_contains("s.imap:2: a002 nope failed:");
}

#[test]
fn octets_of_a_refused_literal_are_not_sent() {
    let script = indoc! {"
        noop
        append nowhere {5}
        hello
        check
        logout
    "};
    for options in [&["--keep-going"][..], &["--keep-going", "--pipeline"]] {
        let server = ScriptedServer::plain(|peer| {
            peer.send("* PREAUTH ready\r\n")?;
            peer.expect("a001 noop")?;
            peer.send("a001 OK\r\n")?;
            peer.expect("a002 append nowhere {5}")?;
            peer.expect_silence(Duration::from_millis(200))?;
            peer.send("a002 NO [TRYCREATE] no\r\n")?;
            peer.expect("a003 check")?;
            peer.send("a003 OK\r\n")?;
            peer.expect_logout()
        });
        let finished = replay_on(&server, script, options);
        assert!(!contains(&server.finish(), b"hello"));
        finished.assert_status(1);
    }
}

#[test]
fn an_answer_after_a_refused_authenticate_is_skipped() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 authenticate plain")?;
        peer.send("a001 BAD no such mechanism\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let answer = "AGhpbWl0c3U5AA==";
    let script = format!("authenticate plain\n{answer}\nnoop\n");
    let finished = run_as_stream(&server, &script, &["--keep-going"]);
    finished
        .assert_status(1)
        .assert_stderr_contains("-:2: Skipped this line")
        .assert_stdout_lacks(answer);
    assert!(!contains(&server.finish(), answer.as_bytes()));
}
