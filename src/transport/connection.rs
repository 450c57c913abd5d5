//! A nonblocking connection: the thread that owns it waits with a `Poller`, reads
//! everything that has arrived, and writes what is queued.

use super::error::ConnectionError;
use super::layers::Layers;
use super::progress::{Handshake, LayerProgress};
use super::tls::{TlsConfig, TlsError, TlsFacts, TlsLayer};
use rustls::ServerConfig;
use socket2::Socket;
use std::io::{self, Read as _};
use std::net::Shutdown;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How often one read asks the socket for more if the received octets do not yield a single plain octet.
/// A peer that sends empty records must not keep the reader busy.
const ATTEMPTS: usize = 16;

/// The result of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// This many octets, at least one.
    Octets(usize),
    /// No octets for now: wait.
    Blocked,
    /// No more octets ever.
    End {
        /// Whether the peer announced it: TLS's close_notify, or without TLS the end of the stream.
        /// Otherwise the connection may have been cut on the way.
        clean: bool,
    },
}

/// A nonblocking connection. One thread owns it.
pub struct Connection {
    /// Shared only so that others can shut it down.
    socket: Arc<Socket>,
    layers: Layers,
    tls: Option<TlsFacts>,
    /// How reading ended.
    end: Option<Read>,
    interrupt: Option<Arc<AtomicBool>>,
}

impl Connection {
    /// Takes over a socket and makes it nonblocking.
    pub fn new(socket: impl Into<Arc<Socket>>) -> io::Result<Connection> {
        let socket = socket.into();
        socket.set_nonblocking(true)?;
        Ok(Connection { socket, layers: Layers::default(), tls: None, end: None, interrupt: None })
    }

    /// Sets the flag that says that the user has interrupted the current operation.
    pub fn set_interrupt(&mut self, interrupt: Option<Arc<AtomicBool>>) {
        self.interrupt = interrupt;
    }

