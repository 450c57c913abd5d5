//! Octets on their way out: appended at one end, written from the other.

use std::io::{self, Write};

/// Above this the memory of an emptied queue is given back.
const KEPT: usize = 256 * 1024;

/// A queue of octets in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Queue {
    octets: Vec<u8>,
    sent: usize,
}

impl Queue {
    /// Octets not yet written.
    pub fn len(&self) -> usize {
        self.octets.len() - self.sent
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn push(&mut self, octets: &[u8]) {
        self.reclaim();
        self.octets.extend_from_slice(octets);
    }

    /// Lets `fill` write into fresh space and appends as many octets as it says. It answers
    /// `Err(Some(n))` if it needs n octets of space (and is asked again), `Err(None)` if it can't.
    pub fn push_with(
        &mut self,
        guess: usize,
        mut fill: impl FnMut(&mut [u8]) -> Result<usize, Option<usize>>,
    ) -> bool {
        self.reclaim();
        let end = self.octets.len();
        let mut space = guess;
        loop {
            self.octets.resize(end + space, 0);
            let (_, fresh) = self.octets.split_at_mut(end);
            match fill(fresh) {
                Ok(written) => {
                    self.octets.truncate(end + written);
                    return true;
                }
                Err(Some(needed)) if needed > space => space = needed,
                Err(_) => {
                    self.octets.truncate(end);
                    return false;
                }
            }
        }
    }

    /// Writes what the sink takes. `Ok(true)`: nothing is left; `Ok(false)`: it takes no more now.
    pub fn write_to(&mut self, sink: &mut impl Write) -> io::Result<bool> {
        while !self.is_empty() {
            let (_, left) = self.octets.split_at(self.sent);
            match sink.write(left) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => self.sent += written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.clear();
        Ok(true)
    }

    pub fn clear(&mut self) {
        self.sent = 0;
        self.octets.clear();
        self.octets.shrink_to(KEPT);
    }

    /// Moves what is left to the front once most of the memory is behind it.
    fn reclaim(&mut self) {
        if self.sent > self.octets.len() / 2 {
            self.octets.drain(..self.sent);
            self.sent = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes at most three octets a write, and now and then none.
    struct Slow(Vec<u8>, usize);

    impl Write for Slow {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(4) {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            let taken = octets.len().min(3);
            self.0.extend_from_slice(octets.split_at(taken).0);
            Ok(taken)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn order_is_kept_through_partial_writes() {
        let mut queue = Queue::default();
        let mut sink = Slow(Vec::new(), 0);
        let mut due = Vec::new();
        for round in 0..100u8 {
            let piece = [round; 7];
            queue.push(&piece);
            let pushed = queue.push_with(2, |space| match space.first_chunk_mut() {
                Some(space) => {
                    *space = [round, 0, 0, round];
                    Ok(4)
                }
                None => Err(Some(4)),
            });
            assert!(pushed);
            due.extend(piece);
            due.extend([round, 0, 0, round]);
            let _ = queue.write_to(&mut sink).unwrap();
            assert_eq!(queue.len(), due.len() - sink.0.len());
        }
        while !queue.write_to(&mut sink).unwrap() {}
        assert_eq!(sink.0, due);
        assert!(queue.is_empty());
    }
}
