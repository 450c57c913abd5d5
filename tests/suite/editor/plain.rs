//! Where no line can be edited, lines are read as they come and nothing is erased.

use super::stage::{Stage, piped, probe};
use crate::support::program::Program;
use nix::sys::signal::Signal;

#[test]
fn between_pipes_there_is_no_prompt_and_no_escape() {
    let (mut process, control) = piped();
    control.hear("ready editing=false");
    process.send("noop\nselect inb");
    control.hear("line noop");
    control.say("push * 1 EXISTS");
    process.stdout.wait_for("* 1 EXISTS\n");
    process.send("ox\r\nno end");
    control.hear("line select inbox");
    process.close_stdin();
    control.hear("line no end");
    control.hear("EndOfInput");
    let finished = process.finish();
    finished.assert_status(0);
    assert_eq!(
        finished.text(),
        "a001 noop\n* 1 EXISTS\na001 select inbox\na001 no end\n"
    );
}

#[test]
fn between_pipes_a_signal_ends_it() {
    let (process, control) = piped();
    control.hear("ready editing=false");
    process.signal(Signal::SIGTERM);
    control.hear("Terminated");
    process.finish().assert_status(0);
}

#[test]
fn a_dumb_terminal_gets_prompts_and_lines_without_escapes() {
    let stage = Stage::of(Program::new(probe()).env("TERM", "dumb"), 24, 80);
    stage.hear("ready editing=false");
    stage.terminal.wait_line("a001");
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.say("push * 1 EXISTS");
    stage.terminal.wait_for("* 1 EXISTS");
    stage.keys("\x03");
    stage.hear("Interrupted(\"\")");
    stage.keys("\x04");
    stage.hear("EndOfInput");
    assert_eq!(stage.terminal.wait_exit(), 0);
    stage.assert_given_back();
}
