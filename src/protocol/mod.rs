//! IMAP without I/O: the meaning of the server's octets, and of typed lines.
//!
//! Nothing here reads a socket, a clock or a file, and nothing here has a text for the user. There are
//! two paths:
//!
//! - The server's octets → [`framing`], which splits them into pieces of responses → the
//!   [`dialogue`], where completions and continuation requests change what the next line is for.
//! - A typed line → [`typed_line`], which classifies it by its words → the [`dialogue`], which knows
//!   what is expected now → [`compose`], which replaces variables and files → the lines and literals to
//!   send, in which [`secrets`] marks secrets.
//!
//! The content of a response is read from its syntax tree ([`syntax`]) as typed values ([`meaning`]).
//!
//! Most comments cite RFC 9051 (IMAP4rev2); unless a comment says otherwise, RFC 3501 has the same rule.

pub mod blanks;
pub mod commands;
pub mod compose;
pub mod dialogue;
pub mod fixed_date;
pub mod framing;
pub mod literal;
pub mod mailbox_filters;
pub mod mailbox_name;
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
