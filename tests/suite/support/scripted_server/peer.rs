//! The client as a script of the server sees it: what the script can send, expect and do to the
//! connection. Everything here returns an error instead of panicking, for `?`.

use super::super::certificates::Certificate;
use super::super::{Gate, TIMEOUT, lock, position, readable};
use super::{Connection, Outcome};
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The client, as the script sees it. Everything here gives an error instead of a panic, for `?`.
pub struct Peer {
    layer: Layer,
    deflate: Option<(Compress, Decompress)>,
    /// What was read and not yet asked for.
    pending: Vec<u8>,
    number: usize,
    connection: Arc<Connection>,
}

enum Layer {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, Replayed>>),
    Closed,
}

/// A socket with octets that were read from it too early.
struct Replayed {
    early: Vec<u8>,
    socket: TcpStream,
}

impl Peer {
    pub(super) fn new(socket: TcpStream, number: usize, connection: Arc<Connection>) -> Self {
        Self {
            layer: Layer::Plain(socket),
            deflate: None,
            pending: Vec::new(),
            number,
            connection,
        }
    }

    /// Which connection this is, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Sends octets, compressed from [`Peer::start_deflate`] on.
    pub fn send(&mut self, octets: impl AsRef<[u8]>) -> Outcome {
        let Some((compress, _)) = &mut self.deflate else {
            return self.send_uncompressed(octets);
        };
        let octets = octets.as_ref();
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

    /// Sends octets in pieces that end at these places: a write, and under TLS a record, each.
    pub fn send_cut(&mut self, octets: impl AsRef<[u8]>, cuts: &[usize]) -> Outcome {
        let octets = octets.as_ref();
        let mut from = 0;
        for &cut in cuts.iter().chain([&octets.len()]) {
            self.send(&octets[from..cut])?;
            from = cut;
        }
        Ok(())
    }

    /// Sends octets one by one.
    pub fn send_one_by_one(&mut self, octets: impl AsRef<[u8]>) -> Outcome {
        octets
            .as_ref()
            .iter()
            .try_for_each(|octet| self.send([*octet]))
    }

    /// Sends `total` octets: `pattern` over and over, the last one cut off. Made on the fly, so any number will do.
    pub fn send_repeated(&mut self, pattern: &[u8], total: u64) -> Outcome {
        let repeats = (64 * 1024_usize).div_ceil(pattern.len());
        let piece = pattern.repeat(repeats);
        let writer = self.writer()?;
        let mut left = total;
        while left > 0 {
            let length = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            writer.write_all(&piece[..length])?;
            left -= length as u64;
        }
        writer.flush()
    }

    /// The client's next line, without its CRLF. A line that ends in a bare LF is an error.
    pub fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = position(&self.pending, b"\n") {
                let line: Vec<u8> = self.pending.drain(..=end).collect();
                let Some(line) = line.strip_suffix(b"\r\n") else {
                    return Err(wrong(format!(
                        "a line without its CR: {:?}",
                        readable(&line)
                    )));
                };
                return Ok(String::from_utf8_lossy(line).into_owned());
            }
            self.fill()?;
        }
    }

    /// The client's next line must be this one.
    pub fn expect(&mut self, line: &str) -> Outcome {
        let came = self.line()?;
        if came == line {
            Ok(())
        } else {
            Err(wrong(format!("due: {line:?}\ncame: {came:?}")))
        }
    }

    /// The client's next line must be a tag and this command. Gives the tag.
    pub fn expect_command(&mut self, command: &str) -> io::Result<String> {
        let came = self.line()?;
        match came.split_once(' ') {
            Some((tag, rest)) if rest == command => Ok(tag.to_owned()),
            _ => Err(wrong(format!("due: a tag and {command:?}\ncame: {came:?}"))),
        }
    }

    /// Takes a tag and this command, sends these untagged lines, and then `TAG OK done`.
    pub fn answer(&mut self, command: &str, untagged: &str) -> Outcome {
        let tag = self.expect_command(command)?;
        self.send(format!("{untagged}{tag} OK done\r\n"))
    }

    /// Takes `TAG logout` in any case, and ends the session as it should end.
    pub fn log_out(&mut self) -> Outcome {
        let came = self.line()?;
        let (tag, rest) = came.split_once(' ').unwrap_or_default();
        if !rest.eq_ignore_ascii_case("logout") {
            return Err(wrong(format!("due: a logout\ncame: {came:?}")));
        }
        self.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
        self.hang_up()
    }

    /// Exactly this many octets of the client's.
    pub fn octets(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.pending.len() < count {
            self.fill()?;
        }
        Ok(self.pending.drain(..count).collect())
    }

    /// Reads until the client has closed its side; gives what still came.
    pub fn rest(&mut self) -> io::Result<Vec<u8>> {
        loop {
            match self.fill() {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Ok(std::mem::take(&mut self.pending));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The client must send nothing for this long. (For what must not be sent; a test waits with a `Gate`.)
    pub fn silence(&mut self, how_long: Duration) -> Outcome {
        self.socket()?.set_read_timeout(Some(how_long))?;
        let came = if self.pending.is_empty() {
            self.fill()
        } else {
            Ok(())
        };
        self.socket()?.set_read_timeout(Some(TIMEOUT))?;
        match came {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) =>
            {
                Ok(())
            }
            Err(error) => Err(error),
            Ok(()) => Err(wrong(format!(
                "due: silence\ncame: {}",
                readable(&self.pending)
            ))),
        }
    }

    /// Waits until the test opens the gate.
    pub fn wait(&mut self, gate: &Gate) {
        gate.wait();
    }

    /// From here on DEFLATE both ways: what follows the OK of COMPRESS.
    pub fn start_deflate(&mut self) -> Outcome {
        let compress = Compress::new(Compression::best(), false);
        self.deflate = Some((compress, Decompress::new(false)));
        let compressed = std::mem::take(&mut self.pending);
        self.inflate(&compressed)
    }

    fn inflate(&mut self, compressed: &[u8]) -> Outcome {
        let Some((_, decompress)) = &mut self.deflate else {
            self.pending.extend_from_slice(compressed);
            return Ok(());
        };
        let start = decompress.total_in();
        loop {
            let taken = (decompress.total_in() - start) as usize;
            self.pending.reserve(64 * 1024);
            let room = self.pending.capacity();
            decompress
                .decompress_vec(
                    &compressed[taken..],
                    &mut self.pending,
                    FlushDecompress::Sync,
                )
                .map_err(io::Error::other)?;
            if self.pending.len() < room {
                return Ok(());
            }
        }
    }

    /// From here on TLS, with this certificate: what follows the OK of STARTTLS.
    pub fn start_tls(&mut self, certificate: Certificate) -> Outcome {
        self.handshake(certificate.server_config(false))
    }

    pub(super) fn handshake(&mut self, config: Arc<ServerConfig>) -> Outcome {
        let Layer::Plain(socket) = std::mem::replace(&mut self.layer, Layer::Closed) else {
            return Err(wrong("no socket in the clear to begin TLS on".into()));
        };
        let early = std::mem::take(&mut self.pending);
        *lock(&self.connection.clear) = Some(self.connection.received.len() - early.len());
        let connection = ServerConnection::new(config).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, Replayed { early, socket });
        let shaken = stream.conn.complete_io(&mut stream.sock);
        // What waits to be written may be the alert that says why.
        while stream.conn.wants_write() && stream.conn.write_tls(&mut stream.sock).is_ok() {}
        shaken?;
        self.connection
            .completed_handshake
            .store(true, Ordering::SeqCst);
        self.layer = Layer::Tls(Box::new(stream));
        Ok(())
    }

    /// Ends the connection as it should end: TLS's close_notify first, where TLS is on.
    pub fn hang_up(&mut self) -> Outcome {
        if let Layer::Tls(stream) = &mut self.layer {
            stream.conn.send_close_notify();
            gone_is_fine(stream.flush())?;
        }
        self.cut_off()
    }

    /// Ends the connection without TLS's close_notify.
    pub fn cut_off(&mut self) -> Outcome {
        gone_is_fine(self.socket()?.shutdown(Shutdown::Write))?;
        // Until the client has closed too: closing with its octets unread would be a reset.
        let _ = self.rest();
        self.layer = Layer::Closed;
        Ok(())
    }

    /// Resets the connection, as a crashed server's machine does. It waits for octets of the client's that
    /// nobody reads: so the client must have sent some.
    pub fn reset(&mut self) -> Outcome {
        self.socket()?.peek(&mut [0])?;
        self.layer = Layer::Closed;
        Ok(())
    }

    fn socket(&self) -> io::Result<&TcpStream> {
        match &self.layer {
            Layer::Plain(socket) => Ok(socket),
            Layer::Tls(stream) => Ok(&stream.sock.socket),
            Layer::Closed => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn writer(&mut self) -> io::Result<&mut dyn Write> {
        match &mut self.layer {
            Layer::Plain(socket) => Ok(socket),
            Layer::Tls(stream) => Ok(stream.as_mut()),
            Layer::Closed => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn fill(&mut self) -> Outcome {
        let mut piece = vec![0; 64 * 1024];
        let length = match &mut self.layer {
            Layer::Plain(socket) => socket.read(&mut piece)?,
            Layer::Tls(stream) => stream.read(&mut piece)?,
            Layer::Closed => 0,
        };
        if length == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the client hung up",
            ));
        }
        self.connection.received.add(&piece[..length]);
        self.inflate(&piece[..length])
    }
}

impl Read for Replayed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.early.is_empty() {
            return self.socket.read(into);
        }
        let length = self.early.len().min(into.len());
        into[..length].copy_from_slice(&self.early[..length]);
        self.early.drain(..length);
        Ok(length)
    }
}

impl Write for Replayed {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.socket.write(octets)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

fn wrong(what: String) -> io::Error {
    io::Error::other(what)
}

/// At the end of a session the client may have left first: then there is nothing more to say.
fn gone_is_fine(result: std::io::Result<()>) -> std::io::Result<()> {
    use std::io::ErrorKind::{BrokenPipe, ConnectionReset, NotConnected};
    match result {
        Err(error) if matches!(error.kind(), NotConnected | BrokenPipe | ConnectionReset) => Ok(()),
        other => other,
    }
}
