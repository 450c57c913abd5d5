//! Replays in which something goes another way than it was written, and what is said of it.

use crate::support::contains;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_on, replay_program, run_from_stdin};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;

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
    let script = "noop\na001 BAD\ncheck\nsearch all\nlogout\n";
    let finished = replay_on(&server, script, &["--pipeline", "--keep-going"]);
    server.finish();
    finished.assert_status(1);
    for said in [
        "s.imap:3: a002 check failed: expected OK, received a002 NO not this\n",
        "s.imap:1: a001 noop succeeded: expected NO or BAD (as the listing shows), received a001 OK\n",
    ] {
        // At once, and again at the end.
        finished.assert_stderr_count(said, 2);
    }
    finished.assert_stderr_contains("2 failures");
}

#[test]
fn failure_messages_mask_secrets() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "login user hunter2\na001 NO\nlogout\n";
    let finished = replay_on(&server, script, &[]);
    finished.assert_status(1);
    finished.assert_stderr_contains("a001 login user ${password} succeeded: expected NO or BAD");
    finished.assert_stderr_lacks("hunter2");
}

#[test]
fn no_logout_is_sent_into_an_unfinished_literal() {
    for (script, due) in [
        (
            "noop\nappend x {10}\nabc\n",
            &b"a001 noop\r\na002 append x {10}\r\nabc\r\n"[..],
        ),
        (
            "noop\nappend x {<<END}\nabc\n",
            b"a001 noop\r\na002 logout\r\n",
        ),
    ] {
        let server = ScriptedServer::plain(|peer| match accepts_everything(peer) {
            // The client leaves in the middle of its literal.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(()),
            other => other,
        });
        let finished = run_from_stdin(&server, script, &[]);
        finished.assert_status(2);
        finished.assert_stderr_contains("-:2:1: ");
        assert_eq!(server.finish(), due);
    }
}

#[test]
fn a_missing_value_on_standard_input_is_located() {
    let server = ScriptedServer::plain(accepts_everything);
    let finished = run_from_stdin(&server, "noop\n  select ${nothing}\ncheck\n", &[]);
    finished.assert_status(2);
    finished.assert_stderr_contains("-:2:3: ${nothing} has no value");
    assert!(!contains(&server.finish(), b"check"));
}

#[test]
fn step_cannot_read_the_script_from_standard_input() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &["--step"]);
    let finished = Process::start(Program::imapsh(&["replay", "-"]).args(&args)).finish();
    finished.assert_status(2);
    finished.assert_stderr_contains("--step reads Enter");
    assert_eq!(server.connections(), 0);
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
    let script = "noop\ncheck\n:reconnect\ncheck\nlogout\n";
    let finished = replay_on(&server, script, &["--keep-going"]);
    finished.assert_status(1);
    for said in [
        "s.imap:1: The connection ended",
        "s.imap:2: Not sent, because the connection is closed",
    ] {
        finished.assert_stderr_contains(said);
    }
    assert!(
        finished
            .text()
            .ends_with("check\r\na002 OK done\r\na003 logout\r\n* BYE see you\r\na003 OK done\r\n"),
        "{}",
        finished.text()
    );
}

#[test]
fn a_tagged_done_waits_for_the_listing_too() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a1 idle")?;
        peer.send("+ idling\r\n")?;
        peer.expect_silence(std::time::Duration::from_millis(200))?;
        peer.send("* 5 EXISTS\r\n")?;
        peer.expect("a1 done")?;
        peer.send("a1 BAD Expected DONE.\r\n")?;
        peer.expect_logout()
    });
    let script = "a1 idle\n+ idling\n* 5 EXISTS\na1 done\na1 BAD Expected DONE.\na2 logout\n";
    replay_on(&server, script, &[]).assert_status(0);
    server.finish();
}

#[test]
fn each_idle_counts_its_own_responses() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for (tag, more) in [("a001", ""), ("a002", "* 7 EXISTS\r\n")] {
            peer.expect(&format!("{tag} idle"))?;
            peer.send("* 5 EXISTS\r\n+ idling\r\n* OK Still here\r\n* 6 EXISTS\r\n")?;
            if !more.is_empty() {
                peer.expect_silence(std::time::Duration::from_millis(200))?;
                peer.send(more)?;
            }
            peer.expect("done")?;
            peer.send(format!("{tag} OK\r\n"))?;
        }
        peer.expect_logout()
    });
    let script = "idle\n* 1 EXISTS\n* OK\n* 2 EXISTS\ndone\nidle\n* 1 EXISTS\n* 1 EXISTS\n* 1 EXISTS\ndone\nlogout\n";
    let finished = replay_on(&server, script, &[]);
    server.finish();
    finished.assert_status(0);
    finished.assert_stderr_lacks("but not received");
}

#[test]
fn one_tag_for_every_command_and_an_unknown_command() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "a noop\na OK\na nope\na NO\na check\na OK\na logout\n";
    let finished = replay_on(&server, script, &[]);
    finished.assert_status(1);
    finished.assert_stderr_contains("s.imap:3: a001 a nope succeeded:");
    // `a` is no tag by itself: the line gets one, which the accepts_everything server takes for a word.
    assert!(contains(&server.finish(), b"a001 a nope\r\n"));
}

#[test]
fn waiting_for_a_pattern_ends_when_the_connection_ends() {
    let server = ScriptedServer::plain(accepts_everything);
    let started = std::time::Instant::now();
    let program = replay_program("logout\n:wait 60s * NEVER\n", &plain_args(&server, &[]));
    Process::start(program).finish().assert_status(0);
    assert!(started.elapsed() < std::time::Duration::from_secs(50));
}

#[test]
fn a_logout_answered_without_a_bye_is_not_sent_again() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 logout")?;
        peer.send("a001 OK done\r\n")?;
        // Nothing comes after it.
        assert_eq!(peer.read_line().unwrap_or_default(), "");
        peer.close()
    });
    let finished = replay_on(&server, "logout\n", &[]);
    finished.assert_status(0);
    server.finish();
}
