//! Is this command to be sent here? Some belong to another session, were shown before, were not typed like
//! this, or need one that is missing. Sections 3, 4 and 11 of `docs/listings.md`.

pub(super) mod beside_session;
pub(super) mod connections;
mod cut_beginning;
mod effect;
pub(super) mod missing_step;
mod one_session;
mod several_commands;
pub(super) mod shown_again;
pub(super) mod unsendable;
