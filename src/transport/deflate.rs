//! The compression layer (RFC 4978): one raw DEFLATE stream each way, without zlib's header.
//!
//! The sender flushes after everything it has to say, so that the receiver can inflate it at once
//! ("sync flush", RFC 1951 section 3.2.4). The receiver inflates into the room that its reader
//! offers and never further: compressed octets wait until the reader returns, so a stream that
//! expands without limit takes time, but no memory.

use super::progress::LayerProgress;
use super::queue::Queue;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Room for compressed octets on their way out.
const CHUNK: usize = 16 * 1024;

/// The most that a stream may expand: [`FREE`] octets, and beyond that [`RATIO`] times the size of
/// what was received. DEFLATE itself allows 1,032 times; mail and IMAP responses reach 5 to 50.
const RATIO: u64 = 100;

/// Generous, since one harmless message full of zeros expands as much as DEFLATE allows.
const FREE: u64 = 128 * 1024 * 1024;

/// Why received octets can't be inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeflateError {
    /// The octets are not a DEFLATE stream.
    Invalid,
    /// They expand beyond the limit.
    Bomb,
    /// More octets followed the stream's final block.
    AfterEnd,
}

/// DEFLATE in both directions.
pub struct Deflate {
    inflate: Decompress,
    deflate: Compress,
    /// Received and not yet inflated.
    compressed: Queue,
    /// Whether the received stream's final block was read.
    ended: bool,
    free: u64,
}

impl Deflate {
    /// Both streams at their beginning. `compressed` was already received.
    pub fn new(compressed: &[u8]) -> Deflate {
        let mut received = Queue::default();
        received.push(compressed);
        Deflate {
            inflate: Decompress::new(false),
            deflate: Compress::new(Compression::fast(), false),
            compressed: received,
            ended: false,
            free: FREE,
        }
    }

    /// The queue for octets from the layer below.
    pub fn compressed(&mut self) -> &mut Queue {
        &mut self.compressed
    }

    /// Inflates into `plain`, as far as there is room and the received octets reach.
    pub fn read(&mut self, plain: &mut [u8]) -> Result<LayerProgress, DeflateError> {
        loop {
            if self.ended {
                // Only the end of the connection may follow.
                return if self.compressed.is_empty() {
                    Ok(LayerProgress::NeedsInput)
                } else {
                    Err(DeflateError::AfterEnd)
                };
            }
            let (consumed, produced) = (self.inflate.total_in(), self.inflate.total_out());
            let status =
                self.inflate.decompress(self.compressed.octets(), plain, FlushDecompress::Sync);
            let consumed = (self.inflate.total_in() - consumed) as usize;
            let produced = (self.inflate.total_out() - produced) as usize;
            self.compressed.discard(consumed);
            self.ended = matches!(status, Ok(Status::StreamEnd));
            if self.inflate.total_out() > self.free + RATIO * self.inflate.total_in() {
                return Err(DeflateError::Bomb);
            }
            match status {
                // Data before the error is valid; the next read returns the error again.
                _ if produced > 0 => return Ok(LayerProgress::Octets(produced)),
                Err(_) => return Err(DeflateError::Invalid),
                // An empty block consumes octets and yields none.
                Ok(_) if consumed > 0 || self.ended => {}
                Ok(_) => return Ok(LayerProgress::NeedsInput),
            }
        }
    }

