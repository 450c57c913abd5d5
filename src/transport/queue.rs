//! A FIFO queue of octets.

use std::io::{self, Write};

/// An emptied queue with more memory than this returns it.
const KEPT: usize = 256 * 1024;

/// Where in its memory a queue begins: in the middle of a page. rustls copies each record from a queue
/// into newly allocated memory, and both would begin at the start of a page or a little after it. AMD's
/// processors take several times as long for a copy (`rep movsb`, which the C library uses for 2 KiB and
/// more) whose destination has a slightly higher offset within its page than the source.
const FRONT: usize = 2048;

/// A queue of octets in one piece of memory.
#[derive(Debug)]
pub struct Queue {
    /// The queued octets are those from `start` to `end`; after them is room that has been zeroed.
    octets: Vec<u8>,
    start: usize,
    end: usize,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue { octets: Vec::new(), start: FRONT, end: FRONT }
    }
}

impl Queue {
    pub fn octets(&self) -> &[u8] {
        self.octets.get(self.start..self.end).unwrap_or_default()
    }

    pub fn octets_mut(&mut self) -> &mut [u8] {
        self.octets.get_mut(self.start..self.end).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn push(&mut self, octets: &[u8]) {
        self.room(octets.len()).copy_from_slice(octets);
        self.filled(octets.len());
    }

    /// Removes octets from the front.
    pub fn discard(&mut self, octets: usize) {
        self.start += octets.min(self.len());
        if self.is_empty() {
            self.clear();
        }
    }

    /// Moves octets from the front into a buffer, as many as fit.
    pub fn take_into(&mut self, into: &mut [u8]) -> usize {
        let taken = self.len().min(into.len());
        into[..taken].copy_from_slice(&self.octets()[..taken]);
        self.discard(taken);
        taken
    }

    pub fn clear(&mut self) {
        (self.start, self.end) = (FRONT, FRONT);
        if self.octets.len() > KEPT {
            self.octets = Vec::new();
        }
    }

    /// Room for this many octets after the queued ones: see [`Queue::filled`].
    pub fn room(&mut self, octets: usize) -> &mut [u8] {
        // Move the octets only if that frees more than it moves.
        if self.end + octets > self.octets.len() && self.start - FRONT > self.len() {
            self.octets.copy_within(self.start..self.end, FRONT);
            (self.start, self.end) = (FRONT, FRONT + self.len());
        }
        let needed = self.end + octets;
        if needed > self.octets.len() {
            self.octets.resize(needed.next_power_of_two(), 0);
        }
        &mut self.octets[self.end..needed]
    }

    /// Appends the first octets of what was written into [`Queue::room`].
    pub fn filled(&mut self, octets: usize) {
        self.end = (self.end + octets).min(self.octets.len());
    }

    /// Writes what the stream takes. `Ok(true)`: nothing is left; `Ok(false)`: it takes no more now.
    pub fn write_to(&mut self, stream: &mut impl Write) -> io::Result<bool> {
        while !self.is_empty() {
            match stream.write(self.octets()) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => self.discard(written),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes at most three octets per write, and none every fourth time.
    struct SlowSink(Vec<u8>, usize);

    impl Write for SlowSink {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(4) {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            let taken = octets.len().min(3);
            self.0.extend_from_slice(&octets[..taken]);
            Ok(taken)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn order_is_kept_through_partial_writes() {
        let mut queue = Queue::default();
        let mut sink = SlowSink(Vec::new(), 0);
        let mut expected = Vec::new();
        for round in 0..100u8 {
            queue.push(&[round; 7]);
            queue.room(5)[..3].copy_from_slice(&[round, 0, 0]);
            queue.filled(3);
            expected.extend([round; 7]);
            expected.extend([round, 0, 0]);
            let _ = queue.write_to(&mut sink).unwrap();
            assert_eq!(queue.len(), expected.len() - sink.0.len());
        }
        while !queue.write_to(&mut sink).unwrap() {}
        assert_eq!(sink.0, expected);
        assert!(queue.is_empty());
    }

    #[test]
    fn an_emptied_queue_keeps_little_memory() {
        let mut queue = Queue::default();
        queue.push(&vec![1; 4 * KEPT]);
        queue.discard(4 * KEPT);
        assert!(queue.octets.len() <= KEPT);
    }
}
