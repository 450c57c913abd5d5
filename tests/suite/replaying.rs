//! Replaying as a user meets it: real listings, exit statuses, pacing, standard input, what is
//! found wrong before anything is sent.

use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_C, CTRL_D, ENTER};
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{
    dovecot_args, plain_args, replay_on, replay_program, run_from_stdin, start_on_stdin,
    start_replay,
};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::{accepts_everything, sends_nothing};
use crate::support::terminal::Terminal;
use crate::support::{Gate, contains, crlf};
use indoc::indoc;
use nix::sys::signal::Signal;
use std::time::Duration;

const TUTORIAL: &str = include_str!("../listings/tutorial.txt");
const RFC3501: &str = include_str!("../listings/rfc3501.txt");
const RFC2177: &str = include_str!("../listings/rfc2177.txt");
const TELNET: &str = include_str!("../listings/telnet.txt");
const OPENSSL: &str = include_str!("../listings/openssl.txt");

/// Replays on the accepts_everything server; gives what happened and what the server got.
#[track_caller]
fn accepting_server(script: &str, more: &[&str]) -> (Finished, String) {
    let server = ScriptedServer::plain(accepts_everything);
    let finished = replay_on(&server, script, more);
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    (finished, received)
}

#[track_caller]
fn assert_said(finished: &Finished, words: &str) {
    assert!(
        finished.stderr.contains(words),
        "due: {words:?}\n{}",
        finished.stderr
    );
}

#[test]
fn the_tutorials_listing_paces_itself() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("user");
    for number in 0..11 {
        user.deliver(&format!("old-{number}"));
    }
    let running = start_replay(TUTORIAL, &dovecot_args(dovecot, &[]));
    running.stdout.wait_for("+ idling");
    user.deliver("new");
    let finished = running.finish();
    finished.assert_status(0);
    let text = finished.text();
    let places = [
        "a004 idle\r\n",
        "+ idling\r\n",
        "* 12 EXISTS\r\n",
        "\r\ndone\r\n",
        "a005 logout\r\n",
    ]
    .map(|part| {
        text.find(part)
            .unwrap_or_else(|| panic!("no {part:?} in\n{text}"))
    });
    assert!(places.is_sorted(), "{text}");
    finished.assert_stderr_lacks("but not received");
}

#[test]
fn the_listings_of_telnet_and_openssl() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("user");
    user.deliver("hello");
    for listing in [TELNET, OPENSSL] {
        let running = start_replay(listing, &dovecot_args(dovecot, &[]));
        let finished = running.finish();
        finished.assert_status(0);
        finished.assert_stdout_lacks("verify");
    }
}

#[test]
fn the_sample_session_of_rfc_3501() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("mrc");
    for number in 0..18 {
        user.deliver(&format!("mail-{number}"));
    }
    let finished = start_replay(RFC3501, &dovecot_args(dovecot, &[])).finish();
    finished.assert_status(0);
    let text = finished.text();
    for sent in [
        "a001 login mrc ${password}\r\n",
        "a003 fetch 12 full\r\n",
        "a004 fetch 12 body[header]\r\n",
        "a005 store 12 +flags \\deleted\r\n",
        "a006 logout\r\n",
    ] {
        assert!(text.contains(sent), "{sent}: {text}");
    }
    assert!(!text.contains("Crispin"), "{text}");
}

#[test]
fn the_examples_of_rfc_2177_with_their_prose() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("A001 SELECT INBOX")?;
        peer.send("* 3 EXISTS\r\nA001 OK\r\n")?;
        peer.expect("A002 IDLE")?;
        peer.send("+ idling\r\n")?;
        // DONE waits for what the listing shows.
        peer.expect_silence(Duration::from_millis(200))?;
        peer.send("* 4 EXISTS\r\n")?;
        peer.expect("DONE")?;
        peer.send("A002 OK\r\n")?;
        peer.expect("A003 FETCH 4 ALL")?;
        peer.send("A003 OK\r\n")?;
        peer.expect("A004 IDLE")?;
        peer.send("* 2 EXPUNGE\r\n* 3 EXISTS\r\n+ idling\r\n* 3 EXPUNGE\r\n* 2 EXISTS\r\n")?;
        peer.expect_silence(Duration::from_millis(200))?;
        peer.send("* 3 EXISTS\r\n")?;
        peer.expect("DONE")?;
        peer.send("A004 OK\r\n")?;
        peer.expect("A005 FETCH 3 ALL")?;
        peer.send("A005 OK\r\n")?;
        peer.expect("A006 IDLE")?;
        peer.send("+ idling\r\n")?;
        peer.expect("done")?;
        peer.send("A006 OK\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, RFC2177, &[]);
    server.finish();
    finished.assert_status(0);
}

