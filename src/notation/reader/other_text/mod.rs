//! Is the whole text something else? What is not a listing of an IMAP session is refused. Section 12 of
//! `docs/listings.md`.

pub(super) mod command_list;
pub(super) mod other_formats;
pub(super) mod other_protocols;
