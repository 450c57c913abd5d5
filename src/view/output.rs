//! A write buffer for the terminal, pipe or file that shows the session.

use std::io::{self, Write};

/// The buffer is written when it reaches this size.
const FULL: usize = 64 * 1024;

/// Collects octets, and writes them when there are many or when [`OutputBuffer::flush`] is called.
pub(super) struct OutputBuffer {
    writer: Box<dyn Write>,
    /// The octets that have not been written yet.
    pub buffer: Vec<u8>,
    failure: Option<io::Error>,
}

impl OutputBuffer {
    pub fn new(writer: Box<dyn Write>) -> OutputBuffer {
        OutputBuffer { writer, buffer: Vec::with_capacity(2 * FULL), failure: None }
    }

    /// Appends octets to the buffer. Large pieces are written directly.
    pub fn append(&mut self, octets: &[u8]) {
        if octets.len() < FULL / 4 {
            return self.buffer.extend_from_slice(octets);
        }
        self.write_buffer();
        self.write(octets);
    }

    /// Writes the buffer if it is full.
    pub fn write_if_full(&mut self) {
        if self.buffer.len() >= FULL {
            self.write_buffer();
        }
    }

    pub fn flush(&mut self) {
        self.write_buffer();
        if let Err(error) = self.writer.flush() {
            self.failure.get_or_insert(error);
        }
    }

    /// Takes the first failure to write, after which nothing was written.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    fn write_buffer(&mut self) {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.write(&buffer);
        buffer.clear();
        self.buffer = buffer;
    }

    fn write(&mut self, octets: &[u8]) {
        if self.failure.is_none() {
            self.failure = self.writer.write_all(octets).err();
        }
    }
}
