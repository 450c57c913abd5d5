//! Pastes of which nothing is sent, and how they are shown.

use super::*;
use crate::support::scripted_server::scripts::accepts_everything;
use indoc::indoc;

#[test]
fn a_paste_with_a_mistake_is_shown_with_the_numbers_of_its_lines() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    let lines = indoc! {"
        How to read mail on a server by hand

        1. Log in:   . login taro hunter2xyz
        2. Open the mailbox of new mail: . select inbox
        3. Read:
           . fetch 2 body.peek[header]
           . fetch 2 body.peek[text]
           . logout
    "};
    paste(&terminal, lines);
    terminal.wait_for("Enter reports the mistakes");
    terminal.type_keys(ENTER);
    terminal.wait_for("depends on the one on line 4");
    for row in [
        "· 1  How to read mail on a server by hand",
        "· 3  1. Log in:   . login taro ${password}",
        "· 4  2. Open the mailbox of new mail: . select inbox",
        "· 6     . fetch 2 body.peek[header]",
    ] {
        terminal.wait_row(row);
    }
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"fetch"));
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn the_secret_of_a_directive_in_a_refused_paste_is_masked() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    paste(&terminal, ":set password himitsu7\n:login taro himitsu7\nlogin taro himitsu7\n");
    terminal.wait_for("Nothing of the paste was sent");
    log_out(&terminal);
    assert_secret_absent(&terminal, "himitsu7");
}

#[test]
fn a_paste_without_a_connection_is_shown_and_refused() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("logout");
    terminal.wait_line("(closed)");
    paste(&terminal, "q1 noop\nq2 check\n");
    terminal.wait_for("Not connected; :reconnect connects again");
    terminal.assert_rows("· q1 noop\n· q2 check");
    terminal.assert_count("dropped", 0);
    log_out(&terminal);
}

/// The mail is longer than its size, which ends inside a line, or at the end of one.
#[test]
fn a_mail_pasted_into_a_literal_that_is_too_short_is_not_sent() {
    for (size, report) in [
        (20, "line the size is {24}, and {26} with its ending"),
        (13, "ends before this line"),
        (11, "ends before this line"),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        terminal.type_line(format!("append Drafts {{{size}}}"));
        terminal.wait_line(&format!("{{{size}}}"));
        paste(&terminal, "Subject: hi\n\nhello you\ndelete Work\nThanks\n");
        terminal.wait_for("Nothing of the paste was sent");
        terminal.wait_for(report);
        // The server still waits for the octets.
        terminal.type_line("x".repeat(size));
        terminal.wait_line("a002");
        log_out(&terminal);
        assert!(!contains(&server.finish(), b"delete"));
    }
}
