//! `:expect`, `:expect!`, `:capture` and `:wait`.

use super::{NOT_RECEIVED, replay_accepted};
use crate::support::crlf;
use crate::support::process::Process;
use crate::support::replays::{plain_args, replay_on, replay_program, run_from_stdin};
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use indoc::indoc;
use std::time::Duration;

#[test]
fn expect_passes_and_fails() {
    for script in [
        ":expect * OK ready\nlogout\n",
        ":expect * ok READY\nnoop\n:expect a001 ok ...\nlogout\n",
        // Different patterns may match the same line.
        "noop\n:expect a001 ... done\n:expect a001 ...\nlogout\n",
    ] {
        replay_accepted(script, &[]).0.assert_status(0);
    }
    for (script, error) in [
        ("noop\n:expect a001\n", NOT_RECEIVED),
        // The same pattern needs two lines.
        ("noop\n:expect a001 ...\n:expect a001 ...\nlogout\n", "Expected again"),
    ] {
        let (finished, _) = replay_accepted(script, &["--timeout", "1s"]);
        finished.assert_status(1).assert_stderr_contains(error);
    }
}

#[test]
fn an_error_repeats_only_the_beginning_of_a_pattern() {
    let long = "z".repeat(70_000);
    for directive in [format!(":expect {long}"), format!(":capture x {long}(...)")] {
        let script = format!("noop\n{directive}\n");
        let (finished, _) = replay_accepted(&script, &["--timeout", "1s"]);
        finished.assert_status(1).assert_stderr_contains(&format!("{NOT_RECEIVED}: zzz"));
        assert!(finished.stderr.len() < 2000, "{} octets", finished.stderr.len());
    }
}

#[test]
fn wait_never_fails_and_ends_at_its_pattern() {
    let script = indoc! {"
        noop
        :wait 200ms * 99 EXISTS
        :wait 1h a001 OK ...
        logout
    "};
    replay_accepted(script, &[]).0.assert_status(0);
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.send("* 5 EXISTS\r\n")?;
        peer.expect_logout()
    });
    let script = "noop\n:wait 1h * 5 EXISTS\nlogout\n";
    replay_on(&server, script, &[]).assert_status(0);
}

#[test]
fn waiting_for_a_pattern_ends_when_the_connection_ends() {
    let script = "logout\n:wait 1h * NEVER\n";
    replay_accepted(script, &[]).0.assert_status(0);
}

/// A message that `fetch 1 body[]` returns as a literal.
fn sends_a_message(peer: &mut Peer) -> Outcome {
    peer.send("* PREAUTH ready\r\n")?;
    let tag = peer.expect_command("fetch 1 body[]")?;
    let message = "From: hana@example.org\r\nSubject: [Ticket 77] lunch\r\n\r\nSee you\r\nat noon";
    peer.send(format!("* 1 FETCH (BODY[] {{{}}}\r\n{message} UID 9)\r\n", message.len()))?;
    peer.send(format!("{tag} OK done\r\n"))?;
    loop {
        let line = peer.read_line()?;
        let tag = line.split(' ').next().unwrap_or_default();
        if line.contains("logout") {
            peer.send(format!("* BYE\r\n{tag} OK\r\n"))?;
            return peer.close();
        }
        peer.send(format!("{tag} OK done\r\n"))?;
    }
}