    /// Compresses `plain` and flushes, so that the other side can read all of it.
    pub fn write(&mut self, plain: &[u8], below: &mut Vec<u8>) {
        let start = self.deflate.total_in();
        loop {
            let taken = (self.deflate.total_in() - start) as usize;
            below.reserve(CHUNK);
            let room = below.capacity();
            // Compressing fails only with parameters that are not used here.
            let _ = self.deflate.compress_vec(&plain[taken..], below, FlushCompress::Sync);
            let all_taken = (self.deflate.total_in() - start) as usize == plain.len();
            // The flush is complete if there is room left.
            if all_taken && below.len() < room {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compress(plain: &[u8]) -> Vec<u8> {
        let mut compressed = Vec::new();
        Deflate::new(b"").write(plain, &mut compressed);
        compressed
    }

    /// Inflates octets that arrive in pieces of `cut`, into room for `room` octets.
    fn inflate(compressed: &[u8], cut: usize, room: usize) -> Result<Vec<u8>, DeflateError> {
        let mut layer = Deflate::new(b"");
        let mut plain = Vec::new();
        let mut into = vec![0; room];
        for piece in compressed.chunks(cut) {
            layer.compressed().push(piece);
            while let LayerProgress::Octets(octets) = layer.read(&mut into)? {
                plain.extend_from_slice(&into[..octets]);
            }
        }
        Ok(plain)
    }

    fn compress_best(plain: &[u8], flush: FlushCompress) -> Vec<u8> {
        let mut compressed = Vec::with_capacity(plain.len() + 100);
        Compress::new(Compression::best(), false)
            .compress_vec(plain, &mut compressed, flush)
            .unwrap();
        compressed
    }

    fn ended_stream(plain: &[u8]) -> Vec<u8> {
        compress_best(plain, FlushCompress::Finish)
    }

    #[test]
    fn every_flush_can_be_read_at_once() {
        let (mut client, mut server) = (Deflate::new(b""), Deflate::new(b""));
        let mut into = [0; 64];
        for number in 0..100 {
            let line = format!("a{number:03} NOOP\r\n");
            let mut compressed = Vec::new();
            client.write(line.as_bytes(), &mut compressed);
            server.compressed().push(&compressed);
            assert_eq!(server.read(&mut into), Ok(LayerProgress::Octets(line.len())));
            assert_eq!(&into[..line.len()], line.as_bytes());
            assert_eq!(server.read(&mut into), Ok(LayerProgress::NeedsInput));
        }
    }

    #[test]
    fn octets_that_came_with_the_ok_are_inflated_first() {
        let compressed = compress(b"* 1 EXISTS\r\n");
        let (early, late) = compressed.split_at(5);
        let mut layer = Deflate::new(early);
        layer.compressed().push(late);
        let mut into = [0; 64];
        assert_eq!(layer.read(&mut into), Ok(LayerProgress::Octets(12)));
        assert_eq!(&into[..12], b"* 1 EXISTS\r\n");
    }

    #[test]
    fn a_stream_inflates_only_as_far_as_its_reader_takes_it() {
        let mut layer = Deflate::new(&compress(&vec![b'x'; 16 << 20]));
        let held = layer.compressed().len();
        let mut into = [0; 1000];
        assert_eq!(layer.read(&mut into), Ok(LayerProgress::Octets(1000)));
        assert!(layer.compressed().len() > held / 2);
        assert!(layer.inflate.total_out() < 100_000);
    }

    #[test]
    fn a_bomb_is_an_error_and_much_compressible_data_is_not() {
        let (small, large) = (vec![b'x'; 1 << 20], vec![b'x'; 3 << 20]);
        let read = |plain: &[u8]| {
            let mut layer = Deflate::new(&compress_best(plain, FlushCompress::Sync));
            layer.free = 1 << 20;
            let mut into = vec![0; 64 * 1024];
            let mut total = 0;
            loop {
                match layer.read(&mut into) {
                    Ok(LayerProgress::Octets(octets)) => total += octets,
                    other => return (total, other),
                }
            }
        };
        assert_eq!(read(&small), (small.len(), Ok(LayerProgress::NeedsInput)));
        let (total, result) = read(&large);
        assert_eq!(result, Err(DeflateError::Bomb));
        assert!(total < 2 << 20, "{total} octets before the error");
    }

    #[test]
    fn invalid_octets_are_an_error_after_the_valid_ones() {
        let mut octets = compress(b"a001 OK done\r\n");
        // A block of the reserved type 3.
        octets.push(0b110);
        let mut layer = Deflate::new(&octets);
        let mut into = [0; 64];
        assert_eq!(layer.read(&mut into), Ok(LayerProgress::Octets(14)));
        for _ in 0..3 {
            assert_eq!(layer.read(&mut into), Err(DeflateError::Invalid));
        }
    }

    #[test]
    fn nothing_may_follow_the_end_of_a_stream() {
        let mut octets = ended_stream(b"* BYE\r\n");
        assert_eq!(inflate(&octets, 1, 64), Ok(b"* BYE\r\n".to_vec()));
        octets.push(0);
        assert_eq!(inflate(&octets, 64, 64), Err(DeflateError::AfterEnd));
        assert_eq!(inflate(&octets, 1, 64), Err(DeflateError::AfterEnd));
    }

    proptest! {
        #[test]
        fn no_cut_changes_the_octets(
            lines in prop::collection::vec("[a-d \\r\\n]{0,200}", 1..20),
            cut in 1usize..2000,
            room in 1usize..2000,
        ) {
            let mut layer = Deflate::new(b"");
            let mut compressed = Vec::new();
            for line in &lines {
                layer.write(line.as_bytes(), &mut compressed);
            }
            let plain = lines.concat().into_bytes();
            prop_assert_eq!(inflate(&compressed, cut, room), Ok(plain.clone()));
            prop_assert_eq!(inflate(&ended_stream(&plain), cut, room), Ok(plain));
        }

        #[test]
        fn no_octets_make_it_panic(octets: Vec<u8>, cut in 1usize..100, room in 1usize..100) {
            let _ = inflate(&octets, cut, room);
        }
    }
}
