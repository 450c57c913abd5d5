//! The prompt: editing, completion, directives.

pub mod editor;
pub mod terminal;

use crate::app::{Status, Wrong};

/// The REPL.
pub fn run(
    _: &crate::cli::Server,
    _: &crate::cli::Options,
    _: std::sync::Arc<crate::texts::Texts>,
) -> Result<Status, Wrong> {
    Err(Wrong(String::new()))
}
