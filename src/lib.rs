//! imapsh: type IMAP by hand. The rooms of the house; `docs/architecture.md` walks through them.

// Elsewhere there is nothing to build; `main.rs` says so in one sentence.
#![cfg(unix)]

pub mod cli;
pub mod commands;
pub mod console;
pub mod directive;
pub mod escape;
pub mod messages;
pub mod notation;
pub mod practice;
pub mod protocol;
pub mod record;
pub mod repl;
pub mod script;
pub mod session;
pub mod transport;
pub mod view;
