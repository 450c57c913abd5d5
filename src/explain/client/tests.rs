//! The explanations of commands.

mod changes;
mod extensions;
mod faults;
mod fetches;
mod hostile;
mod incomplete;
mod lists;
mod mailboxes;
mod misplaced_words;
mod near_forms;
mod near_misses;
mod numbers_and_options;
mod plain_words;
mod searches;
mod sessions;
mod wrong_forms;

use crate::explain::tests::{assert_explained, assert_explained_in};
use crate::language::Language;

/// Checks the explanations of single commands: each line is followed by its explanation.
fn assert_commands(lines: &[(&str, &str)]) {
    for (line, explanation) in lines {
        assert_explained(&format!("C: {line}\n# {explanation}\n"));
    }
}

fn assert_japanese(lines: &[(&str, &str)]) {
    for (line, explanation) in lines {
        assert_explained_in(Language::Japanese, &format!("C: {line}\n# {explanation}\n"));
    }
}
