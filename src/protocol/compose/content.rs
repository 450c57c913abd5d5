//! The octets of a literal, in memory or in a file.

use std::io;

/// The facts about a file that are needed to announce it as a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// In octets.
    pub size: u64,
    /// Whether all of it is [text](is_text).
    pub is_text: bool,
    /// Whether a line in it ends with LF alone.
    pub has_bare_lf: bool,
}

/// Why a file can't be sent.
#[derive(Debug)]
pub enum FileError {
    /// It is a directory, a pipe or the like.
    NotRegular,
    /// The system can't read it.
    Io(io::Error),
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> FileError {
        FileError::Io(error)
    }
}

/// The octets of a literal, or of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Held in memory.
    Octets(Vec<u8>),
    /// Read from a file while it is sent.
    File {
        /// The path as typed.
        path: String,
        /// The facts when it was announced.
        info: FileInfo,
    },
}

impl Content {
    /// The size in octets.
    pub fn size(&self) -> u64 {
        match self {
            Content::Octets(octets) => octets.len() as u64,
            Content::File { info, .. } => info.size,
        }
    }

    /// Whether it is [text](is_text).
    pub fn is_text(&self) -> bool {
        match self {
            Content::Octets(octets) => is_text(octets),
            Content::File { info, .. } => info.is_text,
        }
    }
}

/// Whether a record can contain these octets unchanged: lines of printable UTF-8, each ended with CRLF;
/// the last line end is optional.
pub fn is_text(octets: &[u8]) -> bool {
    let is_printable = |line: &str| !line.chars().any(|c| c.is_control() && c != '\t');
    std::str::from_utf8(octets).is_ok_and(|text| {
        let mut lines = text.split('\n');
        let last = lines.next_back().unwrap_or_default();
        let mut lines = lines.map(|line| line.strip_suffix('\r'));
        lines.all(|line| line.is_some_and(is_printable)) && is_printable(last)
    })
}
