//! A proxy between imapsh and a real server that captures what each side sends. With
//! [`WireTap::tls`] it is the TLS server, and connects to the real server without TLS.

use super::captured::Captured;
use super::certificates::Certificate;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use rustls::{ServerConfig, ServerConnection};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A listener on a free port of 127.0.0.1. All its connections share the two captures.
pub struct WireTap {
    address: SocketAddr,
    closing: Arc<AtomicBool>,
    /// What clients sent, decrypted.
    pub client: Arc<Captured>,
    /// What the server sent.
    pub server: Arc<Captured>,
}

impl WireTap {
    /// A proxy without TLS for this port of 127.0.0.1.
    pub fn plain(server_port: &str) -> Self {
        Self::start(server_port, None)
    }

    /// A proxy that accepts TLS, with a valid certificate, for this port of 127.0.0.1, which does not.
    pub fn tls(server_port: &str) -> Self {
        Self::start(server_port, Some(Certificate::Good.server_config(false)))
    }

    fn start(server_port: &str, tls: Option<Arc<ServerConfig>>) -> Self {
        let server_port = server_port.parse().expect("a port number");
        let server_address = SocketAddr::from((Ipv4Addr::LOCALHOST, server_port));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let tap = Self {
            address: listener.local_addr().expect("the listener has an address"),
            closing: Arc::default(),
            client: Arc::default(),
            server: Arc::default(),
        };
        let (client, server) = (Arc::clone(&tap.client), Arc::clone(&tap.server));
        let closing = Arc::clone(&tap.closing);
        std::thread::spawn(move || {
            while let Ok((socket, _)) = listener.accept() {
                if closing.load(Ordering::SeqCst) {
                    break;
                }
                let (client, server) = (Arc::clone(&client), Arc::clone(&server));
                let tls = tls.clone().and_then(|config| ServerConnection::new(config).ok());
                std::thread::spawn(move || {
                    // An error ends the connection; the captures show what passed before.
                    let _ = TcpStream::connect(server_address)
                        .and_then(|to_server| forward(&socket, &to_server, tls, &client, &server));
                });
            }
        });
        tap
    }

    pub fn port(&self) -> String {
        self.address.port().to_string()
    }
}

impl Drop for WireTap {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        let _ = TcpStream::connect(self.address);
    }
}

/// Forwards octets in both directions until one side closes its connection.
fn forward(
    to_client: &TcpStream,
    to_server: &TcpStream,
    mut tls: Option<ServerConnection>,
    from_client: &Captured,
    from_server: &Captured,
) -> io::Result<()> {
    to_client.set_nodelay(true)?;
    to_server.set_nodelay(true)?;
    loop {
        let mut sockets =
            [to_client, to_server].map(|socket| PollFd::new(socket.as_fd(), PollFlags::POLLIN));
        match poll(&mut sockets, PollTimeout::NONE) {
            Err(Errno::EINTR) => continue,
            polled => polled?,
        };
        let [client_ready, server_ready] = sockets.map(|socket| socket.any().unwrap_or(true));
        if client_ready && !forward_to_server(to_client, to_server, tls.as_mut(), from_client)? {
            return to_server.shutdown(Shutdown::Both);
        }
        if server_ready && !forward_to_client(to_client, to_server, tls.as_mut(), from_server)? {
            return to_client.shutdown(Shutdown::Both);
        }
    }
}

/// Forwards what the client sent. Returns false at the end of the stream.
fn forward_to_server(
    mut to_client: &TcpStream,
    mut to_server: &TcpStream,
    tls: Option<&mut ServerConnection>,
    from_client: &Captured,
) -> io::Result<bool> {
    let Some(tls) = tls else {
        let mut buffer = vec![0; 64 * 1024];
        let length = to_client.read(&mut buffer)?;
        from_client.append(&buffer[..length]);
        to_server.write_all(&buffer[..length])?;
        return Ok(length > 0);
    };
    let ended = tls.read_tls(&mut to_client)? == 0;
    let state = tls.process_new_packets().map_err(io::Error::other);
    // After an error this sends the alert.
    write_tls(tls, to_client)?;
    let mut octets = vec![0; state?.plaintext_bytes_to_read()];
    tls.reader().read_exact(&mut octets)?;
    from_client.append(&octets);
    to_server.write_all(&octets)?;
    Ok(!ended)
}

/// Forwards what the server sent. Returns false at the end of the stream.
fn forward_to_client(
    mut to_client: &TcpStream,
    mut to_server: &TcpStream,
    tls: Option<&mut ServerConnection>,
    from_server: &Captured,
) -> io::Result<bool> {
    let mut buffer = vec![0; 64 * 1024];
    let length = to_server.read(&mut buffer)?;
    from_server.append(&buffer[..length]);
    match tls {
        None => to_client.write_all(&buffer[..length])?,
        Some(tls) => {
            if length == 0 {
                tls.send_close_notify();
            }
            tls.writer().write_all(&buffer[..length])?;
            write_tls(tls, to_client)?;
        }
    }
    Ok(length > 0)
}

fn write_tls(tls: &mut ServerConnection, mut socket: &TcpStream) -> io::Result<()> {
    while tls.wants_write() {
        tls.write_tls(&mut socket)?;
    }
    Ok(())
}
