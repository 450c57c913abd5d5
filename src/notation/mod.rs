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
//! Where to look: `lines` cuts a text into lines and finds the content of each, `marks` says whose it is,
//! `prose` knows texts that are not of the session, `reader` decides, and `secrets` hides. `directive` has
//! the syntax of the lines for imapsh, `shape` and `response` what a command and a response look like.
//!
//! One [reader] decides for files, pastes, standard input and records. A whole text is read with [`read`], so
//! that nothing is sent if it has a mistake. Standard input is read as it arrives, by a [`ScriptStream`]. The
//! [`Writer`] of records is kept beside the reader: what it writes is read back as the same session.

mod answer;
mod decision;
pub mod directive;
mod error;
mod item;
mod lines;
mod listing_tags;
mod marks;
mod other_format;
pub mod paragraphs;
mod prose;
mod reader;
mod reading;
pub mod record_comments;
mod response;
mod secrets;
pub mod shape;
mod stream;
mod words;
mod writer;

pub use answer::{is_certain_answer, looks_like_answer};
pub use decision::{Decision, LineKind, Why};
pub use directive::pattern::{MAX_MATCHED_OCTETS, Pattern};
pub use error::{Mistake, ScriptError, is_idle_first_to_end};
pub use item::{
    AccessTarget, ItemKind, OutsideAccess, RequiredVariable, ScriptCommand, ScriptItem,
};
pub use lines::MAX_SCRIPT_OCTETS;
pub use lines::listed::with_ascii_spaces;
pub use lines::listed_text::ListedText;
pub use marks::without_mark;
pub use other_format::OtherFormat;
pub use prose::forms::{has_gap, has_placeholder, replaces_lines};
pub use reading::{Reading, Remarks, Script, is_server_line, read, read_listing};
pub use record_comments::{FIRST_LINE as RECORD_BEGINS, NOTICE_PREFIX as RECORD_NOTICE};
pub use response::{is_continuation_request, is_unregistered_response, response_keyword};
pub use secrets::awaited_secrets::{HiddenLine, awaited_secrets};
pub use secrets::masked::{masked_lines, masked_paste, read_paste, secrets_of_paste};
pub use stream::{ScriptStream, StreamOutput};
pub use words::spaces_before;
pub use writer::Writer;

#[cfg(test)]
mod tests;
