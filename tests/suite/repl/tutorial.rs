//! The tutorial, typed on a real server from connect to logout, and how its IDLE can end.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::CTRL_C;

#[test]
fn the_tutorial_works_from_connect_to_logout() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver("first");
    let terminal = log_in_to_dovecot(dovecot, &user);
    terminal.wait_row(&format!("a001 login {} ${{password}}", user.name));
    terminal.type_line("list \"\" \"*\"");
    terminal.wait_for("a002 OK");
    terminal.wait_for("\" INBOX");
    terminal.wait_line("a003");
    terminal.type_line("select inbox");
    terminal.wait_for("* 1 EXISTS");
    terminal.wait_line("a004");
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    user.deliver("second");
    terminal.wait_for("* 2 EXISTS");
    terminal.type_line("done");
    terminal.wait_for("a004 OK");
    terminal.wait_line("a005");
    for line in ["a003 select inbox", "a004 idle", "done"] {
        terminal.wait_row(line);
    }
    terminal.type_line("logout");
    terminal.wait_for("* BYE");
    terminal.wait_for("a005 OK");
    terminal.wait_line("(closed)");
    terminal.type_line(":quit");
    terminal.assert_exit(0);
    assert_secret_absent(&terminal, &user.password);
    terminal.assert_restored();
}

#[test]
fn ctrl_d_ends_idle_and_logs_out() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = idle_on_dovecot(dovecot, &user);
    log_out(&terminal);
    for line in ["done", "a004 logout"] {
        terminal.wait_row(line);
    }
    terminal.assert_restored();
}

#[test]
fn a_line_instead_of_done_is_answered_by_bad_for_idle() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = idle_on_dovecot(dovecot, &user);
    terminal.type_keys(CTRL_C);
    terminal.wait_for("IDLE is running; \"done\" ends it.");
    terminal.type_line("noop");
    terminal.wait_for("IDLE is running; only \"done\" ends it as it should.");
    terminal.wait_for("a003 BAD");
    terminal.wait_for("This BAD also answers a004 noop");
    terminal.wait_line("a005");
    terminal.type_line(":state");
    terminal.wait_for("a mailbox is selected");
    terminal.type_line("idle");
    terminal.wait_line("");
    terminal.type_line("a9 done");
    terminal.wait_for("\"done\" takes no tag.");
    terminal.wait_row("a9 done");
}
