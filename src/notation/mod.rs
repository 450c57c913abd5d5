//! The notation of scripts and records, `.imap`: lines as typed, or a listing of a session. `docs/scripts.md`
//! describes it for users, and `docs/listings.md` the rules that the reader follows.
//!
//! Terms:
//! - A *script* is a text that a replay sends, line by line. A *listing* is a session in writing, with the
//!   server's lines in it. A *page* is a listing with prose around it, such as a tutorial. A *record* is a
//!   listing that imapsh has written. All of them are scripts: only the client's lines are sent. A *stream*
//!   is a script that arrives line by line, on standard input.
//! - A *side* is the client or the server.
//! - A *mark* is the text before a line that names its side, such as the RFCs' `C:`; a *prompt* is the
//!   client's mark of a program. A *label* is a word with a colon before a command that may be a mark, a tag
//!   or prose.
//! - A *prefix* is other text before the lines of both sides: the *stamp* of a log line (its time or its
//!   number), the *sign* of a quotation or a list (`>`, `-`), or any text that a command and its completion
//!   share.
//! - The *content* of a line is the text of the client or the server, without mark, prefix and common
//!   indentation.
//! - The *form* of a line is how a page writes it: plain, in a list, in backticks, in a table or in a
//!   sentence.
//! - An *answer* to a command is its completion, with the untagged responses before it. An answer to
//!   AUTHENTICATE's `+` is a line of the client.
//! - A literal is *announced* by `{n}` at the end of a line, and its *octets* follow. The *rest* is the text
//!   of the command or the response after them. A literal is *open* until it has its octets.
//! - An *item* is what a line, or several, mean for a replay: a command, a directive, a comment, or what the
//!   listing shows of the server's answer.
//! - A *decision* says for each line what it is and why. A *mistake* is a line that leaves this in doubt:
//!   then nothing is sent.
//!
//! One [reader] decides for files, pastes, standard input and records. A whole text is read with [`read`], so
//! that nothing is sent if it has a mistake. Standard input is read as it arrives, by a [`ScriptStream`]. The
//! [`Writer`] of records is kept beside the reader: what it writes is read back as the same session.

mod answer;
mod arrows;
mod awaited_secrets;
mod brackets;
mod decision;
pub mod directive;
pub mod duration;
mod error;
pub mod fold_limit;
mod forms;
pub mod goal;
mod instruction;
mod item;
mod lines;
mod list_sign;
mod listed;
mod listed_text;
mod listing_tags;
mod log_prefix;
mod log_stamps;
mod marks;
mod markup;
mod masked;
mod other_format;
mod page_break;
pub mod paragraphs;
mod pattern;
mod program_prompt;
mod prose;
mod quotation;
mod quoted;
mod quoted_parts;
mod reader;
mod reading;
pub mod record_comments;
mod remarks;
mod response;
mod sent_lines;
pub mod shape;
mod shared_prefix;
mod shown_end;
mod stream;
mod terminal_text;
mod tool_output;
mod words;
mod writer;

pub use answer::{is_certain_answer, looks_like_answer};
pub use awaited_secrets::{HiddenLine, awaited_secrets};
pub use decision::{Decision, LineKind, Why};
pub use error::{Mistake, ScriptError, is_idle_first_to_end};
pub use forms::{has_gap, has_placeholder, replaces_lines};
pub use item::{
    AccessTarget, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand, ScriptItem,
};
pub use lines::MAX_SCRIPT_OCTETS;
pub use listed::with_ascii_spaces;
pub use listed_text::ListedText;
pub use marks::without_mark;
pub use masked::{masked_lines, masked_paste, read_paste, secrets_of_paste};
pub use other_format::OtherFormat;
pub use pattern::{MAX_MATCHED_OCTETS, Pattern};
pub use reading::{Reading, Remarks, Script, is_server_line, read, read_listing};
pub use record_comments::{FIRST_LINE as RECORD_BEGINS, NOTICE_PREFIX as RECORD_NOTICE};
pub use response::{is_continuation_request, is_unregistered_response, response_keyword};
pub use stream::{ScriptStream, StreamOutput};
pub use words::spaces_before;
pub use writer::Writer;

#[cfg(test)]
mod tests;
