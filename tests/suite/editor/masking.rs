//! A secret is never written to the terminal, even while its line is edited.

use super::harness::{EditorHarness, probe_path};
use crate::support::keys::{CTRL_A, CTRL_C, CTRL_G, CTRL_R, DELETE, bracketed_paste};
use crate::support::program::Program;
use indoc::indoc;

#[track_caller]
fn assert_secret_absent(editor: &EditorHarness) {
    editor.terminal.assert_never_written("hunter2");
}

#[test]
fn a_secret_is_masked_while_it_is_typed_edited_and_interrupted() {
    let editor = EditorHarness::with_size(10, 30);
    editor.type_keys("login user ");
    editor.terminal.wait_line("a001 login user");
    editor.type_keys("hunter2");
    editor.terminal.wait_line("a001 login user *******");
    editor.command("output * 1 EXISTS");
    editor.command("prompt a1000 ");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a1000 login user *******
    "});
    editor.type_keys(format!("{CTRL_A}{DELETE}"));
    editor.terminal.wait_line("a1000 ogin user *******");
    editor.terminal.resize(10, 20);
    editor.command("output * 2 EXISTS");
    editor.terminal.wait_for("* 2 EXISTS");
    editor.type_keys(CTRL_C);
    editor.expect("Interrupted(\"ogin user hunter2\")");
    editor.terminal.wait_for("*******^C");
    assert_secret_absent(&editor);
}

#[test]
fn a_secret_is_masked_with_no_color_too() {
    let program = Program::new(probe_path()).env("NO_COLOR", "1");
    let editor = EditorHarness::start(program, 24, 80);
    editor.expect("ready editing=true");
    editor.type_keys("login user hunter2");
    editor.terminal.wait_line("a001 login user *******");
    assert_secret_absent(&editor);
}

#[test]
fn each_line_of_a_paste_is_masked() {
    let editor = EditorHarness::new();
    editor.type_keys(bracketed_paste("noop\nlogin user hunter2\nselect inbox"));
    editor.terminal.wait_screen(indoc! {"
        a001 noop
        login user *******
        select inbox
    "});
    assert_secret_absent(&editor);
    editor.type_keys(CTRL_C);
    editor.terminal.wait_for("^C");
    assert_secret_absent(&editor);
}

#[test]
fn a_paste_cannot_control_the_terminal() {
    let editor = EditorHarness::new();
    editor.type_keys(bracketed_paste("noop \x1b]0;title\x07\x1b[31m end"));
    editor.terminal.wait_for("end");
    assert_eq!(editor.terminal.requests(), [""; 0]);
}

#[test]
fn a_mask_survives_a_search() {
    let editor = EditorHarness::new();
    editor.type_keys(format!("login user hunter2{CTRL_A}{DELETE}"));
    editor.terminal.wait_line("a001 ogin user *******");
    editor.type_keys(format!("{CTRL_R}x"));
    editor.terminal.wait_line("(search) x: (not found)");
    editor.type_keys(CTRL_G);
    editor.terminal.wait_line("a001 ogin user *******");
    assert_secret_absent(&editor);
}
