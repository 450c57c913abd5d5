//! `:connect`, `:reconnect`, `:run` and `:pipeline` at the prompt.

use super::*;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::sends_nothing;
use std::sync::atomic::{AtomicBool, Ordering};

/// A server that completes every command, with its name in the greeting and the completions.
fn server_named(name: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(format!("* OK {name} is ready\r\n"))?;
        loop {
            let line = peer.read_line()?;
            let (tag, command) = line.split_once(' ').unwrap_or_default();
            if command == "logout" {
                peer.send(format!("* BYE from {name}\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            peer.send(format!("{tag} OK from {name}\r\n"))?;
        }
    })
}

#[test]
fn connect_keeps_the_old_session_until_the_new_one_is_open() {
    let (one, two) = (server_named("one"), server_named("two"));
    let refusing = ScriptedServer::plain(|peer| {
        peer.send("* BYE not today\r\n")?;
        peer.close()
    });
    let terminal = connect(&one);
    terminal.type_line("noop");
    terminal.wait_for("a001 OK from one");
    for unreachable in ["127.0.0.1 1", "no such host", "127.0.0.1 --what", &refusing.address()] {
        terminal.wait_line("a002");
        terminal.answer(format!(":connect {unreachable} --plain"), "\u{b7} :connect ");
    }
    terminal.wait_for("not today");
    terminal.wait_for(&format!("The session with {} continues.", one.address()));
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_for("a002 OK from one");
    terminal.wait_line("a003");
    // The failed attempts have not changed what :reconnect connects to.
    terminal.type_line(":reconnect");
    terminal.wait_for("a003 OK done");
    terminal.wait_line("a004");
    assert_eq!(one.connections(), 2);
    terminal.type_line(format!(":connect {} --plain", two.address()));
    terminal.wait_for("two is ready");
    terminal.wait_for("a004 OK done");
    terminal.wait_for(&format!("Commands now go to {}", two.address()));
    terminal.wait_line("a005");
    terminal.type_line("noop");
    terminal.wait_for("a005 OK from two");
    log_out(&terminal);
    terminal.assert_order(&["two is ready", "a004 logout", "The old connection is closed."]);
    one.finish_connection(0);
    one.finish_connection(1);
    two.finish();
}

#[test]
fn a_line_typed_while_connecting_is_refused_and_ctrl_c_cancels() {
    let one = server_named("one");
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = connect(&one);
    terminal.type_line(format!(":connect {} --plain", silent.address()));
    silent.connection(0);
    // The prompt returns before the new server has sent its greeting.
    terminal.wait_line("a001");
    // Which server it is meant for is not certain.
    terminal.type_line("noop");
    terminal.wait_row("· noop");
    terminal.wait_for("Not sent: :connect");
    terminal.wait_line("a001");
    terminal.type_keys(CTRL_C);
    terminal.wait_for(&format!("The session with {} continues.", one.address()));
    terminal.wait_line("a001");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK from one");
    log_out(&terminal);
}

#[test]
fn directives_work_while_connecting() {
    let one = server_named("one");
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = connect(&one);
    let address = silent.address();
    // In the handshake, and while the greeting is awaited.
    let ways = [
        (format!("imaps://{address}"), "TLS"),
        (format!("{address} --plain"), "without encryption"),
    ];
    for (number, (arguments, protection)) in ways.iter().enumerate() {
        terminal.type_line(format!(":connect {arguments}"));
        silent.connection(number);
        terminal.wait_line("a001");
        terminal.answer(":state", &format!("to {address}, {protection}, for"));
        terminal.answer(":help noop", "NOOP");
        terminal.answer(":set patience 7s", "\u{b7} :set patience 7s");
        terminal.answer(":set patience", "patience 7s");
        terminal.answer(":raw x1 noop", "Not carried out: :connect");
        terminal.answer(":reconnect", "Not carried out: :connect");
        terminal.answer("x2 noop", "Not sent: :connect");
        terminal.type_keys(CTRL_C);
        terminal.wait_written_count("Interrupted.", number + 1);
        terminal.wait_written_count("continues.", number + 1);
        // Only then has the directive ended.
        terminal.answer(":set patience", "patience 7s");
    }
    terminal.type_line("noop");
    terminal.wait_for("a001 OK from one");
    log_out(&terminal);
}

#[test]
fn quit_works_while_connecting_without_a_session() {
    let is_first = AtomicBool::new(true);
    let server = ScriptedServer::plain(move |peer| {
        if !is_first.swap(false, Ordering::Relaxed) {
            return sends_nothing(peer);
        }
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.close()
    });
    let terminal = connect(&server);
    terminal.type_line("noop");
    terminal.wait_line("(closed)");
    terminal.type_line(":reconnect");
    server.connection(1);
    terminal.wait_line("(closed)");
    terminal.answer(":state", &format!("to {}, without", server.address()));
    terminal.type_line(":quit");
    terminal.assert_exit(1);
}

/// The name in the braces may be the password.
#[test]
fn run_does_not_repeat_a_variable_in_the_place_of_a_password() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    let script = "noop\nlogin taro ${Himitsu4}\n";
    let terminal = connect_with_files(&server, &[("in.imap", script)]);
    terminal.type_line(":run in.imap");
    terminal
        .wait_for("in.imap:2: A variable in this line has no value, and its name is not repeated");
    log_out(&terminal);
    terminal.assert_never_written("Himitsu4");
    server.finish();
}

#[test]
fn run_asks_for_missing_values() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu4")?;
        peer.send("a001 OK in\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK done\r\n")?;
        peer.expect_logout()
    });
    let script = "login ${user} ${password}\n";
    let terminal = connect_with_files(&server, &[("in.imap", script)]);
    // Cancelled at the second question: nothing is sent.
    terminal.type_line(":run in.imap");
    terminal.wait_line("User:");
    terminal.type_line("taro");
    terminal.wait_line("Password:");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Nothing was sent, because ${password} has no value.");
    terminal.wait_line("a001");
    terminal.type_line(":run in.imap");
    terminal.wait_line("Password:");
    terminal.type_keys("himitsu4");
    terminal.wait_line("Password: ********");
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK in");
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    assert_secret_absent(&terminal, "himitsu4");
    server.finish();
}

#[test]
fn pipeline_sends_a_scripts_lines_without_waiting() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        // With :pipeline on, all three arrive before the first is answered.
        for tag in ["a001", "a002", "a003"] {
            peer.expect(&format!("{tag} noop"))?;
        }
        peer.send("a001 OK done\r\na002 OK done\r\na003 OK done\r\n")?;
        for tag in ["a004", "a005", "a006"] {
            peer.expect(&format!("{tag} noop"))?;
            peer.send(format!("{tag} OK done\r\n"))?;
        }
        peer.expect_logout()
    });
    let script = "noop\nnoop\nnoop\n";
    let terminal = connect_with_files(&server, &[("three.imap", script)]);
    terminal.type_line(":pipeline on");
    terminal.wait_row("· :pipeline on");
    terminal.type_line(":run three.imap");
    terminal.wait_for("a003 OK done");
    terminal.wait_line("a004");
    terminal.type_keys(format!(":pipeline off{ENTER}:run three.imap{ENTER}"));
    terminal.wait_for("a006 OK done");
    terminal.assert_order(&["a004 OK done", "a005 noop"]);
    log_out(&terminal);
    server.finish();
}
