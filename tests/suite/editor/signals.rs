//! When the process stops or ends, the shell gets its terminal back. When it continues, so does the
//! half-typed line.

use super::harness::{EditorHarness, probe_path, with_listener};
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// Starts the probe from a shell with job control.
#[track_caller]
fn start_in_a_shell() -> EditorHarness {
    let shell = Program::new("sh").arg("-i").env("PS1", "shell> ");
    let shell = shell.env("PROBE_PATH", probe_path()).env("ENV", "");
    let (shell, listener) = with_listener(shell);
    let terminal = Terminal::run(shell, 24, 80);
    terminal.wait_line("shell>");
    terminal.type_keys("\"$PROBE_PATH\"\r");
    let control = listener.accept();
    let editor = EditorHarness { terminal, control };
    editor.expect("ready editing=true");
    editor.terminal.wait_line("a001");
    editor
}

/// The shell executes a command, and echoes it.
#[track_caller]
fn assert_shell_works(editor: &EditorHarness, word: &str) {
    editor.terminal.wait_line("shell>");
    editor.assert_terminal_restored();
    editor.keys(format!("echo $((40+2)) {word}\r"));
    editor.terminal.wait_for(&format!("\n42 {word}\n"));
    editor.terminal.wait_line("shell>");
}

#[test]
fn ctrl_z_restores_the_terminal_and_fg_the_line() {
    let editor = start_in_a_shell();
    editor.keys("select drafts\x1b[D\x1b[D");
    editor.terminal.wait_line("a001 select drafts");
    for word in ["once", "twice"] {
        editor.keys("\x1a");
        assert_shell_works(&editor, word);
        editor.command(&format!("output * {word} while stopped"));
        editor.keys("fg\r");
        editor.wait_cursor("a001 select drafts", 16);
        editor.terminal.wait_for(&format!("* {word} while stopped"));
    }
    editor.keys("X\r");
    editor.expect("line select drafXts");
    editor.keys("\x04");
    editor.expect("EndOfInput");
    assert_shell_works(&editor, "after");
}

#[test]
fn keys_typed_after_ctrl_z_are_kept() {
    let editor = start_in_a_shell();
    editor.keys("select \x1adrafts\rnoop\r");
    assert_shell_works(&editor, "meanwhile");
    editor.keys("fg\r");
    editor.expect("line select drafts");
    editor.expect("line noop");
}

#[test]
fn ctrl_z_on_an_empty_line_works_too() {
    let editor = start_in_a_shell();
    editor.keys("\x1a");
    assert_shell_works(&editor, "meanwhile");
    editor.keys("fg\r");
    editor.terminal.wait_line("a001");
    editor.keys("noop\r");
    editor.expect("line noop");
}

#[test]
fn a_background_process_waits_for_fg() {
    let editor = start_in_a_shell();
    editor.keys("noop");
    editor.terminal.wait_line("a001 noop");
    editor.keys("\x1a");
    assert_shell_works(&editor, "one");
    editor.keys("bg; echo $((40+2)) bg\r");
    editor.terminal.wait_for("\n42 bg\n");
    assert_shell_works(&editor, "two");
    editor.command("output * 3 EXISTS");
    assert_shell_works(&editor, "three");
    editor.keys("fg\r");
    editor.terminal.wait_line("a001 noop");
    editor.terminal.wait_for("* 3 EXISTS");
    editor.keys("\r");
    editor.expect("line noop");
}

