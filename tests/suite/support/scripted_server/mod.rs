//! A server that does what a test's script says, right or wrong, and captures what it receives.

mod peer;
pub mod scripts;

pub use peer::Peer;

use super::captured::Captured;
use super::certificates::{Certificate, write_ca_file};
use super::watched::Watched;
use super::{TIMEOUT, escaped_lines};
use rustls::ServerConfig;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// The result of a script. An error, from the socket or an unmet expectation, fails
/// [`ScriptedServer::finish`].
pub type Outcome = io::Result<()>;

type Script = Arc<dyn Fn(&mut Peer) -> Outcome + Send + Sync>;

/// A listener on a free port of 127.0.0.1 that runs the script for each connection. Connections are
/// numbered from 0.
pub struct ScriptedServer {
    address: SocketAddr,
    /// The folder of the CA file.
    folder: TempDir,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    connections: Watched<Vec<Arc<Connection>>>,
    closing: AtomicBool,
}

/// What happened on one connection.
#[derive(Default)]
pub struct Connection {
    /// Everything the client sent, decrypted.
    pub received: Captured,
    /// How many of these octets arrived before TLS started.
    octets_before_tls: Mutex<Option<usize>>,
    completed_handshake: AtomicBool,
    /// The result of the script, which is set before `received` ends.
    outcome: Mutex<Option<Result<(), String>>>,
}

impl ScriptedServer {
    /// Starts a server without TLS. It stops when it is dropped.
    pub fn plain(script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(script))
    }

    /// Starts a server without TLS whose script runs once, and so may own channels.
    pub fn plain_once(script: impl FnOnce(&mut Peer) -> Outcome + Send + 'static) -> Self {
        let script = Mutex::new(Some(script));
        Self::plain(move |peer| match lock(&script).take() {
            Some(script) => script(peer),
            None => Err(io::Error::other("there was a second connection")),
        })
    }

    /// Starts a server with implicit TLS.
    pub fn tls(
        certificate: Certificate,
        script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self::start(Some(certificate.server_config(false)), Arc::new(script))
    }

    /// Starts a server with implicit TLS that requires a certificate from the client.
    pub fn tls_with_client_certificate(
        script: impl Fn(&mut Peer) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        let config = Certificate::Good.server_config(true);
        Self::start(Some(config), Arc::new(script))
    }

    fn start(tls: Option<Arc<ServerConfig>>, script: Script) -> Self {
        let prefix = "imapsh-scripted-";
        let folder = tempfile::Builder::new().prefix(prefix).tempdir();
        let folder = folder.expect("a temporary folder can be created");
        write_ca_file(folder.path());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, tls, script, &accepting));
        Self { address, folder, shared }
    }

    pub fn port(&self) -> String {
        self.address.port().to_string()
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The certificate of the authority that issued [`Certificate::Good`].
    pub fn ca_file(&self) -> String {
        self.folder.path().join("ca.pem").display().to_string()
    }

    /// Waits for the connection of this number.
    #[track_caller]
    pub fn connection(&self, number: usize) -> Arc<Connection> {
        let connections = &self.shared.connections;
        connections
            .wait_for(|connections| connections.get(number).cloned())
            .unwrap_or_else(|| panic!("there was no connection {number}"))
    }

    /// How many connections there have been.
    pub fn connections(&self) -> usize {
        self.shared.connections.lock().len()
    }

    /// What the client has sent so far on the first connection.
    #[track_caller]
    pub fn received(&self) -> Vec<u8> {
        self.connection(0).received.octets()
    }

    /// Waits until the client has sent this on the first connection.
    #[track_caller]
    pub fn wait_received(&self, text: &str) {
        self.connection(0).received.wait_for(text);
    }

    /// Waits until the script of the first connection has ended, and fails if it returned an error.
    /// Returns everything the client sent.
    #[track_caller]
    pub fn finish(&self) -> Vec<u8> {
        self.finish_connection(0)
    }

    /// The octets of the connection with this number.
    #[track_caller]
    pub fn finish_connection(&self, number: usize) -> Vec<u8> {
        let error = self.script_error(number);
        let received = self.connection(number).received.octets();
        if let Some(error) = error {
            let received = escaped_lines(&received);
            panic!("the server's script on connection {number}: {error}\nreceived:\n{received}");
        }
        received
    }

    /// Waits until the script of this connection has ended. Returns its error, if it failed.
    #[track_caller]
    pub fn script_error(&self, number: usize) -> Option<String> {
        let connection = self.connection(number);
        connection.received.wait_end();
        let outcome = lock(&connection.outcome).clone();
        outcome.expect("the outcome is set").err()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        let _ = TcpStream::connect(self.address);
    }
}

impl Connection {
    /// What arrived before TLS started; everything on a connection without TLS.
    pub fn received_before_tls(&self) -> Vec<u8> {
        let mut octets = self.received.octets();
        if let Some(count) = *lock(&self.octets_before_tls) {
            octets.truncate(count);
        }
        octets
    }

    /// What arrived after TLS started.
    pub fn received_over_tls(&self) -> Vec<u8> {
        let octets = self.received.octets();
        let count = lock(&self.octets_before_tls).unwrap_or(octets.len());
        octets[count..].to_vec()
    }

    pub fn completed_handshake(&self) -> bool {
        self.completed_handshake.load(Ordering::SeqCst)
    }
}

fn accept(
    listener: &TcpListener,
    tls: Option<Arc<ServerConfig>>,
    script: Script,
    shared: &Arc<Shared>,
) {
    for number in 0.. {
        let Ok((socket, _)) = listener.accept() else {
            break;
        };
        if shared.closing.load(Ordering::SeqCst) {
            break;
        }
        let connection = Arc::new(Connection::default());
        shared.connections.update(|connections| connections.push(Arc::clone(&connection)));
        let (script, tls) = (Arc::clone(&script), tls.clone());
        std::thread::spawn(move || run_script(socket, number, tls, &script, connection));
    }
}

fn run_script(
    socket: TcpStream,
    number: usize,
    tls: Option<Arc<ServerConfig>>,
    script: &Script,
    connection: Arc<Connection>,
) {
    let peer_connection = Arc::clone(&connection);
    let run = std::panic::AssertUnwindSafe(move || {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(TIMEOUT))?;
        socket.set_write_timeout(Some(TIMEOUT))?;
        let mut peer = Peer::new(socket, number, peer_connection);
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

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
