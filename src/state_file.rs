//! The location of files that imapsh keeps between sessions: the history, the progress in lessons.

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The path of the file with this name; `None` if the system has no directory for such files.
pub fn state_file(name: &str) -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(folder.join("imapsh").join(name))
}
