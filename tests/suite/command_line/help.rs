//! `imapsh help`, and standard output that cannot be written.

use crate::support::process::Process;
use crate::support::program::Program;
use std::path::Path;

#[test]
fn help_without_a_command_prints_the_help() {
    for (help, option) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "replay"], &["replay", "--help"]),
        (&["help", "serve"], &["serve", "--help"]),
    ] {
        let expected = Process::imapsh(option).finish();
        expected.assert_status(0);
        Process::imapsh(help).finish().assert_status(0).assert_stdout(&expected.text());
    }
}

#[test]
fn full_standard_output_is_reported() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    for args in ["--help", "--version", "help replay", "generate man", "replay idle"] {
        let command = format!("$IMAPSH {args} >/dev/full");
        let shell = Program::new("sh").args(&["-c", &command]);
        let shell = shell.env("IMAPSH", env!("CARGO_BIN_EXE_imapsh"));
        Process::start(shell)
            .finish()
            .assert_status(1)
            .assert_stderr_contains("Cannot write to standard output: No space left");
    }
}
