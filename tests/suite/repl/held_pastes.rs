//! Pastes that wait for the server, for example for the `+` of a literal.

use super::*;
use crate::support::gate::Gate;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer};

/// Sends no `+` on the first connection, and answers nothing there.
fn never_asks(peer: &mut Peer) -> Outcome {
    match peer.number() {
        0 => {
            peer.send(GREETING)?;
            peer.read_to_end().map(drop)
        }
        _ => accepts_everything(peer),
    }
}

/// The two ways in which a paste arrives: with the terminal's marks around it, and without.
pub const PASTES: [fn(&Terminal, &str); 2] = [paste, |terminal, text| {
    terminal.type_line(text.trim_end().replace('\n', ENTER));
}];

#[test]
fn a_paste_that_waits_is_dropped_with_its_connection() {
    let mail = "Subject: x\n\ndelete Archive\na1 delete Work\n";
    for (command, text) in [
        ("append Drafts {46}", mail),
        ("append Drafts {<<END}\nx\nEND", "x1 delete Work\nx2 delete Archive\n"),
        ("login taro {10}", "hunter2xyz\nnoop\n"),
        ("authenticate plain", "aHVudGVyMnh5eg==\nnoop\n"),
        ("starttls", "x1 noop\nx2 noop\n"),
        ("x0 noop", "x1 delete Work\nx2 delete Archive\n"),
    ] {
        let server = ScriptedServer::plain(never_asks);
        let terminal = connect(&server);
        command.lines().for_each(|line| terminal.type_line(line));
        server.wait_received("\r\n");
        paste(&terminal, text);
        terminal.wait_for("pasted lines wait for");
        if command.starts_with("login") {
            terminal.type_line(format!(":connect {} --plain", server.address()))
        } else {
            terminal.type_line(":reconnect")
        }
        terminal.wait_for("dropped, because that connection was closed.");
        terminal.type_line("z1 noop");
        terminal.wait_for("z1 OK");
        log_out(&terminal);
        let received = String::from_utf8_lossy(&server.finish_connection(1)).into_owned();
        assert!(received.starts_with("z1 noop\r\n"), "{command}: {received}");
        assert_eq!(received.lines().count(), 2, "{command}: {received}");
        assert_secret_absent(&terminal, "hunter2xyz");
        assert_secret_absent(&terminal, "aHVudGVyMnh5eg==");
    }
}

#[test]
fn a_raw_paste_that_waits_is_dropped_with_its_connection() {
    let server = ScriptedServer::plain(never_asks);
    let terminal = connect(&server);
    terminal.type_line(":set paste raw");
    terminal.type_line("append Drafts {40}");
    server.wait_received("{40}");
    paste(&terminal, "delete Archive\ndelete Work\n");
    terminal.wait_for("2 pasted lines wait for");
    terminal.type_line(":reconnect");
    terminal.wait_for("dropped, because that connection was closed.");
    log_out(&terminal);
    assert!(!contains(&server.finish_connection(1), b"delete"));
}

#[test]
fn a_paste_that_connects_continues_on_the_new_connection() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    paste(&terminal, "noop\n:reconnect\nq7 noop\n");
    terminal.wait_for("q7 OK");
    log_out(&terminal);
    assert!(contains(&server.finish_connection(1), b"q7 noop\r\n"));
}

/// A terminal on a server that asks for a literal or an answer, or refuses that, once the text is pasted
/// and waits.
fn paste_before_plus(
    command: &str,
    text: &str,
    paste: fn(&Terminal, &str),
) -> (ScriptedServer, Terminal) {
    let gate = Gate::new();
    let pasted = gate.clone();
    let server = ScriptedServer::plain(move |peer| asks_late(peer, &pasted));
    let terminal = connect(&server);
    terminal.type_line(command);
    server.wait_received("\r\n");
    paste(&terminal, text);
    terminal.wait_for("for the completion of");
    gate.open();
    (server, terminal)
}

