//! The tutorial, typed from connect to logout on a real server, and what the prompt says meanwhile.

use super::*;
use crate::support::dovecot::dovecot;

#[test]
fn the_tutorial_from_connect_to_logout() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver_subject("first");
    let terminal = logged_in(dovecot, &user);
    row(
        &terminal,
        &format!("a001 login {} ${{password}}", user.name),
    );
    terminal.type_keys("list \"\" \"*\"\r");
    terminal.wait_for("a002 OK");
    terminal.wait_for("\" INBOX");
    terminal.wait_line("a003");
    terminal.type_keys("select inbox\r");
    terminal.wait_for("* 1 EXISTS");
    terminal.wait_line("a004");
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    user.deliver_subject("second");
    terminal.wait_for("* 2 EXISTS");
    terminal.type_keys("done\r");
    terminal.wait_for("a004 OK");
    terminal.wait_line("a005");
    for line in ["a003 select inbox", "a004 idle", "done"] {
        row(&terminal, line);
    }
    terminal.type_keys("logout\r");
    terminal.wait_for("* BYE");
    terminal.wait_for("a005 OK");
    terminal.wait_line("(closed)");
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, &user.password);
    assert_terminal_restored(&terminal);
}

#[test]
fn ctrl_d_ends_idle_and_logs_out() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("select inbox\r");
    terminal.wait_line("a003");
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    for line in ["done", "a004 logout"] {
        row(&terminal, line);
    }
    assert_terminal_restored(&terminal);
}

#[test]
fn typed_tags_are_kept_and_skipped_later() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = plain(dovecot);
    terminal.type_keys("x7 noop\r");
    terminal.wait_for("x7 OK");
    terminal.wait_line("a001");
    row(&terminal, "x7 noop");
    terminal.type_keys("a001 capability\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    row(&terminal, "a001 capability");
    terminal.type_keys(":tag b\r");
    terminal.wait_line("b001");
    terminal.type_keys("noop\r");
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
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys(paste(&vec!["noop"; 999].join("\n")));
    terminal.wait_line("a1000");
    terminal.type_keys("noop\r");
    terminal.wait_for("a1000 OK");
    terminal.wait_line("a1001");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_line_instead_of_done_is_answered_by_bad_for_idle() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("select inbox\r");
    terminal.wait_line("a003");
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.type_keys("\x03");
    terminal.wait_for("IDLE is running; \"done\" ends it.");
    terminal.type_keys("noop\r");
    terminal.wait_for("IDLE is running; end it with \"done\" first.");
    terminal.wait_for("a003 BAD");
    terminal.wait_for("This BAD also answers a004 noop");
    terminal.wait_line("a005");
    terminal.type_keys(":state\r");
    terminal.wait_for("a mailbox is selected");
    terminal.type_keys("idle\r");
    terminal.wait_line("");
    terminal.type_keys("a9 done\r");
    terminal.wait_for("\"done\" takes no tag.");
    row(&terminal, "a9 done");
}
