//! The line editor in a real terminal. A test types keys into `tests/programs/editor_probe.rs` and
//! plays the server over a socket.

mod harness;
mod keys;
mod masking;
mod plain_reader;
mod rows;
mod server_output;
mod signals;