#[test]
fn responses_missing_in_idle_are_named_without_failing() {
    let (finished, _) = accepting_server(
        ":set patience 200ms\nidle\n* 12 EXISTS\n* 1 RECENT\ndone\nlogout\n",
        &[],
    );
    finished.assert_status(0);
    assert_said(&finished, "EXISTS, RECENT");
}

#[test]
fn an_unexpected_no_stops_the_replay() {
    let (finished, received) = accepting_server("noop\n# why\nnope now\ncheck\n", &[]);
    finished.assert_status(1);
    assert_said(
        &finished,
        "s.imap:3: a002 nope now failed: expected OK, received a002 NO not today",
    );
    assert_eq!(
        received,
        crlf(indoc! {"
            a001 noop
            a002 nope now
            a003 logout
        "})
    );
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
        accepting_server(script, &[]).0.assert_status(0);
    }
    let (finished, _) = accepting_server("noop\na001 NO whatever\ncheck\n", &[]);
    finished.assert_status(1);
    assert_said(
        &finished,
        "s.imap:1: a001 noop succeeded: expected NO or BAD (as the listing shows), received a001 OK",
    );
}

#[test]
fn keep_going_reports_failures_and_continues() {
    let (finished, received) = accepting_server("nope\nbad\nnoop\nlogout\n", &["--keep-going"]);
    finished.assert_status(1);
    assert_eq!(
        received,
        crlf(indoc! {"
            a001 nope
            a002 bad
            a003 noop
            a004 logout
        "})
    );
    assert_said(&finished, "2 failures");
    assert_said(&finished, "s.imap:1:");
    assert_said(&finished, "s.imap:2:");
}

#[test]
fn expect_passes_and_fails() {
    for (script, status) in [
        (":expect * OK ready\nlogout\n", 0),
        (":expect * ok READY\nnoop\n:expect a001 ok ...\nlogout\n", 0),
        ("noop\n:expect a001 ... done\n:expect a001 ...\nlogout\n", 1),
        ("noop\n:expect a001\n", 1),
    ] {
        let (finished, _) = accepting_server(script, &["--timeout", "400ms"]);
        finished.assert_status(status);
        if status == 1 {
            assert_said(&finished, "Expected but not received: ");
        }
    }
}

#[test]
fn wait_never_fails_and_ends_at_its_pattern() {
    let (finished, _) = accepting_server(
        "noop\n:wait 200ms * 99 EXISTS\n:wait 60s a001 OK ...\nlogout\n",
        &[],
    );
    finished.assert_status(0);
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.send("* 5 EXISTS\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\n:wait 60s * 5 EXISTS\nlogout\n", &[]);
    finished.assert_status(0);
}

#[test]
fn a_script_without_logout_is_logged_out_even_in_idle() {
    let (finished, received) = accepting_server("noop\nidle\n", &[]);
    finished.assert_status(0);
    assert_eq!(
        received,
        crlf(indoc! {"
            a001 noop
            a002 idle
            done
            a003 logout
        "})
    );
    finished.assert_stdout_contains("done\r\na002 OK done\r\na003 logout\r\n");
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
    let finished = replay_on(
        &server,
        "noop\ncheck\nsearch all\nlogout\n",
        &["--pipeline"],
    );
    server.finish();
    finished.assert_status(0);
}

#[test]
fn a_pipeline_with_a_failure() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.expect("a002 nope")?;
        peer.send("a002 NO no\r\na001 OK\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "noop\nnope\nlogout\n", &["--pipeline"]);
    server.finish();
    finished.assert_status(1);
    assert_said(&finished, "s.imap:2: a002 nope failed:");
}

#[test]
fn octets_of_a_refused_literal_are_not_sent() {
    for more in [&["--keep-going"][..], &["--keep-going", "--pipeline"]] {
        let server = ScriptedServer::plain(|peer| {
            peer.send("* PREAUTH ready\r\n")?;
            let mut line = peer.read_line()?;
            if line == "a001 noop" {
                peer.send("a001 OK\r\n")?;
                line = peer.read_line()?;
            }
            if line != "a002 append nowhere {5}" {
                return Err(std::io::Error::other(line));
            }
            peer.expect_silence(Duration::from_millis(200))?;
            peer.send("a002 NO [TRYCREATE] no\r\n")?;
            peer.expect("a003 check")?;
            peer.send("a003 OK\r\n")?;
            peer.expect_logout()
        });
        let finished = replay_on(
            &server,
            "noop\nappend nowhere {5}\nhello\ncheck\nlogout\n",
            more,
        );
        let received = server.finish();
        assert!(!contains(&received, b"hello"));
        finished.assert_status(1);
    }
}

#[test]
fn an_unexpected_bye_is_a_lost_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("a001 OK done\r\n* BYE timeout\r\n")
    });
    let finished = replay_on(&server, "noop\n:wait 10s\n", &[]);
    finished.assert_status(1);
    assert_said(
        &finished,
        "The server closed the connection unexpectedly (BYE)",
    );
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
    let finished = run_from_stdin(
        &server,
        "authenticate plain\nAGhpbWl0c3U5AA==\nnoop\n",
        &["--keep-going"],
    );
    finished.assert_status(1);
    assert_said(&finished, "-:2: Skipped this line");
    assert!(!contains(&server.finish(), b"AGhpbWl0c3U5AA=="));
    assert!(!contains(finished.text().as_bytes(), b"AGhpbWl0c3U5AA=="));
}

#[test]
fn step_waits_for_enter_before_each_command() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = replay_program(
        "## First\nnoop\ncheck\nlogout\n",
        &plain_args(&server, &["--step"]),
    );
    let terminal = Terminal::start(program, 24, 80);
    terminal.wait_written("Next: noop");
    assert!(server.received().is_empty());
    terminal.type_keys(ENTER);
    server.wait_received("a001 noop\r\n");
    terminal.wait_written("Next: check");
    assert_eq!(server.received(), b"a001 noop\r\n");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: logout");
    terminal.type_keys(ENTER);
    terminal.assert_exit(0);
}

#[test]
fn step_fails_at_end_of_input() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &["--step", "--keep-going"]);
    let terminal = Terminal::start(replay_program("noop\ncheck\nlogout\n", &args), 24, 80);
    terminal.wait_written("Next: noop");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: check");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.wait_written("Stopped before check");
    // Left in order all the same.
    let received = server.finish();
    assert!(contains(&received, b"a002 logout"));
    assert!(!contains(&received, b"check"));
}