fn asks_late(peer: &mut Peer, pasted: &Gate) -> Outcome {
    peer.send(GREETING)?;
    let line = peer.read_line()?;
    let (tag, command) = line.split_once(' ').unwrap_or_default();
    pasted.wait();
    if command.contains("refused") {
        peer.send(format!("{tag} NO [TRYCREATE] no\r\n"))?;
        return peer.expect_logout();
    }
    peer.send("+ \r\n")?;
    match command.rsplit_once('{').and_then(|(_, size)| size.trim_end_matches('}').parse().ok()) {
        Some(size) => drop((peer.read_octets(size)?, peer.read_line()?)),
        None => drop(peer.read_line()?),
    }
    peer.send(format!("{tag} OK done\r\n"))?;
    peer.answer("noop", "")?;
    peer.expect_logout()
}

#[test]
fn lines_pasted_before_the_plus_are_sent_when_the_server_asks() {
    let mail = "Subject: x\n\ndelete Archive\na1 delete Work\nrename a b\n";
    let size = mail.len() + mail.lines().count();
    let append = format!("append Drafts {{{size}}}");
    let rest = format!("append Drafts {{{}}}", size - 2);
    for (command, text, sent) in [
        (
            append.as_str(),
            format!("{mail}\na9 noop\n"),
            mail.replace('\n', "\r\n") + "\r\na9 noop\r\n",
        ),
        // The empty rest of the command is left out, or the literal ends without its line end.
        (&append, format!("{mail}a9 noop\n"), mail.replace('\n', "\r\n") + "\r\na9 noop\r\n"),
        (&rest, format!("{mail}a9 noop\n"), mail.replace('\n', "\r\n") + "a9 noop\r\n"),
        // A listing continues with the `+`.
        (
            &append,
            format!("+ go on\n{mail}\na001 OK done\na9 noop\n"),
            mail.replace('\n', "\r\n") + "\r\na9 noop\r\n",
        ),
        (
            "authenticate plain",
            "aHVudGVyMnh5eg==\na9 noop\n".into(),
            "aHVudGVyMnh5eg==\r\na9 noop\r\n".into(),
        ),
        ("authenticate plain", "*\na9 noop\n".into(), "*\r\na9 noop\r\n".into()),
        ("login taro {10}", "hunter2xyz\na9 noop\n".into(), "hunter2xyz\r\na9 noop\r\n".into()),
    ] {
        for paste in PASTES {
            let (server, terminal) = paste_before_plus(command, &text, paste);
            terminal.wait_for("a9 OK");
            log_out(&terminal);
            let received = String::from_utf8_lossy(&server.finish()).into_owned();
            let (begin, logout) = received.rsplit_once("\r\na0").unwrap_or_default();
            assert_eq!(
                format!("{begin}\r\n"),
                format!("a001 {command}\r\n{sent}"),
                "{text} {logout}"
            );
            terminal.assert_never_written("does not have");
            terminal.assert_never_written("before the answer");
            assert_secret_absent(&terminal, "hunter2xyz");
            assert_secret_absent(&terminal, "aHVudGVyMnh5eg==");
        }
    }
}

#[test]
fn lines_pasted_before_a_refusal_are_dropped_with_the_command() {
    for (command, text) in [
        ("append refused {13}", "delete Work\n\na9 noop\n"),
        ("append refused {22}", "delete Work\na1 noop\n\na9 noop\n"),
        ("authenticate refused", "aHVudGVyMnh5eg==\na9 noop\n"),
    ] {
        for paste in PASTES {
            let (server, terminal) = paste_before_plus(command, text, paste);
            terminal.wait_for("dropped, as part of the refused command.");
            log_out(&terminal);
            let received = String::from_utf8_lossy(&server.finish()).into_owned();
            assert_eq!(received.lines().count(), 2, "{received}");
            assert_secret_absent(&terminal, "aHVudGVyMnh5eg==");
        }
    }
}

/// The server logs in without asking for the answer that was pasted for it.
#[test]
fn an_answer_that_is_not_asked_for_is_not_sent_and_reported() {
    let gate = Gate::new();
    let pasted = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate plain AGEAYg==")?;
        pasted.wait();
        peer.send("a001 OK in\r\n")?;
        peer.answer("noop", "")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate plain AGEAYg==");
    server.wait_received("\r\n");
    paste(&terminal, "aHVudGVyMnh5eg==\na9 noop\n");
    terminal.wait_for("for the completion of");
    gate.open();
    terminal.wait_for("the server needs no more of them");
    terminal.wait_for("a9 OK");
    log_out(&terminal);
    server.finish();
    assert_secret_absent(&terminal, "aHVudGVyMnh5eg==");
}

