//! Pastes that stop at a line that fails: the lines below it may depend on it.

use super::pastes::paste_without_marks;
use super::*;
use crate::support::scripted_server::scripts::accepts_everything;

/// `expunge` below would reach another mailbox than the one meant.
#[test]
fn a_line_of_a_paste_that_is_not_carried_out_stops_the_paste() {
    for (line, reason) in [
        (":expect! a001 OK ...", "although it must not be"),
        (":run nowhere.imap", "nowhere.imap"),
        (":run fails.imap", "r9 nope"),
        ("append Drafts {<nowhere.eml}", "nowhere.eml"),
        (":record nowhere/r.imap", "nowhere/r.imap"),
        (":connect 127.0.0.1 1 --plain", "continues."),
    ] {
        let text = format!("noop\n{line}\ndelete Work\nexpunge\n");
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect_with_files(&server, &[("fails.imap", "r9 nope\n")]);
        paste(&terminal, &text);
        terminal.wait_for(reason);
        terminal.wait_for("2 more pasted lines were dropped, because");
        log_out_with_any_status(&terminal);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(!received.contains("delete") && !received.contains("expunge"), "{received}");
    }
}

#[test]
fn a_command_of_raw_that_fails_stops_the_paste() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("r1 copy 1 Nowhere")?;
        peer.send("r1 NO [TRYCREATE] no\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    paste(&terminal, ":raw r1 copy 1 Nowhere\nstore 1 +flags (\\Deleted)\nexpunge\n");
    terminal.wait_for("2 more pasted lines were dropped, because r1 copy 1 Nowhere failed");
    log_out(&terminal);
    server.finish();
}

#[test]
fn a_command_that_succeeds_against_the_listing_stops_the_paste() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    paste(&terminal, "r1 create Work\nr1 NO exists\nr2 delete Work\nr2 OK done\n");
    terminal.wait_for("1 more pasted line was dropped, because r1 create Work succeeded");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"delete"));
}

fn log_out_with_any_status(terminal: &Terminal) {
    terminal.type_keys(CTRL_D);
    terminal.wait_exit();
}

#[test]
fn a_paste_with_a_variable_without_a_value_is_not_sent() {
    for paste in [paste, paste_without_marks] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        paste(&terminal, "select ${box}\nstore 1:* +flags (\\Deleted)\nexpunge\n");
        terminal.wait_for("${box} has no value");
        terminal.type_line("check");
        terminal.wait_for(" OK done");
        log_out(&terminal);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(received.starts_with("a001 check"), "{received}");
    }
}
