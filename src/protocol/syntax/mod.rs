//! The syntax tree of a command or a response, in the RFCs' terms.
//!
//! [`Parser`] reads one message, line by line with the literals between them, into a [`Tree`] of
//! spans. It is lossless: the leaves of the tree cover the text without gap or overlap. It never
//! fails: text that the grammar does not allow is a [`Kind::Unknown`], after which it continues at the
//! same bracket depth. The grammar is data ([`rule::Rule`]), interpreted with an explicit stack, so
//! that input cannot exhaust the program's own. [`Collector`] reads the responses that the framer
//! hands out in pieces.

mod collector;
mod grammar;
mod kind;
mod lexeme;
mod parser;
mod recovery;
mod rule;
mod tree;

pub use collector::Collector;
pub use kind::Kind;
pub use parser::{Checkpoint, Mode, Parser, Side};
pub use tree::{Node, Tree};

#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod collector_tests;
#[cfg(test)]
mod document_tests;
#[cfg(test)]
mod recovery_tests;
#[cfg(test)]
mod server_tests;
#[cfg(test)]
mod tests;