    /// Whether the user has interrupted the current operation.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.as_ref().is_some_and(|interrupt| interrupt.load(Ordering::Relaxed))
    }

    /// The socket, to be polled or shut down.
    pub fn socket(&self) -> &Arc<Socket> {
        &self.socket
    }

    /// Reads into `into`, which should hold 64 KiB or more: less costs copies. After the end or an
    /// error it returns the end again. What is held back here is bounded, so a reader that stops
    /// reading stops the peer.
    pub fn read(&mut self, into: &mut [u8]) -> Result<Read, ConnectionError> {
        match self.end {
            Some(end) => return Ok(end),
            None if into.is_empty() => return Ok(Read::Blocked),
            None => {}
        }
        let read = self.read_through_layers(into);
        self.end = match &read {
            Ok(end @ Read::End { .. }) => Some(*end),
            Ok(_) => None,
            Err(_) => Some(Read::End { clean: false }),
        };
        read
    }

    fn read_through_layers(&mut self, into: &mut [u8]) -> Result<Read, ConnectionError> {
        for _ in 0..ATTEMPTS {
            let received = if self.layers.are_none() {
                match (&*self.socket).read(into) {
                    Ok(octets) if octets > 0 => return Ok(Read::Octets(octets)),
                    received => received,
                }
            } else {
                match self.layers.read(into)? {
                    LayerProgress::Octets(octets) => return Ok(Read::Octets(octets)),
                    LayerProgress::Closed => return Ok(Read::End { clean: true }),
                    LayerProgress::NeedsInput => self.layers.receive_from(&mut &*self.socket),
                }
            };
            match received {
                Ok(0) => {
                    let clean = self.layers.tls().is_none();
                    return Ok(Read::End { clean });
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Read::Blocked)
    }

    /// Whether octets were received that no read has returned. They are lost after this call.
    pub fn has_unread(&mut self) -> bool {
        !self.layers.are_none()
            && !matches!(self.layers.read(&mut [0]), Ok(LayerProgress::NeedsInput))
    }

    /// Whether a read may return something without asking the network.
    pub fn holds_input(&self) -> bool {
        self.end.is_none() && self.layers.may_progress()
    }

    /// Whether reading has reached its end, or failed.
    pub fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Queues octets to be sent. The queue is not bounded: check [`Connection::queued`] before sending
    /// much.
    pub fn send(&mut self, octets: &[u8]) {
        self.layers.send(octets);
    }

    /// Writes what the network takes. `Ok(true)`: nothing is left queued. An error drops the queue,
    /// and reading continues: octets that the peer sent before it hung up can still be read.
    pub fn flush(&mut self) -> io::Result<bool> {
        self.layers.write_to(&mut &*self.socket)
    }

    /// Octets queued and not yet written, nearly as many as will go out.
    pub fn queued(&self) -> usize {
        self.layers.queued()
    }

    /// Whether [`Connection::flush`] has something to write. Reading may queue something, too: the
    /// TLS layer answers some messages.
    pub fn wants_write(&self) -> bool {
        self.queued() > 0
    }

    /// The facts of TLS; `None` without TLS and on a server's side.
    pub fn tls(&self) -> Option<&TlsFacts> {
        self.tls.as_ref()
    }

    /// Whether TLS is in use.
    pub fn has_tls(&self) -> bool {
        self.layers.tls().is_some()
    }

    /// Whether DEFLATE is in use.
    pub fn has_deflate(&self) -> bool {
        self.layers.has_deflate()
    }

    /// Announces that no more will be sent: close_notify with TLS, then the end of the stream if
    /// everything could be written. Reading continues.
    pub fn shut_down(&mut self) {
        self.layers.close();
        if matches!(self.flush(), Ok(true)) {
            // It fails only if the peer is already gone.
            let _ = self.socket.shutdown(Shutdown::Write);
        }
    }

    /// Compresses from here on, both ways (RFC 4978). What was queued before is sent uncompressed;
    /// `received` followed the server's OK and is already compressed.
    pub fn start_deflate(&mut self, received: &[u8]) {
        self.layers.add_deflate(received);
    }

    /// Begins a client's TLS handshake, which [`Connection::continue_handshake`] continues.
    ///
    /// `name` is the host as the user wrote it, a name or an address. What was queued before goes
    /// out first, without TLS. Whatever was read before this call came without TLS: the caller
    /// makes sure that nothing follows the server's OK (RFC 3501 section 6.2.1). Until the handshake is
    /// done, nothing may be sent or read. A connection whose handshake failed is unusable.
    pub fn start_tls(&mut self, config: &TlsConfig, name: &str) -> Result<(), TlsError> {
        self.add_tls(TlsLayer::client(config, name)?)
    }

    /// Begins a server's TLS handshake.
    pub fn accept_tls(&mut self, config: Arc<ServerConfig>) -> Result<(), TlsError> {
        self.add_tls(TlsLayer::server(config)?)
    }

    fn add_tls(&mut self, layer: TlsLayer) -> Result<(), TlsError> {
        if self.has_tls() {
            return Err(TlsError::InUse);
        }
        self.layers.add_tls(layer);
        Ok(())
    }

    /// Continues the handshake as far as possible without waiting: takes what has arrived, and writes what
    /// the network takes.
    pub fn continue_handshake(&mut self) -> Result<Handshake, TlsError> {
        let handshake = self.exchange_handshake();
        match handshake {
            Ok(Handshake::Unfinished) => {}
            Ok(Handshake::Done) => self.tls = self.layers.tls().and_then(TlsLayer::facts),
            Err(_) => {
                // The alert tells the peer why; it may be gone already.
                let _ = self.flush();
                self.end = Some(Read::End { clean: false });
            }
        }
        handshake
    }

    fn exchange_handshake(&mut self) -> Result<Handshake, TlsError> {
        loop {
            let handshake = self.layers.shake_hands()?;
            match self.flush() {
                // A peer that hung up may have sent the reason.
                Err(error) if !hung_up(&error) => return Err(error.into()),
                _ => {}
            }
            if handshake == Handshake::Done {
                return Ok(handshake);
            }
            match self.layers.receive_from(&mut &*self.socket) {
                Ok(0) => return Err(TlsError::Closed),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(handshake),
                Err(error) if hung_up(&error) => return Err(TlsError::Closed),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn hung_up(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected)
}
