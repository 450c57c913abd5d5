//! The terminal is the shell's again whenever the probe stops or ends, and the half-typed line
//! is back when it goes on.

use super::stage::{Stage, listening, probe};
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// A shell that controls jobs, with the probe started from it.
#[track_caller]
fn in_a_shell() -> Stage {
    let shell = Program::new("sh").arg("-i").env("PS1", "shell> ");
    let shell = shell.env("PROBE_PATH", probe()).env("ENV", "");
    let (shell, waiting) = listening(shell);
    let terminal = Terminal::run(shell, 24, 80);
    terminal.wait_line("shell>");
    terminal.type_keys("\"$PROBE_PATH\"\r");
    let control = waiting.accept();
    let stage = Stage { terminal, control };
    stage.hear("ready editing=true");
    stage.terminal.wait_line("a001");
    stage
}

/// The shell answers what is typed, and shows it.
#[track_caller]
fn shell_works(stage: &Stage, word: &str) {
    stage.terminal.wait_line("shell>");
    stage.assert_given_back();
    stage.keys(format!("echo $((40+2)) {word}\r"));
    stage.terminal.wait_for(&format!("\n42 {word}\n"));
    stage.terminal.wait_line("shell>");
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_the_line_back() {
    let stage = in_a_shell();
    stage.keys("select drafts\x1b[D\x1b[D");
    stage.terminal.wait_line("a001 select drafts");
    for word in ["once", "twice"] {
        stage.keys("\x1a");
        shell_works(&stage, word);
        stage.say(&format!("push * {word} while it stood"));
        stage.keys("fg\r");
        stage.wait_cursor("a001 select drafts", 16);
        stage.terminal.wait_for(&format!("* {word} while it stood"));
    }
    stage.keys("X\r");
    stage.hear("line select drafXts");
    stage.keys("\x04");
    stage.hear("EndOfInput");
    shell_works(&stage, "after");
}

#[test]
fn what_was_typed_along_with_ctrl_z_is_kept() {
    let stage = in_a_shell();
    stage.keys("select \x1adrafts\rnoop\r");
    shell_works(&stage, "meanwhile");
    stage.keys("fg\r");
    stage.hear("line select drafts");
    stage.hear("line noop");
}

#[test]
fn ctrl_z_on_an_empty_line_works_too() {
    let stage = in_a_shell();
    stage.keys("\x1a");
    shell_works(&stage, "meanwhile");
    stage.keys("fg\r");
    stage.terminal.wait_line("a001");
    stage.keys("noop\r");
    stage.hear("line noop");
}

#[test]
fn in_the_background_it_waits_for_fg() {
    let stage = in_a_shell();
    stage.keys("noop");
    stage.terminal.wait_line("a001 noop");
    stage.keys("\x1a");
    shell_works(&stage, "one");
    stage.keys("bg; echo $((40+2)) bg\r");
    stage.terminal.wait_for("\n42 bg\n");
    shell_works(&stage, "two");
    stage.say("push * 3 EXISTS");
    shell_works(&stage, "three");
    stage.keys("fg\r");
    stage.terminal.wait_line("a001 noop");
    stage.terminal.wait_for("* 3 EXISTS");
    stage.keys("\r");
    stage.hear("line noop");
}

#[test]
fn a_stop_from_outside_is_survived() {
    let stage = in_a_shell();
    stage.keys("noop");
    stage.terminal.wait_line("a001 noop");
    let _ = kill(Pid::from_raw(stage.control.pid), Signal::SIGSTOP);
    stage.terminal.wait_line("shell>");
    // Nobody could give the terminal back: to such a shell a line feed is Enter.
    stage.keys("echo $((40+2)) outside; stty sane\n");
    stage.terminal.wait_for("42 outside");
    stage.terminal.wait_line("shell>");
    stage.keys("fg\n");
    stage.terminal.wait_line("a001 noop");
    // Enter is Enter only in raw mode: the shell's mode makes it a line feed, and echoes keys.
    stage.keys(" one\x01X\x05\r");
    stage.hear("line Xnoop one");
    stage.keys("\x04");
    stage.hear("EndOfInput");
    shell_works(&stage, "after");
}

#[test]
fn a_stop_and_go_without_a_shell_changes_nothing() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.say("push * 1 EXISTS");
    stage.keys("noop");
    stage.wait_rows(&["* 1 EXISTS", "a001 noop"]);
    for _ in 0..3 {
        stage.terminal.signal(Signal::SIGSTOP);
        stage.terminal.signal(Signal::SIGCONT);
    }
    stage.keys("x");
    stage.wait_rows(&["* 1 EXISTS", "a001 noopx"]);
    stage.keys("\r");
    stage.hear("line noopx");
}

#[test]
fn a_signal_to_end_gives_the_terminal_back() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let stage = Stage::new();
        stage.hear("ready editing=true");
        stage.keys("half a li");
        stage.terminal.wait_line("a001 half a li");
        stage.terminal.signal(signal);
        stage.hear("Terminated");
        assert_eq!(stage.terminal.wait_exit(), 0);
        stage.assert_given_back();
    }
}

#[test]
fn a_signal_to_end_is_heard_between_prompts() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let stage = Stage::new();
        stage.hear("ready editing=true");
        stage.say("hold");
        stage.say("sync");
        stage.hear("synced");
        stage.keys("noop\r");
        stage.hear("line noop");
        stage.terminal.signal(signal);
        stage.hear("Terminated");
        assert_eq!(stage.terminal.wait_exit(), 0);
        stage.assert_given_back();
    }
}

#[test]
fn a_terminal_that_is_gone_ends_it() {
    let pair = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .expect("a pseudo-terminal");
    let (program, waiting) = listening(Program::new(probe()));
    let mut command = portable_pty::CommandBuilder::new(probe());
    for (name, value) in program.variables() {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).expect("the probe");
    drop(pair.slave);
    let control = waiting.accept();
    control.hear("ready editing=true");
    drop(pair.master);
    let entry = control.next();
    assert!(entry == "Closed" || entry == "Terminated", "{entry}");
    assert!(child.wait().expect("its end").success());
}

#[test]
fn a_panic_is_told_on_a_terminal_that_was_given_back() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("panic\r");
    stage.hear("line panic");
    assert_eq!(stage.terminal.wait_exit(), 101);
    stage.assert_given_back();
    let rows = stage.terminal.all_rows();
    assert!(rows.iter().any(|row| row.contains("as asked")), "{rows:?}");
    // The message is no staircase: its rows start at the left edge.
    assert!(
        rows.iter().all(|row| !row.starts_with("     ")),
        "{rows:#?}"
    );
}

#[test]
fn ctrl_c_that_is_counted_when_the_prompt_stands_is_heard_there() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.say("hold");
    stage.say("deaf");
    stage.say("sync");
    stage.hear("synced");
    stage.keys("noop\r");
    stage.hear("line noop");
    // The first is counted, and holds up the thread that counts; the second finds it so.
    stage.keys("\x03");
    stage.hear("deaf");
    stage.terminal.signal(Signal::SIGINT);
    stage.say("go");
    stage.hear("Interrupted(\"\")");
    stage.terminal.wait_line("a001");
    stage.keys("half");
    stage.terminal.wait_line("a001 half");
    stage.say("hear");
    stage.hear("Interrupted(\"half\")");
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.terminal.wait_line("a001");
    let rows = stage.terminal.all_rows();
    assert_eq!(rows, ["a001 noop", "a001 half^C", "a001 noop", "a001"]);
}
