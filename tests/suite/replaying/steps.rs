//! `--step`: before each command a prompt shows it.

use crate::support::keys::{BACKSPACE, CTRL_C, CTRL_D, ENTER};
use crate::support::process::Process;
use crate::support::replays::{plain_args, replay_program};
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::terminal::Terminal;
use crate::support::{Gate, contains, crlf};
use indoc::indoc;

/// Starts a replay in a terminal.
#[track_caller]
fn replay(server: &ScriptedServer, script: &str, options: &[&str]) -> Terminal {
    let program = replay_program(script, &plain_args(server, options));
    Terminal::start(program, 24, 80)
}

#[track_caller]
fn assert_received(server: &ScriptedServer, expected: &str) {
    assert_eq!(String::from_utf8_lossy(&server.finish()), crlf(expected));
}

#[test]
fn step_waits_for_enter_before_each_command() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "## First\nnoop\ncheck\nlogout\n";
    let terminal = replay(&server, script, &["--step"]);
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

/// After a login that has succeeded, a mistyped command hides nothing; before it, it may be a login.
#[test]
fn a_mistyped_command_is_shown_at_its_step_after_login() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "logon taro hunter2 x\nlogin taro hunter2\na9 frobnicate x y\nlogout\n";
    let terminal = replay(&server, script, &["--step"]);
    for step in ["logon taro ${password}", "login taro ${password}", "a9 frobnicate x y", "logout"]
    {
        terminal.wait_written(&format!("Next: {step}"));
        terminal.type_keys(ENTER);
    }
    terminal.assert_exit(0);
    terminal.assert_never_written("hunter2");
}

#[test]
fn step_fails_at_end_of_input() {
    let server = ScriptedServer::plain(accepts_everything);
    let options = ["--step", "--keep-going"];
    let terminal = replay(&server, "noop\ncheck\nlogout\n", &options);
    terminal.wait_written("Next: noop");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: check");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.wait_written("Stopped before check");
    // The session still ends with a LOGOUT.
    let received = server.finish();
    assert!(contains(&received, b"a002 logout"));
    assert!(!contains(&received, b"check"));
}

#[test]
fn ctrl_c_at_a_step_exits_with_130() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\nlogout\n", &["--step"]);
    terminal.wait_for("Enter");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
}

#[test]
fn a_step_can_be_skipped_with_all_that_belongs_to_it() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {"
        noop
        append x {5}
        hello

        :expect a002 OK ...
        authenticate plain
        AGFiYwBkZWY=
        idle
        * 1 EXISTS
        done
        check
        logout
    "};
    let terminal = replay(&server, script, &["--step"]);
    for (next, key) in [
        ("noop", ""),
        ("append x {5}", "s"),
        ("authenticate plain", "s"),
        ("idle", "s"),
        ("check", ""),
        ("logout", ""),
    ] {
        terminal.wait_written(&format!("Next: {next}"));
        terminal.type_line(key);
    }
    terminal.assert_exit(0);
    assert_received(&server, "a001 noop\na002 check\na003 logout\n");
}

/// A server that answers the first command only when the gate opens.
fn server_that_waits() -> (ScriptedServer, Gate) {
    let gate = Gate::new();
    let answer = gate.clone();
    let server = ScriptedServer::plain(move |peer: &mut Peer| -> Outcome {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        answer.wait();
        peer.send("a001 OK\r\n")?;
        peer.expect_logout()
    });
    (server, gate)
}

/// Impatient keys belong to the step that was on the screen.
#[test]
fn keys_pressed_before_a_step_is_shown_decide_nothing() {
    let (server, gate) = server_that_waits();
    let terminal = replay(&server, "noop\ndelete Work\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    terminal.type_keys(ENTER);
    server.wait_received("a001 noop\r\n");
    terminal.wait_for("a001 noop");
    for _ in 0..3 {
        terminal.type_keys(ENTER);
    }
    // They have been read when a later key is shown.
    terminal.type_keys("7");
    terminal.wait_for("\n7");
    gate.open();
    terminal.wait_written("Next: delete Work");
    terminal.type_keys(BACKSPACE);
    terminal.type_line("q");
    terminal.assert_exit(0);
    assert!(!contains(&server.finish(), b"delete"));
}

/// Keys that were pressed early are all answered when the wait is reported, not one at each later key.
#[test]
fn keys_during_a_command_are_answered_at_once() {
    let (server, gate) = server_that_waits();
    let terminal = replay(&server, "noop\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    terminal.type_keys(ENTER.repeat(3));
    terminal.wait_written_count("has not answered", 1);
    gate.open();
    terminal.wait_written("Next: logout");
    terminal.type_line("q");
    terminal.assert_exit(0);
    terminal.assert_never_written("decides nothing");
    server.finish();
}

#[test]
fn keys_end_a_typed_wait() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "delete Work\nlogout\n", &["--step"]);
    terminal.wait_written("Next: delete Work");
    for (typed, key) in [(":expect * 99 EXISTS", ENTER), (":wait 1m", "s\r")] {
        terminal.type_line(typed);
        // A `:wait` says nothing, and takes the key after two seconds.
        if typed.starts_with(":expect") {
            terminal.wait_written("Enter or s ends the wait");
        }
        terminal.type_keys(key);
    }
    terminal.type_line("q");
    terminal.assert_exit(0);
    assert!(!contains(&server.finish(), b"delete"));
}

