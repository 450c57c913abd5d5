//! The command line to the right room, and the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(imapsh::app::run(std::env::args_os()) as u8)
}
