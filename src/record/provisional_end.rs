//! The provisional end of a record while the server has not finished a line or a literal, or the client
//! has not finished a command with a secret.
//!
//! An event comes only for a complete piece, but everything that is shown must be in the record, so
//! that a crash loses nothing. Therefore the beginning of an unfinished piece is written as if the
//! connection had ended there, and so is a note that a command with a secret was not sent completely.
//! Before more is written, these provisional octets are cut off the file.

use super::format::RecordFormat;
use crate::protocol::framing::Piece;
use crate::session::{Event, EventKind, Partial};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::time::Duration;

pub(super) struct ProvisionalEnd {
    /// Whether the file can be truncated. A pipe can't, so it gets no provisional end.
    can_truncate: bool,
    /// How many octets of the file are final.
    final_len: u64,
    /// Whether provisional octets follow them.
    is_written: bool,
    unfinished: Option<UnfinishedEvent>,
}

/// The event of an unfinished piece if the connection ended now.
struct UnfinishedEvent {
    at: Duration,
    protected: bool,
    /// The piece without its octets.
    piece: Piece<'static>,
    octets: Vec<u8>,
}

impl ProvisionalEnd {
    /// The end of an empty file.
    pub fn new(can_truncate: bool) -> ProvisionalEnd {
        ProvisionalEnd { can_truncate, final_len: 0, is_written: false, unfinished: None }
    }

    #[cfg(test)]
    pub fn final_len(&self) -> u64 {
        self.final_len
    }

    /// Sets the provisional end of the record.
    pub fn set(&mut self, partial: &Partial<'_>) {
        let piece = partial.pending.piece;
        self.unfinished = Some(UnfinishedEvent {
            at: partial.at,
            protected: partial.protected,
            octets: piece.octets.to_vec(),
            piece: Piece { octets: b"", last: true, truncated: true, ..piece },
        });
    }

    /// Removes the provisional end: the event of the complete piece has arrived.
    pub fn clear(&mut self) {
        self.unfinished = None;
    }

    /// Writes final octets, and the provisional end after them.
    pub fn write(
        &mut self,
        octets: &[u8],
        format: &dyn RecordFormat,
        file: &mut File,
    ) -> io::Result<()> {
        if self.is_written {
            file.set_len(self.final_len)?;
            file.seek(SeekFrom::Start(self.final_len))?;
            self.is_written = false;
        }
        file.write_all(octets)?;
        self.final_len += octets.len() as u64;
        if self.can_truncate && (self.unfinished.is_some() || format.needs_end()) {
            // With a copy of the format, because more of the piece may arrive.
            let mut format = format.boxed_clone();
            let unfinished = self.unfinished.as_ref().map(|it| it.encode(&mut *format));
            let mut end = unfinished.unwrap_or_default();
            end.extend(format.finish());
            self.is_written = true;
            file.write_all(&end)?;
        }
        Ok(())
    }

    /// Takes the octets of the unfinished piece when the record ends, since its event will not come.
    pub fn take(&mut self, format: &mut dyn RecordFormat) -> Vec<u8> {
        let unfinished = self.unfinished.take();
        unfinished.map_or_else(Vec::new, |unfinished| unfinished.encode(format))
    }
}

impl UnfinishedEvent {
    fn encode(&self, format: &mut dyn RecordFormat) -> Vec<u8> {
        let piece = Piece { octets: &self.octets, ..self.piece };
        format.event(&Event {
            at: self.at,
            protected: self.protected,
            kind: EventKind::Server(&piece),
        })
    }
}
