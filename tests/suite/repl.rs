//! The REPL in a real terminal: a test types keys and reads the screen.

mod beginners;
mod completing;
mod directives;
mod exit_status;
mod external_editor;
mod flooded;
mod held_pastes;
mod hints;
mod hostile_output;
mod in_flight;
mod leaving;
mod literals;
mod long_answers;
mod notices;
mod pastes;
mod pastes_in_idle;
mod plain_output;
mod practice;
mod refused_pastes;
mod secrets;
mod starttls;
mod stopped_pastes;
mod tags;
mod tutorial;
mod typing;
mod unsolicited;
mod waiting;

use crate::support::contains;
use crate::support::dovecot::{Dovecot, User};
use crate::support::keys::{CTRL_D, ENTER, bracketed_paste};
use crate::support::program::{NO_ARGS, Program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::terminal::Terminal;

const GREETING: &str = "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n";

/// The hint before a password is sent without TLS.
const UNENCRYPTED: &str = "The password crosses the network unencrypted";

/// Starts imapsh in a terminal that is large enough for most sessions.
#[track_caller]
fn start(args: &[&str]) -> Terminal {
    Terminal::start(Program::imapsh(args), 60, 110)
}

/// Connects to the practice server and logs in: the prompt is `a002`.
#[track_caller]
fn log_in_to_practice_server() -> Terminal {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    terminal.type_line("login user pass");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal
}

/// Connects to Dovecot without TLS: the prompt is `a001`.
#[track_caller]
fn connect_to_dovecot(dovecot: &Dovecot) -> Terminal {
    let terminal = start(&["localhost", &dovecot.plain_port(), "--plain"]);
    terminal.wait_line("a001");
    terminal
}

/// Connects to Dovecot without TLS and logs in: the prompt is `a002`.
#[track_caller]
fn log_in_to_dovecot(dovecot: &Dovecot, user: &User<'_>) -> Terminal {
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line(format!("login {} {}", user.name, user.password));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal
}

/// Connects to Dovecot, logs in, selects INBOX and starts IDLE with the tag `a003`.
#[track_caller]
fn idle_on_dovecot(dovecot: &Dovecot, user: &User<'_>) -> Terminal {
    let terminal = log_in_to_dovecot(dovecot, user);
    terminal.type_line("select inbox");
    terminal.wait_line("a003");
    terminal.type_line("idle");
    terminal.wait_for("+ idling");
    terminal
}

/// Connects to a scripted server without TLS, with these files in the working folder: the prompt is `a001`.
#[track_caller]
fn connect_with_files(server: &ScriptedServer, files: &[(&str, &str)]) -> Terminal {
    let program = Program::imapsh(&[&server.address(), "--plain"]);
    for (name, contents) in files {
        program.write_file(name, contents);
    }
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal
}

#[track_caller]
fn connect(server: &ScriptedServer) -> Terminal {
    connect_with_files(server, &[])
}

/// Pastes lines and presses Enter.
fn paste(terminal: &Terminal, text: &str) {
    // A terminal sends the line ends of a paste as Enter.
    let text = text.trim_end().replace('\n', ENTER);
    terminal.type_line(bracketed_paste(&text));
}

/// Presses Ctrl-D, which logs out.
#[track_caller]
fn log_out(terminal: &Terminal) {
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

/// The secret was written neither to the terminal nor to a file.
#[track_caller]
fn assert_secret_absent(terminal: &Terminal, secret: &str) {
    terminal.assert_never_written(secret);
    for (path, contents) in terminal.program.all_files() {
        let found = contains(&contents, secret.as_bytes());
        assert!(!found, "{secret:?} was written to {path:?}");
    }
}
