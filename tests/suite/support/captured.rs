//! Octets that arrive from a stream, captured as a whole, so that a test can wait for a part of them.

use super::watched::Watched;
use super::{contains, escaped_lines};
use std::io::Read;
use std::sync::Arc;

/// All octets that have arrived so far.
#[derive(Default)]
pub struct Captured(Watched<Stream>);

#[derive(Default)]
struct Stream {
    octets: Vec<u8>,
    ended: bool,
}

impl Captured {
    /// Reads `source` to its end, in a new thread.
    pub fn from_reader(mut source: impl Read + Send + 'static) -> Arc<Self> {
        let captured = Arc::new(Self::default());
        let writer = Arc::clone(&captured);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            loop {
                match source.read(&mut buffer) {
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Ok(0) | Err(_) => break,
                    Ok(length) => writer.append(&buffer[..length]),
                }
            }
            writer.end();
        });
        captured
    }

    pub fn append(&self, octets: &[u8]) {
        self.0.update(|stream| stream.octets.extend_from_slice(octets));
    }

    /// Marks the end of the stream.
    pub fn end(&self) {
        self.0.update(|stream| stream.ended = true);
    }

    pub fn octets(&self) -> Vec<u8> {
        self.0.lock().octets.clone()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.octets()).into_owned()
    }

    pub fn len(&self) -> usize {
        self.0.lock().octets.len()
    }

    /// Waits until the stream contains `text`, and fails if that cannot happen any more.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        if !self.arrives(text) {
            panic!("{text:?} did not arrive. Received:\n{}", escaped_lines(&self.octets()));
        }
    }

    /// Waits until the stream contains `text` (true), or ends without it or takes too long (false).
    pub fn arrives(&self, text: &str) -> bool {
        let arrived = self.0.wait_for(|stream| {
            if contains(&stream.octets, text.as_bytes()) {
                Some(true)
            } else {
                stream.ended.then_some(false)
            }
        });
        arrived.unwrap_or(false)
    }

    /// Waits until the stream has ended. Returns all of it.
    #[track_caller]
    pub fn wait_end(&self) -> Vec<u8> {
        if self.0.wait_for(|stream| stream.ended.then_some(())).is_none() {
            panic!("the stream did not end. Received:\n{}", escaped_lines(&self.octets()));
        }
        self.octets()
    }
}