#[test]
fn time_reports_how_long_each_answer_took() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = replay_program("noop\nlogout\n", &plain_args(&server, &["--time"]));
    let terminal = Terminal::start(program, 24, 80);
    terminal.assert_exit(0);
    let rows = terminal.all_rows();
    let row = rows.iter().find(|row| row.starts_with("a001 OK done"));
    let row = row.unwrap_or_else(|| panic!("{rows:#?}"));
    assert!(row.contains("ms") || row.contains(" s"), "{row}");
    assert!(row.contains(|one: char| one.is_ascii_digit()), "{row}");
}

#[test]
fn standard_input_is_acted_on_line_by_line() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        server_gate.wait();
        peer.send("* 1 EXISTS\r\n")?;
        peer.answer("check", "")?;
        peer.expect_logout()
    });
    let mut running = start_on_stdin(&server, &[]);
    running.send("no");
    running.send("op\n");
    running.stdout.wait_for("a001 OK done\r\n");
    gate.open();
    // A push is shown while nothing is typed.
    running.stdout.wait_for("* 1 EXISTS\r\n");
    running.send("check\n");
    running.stdout.wait_for("a002 OK done\r\n");
    running.finish().assert_status(0);
}

#[test]
fn on_standard_input_only_the_next_line_can_expect_a_no() {
    for (input, status) in [
        ("nope\na001 NO because\nnoop\n", 0),
        ("nope\nnoop\n", 1),
        ("nope\n", 1),
        ("noop\nlogout\n", 0),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let finished = run_from_stdin(&server, input, &[]);
        finished.assert_status(status);
    }
}

