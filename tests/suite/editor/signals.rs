//! Signals, Ctrl-Z, and the end of the process. When it stops or ends, the terminal is restored for the
//! shell. When it continues, the half-typed line is edited further.

use super::harness::{EditorHarness, probe_path, with_listener};
use crate::support::keys::{CTRL_A, CTRL_D, CTRL_E, CTRL_Z, ENTER, LEFT};
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use indoc::indoc;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// Starts the probe from a shell with job control.
#[track_caller]
fn start_in_a_shell() -> EditorHarness {
    let shell = Program::new("sh").arg("-i").env("PS1", "shell> ");
    let shell = shell.env("PROBE_PATH", probe_path()).env("ENV", "");
    let (shell, listener) = with_listener(shell);
    let terminal = Terminal::start(shell, 24, 80);
    terminal.wait_line("shell>");
    terminal.type_line("\"$PROBE_PATH\"");
    let control = listener.accept();
    let editor = EditorHarness { terminal, control };
    editor.expect("ready editing=true");
    editor.terminal.wait_line("a001");
    editor
}

/// The terminal is restored, and the shell executes a command that is typed and echoed.
#[track_caller]
fn assert_shell_works(editor: &EditorHarness, word: &str) {
    editor.terminal.wait_line("shell>");
    editor.terminal.assert_restored();
    editor.type_line(format!("echo $((40+2)) {word}"));
    editor.terminal.wait_for(&format!("\n42 {word}\n"));
    editor.terminal.wait_line("shell>");
}

#[test]
fn ctrl_z_restores_the_terminal_and_fg_the_line() {
    let editor = start_in_a_shell();
    editor.type_keys(format!("select drafts{LEFT}{LEFT}"));
    editor.terminal.wait_line("a001 select drafts");
    for word in ["once", "twice"] {
        editor.type_keys(CTRL_Z);
        assert_shell_works(&editor, word);
        editor.command(&format!("output * {word} while stopped"));
        editor.type_line("fg");
        editor.terminal.wait_cursor("a001 select drafts", 16);
        editor.terminal.wait_for(&format!("* {word} while stopped"));
    }
    editor.type_line("X");
    editor.expect("line select drafXts");
    editor.type_keys(CTRL_D);
    editor.expect("EndOfInput");
    assert_shell_works(&editor, "after");
}

#[test]
fn keys_typed_after_ctrl_z_are_kept() {
    let editor = start_in_a_shell();
    editor.type_keys(format!("select {CTRL_Z}drafts{ENTER}noop{ENTER}"));
    assert_shell_works(&editor, "meanwhile");
    editor.type_line("fg");
    editor.expect("line select drafts");
    editor.expect("line noop");
}

#[test]
fn ctrl_z_on_an_empty_line_works_too() {
    let editor = start_in_a_shell();
    editor.type_keys(CTRL_Z);
    assert_shell_works(&editor, "meanwhile");
    editor.type_line("fg");
    editor.terminal.wait_line("a001");
    editor.type_line("noop");
    editor.expect("line noop");
}

#[test]
fn a_background_process_waits_for_fg() {
    let editor = start_in_a_shell();
    editor.type_keys("noop");
    editor.terminal.wait_line("a001 noop");
    editor.type_keys(CTRL_Z);
    assert_shell_works(&editor, "one");
    editor.type_line("bg; echo $((40+2)) bg");
    editor.terminal.wait_for("\n42 bg\n");
    assert_shell_works(&editor, "two");
    editor.command("output * 3 EXISTS");
    assert_shell_works(&editor, "three");
    editor.type_line("fg");
    editor.terminal.wait_line("a001 noop");
    editor.terminal.wait_for("* 3 EXISTS");
    editor.type_keys(ENTER);
    editor.expect("line noop");
}

