//! The history file: one line per entry, mode 0600, appended to at each line, so that a crash loses
//! nothing. Secrets are masked before an entry gets here.
//!
//! Not rustyline's own `FileHistory`: once that is full, or another session has written to it, it
//! truncates and rewrites the whole file at each line, and a crash in between loses everything; it
//! does not load a file with an octet that is not UTF-8; and it reads without a limit, so that a
//! device such as `/dev/zero` would hang it.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// How many entries are kept.
pub const MAX_ENTRIES: usize = 2000;

/// How many octets are read, from the file's end.
const MAX_OCTETS: u64 = 8 * 1024 * 1024;

/// The history file can't be used. Typing continues without it.
#[derive(Debug)]
pub struct HistoryError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// The file, open for appending.
pub struct HistoryFile {
    path: PathBuf,
    file: File,
}

impl HistoryFile {
    /// Opens or creates the file and its directory, and reads the entries, oldest first.
    pub fn open(path: PathBuf) -> Result<(HistoryFile, Vec<String>), HistoryError> {
        match open_and_read(&path) {
            Ok((file, entries)) => Ok((HistoryFile { path, file }, entries)),
            Err(error) => Err(HistoryError { path, error }),
        }
    }

    /// Appends one entry to the file.
    pub fn append(&mut self, line: &str) -> Result<(), HistoryError> {
        (self.file.write_all(format!("{line}\n").as_bytes()))
            .map_err(|error| HistoryError { path: self.path.clone(), error })
    }
}

fn open_and_read(path: &Path) -> io::Result<(File, Vec<String>)> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut options = OpenOptions::new();
    let mut file = (options.read(true).append(true).create(true).mode(0o600)).open(path)?;
    let metadata = file.metadata()?;
    // A device such as /dev/zero may have no end, so only files are read.
    if !metadata.is_file() {
        return Ok((file, Vec::new()));
    }
    // A file that was copied, or made by hand, may be readable by others.
    if metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    let mut octets = Vec::new();
    file.seek(SeekFrom::Start(metadata.len().saturating_sub(MAX_OCTETS)))?;
    (&file).take(MAX_OCTETS).read_to_end(&mut octets)?;
    let text = String::from_utf8_lossy(&octets);
    let mut entries: Vec<String> = text.lines().map(str::to_owned).collect();
    let surplus = entries.len().saturating_sub(MAX_ENTRIES);
    entries.drain(..surplus);
    // Rewriting the file at each start would be slow, so it may grow to twice the limit.
    if surplus > MAX_ENTRIES {
        file.set_len(0)?;
        file.write_all((entries.join("\n") + "\n").as_bytes())?;
    }
    Ok((file, entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    impl From<HistoryError> for io::Error {
        fn from(error: HistoryError) -> io::Error {
            error.error
        }
    }

    #[test]
    fn appended_entries_are_read_again() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("deeper/history");
        let (mut file, entries) = HistoryFile::open(path.clone())?;
        assert!(entries.is_empty());
        file.append("select 受信箱")?;
        file.append("noop")?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries, ["select 受信箱", "noop"]);
        Ok(())
    }

    #[test]
    fn only_its_owner_can_read_the_file() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("history");
        HistoryFile::open(path.clone())?;
        assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644))?;
        HistoryFile::open(path.clone())?;
        assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        Ok(())
    }

    #[test]
    fn a_long_history_is_cut_to_its_newest_entries() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("history");
        let lines: String = (0..MAX_ENTRIES * 3).map(|n| format!("{n}\n")).collect();
        std::fs::write(&path, lines)?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.len(), MAX_ENTRIES);
        assert_eq!(entries.last(), Some(&(MAX_ENTRIES * 3 - 1).to_string()));
        assert_eq!(std::fs::read_to_string(&path)?.lines().count(), MAX_ENTRIES);
        Ok(())
    }

    #[test]
    fn only_the_end_of_a_huge_history_is_read() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("history");
        File::create(&path)?.set_len(MAX_OCTETS * 100)?;
        let (mut file, entries) = HistoryFile::open(path.clone())?;
        assert!(entries.iter().map(String::len).sum::<usize>() as u64 <= MAX_OCTETS);
        file.append("\nnoop")?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.last().map(String::as_str), Some("noop"));
        Ok(())
    }

    #[test]
    fn a_device_is_written_to_and_not_read() -> io::Result<()> {
        for device in ["/dev/null", "/dev/zero"] {
            let (mut file, entries) = HistoryFile::open(device.into())?;
            assert!(entries.is_empty());
            file.append("noop")?;
        }
        Ok(())
    }
}
