//! The command line to the right room, and the exit status.

#[cfg(not(unix))]
compile_error!("imapsh runs on Linux and macOS; on Windows, build and run it in WSL");

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(imapsh::commands::run(std::env::args_os()) as u8)
}

#[cfg(not(unix))]
fn main() {}
