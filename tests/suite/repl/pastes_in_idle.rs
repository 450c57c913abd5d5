//! Pastes while IDLE runs: a page is sent whole and in its order, or not at all.

use super::held_pastes::PASTES;
use super::*;
use crate::support::scripted_server::scripts::accepts_everything;

/// The lines that the server receives when this is pasted while IDLE runs, and then `done` is typed.
fn received_in_idle(text: &str, paste: fn(&Terminal, &str), shown: &str) -> Vec<String> {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("idle");
    terminal.wait_for("+ ");
    paste(&terminal, text);
    terminal.wait_for(shown);
    terminal.type_line("done");
    terminal.wait_for("a001 OK");
    log_out(&terminal);
    assert_secret_absent(&terminal, "hunter2xyz");
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    received.lines().map(str::to_owned).collect()
}

#[test]
fn a_page_for_another_state_than_idle_is_not_sent() {
    for text in [
        "x1 select Work\n* 3 EXISTS\nx1 OK\nx2 idle\n+ idling\n* 4 EXISTS\ndone\nx2 OK\nx3 expunge\n",
        "* OK ready\nx1 login taro hunter2xyz\nx1 OK in\nx2 select Work\nx2 OK\n",
        "Then we delete it:\nx1 store 1 +flags (\\Deleted)\nx1 OK\n* 3 EXISTS\n",
        "C: x1 noop\nS: x1 OK\nC: x2 noop\nS: x2 OK\n",
        "* 4 EXISTS\nx1 noop\nx1 OK\ndone\n",
        "# imapsh record 1\nC: x1 noop\nS: x1 OK\n",
        // What the page shows as refused was not refused because of this IDLE.
        "x1 noop\nx1 BAD no\nx2 noop\nx2 OK\n",
    ] {
        for paste in PASTES {
            let received = received_in_idle(text, paste, "because IDLE is running. Type done");
            assert_eq!(received, ["a001 idle", "done", "a002 logout"], "{text}");
        }
    }
    // Without the marks of a paste, these lines may be typed ahead.
    for text in ["noop\ndone\nlist \"\" \"*\"\n", "x1 noop\nx2 noop\n"] {
        let received = received_in_idle(text, paste, "because IDLE is running. Type done");
        assert_eq!(received, ["a001 idle", "done", "a002 logout"], "{text}");
    }
}

#[test]
fn a_page_that_continues_idle_or_ends_it_first_is_sent() {
    for text in [
        "done\nx1 OK\nx2 noop\nx2 OK\n",
        "C: done\nS: x1 OK\nC: x2 noop\nS: x2 OK\n",
        "We have waited long enough:\ndone\nx1 OK\nx2 noop\nx2 OK\n",
    ] {
        for paste in PASTES {
            let server = ScriptedServer::plain(accepts_everything);
            let terminal = connect(&server);
            terminal.type_line("idle");
            terminal.wait_for("+ ");
            paste(&terminal, text);
            terminal.wait_line("a002");
            log_out(&terminal);
            let received = String::from_utf8_lossy(&server.finish()).to_lowercase();
            assert!(received.starts_with("a001 idle\r\ndone\r\nx2 noop\r\n"), "{received}");
        }
    }
}

#[test]
fn the_hint_before_enter_says_that_idle_runs() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("idle");
    terminal.wait_for("+ ");
    terminal.type_keys(bracketed_paste("x1 noop\rx2 noop"));
    terminal.wait_for("Enter sends none of these 2 lines, because IDLE is running");
    terminal.type_keys(ENTER);
    terminal.type_line("done");
    terminal.wait_for("a001 OK");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"noop"));
}

#[test]
fn a_script_that_another_idle_does_not_expect_is_not_run() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal =
        connect_with_files(&server, &[("a.imap", "noop\n"), ("b.imap", "done\ncheck\n")]);
    terminal.type_line("idle");
    terminal.wait_for("+ ");
    terminal.type_line(":run a.imap");
    terminal.wait_for("a.imap:1: Only \"done\" can be sent while IDLE is in progress.");
    terminal.type_line(":run b.imap");
    terminal.wait_for("a002 OK");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    assert!(server.finish().starts_with(b"a001 idle\r\ndone\r\na002 check\r\n"));
}
