//! Tests of the built program with real servers, in a real terminal. They are one test binary, so that
//! it is linked once. `support` is the test harness.

mod clients;
mod command_line;
mod completions;
mod compress;
mod connecting;
mod decoding;
mod differential;
mod docs;
mod editor;
mod explaining;
mod framing;
mod full_output;
mod learning;
mod records;
mod repl;
mod replaying;
mod secrets;
mod serving;
mod stalls;
mod support;
mod support_tests;
