//! Shows a session: the wire on standard output, and imapsh's own lines.
//!
//! Terms:
//! - The *wire* is what client and server send, secrets masked.
//! - *Raw* output passes the wire on octet for octet, for programs. *Safe* output is for terminals:
//!   control characters are escaped, and lines end in CRLF.
//! - A *notice* is a line by imapsh itself. It begins with a mark that safe output of the wire never
//!   contains, so that a server cannot imitate it.
//! - A *row* is a line of the terminal.
//! - *Styled text* is text to show, in spans that each have a *role*, such as tag or flag. A painter
//!   turns it into octets: [`Theme`](theme::Theme) is the one for terminals.
//! - A *view* turns the session's events into output; [`TerminalView`] is the one for terminals and
//!   pipes.

mod answer_times;
mod flood;
mod fold;
mod grammar;
mod line_shapes;
mod notice;
mod output;
mod partial;
mod session_text;
mod styled_text;
pub mod table;
mod terminal;
pub mod theme;
mod typed_colors;
pub mod units;
mod width;
pub mod wrap;

pub use fold::Fold;
pub use notice::{NoticeOutput, explanation_line};
pub use terminal::{OutputStyle, TerminalView};
pub use theme::Colors;
pub use typed_colors::TypedColors;

#[cfg(test)]
mod fold_tests;
#[cfg(test)]
mod grammar_tests;
#[cfg(test)]
mod partial_tests;
#[cfg(test)]
mod tests;
