//! Records of a session: one file a format, behind one trait. A record is written as the session
//! runs; what was shown is in it.

mod imap;
mod jsonl;
mod tail;

use crate::notation::marks;
use crate::session::{Event, EventKind, EventSink, NoticeLevel, Partial};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tail::Tail;

/// What a record says of the session as a whole.
#[derive(Clone, Debug)]
pub struct Header {
    /// The server, as it was named; the command, of a `--command`.
    pub host: String,
    /// Its port, if it has one.
    pub port: Option<u16>,
    /// `tls`, `starttls` or `none`.
    pub tls: &'static str,
    /// Where the session stood, if it had begun already.
    pub mid_session: Option<marks::MidSession>,
}

/// A kind of record: it turns events into octets.
trait RecordFormat {
    /// The octets before the first event.
    fn begin(&mut self, header: &Header, into: &mut Vec<u8>);
    /// The octets of an event.
    fn event(&mut self, event: &Event<'_>, into: &mut Vec<u8>);
    /// The octets before the events of a further connection, which this directive (without its
    /// colon) would make.
    fn connecting(&mut self, _directive: &str, _into: &mut Vec<u8>) {}
    /// The octets after the last event.
    fn end(&mut self, _into: &mut Vec<u8>) {}
    /// One that stands where this one does.
    fn copy(&self) -> Box<dyn RecordFormat>;
}

/// Why there is no record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The ending names no kind.
    #[error("{0}: no kind of record")]
    Kind(PathBuf),
    /// The file is there and holds something.
    #[error("{0}: exists")]
    Exists(PathBuf),
    /// The file can't be made or written.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// The system's words.
        error: io::Error,
    },
}

/// The size from which what was made ready is written.
const FULL: usize = 32 * 1024;

/// A record that is being written.
pub struct Record {
    path: PathBuf,
    file: File,
    format: Box<dyn RecordFormat>,
    ready: Vec<u8>,
    tail: Tail,
    failure: Option<io::Error>,
}

impl Record {
    /// Begins a record in a new file, or in an empty one; the kind is the file's ending.
    pub fn create(path: &Path, header: &Header) -> Result<Record, RecordError> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        let format: Box<dyn RecordFormat> = match ending.to_ascii_lowercase().as_str() {
            "imap" => Box::new(imap::Imap::default()),
            "jsonl" => Box::new(jsonl::Jsonl),
            _ => return Err(RecordError::Kind(path.to_owned())),
        };
        let failed = |error| RecordError::Io {
            path: path.to_owned(),
            error,
        };
        // Nothing that was recorded is to be lost: a record is never written over.
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        let facts = file.metadata().ok().filter(|facts| facts.is_file());
        if facts.as_ref().is_some_and(|facts| facts.len() > 0) {
            return Err(RecordError::Exists(path.to_owned()));
        }
        let mut record = Record {
            path: path.to_owned(),
            file,
            format,
            ready: Vec::new(),
            tail: Tail::new(facts.is_some()),
            failure: None,
        };
        record.format.begin(header, &mut record.ready);
        record.write();
        match record.failure.take() {
            Some(error) => Err(failed(error)),
            None => Ok(record),
        }
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Another connection begins, as this directive (without its colon) would make it.
    pub fn connecting(&mut self, directive: &str) {
        self.format.connecting(directive, &mut self.ready);
    }

    /// The failure to write, once; nothing is recorded after it.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    fn write(&mut self) {
        let written = self.tail.take_off(&mut self.file).and_then(|()| {
            self.file.write_all(&self.ready)?;
            self.tail
                .put_on(&*self.format, self.ready.len(), &mut self.file)
        });
        if let Err(error) = written {
            self.failure.get_or_insert(error);
        }
        self.ready.clear();
    }
}

impl EventSink for Record {
    fn event(&mut self, event: &Event<'_>) {
        if matches!(event.kind, EventKind::Notice(NoticeLevel::Echo, _)) {
            return;
        }
        if matches!(event.kind, EventKind::Server(_)) {
            self.tail.forget();
        }
        self.format.event(event, &mut self.ready);
        if self.ready.len() >= FULL {
            self.write();
        }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        self.tail.set(partial);
        self.write();
    }

    fn flush(&mut self) {
        if !self.ready.is_empty() {
            self.write();
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.tail.settle(&mut *self.format, &mut self.ready);
        self.format.end(&mut self.ready);
        self.write();
    }
}

#[cfg(test)]
mod tests;
