//! IMAP itself, without I/O: what the server's octets are, and what a typed line means now.
//! Nothing here reads a socket, a clock or a file, and nothing here speaks to the user.

// The core that strangers read first: every public item says what it is.
#![warn(missing_docs)]

pub mod atoms;
pub mod commands;
pub mod compose;
pub mod dialogue;
pub mod framing;
pub mod sasl;
pub mod secrets;
pub mod spelling;
pub mod tags;
pub mod typed_line;
