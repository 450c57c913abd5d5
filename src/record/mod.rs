//! Records: a session is written to a file while it runs, in the format of the file's extension. A
//! record contains everything that was shown, except secrets.
//!
//! A `RecordFormat` turns events into octets; [`Record`] writes them.

mod format;
mod imap;
mod jsonl;
mod provisional_end;

use crate::session::{Event, EventKind, EventSink, NoticeLevel, Partial};
pub use format::Header;
use format::RecordFormat;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use provisional_end::ProvisionalEnd;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Why a record cannot be written.
#[derive(Debug)]
pub enum RecordError {
    /// The file's extension does not name a format.
    UnknownFormat(PathBuf),
    /// A command has been sent in part: its rest would be read back as something else.
    InsideCommand,
    /// The file exists and is not empty.
    Exists(PathBuf),
    /// The file is a pipe without a reader.
    NoReader(PathBuf),
    Io {
        path: PathBuf,
        error: io::Error,
    },
}

/// Why a record is incomplete or lost.
#[derive(Debug)]
pub enum RecordLoss {
    /// Writing to it failed.
    Write(io::Error),
    /// Its file is no longer at its path.
    Gone,
}

/// The buffer is written when it has this many octets.
const FULL: usize = 32 * 1024;

/// The error of opening a pipe without a reader, if that must not wait.
const NO_READER: i32 = Errno::ENXIO as i32;

/// A record that is being written.
pub struct Record {
    path: PathBuf,
    file: File,
    format: Box<dyn RecordFormat>,
    /// The octets that have not been written yet.
    buffer: Vec<u8>,
    end: ProvisionalEnd,
    /// The device and the number of the file; `None` for anything but a regular file, which would not keep
    /// the octets anyway.
    identity: Option<(u64, u64)>,
    loss: Option<RecordLoss>,
    ended: bool,
}

impl Record {
    /// Begins a record in a new or empty file. `waits`: if the file is a pipe, waits until a program reads
    /// it; otherwise a pipe without a reader is an error.
    pub fn create(path: &Path, header: &Header, waits: bool) -> Result<Record, RecordError> {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let format: Box<dyn RecordFormat> = match extension.to_ascii_lowercase().as_str() {
            "imap" => Box::new(imap::ImapScript::default()),
            "jsonl" => Box::new(jsonl::Jsonl),
            _ => return Err(RecordError::UnknownFormat(path.to_owned())),
        };
        let io_error = |error: io::Error| match error.raw_os_error() {
            Some(NO_READER) => RecordError::NoReader(path.to_owned()),
            _ => RecordError::Io { path: path.to_owned(), error },
        };
        let file = open(path, waits).map_err(io_error)?;
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
            identity: metadata.is_file().then(|| identity(&metadata)),
            loss: None,
            ended: false,
        };
        record.buffer = record.format.header(header);
        record.write();
        match record.loss.take() {
            Some(RecordLoss::Write(error)) => Err(io_error(error)),
            _ => Ok(record),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Another connection begins. A replay makes it with `directive`, which does not include the colon.
    pub fn new_connection(&mut self, directive: &str) {
        self.buffer.extend(self.format.new_connection(directive));
    }

    /// Writes the end of the record. An error says that it is incomplete, or no longer in its place.
    pub fn finish(mut self) -> Result<(), RecordLoss> {
        self.write_end();
        self.loss.take().map_or(Ok(()), Err)
    }

    fn write_end(&mut self) {
        if !std::mem::replace(&mut self.ended, true) {
            self.buffer.extend(self.end.take(&mut *self.format));
            self.buffer.extend(self.format.finish());
            self.write();
        }
    }

    /// Whether the path still leads to the written file.
    fn is_in_place(&self) -> bool {
        let is_it =
            |written| std::fs::metadata(&self.path).is_ok_and(|it| identity(&it) == written);
        self.identity.is_none_or(is_it)
    }

    /// Takes the first reason why the record is incomplete or lost.
    pub fn take_loss(&mut self) -> Option<RecordLoss> {
        self.loss.take()
    }

    fn write(&mut self) {
        let written = self.end.write(&self.buffer, &*self.format, &mut self.file);
        let loss = match written {
            Err(error) => Some(RecordLoss::Write(error)),
            Ok(()) if !self.is_in_place() => Some(RecordLoss::Gone),
            Ok(()) => None,
        };
        self.loss = self.loss.take().or(loss);
        self.buffer.clear();
    }
}

/// The device and the number of a file.
fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
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

/// Opens the file, and creates it if it does not exist. `waits`: see [`Record::create`].
fn open(path: &Path, waits: bool) -> io::Result<File> {
    // Never overwrite a file that is not empty: it may be the only record of another session.
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    if !waits {
        options.custom_flags(OFlag::O_NONBLOCK.bits());
    }
    let file = options.open(path)?;
    if !waits {
        // Only opening must not wait.
        fcntl(&file, FcntlArg::F_SETFL(OFlag::empty()))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
