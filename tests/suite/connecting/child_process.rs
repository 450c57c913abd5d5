//! `--command`: a program instead of a network connection. What it prints to standard error is shown,
//! and it may ask questions on the terminal before the greeting.

use super::{LOGIN_SCRIPT, assert_no_session};
use crate::support::keys::{CTRL_C, CTRL_D, CTRL_U};
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{replay, replay_program};
use crate::support::terminal::Terminal;
use crate::support::{contains, crlf};
use indoc::{formatdoc, indoc};

const REPORT: &str = "The command printed to standard error: ";

/// A shell script that is an IMAP server. It runs `before_greeting` first, and `on_command` for
/// every command except LOGOUT.
fn server_script(before_greeting: &str, on_command: &str) -> String {
    formatdoc! {r#"
        {before_greeting}
        printf '* PREAUTH ready\r\n'
        while read -r tag command; do
            case $command in
                logout*)
                    printf '* BYE so long\r\n%s OK done\r\n' $tag
                    exit;;
                *)
                    {on_command}
                    printf '%s OK done\r\n' $tag;;
            esac
        done
    "#}
}

/// Asks for a passphrase on the terminal, as ssh does.
const ASK: &str = "printf 'Passphrase: ' >/dev/tty; read -r phrase </dev/tty; echo got $phrase >&2";

fn prompt(command: &str) -> Terminal {
    Terminal::start(Program::imapsh(&["--command", command]), 30, 100)
}

#[test]
fn a_command_replaces_a_server() {
    let command = r"printf '* PREAUTH from a pipe\r\n'; read line; printf '* BYE\r\na001 OK\r\n'";
    let finished = replay("logout\n", &["--command", command]);
    finished.assert_status(0);
    finished.assert_stdout(&crlf(indoc! {"
        * PREAUTH from a pipe
        a001 logout
        * BYE
        a001 OK
    "}));
    for (command, cause) in [
        ("not-a-program-of-this-machine", "The command was not found (status 127)"),
        ("exit 5", "The command exited with status 5"),
    ] {
        let finished = replay(LOGIN_SCRIPT, &["--command", command]);
        assert_no_session(&finished, &[cause]);
    }
}

#[test]
fn stderr_of_the_command_is_escaped_and_attributed() {
    let before = r"printf 'hello\n\033]0;owned\007\n▸ Connected to nowhere\n\377\n' >&2";
    let terminal = prompt(&server_script(before, "echo meanwhile >&2"));
    terminal.wait_line("a001");
    for line in ["hello", r"␛]0;owned\x07", r"\xe2\x96\xb8 Connected to nowhere", r"\xff"] {
        terminal.wait_for(&format!("{REPORT}{line}"));
    }
    terminal.type_line("noop");
    terminal.wait_for(&format!("{REPORT}meanwhile"));
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a002");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
    assert_eq!(terminal.requests(), [""; 0]);
}

#[test]
fn stderr_of_the_command_appears_above_the_half_typed_line() {
    // A second process prints after the test has written to the named pipe.
    let before = "mkfifo go; (read -r word <go; echo late >&2) &";
    let terminal = prompt(&server_script(before, ":"));
    terminal.wait_line("a001");
    terminal.type_keys("half a li");
    terminal.wait_line("a001 half a li");
    terminal.program.write_file("go", "now\n");
    terminal.wait_for(&format!("{REPORT}late"));
    terminal.wait_line("a001 half a li");
    terminal.type_keys(CTRL_U);
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

#[test]
fn stderr_of_the_command_precedes_the_reason_it_ended() {
    let finished = replay("noop\n", &["--command", "echo no route >&2; exit 5"]);
    finished.assert_status(3);
    let report = finished.stderr.find(&format!("{REPORT}no route"));
    let cause = finished.stderr.find("exited with status 5");
    assert!(report.is_some() && report < cause, "{}", finished.stderr);
}

#[test]
fn the_command_does_not_inherit_the_password() {
    let command = server_script("env >environment", ":");
    let program = replay_program("noop\nlogout\n", &["--command", &command])
        .env("IMAPSH_USER", "taro")
        .env("IMAPSH_PASSWORD", "hunter2");
    let finished = Process::start(program).finish();
    finished.assert_status(0);
    let environment = finished.program.read_file("environment");
    assert!(environment.contains("IMAPSH_USER=taro"), "{environment}");
    assert!(!environment.contains("hunter2"), "{environment}");
}

#[test]
fn the_command_may_prompt_on_the_terminal_before_the_greeting() {
    let command = server_script(ASK, ":");
    let terminal = prompt(&command);
    terminal.wait_for("Passphrase:");
    // imapsh's terminal does not translate Enter: CR stays CR. The shell needs a line feed, ssh takes both.
    terminal.type_keys("open sesame\n");
    terminal.wait_for(&format!("{REPORT}got open sesame"));
    terminal.wait_line("a001");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK done");
    terminal.wait_line("a002");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
    assert!(terminal.echoes());

    let program = replay_program("noop\nlogout\n", &["--command", &command]);
    let terminal = Terminal::start(program, 30, 100);
    terminal.wait_for("Passphrase:");
    terminal.type_line("open sesame");
    terminal.assert_exit(0);
    assert!(contains(&terminal.written(), b"got open sesame"));
}

#[test]
fn ctrl_c_at_the_commands_prompt_means_no_session() {
    let terminal = prompt(&server_script(ASK, ":"));
    terminal.wait_for("Passphrase:");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    terminal.assert_restored();
}
