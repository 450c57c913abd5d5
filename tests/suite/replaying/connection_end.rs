//! The end of the connection, expected or not, and servers that stop answering.

use crate::support::contains;
use crate::support::replays::{replay_on, run_from_stdin};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::{accepts_everything, sends_only_a_greeting};
use indoc::indoc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn a_connection_closed_during_a_command() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.expect("a002 check")?;
        peer.close()
    });
    replay_on(&server, "noop\ncheck\nlogout\n", &[])
        .assert_status(1)
        .assert_stderr_contains("The server closed the connection without a BYE")
        .assert_stderr_contains("s.imap:2: The connection ended before this command was completed");
}

#[test]
fn a_connection_that_ends_in_a_pipeline_names_all_that_was_in_flight() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for command in ["a001 noop", "a002 check", "a003 search all", "a004 noop"] {
            peer.expect(command)?;
        }
        peer.send("a002 OK\r\n")?;
        peer.close()
    });
    let script = "noop\ncheck\nsearch all\n# a comment\nnoop\n";
    replay_on(&server, script, &["--pipeline"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: The connection ended before")
        .assert_stderr_contains("in these lines: s.imap:3, s.imap:5\n");
}

#[test]
fn after_a_silent_server_a_script_goes_on_where_it_connects_again() {
    let is_first = AtomicBool::new(true);
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        if !is_first.swap(false, Ordering::Relaxed) {
            peer.expect("a002 noop")?;
            peer.send("a002 OK\r\n")?;
            return peer.expect_logout();
        }
        peer.expect("a001 check")?;
        peer.read_to_end().map(drop)
    });
    let script = "check\n:reconnect\nnoop\nlogout\n";
    replay_on(&server, script, &["--keep-going", "--timeout", "1s"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: The server sent nothing for 1 s")
        .assert_stdout_contains("a002 OK");
    assert_eq!(server.connections(), 2);
}

#[test]
fn an_unexpected_bye_is_a_lost_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("a001 OK done\r\n* BYE timeout\r\n")
    });
    replay_on(&server, "noop\n:wait 10s\n", &[])
        .assert_status(1)
        .assert_stderr_contains("The server closed the connection unexpectedly (BYE)");
}

#[test]
fn any_connection_end_after_bye_to_logout_is_clean() {
    for completion in ["", "a001 OK\r\n"] {
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("a001 logout")?;
            peer.send(format!("* BYE see you\r\n{completion}"))?;
            peer.close_without_notify()
        });
        replay_on(&server, "logout\n", &[]).assert_status(0);
    }
}

#[test]
fn a_silent_server_times_out() {
    let server = ScriptedServer::plain(sends_only_a_greeting);
    for keep_going in [&[][..], &["--keep-going"]] {
        let args = [&["--timeout", "1s"], keep_going].concat();
        replay_on(&server, "noop\ncheck\n", &args)
            .assert_status(1)
            .assert_stderr_contains(
                "The server sent nothing for 1 s, and has not completed: a001 noop",
            )
            .assert_stderr_contains("1 command below it was not sent; --timeout waits longer.");
    }
    assert!(!contains(&server.received(), b"check"));
}

#[test]
fn keep_going_continues_after_a_lost_connection() {
    let server = ScriptedServer::plain(|peer| match peer.number() {
        0 => {
            peer.send("* OK ready\r\n")?;
            peer.expect("a001 noop")?;
            peer.close()
        }
        _ => accepts_everything(peer),
    });
    let script = indoc! {"
        noop
        check
        :reconnect
        check
        logout
    "};
    let finished = replay_on(&server, script, &["--keep-going"]);
    finished
        .assert_status(1)
        .assert_stderr_contains("s.imap:1: The connection ended")
        .assert_stderr_contains("s.imap:2: Not sent, because the connection is closed");
    let end = "check\r\na002 OK done\r\na003 logout\r\n* BYE see you\r\na003 OK done\r\n";
    assert!(finished.text().ends_with(end), "{}", finished.text());
}

/// Answers `noop`; ends the session during `check`, and each further connection accepts everything.
fn closes_during_check() -> ScriptedServer {
    ScriptedServer::plain(|peer| match peer.number() {
        0 => {
            peer.send("* OK ready\r\n")?;
            peer.answer("noop", "")?;
            peer.expect_command("check")?;
            peer.send("* BYE idle for too long\r\n")?;
            peer.close()
        }
        _ => accepts_everything(peer),
    })
}

#[test]
fn an_expected_bye_is_not_a_failure() {
    for script in [
        "noop\ncheck\n* BYE idle for too long\n",
        "a1 noop\na1 OK done\na2 check\n* BYE bye\n",
        "C: a1 noop\nS: a1 OK done\nC: a2 check\nS: * BYE bye\n",
        "noop\ncheck\n* BYE idle for too long\n:reconnect\ncheck\nlogout\n",
    ] {
        replay_on(&closes_during_check(), script, &[])
            .assert_status(0)
            .assert_stderr_lacks("unexpectedly");
        run_from_stdin(&closes_during_check(), script, &[]).assert_status(0);
    }
}

#[test]
fn a_bye_that_the_listing_does_not_show_is_a_failure() {
    for script in [
        "noop\ncheck\n",
        "noop\ncheck\n* 1 EXISTS\n",
        "noop\ncheck\n# a comment\n:reconnect\nlogout\n",
    ] {
        replay_on(&closes_during_check(), script, &["--keep-going"]).assert_status(1);
        run_from_stdin(&closes_during_check(), script, &["--keep-going"])
            .assert_status(1)
            .assert_stderr_contains(":2: The connection ended before this command was completed");
    }
}
