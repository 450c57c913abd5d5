//! Completes names of files.

use crate::escape;
use crate::repl::editor::Candidate;
use std::fs;

/// The maximum number of a folder's entries that are read.
const MAX_ENTRIES: usize = 10_000;

/// The files and folders whose path begins with the typed one; `end` follows a file's name.
pub fn files(typed: &str, end: &str) -> Vec<Candidate> {
    let (folder, name) = typed.split_at(typed.rfind('/').map_or(0, |at| at + 1));
    let Ok(entries) = fs::read_dir(if folder.is_empty() { "." } else { folder }) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.take(MAX_ENTRIES).flatten() {
        let Ok(file) = entry.file_name().into_string() else { continue };
        let is_hidden = file.starts_with('.') && !name.starts_with('.');
        if !file.starts_with(name) || is_hidden || !escape::is_safe(&file) {
            continue;
        }
        // A link to a folder counts as a folder.
        let end = if entry.path().is_dir() { "/" } else { end };
        found.push(Candidate {
            inserted: format!("{folder}{file}{end}"),
            shown: format!("{file}{}", if end == "/" { end } else { "" }),
        });
    }
    found.sort_by(|one, other| one.shown.cmp(&other.shown));
    found
}
