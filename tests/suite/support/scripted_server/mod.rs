//! A false server that does as a test's script says, well or badly, and keeps every octet it got.

mod peer;

pub use peer::Peer;

use super::captured::Captured;
use super::certificates::{Certificate, ca_pem};
use super::{TIMEOUT, lock, readable};
use rustls::ServerConfig;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;
use tempfile::TempDir;

/// What a script comes to. Any error, be it the socket's or the script's own, fails `ScriptedServer::finish`.
pub type Outcome = io::Result<()>;

/// How a connection begins.
#[derive(Clone, Copy, Debug)]
pub enum Opening {
    /// In the clear.
    Plain,
    /// With a TLS handshake.
    Tls(Certificate),
    /// With a TLS handshake that insists on a client's certificate.
    TlsWithClientCertificate,
}

/// The server: a listener on a free port of 127.0.0.1. The script runs once for each connection.
pub struct ScriptedServer {
    address: SocketAddr,
    folder: TempDir,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    connections: Mutex<Vec<Arc<Connection>>>,
    changed: Condvar,
    closing: AtomicBool,
}

/// What happened on one connection.
#[derive(Default)]
pub struct Connection {
    /// All octets from the client, decrypted where TLS was on.
    pub received: Captured,
    /// How many of them came in the clear; `None` as long as there is no TLS.
    clear: Mutex<Option<usize>>,
    outcome: Mutex<Option<Result<(), String>>>,
    completed_handshake: AtomicBool,
}

impl ScriptedServer {
    /// A server in the clear.
    pub fn plain(script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static) -> Self {
        Self::start(Opening::Plain, script)
    }

    /// A server that begins with TLS.
    pub fn tls(
        certificate: Certificate,
        script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self::start(Opening::Tls(certificate), script)
    }

    /// Starts a server; it listens when this returns, and stops when it is dropped.
    pub fn start(
        begin: Opening,
        script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("imapsh-scripted-")
            .tempdir();
        let folder = folder.expect("a folder for the authority's certificate");
        std::fs::write(folder.path().join("ca.pem"), ca_pem()).expect("the authority's file");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared::default());
        let ours = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, begin, Arc::new(script), &ours));
        Self {
            address,
            folder,
            shared,
        }
    }

    pub fn port(&self) -> String {
        self.address.port().to_string()
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The authority that vouches for the good certificate.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// The connection of this number, from 0. Waits until there is one.
    #[track_caller]
    pub fn connection(&self, number: usize) -> Arc<Connection> {
        let connections = lock(&self.shared.connections);
        let (connections, _) = self
            .shared
            .changed
            .wait_timeout_while(connections, TIMEOUT, |all| all.len() <= number)
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            connections
                .get(number)
                .unwrap_or_else(|| panic!("connection {number} never came")),
        )
    }

    /// How many connections came so far.
    pub fn connections(&self) -> usize {
        lock(&self.shared.connections).len()
    }

    /// What the first connection's client sent so far, decrypted.
    #[track_caller]
    pub fn received(&self) -> Vec<u8> {
        self.connection(0).received.octets()
    }

    /// Waits until the first connection's client has sent this.
    #[track_caller]
    pub fn wait_received(&self, part: &str) -> Instant {
        self.connection(0).received.wait_for(part)
    }

    /// Waits until the first connection's script has run to its end; fails if it failed. Gives all that the client sent.
    #[track_caller]
    pub fn finish(&self) -> Vec<u8> {
        self.finish_connection(0)
    }

    /// The same, for the connection of this number.
    #[track_caller]
    pub fn finish_connection(&self, number: usize) -> Vec<u8> {
        let connection = self.connection(number);
        let outcome = self.outcome(&connection);
        if let Err(error) = outcome {
            let received = readable(&connection.received.octets());
            panic!("the server's script on connection {number}: {error}\nreceived:\n{received}");
        }
        connection.received.octets()
    }

    /// Waits until the connection's script is over, and gives its error if it failed.
    #[track_caller]
    pub fn error(&self, number: usize) -> Option<String> {
        let connection = self.connection(number);
        self.outcome(&connection).err()
    }

    #[track_caller]
    fn outcome(&self, connection: &Connection) -> Result<(), String> {
        // The outcome is set before the end of the octets is told.
        connection.received.wait_end();
        lock(&connection.outcome)
            .clone()
            .unwrap_or_else(|| Err("no outcome".into()))
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address); // wakes the listener
    }
}

impl Connection {
    /// What came in the clear; all of it where there was no TLS.
    pub fn clear(&self) -> Vec<u8> {
        let mut octets = self.received.octets();
        if let Some(upto) = *lock(&self.clear) {
            octets.truncate(upto);
        }
        octets
    }

    /// What came under TLS.
    pub fn protected(&self) -> Vec<u8> {
        let octets = self.received.octets();
        lock(&self.clear).map_or_else(Vec::new, |from| octets[from..].to_vec())
    }

    /// Whether a TLS handshake was completed.
    pub fn completed_handshake(&self) -> bool {
        self.completed_handshake.load(Ordering::SeqCst)
    }
}

type Script = Arc<dyn Fn(&mut Peer) -> Outcome + Send + Sync>;

fn accept(listener: &TcpListener, begin: Opening, script: Script, shared: &Arc<Shared>) {
    // One configuration for all connections: the certificate stays the same over a reconnect.
    let tls = match begin {
        Opening::Plain => None,
        Opening::Tls(certificate) => Some(certificate.server_config(false)),
        Opening::TlsWithClientCertificate => Some(Certificate::Good.server_config(true)),
    };
    for number in 0.. {
        let Ok((socket, _)) = listener.accept() else {
            break;
        };
        if shared.closing.load(Ordering::SeqCst) {
            break;
        }
        let connection = Arc::new(Connection::default());
        lock(&shared.connections).push(Arc::clone(&connection));
        shared.changed.notify_all();
        let (script, tls) = (Arc::clone(&script), tls.clone());
        std::thread::spawn(move || serve(socket, number, tls, &script, connection));
    }
}

fn serve(
    socket: TcpStream,
    number: usize,
    tls: Option<Arc<ServerConfig>>,
    script: &Script,
    connection: Arc<Connection>,
) {
    let ours = Arc::clone(&connection);
    let run = std::panic::AssertUnwindSafe(move || {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(TIMEOUT))?;
        socket.set_write_timeout(Some(TIMEOUT))?;
        let mut peer = Peer::new(socket, number, ours);
        if let Some(config) = tls {
            peer.handshake(config)?;
        }
        script(&mut peer)
    });
    let outcome = match std::panic::catch_unwind(run) {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        Err(_) => Err("the script panicked".to_owned()),
    };
    *lock(&connection.outcome) = Some(outcome);
    connection.received.end();
}

/// Where the authority's certificate is put for a test that has no server of its own.
pub fn write_ca(folder: &Path) -> PathBuf {
    let path = folder.join("ca.pem");
    std::fs::write(&path, ca_pem()).expect("the authority's file");
    path
}