#[test]
fn a_done_is_a_step_too() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "idle\ndone\nlogout\n", &["--step"]);
    terminal.wait_written("Next: idle");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: done");
    assert_eq!(server.received(), b"a001 idle\r\n");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: logout");
    assert_eq!(server.received(), b"a001 idle\r\ndone\r\n");
    terminal.type_keys(ENTER);
    terminal.assert_exit(0);
}

#[test]
fn a_script_can_be_stopped_at_a_step() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\nidle\ndone\ncheck\n", &["--step"]);
    for (next, key) in [("noop", ""), ("idle", ""), ("done", "q")] {
        terminal.wait_written(&format!("Next: {next}"));
        terminal.type_line(key);
    }
    terminal.assert_exit(0);
    assert_received(&server, "a001 noop\na002 idle\ndone\na003 logout\n");
}

#[test]
fn anything_longer_is_typed_and_the_step_waits() {
    let server = ScriptedServer::plain(accepts_everything);
    let options = ["--step", "--record", "r.imap"];
    let terminal = replay(&server, "noop\ncheck\nlogout\n", &options);
    terminal.wait_for("Next: noop");
    for (typed, shown) in [
        ("capability", "Next: noop"),
        ("nope", "Next: noop"),
        (":state", "Next: noop"),
        (":expect a002 NO ...", "Next: noop"),
        (":nonsense", "Next: noop"),
        ("append x {7}", "waits for the rest"),
        // A line of the literal, and the rest of the command.
        ("hello", "waits for the rest"),
        ("", "Next: noop"),
        ("", "Next: check"),
        ("authenticate plain", "waits for the rest"),
        ("AGFiYwBkZWY=", "Next: check"),
        ("", "Next: logout"),
    ] {
        terminal.answer(typed, shown);
    }
    terminal.type_line("");
    // The typed line does not count as a failure of the script.
    terminal.assert_exit(0);
    assert_received(
        &server,
        "a001 capability\na002 nope\na003 append x {7}\nhello\n\na004 noop\na005 authenticate plain\nAGFiYwBkZWY=\na006 check\na007 logout\n",
    );
    terminal.assert_order(&[
        "a001 capability",
        "a002 nope",
        "not logged in",
        "Unknown directive",
        "a003 append x {7}",
        "hello",
        "a005 authenticate plain",
        // The answer is not shown.
        "${sasl}",
    ]);
    let record = terminal.program.read_file("r.imap");
    for unrecorded in ["Next:", "nonsense", ":state", "not logged in"] {
        assert!(!record.contains(unrecorded), "{unrecorded}: {record}");
    }
    assert!(record.contains("C: a002 nope\nS: a002 NO not today\n"), "{record}");
}

/// Like [`accepts_everything`], except that anything but `done` ends an IDLE with BAD.
fn refuses_commands_in_idle(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let line = peer.read_line()?;
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        match command {
            "idle" => {
                peer.send("+ idling\r\n")?;
                let ended = peer.read_line()?.eq_ignore_ascii_case("done");
                peer.send(format!("{tag} {}\r\n", if ended { "OK" } else { "BAD expected DONE" }))?;
            }
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            "nope" => peer.send(format!("{tag} NO not today\r\n"))?,
            _ => peer.send(format!("{tag} OK done\r\n"))?,
        }
    }
}

#[test]
fn a_command_of_the_script_is_not_sent_into_an_idle_that_was_typed() {
    let server = ScriptedServer::plain(refuses_commands_in_idle);
    let terminal = replay(&server, "noop\nidle\ndone\ncheck\n", &["--step"]);
    terminal.wait_for("Next: noop");
    for (typed, shown) in [
        ("idle", "Next: noop"),
        ("", "the IDLE that you typed is still running"),
        ("done", "Next: noop"),
        ("", "Next: idle"),
        ("", "Next: done"),
        ("", "Next: check"),
    ] {
        terminal.answer(typed, shown);
    }
    terminal.type_line("");
    terminal.assert_exit(0);
    let expected = "a001 idle\ndone\na002 noop\na003 idle\ndone\na004 check\na005 logout\n";
    assert_received(&server, expected);
}

#[test]
fn a_typed_command_does_not_end_the_idle_of_the_script() {
    let server = ScriptedServer::plain(refuses_commands_in_idle);
    let terminal = replay(&server, "idle\ndone\ncheck\n", &["--step"]);
    terminal.wait_for("Next: idle");
    for (typed, shown) in [
        ("", "Next: done"),
        ("noop", "it would end the script's IDLE"),
        (":raw x1 noop", "it would end the script's IDLE"),
        (":state", "Next: done"),
        ("done", "Next: done"),
        ("", "The script's done is not sent"),
    ] {
        terminal.answer(typed, shown);
    }
    terminal.wait_for("Next: check");
    terminal.type_line("");
    terminal.assert_exit(0);
    assert_received(&server, "a001 idle\ndone\na002 check\na003 logout\n");
}

