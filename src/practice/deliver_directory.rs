//! A directory from which `imapsh serve` delivers: a file put there goes to INBOX of `user`, and one in
//! the directory NAME there to the account NAME. A file that was delivered is removed.
//!
//! A file may still be being written, so it is delivered when it has not changed between two scans. A
//! name that begins with a dot is ignored.

use super::server::Server;
use super::store::StoreError;
use std::collections::HashMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The account to which files of the directory itself are delivered.
const DEFAULT_ACCOUNT: &str = "user";
/// Larger files are not delivered.
const MAX_FILE: u64 = 32 * 1024 * 1024;

/// Why a file was not delivered.
#[derive(Debug)]
pub enum UndeliveredError {
    /// It cannot be read or removed.
    File(io::Error),
    /// It has more than 32 MiB.
    TooLarge,
    Mail(StoreError),
}

/// The size and the time of the last change of a file.
type FileState = (u64, Option<SystemTime>);

#[derive(Debug)]
pub struct DeliverDirectory {
    path: PathBuf,
    /// The files at the last scan. `true`: this one was reported as undelivered.
    seen: HashMap<PathBuf, (FileState, bool)>,
}

impl DeliverDirectory {
    /// # Errors
    /// The directory cannot be read.
    pub fn open(path: &Path) -> io::Result<DeliverDirectory> {
        fs::read_dir(path)?;
        Ok(DeliverDirectory { path: path.to_owned(), seen: HashMap::new() })
    }

    /// Delivers the files that are complete. Returns those that could not be delivered, each once.
    pub fn deliver(&mut self, server: &Server) -> Vec<(PathBuf, UndeliveredError)> {
        let mut failed = Vec::new();
        let mut seen = HashMap::new();
        for (path, account, state) in self.files() {
            let known = self.seen.get(&path).filter(|(before, _)| *before == state);
            let mut was_reported = known.is_some_and(|(_, reported)| *reported);
            if known.is_some() && !was_reported {
                match deliver_file(server, &path, &account, state.0) {
                    Ok(()) => continue,
                    Err(error) => failed.push((path.clone(), error)),
                }
                was_reported = true;
            }
            seen.insert(path, (state, was_reported));
        }
        self.seen = seen;
        failed
    }

    /// The files, and the account of each, in the order of their names.
    fn files(&self) -> Vec<(PathBuf, String, FileState)> {
        let mut files = Vec::new();
        for entry in entries(&self.path) {
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => {
                    let inner = entries(&entry.path());
                    files.extend(inner.iter().filter_map(|file| complete_file(file, &name)));
                }
                _ => files.extend(complete_file(&entry, DEFAULT_ACCOUNT)),
            }
        }
        files.sort();
        files
    }
}

/// What a directory contains, without hidden names. A directory that cannot be read is empty.
fn entries(path: &Path) -> Vec<DirEntry> {
    let entries = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).collect()
}

fn complete_file(entry: &DirEntry, account: &str) -> Option<(PathBuf, String, FileState)> {
    let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
    let state = (metadata.len(), metadata.modified().ok());
    Some((entry.path(), account.to_owned(), state))
}

fn deliver_file(
    server: &Server,
    path: &Path,
    account: &str,
    size: u64,
) -> Result<(), UndeliveredError> {
    if size > MAX_FILE {
        return Err(UndeliveredError::TooLarge);
    }
    let text = fs::read(path).map_err(UndeliveredError::File)?;
    server.deliver_text(account, &text).map_err(UndeliveredError::Mail)?;
    fs::remove_file(path).map_err(UndeliveredError::File)
}
