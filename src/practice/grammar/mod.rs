//! The server's parser for commands, by the grammar of RFC 3501, section 9, and of the extensions'
//! RFCs.
//!
//! A command that is wrong gets an error that says what was expected and at which column, because
//! that is the first thing a learner sees. The same parser decides where a literal may follow: it
//! returns [`ParseError::NeedsLiteral`] for a command that is right up to an announced literal.

mod arguments;
mod command;
mod command_text;
mod cursor;
mod fetch_items;
mod search_keys;
mod sequence_set;

pub use arguments::is_atom_char;
pub use command::{AppendArguments, Command, StatusItem, StoreArguments, StoreMode, parse, tag_of};
pub use command_text::{CommandText, announced_literal};
pub use cursor::{AnnouncedLiteral, ParseError};
pub use fetch_items::FetchItem;
pub use search_keys::{SearchKey, SearchProgram};
pub use sequence_set::{NumberRanges, SequenceSet, format_uid_set};
