//! How the REPL ends, and its exit status.

use super::*;
use crate::support::Gate;
use crate::support::keys::{CTRL_BACKSLASH, CTRL_C};
use crate::support::scripted_server::scripts::{accepts_everything, sends_nothing};
use std::time::{Duration, Instant};

#[test]
fn no_session_is_status_3() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* BYE not today\r\n")?;
        peer.close()
    });
    let terminal = start(&[&server.address(), "--plain"]);
    terminal.assert_exit(3);
    terminal.wait_written("not today");
    terminal.assert_restored();
    let refused = start(&["127.0.0.1", "1", "--plain"]);
    refused.assert_exit(3);
    refused.assert_restored();
}

#[test]
fn a_wrong_command_line_is_status_2() {
    let terminal = start(&["127.0.0.1", "--no-such-option"]);
    terminal.assert_exit(2);
    terminal.assert_restored();
}

#[test]
fn no_and_bad_are_not_failures() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 xyzzy")?;
        peer.send("* BAD what?\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 NO\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("xyzzy");
    terminal.wait_for("This BAD has no tag; it answers: a001 xyzzy");
    terminal.wait_line("a002");
    terminal.type_line("noop");
    terminal.wait_for("a002 NO");
    log_out(&terminal);
}

#[test]
fn an_expectation_that_is_not_met_and_a_script_that_fails_are_failures() {
    for (line, shown) in [
        (":expect! * OK ...", "Received, although it must not be"),
        (":expect nothing", "Expected but not received"),
        (":run fails.imap", "r9 nope"),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect_with_files(&server, &[("fails.imap", "r9 nope\n")]);
        terminal.type_line(":set timeout 100ms");
        terminal.answer(line, shown);
        terminal.type_line(":quit");
        terminal.assert_exit(1);
    }
    // A file that is not there is a mistake of the line.
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.answer(":run nowhere.imap", "nowhere.imap");
    log_out(&terminal);
}

/// A greeting with BYE is the end, whether or not the server closes the connection.
#[test]
fn a_server_that_refuses_the_session_without_closing_it_is_left() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* BYE too many\r\n")?;
        peer.read_to_end().map(drop)
    });
    let begin = Instant::now();
    let terminal = start(&[&server.address(), "--plain"]);
    terminal.assert_exit(3);
    // Not after the timeout of 30 s.
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn ctrl_c_and_ctrl_backslash_while_connecting_are_status_130() {
    let server = ScriptedServer::plain(sends_nothing);
    for (connection, key) in [CTRL_C, CTRL_BACKSLASH].into_iter().enumerate() {
        let terminal = start(&[&server.address(), "--plain"]);
        server.connection(connection);
        terminal.type_keys(key);
        terminal.assert_exit(130);
        terminal.assert_restored();
    }
}

#[test]
fn ctrl_d_in_a_literal_leaves_without_logout() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 append inbox {9}")?;
        peer.send("+ go\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("append inbox {9}");
    terminal.wait_line("{9}");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.wait_written("closed without LOGOUT");
}

#[test]
fn ctrl_d_in_an_authentication_cancels_it_and_logs_out() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate plain")?;
        peer.send("+ \r\n")?;
        peer.expect("*")?;
        peer.send("a001 BAD cancelled\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate plain");
    terminal.wait_for("expects an answer");
    terminal.wait_line("");
    log_out(&terminal);
    terminal.wait_row("*");
    terminal.wait_row("a001 BAD cancelled");
    server.finish();
}

#[test]
fn ctrl_d_while_a_command_is_pending_logs_out_after_it() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 search all")?;
        peer.expect("a002 logout")?;
        peer.send("a001 OK searched\r\n* BYE so long\r\na002 OK done\r\n")?;
        peer.close()
    });
    let terminal = connect(&server);
    terminal.type_line("search all");
    // The prompt returns although the command is not completed.
    terminal.wait_line("a002");
    log_out(&terminal);
    terminal.wait_row("a001 OK searched");
    server.finish();
}

#[test]
fn ctrl_d_before_the_plus_of_a_literal_leaves_without_logout() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 append inbox {9}")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("append inbox {9}");
    server.wait_received("append inbox {9}\r\n");
    terminal.wait_line("");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.wait_written("closed without LOGOUT");
    terminal.assert_restored();
}

#[test]
fn logout_waits_for_a_slow_bye_and_ctrl_c_ends_the_wait() {
    for (keys, status) in [("\x04", 0), (":quit\r", 0), ("\x04", 130)] {
        let gate = Gate::new();
        let server_gate = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send(GREETING)?;
            peer.expect("a001 logout")?;
            // Longer than the time after which the prompt returns without an answer.
            peer.expect_silence(Duration::from_millis(700))?;
            server_gate.wait();
            peer.send("* BYE so long\r\na001 OK done\r\n")?;
            peer.close()
        });
        let terminal = connect(&server);
        terminal.type_keys(keys);
        server.wait_received("a001 logout");
        if status == 130 {
            terminal.type_keys(CTRL_C);
        } else {
            gate.open();
        }
        terminal.assert_exit(status);
        terminal.assert_restored();
        gate.open();
    }
}
