//! The server's side of one connection. Reading waits until a deadline. Output is buffered, and
//! sent when the buffer is full or when the session waits for input.

use crate::transport::{
    Connection, ConnectionError, Handshake, PeerState, Queue, Read, Socket, peer_state,
    wait_readable, wait_writable,
};
use rustls::ServerConfig;
use std::io::{self, Read as _};
use std::net::Shutdown;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many octets one read asks for.
const READ_SIZE: usize = 16 * 1024;

/// How many octets of output are buffered before they are sent.
const FLUSH_SIZE: usize = 64 * 1024;

/// How long a command may work without sending anything once its client sends no more.
const GRACE: Duration = Duration::from_secs(2);

/// How long [`ClientConnection::close`] reads the client's last octets.
const LINGER: Duration = Duration::from_secs(1);
/// How long it waits for each read.
const LINGER_QUIET: Duration = Duration::from_millis(200);
/// How many octets it reads.
const LINGER_OCTETS: usize = 1024 * 1024;

/// The result of waiting for input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// More input has been read.
    Octets,
    /// The client has closed its side.
    End,
    /// The deadline passed.
    TimedOut,
}

pub struct ClientConnection {
    connection: Connection,
    input: Queue,
    write_timeout: Duration,
    /// When the client was first seen to send no more, since output was last sent.
    sends_no_more_since: Option<Instant>,
}

impl ClientConnection {
    /// A connection without TLS. `write_timeout` is how long the client may leave output unread.
    pub fn new(socket: Arc<Socket>, write_timeout: Duration) -> io::Result<ClientConnection> {
        Ok(ClientConnection {
            connection: Connection::new(socket)?,
            input: Queue::default(),
            write_timeout,
            sends_no_more_since: None,
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

    /// The input that was read and not yet consumed.
    pub fn input(&self) -> &[u8] {
        self.input.octets()
    }

    /// Removes octets from the start of the input.
    pub fn consume(&mut self, octets: usize) {
        self.input.discard(octets);
    }

    /// Flushes the output, then waits for more input until the deadline.
    pub fn receive(&mut self, deadline: Instant) -> io::Result<Received> {
        loop {
            self.flush()?;
            match self.read()? {
                Read::Octets(_) => return Ok(Received::Octets),
                Read::End { .. } => return Ok(Received::End),
                // TLS or DEFLATE holds input that the next read returns: the socket need not be
                // readable.
                Read::Blocked if self.connection.holds_input() => {}
                Read::Blocked if wait_readable(self.socket(), deadline)? => {}
                Read::Blocked => return Ok(Received::TimedOut),
            }
        }
    }

    /// Reads without waiting until no input is available or more than `limit` octets are buffered,
    /// then flushes the output.
    pub fn receive_available(&mut self, limit: usize) -> io::Result<()> {
        while self.input.len() <= limit {
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

    /// Whether the client has left while a command is executed. A client that has closed only its
    /// side may still read: sending to one that does not fails. So it has left if it has closed its
    /// side and nothing could be sent for a while.
    pub fn client_has_left(&mut self) -> bool {
        match peer_state(self.socket()) {
            PeerState::Connected => false,
            PeerState::Gone => true,
            PeerState::SendsNoMore => {
                self.sends_no_more_since.get_or_insert_with(Instant::now).elapsed() > GRACE
            }
        }
    }

    /// Sends the buffered output.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.connection.wants_write() {
            self.sends_no_more_since = None;
        }
        while !self.connection.flush()? {
            if !wait_writable(self.socket(), Instant::now() + self.write_timeout)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        Ok(())
    }

    /// Starts TLS and completes the handshake. Returns false if the client sent plaintext after
    /// STARTTLS, because an attacker may have injected it.
    pub fn start_tls(&mut self, config: Arc<ServerConfig>, deadline: Instant) -> io::Result<bool> {
        self.flush()?;
        if !self.input.is_empty() || self.connection.has_unread() {
            return Ok(false);
        }
        let failed = |_| io::Error::from(io::ErrorKind::InvalidData);
        self.connection.accept_tls(config).map_err(failed)?;
        while self.connection.continue_handshake().map_err(failed)? == Handshake::Unfinished {
            self.flush()?;
            if !wait_readable(self.socket(), deadline)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        Ok(true)
    }

    /// Starts DEFLATE in both directions. Input that has been received already is compressed.
    pub fn start_deflate(&mut self) -> io::Result<()> {
        self.flush()?;
        self.connection.start_deflate(self.input.octets());
        self.input.clear();
        Ok(())
    }

    /// Sends the buffered output and closes TLS and the connection. Before closing the socket it
    /// briefly reads the client's last octets: if a socket is closed with unread input, the system
    /// resets the connection and may discard output that the client has not received yet.
    pub fn close(&mut self) {
        self.flush().ok();
        self.connection.shut_down();
        let deadline = Instant::now() + LINGER;
        let mut remaining = LINGER_OCTETS;
        while !self.has_ended() && remaining > 0 && Instant::now() < deadline {
            match (&**self.socket()).read(&mut [0; READ_SIZE]) {
                Ok(0) => break,
                Ok(octets) => remaining = remaining.saturating_sub(octets),
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
