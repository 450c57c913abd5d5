//! imapsh: type IMAP by hand. `docs/architecture.md` describes how the modules work together.

// Output goes through the view or `commands::output`. A forgotten debug line could reveal a secret.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

#[cfg(not(unix))]
compile_error!("imapsh runs on Linux and macOS; on Windows, build and run it in WSL");

pub mod cli;
pub mod commands;
pub mod console;
pub mod decode;
pub mod directive;
pub mod encoding;
pub mod escape;
pub mod explain;
pub mod language;
pub mod lesson;
pub mod messages;
pub mod notation;
pub mod practice;
pub mod protocol;
pub mod record;
pub mod reference;
pub mod repl;
pub mod script;
pub mod session;
pub mod state_file;
pub mod templates;
pub mod transport;
pub mod view;
