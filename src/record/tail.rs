//! The end of a record while the server stops inside a line or a literal: what has come of it and
//! was shown stands there as if it were cut off, until its event comes. So a crash loses nothing.

use super::RecordFormat;
use crate::protocol::framing::Piece;
use crate::session::{Event, EventKind, Partial};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::time::Duration;

/// What may stand at a record's end for a while.
pub(super) struct Tail {
    /// Whether the file can be cut: a pipe can't, and has no tail.
    regular: bool,
    /// The octets that stand in the file for good.
    solid: u64,
    /// Whether the tail stands in the file.
    on: bool,
    open: Option<Open>,
}

/// The server's open piece, as far as it was shown.
struct Open {
    at: Duration,
    protected: bool,
    piece: Piece<'static>,
    octets: Vec<u8>,
}

impl Tail {
    /// No tail yet, on an empty file.
    pub fn new(regular: bool) -> Tail {
        Tail {
            regular,
            solid: 0,
            on: false,
            open: None,
        }
    }

    /// How many octets stand in the file for good.
    #[cfg(test)]
    pub fn solid(&self) -> u64 {
        self.solid
    }

    /// From now on this is the tail.
    pub fn set(&mut self, partial: &Partial<'_>) {
        let piece = partial.pending.piece;
        self.open = Some(Open {
            at: partial.at,
            protected: partial.protected,
            octets: piece.octets.to_vec(),
            piece: Piece {
                octets: b"",
                last: true,
                truncated: true,
                ..piece
            },
        });
    }

    /// The piece's event has come.
    #[inline]
    pub fn forget(&mut self) {
        if self.open.is_some() {
            self.open = None;
        }
    }

    /// Cuts the tail off the file, before more is written.
    pub fn take_off(&mut self, file: &mut File) -> io::Result<()> {
        if self.on {
            file.set_len(self.solid)?;
            file.seek(SeekFrom::Start(self.solid))?;
            self.on = false;
        }
        Ok(())
    }

    /// Writes the tail behind what was written, so many octets of it.
    pub fn put_on(
        &mut self,
        format: &dyn RecordFormat,
        written: usize,
        file: &mut File,
    ) -> io::Result<()> {
        self.solid += written as u64;
        if let (true, Some(open)) = (self.regular, &self.open) {
            let (mut format, mut octets) = (format.copy(), Vec::new());
            open.tell(&mut *format, &mut octets);
            format.end(&mut octets);
            self.on = true;
            file.write_all(&octets)?;
        }
        Ok(())
    }

    /// The record ends, and no event will come.
    pub fn settle(&mut self, format: &mut dyn RecordFormat, into: &mut Vec<u8>) {
        if let Some(open) = self.open.take() {
            open.tell(format, into);
        }
    }
}

impl Open {
    fn tell(&self, format: &mut dyn RecordFormat, into: &mut Vec<u8>) {
        let piece = Piece {
            octets: &self.octets,
            ..self.piece
        };
        let event = Event {
            at: self.at,
            protected: self.protected,
            kind: EventKind::Server(&piece),
        };
        format.event(&event, into);
    }
}
