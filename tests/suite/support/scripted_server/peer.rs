//! The client, as the script of a scripted server sees it.

use super::super::certificates::Certificate;
use super::super::{TIMEOUT, escaped_lines, find};
use super::{Connection, Outcome, lock};
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The connection to the client. Methods return an error when an expectation is not met, so that scripts
/// can use `?`.
pub struct Peer {
    stream: Stream,
    deflate: Option<(Compress, Decompress)>,
    /// What was received and not read by the script yet.
    buffer: Vec<u8>,
    number: usize,
    connection: Arc<Connection>,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, PrefixedSocket>>),
    Closed,
}

impl Peer {
    pub(super) fn new(socket: TcpStream, number: usize, connection: Arc<Connection>) -> Self {
        Self {
            stream: Stream::Plain(socket),
            deflate: None,
            buffer: Vec::new(),
            number,
            connection,
        }
    }

    /// The number of this connection, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Sends octets, compressed after [`Peer::start_deflate`].
    pub fn send(&mut self, octets: impl AsRef<[u8]>) -> Outcome {
        let octets = octets.as_ref();
        let Some((compress, _)) = &mut self.deflate else {
            return self.send_uncompressed(octets);
        };
        let mut compressed = Vec::with_capacity(octets.len() + 1024);
        compress
            .compress_vec(octets, &mut compressed, FlushCompress::Sync)
            .map_err(io::Error::other)?;
        self.send_uncompressed(compressed)
    }

    /// Sends octets as they are.
    pub fn send_uncompressed(&mut self, octets: impl AsRef<[u8]>) -> Outcome {
        let writer = self.writer()?;
        writer.write_all(octets.as_ref())?;
        writer.flush()
    }

    /// Sends octets in several writes (under TLS: records), divided at these positions.
    pub fn send_in_parts(&mut self, octets: impl AsRef<[u8]>, ends: &[usize]) -> Outcome {
        let octets = octets.as_ref();
        let mut start = 0;
        for &end in ends.iter().chain([&octets.len()]) {
            self.send(&octets[start..end])?;
            start = end;
        }
        Ok(())
    }

    pub fn send_one_by_one(&mut self, octets: impl AsRef<[u8]>) -> Outcome {
        octets.as_ref().iter().try_for_each(|octet| self.send([*octet]))
    }

    /// Sends `total` octets that repeat `pattern`, without holding them all in memory.
    pub fn send_repeated(&mut self, pattern: &[u8], total: u64) -> Outcome {
        let repeats = (64 * 1024_usize).div_ceil(pattern.len());
        let chunk = pattern.repeat(repeats);
        let writer = self.writer()?;
        let mut remaining = total;
        while remaining > 0 {
            let length = usize::try_from(remaining).map_or(chunk.len(), |n| n.min(chunk.len()));
            writer.write_all(&chunk[..length])?;
            remaining -= length as u64;
        }
        writer.flush()
    }

