//! A session's end of a connection: a TCP socket, or one half of a pair inside the process.
//! Shared by reference, so that the server can shut it down while its session reads.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// The client's end of a connection inside the process.
#[cfg(unix)]
pub type Stream = std::os::unix::net::UnixStream;
/// The client's end of a connection inside the process.
#[cfg(not(unix))]
pub type Stream = TcpStream;

/// The server's end.
#[derive(Debug)]
pub enum Socket {
    /// A network connection.
    Tcp(TcpStream),
    /// The other half of a [`Stream`].
    Inside(Stream),
}

impl Socket {
    /// How long a read may take; None: for ever.
    pub fn set_read_timeout(&self, time: Option<Duration>) -> io::Result<()> {
        match self {
            Socket::Tcp(tcp) => tcp.set_read_timeout(time),
            Socket::Inside(inside) => inside.set_read_timeout(time),
        }
    }

    /// How long a write may take; None: for ever.
    pub fn set_write_timeout(&self, time: Option<Duration>) -> io::Result<()> {
        match self {
            Socket::Tcp(tcp) => tcp.set_write_timeout(time),
            Socket::Inside(inside) => inside.set_write_timeout(time),
        }
    }

    /// Ends one or both directions; a connection that is gone already is no error.
    pub fn shutdown(&self, how: Shutdown) {
        match self {
            Socket::Tcp(tcp) => tcp.shutdown(how),
            Socket::Inside(inside) => inside.shutdown(how),
        }
        .ok();
    }
}

impl Read for &Socket {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(tcp) => (&mut &*tcp).read(into),
            Socket::Inside(inside) => (&mut &*inside).read(into),
        }
    }
}

impl Write for &Socket {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(tcp) => (&mut &*tcp).write(octets),
            Socket::Inside(inside) => (&mut &*inside).write(octets),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Both ends of a connection inside the process: the client's and the server's.
#[cfg(unix)]
pub fn pair() -> io::Result<(Stream, Socket)> {
    let (client, server) = Stream::pair()?;
    Ok((client, Socket::Inside(server)))
}

/// Both ends of a connection inside the process: the client's and the server's.
#[cfg(not(unix))]
pub fn pair() -> io::Result<(Stream, Socket)> {
    let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    loop {
        let (server, peer) = listener.accept()?;
        // Anybody on this machine could have connected in between.
        if peer == client.local_addr()? {
            return Ok((client, Socket::Inside(server)));
        }
    }
}
