//! The directives, on the practice server.

use super::*;
use crate::support::program::NO_ARGS;

fn practice() -> Terminal {
    let terminal = run(&[]);
    terminal.wait_line("a001");
    terminal.type_keys("login user pass\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal
}

#[test]
fn help_state_tls_set_and_tag() {
    let terminal = practice();
    for (line, said) in [
        (":help", "▸"),
        (":help fetch", "FETCH"),
        (":state", "Logged in, no mailbox selected."),
        (":tls", "TLS is not in use"),
        (":set box inbox", ":set box inbox"),
        (":nosuch", ":nosuch"),
    ] {
        terminal.type_keys(format!("{line}\r"));
        terminal.wait_for(said);
        terminal.wait_line("a002");
    }
    terminal.type_keys("select ${box}\r");
    terminal.wait_for("a002 select inbox");
    terminal.wait_for("a002 OK");
    terminal.type_keys(":tag b\r");
    terminal.wait_line("b001");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_terminal_restored(&terminal);
}

#[test]
fn deliver_wait_and_expect() {
    let terminal = practice();
    terminal.type_keys("select inbox\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.wait_line("");
    terminal.type_keys(":deliver\r");
    terminal.wait_for("* 12 EXISTS");
    terminal.type_keys(":wait 20s * 13 EXISTS\r");
    terminal.wait_for("* 13 EXISTS");
    terminal.type_keys("done\r");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys("noop\r");
    terminal.wait_for("a004 OK");
    terminal.wait_line("a005");
    terminal.type_keys(":expect a004 OK ...\r");
    terminal.wait_line("a005");
    terminal.type_keys(":wait 1h\r");
    // With its mark it stands there once it is carried out, not while it is typed.
    terminal.wait_for("· :wait 1h");
    terminal.type_keys("\x03");
    terminal.wait_for("Interrupted.");
    terminal.wait_line("a005");
    terminal.type_keys("noop\r");
    terminal.wait_for("a005 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn record_raw_and_run() {
    let program = Program::imapsh(NO_ARGS);
    program.file("more.imap", "select inbox\nfetch 1 flags\n");
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys(":record kept.imap\rlogin user pass\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_keys(":raw zz noop\r");
    terminal.wait_for("zz OK");
    terminal.wait_line("a002");
    terminal.type_keys(":run more.imap\r");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys(":record off\rcapability\r");
    terminal.wait_for("a004 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let kept = std::fs::read_to_string(terminal.program.home().join("kept.imap"));
    let kept = kept.expect("the record");
    assert!(kept.starts_with("# imapsh record 1\n"), "{kept}");
    for line in [
        "C: a001 login user ${password}\n",
        "C: a003 fetch 1 flags\n",
    ] {
        assert!(kept.contains(line), "{kept}");
    }
    assert!(!kept.contains("capability"), "{kept}");
}