    /// Reads the next line, which must end with CR LF, and returns it without that.
    pub fn read_line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = find(&self.buffer, b"\n") {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                let text = String::from_utf8_lossy(&line);
                let text = text.strip_suffix("\r\n");
                let text = text.ok_or_else(|| io::Error::other(format!("no CR: {line:?}")))?;
                return Ok(text.to_owned());
            }
            self.receive()?;
        }
    }

    /// The next line must be this one.
    pub fn expect(&mut self, expected: &str) -> Outcome {
        let line = self.read_line()?;
        if line == expected { Ok(()) } else { Err(unexpected(&format!("{expected:?}"), &line)) }
    }

    /// The next line must be this command with any tag. Returns the tag.
    pub fn expect_command(&mut self, command: &str) -> io::Result<String> {
        let line = self.read_line()?;
        match line.split_once(' ') {
            Some((tag, rest)) if rest == command => Ok(tag.to_owned()),
            _ => Err(unexpected(&format!("a tag and {command:?}"), &line)),
        }
    }

    /// Expects this command, and answers it with these untagged responses and OK.
    pub fn answer(&mut self, command: &str, untagged: &str) -> Outcome {
        let tag = self.expect_command(command)?;
        self.send(format!("{untagged}{tag} OK done\r\n"))
    }

    /// Expects LOGOUT, answers it with BYE and OK, and closes the connection.
    pub fn expect_logout(&mut self) -> Outcome {
        let line = self.read_line()?;
        match line.split_once(' ') {
            Some((tag, command)) if command.eq_ignore_ascii_case("logout") => {
                self.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                self.close()
            }
            _ => Err(unexpected("a logout", &line)),
        }
    }

    pub fn read_octets(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.buffer.len() < count {
            self.receive()?;
        }
        Ok(self.buffer.drain(..count).collect())
    }

    /// Reads until the client closes the connection. Returns what was received.
    pub fn read_to_end(&mut self) -> io::Result<Vec<u8>> {
        loop {
            match self.receive() {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Ok(std::mem::take(&mut self.buffer));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The client must send nothing during this time.
    pub fn expect_silence(&mut self, duration: Duration) -> Outcome {
        use io::ErrorKind::{TimedOut, WouldBlock};
        self.socket()?.set_read_timeout(Some(duration))?;
        let received = match self.buffer.as_slice() {
            [] => self.receive(),
            _ => Ok(()),
        };
        self.socket()?.set_read_timeout(Some(TIMEOUT))?;
        match received {
            Err(error) if matches!(error.kind(), WouldBlock | TimedOut) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => Err(unexpected("silence", &escaped_lines(&self.buffer))),
        }
    }

    /// Starts DEFLATE in both directions, as after the OK to COMPRESS.
    pub fn start_deflate(&mut self) -> Outcome {
        let compress = Compress::new(Compression::best(), false);
        self.deflate = Some((compress, Decompress::new(false)));
        let compressed = std::mem::take(&mut self.buffer);
        self.add_to_buffer(&compressed)
    }

    /// Adds received octets to the buffer, decompressed after [`Peer::start_deflate`].
    fn add_to_buffer(&mut self, received: &[u8]) -> Outcome {
        let Some((_, decompress)) = &mut self.deflate else {
            self.buffer.extend_from_slice(received);
            return Ok(());
        };
        let start = decompress.total_in();
        loop {
            let consumed = (decompress.total_in() - start) as usize;
            self.buffer.reserve(64 * 1024);
            let capacity = self.buffer.capacity();
            let remaining = &received[consumed..];
            decompress
                .decompress_vec(remaining, &mut self.buffer, FlushDecompress::Sync)
                .map_err(io::Error::other)?;
            // A full buffer means that there may be more.
            if self.buffer.len() < capacity {
                return Ok(());
            }
        }
    }

    /// Starts TLS with this certificate, as after the OK to STARTTLS.
    pub fn start_tls(&mut self, certificate: Certificate) -> Outcome {
        self.handshake(certificate.server_config(false))
    }

    pub(super) fn handshake(&mut self, config: Arc<ServerConfig>) -> Outcome {
        let Stream::Plain(socket) = std::mem::replace(&mut self.stream, Stream::Closed) else {
            return Err(io::Error::other("TLS needs a connection without TLS"));
        };
        // What was received after STARTTLS belongs to the handshake.
        let prefix = std::mem::take(&mut self.buffer);
        let before = self.connection.received.len() - prefix.len();
        *lock(&self.connection.octets_before_tls) = Some(before);
        let connection = ServerConnection::new(config).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, PrefixedSocket { prefix, socket });
        let result = stream.conn.complete_io(&mut stream.sock);
        // After a failure this sends the alert.
        while stream.conn.wants_write() && stream.conn.write_tls(&mut stream.sock).is_ok() {}
        result?;
        let completed = &self.connection.completed_handshake;
        completed.store(true, Ordering::SeqCst);
        self.stream = Stream::Tls(Box::new(stream));
        Ok(())
    }

    /// Closes the connection, under TLS with a close_notify.
    pub fn close(&mut self) -> Outcome {
        if let Stream::Tls(stream) = &mut self.stream {
            stream.conn.send_close_notify();
            ignore_disconnect(stream.flush())?;
        }
        self.close_without_notify()
    }

    /// Closes the connection, under TLS without a close_notify.
    pub fn close_without_notify(&mut self) -> Outcome {
        ignore_disconnect(self.socket()?.shutdown(Shutdown::Write))?;
        // Closing a socket with unread octets would reset the connection: read what the client still sends.
        let _ = self.read_to_end();
        self.stream = Stream::Closed;
        Ok(())
    }

    /// Waits until the client has sent something, and closes the socket without reading it, which
    /// resets the connection.
    pub fn reset(&mut self) -> Outcome {
        self.socket()?.peek(&mut [0])?;
        self.stream = Stream::Closed;
        Ok(())
    }

    fn socket(&self) -> io::Result<&TcpStream> {
        match &self.stream {
            Stream::Plain(socket) => Ok(socket),
            Stream::Tls(stream) => Ok(&stream.sock.socket),
            Stream::Closed => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn writer(&mut self) -> io::Result<&mut dyn Write> {
        match &mut self.stream {
            Stream::Plain(socket) => Ok(socket),
            Stream::Tls(stream) => Ok(stream.as_mut()),
            Stream::Closed => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Receives at least one octet into the buffer.
    fn receive(&mut self) -> Outcome {
        let mut chunk = vec![0; 64 * 1024];
        let length = match &mut self.stream {
            Stream::Plain(socket) => socket.read(&mut chunk)?,
            Stream::Tls(stream) => stream.read(&mut chunk)?,
            Stream::Closed => 0,
        };
        if length == 0 {
            let kind = io::ErrorKind::UnexpectedEof;
            return Err(io::Error::new(kind, "the client closed the connection"));
        }
        self.connection.received.append(&chunk[..length]);
        self.add_to_buffer(&chunk[..length])
    }
}

/// A socket, and octets that were read from it too early and are read again first.
struct PrefixedSocket {
    prefix: Vec<u8>,
    socket: TcpStream,
}

impl Read for PrefixedSocket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.prefix.is_empty() {
            return self.socket.read(buffer);
        }
        let length = self.prefix.as_slice().read(buffer)?;
        self.prefix.drain(..length);
        Ok(length)
    }
}

impl Write for PrefixedSocket {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.socket.write(octets)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

fn unexpected(expected: &str, received: &str) -> io::Error {
    io::Error::other(format!("expected {expected}\nreceived {received:?}"))
}

/// At the end of a session the client may close the connection first. That is not an error.
fn ignore_disconnect(result: io::Result<()>) -> Outcome {
    use io::ErrorKind::{BrokenPipe, ConnectionReset, NotConnected};
    match result {
        Err(error) if matches!(error.kind(), NotConnected | BrokenPipe | ConnectionReset) => Ok(()),
        other => other,
    }
}
