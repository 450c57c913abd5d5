//! The variables that a line may name, and the files.

use crate::protocol::compose::{Environment, FileInfo, is_text};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Names with their values, and the folder in which files are looked for.
#[derive(Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
    base: PathBuf,
    disguised: bool,
}

/// What stands for the password where a wrong one is to go out.
const WRONG: &str = "not-the-password";

impl Variables {
    /// None yet; files are looked for in the current folder.
    pub fn new() -> Variables {
        Variables::default()
    }

    /// Gives a name a value.
    pub fn set(&mut self, name: &str, value: String) {
        self.values.insert(name.to_owned(), value);
    }

    /// Gives a wrong password from now on, or no longer: for a login that is to be refused again.
    pub fn disguise(&mut self, disguised: bool) {
        self.disguised = disguised;
    }

    /// Whether the name has a value.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The names that have a value.
    pub fn names(&self) -> Vec<String> {
        self.values.keys().cloned().collect()
    }

    /// Looks for files here from now on: a script's folder.
    pub fn set_base(&mut self, base: PathBuf) {
        self.base = base;
    }

    /// The folder in which files are looked for.
    pub fn base(&self) -> PathBuf {
        self.base.clone()
    }
}

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        let value = self.values.get(name).cloned();
        match name == "password" && self.disguised {
            true => value.map(|_| WRONG.to_owned()),
            false => value,
        }
    }

    fn file(&self, path: &str) -> std::io::Result<FileInfo> {
        facts(&self.base().join(path))
    }
}

/// Reads the file through once, in pieces: its size, and whether it is text.
fn facts(path: &std::path::Path) -> std::io::Result<FileInfo> {
    // Looked at before it is opened: opening a pipe waits for who writes into it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("not a file"));
    }
    let mut file = File::open(path)?;
    let (mut size, mut text) = (0, true);
    let mut held: Vec<u8> = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let octets = file.read(&mut buffer)?;
        if octets == 0 {
            return Ok(FileInfo {
                size,
                is_text: text && is_text(&held),
            });
        }
        size += octets as u64;
        if text {
            held.extend_from_slice(&buffer[..octets]);
            // Up to the last whole line; a line that does not end is no text to record.
            if let Some(end) = memchr::memrchr(b'\n', &held) {
                text = is_text(&held[..=end]);
                held.drain(..=end);
            }
            text &= held.len() <= 1 << 20;
        }
    }
}
