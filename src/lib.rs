//! imapsh: type IMAP by hand. The rooms of the house; `docs/architecture.md` walks through them.

// Elsewhere there is nothing to build; `main.rs` says so in one sentence.
#![cfg(unix)]

pub mod app;
pub mod cli;
pub mod console;
pub mod net;
pub mod practice;
pub mod protocol;
pub mod record;
pub mod repl;
pub mod screen;
pub mod script;
pub mod session;
pub mod texts;
