//! One connection, plain or TLS, that never blocks: the thread that owns it waits with a
//! [`Poller`](super::Poller), reads until there is no more, and writes what is queued.

use super::queue::Queue;
use super::stream::Stream;
use super::tls::{Certificate, RECORD, Step, TlsConfig, TlsError, Tunnel, Verified};
use super::wait::{Waited, wait_for, wait_in_pieces};
use rustix::event::PollFlags;
use std::io::{self, Read as _};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What a read came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// So many octets, at least one.
    Octets(usize),
    /// None for now: wait.
    Blocked,
    /// None ever again.
    End {
        /// It was said: TLS's close_notify, or without TLS the end of the stream. Otherwise
        /// somebody in between may have cut the connection.
        clean: bool,
    },
}

/// A connection that broke.
#[derive(Debug)]
pub enum ConnectionError {
    /// The network, or the other side, broke it.
    Io(io::Error),
    /// What came does not hold under TLS, or the server said so of ours.
    Tls(TlsError),
}

impl From<io::Error> for ConnectionError {
    fn from(error: io::Error) -> ConnectionError {
        ConnectionError::Io(error)
    }
}

impl From<TlsError> for ConnectionError {
    fn from(error: TlsError) -> ConnectionError {
        ConnectionError::Tls(error)
    }
}

/// What a handshake agreed on, and who vouches for the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// `TLS 1.3`.
    pub version: String,
    /// `TLS_AES_256_GCM_SHA384`.
    pub cipher_suite: String,
    /// The server's certificate; `None` if it can't be read (only with `--insecure`).
    pub certificate: Option<Certificate>,
    /// By which roots the certificate is believed.
    pub verified: Verified,
}

/// A nonblocking connection. One thread owns it.
pub struct Connection {
    stream: Stream,
    out: Queue,
    tunnel: Option<Box<Tunnel>>,
    /// What was sent under TLS and is not yet sealed: short lines share a record.
    unsealed: Vec<u8>,
    facts: Option<TlsFacts>,
    /// How reading ended.
    end: Option<Read>,
    interrupt: Option<Arc<AtomicBool>>,
}

impl Connection {
    /// Takes a stream over and makes it nonblocking; in the clear until [`Connection::start_tls`].
    pub fn over(stream: impl Into<Stream>) -> io::Result<Connection> {
        let stream = stream.into();
        stream.set_nonblocking()?;
        Ok(Connection {
            stream,
            out: Queue::default(),
            tunnel: None,
            unsealed: Vec::new(),
            facts: None,
            end: None,
            interrupt: None,
        })
    }

    /// Whoever sets this ends a TLS handshake before its deadline.
    pub fn set_interrupt(&mut self, interrupt: Option<Arc<AtomicBool>>) {
        self.interrupt = interrupt;
    }

    /// The stream below, to be polled by other means than a [`Poller`](super::Poller).
    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Reads into `into`, which should hold 64 KiB or more: less costs copies. After the end or an
    /// error, the end again. At most about 128 KiB are ever held here, so a reader that stops
    /// reading stops the server.
    pub fn read(&mut self, into: &mut [u8]) -> Result<Read, ConnectionError> {
        match self.end {
            Some(end) => return Ok(end),
            None if into.is_empty() => return Ok(Read::Blocked),
            None => {}
        }
        let read = self.read_on(into);
        self.end = match &read {
            Ok(end @ Read::End { .. }) => Some(*end),
            Ok(_) => None,
            Err(_) => Some(Read::End { clean: false }),
        };
        read
    }

    fn read_on(&mut self, into: &mut [u8]) -> Result<Read, ConnectionError> {
        loop {
            let read = match &mut self.tunnel {
                None => self.stream.read(into),
                Some(tunnel) => match tunnel.open(into, &mut self.out)? {
                    Step::Octets(octets) => return Ok(Read::Octets(octets)),
                    Step::Closed => return Ok(Read::End { clean: true }),
                    Step::Hungry => tunnel.fill(&mut self.stream),
                },
            };
            match (read, &self.tunnel) {
                (Ok(0), tunnel) => {
                    return Ok(Read::End {
                        clean: tunnel.is_none(),
                    });
                }
                (Ok(octets), None) => return Ok(Read::Octets(octets)),
                (Ok(_), Some(_)) => {}
                (Err(error), _) => match error.kind() {
                    io::ErrorKind::WouldBlock => return Ok(Read::Blocked),
                    io::ErrorKind::Interrupted => {}
                    _ => return Err(error.into()),
                },
            }
        }
    }

    /// Whether a read gives something without asking the network.
    pub fn holds_input(&self) -> bool {
        self.end.is_none()
            && self
                .tunnel
                .as_ref()
                .is_some_and(|tunnel| tunnel.holds_input())
    }

