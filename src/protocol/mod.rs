//! IMAP without I/O: what the octets of the server are, and what a typed line means now.
//!
//! Nothing here reads a socket, a clock or a file, and nothing here has a text for the user. Two
//! paths lead through it:
//!
//! - The server's octets → [`framing`], which cuts them into pieces of responses → the
//!   [`dialogue`], where completions and continuation requests change what the next line is for.
//! - A typed line → [`typed_line`], which says what it is by its words → the [`dialogue`], which
//!   knows what is due → [`compose`], which fills in variables and files → what is to be sent, with
//!   what is secret in it found by [`secrets`].
//!
//! Section numbers are those of RFC 9051, unless another RFC is named; what is said here holds for
//! RFC 3501 too.

// This is read first by those who know IMAP: every public item says what it is.
#![warn(missing_docs)]

pub mod commands;
pub mod compose;
pub mod dialogue;
pub mod framing;
pub mod literal;
pub mod sasl;
pub mod secrets;
pub mod spelling;
pub mod strings;
pub mod tags;
pub mod typed_line;
