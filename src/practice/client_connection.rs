//! The server's side of one connection. Reading waits until a deadline. Output is buffered until
//! there is enough of it, or until the session waits for input.

use crate::transport::{
    Connection, ConnectionError, Queue, Read, Socket, wait_readable, wait_writable,
};
use rustls::ServerConfig;
use std::io::{self, Read as _};
use std::net::Shutdown;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The size of one read. The session reads only when a command needs more input.
const READ_SIZE: usize = 16 * 1024;

/// Output is sent when this much is buffered.
const FLUSH_SIZE: usize = 64 * 1024;

/// How long to read the client's last octets while closing.
const LINGER: Duration = Duration::from_secs(1);
/// How long to wait for more of them.
const LINGER_QUIET: Duration = Duration::from_millis(200);
/// How many of them to read.
const LINGER_OCTETS: usize = 1024 * 1024;

/// The result of waiting for input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// There is more input.
    Octets,
    /// The client has closed its side.
    End,
    /// The deadline passed.
    TimedOut,
}

/// A connection to one client.
pub struct ClientConnection {
    connection: Connection,
    input: Queue,
    /// How long the client may leave output unread.
    unread: Duration,
}

impl ClientConnection {
    /// A connection without TLS at first.
    pub fn new(socket: Arc<Socket>, unread: Duration) -> io::Result<ClientConnection> {
        Ok(ClientConnection {
            connection: Connection::new(socket)?,
            input: Queue::default(),
            unread,
        })
    }

    /// The socket, to wait for input in another thread.
    pub fn socket(&self) -> &Arc<Socket> {
        self.connection.socket()
    }

    /// Whether the client is in this process.
    pub fn is_in_process(&self) -> bool {
        (self.socket().local_addr()).is_ok_and(|address| address.is_unix())
    }

    pub fn has_tls(&self) -> bool {
        self.connection.has_tls()
    }

    pub fn has_deflate(&self) -> bool {
        self.connection.has_deflate()
    }

    /// Whether the client has closed its side.
    pub fn has_ended(&self) -> bool {
        self.connection.has_ended()
    }

    /// The input that was read and not yet used.
    pub fn input(&self) -> &[u8] {
        self.input.octets()
    }

    /// Marks octets at the start of the input as used.
    pub fn take(&mut self, octets: usize) {
        self.input.discard(octets);
    }

    /// Flushes the output, then waits until there is more input than now, or until the deadline.
    pub fn receive(&mut self, deadline: Instant) -> io::Result<Received> {
        loop {
            self.flush()?;
            match self.read()? {
                Read::Octets(_) => return Ok(Received::Octets),
                Read::End { .. } => return Ok(Received::End),
                Read::Blocked if self.connection.holds_input() => {}
                Read::Blocked if wait_readable(self.socket(), deadline)? => {}
                Read::Blocked => return Ok(Received::TimedOut),
            }
        }
    }

    /// Reads, without waiting, all available input up to slightly more than `most` octets.
    pub fn receive_available(&mut self, most: usize) -> io::Result<()> {
        while self.input.len() <= most {
            match self.read()? {
                Read::Octets(_) => {}
                Read::Blocked if self.connection.holds_input() => {}
                Read::Blocked | Read::End { .. } => break,
            }
        }
        self.flush()
    }

    fn read(&mut self) -> io::Result<Read> {
        let read = self.connection.read(self.input.room(READ_SIZE));
        if let Ok(Read::Octets(octets)) = read {
            self.input.filled(octets);
        }
        read.map_err(|error| match error {
            ConnectionError::Io(error) => error,
            _ => io::ErrorKind::InvalidData.into(),
        })
    }

    /// Adds to the output.
    pub fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        for piece in octets.chunks(FLUSH_SIZE) {
            self.connection.send(piece);
            if self.connection.queued() >= FLUSH_SIZE {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Sends the buffered output.
    pub fn flush(&mut self) -> io::Result<()> {
        while !self.connection.flush()? {
            if !wait_writable(self.socket(), Instant::now() + self.unread)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        Ok(())
    }

    /// Starts TLS and completes the handshake. Returns false if plaintext followed STARTTLS, which an
    /// attacker may have injected.
    pub fn start_tls(&mut self, config: Arc<ServerConfig>, deadline: Instant) -> io::Result<bool> {
        self.flush()?;
        if !self.input.is_empty() || self.connection.has_unread() {
            return Ok(false);
        }
        self.connection
            .accept_tls(config, deadline)
            .map(|()| true)
            .map_err(|_| io::ErrorKind::InvalidData.into())
    }

    /// Starts DEFLATE in both directions. Input that has been received already is compressed.
    pub fn start_deflate(&mut self) -> io::Result<()> {
        self.flush()?;
        self.connection.start_deflate(self.input.octets());
        self.input.clear();
        Ok(())
    }

    /// Sends the buffered output, closes TLS and the connection. Before that it reads the client's last
    /// octets for a moment: if input is left unread, the system discards the output.
    pub fn close(&mut self) {
        self.flush().ok();
        self.connection.shut_down();
        let deadline = Instant::now() + LINGER;
        let mut left = LINGER_OCTETS;
        while !self.has_ended() && left > 0 && Instant::now() < deadline {
            match (&**self.socket()).read(&mut [0; READ_SIZE]) {
                Ok(0) => break,
                Ok(octets) => left = left.saturating_sub(octets),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let quiet = Instant::now() + LINGER_QUIET;
                    if !wait_readable(self.socket(), quiet.min(deadline)).unwrap_or(false) {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        self.socket().shutdown(Shutdown::Both).ok();
    }
}
