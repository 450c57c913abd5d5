//! Ctrl-C and Ctrl-D in every state of a session.

use super::*;
use crate::support::Gate;
use crate::support::certificates::Certificate;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::{accepts_everything, sends_nothing};

/// A script that waits for an hour.
const SLOW_SCRIPT: &str = "noop\n:wait 1h\ncheck\n";

/// Presses Ctrl-D. The server must receive this, which includes the logout, and imapsh must exit at once.
#[track_caller]
fn assert_logs_out(terminal: &Terminal, server: &ScriptedServer, logout: &str) {
    terminal.type_keys(CTRL_D);
    server.wait_received(logout);
    terminal.assert_exit(0);
    terminal.assert_restored();
    server.finish();
}

#[test]
fn ctrl_d_before_the_greeting_acts_after_it() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        server_gate.wait();
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    let terminal = start(&[&server.address(), "--plain"]);
    server.connection(0);
    terminal.wait_for("Connected to");
    terminal.type_keys(CTRL_D);
    gate.open();
    terminal.assert_exit(0);
    terminal.assert_restored();
    server.finish();
}

#[test]
fn ctrl_c_during_the_handshake_is_status_130() {
    let server = ScriptedServer::plain(sends_nothing);
    let terminal = start(&["127.0.0.1", &server.port()]);
    // The header of the TLS record that begins the handshake.
    server.wait_received("\x16\x03");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    terminal.assert_restored();
    terminal.wait_written("Interrupted");
}

#[test]
fn ctrl_c_during_connect_keeps_the_current_session() {
    let server = ScriptedServer::plain(accepts_everything);
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = connect(&server);
    terminal.type_line(format!(":connect imaps://{}", silent.address()));
    silent.wait_received("\x16\x03");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted.");
    terminal.wait_for(&format!("The session with {} continues.", server.address()));
    terminal.wait_line("a001");
    assert_logs_out(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_d_logs_out_over_tls_too() {
    let server = ScriptedServer::tls(Certificate::Good, accepts_everything);
    let ca_file = server.ca_file();
    let terminal = start(&["127.0.0.1", &server.port(), "--ca-file", &ca_file]);
    terminal.wait_line("a001");
    assert_logs_out(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_c_on_an_empty_line_changes_nothing() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(format!("{CTRL_C}{CTRL_C}{CTRL_C}noop"));
    terminal.wait_for("a001 OK done");
    assert_logs_out(&terminal, &server, "a001 noop\r\na002 logout");
}

#[test]
fn ctrl_d_in_a_heredoc_literal_drops_it_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("append inbox {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_line("one line");
    terminal.wait_line("{<<END}");
    assert_logs_out(&terminal, &server, "logout");
    assert!(!contains(&server.received(), b"append"));
    terminal.wait_written("none of them was sent");
}

#[test]
fn ctrl_d_in_idle_ends_it_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("IDLE is running; \"done\" ends it.");
    assert_logs_out(&terminal, &server, "a001 idle\r\ndone\r\na002 logout");
}

/// A server that greets, reads these lines, answers them with the text beside them, and then answers nothing.
fn answers_no_logout(lines: &'static [(&str, &str)]) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        for (line, answer) in lines {
            peer.expect(line)?;
            peer.send(answer)?;
        }
        peer.read_to_end().map(drop)
    })
}

#[test]
fn ctrl_d_reports_that_logout_is_not_answered() {
    for (lines, logout) in [
        (&[][..], "a001 logout"),
        (&[("a001 noop", "")], "a002 logout"),
        (&[("a001 idle", "")], "a002 logout"),
        (&[("a001 idle", "+ idling\r\n"), ("a002 noop", "")], "done\r\na003 logout"),
    ] {
        let server = answers_no_logout(lines);
        let terminal = start(&[&server.address(), "--plain", "--timeout", "1s"]);
        terminal.wait_line("a001");
        for (line, answer) in lines {
            terminal.type_line(&line[5..]);
            terminal.wait_for(if answer.is_empty() { line } else { answer.trim_end() });
        }
        terminal.type_keys(CTRL_D);
        server.wait_received(logout);
        terminal.assert_exit(1);
        terminal.wait_written("Waiting for the server's answer to LOGOUT, 1 s at most");
        terminal.wait_written("The server did not answer LOGOUT within 1 s; the connection was");
    }
}

#[test]
fn ctrl_c_exits_while_logout_is_not_answered() {
    for keys in [CTRL_D, ":quit\r"] {
        let server = answers_no_logout(&[]);
        let terminal = connect(&server);
        terminal.type_keys(keys);
        terminal
            .wait_written("Waiting for the server's answer to LOGOUT, 10 s at most; Ctrl-C exits");
        terminal.type_keys(CTRL_C);
        terminal.assert_exit(130);
        terminal.assert_restored();
    }
}

