//! Typed lines that are sent, only shown, or get a hint; completion, history and keys.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_C, CTRL_R, CTRL_Z, TAB, UP};
use crate::support::scripted_server::scripts::accepts_everything;
use indoc::indoc;
use nix::sys::signal::Signal;

#[test]
fn a_pasted_listing_sends_only_its_commands() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for line in ["a001 capability", "a002 noop"] {
            peer.expect(line)?;
            let tag = &line[..4];
            peer.send(format!("* answer to {tag}\r\n{tag} OK really\r\n"))?;
        }
        peer.expect("a003 noop")?;
        peer.send("a003 OK three\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    let listing = indoc! {"
        $ telnet mail 143
        Trying 127.0.0.1...
        Connected to mail.
        Escape character is '^]'.
        * OK greeting pasted
        a001 capability
        * CAPABILITY PASTED
        a001 OK pasted one
        # a comment
        a002 noop
        a002 OK pasted two
    "};
    paste(&terminal, listing);
    terminal.wait_for("a002 OK pasted two");
    terminal.wait_line("a003");
    for line in ["* OK greeting pasted", "$ telnet mail 143", "a001 OK pasted one"] {
        terminal.wait_row(&format!("· {line}"));
        assert!(terminal.style_of(line).dim, "{line}");
    }
    assert!(!terminal.style_of("* answer to a001").dim);
    terminal.type_line("noop");
    terminal.wait_for("a003 OK three");
    log_out(&terminal);
    server.finish();
}

#[test]
fn hints_precede_the_line_once_and_refuse_nothing() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for tag in ["a001", "a002", "a7", "a003"] {
            peer.read_line()?;
            peer.send(format!("{tag} BAD so\r\n"))?;
        }
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    let hints = [
        ("select inbox", "Log in first"),
        ("ｓｅｌｅｃｔ　ｉｎｂｏｘ", "full-width"),
        ("a7  noop", "There are two spaces after the tag"),
        ("done", "There is no IDLE to end"),
    ];
    for (line, hint) in hints {
        terminal.type_line(line);
        terminal.wait_for(hint);
        terminal.assert_count(hint, 1);
    }
    terminal.wait_row("a7  noop");
}

#[test]
fn an_unencrypted_password_gets_a_hint() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu9")?;
        peer.send("a001 NO no\r\n")?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("login taro himitsu9");
    terminal.wait_for(UNENCRYPTED);
    terminal.wait_for("a001 NO");
    assert_secret_absent(&terminal, "himitsu9");
}

#[test]
fn completion_and_the_syntax_hint_know_the_session() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = log_in_to_dovecot(dovecot, &user);
    terminal.type_line("list \"\" \"*\"");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    // The space after the Tab is not a second one.
    terminal.type_keys(format!("sel{TAB} Dra{TAB}"));
    terminal.wait_for("a003 select Drafts");
    terminal.type_keys(ENTER);
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys(format!("store 1 +FLAGS (\\Se{TAB}"));
    terminal.wait_for("a004 store 1 +FLAGS (\\Seen");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a004");
    terminal.type_keys("login");
    terminal.wait_line("a004 login USER PASSWORD");
    assert!(terminal.style_of("USER PASSWORD").dim);
    terminal.type_keys(CTRL_C);
}

#[test]
fn the_history_is_searched_and_private() {
    use std::os::unix::fs::PermissionsExt;
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = log_in_to_dovecot(dovecot, &user);
    terminal.type_line("select inbox");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_keys(UP);
    terminal.wait_line("a003 select inbox");
    terminal.type_keys(UP);
    terminal.wait_line(&format!("a003 login {} ${{password}}", user.name));
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a003");
    terminal.type_keys(format!("{CTRL_R}sele"));
    terminal.wait_for("select inbox");
    terminal.wait_for("history");
    terminal.type_keys(ENTER);
    terminal.wait_for("a003 OK");
    log_out(&terminal);
    let files = terminal.program.all_files();
    let history = files.iter().find(|(path, _)| path.ends_with("history"));
    let (path, contents) = history.expect("there is a history file");
    assert!(contains(contents, b"select inbox"), "{contents:?}");
    let metadata = std::fs::metadata(path).expect("the file has metadata");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn a_resize_keeps_the_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_keys("capability");
    terminal.wait_line("a001 capability");
    terminal.resize(30, 60);
    terminal.wait_line("a001 capability");
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
}

#[test]
fn ctrl_z_and_fg_keep_the_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let shell = Program::new("sh").arg("-i").env("PS1", "shell> ").env("ENV", "");
    let shell = shell.env("IMAPSH_PATH", env!("CARGO_BIN_EXE_imapsh"));
    let terminal = Terminal::start(shell, 60, 110);
    terminal.wait_line("shell>");
    let port = dovecot.plain_port();
    terminal.type_line(format!("\"$IMAPSH_PATH\" localhost {port} --plain"));
    terminal.wait_line("a001");
    terminal.type_keys("capab");
    terminal.wait_line("a001 capab");
    terminal.type_keys(CTRL_Z);
    terminal.wait_line("shell>");
    terminal.assert_restored();
    terminal.type_line("fg");
    terminal.wait_line("a001 capab");
    terminal.type_line("ility");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_keys("login taro himitsu2");
    terminal.wait_line("a002 login taro ********");
    terminal.type_keys(CTRL_Z);
    terminal.wait_line("shell>");
    terminal.type_line("fg");
    terminal.wait_line("a002 login taro ********");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a002");
    assert_secret_absent(&terminal, "himitsu2");
    terminal.type_keys(CTRL_D);
    terminal.wait_line("shell>");
    terminal.assert_restored();
    terminal.type_line("exit");
    terminal.wait_exit();
}

#[test]
fn sigterm_restores_the_terminal() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_keys("capabil");
    terminal.wait_line("a001 capabil");
    terminal.signal(Signal::SIGTERM);
    assert_ne!(terminal.wait_exit(), 0);
    terminal.assert_restored();
}

#[test]
fn a_line_that_was_not_sent_stays_visible() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.close()
    });
    let terminal = start(&[&server.address(), "--plain"]);
    terminal.wait_line("(closed)");
    terminal.type_line("login taro himitsu3");
    terminal.wait_row("▸ Not connected; :reconnect connects again, :quit exits.");
    terminal.wait_row("· login taro ${password}");
    terminal.type_line(":quit");
    terminal.assert_exit(1);
    assert_secret_absent(&terminal, "himitsu3");
}

#[test]
fn a_history_that_cannot_be_kept_is_reported_and_the_session_continues() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = Program::imapsh(&[&server.address(), "--plain"])
        .env("HOME", "/dev/null")
        .env("XDG_STATE_HOME", "/dev/null/state");
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_for("Cannot keep the history: /dev/null/");
    terminal.wait_line("a001");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    log_out(&terminal);
}

#[test]
fn a_line_is_colored_while_it_is_typed_and_secrets_stay_masked() {
    use vt100::Color;
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_keys("uid fetch 17 (flagz flags");
    terminal.wait_for("flagz flags");
    assert_eq!(terminal.style_of("17").color, Color::Idx(30));
    assert_eq!(terminal.style_of("flagz").color, Color::Default);
    terminal.type_keys(CTRL_C);
    terminal.type_keys("login taro himitsu9");
    terminal.wait_for("login taro ********");
    assert_secret_absent(&terminal, "himitsu9");
}
