//! Octets to and from one client, through TLS and DEFLATE where they are on.
//! Output gathers until it is flushed or large; input never grows past a bound.

use super::socket::Socket;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use rustls::{ServerConfig, ServerConnection};
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One read of the socket.
const READ: usize = 16 * 1024;
/// Output is sent at the latest when this much has gathered.
const GATHER: usize = 64 * 1024;
/// Input stops being taken apart when this much is ready, however well it was compressed.
const READY: usize = 64 * 1024;

/// What waiting for input gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// There is more input.
    Octets,
    /// The client has ended its side.
    End,
    /// The deadline came.
    Time,
}

/// DEFLATE both ways (RFC 4978): raw, without zlib's header.
struct Deflate {
    inflate: Decompress,
    deflate: Compress,
    /// Compressed octets that were received and not yet inflated.
    waiting: Vec<u8>,
}

/// The client's end of it all, as octets.
pub struct Wire {
    socket: Arc<Socket>,
    tls: Option<Box<ServerConnection>>,
    deflate: Option<Box<Deflate>>,
    input: Vec<u8>,
    taken: usize,
    output: Vec<u8>,
    ended: bool,
}

impl Wire {
    /// A connection without layers.
    pub fn new(socket: Arc<Socket>) -> Wire {
        let output = Vec::new();
        Wire {
            socket,
            tls: None,
            deflate: None,
            input: Vec::new(),
            taken: 0,
            output,
            ended: false,
        }
    }

    /// The socket, to be read by another thread for once.
    pub fn socket(&self) -> &Arc<Socket> {
        &self.socket
    }

    /// Whether TLS is on.
    pub fn has_tls(&self) -> bool {
        self.tls.is_some()
    }

    /// Whether DEFLATE is on.
    pub fn has_deflate(&self) -> bool {
        self.deflate.is_some()
    }

    /// Whether the client has ended its side.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The input that is ready.
    pub fn input(&self) -> &[u8] {
        self.input.get(self.taken..).unwrap_or_default()
    }

    /// Marks so many octets of the input as used.
    pub fn take(&mut self, octets: usize) {
        self.taken = (self.taken + octets).min(self.input.len());
        if self.taken == self.input.len() {
            self.input.clear();
            self.taken = 0;
        } else if self.taken >= READY {
            self.input.drain(..self.taken);
            self.taken = 0;
        }
    }