#[test]
fn a_line_of_a_literal_is_a_line() {
    let script = indoc! {"
        fetch 1 body[]
        :expect * 1 FETCH (BODY[] ...
        :expect subject: ...
        :expect See you
        :expect at noon
        :expect  UID 9)
        :expect a001 OK ...
        logout
    "};
    for run in [replay_on, run_from_stdin] {
        let server = ScriptedServer::plain(sends_a_message);
        run(&server, script, &["--timeout", "2s"]).assert_status(0);
    }
    let server = ScriptedServer::plain(sends_a_message);
    // A part of the literal's line.
    let script = "fetch 1 body[]\n:expect See\nlogout\n";
    replay_on(&server, script, &["--timeout", "200ms"]).assert_status(1);
}

#[test]
fn a_captured_text_is_a_variable() {
    let script = indoc! {r#"
        fetch 1 body[]
        :capture sender From: (...)
        :capture ticket Subject: [Ticket (...)] ...
        search from "${sender}" subject ${ticket}
        :capture tag (...) OK ...
        ${tag}x noop
        logout
    "#};
    for run in [replay_on, run_from_stdin] {
        let server = ScriptedServer::plain(sends_a_message);
        run(&server, script, &[]).assert_status(0);
        let expected = crlf(indoc! {r#"
            a001 fetch 1 body[]
            a002 search from "hana@example.org" subject 77
            a002x noop
            a003 logout
        "#});
        assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
    }
}

/// What must be received can be captured too, and its text can be expected.
#[test]
fn a_captured_text_can_be_expected() {
    let script = indoc! {"
        fetch 1 body[]
        :expect From: ...
        :capture sender From: (...)
        :set line From: ${sender}
        :expect! Reply-To: ${sender}
        noop
        :capture word a002 OK (...)
        :wait 10s a002 ok ${word}
        :expect a002 ok ${word}
        search text ${line}
        logout
    "};
    for run in [replay_on, run_from_stdin] {
        let server = ScriptedServer::plain(sends_a_message);
        run(&server, script, &["--timeout", "5s"]).assert_status(0);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(received.contains("search text \"From: hana@example.org\""), "{received}");
    }
}

#[test]
fn a_variable_in_an_expectation_needs_a_value() {
    let server = ScriptedServer::plain(accepts_everything);
    replay_on(&server, "noop\n:expect * ${count} EXISTS\n", &[])
        .assert_status(2)
        .assert_stderr_contains("s.imap:2:1: ${count} has no value");
    let server = ScriptedServer::plain(accepts_everything);
    replay_on(&server, "noop\n:expect * ${password}\n", &["--var", "password=himitsu"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:2: Not carried out. The value of ${password} is a secret");
}

/// The script's text is right: the line that sets the variable failed.
#[test]
fn a_variable_that_was_not_captured_is_a_failure() {
    let script = "noop\n:capture n * (...) NOSUCH\nfetch ${n} flags\nlogout\n";
    let (finished, _) = replay_accepted(script, &["--timeout", "1s", "--keep-going"]);
    finished.assert_status(1).assert_stderr_contains(
        "s.imap:3: ${n} has no value, because the line that sets it failed.",
    );
}

#[test]
fn a_missing_line_to_capture_is_a_failure() {
    let server = ScriptedServer::plain(sends_a_message);
    let script = "fetch 1 body[]\n:capture to To: (...)\nlogout\n";
    replay_on(&server, script, &["--timeout", "200ms"])
        .assert_status(1)
        .assert_stderr_contains("s.imap:2: Expected but not received: To: (...)");
}

/// A pattern that is not a whole line, and one that is mistyped, in a response and in a literal.
#[test]
fn a_missing_line_is_compared_with_those_received() {
    let server = ScriptedServer::plain(sends_a_message);
    for (pattern, said) in [
        ("FETCH (body", "(a pattern is a whole line, with ... for any text; received: * 1 FETCH ("),
        ("* [0-9] FETCH (BODY...", "(the most similar line received: * 1 FETCH ("),
        ("* 99 LIST (\\Sent)", "LIST (\\Sent)\n"),
    ] {
        let script = format!("fetch 1 body[]\n:expect {pattern}\nlogout\n");
        replay_on(&server, &script, &["--timeout", "200ms"])
            .assert_status(1)
            .assert_stderr_contains(said);
    }
}

/// A line that `:wait` has found can still be expected.
#[test]
fn a_line_that_was_waited_for_can_be_expected() {
    let script = indoc! {"
        noop
        :wait 10s a001 ...
        :expect a001 OK ...
        :wait 10ms a001 ...
        check
        :wait 10s a002 ...
        :capture word a002 OK (...)
        search subject ${word}
        logout
    "};
    for run in [replay_on, run_from_stdin] {
        let server = ScriptedServer::plain(accepts_everything);
        run(&server, script, &["--timeout", "5s"]).assert_status(0);
        let expected = "a001 noop\r\na002 check\r\na003 search subject done\r\na004 logout\r\n";
        assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
    }
}

/// Many servers send a line now and then during IDLE to keep the connection alive.
#[test]
fn lines_that_keep_the_connection_alive_do_not_extend_a_wait() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 select inbox")?;
        peer.send("* 1 EXISTS\r\na001 OK done\r\n")?;
        peer.expect("a002 idle")?;
        peer.send("+ idling\r\n")?;
        while peer.expect_silence(Duration::from_millis(50)).is_ok() {
            peer.send("* OK Still here\r\n")?;
        }
        peer.expect("done")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let script = "select inbox\nidle\n:expect * 2 EXISTS\ndone\nlogout\n";
    replay_on(&server, script, &["--keep-going", "--timeout", "1s"])
        .assert_status(1)
        .assert_stderr_contains(NOT_RECEIVED);
    server.finish();
}

/// The silence in which one line was expected also counts for the next one.
#[test]
fn lines_that_do_not_come_are_waited_for_once() {
    let missing = ":expect * NOTHING\n".repeat(400);
    let script = format!("noop\n{missing}noop\n:expect a002 OK ...\nlogout\n");
    let server = ScriptedServer::plain(accepts_everything);
    // One after the other, they would take 800 seconds.
    replay_on(&server, &script, &["--keep-going", "--timeout", "2s"])
        .assert_status(1)
        .assert_stderr_contains("400 failures");
}

#[test]
fn a_line_that_must_not_come() {
    for (pattern, failure) in [
        (
            "subject: ...",
            Some("s.imap:3: Received, although it must not be: Subject: [Ticket 77] lunch"),
        ),
        ("a001 ok ...", Some("s.imap:3: Received, although it must not be: a001 OK done")),
        // Before the last command.
        ("* PREAUTH ...", None),
        ("* ... EXPUNGE", None),
    ] {
        let script = format!("fetch 1 body[]\n:expect Subject: ...\n:expect! {pattern}\nlogout\n");
        for run in [replay_on, run_from_stdin] {
            let server = ScriptedServer::plain(sends_a_message);
            let finished = run(&server, &script, &[]);
            match failure {
                Some(_) => finished.assert_status(1),
                None => finished.assert_status(0),
            };
        }
        if let Some(failure) = failure {
            let server = ScriptedServer::plain(sends_a_message);
            replay_on(&server, &script, &[]).assert_stderr_contains(failure);
        }
    }
}

#[test]
fn wrong_patterns_are_found_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    for (directive, error) in [
        (":expect!", "s.imap:2:1: Missing argument for :expect!; usage: :expect! PATTERN"),
        (":capture", "s.imap:2:1: Missing argument for :capture"),
        (":capture uid", "s.imap:2:1: Missing argument for :capture"),
        (":capture uid * OK ...", "s.imap:2:1: The pattern of :capture has no (...)"),
        (":capture uid (...) OK (...)", "s.imap:2:1: The pattern of :capture has 2 (...)"),
        (":capture u.id (...)", "s.imap:2:1: Invalid argument \"u.id\" for :capture"),
    ] {
        replay_on(&server, format!("noop\n{directive}\nlogout\n"), &[])
            .assert_status(2)
            .assert_stderr_contains(error);
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn patterns_before_and_after_a_run_are_about_the_same_command() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "* 5 EXISTS\r\n* 5 RECENT\r\n")?;
        peer.answer("check", "* 6 EXISTS\r\n")?;
        peer.expect_logout()
    });
    let program = replay_program(
        "noop\n:run checks.imap\n:expect * 5 RECENT\n:run more.imap\n:expect * 6 EXISTS\nlogout\n",
        &plain_args(&server, &["--timeout", "2s"]),
    );
    program.write_file("checks.imap", ":expect * 5 EXISTS\n");
    program.write_file("more.imap", "check\n:expect a002 OK ...\n");
    Process::start(program).finish().assert_status(0);
}

#[test]
fn a_wait_in_idle_begins_after_the_lines_before_it() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send("+ idling\r\n")?;
        // Longer than the :wait.
        peer.expect_silence(Duration::from_millis(600))?;
        peer.send("* 5 EXISTS\r\n")?;
        // The :wait begins only now.
        peer.expect_silence(Duration::from_millis(250))?;
        peer.send("* 1 EXPUNGE\r\n")?;
        peer.expect("done")?;
        peer.send("a001 OK\r\n")?;
        peer.expect_logout()
    });
    let script = "idle\n* 12 EXISTS\n:wait 400ms\n* 7 EXPUNGE\ndone\nlogout\n";
    let finished = replay_on(&server, script, &[]);
    server.finish();
    finished.assert_status(0).assert_stderr_lacks(NOT_RECEIVED);
}

#[test]
fn many_patterns_and_many_lines() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        let lines: String = (1..=40_000).map(|n| format!("* {n} FETCH (UID {n})\r\n")).collect();
        peer.answer("fetch 1:* uid", &lines)?;
        peer.expect_logout()
    });
    let expects = (1..=2000).map(|n| format!(":expect * ... FETCH (UID {})\n", n * 20));
    let script = format!("fetch 1:* uid\n{}logout\n", expects.collect::<String>());
    replay_on(&server, script, &[]).assert_status(0);
}
