//! `imapsh serve`: the practice server on the network, until a signal ends it.
//!
//! One thread accepts plain connections, another those with implicit TLS, and each session has its
//! own thread. The sessions send their events to the thread that called [`run`], which passes them
//! to its `report` callback, so that only one thread prints.

use super::certificate::CertificateError;
use super::server::Server;
use super::server_state::SessionOptions;
use super::session_event::{Observer, SessionEvent};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

/// How long sessions may take to end after the signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(3);
/// How long to wait after a failed accept before the next one.
const ACCEPT_RETRY: Duration = Duration::from_millis(20);
/// How many unreported events may be queued before sessions block.
const QUEUED_EVENTS: usize = 1024;

/// The options of [`run`].
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where to listen without TLS; port 0 is any free port. Connections with implicit TLS are
    /// accepted at the same IP address, on a free port.
    pub addr: SocketAddr,
    /// Where to write the CA's certificate.
    pub ca_out: Option<PathBuf>,
    /// Report what clients and sessions send.
    pub traffic: bool,
}

/// What [`run`] reports to its caller.
#[derive(Debug)]
pub enum ServeEvent {
    /// The first event: the addresses that the server listens on.
    Listening { plain: SocketAddr, tls: SocketAddr },
    /// Something happened in a session.
    Session(SessionEvent),
}

/// Why the server cannot run.
#[derive(Debug)]
pub enum ServeError {
    /// The certificate cannot be generated.
    Certificate(CertificateError),
    /// Listening on this address failed.
    Listen { addr: SocketAddr, error: io::Error },
    /// Writing the CA's certificate to this file failed.
    CaOut { path: PathBuf, error: io::Error },
    /// A thread or the signal handlers could not be set up, or the `report` callback failed.
    Io(io::Error),
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> ServeError {
        ServeError::Io(error)
    }
}

/// What the thread that called [`run`] waits for.
enum ServeMessage {
    Event(SessionEvent),
    Shutdown,
}

/// Serves until SIGINT or SIGTERM, then ends every session with BYE. Calls `report` with each
/// event.
///
/// # Errors
/// See [`ServeError`]. An error of `report` ends the server too.
pub fn run(
    server: &Server,
    options: &ServeOptions,
    report: &mut dyn FnMut(ServeEvent) -> io::Result<()>,
) -> Result<(), ServeError> {
    let plain = listen(options.addr)?;
    let tls = listen(SocketAddr::new(options.addr.ip(), 0))?;
    let listening = ServeEvent::Listening { plain: plain.local_addr()?, tls: tls.local_addr()? };
    let ca = server.ca_pem().map_err(ServeError::Certificate)?;
    if let Some(path) = &options.ca_out {
        write_ca(path, &ca)?;
    }
    let (sender, messages) = sync_channel(QUEUED_EVENTS);
    let observer = observer(&sender, options.traffic);
    for (listener, implicit_tls) in [(plain, false), (tls, true)] {
        let server = server.clone();
        let options = SessionOptions { implicit_tls, observer: Some(observer.clone()) };
        std::thread::Builder::new().spawn(move || accept_all(&server, &listener, &options))?;
    }
    shut_down_on_signal(sender)?;
    report(listening)?;
    while let Ok(ServeMessage::Event(event)) = messages.recv() {
        report(ServeEvent::Session(event))?;
    }
    // The sessions report how they end while they are being closed. Keep receiving, or they would
    // block on a full queue.
    let closing = {
        let server = server.clone();
        std::thread::Builder::new().spawn(move || server.close(SHUTDOWN_TIMEOUT))?
    };
    while !closing.is_finished() {
        while let Ok(ServeMessage::Event(event)) = messages.recv_timeout(Duration::from_millis(5)) {
            report(ServeEvent::Session(event))?;
        }
    }
    while let Ok(ServeMessage::Event(event)) = messages.try_recv() {
        report(ServeEvent::Session(event))?;
    }
    Ok(())
}

fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).map_err(|error| ServeError::Listen { addr, error })
}

fn write_ca(path: &Path, pem: &str) -> Result<(), ServeError> {
    std::fs::write(path, pem).map_err(|error| ServeError::CaOut { path: path.to_owned(), error })
}

fn observer(sender: &SyncSender<ServeMessage>, traffic: bool) -> Observer {
    let sender = sender.clone();
    // Sending fails only when `run` has returned and the program is about to exit.
    let notify = Arc::new(move |event| drop(sender.send(ServeMessage::Event(event))));
    Observer { notify, traffic }
}

/// Starts a thread that sends [`ServeMessage::Shutdown`] at each signal.
fn shut_down_on_signal(sender: SyncSender<ServeMessage>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    let thread = std::thread::Builder::new().spawn(move || {
        for _ in signals.forever() {
            if sender.send(ServeMessage::Shutdown).is_err() {
                return;
            }
        }
    });
    thread.map(drop)
}

fn accept_all(server: &Server, listener: &TcpListener, options: &SessionOptions) {
    loop {
        let accepted = listener
            .accept()
            .and_then(|(connection, _)| server.accept(connection, options.clone()));
        if accepted.is_err() {
            // Out of file descriptors or threads: wait until a session ends.
            std::thread::sleep(ACCEPT_RETRY);
        }
    }
}
