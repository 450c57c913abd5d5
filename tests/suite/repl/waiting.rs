//! The prompt while the server does not answer: directives work, a command that can't be sent yet is
//! refused with the reason, and no line is lost.

use super::*;
use crate::support::Gate;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::{accepts_everything, sends_nothing};
use crate::support::scripted_server::{Outcome, Peer};
use std::time::{Duration, Instant};

/// Greets, reads one line, and never answers it.
fn never_answers(command: &str) -> ScriptedServer {
    let command = command.to_owned();
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect(&command)?;
        let rest = peer.read_to_end()?;
        assert_eq!(rest, b"", "nothing may follow {command}");
        Ok(())
    })
}

/// Types a command that the server never answers. Directives must work, and another command is refused.
#[track_caller]
fn assert_prompt_works(command: &str, reason: &str) {
    let server = never_answers(&format!("a001 {command}"));
    let terminal = connect(&server);
    terminal.type_line(command);
    terminal.wait_row(&format!("a001 {command}"));
    terminal.wait_line("");
    terminal.type_keys(":sta");
    terminal.wait_line(":sta");
    terminal.type_line("te");
    terminal.wait_for(&format!("In progress  a001 {command}"));
    terminal.type_line("select inbox");
    terminal.wait_row("· select inbox");
    terminal.wait_for(reason);
    terminal.type_keys(format!("half{CTRL_C}"));
    terminal.wait_for("Waiting for the server's answer to");
    terminal.wait_line("");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    terminal.assert_restored();
    server.finish();
}

#[test]
fn the_prompt_works_before_the_plus_of_a_literal() {
    assert_prompt_works("create {9}", "has to answer a001 create {9} with \"+\" first");
}

#[test]
fn the_prompt_works_before_a_challenge() {
    assert_prompt_works("authenticate login", "has to answer a001 authenticate login first");
}

#[test]
fn the_prompt_works_before_the_answer_to_starttls_and_compress() {
    assert_prompt_works("starttls", "has to answer a001 starttls first");
    assert_prompt_works("compress deflate", "has to answer a001 compress deflate first");
}

#[test]
fn done_before_the_plus_of_idle_is_refused_and_works_after_it() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 idle")?;
        server_gate.wait();
        peer.send("+ idling\r\n")?;
        peer.expect("done")?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("idle");
    terminal.wait_row("a001 idle");
    terminal.type_line("done");
    terminal.wait_for("has to answer a001 idle with \"+\" first");
    gate.open();
    terminal.wait_for("+ idling");
    terminal.type_line("done");
    terminal.wait_for("a001 OK done");
    log_out(&terminal);
    server.finish();
}

#[test]
fn before_the_plus_of_idle_no_hint_says_that_it_runs() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.expect("a002 noop")?;
        peer.send("+ idling\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("idle");
    terminal.wait_row("a001 idle");
    terminal.wait_line("");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Waiting for the server's answer to a001 idle; \"done\" ends IDLE once");
    terminal.type_line("noop");
    terminal.wait_for("The server has not answered IDLE yet. If it accepts IDLE, it may take");
    terminal.wait_for("+ idling");
    // It has accepted IDLE, but the NOOP may have ended it.
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Waiting for the server's answer to a002 noop, which it may have taken");
    terminal.assert_count("IDLE is running", 0);
}

#[test]
fn an_answer_typed_before_its_challenge_is_masked() {
    let server = never_answers("a001 authenticate plain");
    let terminal = connect(&server);
    terminal.type_line("authenticate plain");
    terminal.wait_row("a001 authenticate plain");
    terminal.wait_line("");
    terminal.type_keys("AGhhbmEAa290b3Jp");
    terminal.wait_line("****************");
    terminal.type_keys(ENTER);
    terminal.wait_for("Not sent: the server has to answer");
    assert_secret_absent(&terminal, "AGhhbmEAa290b3Jp");
}