#[test]
fn a_mistake_on_standard_input_stops_at_its_line() {
    let server = ScriptedServer::plain(accepts_everything);
    let finished = run_from_stdin(&server, "noop\n:nonsense\ncheck\n", &[]);
    finished.assert_status(2);
    assert_said(&finished, "-:2:1: Unknown directive :nonsense");
    let received = server.finish();
    assert!(contains(&received, b"a001 noop\r\n") && !contains(&received, b"check"));
}

#[test]
fn a_mistake_in_a_script_is_found_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    for (script, place) in [
        (
            &b"noop\n  :expcet x\nlogout\n"[..],
            "s.imap:2:3: Unknown directive :expcet; did you mean :expect?",
        ),
        (
            b"noop\nselect \xff\n",
            "s.imap:2:8: The script is not valid UTF-8",
        ),
        (b"noop\nappend x {10}\nabc\n", "s.imap:2:"),
        (b"noop\nappend x {<<END}\nabc\n", "s.imap:2:"),
        (
            b"noop\nnoop ${nothing}\n",
            "s.imap:2:1: ${nothing} has no value",
        ),
        (
            "noop\n:set wide pä\nnoop \"${wide}\"\n".as_bytes(),
            "s.imap:3:1: The value of ${wide} contains octets that a quoted string cannot hold",
        ),
        (b"noop\nno\0op\n", "s.imap:2:3:"),
        (b":wait\n", "s.imap:1:"),
    ] {
        let finished = replay_on(&server, script, &[]);
        finished.assert_status(2);
        assert_said(&finished, place);
        finished.assert_stdout_empty();
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_value_that_cannot_be_quoted_is_found_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "noop\nlogin taro ${password}\nlogin taro \"${password}\"\n";
    let program =
        replay_program(script, &plain_args(&server, &[])).env("IMAPSH_PASSWORD", "p\u{e4}ss");
    let finished = Process::start(program).finish();
    finished.assert_status(2);
    assert_said(
        &finished,
        "s.imap:3:1: The value of ${password} contains octets that a quoted string cannot hold",
    );
    finished.assert_stdout_lacks("p\u{e4}ss");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_script_leaves_its_folder_only_with_trust() {
    let server = ScriptedServer::plain(accepts_everything);
    for script in [
        "append x {<../secret}\n",
        ":record /tmp/imapsh-outside.imap\n",
        ":connect elsewhere.example\n",
        ":run ../other.imap\n",
    ] {
        let finished = replay_on(&server, script, &[]);
        finished.assert_status(2);
        assert_said(&finished, "--trust");
        assert_said(&finished, "s.imap:1:");
    }
    assert_eq!(server.connections(), 0);
    let (finished, received) = {
        let program = replay_program("append x {<sub/m.eml}\nlogout\n", &plain_args(&server, &[]));
        std::fs::create_dir(program.home().join("sub")).expect("a folder");
        program.write_file("sub/m.eml", "hello\r\n");
        let finished = Process::start(program).finish();
        (finished, server.finish())
    };
    finished.assert_status(0);
    assert_eq!(
        String::from_utf8_lossy(&received),
        crlf(indoc! {"
            a001 append x {7}
            hello

            a002 logout
        "})
    );
}

#[test]
fn standard_input_leaves_its_folder_only_with_trust() {
    let server = ScriptedServer::plain(accepts_everything);
    for script in [
        "append x {<../secret}\n",
        ":run ../other.imap\n",
        ":connect elsewhere.example\n",
    ] {
        let args = ["replay", "-", "127.0.0.1", &server.port(), "--plain"];
        let mut process = Process::imapsh(&args);
        process.send(script);
        process.close_stdin();
        let finished = process.finish();
        finished.assert_status(2);
        assert_said(&finished, "--trust");
        assert_said(&finished, "-:1:");
    }
}

#[test]
fn a_connection_closed_during_a_command() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.expect("a002 check")?;
        peer.close()
    });
    let finished = replay_on(&server, "noop\ncheck\nlogout\n", &[]);
    finished.assert_status(1);
    assert_said(&finished, "The server closed the connection without a BYE");
    assert_said(
        &finished,
        "s.imap:2: The connection ended before this command was completed",
    );
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
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.read_to_end().map(drop)
    });
    let finished = replay_on(&server, "noop\ncheck\n", &["--timeout", "300ms"]);
    finished.assert_status(1);
    assert_said(
        &finished,
        "The server sent nothing for 0.3 s, and has not completed: a001 noop",
    );
    assert!(!contains(&server.received(), b"check"));
}

