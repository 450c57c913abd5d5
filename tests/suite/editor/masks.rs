//! A secret never reaches the terminal, whatever is done to its line.

use super::stage::{Stage, probe};
use crate::support::holds;
use crate::support::program::Program;

/// The secret's octets were never written.
#[track_caller]
fn assert_unseen(stage: &Stage) {
    assert!(!holds(&stage.terminal.raw_output(), b"hunter2"));
}

#[test]
fn a_secret_is_masked_while_it_is_typed_edited_and_interrupted() {
    let stage = Stage::sized(10, 30);
    stage.hear("ready editing=true");
    stage.keys("login user ");
    stage.terminal.wait_line("a001 login user");
    stage.keys("hunter2");
    stage.terminal.wait_line("a001 login user *******");
    stage.say("push * 1 EXISTS");
    stage.say("prompt a1000 ");
    stage.wait_rows(&["* 1 EXISTS", "a1000 login user *******"]);
    stage.keys("\x01\x1b[3~");
    stage.terminal.wait_line("a1000 ogin user *******");
    stage.terminal.resize(10, 20);
    stage.say("push * 2 EXISTS");
    stage.terminal.wait_for("* 2 EXISTS");
    stage.keys("\x03");
    stage.hear("Interrupted(\"ogin user hunter2\")");
    stage.terminal.wait_for("*******^C");
    assert_unseen(&stage);
}

#[test]
fn no_color_masks_all_the_same() {
    let program = Program::new(probe()).env("NO_COLOR", "1");
    let stage = Stage::of(program, 24, 80);
    stage.hear("ready editing=true");
    stage.keys("login user hunter2");
    stage.terminal.wait_line("a001 login user *******");
    assert_unseen(&stage);
}

#[test]
fn each_line_of_a_paste_has_its_own_mask() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("\x1b[200~noop\nlogin user hunter2\nselect inbox\x1b[201~");
    stage.wait_rows(&["a001 noop", "login user *******", "select inbox"]);
    assert_unseen(&stage);
    stage.keys("\x03");
    stage.terminal.wait_for("^C");
    assert_unseen(&stage);
}

#[test]
fn a_paste_steers_no_terminal() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("\x1b[200~noop \x1b]0;title\x07\x1b[31m end\x1b[201~");
    stage.terminal.wait_for("end");
    let asked = stage.terminal.requests().asked;
    // The editor's own: redraws that a terminal may show in one piece.
    let others = asked.iter().filter(|asked| !asked.contains("2026"));
    assert_eq!(others.count(), 0, "{asked:?}");
}

#[test]
fn a_mask_survives_a_search() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("login user hunter2\x01\x1b[3~");
    stage.terminal.wait_line("a001 ogin user *******");
    stage.keys("\x12x");
    stage.terminal.wait_line("(search) x");
    stage.keys("\x07");
    stage.terminal.wait_line("a001 ogin user *******");
    assert_unseen(&stage);
}
