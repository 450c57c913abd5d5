//! Lends the terminal to another program: the pager, or the user's editor.

use super::editor_state::EditorState;
use crate::transport::child::spawn_for_user;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io;
use std::process::{Child, Command};

/// The exit status of a shell that does not find a program.
pub const PROGRAM_NOT_FOUND: i32 = 127;

/// Starts the program that the terminal is lent to.
pub struct TerminalLoan<'a> {
    pub(super) state: &'a EditorState,
}

impl TerminalLoan<'_> {
    /// Starts the program. A signal that ends imapsh ends it too: it would keep the terminal, and imapsh
    /// waits for it.
    pub fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        let program = spawn_for_user(command)?;
        let id = i32::try_from(program.id()).ok().map(Pid::from_raw);
        let is_late = self.state.change(|flags| {
            flags.lent_to = id;
            flags.terminated
        });
        if is_late && let Some(id) = id {
            end(id);
        }
        Ok(program)
    }
}

/// The shell command for this value of `PAGER` or `EDITOR`. A program with its options replaces the
/// shell, so that a signal to one reaches the other.
pub fn shell_command(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " -_./+,:@".contains(c);
    if value.chars().all(is_plain) {
        format!("exec {}", value.trim_start())
    } else {
        value.to_owned()
    }
}

/// Asks the program to end. It may already have ended.
pub fn end(program: Pid) {
    let _ = kill(program, Signal::SIGTERM);
}
