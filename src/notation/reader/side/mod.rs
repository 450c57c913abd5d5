//! Whose line is it? The text before a line and the lines around it say whether it is the client's, the
//! server's, or prose. Section 2 of `docs/listings.md`.

mod client_mark;
mod other_marks;
pub(super) mod possible_mark;
mod quotation;
mod unmarked;
pub(super) mod written_like_command;
