//! IMAP without I/O: what the octets of the server are, and what a typed line means now.
//!
//! Nothing here reads a socket, a clock or a file, and nothing here has a text for the user. Two
//! paths lead through it:
//!
//! - The server's octets → [`framing`], which cuts them into pieces of responses → the
//!   [`dialogue`], where completions and continuation requests change what the next line is for.
//! - A typed line → [`typed_line`], which classifies it by its words → the [`dialogue`], which knows
//!   what is expected now → [`compose`], which replaces variables and files → what is sent, with the
//!   secrets in it marked by [`secrets`].
//!
//! What a response says is read from its tree ([`syntax`]) as typed values ([`meaning`]).
//!
//! The RFC cited is mostly RFC 9051 (IMAP4rev2); unless a comment says otherwise, RFC 3501 has the same
//! rule.

// The core of the program: every public item is documented.
#![warn(missing_docs)]

pub mod blanks;
pub mod commands;
pub mod compose;
pub mod dialogue;
pub mod fixed_date;
pub mod framing;
pub mod literal;
pub mod mailbox_filters;
pub mod meaning;
pub mod possible;
pub mod program_words;
pub mod sasl;
pub mod secrets;
pub mod session_facts;
pub mod settings;
pub mod spelling;
pub mod strings;
pub mod syntax;
pub mod tags;
pub mod typed_line;