/// The commands below an AUTHENTICATE would be lost as its answer, which is masked.
#[test]
fn commands_typed_before_a_challenge_are_not_its_answer() {
    const ANSWER: &str = "AGhhbmEAa290b3Jp";
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate plain")?;
        peer.send("+ \r\n")?;
        peer.expect(ANSWER)?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    let lines = ["authenticate plain", "delete x", "kotori!!", "idle", ""];
    terminal.type_keys(lines.join(ENTER));
    terminal.wait_row("· delete x");
    terminal.wait_row("· idle");
    terminal.wait_for("Not sent: it was typed before the server asked for the answer");
    terminal.type_line(ANSWER);
    terminal.wait_for("a001 OK done");
    log_out(&terminal);
    assert_secret_absent(&terminal, "kotori!!");
    server.finish();
}

#[test]
fn an_answer_typed_before_its_challenge_is_sent() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate login")?;
        peer.send("+ VXNlciBOYW1lAA==\r\n")?;
        peer.expect("aGFuYQ==")?;
        peer.send("+ UGFzc3dvcmQA\r\n")?;
        peer.expect("a290b3Jp")?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_keys(format!("authenticate login{ENTER}aGFuYQ=={ENTER}a290b3Jp{ENTER}"));
    terminal.wait_for("a001 OK done");
    log_out(&terminal);
    server.finish();
}

/// Types a command and, before the server refuses it, these lines. None of them may be sent.
#[track_caller]
fn assert_typed_ahead_of_refusal(
    command: &'static str,
    lines: &[&str],
    send: fn(&Terminal, &[&str]),
) {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect(&format!("a001 {command}"))?;
        server_gate.wait();
        peer.send("a001 NO not now\r\n")?;
        accepts_logged_in(peer)
    });
    let terminal = connect(&server);
    terminal.type_line(command);
    server.wait_received(command);
    send(&terminal, lines);
    // Until the program has read them.
    std::thread::sleep(Duration::from_millis(50));
    gate.open();
    terminal.wait_for("Not sent: it was typed before the server refused a001");
    terminal.wait_line("a002");
    terminal.type_line("capability");
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    server.finish();
    let received = String::from_utf8_lossy(&server.received()).into_owned();
    let commands: Vec<_> = received.lines().map(|line| line.trim_end()).collect();
    let first = format!("a001 {command}");
    assert_eq!(commands, [first.as_str(), "a002 capability", "a003 logout"], "{lines:?}");
}

fn accepts_logged_in(peer: &mut Peer) -> Outcome {
    peer.expect("a002 capability")?;
    peer.send("a002 OK done\r\n")?;
    peer.expect_logout()
}

/// They may be the rest of the command: octets of its literal, the answer, lines to be encrypted.
#[test]
fn lines_typed_before_a_refusal_are_not_sent_as_commands() {
    let at_once: fn(&Terminal, &[&str]) = |terminal, lines| {
        terminal.type_line(lines.join(ENTER));
    };
    let one_by_one: fn(&Terminal, &[&str]) = |terminal, lines| {
        for line in lines {
            terminal.type_line(line);
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let pasted: fn(&Terminal, &[&str]) = |terminal, lines| {
        paste(terminal, &lines.join("\n"));
    };
    for (command, lines) in [
        ("append x {30}", &["Subject: x", "delete Work", "create y"][..]),
        ("login {4}", &["taro {6}", "hunter", "noop"]),
        ("authenticate plain", &["AGhhbmEAa290b3Jp", "create y"]),
        ("starttls", &["login taro hunter2", "create y"]),
    ] {
        for send in [at_once, one_by_one, pasted] {
            assert_typed_ahead_of_refusal(command, lines, send);
        }
    }
}

/// Enter, perhaps typed to see whether the server is there.
#[test]
fn an_empty_line_before_the_completion_of_authenticate_is_not_an_answer() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate plain")?;
        peer.send("+ \r\n")?;
        peer.expect("AGEAYg==")?;
        server_gate.wait();
        peer.send("a001 OK in\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate plain");
    terminal.wait_for("expects an answer");
    terminal.type_line("AGEAYg==");
    server.wait_received("AGEAYg==");
    terminal.type_keys(ENTER.repeat(2));
    terminal.wait_typed();
    gate.open();
    terminal.wait_for("a001 OK in");
    terminal.wait_line("a002");
    log_out(&terminal);
    terminal.assert_never_written("looks like an answer");
    server.finish();
}

#[test]
fn an_answer_typed_before_a_login_that_needs_none_is_not_sent() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate login")?;
        server_gate.wait();
        peer.send("+ VXNlciBOYW1lAA==\r\n")?;
        peer.expect("aGFuYQ==")?;
        peer.send("a001 OK done\r\n")?;
        peer.expect("a002 check")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate login");
    server.wait_received("login");
    terminal.type_line(["aGFuYQ==", "a290b3Jp", "check"].join(ENTER));
    std::thread::sleep(Duration::from_millis(50));
    gate.open();
    terminal.wait_for("Not sent: it looks like an answer to AUTHENTICATE");
    terminal.wait_for("a002 OK done");
    log_out(&terminal);
    assert_secret_absent(&terminal, "a290b3Jp");
    server.finish();
}

