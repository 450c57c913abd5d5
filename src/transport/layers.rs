//! The layers between the plain octets of a connection and its stream: TLS, DEFLATE, both or neither.
//!
//! ```text
//!   plain octets  ─ DEFLATE ─ TLS ─  the stream: a TCP connection or a socket pair
//! ```
//!
//! When both are in use, octets are compressed before they are encrypted, whichever began first
//! (RFC 4978 section 3). Nothing here waits or knows a socket: the owner puts received octets in,
//! asks for plain ones until [`LayerProgress::NeedsInput`], and writes what is queued. What is held here
//! is bounded: one read of the stream, and its form in one layer above.

use super::deflate::Deflate;
use super::error::ConnectionError;
use super::progress::{Handshake, LayerProgress};
use super::queue::Queue;
use super::tls::{TlsError, TlsLayer};
use std::io;

/// The maximum size of one read of the stream: several TLS records, so that wake-ups are few.
const READ: usize = 64 * 1024;

/// Plain octets that one layer takes from the one below at a time.
const PIECE: usize = 16 * 1024;

/// Plain octets are compressed and encrypted once this many have gathered: a full TLS record (RFC 8446
/// section 5.1).
const GATHERED: usize = 16 * 1024;

/// The layers in use, and the octets on their way through them.
#[derive(Default)]
pub struct Layers {
    tls: Option<Box<TlsLayer>>,
    deflate: Option<Box<Deflate>>,
    /// Received and not yet taken by a layer.
    received: Queue,
    /// Whether a read may return octets without reading the stream.
    may_progress: bool,
    /// Plain octets to be sent: short lines share a TLS record and a compressed block.
    gathered: Vec<u8>,
    /// Octets for the stream.
    out: Queue,
}

impl Layers {
    /// Whether there are no layers, so that plain octets are the stream's.
    pub fn are_none(&self) -> bool {
        self.tls.is_none() && self.deflate.is_none()
    }

    pub fn tls(&self) -> Option<&TlsLayer> {
        self.tls.as_deref()
    }

    pub fn has_deflate(&self) -> bool {
        self.deflate.is_some()
    }

    /// Adds TLS below everything else. Earlier octets are not encrypted.
    pub fn add_tls(&mut self, tls: TlsLayer) {
        self.seal();
        self.tls = Some(Box::new(tls));
        self.may_progress = true;
    }

    /// Adds DEFLATE above everything else. Earlier octets are not compressed; `received` followed the
    /// server's OK and is compressed.
    pub fn add_deflate(&mut self, received: &[u8]) {
        self.seal();
        self.deflate = Some(Box::new(Deflate::new(received)));
        self.may_progress = true;
    }

    /// Takes octets from the stream, in one read. `Ok(0)` is its end.
    pub fn receive_from(&mut self, stream: &mut impl io::Read) -> io::Result<usize> {
        let read = stream.read(self.received.room(READ))?;
        self.received.filled(read);
        self.may_progress = read > 0;
        Ok(read)
    }

    /// One step of the TLS handshake, as far as the received octets reach.
    pub fn shake_hands(&mut self) -> Result<Handshake, TlsError> {
        let Some(tls) = &mut self.tls else { return Ok(Handshake::Done) };
        let handshake = tls.shake_hands(&mut self.received, &mut self.out)?;
        // Plain octets may have arrived with the handshake's last ones, and not before.
        self.may_progress = handshake == Handshake::Done;
        Ok(handshake)
    }

    /// Reads plain octets into a buffer that is not empty.
    pub fn read(&mut self, plain: &mut [u8]) -> Result<LayerProgress, ConnectionError> {
        let progress = self.read_top(plain);
        self.may_progress = !matches!(progress, Ok(LayerProgress::NeedsInput));
        progress
    }

    fn read_top(&mut self, plain: &mut [u8]) -> Result<LayerProgress, ConnectionError> {
        let Some(mut deflate) = self.deflate.take() else {
            return Ok(self.read_below(plain)?);
        };
        let progress = loop {
            match deflate.read(plain) {
                Ok(LayerProgress::NeedsInput) => {}
                other => break other.map_err(ConnectionError::from),
            }
            match self.read_below(deflate.compressed().room(PIECE)) {
                Ok(LayerProgress::Octets(octets)) => deflate.compressed().filled(octets),
                other => break other.map_err(ConnectionError::from),
            }
        };
        self.deflate = Some(deflate);
        progress
    }

    /// Reads the octets that TLS decrypts, or without TLS the received octets themselves.
    fn read_below(&mut self, into: &mut [u8]) -> Result<LayerProgress, TlsError> {
        match &mut self.tls {
            Some(tls) => tls.read(&mut self.received, into, &mut self.out),
            None if self.received.is_empty() => Ok(LayerProgress::NeedsInput),
            None => Ok(LayerProgress::Octets(self.received.take_into(into))),
        }
    }

    /// Whether [`Layers::read`] may return octets, an error or the end without more from the stream.
    pub fn may_progress(&self) -> bool {
        self.may_progress
    }

    /// Queues plain octets to be sent.
    pub fn send(&mut self, plain: &[u8]) {
        match &self.tls {
            _ if self.are_none() => return self.out.push(plain),
            Some(tls) if tls.has_failed() => return,
            _ => {}
        }
        self.gathered.extend_from_slice(plain);
        if self.gathered.len() >= GATHERED {
            self.seal();
        }
    }

    /// Compresses and encrypts the gathered octets.
    fn seal(&mut self) {
        if self.gathered.is_empty() {
            return;
        }
        let mut compressed = Vec::new();
        let octets = match &mut self.deflate {
            Some(deflate) => {
                deflate.write(&self.gathered, &mut compressed);
                &compressed
            }
            None => &self.gathered,
        };
        match &mut self.tls {
            Some(tls) => tls.write(octets, &mut self.received, &mut self.out),
            None => self.out.push(octets),
        }
        self.gathered.clear();
    }

    /// Announces that no more will be sent, if a layer can (TLS close_notify).
    pub fn close(&mut self) {
        self.seal();
        if let Some(tls) = &mut self.tls {
            tls.close(&mut self.received, &mut self.out);
        }
    }

    /// Octets queued and not yet written, nearly as many as will go out.
    pub fn queued(&self) -> usize {
        self.gathered.len() + self.out.len()
    }

    /// Writes what the stream takes. `Ok(true)`: nothing is left queued. An error drops the queue.
    pub fn write_to(&mut self, stream: &mut impl io::Write) -> io::Result<bool> {
        self.seal();
        let written = self.out.write_to(stream);
        if written.is_err() {
            self.out.clear();
        }
        written
    }
}