#[test]
fn the_lines_after_a_quit_in_a_paste_are_reported() {
    for (text, lines) in [
        ("noop\n:quit\nnoop\ncheck\n", "2 commands after the end of the session are"),
        (":q\nnoop\n", "One command after the end of the session is"),
    ] {
        for paste in PASTES {
            // Without marks, and not a listing, the lines are typed ahead; that is reported otherwise.
            let text = format!("{text}* 1 EXISTS\n");
            let server = ScriptedServer::plain(accepts_everything);
            let terminal = connect(&server);
            paste(&terminal, &text);
            terminal.assert_exit(0);
            terminal.wait_for(&format!("{lines} not sent."));
            assert!(!contains(&server.finish(), b"check"));
        }
    }
    // Ctrl-D leaves a paste that waits, too.
    let server = ScriptedServer::plain(never_asks);
    let terminal = connect(&server);
    terminal.type_line("noop");
    server.wait_received("noop");
    paste(&terminal, "check\ncheck\n");
    terminal.wait_for("2 pasted lines wait for");
    terminal.type_keys(CTRL_D);
    terminal.wait_for("2 more pasted lines were dropped, not sent.");
    terminal.type_keys(CTRL_C);
    terminal.wait_exit();
}

/// Reads its lines one after another, and answers `slow` only when the gate is open.
fn answers_slow_late(peer: &mut Peer, gate: &Gate) -> Outcome {
    peer.send(GREETING)?;
    peer.expect("x0 slow")?;
    gate.wait();
    peer.send("x0 OK done\r\n")?;
    peer.expect("x1 idle")?;
    peer.send("+ idling\r\n")?;
    peer.expect("done")?;
    peer.send("x1 OK done\r\n")?;
    peer.expect_logout()
}

/// It could be meant for the state after the first one, which is not known yet.
#[test]
fn a_second_paste_is_not_sent_before_the_first_one_has_ended() {
    let gate = Gate::new();
    let pasted = gate.clone();
    let server = ScriptedServer::plain(move |peer| answers_slow_late(peer, &pasted));
    let terminal = connect(&server);
    paste(&terminal, "x0 slow\nx0 OK\nx1 idle\n");
    terminal.wait_for("1 pasted line waits");
    paste(&terminal, "y1 login taro hunter2xyz\ny1 OK\ny2 noop\n");
    terminal.wait_for("Not sent: 1 pasted line has to be sent first");
    gate.open();
    terminal.wait_for("+ idling");
    log_out(&terminal);
    server.finish();
    assert_secret_absent(&terminal, "hunter2xyz");
}

/// The literal's size was sent before the paste: neither it nor the next line can be corrected.
#[test]
fn a_paste_during_a_wait_says_that_it_waits() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(":wait 1h");
    terminal.wait_row("· :wait 1h");
    paste(&terminal, "noop\ncheck\n");
    terminal.wait_for("2 pasted lines wait for the completion of :wait 1h; Ctrl-C drops");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted.");
    log_out(&terminal);
    server.finish();
}

#[test]
fn the_advice_for_a_mistaken_paste_can_be_followed_inside_a_literal() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("append Drafts {16}");
    terminal.wait_line("{16}");
    paste(&terminal, "Subject: x\n\ndelete Work\n");
    terminal.wait_for("Nothing of the paste was sent (3 lines). The server waits for the rest of");
    terminal.assert_count(":set paste raw", 0);
    terminal.wait_line("{16}");
}

#[test]
fn done_ends_an_idle_in_which_a_paste_waits() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    paste(&terminal, "x1 idle\n+ idling\n* 99 EXISTS\ndone\nx1 OK\nx2 noop\nx2 OK\n");
    terminal.wait_row("+ idling");
    terminal.type_keys(bracketed_paste("noop\rcheck"));
    terminal.wait_for("Enter sends none of these 2 lines, because an earlier paste is still");
    terminal.type_keys(ENTER);
    terminal.wait_for("Not sent: 2 pasted lines have to be sent first");
    terminal.type_line("done");
    terminal.wait_for("x2 OK");
    log_out(&terminal);
    assert!(server.finish().starts_with(b"x1 idle\r\ndone\r\nx2 noop\r\n"));
}
