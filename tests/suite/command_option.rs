//! `--command`: what the program says beside the wire, what it may ask at the terminal, and that
//! nothing of it stays behind.

use crate::support::holds;
use crate::support::program::Program;
use crate::support::replays::replay;
use crate::support::terminal::Terminal;

/// A server as a shell's loop; `before` is what it does before its greeting.
fn server(before: &str, on_noop: &str) -> String {
    format!(
        "{before}; printf '* PREAUTH ready\\r\\n'; while read -r tag command; do case $command in \
         logout*) printf '* BYE so long\\r\\n%s OK done\\r\\n' $tag; exit;; \
         *) {on_noop}; printf '%s OK done\\r\\n' $tag;; esac; done"
    )
}

fn repl(command: &str) -> Terminal {
    Terminal::run(Program::imapsh(&["--command", command]), 30, 100)
}

#[test]
fn stderr_of_the_command_is_escaped_and_attributed() {
    let says = "printf 'hello\\n\\033]0;owned\\007\\n▸ Connected to nowhere\\n\\377\\n' >&2";
    let terminal = repl(&server(says, "printf 'meanwhile\\n' >&2"));
    terminal.wait_line("a001");
    terminal.wait_for("The command printed to standard error: hello");
    terminal.wait_for("The command printed to standard error: ␛]0;owned\\x07");
    terminal
        .wait_for("The command printed to standard error: \\xe2\\x96\\xb8 Connected to nowhere");
    terminal.wait_for("The command printed to standard error: \\xff");
    terminal.type_keys("noop\r");
    terminal.wait_for("The command printed to standard error: meanwhile");
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a002");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    // The line editor's own redraws apart.
    let mut asked = terminal.requests().asked;
    asked.retain(|asked| !asked.contains("2026"));
    assert_eq!(asked, Vec::<String>::new());
}

#[test]
fn stderr_of_the_command_appears_above_the_half_typed_line() {
    let waits = "mkfifo go; (read -r word <go; printf 'late\\n' >&2) & :";
    let terminal = repl(&server(waits, ":"));
    terminal.wait_line("a001");
    terminal.type_keys("half a li");
    terminal.wait_line("a001 half a li");
    std::fs::write(terminal.program.home().join("go"), "now\n").expect("a pipe");
    terminal.wait_for("The command printed to standard error: late");
    terminal.wait_line("a001 half a li");
    terminal.type_keys("\x15\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn stderr_of_the_command_precedes_the_reason_it_ended() {
    let finished = replay("noop\n", &["--command", "echo no route >&2; exit 5"]);
    finished.assert_status(3);
    let said = &finished.stderr;
    let words = said.find("The command printed to standard error: no route");
    let reason = said.find("exited with status 5");
    assert!(words.is_some() && words < reason, "{said}");
}

#[test]
fn the_command_may_prompt_on_the_terminal_before_the_greeting() {
    let asks = "printf 'Passphrase: ' >/dev/tty; read -r phrase </dev/tty; echo got $phrase >&2";
    // At the prompt's terminal Enter comes as it is typed; ssh takes both.
    let terminal = repl(&server(asks, ":"));
    terminal.wait_for("Passphrase:");
    terminal.type_keys("open sesame\n");
    terminal.wait_for("The command printed to standard error: got open sesame");
    terminal.wait_line("a001");
    terminal.type_keys("noop\r");
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a002");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(terminal.is_cooked());
    let program = Program::imapsh(&["replay", "s.imap", "--command", &server(asks, ":")]);
    program.file("s.imap", "noop\nlogout\n");
    let terminal = Terminal::run(program, 30, 100);
    terminal.wait_for("Passphrase:");
    terminal.type_keys("open sesame\r");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(holds(&terminal.raw_output(), b"got open sesame"));
}

#[test]
fn ctrl_c_at_the_commands_prompt_means_no_session() {
    let asks = "printf 'Passphrase: ' >/dev/tty; read -r phrase </dev/tty";
    let terminal = repl(&server(asks, ":"));
    terminal.wait_for("Passphrase:");
    terminal.type_keys("\x03");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(terminal.is_cooked());
    assert_eq!(terminal.left_modes(), Vec::<&str>::new());
}
