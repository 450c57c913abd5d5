//! Several commands in progress at once, and pastes, whose lines are sent one after another.

use super::*;
use crate::support::Gate;
use crate::support::keys::CTRL_C;
use std::time::{Duration, Instant};

#[test]
fn twenty_pasted_lines_are_sent_one_by_one() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for number in 1..=20 {
            let line = peer.read_line()?;
            assert_eq!(line, format!("a{number:03} search from {number}"));
            peer.expect_silence(Duration::from_millis(20))?;
            peer.send(format!("* SEARCH {number}\r\na{number:03} OK done\r\n"))?;
        }
        peer.expect_logout()
    });
    let terminal = connect(&server);
    let lines: Vec<_> = (1..=20).map(|n| format!("search from {n}")).collect();
    paste(&terminal, &lines.join("\n"));
    terminal.wait_for("a020 OK done");
    terminal.wait_line("a021");
    let rows = terminal.all_rows();
    for (number, line) in (1..).zip(&lines) {
        let sent = format!("a{number:03} {line}");
        let at = rows.iter().position(|row| *row == sent);
        let at = at.unwrap_or_else(|| panic!("no {sent} in {rows:#?}"));
        // The first one has a hint below it.
        let mut below = rows[at + 1..].iter().filter(|row| !row.starts_with('▸'));
        assert_eq!(below.next(), Some(&format!("* SEARCH {number}")));
        assert_eq!(below.next(), Some(&format!("a{number:03} OK done")));
    }
    log_out(&terminal);
    server.finish();
}

#[test]
fn completions_out_of_order_name_their_commands() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 search all")?;
        peer.expect("a002 noop")?;
        peer.expect("a003 check")?;
        peer.send("a003 OK third\r\na001 OK first\r\n")?;
        server_gate.wait();
        peer.send("a002 NO second\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("search all");
    // The prompt returns although nothing has been answered.
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_line("a003");
    terminal.type_line("check");
    terminal.wait_for("This completes: a003 check");
    terminal.wait_for("This completes: a001 search all");
    terminal.wait_line("a004");
    terminal.type_line(":state");
    terminal.wait_for("a002 noop");
    gate.open();
    terminal.wait_for("a002 NO second");
    log_out(&terminal);
}

/// The server may answer the second command first.
#[test]
fn a_completion_of_one_of_two_commands_with_the_same_tag_is_not_attributed() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("x1 search slow")?;
        peer.expect("x1 noop")?;
        peer.send("x1 OK which\r\n")?;
        server_gate.wait();
        peer.send("x1 OK the other\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("x1 search slow");
    server.wait_received("slow");
    terminal.wait_line("a001");
    terminal.type_line("x1 noop");
    terminal.wait_for("This completes one of the commands with the tag x1");
    gate.open();
    terminal.wait_for("x1 OK the other");
    log_out(&terminal);
    terminal.assert_never_written("This completes: x1");
    server.finish();
}

/// A server that completes the first command only after it has received the second.
fn completes_after_both(first: &'static str, second: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect(first)?;
        peer.expect(second)?;
        peer.send("a001 OK one\r\na002 OK two\r\n")?;
        peer.expect_logout()
    })
}

#[test]
fn ctrl_c_returns_to_the_prompt_while_a_command_is_pending() {
    let server = completes_after_both("a001 noop", "a002 check");
    let terminal = connect(&server);
    terminal.type_line("noop");
    terminal.wait_for("a001 noop");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a002");
    terminal.type_line("check");
    terminal.wait_for("a002 OK two");
    log_out(&terminal);
}

#[test]
fn ctrl_c_stops_a_paste() {
    let server = completes_after_both("a001 noop", "a002 capability");
    let terminal = connect(&server);
    paste(&terminal, "noop\ncheck\ncheck");
    server.wait_received("a001 noop");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a002");
    terminal.type_line("capability");
    terminal.wait_for("a002 OK two");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"check"));
}

#[test]
fn lines_typed_before_a_refusal_are_not_sent_after_it() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 compress deflate")?;
        server_gate.wait();
        peer.send("a001 NO not now\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("compress deflate");
    server.wait_received("compress deflate");
    // The second line waits until the server has answered.
    terminal.type_keys("select Old\rstore 1 +flags \\Deleted\r:state\r");
    terminal.wait_for("Not sent: ");
    gate.open();
    terminal.wait_for("it was typed before the line above was refused.");
    terminal.wait_for("▸ Host");
    terminal.type_line("noop");
    terminal.wait_for("a002 OK done");
    log_out(&terminal);
}

#[test]
fn a_line_that_sends_nothing_gives_the_prompt_back_at_once() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 search slow")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("search slow");
    terminal.wait_line("a002");
    const LINES: usize = 20;
    let begin = Instant::now();
    terminal.type_keys("# nothing\r:set timeout\r".repeat(LINES / 2));
    terminal.wait_written_count("· :set timeout", LINES / 2);
    terminal.wait_line("a002");
    // Where a command may be sent, the prompt waits half a second for its answer.
    assert!(begin.elapsed() < Duration::from_millis(500) * LINES as u32);
    terminal.type_keys(CTRL_D);
    terminal.wait_exit();
}

#[test]
fn notices_are_not_inside_the_literal_of_another_command() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("x1 search slow")?;
        peer.expect("a001 fetch 1 body[]")?;
        // In one packet: what comes after the completion must not be shown before what it completes.
        peer.send("x1 OK late\r\n* 1 FETCH (BODY[] {15}\r\nSubject: x\r\n")?;
        server_gate.wait();
        peer.send("End)\r\na001 OK fetched\r\n")?;
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain", "--record", "s.imap"]);
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_line("x1 search slow");
    server.wait_received("x1 search slow");
    terminal.wait_line("a001");
    terminal.type_line("fetch 1 body[]");
    terminal.wait_for("This completes: x1 search slow");
    terminal.wait_for("Subject: x");
    gate.open();
    terminal.wait_for("a001 OK fetched");
    log_out(&terminal);
    let record = terminal.program.read_file("s.imap");
    for text in [terminal.all_rows().join("\n"), record] {
        let position =
            |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part} in\n{text}"));
        let completed = position("x1 OK late");
        assert!(completed < position("This completes"), "{text}");
        assert!(position("This completes") < position("* 1 FETCH"), "{text}");
    }
}

#[test]
fn a_record_does_not_begin_in_the_middle_of_a_command() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 create {2}")?;
        server_gate.wait();
        peer.send("+ go\r\n")?;
        peer.expect("hi")?;
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("create {2}");
    terminal.answer(":record r.imap", "A command has been sent in part");
    gate.open();
    terminal.wait_for("+ go");
    terminal.type_line("hi");
    terminal.type_line("");
    terminal.wait_for("a001 OK done");
    terminal.answer(":record r.imap", "Recording to");
    log_out(&terminal);
    server.finish();
}
