//! The server's reading of a command: RFC 3501's grammar (section 9), where a mistake
//! says what was expected and at which column, because that is the learner's first teacher.

mod arguments;
mod command;
mod cursor;
mod fetch;
mod search;
mod set;
mod text;

pub use command::{Append, Command, StatusItem, StoreMode, parse, tag_of};
pub use cursor::{Fault, Literal};
pub use fetch::Item;
pub use search::{Key, Search};
pub use set::{Set, holds, show};
pub use text::{CommandText, announced};
