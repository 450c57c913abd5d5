//! `imapsh serve`: the practice server on the network, until a signal ends it.
//!
//! One thread accepts plain connections, another those with implicit TLS, and each session has its
//! own thread. The sessions send their events to one more thread, which passes them to the `report`
//! callback. The queue to it is bounded: when events come faster than they can be reported, or
//! cannot be reported at all, they are dropped and counted, and no session waits.

use super::certificate::CertificateError;
use super::deliver_directory::DeliverDirectory;
pub use super::deliver_directory::UndeliveredError;
use super::server::Server;
use super::server_state::SessionOptions;
use super::session_event::{Observer, SessionEvent};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::{Duration, Instant};

/// How long sessions may take to end after the signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(3);
/// How long to wait after a failed accept before the next one.
const ACCEPT_RETRY: Duration = Duration::from_millis(20);
/// How long the last events may take to be reported.
const REPORT_TIMEOUT: Duration = Duration::from_secs(1);
/// How often the directory to deliver from is scanned.
const DELIVER_INTERVAL: Duration = Duration::from_millis(200);
/// How long to wait while the queue is full.
const QUEUE_RETRY: Duration = Duration::from_millis(10);
/// How many unreported events may be queued before more are dropped.
const QUEUED_EVENTS: usize = 1024;

/// The options of [`run`].
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where to listen without TLS; port 0 is any free port.
    pub addr: SocketAddr,
    /// The port for connections with implicit TLS at the same IP address; 0 is any free port.
    pub tls_port: u16,
    /// Where files are delivered from.
    pub deliver_dir: Option<PathBuf>,
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
    /// A file of the directory to deliver from was not delivered.
    Undelivered { path: PathBuf, error: UndeliveredError },
    /// This many events were not reported, because the output had not taken the earlier ones.
    Dropped(u64),
}

/// Why the server cannot run.
#[derive(Debug)]
pub enum ServeError {
    /// The certificate cannot be generated.
    Certificate(CertificateError),
    /// Listening on this address failed.
    Listen { addr: SocketAddr, error: io::Error },
    /// The directory to deliver from cannot be read.
    DeliverDir { path: PathBuf, error: io::Error },
    /// Writing the CA's certificate to this file failed.
    CaOut { path: PathBuf, error: io::Error },
    /// A thread or the signal handlers could not be set up, or the addresses not be reported.
    Io(io::Error),
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> ServeError {
        ServeError::Io(error)
    }
}

/// What the reporting thread receives.
enum LogMessage {
    Event(SessionEvent),
    Undelivered {
        path: PathBuf,
        error: UndeliveredError,
    },
    /// All events before this one have been reported.
    End(Sender<()>),
}

/// Serves until SIGINT or SIGTERM, then ends every session with BYE. Calls `report` with each
/// event, first with the addresses, and then in a separate thread.
///
/// # Errors
/// See [`ServeError`].
pub fn run(
    server: &Server,
    options: &ServeOptions,
    mut report: impl FnMut(ServeEvent) -> io::Result<()> + Send + 'static,
) -> Result<(), ServeError> {
    let plain = listen(options.addr)?;
    let tls = listen(SocketAddr::new(options.addr.ip(), options.tls_port))?;
    let listening = ServeEvent::Listening { plain: plain.local_addr()?, tls: tls.local_addr()? };
    let ca = server.ca_pem().map_err(ServeError::Certificate)?;
    if let Some(path) = &options.ca_out {
        write_ca(path, &ca)?;
    }
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    let (sender, log) = sync_channel(QUEUED_EVENTS);
    let dropped = Arc::new(AtomicU64::new(0));
    let observer = observer(sender.clone(), dropped.clone(), options.traffic);
    report(listening)?;
    std::thread::Builder::new().spawn(move || report_all(log, &dropped, report))?;
    if let Some(path) = &options.deliver_dir {
        let failed = |error| ServeError::DeliverDir { path: path.clone(), error };
        let mut directory = DeliverDirectory::open(path).map_err(failed)?;
        let (server, sender) = (server.clone(), sender.clone());
        std::thread::Builder::new().spawn(move || {
            loop {
                for (path, error) in directory.deliver(&server) {
                    sender.try_send(LogMessage::Undelivered { path, error }).ok();
                }
                std::thread::sleep(DELIVER_INTERVAL);
            }
        })?;
    }
    for (listener, implicit_tls) in [(plain, false), (tls, true)] {
        let server = server.clone();
        let options = SessionOptions { implicit_tls, observer: Some(observer.clone()) };
        std::thread::Builder::new().spawn(move || accept_all(&server, &listener, &options))?;
    }
    signals.forever().next();
    server.close(SHUTDOWN_TIMEOUT);
    wait_for_reports(&sender);
    Ok(())
}

/// Reports events until all senders are gone. If they cannot be reported, the sessions continue without
/// a log.
fn report_all(
    log: Receiver<LogMessage>,
    dropped: &AtomicU64,
    mut report: impl FnMut(ServeEvent) -> io::Result<()>,
) {
    for message in log {
        match message {
            LogMessage::Event(event) => drop(report(ServeEvent::Session(event))),
            LogMessage::Undelivered { path, error } => {
                drop(report(ServeEvent::Undelivered { path, error }));
            }
            LogMessage::End(reported) => drop(reported.send(())),
        }
        match dropped.swap(0, Ordering::Relaxed) {
            0 => {}
            count => drop(report(ServeEvent::Dropped(count))),
        }
    }
}

/// Waits until the queued events have been reported, but not long.
fn wait_for_reports(sender: &SyncSender<LogMessage>) {
    let deadline = Instant::now() + REPORT_TIMEOUT;
    let (reported, all_reported) = channel();
    let mut end = LogMessage::End(reported);
    while let Err(TrySendError::Full(unsent)) = sender.try_send(end) {
        if Instant::now() >= deadline {
            return;
        }
        end = unsent;
        std::thread::sleep(QUEUE_RETRY);
    }
    all_reported.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
}

fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).map_err(|error| ServeError::Listen { addr, error })
}

fn write_ca(path: &Path, pem: &str) -> Result<(), ServeError> {
    std::fs::write(path, pem).map_err(|error| ServeError::CaOut { path: path.to_owned(), error })
}

fn observer(sender: SyncSender<LogMessage>, dropped: Arc<AtomicU64>, traffic: bool) -> Observer {
    let notify = Arc::new(move |event| {
        if sender.try_send(LogMessage::Event(event)).is_err() {
            dropped.fetch_add(1, Ordering::Relaxed);
        }
    });
    Observer { notify, traffic }
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