#[test]
fn ctrl_c_and_ctrl_d_at_a_value_prompt_send_nothing() {
    const LOGIN: &str = "login ${user} ${password}";
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    let cancel = |question, key| {
        terminal.wait_line(question);
        terminal.type_keys(key);
        terminal.wait_line("a001");
    };
    for key in [CTRL_C, CTRL_D] {
        terminal.type_line(LOGIN);
        cancel("User:", key);
    }
    terminal.type_line(LOGIN);
    terminal.wait_line("User:");
    terminal.type_line("taro");
    cancel("Password:", CTRL_C);
    // The user name was answered, and is not asked for again.
    for key in [CTRL_C, CTRL_D] {
        terminal.type_line(LOGIN);
        cancel("Password:", key);
    }
    terminal.assert_count("Nothing was sent, because", 5);
    assert_logs_out(&terminal, &server, "a001 logout");
    assert!(!contains(&server.received(), b"login"));
}

#[test]
fn ctrl_d_does_not_wait_for_a_wait_directive() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(":wait 1h");
    terminal.wait_for("· :wait 1h");
    terminal.wait_line("a001");
    assert_logs_out(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_d_does_not_wait_for_a_connect_directive() {
    let server = ScriptedServer::plain(accepts_everything);
    let silent = ScriptedServer::plain(sends_nothing);
    let terminal = connect(&server);
    terminal.type_line(format!(":connect {} --plain", silent.address()));
    silent.connection(0);
    terminal.wait_line("a001");
    assert_logs_out(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_c_stops_a_running_script_and_keeps_the_session() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect_with_files(&server, &[("slow.imap", SLOW_SCRIPT)]);
    terminal.type_line(":run slow.imap");
    terminal.wait_for("a001 OK done");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted.");
    terminal.wait_line("a002");
    terminal.type_line("capability");
    terminal.wait_for("a002 OK done");
    terminal.wait_line("a003");
    assert_logs_out(&terminal, &server, "a002 capability\r\na003 logout");
}

#[test]
fn ctrl_d_stops_a_running_script_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect_with_files(&server, &[("slow.imap", SLOW_SCRIPT)]);
    terminal.type_line(":run slow.imap");
    terminal.wait_for("a001 OK done");
    assert_logs_out(&terminal, &server, "a001 noop\r\na002 logout");
}

#[test]
fn without_a_connection_ctrl_c_drops_the_line_and_ctrl_d_exits() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.close()
    });
    let terminal = start(&[&server.address(), "--plain"]);
    terminal.wait_line("(closed)");
    terminal.type_keys(format!("half{CTRL_C}"));
    terminal.wait_row("(closed) half^C");
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.assert_restored();
}

#[test]
fn dropping_a_heredoc_literal_leaves_the_command_incomplete() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        // Answer nothing.
        while peer.read_line().is_ok() {}
        peer.close()
    });
    let terminal = connect(&server);
    terminal.type_line("append inbox {5+}");
    terminal.wait_line("{5}");
    terminal.type_line("one");
    // What is typed before it is sent belongs to the same paste.
    server.wait_received("one\r\n");
    terminal.wait_line("");
    terminal.type_line(" {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_line("half");
    // Ctrl-C would overtake a line that has not been taken yet.
    terminal.wait_row("· half");
    terminal.wait_line("{<<END}");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("none of them was sent");
    terminal.wait_line("");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("The rest of the command is still expected; Enter alone ends it.");
    terminal.type_keys(CTRL_D);
    terminal.wait_for("LOGOUT was not sent: the server still expects the rest of a command.");
    terminal.assert_exit(1);
    terminal.assert_restored();
    server.finish();
    assert_eq!(server.received(), b"a001 append inbox {5+}\r\none\r\n");
}

#[test]
fn ctrl_c_without_anything_to_drop_says_how_to_leave() {
    const WAYS_OUT: &str = "Ctrl-D or :quit logs out and ends imapsh.";
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_keys("noop");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("a001 noop^C");
    // Before the next prompt is shown, Ctrl-C has no line to stand in.
    terminal.wait_line("a001");
    terminal.type_keys(CTRL_C);
    terminal.wait_for(WAYS_OUT);
    terminal.assert_count("^C", 2);
    terminal.type_line("logout");
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("(closed) ^C");
    terminal.wait_line("(closed)");
    terminal.type_keys(CTRL_C);
    terminal.wait_written_count(WAYS_OUT, 2);
    terminal.type_line(":quit");
}