#[test]
fn sigstop_and_fg_keep_the_line() {
    let editor = start_in_a_shell();
    editor.type_keys("noop");
    editor.terminal.wait_line("a001 noop");
    let _ = kill(Pid::from_raw(editor.control.pid), Signal::SIGSTOP);
    editor.terminal.wait_line("shell>");
    // SIGSTOP left the terminal in raw mode, in which Enter is CR, and the shell needs a line feed.
    editor.type_keys("echo $((40+2)) outside; stty sane\n");
    editor.terminal.wait_for("42 outside");
    editor.terminal.wait_line("shell>");
    editor.type_keys("fg\n");
    editor.terminal.wait_line("a001 noop");
    // These keys work only if the editor has turned on raw mode again.
    editor.type_line(format!(" one{CTRL_A}X{CTRL_E}"));
    editor.expect("line Xnoop one");
    editor.type_keys(CTRL_D);
    editor.expect("EndOfInput");
    assert_shell_works(&editor, "after");
}

#[test]
fn sigstop_and_sigcont_without_a_shell_change_nothing() {
    let editor = EditorHarness::new();
    editor.command("output * 1 EXISTS");
    editor.type_keys("noop");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a001 noop
    "});
    for _ in 0..3 {
        editor.terminal.signal(Signal::SIGSTOP);
        editor.terminal.signal(Signal::SIGCONT);
    }
    editor.type_keys("x");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a001 noopx
    "});
    editor.type_keys(ENTER);
    editor.expect("line noopx");
}

#[test]
fn a_termination_signal_restores_the_terminal() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let editor = EditorHarness::new();
        editor.type_keys("half a li");
        editor.terminal.wait_line("a001 half a li");
        editor.terminal.signal(signal);
        editor.expect("Terminated");
        editor.terminal.assert_exit(0);
        editor.terminal.assert_restored();
    }
}

#[test]
fn a_termination_signal_works_between_prompts() {
    for signal in [Signal::SIGTERM, Signal::SIGQUIT, Signal::SIGHUP] {
        let editor = EditorHarness::new();
        editor.command("hold");
        editor.sync();
        editor.type_line("noop");
        editor.expect("line noop");
        editor.terminal.signal(signal);
        editor.expect("Terminated");
        editor.terminal.assert_exit(0);
        editor.terminal.assert_restored();
    }
}

#[test]
fn a_closed_terminal_ends_the_input() {
    let pair = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .expect("a pseudo-terminal can be opened");
    let (program, listener) = with_listener(Program::new(probe_path()));
    let mut command = portable_pty::CommandBuilder::new(probe_path());
    for (name, value) in program.variables() {
        command.env(name, value);
    }
    let child = pair.slave.spawn_command(command);
    let mut child = child.expect("the probe can be started");
    drop(pair.slave);
    let control = listener.accept();
    control.expect("ready editing=true");
    drop(pair.master);
    let report = control.next_report();
    assert!(report == "Closed" || report == "Terminated", "{report}");
    let status = child.wait().expect("the probe can be waited for");
    assert!(status.success(), "{status}");
}

#[test]
fn the_terminal_is_restored_before_a_panic_message() {
    let editor = EditorHarness::new();
    editor.type_line("panic");
    editor.expect("line panic");
    editor.terminal.assert_exit(101);
    editor.terminal.assert_restored();
    let rows = editor.terminal.all_rows();
    let contains_message = rows.iter().any(|row| row.contains("a panic on request"));
    assert!(contains_message, "{rows:#?}");
    // In raw mode the lines of the message would not start at the left edge.
    let at_left_edge = rows.iter().all(|row| !row.starts_with("     "));
    assert!(at_left_edge, "{rows:#?}");
}

#[test]
fn a_sigint_counted_late_interrupts_the_prompt_that_is_shown_by_then() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.command("stall-signals");
    editor.sync();
    editor.type_line("noop");
    editor.expect("line noop");
    // The signal thread counts the first SIGINT and stalls, so that the second is counted later.
    editor.terminal.signal(Signal::SIGINT);
    editor.expect("signals stalled");
    // It arrives before the next prompt, where rustyline would receive it.
    editor.command("interrupt");
    editor.expect("interrupt has arrived");
    editor.command("continue");
    editor.expect("Interrupted(\"\")");
    editor.terminal.wait_line("a001");
    editor.type_keys("half");
    editor.terminal.wait_line("a001 half");
    editor.command("continue-signals");
    editor.expect("Interrupted(\"half\")");
    editor.type_line("noop");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
    editor.terminal.wait_screen(indoc! {"
        a001 noop
        a001 half^C
        a001 noop
        a001
    "});
}