#[test]
fn a_command_is_not_sent_into_the_idle_whose_done_was_skipped() {
    let server = ScriptedServer::plain(refuses_commands_in_idle);
    let terminal = replay(&server, "idle\ndone\ncheck\n", &["--step"]);
    terminal.wait_for("Next: idle");
    for (typed, shown) in [
        ("", "Next: done"),
        ("s", "Next: check"),
        ("", "it would end the script's IDLE"),
        ("done", "a001 OK"),
    ] {
        terminal.answer(typed, shown);
    }
    terminal.wait_line("");
    terminal.type_line("");
    terminal.assert_exit(0);
    assert_received(&server, "a001 idle\ndone\na002 check\na003 logout\n");
}

#[test]
fn a_failure_of_the_script_counts_even_while_a_typed_line_is_handled() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send("+ idling\r\n")?;
        peer.expect("done")?;
        peer.send("a001 NO not today\r\n")?;
        peer.expect_logout()
    });
    let terminal = replay(&server, "idle\ndone\ncheck\n", &["--step"]);
    terminal.wait_for("Next: idle");
    terminal.answer("", "Next: done");
    terminal.type_line("done");
    terminal.assert_exit(1);
    terminal.wait_written(":1: a001 idle failed");
}

#[test]
fn output_of_the_server_at_a_step_is_shown_above_its_prompt() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        server_gate.wait();
        peer.send("* 5 EXISTS\r\n")?;
        peer.answer("noop", "")?;
        peer.expect_logout()
    });
    let terminal = replay(&server, "noop\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    gate.open();
    terminal.wait_until("the prompt below the response", |screen| {
        let rows = screen.contents();
        rows.find("* 5 EXISTS").is_some_and(|at| rows[at..].contains("Next: noop"))
    });
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: logout");
    terminal.type_keys(ENTER);
    terminal.assert_exit(0);
}

#[test]
fn steps_can_be_typed_into_a_pipe() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = replay_program("noop\ncheck\nlogout\n", &plain_args(&server, &["--step"]));
    let mut replay = Process::start(program);
    replay.send("\nsearch all\ns\n\n");
    replay.finish().assert_status(0).assert_stderr_count("Next: check", 2);
    assert_received(&server, "a001 noop\na002 search all\na003 logout\n");
}

#[test]
fn an_answer_that_is_typed_at_a_step_is_not_shown() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    terminal.type_line("authenticate plain");
    terminal.wait_written("The server waits for the rest of what was typed");
    terminal.wait_echo_off();
    terminal.type_line("AGhpbWl0c3UAeHl6");
    terminal.wait_for("a001 OK in");
    terminal.type_line("q");
    terminal.assert_exit(0);
    terminal.assert_never_written("AGhpbWl0c3UAeHl6");
    terminal.assert_restored();
}

#[test]
fn a_password_that_is_typed_at_a_step_is_shown_as_stars() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    terminal.type_keys("login user hunter2x");
    terminal.wait_line("login user ********");
    terminal.type_keys(format!("{BACKSPACE}3{ENTER}"));
    terminal.wait_for("a001 OK");
    terminal.type_line("q");
    terminal.assert_exit(0);
    terminal.assert_never_written("hunter2");
    terminal.assert_restored();
    assert_received(&server, "a001 login user hunter23\na002 logout\n");
}

#[test]
fn the_keys_of_an_input_method_are_keys_too_and_a_question_mark_shows_them() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\ncheck\nlogout\n", &["--step"]);
    terminal.wait_written("Next: noop");
    for question in ["?", "？"] {
        terminal.type_line(question);
        terminal.wait_for("Anything else is");
    }
    terminal.type_line("ｓ");
    terminal.wait_written("Next: check");
    terminal.type_line("ｑ");
    terminal.assert_exit(0);
    assert_received(&server, "a001 logout\n");
}

#[test]
fn a_wait_can_be_ended_or_the_script_stopped() {
    let idle =
        "idle\n* 12 EXISTS\ndone\n:expect * NEVER\nnoop\n:wait 30s\n:expect * NEVER\nlogout\n";
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, idle, &["--step"]);
    terminal.wait_written("Next: idle");
    terminal.type_keys(ENTER);
    terminal.wait_for("Waiting for what the listing shows: EXISTS");
    terminal.type_line("noop");
    terminal.wait_for("Not sent: the replay waits");
    terminal.type_line("s");
    terminal.wait_written("Next: done");
    terminal.type_keys(ENTER);
    // The pattern is awaited now.
    terminal.wait_for("Waiting for a line like * NEVER");
    terminal.type_keys(ENTER);
    terminal.wait_written("Next: noop");
    terminal.type_keys(ENTER);
    server.wait_received("a002 noop\r\n");
    terminal.type_line("s");
    terminal.type_line("q");
    terminal.assert_exit(0);
    assert_received(&server, "a001 idle\ndone\na002 noop\na003 logout\n");
}
