//! Without line editing (between pipes, on a dumb terminal) lines are read unchanged, and nothing on the
//! screen is erased.

use super::harness::{EditorHarness, probe_between_pipes, probe_path};
use crate::support::keys::{CTRL_C, CTRL_D};
use crate::support::program::Program;
use indoc::indoc;
use nix::sys::signal::Signal;

#[test]
fn between_pipes_there_are_no_prompts_and_no_escape_sequences() {
    let (mut process, control) = probe_between_pipes();
    control.expect("ready editing=false");
    process.send("noop\nselect inb");
    control.expect("line noop");
    control.command("output * 1 EXISTS");
    process.stdout.wait_for("* 1 EXISTS\n");
    process.send("ox\r\nno end");
    control.expect("line select inbox");
    process.close_stdin();
    control.expect("line no end");
    control.expect("EndOfInput");
    let finished = process.finish();
    finished.assert_status(0);
    finished.assert_stdout(indoc! {"
        a001 noop
        * 1 EXISTS
        a001 select inbox
        a001 no end
    "});
}

#[test]
fn between_pipes_a_signal_ends_the_input() {
    let (process, control) = probe_between_pipes();
    control.expect("ready editing=false");
    process.signal(Signal::SIGTERM);
    control.expect("Terminated");
    process.finish().assert_status(0);
}

#[test]
fn a_dumb_terminal_shows_prompts_without_escape_sequences() {
    let editor = EditorHarness::start(Program::new(probe_path()).env("TERM", "dumb"), 24, 80);
    editor.expect("ready editing=false");
    editor.terminal.wait_line("a001");
    // A line may be read so soon that it could have been typed before the prompt.
    let is_echo_noted = (1..20).any(|number| {
        editor.type_line(format!("noop {number}"));
        editor.expect(&format!("line noop {number}"));
        editor.terminal.wait_line("a001");
        let row = format!("echoed a001 noop {number}");
        editor.terminal.all_rows().contains(&row)
    });
    assert!(is_echo_noted, "{:?}", editor.terminal.all_rows());
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    editor.terminal.wait_line("a001");
    // A part of this line could be above the output.
    editor.type_line("second");
    editor.expect("line second");
    editor.type_line("third");
    editor.expect("line third");
    editor.terminal.assert_count("echoed a001 second", 0);
    editor.type_keys(CTRL_C);
    editor.expect("Interrupted(\"\")");
    editor.type_keys(CTRL_D);
    editor.expect("EndOfInput");
    editor.terminal.assert_exit(0);
    // The probe colors its prompt; the editor adds no escape sequence to that.
    let written = String::from_utf8_lossy(&editor.terminal.written()).into_owned();
    let uncolored = written.replace("\x1b[36m", "").replace("\x1b[39m", "");
    assert!(!uncolored.contains('\x1b'), "{written:?}");
    editor.terminal.assert_restored();
}
