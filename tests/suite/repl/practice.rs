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
        (":nosuch", "Unknown directive"),
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

#[test]
fn state_reports_the_host_the_user_the_mailbox_and_what_is_in_progress() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_line(":state");
    terminal.wait_for("Host   the practice server");
    terminal.wait_for("Connected, not logged in.");
    terminal.type_line("login mrc secret");
    terminal.wait_line("a002");
    terminal.type_line("examine inbox");
    terminal.wait_line("a003");
    terminal.type_line(":state");
    terminal.wait_for("User         mrc");
    terminal.wait_for("Logged in, a mailbox is selected.");
    terminal.wait_for("Now          18 EXISTS, ");
    terminal.wait_for("When opened  ");
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal.type_line(":deliver");
    terminal.wait_for("* 19 EXISTS");
    terminal.type_line(":state");
    terminal.wait_for("Now          19 EXISTS, ");
    terminal.wait_for("In progress  a003 idle (");
    log_out(&terminal);
}

#[test]
fn state_reports_what_enable_and_compress_have_changed() {
    let terminal = start(NO_ARGS);
    for (prompt, line) in [
        ("a001", "login user pass"),
        ("a002", "enable condstore utf8=accept"),
        ("a003", "compress deflate"),
    ] {
        terminal.wait_line(prompt);
        terminal.type_line(line);
    }
    terminal.wait_line("a004");
    terminal.type_line(":state");
    terminal.wait_for("the practice server, compressed");
    terminal.wait_for("Enabled  CONDSTORE, UTF8=ACCEPT");
    log_out(&terminal);
}

#[test]
fn deliver_goes_to_the_account_that_logged_in() {
    for login in [
        &["login mrc secret"][..],
        &["login ${who} secret"],
        &["login {3+}", "mrc secret"],
        &[":raw a001 login \"mrc\" secret"],
        &["authenticate plain AG1yYwBzZWNyZXQ="],
    ] {
        let terminal = start(NO_ARGS);
        terminal.wait_line("a001");
        terminal.type_line(":set who mrc");
        // Lines typed or shown before, or settings changed later, do not matter.
        terminal.type_line("# login user pass");
        login.iter().for_each(|line| terminal.type_line(line));
        terminal.wait_for("a001 OK");
        terminal.wait_line("a002");
        terminal.type_line(":set user user");
        terminal.type_line("select inbox");
        terminal.wait_for("* 18 EXISTS");
        terminal.wait_line("a003");
        terminal.type_line(":deliver");
        terminal.type_line("noop");
        terminal.wait_for("* 19 EXISTS");
        log_out(&terminal);
    }
}

/// Opening a pipe waits until something writes to it, and a device has no end.
#[test]
fn deliver_reads_only_files() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    let pipe = terminal.program.home().join("pipe");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).expect("a pipe");
    for path in [&*pipe.to_string_lossy(), "/dev/zero", "/"] {
        terminal.type_line(format!(":deliver {path}"));
        terminal.wait_for(&format!("{path} is not a regular file."));
    }
    log_out(&terminal);
}

#[test]
fn deliver_says_where_the_message_is_if_the_server_does_not() {
    let terminal = log_in_to_practice_server();
    for (tag, mailbox) in [("a002", "Drafts"), ("a003", "INBOX")] {
        terminal.type_line(":deliver");
        terminal.wait_for("Delivered to INBOX. While INBOX is selected, the server reports it");
        terminal.type_line(format!("select {mailbox}"));
        terminal.wait_for(&format!("{tag} OK"));
    }
    terminal.type_line(":deliver");
    terminal.type_line("noop");
    terminal.wait_for("* 14 EXISTS");
    terminal.wait_line("a005");
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal.type_line(":deliver");
    terminal.wait_for("* 15 EXISTS");
    terminal.type_line("done");
    terminal.wait_for("a005 OK");
    assert_eq!(terminal.count_written("Delivered to INBOX"), 3);
    log_out(&terminal);
}

#[test]
fn directives_without_their_argument_show_the_current_value() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    for (line, shown) in [
        (":set password hunter2xyz", "· :set password ${password}"),
        (":set box Old Mail", "· :set box Old Mail"),
        (":set box", "▸ box Old Mail"),
        (":set password", "▸ password has a value, which is not shown."),
        (":set nothing", "There is no variable or setting of this name"),
        (":set patience 1m", "· :set patience 1m"),
        (":set", "▸ patience 60s"),
        (":tag", "▸ The next tag is a001."),
        (":pipeline on", "· :pipeline on"),
        (":pipeline", "▸ Pipelining is on."),
        (":record", "▸ Recording is off."),
        (":record kept.imap", "Recording to"),
        (":connect", "▸ Host  the practice server"),
        (":wait", "usage: :wait DURATION [PATTERN]"),
        (":expect", "usage: :expect PATTERN"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(shown);
    }
    terminal.type_line(":record");
    terminal.wait_until("the record's name twice", |screen| {
        screen.contents().matches("Recording to").count() == 2
    });
    assert_secret_absent(&terminal, "hunter2xyz");
    log_out(&terminal);
}

#[test]
fn expect_at_the_first_prompt_sees_the_greeting() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_line(":set timeout 100ms");
    terminal.type_line(":expect * OK ... ready.");
    terminal.type_line(":expect * NOTHING");
    terminal.wait_row("▸ Expected but not received: * NOTHING");
    terminal.assert_count("Expected but not received", 1);
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
}

#[test]
fn announce_shows_and_restricts_the_capabilities() {
    let terminal = log_in_to_practice_server();
    terminal.type_line(":announce idle,UIDPLUS");
    terminal.wait_line("a002");
    terminal.type_line("namespace");
    terminal.wait_for("a002 BAD Expected a command that this server knows");
    terminal.type_line(":announce");
    terminal.wait_for("IMAP4rev1 IDLE UIDPLUS");
    terminal.type_line(":announce frob");
    terminal.wait_for("has no capability \"frob\"");
    terminal.type_line(":announce all");
    terminal.wait_line("a003");
    terminal.type_line("namespace");
    terminal.wait_for("a003 OK");
    log_out(&terminal);
}

#[test]
fn state_says_that_the_selected_mailbox_was_deleted() {
    const NOTE: &str = "deleted since";
    let terminal = log_in_to_practice_server();
    for line in ["create Old", "create Else", "select Old", "delete Else"] {
        terminal.answer(line, " OK ");
    }
    terminal.answer(":state", "Mailbox      Old, read-write");
    terminal.answer("delete \"Old\"", " OK ");
    terminal.answer(":state", NOTE);
    log_out(&terminal);
}

/// RFC 3501 does not say whether the session then has the mailbox selected by its new name.
#[test]
fn state_says_that_a_rename_may_have_renamed_the_selected_mailbox() {
    const NOTE: &str = "its name when it was selected";
    let terminal = log_in_to_practice_server();
    for line in ["create Old", "create Else", "select Old", "rename Else Other"] {
        terminal.answer(line, " OK ");
    }
    terminal.answer(":state", "Mailbox      Old, read-write");
    terminal.answer("rename Old New", " OK ");
    terminal.answer(":state", NOTE);
    terminal.answer("select New", " OK ");
    terminal.answer(":state", "Mailbox      New, read-write");
    terminal.assert_count(NOTE, 1);
    log_out(&terminal);
}
