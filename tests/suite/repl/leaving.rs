//! Ctrl-C and Ctrl-D in the states of a session that no other page comes to.

use super::*;
use crate::support::Gate;
use crate::support::certificates::Certificate;
use crate::support::replays::accepts_everything;

/// The REPL with these files in its folder.
fn with_file(server: &ScriptedServer, name: &str, text: &str) -> Terminal {
    let program = Program::imapsh(&["127.0.0.1", &server.port(), "--plain"]);
    program.file(name, text);
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_line("a001");
    terminal
}

/// Ctrl-D is pressed, and the session was logged out of with this command, at once.
#[track_caller]
fn leaves_by(terminal: &Terminal, server: &ScriptedServer, logout: &str) {
    terminal.type_keys("\x04");
    server.wait_received(logout);
    assert_eq!(terminal.wait_exit(), 0);
    assert_terminal_restored(terminal);
    server.finish();
}

#[test]
fn ctrl_d_before_the_greeting_acts_after_it() {
    let gate = Gate::new();
    let ours = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.wait(&ours);
        peer.send(GREETING)?;
        peer.log_out()
    });
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    server.connection(0);
    terminal.wait_for("Connected to");
    terminal.type_keys("\x04");
    gate.open();
    assert_eq!(terminal.wait_exit(), 0);
    assert_terminal_restored(&terminal);
    server.finish();
}

#[test]
fn ctrl_c_during_the_handshake_is_status_130() {
    let server = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let terminal = run(&["127.0.0.1", &server.port()]);
    // The handshake's first octets are there, and nothing answers them.
    server.wait_received("\x16\x03");
    terminal.type_keys("\x03");
    assert_eq!(terminal.wait_exit(), 130);
    assert_terminal_restored(&terminal);
    terminal.wait_raw("Interrupted");
}

#[test]
fn ctrl_c_during_connect_keeps_the_current_session() {
    let server = ScriptedServer::plain(accepts_everything);
    let silent = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let terminal = with(&server);
    terminal.type_keys(format!(":connect imaps://{}\r", silent.address()));
    silent.wait_received("\x16\x03");
    terminal.type_keys("\x03");
    terminal.wait_for("Interrupted.");
    terminal.wait_for(&format!("The session with {} continues.", server.address()));
    terminal.wait_line("a001");
    leaves_by(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_d_logs_out_over_tls_too() {
    let server = ScriptedServer::tls(Certificate::Good, accepts_everything);
    let ca_file = server.ca_file().display().to_string();
    let terminal = run(&["127.0.0.1", &server.port(), "--ca-file", &ca_file]);
    terminal.wait_line("a001");
    leaves_by(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_c_on_an_empty_line_changes_nothing() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with(&server);
    terminal.type_keys("\x03\x03\x03noop\r");
    terminal.wait_for("a001 OK done");
    leaves_by(&terminal, &server, "a001 noop\r\na002 logout");
}

#[test]
fn ctrl_d_in_a_heredoc_literal_drops_it_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with(&server);
    terminal.type_keys("append inbox {<<END}\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("one line\r");
    terminal.wait_line("{<<END}");
    leaves_by(&terminal, &server, "logout");
    assert!(!holds(&server.received(), b"append"));
    terminal.wait_raw("none of them was sent");
}

#[test]
fn ctrl_d_in_idle_ends_it_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with(&server);
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    terminal.type_keys("\x03");
    terminal.wait_for("IDLE is running; \"done\" ends it.");
    leaves_by(&terminal, &server, "a001 idle\r\ndone\r\na002 logout");
}

#[test]
fn ctrl_c_and_ctrl_d_at_a_value_prompt_send_nothing() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with(&server);
    for (answers, question) in [("", "User:"), ("taro\r", "Password:"), ("", "Password:")] {
        for key in ["\x03", "\x04"] {
            terminal.type_keys("login ${user} ${password}\r");
            terminal.wait_line(if answers.is_empty() {
                question
            } else {
                "User:"
            });
            terminal.type_keys(answers);
            terminal.wait_line(question);
            terminal.type_keys(key);
            terminal.wait_line("a001");
            if !answers.is_empty() {
                break;
            }
        }
    }
    let rows = terminal.all_rows().join("\n");
    assert_eq!(
        rows.matches("Nothing was sent, because").count(),
        5,
        "{rows}"
    );
    leaves_by(&terminal, &server, "a001 logout");
    assert!(!holds(&server.received(), b"login"));
}

#[test]
fn ctrl_d_does_not_wait_for_a_wait_directive() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with(&server);
    terminal.type_keys(":wait 1h\r");
    terminal.wait_for("· :wait 1h");
    terminal.wait_line("a001");
    leaves_by(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_d_does_not_wait_for_a_connect_directive() {
    let server = ScriptedServer::plain(accepts_everything);
    let silent = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let terminal = with(&server);
    terminal.type_keys(format!(":connect {} --plain\r", silent.address()));
    silent.connection(0);
    terminal.wait_line("a001");
    leaves_by(&terminal, &server, "a001 logout");
}

#[test]
fn ctrl_c_stops_a_running_script_and_keeps_the_session() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with_file(&server, "slow.imap", "noop\n:wait 1h\ncheck\n");
    terminal.type_keys(":run slow.imap\r");
    terminal.wait_for("a001 OK done");
    terminal.type_keys("\x03");
    terminal.wait_for("Interrupted.");
    terminal.wait_line("a002");
    terminal.type_keys("capability\r");
    terminal.wait_for("a002 OK done");
    terminal.wait_line("a003");
    leaves_by(&terminal, &server, "a002 capability\r\na003 logout");
}

#[test]
fn ctrl_d_stops_a_running_script_and_logs_out() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = with_file(&server, "slow.imap", "noop\n:wait 1h\ncheck\n");
    terminal.type_keys(":run slow.imap\r");
    terminal.wait_for("a001 OK done");
    leaves_by(&terminal, &server, "a001 noop\r\na002 logout");
}

#[test]
fn without_a_connection_ctrl_c_drops_the_line_and_ctrl_d_exits() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.hang_up()
    });
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    terminal.wait_line("(closed)");
    terminal.type_keys("half\x03");
    terminal.wait_row("(closed) half^C");
    terminal.wait_line("(closed)");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 1);
    assert_terminal_restored(&terminal);
}

#[test]
fn dropping_a_heredoc_literal_leaves_the_command_incomplete() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        // Nothing more is ever answered.
        while peer.line().is_ok() {}
        peer.hang_up()
    });
    let terminal = with(&server);
    terminal.type_keys("append inbox {5+}\r");
    terminal.wait_line("{5}");
    terminal.type_keys("one\r");
    terminal.wait_line("");
    terminal.type_keys(" {<<END}\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("half\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("\x03");
    terminal.wait_for("none of them was sent");
    terminal.wait_line("");
    terminal.type_keys("\x03");
    terminal.wait_for("The rest of the command is still expected; Enter alone ends it.");
    terminal.type_keys("\x04");
    terminal.wait_for("LOGOUT was not sent: the server still expects the rest of a command.");
    assert_eq!(terminal.wait_exit(), 1);
    assert_terminal_restored(&terminal);
    server.finish();
    assert_eq!(server.received(), b"a001 append inbox {5+}\r\none\r\n");
}
