//! imapsh as its users meet it: the built program, real servers, a real terminal.
//! One test binary, so that it is linked once; `support` is the harness, the rest are the tests.
#![allow(missing_docs)]
#![cfg(unix)]

mod clients;
mod command_line;
mod completions;
mod compress;
mod connecting;
mod differential;
mod docs;
mod editor;
mod framing;
mod records;
mod repl;
mod replaying;
mod secrets;
mod stalls;
mod support;
mod support_tests;
