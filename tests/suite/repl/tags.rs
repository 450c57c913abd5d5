//! Automatic tags, and typed ones.

use super::*;
use crate::support::dovecot::dovecot;

#[test]
fn typed_tags_are_kept_and_skipped_later() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line("x7 noop");
    terminal.wait_for("x7 OK");
    terminal.wait_line("a001");
    terminal.wait_row("x7 noop");
    terminal.type_line("a001 capability");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row("a001 capability");
    terminal.type_line(":tag b");
    terminal.wait_line("b001");
    terminal.type_line("noop");
    terminal.wait_for("b001 OK");
    terminal.wait_line("b002");
}

#[test]
fn a999_is_followed_by_a1000() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for _ in 0..1000 {
            peer.answer("noop", "")?;
        }
        peer.expect_logout()
    });
    let terminal = connect(&server);
    paste(&terminal, &vec!["noop"; 999].join("\n"));
    terminal.wait_line("a1000");
    terminal.type_line("noop");
    terminal.wait_for("a1000 OK");
    terminal.wait_line("a1001");
    log_out(&terminal);
}

#[test]
fn a_tag_in_use_gets_a_hint() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("x1 search all")?;
        peer.expect("x1 noop")?;
        peer.send("x1 OK one\r\nx1 OK two\r\n")?;
        peer.expect("x1 noop")?;
        peer.send("x1 OK three\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("x1 search all");
    server.wait_received("x1 search all");
    terminal.wait_line("a001");
    terminal.type_line("x1 noop");
    terminal.wait_for("A command with this tag is still in progress");
    terminal.wait_for("x1 OK two");
    // Both commands are completed: now the tag is free.
    terminal.type_line("x1 noop");
    terminal.wait_for("x1 OK three");
    log_out(&terminal);
    terminal.assert_count("A command with this tag", 1);
    server.finish();
}
