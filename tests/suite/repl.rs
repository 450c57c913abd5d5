//! The REPL as a person meets it: keys go into a real terminal, and the screen is read back.

mod directives;
mod exit_status;
mod hostile_output;
mod in_flight;
mod leaving;
mod literals;
mod notices;
mod practice;
mod secrets;
mod tutorial;
mod typing;
mod unsolicited;

use crate::support::dovecot::{Dovecot, User};
use crate::support::holds;
use crate::support::program::Program;
use crate::support::scripted_server::ScriptedServer;
use crate::support::terminal::Terminal;

const GREETING: &str = "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n";

/// The program on a screen large enough that nothing scrolls away.
fn run(args: &[&str]) -> Terminal {
    Terminal::run(Program::imapsh(args), 60, 110)
}

/// A session in the clear, before login.
fn plain(dovecot: &Dovecot) -> Terminal {
    let terminal = run(&["localhost", &dovecot.plain_port(), "--plain"]);
    terminal.wait_line("a001");
    terminal
}

/// A session in the clear, after login: the prompt is `a002`.
fn logged_in(dovecot: &Dovecot, user: &User<'_>) -> Terminal {
    let terminal = plain(dovecot);
    terminal.type_keys(format!("login {} {}\r", user.name, user.password));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal
}

/// A session with a false server.
fn with(server: &ScriptedServer) -> Terminal {
    let terminal = run(&["127.0.0.1", &server.port(), "--plain"]);
    terminal.wait_line("a001");
    terminal
}

/// A paste, as a terminal sends one, with Enter after it.
fn paste(text: &str) -> String {
    format!("\x1b[200~{}\x1b[201~\r", text.replace('\n', "\r"))
}

/// This row is on the screen, whole.
#[track_caller]
fn row(terminal: &Terminal, text: &str) {
    // What is written is one thing, when the screen shows it another.
    if !terminal.all_rows().iter().any(|row| row == text) {
        terminal.wait_row(text);
    }
}

/// The octets have reached neither the terminal nor a file.
#[track_caller]
fn assert_secret_absent(terminal: &Terminal, secret: &str) {
    assert!(
        !holds(&terminal.raw_output(), secret.as_bytes()),
        "{secret} reached the terminal"
    );
    for (path, text) in terminal.program.files() {
        assert!(!holds(&text, secret.as_bytes()), "{secret} in {path:?}");
    }
}

/// The terminal is as a shell wants it.
#[track_caller]
fn assert_terminal_restored(terminal: &Terminal) {
    assert!(terminal.is_cooked());
    assert_eq!(terminal.left_modes(), Vec::<&str>::new());
}
