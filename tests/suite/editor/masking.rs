//! A secret never reaches the terminal, however its line is edited.

use super::harness::{EditorHarness, probe_path};
use crate::support::holds;
use crate::support::program::Program;

/// The secret was never written to the terminal.
#[track_caller]
fn assert_secret_absent(editor: &EditorHarness) {
    assert!(!holds(&editor.terminal.raw_output(), b"hunter2"));
}

#[test]
fn a_secret_is_masked_while_it_is_typed_edited_and_interrupted() {
    let editor = EditorHarness::with_size(10, 30);
    editor.keys("login user ");
    editor.terminal.wait_line("a001 login user");
    editor.keys("hunter2");
    editor.terminal.wait_line("a001 login user *******");
    editor.command("output * 1 EXISTS");
    editor.command("prompt a1000 ");
    editor.wait_rows(&["* 1 EXISTS", "a1000 login user *******"]);
    editor.keys("\x01\x1b[3~");
    editor.terminal.wait_line("a1000 ogin user *******");
    editor.terminal.resize(10, 20);
    editor.command("output * 2 EXISTS");
    editor.terminal.wait_for("* 2 EXISTS");
    editor.keys("\x03");
    editor.expect("Interrupted(\"ogin user hunter2\")");
    editor.terminal.wait_for("*******^C");
    assert_secret_absent(&editor);
}

#[test]
fn a_secret_is_masked_with_no_color_too() {
    let program = Program::new(probe_path()).env("NO_COLOR", "1");
    let editor = EditorHarness::start(program, 24, 80);
    editor.expect("ready editing=true");
    editor.keys("login user hunter2");
    editor.terminal.wait_line("a001 login user *******");
    assert_secret_absent(&editor);
}

#[test]
fn each_line_of_a_paste_is_masked() {
    let editor = EditorHarness::new();
    editor.keys("\x1b[200~noop\nlogin user hunter2\nselect inbox\x1b[201~");
    editor.wait_rows(&["a001 noop", "login user *******", "select inbox"]);
    assert_secret_absent(&editor);
    editor.keys("\x03");
    editor.terminal.wait_for("^C");
    assert_secret_absent(&editor);
}

#[test]
fn a_paste_cannot_control_the_terminal() {
    let editor = EditorHarness::new();
    editor.keys("\x1b[200~noop \x1b]0;title\x07\x1b[31m end\x1b[201~");
    editor.terminal.wait_for("end");
    let asked = editor.terminal.requests().asked;
    // Except synchronized output, which rustyline uses for redraws.
    let others = asked.iter().filter(|asked| !asked.contains("2026"));
    assert_eq!(others.count(), 0, "{asked:?}");
}

#[test]
fn a_mask_survives_a_search() {
    let editor = EditorHarness::new();
    editor.keys("login user hunter2\x01\x1b[3~");
    editor.terminal.wait_line("a001 ogin user *******");
    editor.keys("\x12x");
    editor.terminal.wait_line("(search) x");
    editor.keys("\x07");
    editor.terminal.wait_line("a001 ogin user *******");
    assert_secret_absent(&editor);
}
