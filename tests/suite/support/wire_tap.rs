//! A wire-tap between imapsh and a real server: what each side sent, octet for octet.
//! With `WireTap::tls` it ends TLS itself and speaks in the clear to the server behind.

use super::captured::Captured;
use super::certificates::Certificate;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use rustls::ServerConnection;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A listener on a free port of 127.0.0.1; all its connections are written to the same two tapes.
pub struct WireTap {
    address: SocketAddr,
    closing: Arc<AtomicBool>,
    /// From the client, decrypted.
    pub client: Arc<Captured>,
    /// From the server.
    pub server: Arc<Captured>,
}

impl WireTap {
    /// Passes octets on as they are, to the port of 127.0.0.1 that listens in the clear.
    pub fn plain(port: &str) -> Self {
        Self::start(port, None)
    }

    /// Begins with TLS under a good certificate; the server's port is one in the clear.
    pub fn tls(port: &str) -> Self {
        Self::start(port, Some(Certificate::Good))
    }

    fn start(port: &str, certificate: Option<Certificate>) -> Self {
        let behind: SocketAddr = format!("127.0.0.1:{port}").parse().expect("a port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (client, server) = (Arc::default(), Arc::default());
        let closing = Arc::new(AtomicBool::new(false));
        let tap = Self {
            address,
            closing,
            client,
            server,
        };
        let config = certificate.map(|certificate| certificate.server_config(false));
        let (client, server) = (Arc::clone(&tap.client), Arc::clone(&tap.server));
        let closing = Arc::clone(&tap.closing);
        std::thread::spawn(move || {
            while let Ok((front, _)) = listener.accept() {
                if closing.load(Ordering::SeqCst) {
                    break;
                }
                let (client, server) = (Arc::clone(&client), Arc::clone(&server));
                let tls = config
                    .clone()
                    .and_then(|config| ServerConnection::new(config).ok());
                std::thread::spawn(move || {
                    // An end in any way ends the connection; the tapes tell what came before.
                    let _ = TcpStream::connect(behind)
                        .and_then(|back| pump(&front, &back, tls, &client, &server));
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
        let _ = TcpStream::connect(self.address); // wakes the listener
    }
}

fn pump(
    front: &TcpStream,
    back: &TcpStream,
    mut tls: Option<ServerConnection>,
    client: &Captured,
    server: &Captured,
) -> io::Result<()> {
    front.set_nodelay(true)?;
    back.set_nodelay(true)?;
    loop {
        let mut sides = [front, back].map(|side| PollFd::new(side.as_fd(), PollFlags::POLLIN));
        match poll(&mut sides, PollTimeout::NONE) {
            Err(Errno::EINTR) => continue,
            polled => polled?,
        };
        let [from_client, from_server] = sides.map(|side| side.any().unwrap_or(true));
        if from_client && !pass_on(front, back, tls.as_mut(), client)? {
            return back.shutdown(Shutdown::Both);
        }
        if from_server && !pass_back(front, back, tls.as_mut(), server)? {
            return front.shutdown(Shutdown::Both);
        }
    }
}

/// Passes on what the client sent; false at its end.
fn pass_on(
    mut front: &TcpStream,
    mut back: &TcpStream,
    tls: Option<&mut ServerConnection>,
    tape: &Captured,
) -> io::Result<bool> {
    let Some(tls) = tls else {
        let mut piece = vec![0; 64 * 1024];
        let length = front.read(&mut piece)?;
        tape.add(&piece[..length]);
        back.write_all(&piece[..length])?;
        return Ok(length > 0);
    };
    let over = tls.read_tls(&mut front)? == 0;
    let state = tls.process_new_packets().map_err(io::Error::other);
    write_tls(tls, front)?; // an alert too, where the state is an error
    let mut octets = vec![0; state?.plaintext_bytes_to_read()];
    tls.reader().read_exact(&mut octets)?;
    tape.add(&octets);
    back.write_all(&octets)?;
    Ok(!over)
}

/// Passes back what the server sent; false at its end.
fn pass_back(
    mut front: &TcpStream,
    mut back: &TcpStream,
    tls: Option<&mut ServerConnection>,
    tape: &Captured,
) -> io::Result<bool> {
    let mut piece = vec![0; 64 * 1024];
    let length = back.read(&mut piece)?;
    tape.add(&piece[..length]);
    match tls {
        None => front.write_all(&piece[..length])?,
        Some(tls) => {
            if length == 0 {
                tls.send_close_notify();
            }
            tls.writer().write_all(&piece[..length])?;
            write_tls(tls, front)?;
        }
    }
    Ok(length > 0)
}

fn write_tls(tls: &mut ServerConnection, mut to: &TcpStream) -> io::Result<()> {
    while tls.wants_write() {
        tls.write_tls(&mut to)?;
    }
    Ok(())
}
