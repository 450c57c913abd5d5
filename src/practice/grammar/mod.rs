//! The server's parser for commands, by the grammar of RFC 3501, section 9, and of the extensions'
//! RFCs.
//!
//! For an invalid command the error says what was expected and at which column, because learners
//! read it to find their mistake. The same parser decides where a literal may follow: it returns
//! [`ParseError::NeedsLiteral`] for a command that is valid up to an announced literal.
//!
//! The parsing functions take a [`Cursor`](cursor::Cursor) and, as `description`, a description of the
//! argument for the error: "a mailbox name after SELECT".

mod append_arguments;
mod arguments;
mod command;
mod command_text;
mod cursor;
mod fetch_and_store;
mod fetch_items;
mod list_arguments;
mod metadata;
mod notify;
mod search_keys;
mod search_return;
mod select_arguments;
mod sequence_set;
mod sort_and_thread;
mod status_items;

pub use append_arguments::{AppendArguments, AppendMessage, ReplaceArguments};
pub use arguments::is_atom_char;
pub use command::{Command, parse, tag_of};
pub use command_text::{AnnouncedLiteral, CommandOctets, announced_literal};
pub use cursor::ParseError;
pub use fetch_and_store::{FetchArguments, StoreArguments, StoreMode};
pub use fetch_items::FetchItem;
pub use list_arguments::ListArguments;
pub use metadata::{GetMetadata, SetMetadata};
pub use notify::{NotifyArguments, NotifySet, SelectedEvents};
pub use search_keys::{SearchKey, SearchProgram};
pub use search_return::SearchReturn;
pub use select_arguments::{QresyncArguments, SelectArguments};
pub use sequence_set::{NumberRanges, SequenceSet, format_uid_set};
pub use sort_and_thread::{
    SortArguments, SortCriterion, SortKey, ThreadAlgorithm, ThreadArguments,
};
pub use status_items::StatusItem;
