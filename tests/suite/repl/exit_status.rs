//! How the REPL ends, and with which status.

use super::*;
use crate::support::Gate;
use std::time::Duration;

#[test]
fn no_session_is_status_3() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* BYE not today\r\n")?;
        peer.hang_up()
    });
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    assert_eq!(terminal.wait_exit(), 3);
    terminal.wait_raw("not today");
    assert_terminal_restored(&terminal);
    let refused = run(&["127.0.0.1", "1", "--plain"]);
    assert_eq!(refused.wait_exit(), 3);
    assert_terminal_restored(&refused);
}

#[test]
fn a_wrong_command_line_is_status_2() {
    let terminal = run(&["127.0.0.1", "--no-such-option"]);
    assert_eq!(terminal.wait_exit(), 2);
    assert_terminal_restored(&terminal);
}

#[test]
fn no_and_bad_are_not_failures() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 xyzzy")?;
        peer.send("* BAD what?\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 NO\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("xyzzy\r");
    terminal.wait_for("This BAD has no tag; it answers: a001 xyzzy");
    terminal.wait_line("a002");
    terminal.type_keys("noop\r");
    terminal.wait_for("a002 NO");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn ctrl_c_while_connecting_is_status_130() {
    let server = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    server.connection(0);
    terminal.type_keys("\x03");
    assert_eq!(terminal.wait_exit(), 130);
    assert_terminal_restored(&terminal);
}

#[test]
fn ctrl_d_in_a_literal_leaves_without_logout() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 append inbox {9}")?;
        peer.send("+ go\r\n")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys("append inbox {9}\r");
    terminal.wait_line("{9}");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 1);
    terminal.wait_raw("closed without LOGOUT");
}

#[test]
fn ctrl_d_in_an_authentication_cancels_it_and_logs_out() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate plain")?;
        peer.send("+ \r\n")?;
        peer.expect("*")?;
        peer.send("a001 BAD cancelled\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("authenticate plain\r");
    terminal.wait_for("expects an answer");
    terminal.wait_line("");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    row(&terminal, "*");
    row(&terminal, "a001 BAD cancelled");
    server.finish();
}

#[test]
fn ctrl_d_while_a_command_is_pending_logs_out_after_it() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 search all")?;
        peer.expect("a002 logout")?;
        peer.send("a001 OK searched\r\n* BYE so long\r\na002 OK done\r\n")?;
        peer.hang_up()
    });
    let terminal = with(&server);
    terminal.type_keys("search all\r");
    // The prompt is back without an answer.
    terminal.wait_line("a002");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    row(&terminal, "a001 OK searched");
    server.finish();
}

#[test]
fn ctrl_d_before_the_plus_of_a_literal_leaves_without_logout() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 append inbox {9}")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys("append inbox {9}\r");
    server.wait_received("append inbox {9}\r\n");
    terminal.wait_line("");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 1);
    terminal.wait_raw("closed without LOGOUT");
    assert_terminal_restored(&terminal);
}

#[test]
fn logout_waits_for_a_slow_bye_and_ctrl_c_ends_the_wait() {
    for (keys, status) in [("\x04", 0), (":quit\r", 0), ("\x04", 130)] {
        let gate = Gate::new();
        let ours = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send(GREETING)?;
            peer.expect("a001 logout")?;
            // Longer than the prompt waits before it comes back.
            peer.silence(Duration::from_millis(700))?;
            peer.wait(&ours);
            peer.send("* BYE so long\r\na001 OK done\r\n")?;
            peer.hang_up()
        });
        let terminal = with(&server);
        terminal.type_keys(keys);
        server.wait_received("a001 logout");
        if status == 130 {
            terminal.type_keys("\x03");
        } else {
            gate.open();
        }
        assert_eq!(terminal.wait_exit(), status, "{keys:?}");
        assert_terminal_restored(&terminal);
        gate.open();
    }
}
