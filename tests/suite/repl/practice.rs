//! Directives at the prompt, on the practice server.

use super::*;
use crate::support::keys::CTRL_C;

#[test]
fn help_state_tls_set_and_tag() {
    let terminal = log_in_to_practice_server();
    for (line, shown) in [
        (":help", "▸"),
        (":help fetch", "FETCH"),
        (":state", "Logged in, no mailbox selected."),
        (":tls", "TLS is not in use"),
        (":set box inbox", ":set box inbox"),
        (":nosuch", ":nosuch"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(shown);
        terminal.wait_line("a002");
    }
    terminal.type_line("select ${box}");
    terminal.wait_for("a002 select inbox");
    terminal.wait_for("a002 OK");
    terminal.type_line(":tag b");
    terminal.wait_line("b001");
    log_out(&terminal);
    terminal.assert_restored();
}

#[test]
fn deliver_wait_and_expect() {
    let terminal = log_in_to_practice_server();
    terminal.type_line("select inbox");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    terminal.type_line(":deliver");
    terminal.wait_for("* 12 EXISTS");
    terminal.type_line(":wait 20s * 13 EXISTS");
    terminal.wait_for("* 13 EXISTS");
    terminal.type_line("done");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_line("noop");
    terminal.wait_for("a004 OK");
    terminal.wait_line("a005");
    terminal.type_line(":expect a004 OK ...");
    terminal.wait_line("a005");
    terminal.type_line(":wait 1h");
    // A directive is shown with this mark when it is executed.
    terminal.wait_for("· :wait 1h");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted.");
    terminal.wait_line("a005");
    terminal.type_line("noop");
    terminal.wait_for("a005 OK");
    log_out(&terminal);
}

#[test]
fn record_raw_and_run() {
    let terminal = start(NO_ARGS);
    let script = "select inbox\nfetch 1 flags\n";
    terminal.program.write_file("more.imap", script);
    terminal.wait_line("a001");
    terminal.type_keys(format!(":record kept.imap{ENTER}login user pass{ENTER}"));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_line(":raw zz noop");
    terminal.wait_for("zz OK");
    terminal.wait_line("a002");
    terminal.type_line(":run more.imap");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys(format!(":record off{ENTER}capability{ENTER}"));
    terminal.wait_for("a004 OK");
    log_out(&terminal);
    let record = terminal.program.read_file("kept.imap");
    assert!(record.starts_with("# imapsh record 1\n"), "{record}");
    for line in ["C: a001 login user ${password}\n", "C: a003 fetch 1 flags\n"] {
        assert!(record.contains(line), "{record}");
    }
    assert!(!record.contains("capability"), "{record}");
}