#[test]
fn a_second_ctrl_c_where_octets_are_expected_closes_the_connection() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        let line = peer.read_line()?;
        if line.ends_with("{12}") {
            peer.send("+ go\r\n")?;
            assert_eq!(peer.read_to_end()?, b"one\r\n");
            return Ok(());
        }
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("append box {12}");
    terminal.wait_line("{12}");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("still expected: 12");
    terminal.wait_for("another Ctrl-C closes the connection");
    // A line, or a dropped one, comes between: the next Ctrl-C is not the second.
    terminal.type_line("one");
    terminal.wait_line("{7}");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("still expected: 7");
    terminal.wait_line("{7}");
    terminal.type_keys(format!("two{CTRL_C}"));
    terminal.wait_row("{7} two^C");
    terminal.wait_line("{7}");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("The connection was closed without LOGOUT; :reconnect");
    terminal.wait_line("(closed)");
    terminal.type_line(":reconnect");
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_for("a002 OK");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    server.finish_connection(0);
    server.finish_connection(1);
}

#[test]
fn lines_typed_during_a_wait_directive_are_handled() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(":wait 1h");
    terminal.wait_row("· :wait 1h");
    terminal.wait_line("a001");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a002");
    terminal.type_line(":state");
    terminal.wait_for("Connected, not logged in.");
    terminal.type_line(":expect * nothing");
    terminal.wait_for("Not carried out: :wait 1h is still running");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted.");
    terminal.wait_line("a002");
    log_out(&terminal);
}

#[test]
fn quit_leaves_a_running_script() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect_with_files(&server, &[("slow.imap", "noop\n:wait 1h\n")]);
    terminal.type_line(":run slow.imap");
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a001");
    terminal.type_line("check");
    terminal.wait_for("Not sent: :run slow.imap is still running");
    terminal.type_line(":q");
    terminal.assert_exit(0);
    server.finish();
    assert!(!contains(&server.received(), b"check"));
}

/// The script waits for an answer, or in its own `:wait`.
#[test]
fn directives_work_while_a_script_runs() {
    for script in ["check\n", "noop\n:wait 1h\n", "noop\n:expect * nothing\n"] {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            if peer.read_line()? == "a001 noop" {
                peer.send("a001 OK done\r\n")?;
            }
            peer.read_to_end().map(drop)
        });
        let terminal = connect_with_files(&server, &[("s.imap", script)]);
        terminal.type_line(":run s.imap");
        terminal.wait_row("· :run s.imap");
        terminal.answer(":state", "Connected, not logged in.");
        terminal.answer(":help noop", "NOOP");
        terminal.answer(":set patience 7s", "· :set patience 7s");
        terminal.answer(":set patience", "patience 7s");
        terminal.answer(":raw x1 noop", "Not carried out: :run s.imap");
        terminal.answer(":run s.imap", "Not carried out: :run s.imap");
        terminal.answer("x2 noop", "Not sent: :run s.imap");
        terminal.type_keys(CTRL_C);
        terminal.wait_for("Interrupted.");
        terminal.answer(":set patience", "patience 7s");
        drop(terminal);
        assert!(!contains(&server.received(), b"x1 noop") && !contains(&server.received(), b"x2"));
    }
}

#[test]
fn a_paste_that_waits_is_reported_and_leaves_the_prompt_usable() {
    let server = never_answers("a001 slow");
    let terminal = connect(&server);
    paste(&terminal, "slow\ndelete one\ndelete two");
    terminal.wait_for("2 pasted lines wait for the completion of a001 slow");
    terminal.wait_line("a002");
    terminal.type_line(":state");
    terminal.wait_for("In progress  a001 slow");
    terminal.type_line("noop");
    terminal.wait_row("· noop");
    terminal.wait_for("Not sent: 2 pasted lines have to be sent first");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("2 more pasted lines were dropped, not sent.");
    terminal.type_line(":quit");
    terminal.wait_exit();
    terminal.assert_restored();
    server.connection(0);
    assert!(!contains(&server.received(), b"delete"));
}

