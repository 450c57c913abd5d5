//! The variables and the files that a line can name.

use crate::protocol::compose::{Environment, FileError, FileInfo, is_text};
use std::collections::BTreeMap;
use std::fs::{File, metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A file with a longer line counts as binary, so that the line is not kept in memory.
const MAX_TEXT_LINE: usize = 1 << 20;

/// Sent instead of the password where the login must be refused.
const WRONG_PASSWORD: &str = "not-the-password";

/// Variables with their values, and the base folder of relative file names.
#[derive(Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
    /// The variables of the practice server's account, with the values that they have on another server.
    on_other_server: BTreeMap<String, Option<String>>,
    base: PathBuf,
    wrong_password: bool,
}

impl Variables {
    pub fn set(&mut self, name: &str, value: String) {
        self.on_other_server.remove(name);
        self.values.insert(name.to_owned(), value);
    }

    /// Uses an account of the practice server.
    pub fn set_practice_account(&mut self, user: &str, password: &str) {
        for (name, value) in [("user", user), ("password", password)] {
            let other = self.values.insert(name.to_owned(), value.to_owned());
            self.on_other_server.insert(name.to_owned(), other);
        }
    }

    /// Another server is connected: the values of the practice server's account are not for it.
    pub fn leave_practice_server(&mut self) {
        for (name, value) in std::mem::take(&mut self.on_other_server) {
            match value {
                Some(value) => self.set(&name, value),
                None => drop(self.values.remove(&name)),
            }
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The names of the variables that have a value.
    pub fn names(&self) -> Vec<String> {
        self.values.keys().cloned().collect()
    }

    /// Sets whether `${password}` is replaced by a wrong password, for a login that must be refused.
    pub fn set_wrong_password(&mut self, wrong: bool) {
        self.wrong_password = wrong;
    }

    pub fn base(&self) -> PathBuf {
        self.base.clone()
    }

    pub fn set_base(&mut self, base: PathBuf) {
        self.base = base;
    }
}

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        let value = self.values.get(name)?;
        Some(if name == "password" && self.wrong_password {
            WRONG_PASSWORD.to_owned()
        } else {
            value.clone()
        })
    }

    fn file(&self, path: &str) -> Result<FileInfo, FileError> {
        file_info(&self.base.join(path))
    }
}

/// Opens a regular file only: opening a pipe would block until something writes to it.
pub fn open_regular(path: &Path) -> Result<File, FileError> {
    if metadata(path)?.is_file() { Ok(File::open(path)?) } else { Err(FileError::NotRegular) }
}

/// Whether a line of these octets ends with LF alone. `last`: the octet before them.
fn has_bare_lf(last: u8, octets: &[u8]) -> bool {
    let before = |at: usize| at.checked_sub(1).map_or(last, |at| octets[at]);
    memchr::memchr_iter(b'\n', octets).any(|at| before(at) != b'\r')
}

/// Reads the file through once, in pieces: its size, whether it is text, and how its lines end.
fn file_info(path: &Path) -> Result<FileInfo, FileError> {
    let mut file = open_regular(path)?;
    let mut info = FileInfo { size: 0, is_text: true, has_bare_lf: false };
    let mut last = 0;
    // The beginning of a line whose end has not been read yet.
    let mut line: Vec<u8> = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let octets = file.read(&mut buffer)?;
        if octets == 0 {
            info.is_text &= is_text(&line);
            return Ok(info);
        }
        info.size += octets as u64;
        info.has_bare_lf = info.has_bare_lf || has_bare_lf(last, &buffer[..octets]);
        last = buffer[octets - 1];
        if info.is_text {
            line.extend_from_slice(&buffer[..octets]);
            if let Some(end) = memchr::memrchr(b'\n', &line) {
                info.is_text = is_text(&line[..=end]);
                line.drain(..=end);
            }
            info.is_text &= line.len() <= MAX_TEXT_LINE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_of_the_practice_server_is_not_for_another_server() {
        let mut variables = Variables::default();
        variables.set("user", "hana".to_owned());
        variables.set_practice_account("user", "pass");
        assert_eq!(variables.variable("user").as_deref(), Some("user"));
        assert_eq!(variables.variable("password").as_deref(), Some("pass"));
        variables.leave_practice_server();
        assert_eq!(variables.variable("user").as_deref(), Some("hana"));
        assert!(!variables.has("password"));
        // What was set meanwhile stays.
        variables.set_practice_account("user", "pass");
        variables.set("password", "other".to_owned());
        variables.leave_practice_server();
        assert_eq!(variables.variable("password").as_deref(), Some("other"));
    }
}
