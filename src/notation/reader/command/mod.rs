//! Is it a command at all? Scripts, pages, lists and sentences each have words that look like one. Section 3
//! of `docs/listings.md`.

pub(super) mod heading;
mod letter_tag;
pub(super) mod list_entry;
mod page;
pub(super) mod page_search;
pub(super) mod script;
pub(super) mod sentence;
mod unknown_command;
