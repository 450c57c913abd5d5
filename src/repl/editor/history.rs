//! The history's file: a line an entry, mode 0600, written at each line so that a crash loses
//! nothing. It never sees a secret: what is remembered is what the caller hands over, masked.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Entries that are kept.
pub const ENTRIES: usize = 2000;

/// The most octets that are read: more than that many entries take.
const MOST_OCTETS: u64 = 8 * 1024 * 1024;

/// The history can't be kept. Typing goes on without it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct HistoryError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub error: io::Error,
}

/// The file, open for appending.
pub struct HistoryFile {
    path: PathBuf,
    file: File,
}

impl HistoryFile {
    /// Opens or creates the file (and its folder), and reads the entries, oldest first.
    pub fn open(path: &Path) -> Result<(HistoryFile, Vec<String>), HistoryError> {
        let failed = |error| HistoryError {
            path: path.to_owned(),
            error,
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(failed)?;
        only_for_its_owner(&file).map_err(failed)?;
        let octets = last_octets(&mut file).map_err(failed)?;
        let text = String::from_utf8_lossy(&octets);
        let mut entries: Vec<String> = text.lines().map(str::to_owned).collect();
        let surplus = entries.len().saturating_sub(ENTRIES);
        entries.drain(..surplus);
        if surplus > ENTRIES {
            file.set_len(0).map_err(failed)?;
            let mut kept = entries.join("\n");
            kept.push('\n');
            file.write_all(kept.as_bytes()).map_err(failed)?;
        }
        let path = path.to_owned();
        Ok((HistoryFile { path, file }, entries))
    }

    /// Appends one line, at once.
    pub fn append(&mut self, line: &str) -> Result<(), HistoryError> {
        let failed = |error| HistoryError {
            path: self.path.clone(),
            error,
        };
        (self.file.write_all(format!("{line}\n").as_bytes())).map_err(failed)
    }
}

/// The file's octets; of a huge one the last. Of what is no file nothing: a device may have no end.
fn last_octets(file: &mut File) -> io::Result<Vec<u8>> {
    let facts = file.metadata()?;
    let mut octets = Vec::new();
    if facts.is_file() {
        file.seek(io::SeekFrom::Start(facts.len().saturating_sub(MOST_OCTETS)))?;
        file.take(MOST_OCTETS).read_to_end(&mut octets)?;
    }
    Ok(octets)
}

/// A file that was made by hand, or copied, may be open to others.
fn only_for_its_owner(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = file.metadata()?.permissions();
        if file.metadata()?.is_file() && permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o600);
            file.set_permissions(permissions)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_appended_is_read_again() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("deeper/history");
        let (mut file, entries) = HistoryFile::open(&path)?;
        assert!(entries.is_empty());
        file.append("select 受信箱")?;
        file.append("noop")?;
        let (_, entries) = HistoryFile::open(&path)?;
        assert_eq!(entries, ["select 受信箱", "noop"]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("history");
        HistoryFile::open(&path)?;
        assert_eq!(
            std::fs::metadata(&path)?.permissions().mode() & 0o777,
            0o600
        );
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644))?;
        HistoryFile::open(&path)?;
        assert_eq!(
            std::fs::metadata(&path)?.permissions().mode() & 0o777,
            0o600
        );
        Ok(())
    }

    #[test]
    fn a_long_history_is_cut_to_its_newest() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("history");
        let lines: String = (0..ENTRIES * 3).map(|n| format!("{n}\n")).collect();
        std::fs::write(&path, lines)?;
        let (_, entries) = HistoryFile::open(&path)?;
        assert_eq!(entries.len(), ENTRIES);
        assert_eq!(entries.last(), Some(&(ENTRIES * 3 - 1).to_string()));
        assert_eq!(std::fs::read_to_string(&path)?.lines().count(), ENTRIES);
        Ok(())
    }

    #[test]
    fn of_a_huge_history_the_end_is_read() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("history");
        File::create(&path)?.set_len(MOST_OCTETS * 100)?;
        let (mut file, entries) = HistoryFile::open(&path)?;
        assert!(entries.iter().map(String::len).sum::<usize>() as u64 <= MOST_OCTETS);
        file.append("\nnoop")?;
        let (_, entries) = HistoryFile::open(&path)?;
        assert_eq!(entries.last().map(String::as_str), Some("noop"));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_and_not_read() -> Result<(), Box<dyn std::error::Error>> {
        for device in ["/dev/null", "/dev/zero"] {
            let (mut file, entries) = HistoryFile::open(Path::new(device))?;
            assert!(entries.is_empty());
            file.append("noop")?;
        }
        Ok(())
    }
}
