//! What a typed line comes to: sent, dim, hinted at; completion, the history, the keys.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::replays::accepts_everything;
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
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys(paste(
        "$ telnet mail 143\nTrying 127.0.0.1...\nConnected to mail.\nEscape character is '^]'.\n\
         * OK greeting pasted\na001 capability\n* CAPABILITY PASTED\na001 OK pasted one\n\
         # a comment\na002 noop\na002 OK pasted two",
    ));
    terminal.wait_for("a002 OK pasted two");
    terminal.wait_line("a003");
    for line in [
        "* OK greeting pasted",
        "$ telnet mail 143",
        "a001 OK pasted one",
    ] {
        row(&terminal, &format!("· {line}"));
        assert!(terminal.cell_of(line).dim, "{line}");
    }
    assert!(!terminal.cell_of("* answer to a001").dim);
    terminal.type_keys("noop\r");
    terminal.wait_for("a003 OK three");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    server.finish();
}

#[test]
fn hints_precede_the_line_once_and_refuse_nothing() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for tag in ["a001", "a002", "a7", "a003"] {
            peer.line()?;
            peer.send(format!("{tag} BAD so\r\n"))?;
        }
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    let hints = [
        ("select inbox", "Log in first"),
        ("ｓｅｌｅｃｔ　ｉｎｂｏｘ", "full-width"),
        ("a7  noop", "There are two spaces after the tag"),
        ("done", "There is no IDLE to end"),
    ];
    for (line, hint) in hints {
        terminal.type_keys(format!("{line}\r"));
        terminal.wait_for(hint);
        let rows = terminal.all_rows();
        let hinted: Vec<_> = rows.iter().filter(|row| row.contains(hint)).collect();
        assert_eq!(hinted.len(), 1, "{rows:#?}");
    }
    row(&terminal, "a7  noop");
}

#[test]
fn an_unencrypted_password_gets_a_hint() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu9")?;
        peer.send("a001 NO no\r\n")?;
        peer.rest().map(drop)
    });
    let terminal = with(&server);
    terminal.type_keys("login taro himitsu9\r");
    terminal.wait_for("crosses the network unencrypted");
    terminal.wait_for("a001 NO");
    assert_secret_absent(&terminal, "himitsu9");
}

#[test]
fn completion_and_the_syntax_hint() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("list \"\" \"*\"\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_keys("sel\t Dra\t");
    terminal.wait_until("the completed line", |screen| {
        screen.contents().contains("a003 select Drafts")
    });
    terminal.type_keys("\r");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys("store 1 +FLAGS (\\Se\t");
    terminal.wait_for("a004 store 1 +FLAGS (\\Seen");
    terminal.type_keys("\x03");
    terminal.wait_line("a004");
    terminal.type_keys("login");
    terminal.wait_line("a004 login USER PASSWORD");
    assert!(terminal.cell_of("USER PASSWORD").dim);
    terminal.type_keys("\x03");
}

#[test]
fn the_history_is_searched_and_private() {
    use std::os::unix::fs::PermissionsExt;
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("select inbox\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_keys("\x1b[A");
    terminal.wait_line("a003 select inbox");
    terminal.type_keys("\x1b[A");
    terminal.wait_line(&format!("a003 login {} ${{password}}", user.name));
    terminal.type_keys("\x03");
    terminal.wait_line("a003");
    terminal.type_keys("\x12sele");
    terminal.wait_for("select inbox");
    terminal.wait_for("history");
    terminal.type_keys("\r");
    terminal.wait_for("a003 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let files = terminal.program.files();
    let (path, text) = files
        .iter()
        .find(|(path, _)| path.ends_with("history"))
        .expect("a history");
    assert!(holds(text, b"select inbox"), "{text:?}");
    let mode = std::fs::metadata(path).expect("its facts").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn a_resize_keeps_the_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = plain(dovecot);
    terminal.type_keys("capability");
    terminal.wait_line("a001 capability");
    terminal.resize(30, 60);
    terminal.wait_line("a001 capability");
    terminal.type_keys("\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
}

#[test]
fn ctrl_z_and_fg_keep_the_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let shell = Program::new("sh")
        .arg("-i")
        .env("PS1", "shell> ")
        .env("ENV", "");
    let shell = shell.env("IMAPSH_PATH", env!("CARGO_BIN_EXE_imapsh"));
    let terminal = Terminal::run(shell, 60, 110);
    terminal.wait_line("shell>");
    let port = dovecot.plain_port();
    terminal.type_keys(format!("\"$IMAPSH_PATH\" localhost {port} --plain\r"));
    terminal.wait_line("a001");
    terminal.type_keys("capab");
    terminal.wait_line("a001 capab");
    terminal.type_keys("\x1a");
    terminal.wait_line("shell>");
    assert_terminal_restored(&terminal);
    terminal.type_keys("fg\r");
    terminal.wait_line("a001 capab");
    terminal.type_keys("ility\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_keys("login taro himitsu2");
    terminal.wait_line("a002 login taro ********");
    terminal.type_keys("\x1a");
    terminal.wait_line("shell>");
    terminal.type_keys("fg\r");
    terminal.wait_line("a002 login taro ********");
    terminal.type_keys("\x03");
    terminal.wait_line("a002");
    assert_secret_absent(&terminal, "himitsu2");
    terminal.type_keys("\x04");
    terminal.wait_line("shell>");
    assert_terminal_restored(&terminal);
    terminal.type_keys("exit\r");
    terminal.wait_exit();
}

#[test]
fn sigterm_restores_the_terminal() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = plain(dovecot);
    terminal.type_keys("capabil");
    terminal.wait_line("a001 capabil");
    terminal.signal(Signal::SIGTERM);
    assert_ne!(terminal.wait_exit(), 0);
    assert_terminal_restored(&terminal);
}

#[test]
fn a_line_that_was_not_sent_stays_visible() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.hang_up()
    });
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    terminal.wait_line("(closed)");
    terminal.type_keys("login taro himitsu3\r");
    terminal.wait_row("▸ Not connected; :reconnect connects again, :quit exits.");
    row(&terminal, "· login taro ${password}");
    terminal.type_keys(":quit\r");
    assert_eq!(terminal.wait_exit(), 1);
    assert_secret_absent(&terminal, "himitsu3");
}

#[test]
fn a_history_that_cannot_be_kept_is_reported_and_the_session_goes_on() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = Program::imapsh(&["127.0.0.1", &server.port(), "--plain"])
        .env("HOME", "/dev/null")
        .env("XDG_STATE_HOME", "/dev/null/state");
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_for("Cannot keep the history: /dev/null/");
    terminal.wait_line("a001");
    terminal.type_keys("noop\r");
    terminal.wait_for("a001 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}
