//! The prompt: editing, completion, directives.

pub mod editor;
pub mod terminal;