#[test]
fn ctrl_c_exits_with_130() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.read_to_end().map(drop)
    });
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let running = start_replay("noop\n", &plain_args(&server, &[]));
        running.stdout.wait_for("a001 noop\r\n");
        running.signal(signal);
        running.finish().assert_status(130);
    }
}

#[test]
fn step_headings_on_a_terminal() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "## Log in\nlogin a b\n## Look around\nnoop\nlogout\n";
    let terminal = Terminal::start(replay_program(script, &plain_args(&server, &[])), 24, 80);
    terminal.assert_exit(0);
    let rows = terminal.all_rows().join("\n");
    assert!(
        rows.contains("Log in (1 of 2)") && rows.contains("Look around (2 of 2)"),
        "{rows}"
    );
}

#[test]
fn ctrl_c_at_a_password_prompt_exits_with_130_and_restores_the_terminal() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "login ${user} ${password}\nlogout\n";
    for (answer, question) in [("", "User:"), ("taro\r", "Password:")] {
        for key in ["\x03", "\x04"] {
            let terminal =
                Terminal::start(replay_program(script, &plain_args(&server, &[])), 24, 80);
            terminal.wait_line("User:");
            terminal.type_keys(answer);
            terminal.wait_line(question);
            terminal.type_keys(key);
            let status = if key == "\x03" { 130 } else { 2 };
            terminal.assert_exit(status);
            assert!(terminal.echoes());
        }
    }
    assert_eq!(server.connections(), 0);
    let terminal = Terminal::start(replay_program(script, &plain_args(&server, &[])), 24, 80);
    terminal.wait_line("User:");
    terminal.type_line("taro");
    terminal.wait_line("Password:");
    terminal.type_line("himitsu9");
    terminal.assert_exit(0);
    terminal.assert_never_written("himitsu9");
    assert!(contains(&server.received(), b"login taro himitsu9\r\n"));
}

#[test]
fn ctrl_c_at_a_password_prompt_while_reading_standard_input() {
    let server = ScriptedServer::plain(accepts_everything);
    let shell = Program::new("sh").args(&["-c", "(echo 'login a ${password}'; cat) | $IMAPSH"]);
    let imapsh = format!(
        "{} {} --plain",
        env!("CARGO_BIN_EXE_imapsh"),
        server.address()
    );
    let terminal = Terminal::start(shell.env("IMAPSH", imapsh), 24, 80);
    terminal.wait_line("Password:");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted");
    terminal.wait_exit();
    assert!(terminal.echoes());
    assert!(!contains(&server.received(), b"login"));
}

#[test]
fn ctrl_c_at_a_step_and_during_the_handshake_exits_with_130() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &["--step"]);
    let terminal = Terminal::start(replay_program("noop\nlogout\n", &args), 24, 80);
    terminal.wait_for("Enter");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = Terminal::start(replay_program("noop\n", &[&silent.address()]), 24, 80);
    silent.wait_received("\x16\x03");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    terminal.assert_never_written("The TLS handshake timed out");
}
