//! Records: a session written to a file while it runs, in the format that the file's extension
//! names. A record contains everything that was shown, and no secret.
//!
//! A `RecordFormat` turns events into octets; [`Record`] writes them.

mod format;
mod imap;
mod jsonl;
mod provisional_end;

use crate::session::{Event, EventKind, EventSink, NoticeLevel, Partial};
pub use format::Header;
use format::RecordFormat;
use provisional_end::ProvisionalEnd;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Why a record cannot be written.
#[derive(Debug)]
pub enum RecordError {
    /// The file's extension does not name a format.
    UnknownFormat(PathBuf),
    /// A command has been sent in part: what follows would be read back as something else.
    InsideCommand,
    /// The file exists and is not empty.
    Exists(PathBuf),
    Io {
        path: PathBuf,
        error: io::Error,
    },
}

/// Why a record is not complete, or lost.
#[derive(Debug)]
pub enum RecordLoss {
    /// It could not be written to.
    Write(io::Error),
    /// Its file is not at its path any more.
    Gone,
}

/// The octets are written when there are this many.
const FULL: usize = 32 * 1024;

/// A record that is being written.
pub struct Record {
    path: PathBuf,
    file: File,
    format: Box<dyn RecordFormat>,
    /// What is not written yet.
    buffer: Vec<u8>,
    end: ProvisionalEnd,
    failure: Option<io::Error>,
    ended: bool,
}

impl Record {
    /// Begins a record in a new file, or in one that is empty.
    pub fn create(path: &Path, header: &Header) -> Result<Record, RecordError> {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let format: Box<dyn RecordFormat> = match extension.to_ascii_lowercase().as_str() {
            "imap" => Box::new(imap::ImapScript::default()),
            "jsonl" => Box::new(jsonl::Jsonl),
            _ => return Err(RecordError::UnknownFormat(path.to_owned())),
        };
        let io_error = |error| RecordError::Io { path: path.to_owned(), error };
        // A file with anything in it is never overwritten: it may be the only record of that session.
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let file = options.open(path).map_err(io_error)?;
        let metadata = file.metadata().map_err(io_error)?;
        if metadata.is_file() && metadata.len() > 0 {
            return Err(RecordError::Exists(path.to_owned()));
        }
        let mut record = Record {
            path: path.to_owned(),
            file,
            format,
            buffer: Vec::new(),
            end: ProvisionalEnd::new(metadata.is_file()),
            failure: None,
            ended: false,
        };
        record.buffer = record.format.header(header);
        record.write();
        match record.failure.take() {
            Some(error) => Err(io_error(error)),
            None => Ok(record),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Another connection begins. `directive`, given without its colon, makes it in a replay.
    pub fn new_connection(&mut self, directive: &str) {
        self.buffer.extend(self.format.new_connection(directive));
    }

    /// Writes the end of the record, and checks that all of it is where it should be.
    pub fn finish(mut self) -> Result<(), RecordLoss> {
        self.write_end();
        match self.failure.take() {
            Some(error) => Err(RecordLoss::Write(error)),
            None if self.is_in_place() => Ok(()),
            None => Err(RecordLoss::Gone),
        }
    }

    fn write_end(&mut self) {
        if !std::mem::replace(&mut self.ended, true) {
            self.buffer.extend(self.end.take(&mut *self.format));
            self.buffer.extend(self.format.finish());
            self.write();
        }
    }

    /// Whether the path still leads to the file that was written. What is not a regular file keeps
    /// nothing anyway.
    fn is_in_place(&self) -> bool {
        let Ok(written) = self.file.metadata() else {
            return false;
        };
        let is_it = |named: Metadata| (named.dev(), named.ino()) == (written.dev(), written.ino());
        !written.is_file() || std::fs::metadata(&self.path).is_ok_and(is_it)
    }

    /// The first failure to write, once.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    fn write(&mut self) {
        let written = self.end.write(&self.buffer, &*self.format, &mut self.file);
        if let Err(error) = written {
            self.failure.get_or_insert(error);
        }
        self.buffer.clear();
    }
}

impl EventSink for Record {
    fn event(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Notice(
                NoticeLevel::Echo
                | NoticeLevel::Explanation
                | NoticeLevel::Structure
                | NoticeLevel::Guide
                | NoticeLevel::Private,
                _,
            ) => return,
            EventKind::Server(_) => self.end.clear(),
            _ => {}
        }
        self.buffer.extend(self.format.event(event));
        if self.buffer.len() >= FULL {
            self.write();
        }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        self.end.set(partial);
        self.write();
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            self.write();
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.write_end();
    }
}

#[cfg(test)]
mod tests;
