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

/// The maximum number of entries.
pub const MAX_ENTRIES: usize = 2000;

/// How many octets, at the end of the file, are read.
const MAX_OCTETS: u64 = 8 * 1024 * 1024;

/// The maximum length of an entry in octets. Recalling and drawing a longer one would take too long.
pub const MAX_ENTRY: usize = 64 * 1024;

/// The entries of a history file.
#[derive(Default)]
pub struct Entries {
    /// Oldest first.
    pub lines: Vec<String>,
    /// The number of lines that are too long to be entries.
    pub too_long: usize,
}

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
    /// Opens or creates the file and its directory, and reads the entries.
    pub fn open(path: PathBuf) -> Result<(HistoryFile, Entries), HistoryError> {
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

fn open_and_read(path: &Path) -> io::Result<(File, Entries)> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut options = OpenOptions::new();
    let mut file = (options.read(true).append(true).create(true).mode(0o600)).open(path)?;
    let metadata = file.metadata()?;
    // A device such as /dev/zero may have no end, so only files are read.
    if !metadata.is_file() {
        return Ok((file, Entries::default()));
    }
    // A file that was copied, or made by hand, may be readable by others.
    if metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    let mut octets = Vec::new();
    let start = metadata.len().saturating_sub(MAX_OCTETS);
    file.seek(SeekFrom::Start(start))?;
    (&file).take(MAX_OCTETS).read_to_end(&mut octets)?;
    let mut lines: Vec<&[u8]> = octets.split(|octet| *octet == b'\n').collect();
    if start > 0 && lines.len() > 1 {
        // Reading began in the middle of this line.
        lines.remove(0);
    }
    if lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    let surplus = lines.len().saturating_sub(MAX_ENTRIES);
    lines.drain(..surplus);
    // Rewriting the file at each start would be slow, so it may grow to twice the limit.
    if surplus > MAX_ENTRIES {
        file.set_len(0)?;
        file.write_all(&[&lines.join(&b'\n')[..], b"\n"].concat())?;
    }
    let count = lines.len();
    lines.retain(|line| line.len() <= MAX_ENTRY);
    let too_long = count - lines.len();
    let text = |line: &[u8]| String::from_utf8_lossy(line).trim_end_matches('\r').to_owned();
    Ok((file, Entries { lines: lines.into_iter().map(text).collect(), too_long }))
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
        assert!(entries.lines.is_empty());
        file.append("select 受信箱")?;
        file.append("noop")?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.lines, ["select 受信箱", "noop"]);
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
        assert_eq!(entries.lines.len(), MAX_ENTRIES);
        assert_eq!(entries.lines.last(), Some(&(MAX_ENTRIES * 3 - 1).to_string()));
        assert_eq!(std::fs::read_to_string(&path)?.lines().count(), MAX_ENTRIES);
        Ok(())
    }

    #[test]
    fn only_the_end_of_a_huge_history_is_read() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("history");
        File::create(&path)?.set_len(MAX_OCTETS * 100)?;
        let (mut file, entries) = HistoryFile::open(path.clone())?;
        assert!(entries.lines.iter().map(String::len).sum::<usize>() as u64 <= MAX_OCTETS);
        file.append("\nnoop")?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.lines.last().map(String::as_str), Some("noop"));
        Ok(())
    }

    #[test]
    fn lines_that_are_too_long_are_counted_and_stay_in_the_file() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("history");
        let contents =
            format!("one\n{}\ntwo\n{}", "x".repeat(MAX_ENTRY + 1), "y".repeat(MAX_ENTRY));
        std::fs::write(&path, &contents)?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.lines, ["one".to_owned(), "two".to_owned(), "y".repeat(MAX_ENTRY)]);
        assert_eq!(entries.too_long, 1);
        assert_eq!(std::fs::read_to_string(&path)?, contents);
        // Only its end is read.
        std::fs::write(&path, "x".repeat(3 * MAX_OCTETS as usize) + "\nnoop\n")?;
        let (_, entries) = HistoryFile::open(path.clone())?;
        assert_eq!(entries.lines, ["noop"]);
        Ok(())
    }

    #[test]
    fn a_device_is_written_to_and_not_read() -> io::Result<()> {
        for device in ["/dev/null", "/dev/zero"] {
            let (mut file, entries) = HistoryFile::open(device.into())?;
            assert!(entries.lines.is_empty());
            file.append("noop")?;
        }
        Ok(())
    }
}