    /// Flushes the output, then waits until there is more input than now, or the deadline.
    pub fn receive(&mut self, deadline: Option<Instant>) -> io::Result<Received> {
        self.flush()?;
        let before = self.input().len();
        loop {
            self.inflate()?;
            if self.input().len() > before {
                return Ok(Received::Octets);
            }
            if self.ended {
                return Ok(Received::End);
            }
            let timeout = match deadline {
                None => None,
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Ok(Received::Time);
                    }
                    Some(left.max(Duration::from_millis(1)))
                }
            };
            self.socket.set_read_timeout(timeout)?;
            let mut octets = [0; READ];
            match (&*self.socket).read(&mut octets) {
                Ok(read) => self.feed(octets.get(..read).unwrap_or_default())?,
                Err(error) if is_timeout(&error) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes in what one read of the socket gave; nothing: the client's end.
    pub fn feed(&mut self, octets: &[u8]) -> io::Result<()> {
        if octets.is_empty() {
            self.ended = true;
        }
        let Some(tls) = &mut self.tls else {
            self.plain(octets);
            return self.inflate();
        };
        let mut plain = Vec::new();
        let mut cipher = octets;
        let mut failed = None;
        while failed.is_none() && (!cipher.is_empty() || octets.is_empty()) {
            tls.read_tls(&mut cipher)?;
            match tls.process_new_packets() {
                Ok(state) => {
                    let mut records = vec![0; state.plaintext_bytes_to_read()];
                    let read = tls.reader().read(&mut records).unwrap_or(0);
                    plain.extend_from_slice(records.get(..read).unwrap_or_default());
                    self.ended |= state.peer_has_closed();
                }
                Err(error) => failed = Some(error),
            }
            if octets.is_empty() {
                break;
            }
        }
        // The handshake's answers, or the alert that says what went wrong.
        while tls.wants_write() {
            tls.write_tls(&mut &*self.socket)?;
        }
        if let Some(error) = failed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, error));
        }
        self.plain(&plain);
        self.inflate()
    }

    fn plain(&mut self, octets: &[u8]) {
        match &mut self.deflate {
            Some(deflate) => deflate.waiting.extend_from_slice(octets),
            None => self.input.extend_from_slice(octets),
        }
    }

    /// Inflates until enough is ready; the rest waits.
    fn inflate(&mut self) -> io::Result<()> {
        let Some(deflate) = &mut self.deflate else {
            return Ok(());
        };
        let mut used = 0;
        while self.input.len() - self.taken < READY {
            let before = (deflate.inflate.total_in(), deflate.inflate.total_out());
            let mut into = [0; READ];
            let waiting = deflate.waiting.get(used..).unwrap_or_default();
            let status = deflate
                .inflate
                .decompress(waiting, &mut into, FlushDecompress::Sync)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            let read = (deflate.inflate.total_in() - before.0) as usize;
            let made = (deflate.inflate.total_out() - before.1) as usize;
            used += read;
            self.input
                .extend_from_slice(into.get(..made).unwrap_or_default());
            if status == Status::StreamEnd {
                self.ended = true;
                break;
            }
            if made == 0 && (read == 0 || used >= deflate.waiting.len()) {
                break;
            }
        }
        deflate.waiting.drain(..used.min(deflate.waiting.len()));
        Ok(())
    }

    /// Adds to the output.
    pub fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        for piece in octets.chunks(GATHER) {
            self.output.extend_from_slice(piece);
            if self.output.len() >= GATHER {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Sends what has gathered.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        let plain = std::mem::take(&mut self.output);
        let packed = match &mut self.deflate {
            Some(deflate) => Some(deflate.pack(&plain)?),
            None => None,
        };
        let octets = packed.as_deref().unwrap_or(&plain);
        match &mut self.tls {
            None => (&*self.socket).write_all(octets)?,
            Some(tls) => {
                let mut rest = octets;
                while !rest.is_empty() {
                    let took = tls.writer().write(rest)?;
                    rest = rest.get(took..).unwrap_or_default();
                    while tls.wants_write() {
                        tls.write_tls(&mut &*self.socket)?;
                    }
                }
            }
        }
        self.output = plain;
        self.output.clear();
        Ok(())
    }

    /// Turns TLS on, the handshake included. False: octets came in the clear after STARTTLS,
    /// which nobody honest sends.
    pub fn start_tls(&mut self, config: Arc<ServerConfig>, deadline: Instant) -> io::Result<bool> {
        self.flush()?;
        if !self.input().is_empty() {
            return Ok(false);
        }
        let tls = ServerConnection::new(config).map_err(io::Error::other)?;
        self.tls = Some(Box::new(tls));
        loop {
            if self.tls.as_ref().is_some_and(|tls| !tls.is_handshaking()) {
                return Ok(true);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.socket
                .set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
            let mut octets = [0; READ];
            match (&*self.socket).read(&mut octets) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => self.feed(octets.get(..read).unwrap_or_default())?,
                Err(error) if is_timeout(&error) || error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Turns DEFLATE on. Input that is there already is compressed.
    pub fn start_deflate(&mut self) -> io::Result<()> {
        self.flush()?;
        let waiting = self.input().to_vec();
        self.take(waiting.len());
        let (inflate, deflate) = (
            Decompress::new(false),
            Compress::new(Compression::fast(), false),
        );
        self.deflate = Some(Box::new(Deflate {
            inflate,
            deflate,
            waiting,
        }));
        self.inflate()
    }

    /// Says goodbye: what has gathered is sent, TLS closed, and the client's last octets are
    /// read away for a moment, for unread ones would make the system drop the goodbye.
    pub fn close(&mut self) {
        self.flush().ok();
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            while tls.wants_write() && tls.write_tls(&mut &*self.socket).is_ok_and(|sent| sent > 0)
            {
            }
        }
        self.socket.shutdown(std::net::Shutdown::Write);
        if !self.ended {
            let deadline = Instant::now() + Duration::from_secs(1);
            let mut octets = [0; READ];
            let mut left = 1024 * 1024_usize;
            self.socket
                .set_read_timeout(Some(Duration::from_millis(200)))
                .ok();
            while let Ok(read) = (&*self.socket).read(&mut octets) {
                left = left.saturating_sub(read);
                if read == 0 || left == 0 || Instant::now() > deadline {
                    break;
                }
            }
        }
        self.socket.shutdown(std::net::Shutdown::Both);
    }
}

impl Deflate {
    fn pack(&mut self, plain: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(plain.len() / 2 + 64);
        let start = self.deflate.total_in();
        loop {
            let used = (self.deflate.total_in() - start) as usize;
            let rest = plain.get(used..).unwrap_or_default();
            packed.reserve(READ);
            let room = packed.capacity();
            self.deflate
                .compress_vec(rest, &mut packed, FlushCompress::Sync)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            let all = (self.deflate.total_in() - start) as usize == plain.len();
            // Room left over means that the flush is complete.
            if all && packed.len() < room {
                return Ok(packed);
            }
        }
    }
}

/// Whether a read's error only says that its time is over.
pub fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
