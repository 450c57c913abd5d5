//! Explains lines of a session in a sentence or two.
//!
//! An [`Explainer`] watches one session. It receives the syntax trees of all lines of both sides, in order,
//! and explains each from its own words and from the lines before it. It does no I/O and decides nothing: it
//! only reads trees. An [`EventExplainer`] makes the trees from the events of a session, and [`listing`] from
//! the lines of a listing.
//!
//! # From a line to its sentences
//!
//! 1. A client's line goes to `client`. It names a fault of the line first, if there is one
//!    (`client::first_fault`), and then the effect of the command, from its arguments. If there is no
//!    sentence for the arguments, the reference data's sentence about the command is used.
//! 2. A server's line goes to `server`, which explains completions, continuation requests, status responses
//!    and data, and numbers, codes or parts that do not belong there.
//! 3. A NO or BAD goes to `server::causes`, with the command that it answers. The causes are tried in order,
//!    the most certain first, and the first one that applies is named. If the command's own explanation has
//!    named it, the refusal's has only what is new.
//! 4. The line is noted in `session`, so that later lines can refer to it: the commands in flight, the
//!    selected mailbox, the names, flags, UIDs and rights that the session has shown.
//!
//! Each of these imports only from those after it: `server`, which explains a refusal by a fault of the
//! command; `client`; `faults`, the faults that any command may have; what these are handed, a command or
//! response with its session (`sent_command`, `server::response`); `session`; and what all of them use:
//! registered words (`registered`), phrases (`phrase`) and the explanation itself (`sentence`).
//!
//! Of two possible explanations, the one that claims less is chosen. A function that adds a sentence to an
//! [`Explanation`] and returns a `bool` returns whether it did.
//!
//! # What is remembered between lines
//!
//! - A *general* sentence does not depend on the line. A session shows it once; later explanations leave it
//!   out.
//! - The *whole* explanation of a line has all sentences, for a reader who sees only this line, such as a
//!   program.
//! - Lines are *alike* if they differ only in their values. A template can explain them, unless a sentence is
//!   *particular* to one line.
//! - The `basics` are introductory sentences (what a tag is, what a UID is), which only a live session shows,
//!   once each.

mod basics;
mod calendar;
mod client;
mod events;
mod explainer;
mod faults;
pub mod listing;
mod phrase;
mod registered;
mod sent_command;
mod sentence;
mod server;
mod session;
mod spans;
#[cfg(test)]
mod tests;
mod unsent_line;

pub use events::{EventExplainer, ExplainedLine};
pub use explainer::Explainer;
pub use spans::{ExplainedSpan, spans};
pub use unsent_line::UnsentLine;