#[test]
fn a_closed_connection_drops_the_rest_of_a_paste() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.expect_silence(Duration::from_millis(50))?;
        peer.close()
    });
    let terminal = connect(&server);
    paste(&terminal, "noop\ndelete one\ndelete two");
    terminal.wait_for("2 pasted lines were dropped: the connection is closed.");
    terminal.wait_line("(closed)");
    terminal.type_line("exit");
    terminal.assert_exit(1);
    server.finish();
}

#[test]
fn lines_typed_ahead_are_sent_or_reported() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("x1 slow")?;
        peer.expect("a001 fetch 1 body[]")?;
        peer.send("a001 OK done\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("x1 slow");
    server.wait_received("x1 slow");
    // The prompt is not back yet.
    terminal.type_line(format!("delete one{ENTER}half{CTRL_C}fetch 1 body[]"));
    terminal.wait_for("Ctrl-C dropped 2 lines that were typed before it");
    terminal.wait_for("a001 OK done");
    terminal.type_line(":quit");
    terminal.wait_exit();
    assert!(!contains(&server.received(), b"delete"));
}

#[test]
fn a_session_that_does_not_answer_is_replaced_at_once() {
    for command in ["noop", "create {9}", "authenticate plain", "idle"] {
        let server = ScriptedServer::plain(move |peer| match peer.number() {
            0 => {
                peer.send(GREETING)?;
                peer.expect_command(command)?;
                peer.read_to_end().map(drop)
            }
            _ => accepts_everything(peer),
        });
        let terminal = connect(&server);
        terminal.type_line(command);
        server.wait_received(command);
        let typed = Instant::now();
        terminal.type_line(":reconnect");
        terminal.wait_written("Commands now go to");
        assert!(typed.elapsed() < Duration::from_secs(2), "{command}: {:?}", typed.elapsed());
        terminal.type_line("check");
        terminal.wait_for("OK done");
    }
}

#[test]
fn lines_that_were_typed_before_the_session_ended_are_reported_and_kept() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        let tag = peer.expect_command("logout")?;
        server_gate.wait();
        peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
        peer.close()
    });
    let terminal = connect(&server);
    terminal.type_line(":quit");
    server.wait_received("logout");
    terminal.type_line("check");
    terminal.type_line("login himitsu hunter2");
    terminal.type_keys("select inb");
    terminal.wait_typed();
    gate.open();
    terminal.assert_exit(0);
    terminal.wait_written("The session ended before 3 typed lines were sent.");
    terminal.assert_restored();
    let history = terminal.program.read_file(".local/state/imapsh/history");
    assert!(history.ends_with("check\nlogin himitsu ${password}\nselect inb\n"), "{history}");
}

#[test]
fn lines_typed_before_the_greeting_are_counted_at_ctrl_c() {
    let server = ScriptedServer::plain(sends_nothing);
    let terminal = start(&[&server.address(), "--plain"]);
    server.connection(0);
    terminal.wait_for("Connected to");
    terminal.type_line("noop");
    terminal.type_line("capability");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    terminal.wait_written("The session ended before 2 typed lines were sent.");
    terminal.assert_restored();
}

#[test]
fn after_a_login_that_was_refused_during_connect_its_password_is_hidden() {
    let server = ScriptedServer::plain(accepts_everything);
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = connect(&server);
    terminal.type_line(format!(":connect {} --plain", silent.address()));
    silent.connection(0);
    for (line, shown) in [("login taro", "· login taro"), ("hunter2", "· ${password}")] {
        terminal.type_line(line);
        terminal.wait_row(shown);
    }
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted");
    assert_secret_absent(&terminal, "hunter2");
}

#[test]
fn a_line_that_arrives_together_with_quit_is_reported() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_keys(":quit\rnoop\r");
    terminal.assert_exit(0);
    terminal.wait_written("One command after the end of the session is not sent.");
}