#[test]
fn sigstop_and_fg_keep_the_line() {
    let editor = start_in_a_shell();
    editor.keys("noop");
    editor.terminal.wait_line("a001 noop");
    let _ = kill(Pid::from_raw(editor.control.pid), Signal::SIGSTOP);
    editor.terminal.wait_line("shell>");
    // The terminal could not be restored: in its mode Enter is a line feed.
    editor.keys("echo $((40+2)) outside; stty sane\n");
    editor.terminal.wait_for("42 outside");
    editor.terminal.wait_line("shell>");
    editor.keys("fg\n");
    editor.terminal.wait_line("a001 noop");
    // This works only in raw mode: in the shell's mode Enter is a line feed, and keys are echoed.
    editor.keys(" one\x01X\x05\r");
    editor.expect("line Xnoop one");
    editor.keys("\x04");
    editor.expect("EndOfInput");
    assert_shell_works(&editor, "after");
}

#[test]
fn sigstop_and_sigcont_without_a_shell_change_nothing() {
    let editor = EditorHarness::new();
    editor.command("output * 1 EXISTS");
    editor.keys("noop");
    editor.wait_rows(&["* 1 EXISTS", "a001 noop"]);
    for _ in 0..3 {
        editor.terminal.signal(Signal::SIGSTOP);
        editor.terminal.signal(Signal::SIGCONT);
    }
    editor.keys("x");
    editor.wait_rows(&["* 1 EXISTS", "a001 noopx"]);
    editor.keys("\r");
    editor.expect("line noopx");
}

#[test]
fn a_termination_signal_restores_the_terminal() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let editor = EditorHarness::new();
        editor.keys("half a li");
        editor.terminal.wait_line("a001 half a li");
        editor.terminal.signal(signal);
        editor.expect("Terminated");
        assert_eq!(editor.terminal.wait_exit(), 0);
        editor.assert_terminal_restored();
    }
}

#[test]
fn a_termination_signal_works_between_prompts() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let editor = EditorHarness::new();
        editor.command("hold");
        editor.sync();
        editor.keys("noop\r");
        editor.expect("line noop");
        editor.terminal.signal(signal);
        editor.expect("Terminated");
        assert_eq!(editor.terminal.wait_exit(), 0);
        editor.assert_terminal_restored();
    }
}

#[test]
fn a_closed_terminal_ends_the_input() {
    let pair = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .expect("a pseudo-terminal");
    let (program, listener) = with_listener(Program::new(probe_path()));
    let mut command = portable_pty::CommandBuilder::new(probe_path());
    for (name, value) in program.variables() {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).expect("the probe");
    drop(pair.slave);
    let control = listener.accept();
    control.expect("ready editing=true");
    drop(pair.master);
    let entry = control.next_report();
    assert!(entry == "Closed" || entry == "Terminated", "{entry}");
    assert!(child.wait().expect("its end").success());
}

#[test]
fn the_terminal_is_restored_before_a_panic_message() {
    let editor = EditorHarness::new();
    editor.keys("panic\r");
    editor.expect("line panic");
    assert_eq!(editor.terminal.wait_exit(), 101);
    editor.assert_terminal_restored();
    let rows = editor.terminal.all_rows();
    assert!(
        rows.iter().any(|row| row.contains("a panic on request")),
        "{rows:?}"
    );
    // All rows of the message start at the left edge.
    assert!(
        rows.iter().all(|row| !row.starts_with("     ")),
        "{rows:#?}"
    );
}

#[test]
fn a_sigint_counted_late_interrupts_the_prompt_that_is_shown_by_then() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.command("stall-signals");
    editor.sync();
    editor.keys("noop\r");
    editor.expect("line noop");
    // The first is counted, and stalls the thread that counts; the second waits for that.
    editor.keys("\x03");
    editor.expect("signals stalled");
    editor.terminal.signal(Signal::SIGINT);
    editor.command("continue");
    editor.expect("Interrupted(\"\")");
    editor.terminal.wait_line("a001");
    editor.keys("half");
    editor.terminal.wait_line("a001 half");
    editor.command("continue-signals");
    editor.expect("Interrupted(\"half\")");
    editor.keys("noop\r");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
    let rows = editor.terminal.all_rows();
    assert_eq!(rows, ["a001 noop", "a001 half^C", "a001 noop", "a001"]);
}
