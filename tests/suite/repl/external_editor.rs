//! Ctrl-X Ctrl-E: the line is edited in another program.

use super::*;
use crate::support::keys::{CTRL_A, CTRL_C, CTRL_U, EDIT_ELSEWHERE, LEFT};
use std::path::Path;

/// An editor that keeps its input, and saves the file `saved` instead.
const EDIT: &str = r#"
cat "$1" >given
ls -l "$1" | cut -c 1-10 >mode
printf %s "$1" >path
cat saved >"$1"
"#;

/// Connects to the server with an editor that saves this text.
#[track_caller]
fn connect_with_editor(server: &ScriptedServer, saved: &str) -> Terminal {
    let program = Program::imapsh(&[&server.address(), "--plain"]).env("EDITOR", "/bin/sh edit.sh");
    program.write_file("edit.sh", EDIT);
    program.write_file("saved", saved);
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal
}

#[test]
fn the_line_is_edited_in_a_private_file_and_sent_with_enter() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 search unseen from 梅")?;
        peer.send("a001 OK so\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect_with_editor(&server, "search unseen 梅\n");
    terminal.type_keys(format!("search un{EDIT_ELSEWHERE}"));
    terminal.wait_line("a001 search unseen 梅");
    // It can be edited on, and is not sent before Enter.
    terminal.type_keys(format!("{LEFT}from {ENTER}"));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    let program = &terminal.program;
    assert_eq!(program.read_file("given"), "search un\n");
    assert_eq!(program.read_file("mode"), "-rw-------\n");
    assert!(!Path::new(&program.read_file("path")).exists());
    log_out(&terminal);
}

#[test]
fn the_editor_has_the_terminal() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain"])
        .env("VISUAL", "echo begin; read typed; echo $typed >typed; cat typed >");
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys(EDIT_ELSEWHERE);
    terminal.wait_row("begin");
    terminal.type_keys("check\n");
    terminal.wait_line("a001 check");
    // The keys are imapsh's again.
    terminal.type_keys("2");
    terminal.wait_line("a001 check2");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    log_out(&terminal);
}

#[test]
fn several_lines_from_the_editor_are_a_paste() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.answer("noop", "")?;
        peer.answer("check", "")?;
        peer.expect_logout()
    });
    let terminal = connect_with_editor(&server, "noop\n* 3 EXISTS\ncheck\n");
    terminal.type_keys(EDIT_ELSEWHERE);
    terminal.wait_for("check");
    terminal.type_keys(ENTER);
    terminal.wait_for("a002 OK");
    terminal.assert_order(&["a001 noop", "a002 check"]);
    terminal.wait_line("a003");
    log_out(&terminal);
}

#[test]
fn a_line_with_a_secret_is_not_opened() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    let terminal = connect_with_editor(&server, "noop\n");
    terminal.type_keys(format!("login taro himitsu9{EDIT_ELSEWHERE}"));
    terminal.wait_for("a part of the line is secret");
    terminal.wait_line("a001 login taro ********");
    // Hidden text stays hidden in its new place.
    terminal.type_keys(format!("{CTRL_A}x{EDIT_ELSEWHERE}"));
    terminal.wait_line("a001 xlogin taro ********");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    assert!(!terminal.program.home().join("given").exists());
    terminal.assert_never_written("himitsu9");
    log_out(&terminal);
}

#[test]
fn an_editor_that_fails_or_is_missing_is_reported_and_leaves_the_line() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    for (variable, editor, report) in [
        ("EDITOR", "exit 1; :", "The editor reported a failure (exit status 1); the line is as"),
        ("VISUAL", "no-such-editor", "The editor was not found: no-such-editor."),
        ("EDITOR", " ", "No editor is set; set EDITOR"),
    ] {
        let program = Program::imapsh(&[&server.address(), "--plain"]).env(variable, editor);
        let terminal = Terminal::start(program, 60, 110);
        terminal.wait_line("a001");
        terminal.type_keys(format!("noop{EDIT_ELSEWHERE} 2"));
        terminal.wait_line("a001 noop 2");
        terminal.wait_for(report);
        terminal.type_keys(CTRL_U);
        log_out(&terminal);
    }
}