    /// Whether reading has come to its end, or failed.
    pub fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Queues octets and their line's end, sealed if TLS runs: when a record is full, or flushed. The
    /// queue has no bound of its own: look at [`Connection::queued`] before sending much.
    pub fn send(&mut self, octets: &[u8], eol: &[u8]) {
        match &self.tunnel {
            None => {
                self.out.push(octets);
                self.out.push(eol);
            }
            Some(tunnel) if tunnel.is_dead() => {}
            Some(_) => {
                self.unsealed.extend_from_slice(octets);
                self.unsealed.extend_from_slice(eol);
                if self.unsealed.len() >= RECORD {
                    self.seal();
                }
            }
        }
    }

    fn seal(&mut self) {
        if let Some(tunnel) = &mut self.tunnel
            && !self.unsealed.is_empty()
        {
            tunnel.seal(&self.unsealed, &mut self.out);
            self.unsealed.clear();
        }
    }

    /// Writes what the network takes. `Ok(true)`: nothing is left queued. An error drops the queue,
    /// and reading goes on: what the server said before it hung up is still to be read.
    pub fn flush(&mut self) -> io::Result<bool> {
        self.seal();
        let written = self.out.write_to(&mut self.stream);
        if written.is_err() {
            self.out.clear();
        }
        written
    }

    /// Octets queued and not yet written, nearly as they will go out.
    pub fn queued(&self) -> usize {
        self.out.len() + self.unsealed.len()
    }

    /// Whether [`Connection::flush`] has something to write. A read may queue something, too: TLS answers.
    pub fn wants_write(&self) -> bool {
        self.queued() > 0
    }

    /// What TLS agreed on; `None` in the clear.
    pub fn tls(&self) -> Option<&TlsFacts> {
        self.facts.as_ref()
    }

    /// Says that no more is sent: close_notify under TLS, then the stream's end if all could be
    /// written. Reading goes on.
    pub fn shut_down(&mut self) {
        self.seal();
        if let Some(tunnel) = &mut self.tunnel {
            tunnel.close(&mut self.out);
        }
        if matches!(self.flush(), Ok(true)) {
            // It fails only where the other side is gone already.
            let _ = self.stream.end_sending();
        }
    }

    /// The whole handshake: returns when it is done, has failed, or the deadline has come.
    ///
    /// `name` is the host as the user named it, a name or an address. What was queued before goes
    /// out first, in the clear. Whatever was read before this call was in the clear: the caller
    /// makes sure that nothing came after the server's OK (RFC 3501 section 6.2.1). A connection whose
    /// handshake failed is of no use any more.
    pub fn start_tls(
        &mut self,
        config: &TlsConfig,
        name: &str,
        deadline: Instant,
    ) -> Result<(), TlsError> {
        if self.tunnel.is_some() {
            let reason = "TLS is running already".to_owned();
            return Err(TlsError::Other { reason });
        }
        let mut tunnel = Tunnel::new(config, name)?;
        let result = self.shake_hands(&mut tunnel, deadline);
        if result.is_err() {
            // The alert says to the server why; it may be gone already.
            let _ = self.flush();
            self.end = Some(Read::End { clean: false });
            return result;
        }
        let (version, cipher_suite) = tunnel.protocol();
        self.facts = Some(TlsFacts {
            version,
            cipher_suite,
            certificate: tunnel.seen.certificate.get().cloned(),
            verified: tunnel
                .seen
                .verified
                .get()
                .copied()
                .unwrap_or(Verified::Nobody),
        });
        self.tunnel = Some(Box::new(tunnel));
        Ok(())
    }

    fn shake_hands(&mut self, tunnel: &mut Tunnel, deadline: Instant) -> Result<(), TlsError> {
        loop {
            // No room for plain octets: those that come along with the last message wait.
            let step = tunnel.open(&mut [], &mut self.out)?;
            self.flush_until(deadline)?;
            if !tunnel.is_handshaking() {
                return Ok(());
            }
            if step == Step::Closed {
                return Err(TlsError::Closed);
            }
            match tunnel.fill(&mut self.stream) {
                Ok(0) => return Err(TlsError::Closed),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.wait(PollFlags::IN, deadline)?;
                }
                Err(error) if hung_up(&error) => return Err(TlsError::Closed),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn wait(&self, flags: PollFlags, deadline: Instant) -> Result<(), TlsError> {
        let waited = wait_in_pieces(deadline, self.interrupt.as_deref(), |until| {
            wait_for(self.stream.poll_fd(flags), until).map(|ready| ready.then_some(()))
        });
        match waited? {
            Waited::Came(()) => Ok(()),
            Waited::Interrupted => Err(TlsError::Interrupted),
            Waited::Late => Err(TlsError::TimedOut),
        }
    }

    /// Writes all of the queue. A server that hung up is no error yet: it may have said why.
    fn flush_until(&mut self, deadline: Instant) -> Result<(), TlsError> {
        loop {
            match self.flush() {
                Ok(true) => return Ok(()),
                Ok(false) => self.wait(PollFlags::OUT, deadline)?,
                Err(error) if hung_up(&error) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn hung_up(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected};
    matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected
    )
}
