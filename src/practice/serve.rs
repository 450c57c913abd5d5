//! `imapsh serve`: the practice server on the network, until a signal ends it.

use super::server::{Arrival, Server};
use super::session_event::{Observer, SessionEnd, SessionEvent, SessionEventKind};
use super::tls::TlsError;
use crate::messages::Texts;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

/// How long sessions may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(3);
/// How many notes may wait to be printed.
const NOTES: usize = 1024;

/// What `imapsh serve` was told.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where to listen in plain; TLS gets the same address and a free port. Port 0: a free one.
    pub addr: SocketAddr,
    /// Where to write the CA's certificate.
    pub ca_out: Option<PathBuf>,
    /// Print the wire, too.
    pub verbose: bool,
}

impl Default for ServeOptions {
    fn default() -> ServeOptions {
        ServeOptions {
            addr: (Ipv4Addr::LOCALHOST, 0).into(),
            ca_out: None,
            verbose: false,
        }
    }
}

/// Why it can't serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address can't be listened on.
    #[error("{addr}: {error}")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// Why not.
        error: io::Error,
    },
    /// The CA's certificate can't be written.
    #[error("{}: {error}", path.display())]
    CaOut {
        /// Where to.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Threads, signals or the output fail.
    #[error(transparent)]
    Io(#[from] io::Error),
}

enum Event {
    Session(SessionEvent),
    Signal,
}

/// Serves until SIGINT or SIGTERM, then ends every session with BYE. The first line of `stdout` is
/// `imap://ADDRESS:PORT imaps://ADDRESS:PORT`; `stderr` gets a line a session.
///
/// # Errors
/// It can't listen, or has no certificate.
pub fn run(
    server: &Server,
    options: &ServeOptions,
    texts: &Texts,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<(), ServeError> {
    let plain = listen(options.addr)?;
    let secure = listen(SocketAddr::new(options.addr.ip(), 0))?;
    let ca = server.ca_pem()?;
    if let Some(path) = &options.ca_out {
        std::fs::write(path, ca).map_err(|error| ServeError::CaOut {
            path: path.clone(),
            error,
        })?;
    }
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    let (events, arriving) = sync_channel(NOTES);
    let first = format!(
        "imap://{} imaps://{}",
        plain.local_addr()?,
        secure.local_addr()?
    );
    let observer = observer(&events, options.verbose);
    for (listener, tls) in [(plain, false), (secure, true)] {
        let (server, observer) = (server.clone(), observer.clone());
        std::thread::Builder::new()
            .spawn(move || accept_all(&server, &listener, tls, &observer))?;
    }
    std::thread::Builder::new().spawn(move || {
        for _ in signals.forever() {
            if events.send(Event::Signal).is_err() {
                return;
            }
        }
    })?;
    writeln!(stdout, "{first}")?;
    stdout.flush()?;
    while let Ok(event) = arriving.recv() {
        match event {
            Event::Session(event) => print(&event, texts, stderr)?,
            Event::Signal => break,
        }
    }
    // Sessions say how they end while they end: their notes must not find the channel full.
    let closer = server.clone();
    let closing = std::thread::Builder::new().spawn(move || closer.close(GOODBYE))?;
    while !closing.is_finished() {
        while let Ok(Event::Session(event)) = arriving.recv_timeout(Duration::from_millis(5)) {
            print(&event, texts, stderr)?;
        }
    }
    while let Ok(Event::Session(event)) = arriving.try_recv() {
        print(&event, texts, stderr)?;
    }
    Ok(())
}

fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).map_err(|error| ServeError::Listen { addr, error })
}

fn observer(events: &SyncSender<Event>, traffic: bool) -> Observer {
    let events = events.clone();
    // Nobody listens any more only when the program ends.
    let notify = Arc::new(move |event| drop(events.send(Event::Session(event))));
    Observer { notify, traffic }
}

fn accept_all(server: &Server, listener: &TcpListener, tls: bool, observer: &Observer) {
    loop {
        let accepted = listener.accept().and_then(|(connection, _)| {
            let arrival = Arrival {
                tls,
                observer: Some(observer.clone()),
            };
            server.accept(connection, arrival)
        });
        if accepted.is_err() {
            // Out of files or threads: some session will end.
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn print(event: &SessionEvent, texts: &Texts, stderr: &mut dyn Write) -> io::Result<()> {
    let session = event.session;
    match &event.kind {
        SessionEventKind::Received(octets) => wire_lines(session, 'C', octets, stderr),
        SessionEventKind::Sent(octets) => wire_lines(session, 'S', octets, stderr),
        SessionEventKind::Closed {
            user,
            reason,
            commands,
        } => {
            let nobody = texts.get("practice-nobody");
            let user = user.as_deref().unwrap_or(&nobody);
            let how = texts.get(match reason {
                SessionEnd::Logout => "practice-ended-logout",
                SessionEnd::ClientClosed => "practice-ended-client",
                SessionEnd::TimedOut => "practice-ended-autologout",
                SessionEnd::ServerClosing => "practice-ended-closing",
                SessionEnd::Rejected => "practice-ended-refused",
                SessionEnd::ConnectionFailed => "practice-ended-failed",
            });
            let arguments: [(&str, &dyn std::fmt::Display); 4] = [
                ("session", &session),
                ("user", &user),
                ("commands", commands),
                ("how", &how),
            ];
            writeln!(stderr, "{}", texts.with("practice-session", &arguments))
        }
    }
}

/// The wire, a line each, made safe for a terminal.
fn wire_lines(session: u64, who: char, octets: &[u8], stderr: &mut dyn Write) -> io::Result<()> {
    let text = String::from_utf8_lossy(octets);
    let text = text.strip_suffix("\r\n").unwrap_or(&text);
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let safe: String = line
            .chars()
            .map(|c| if c.is_control() { '.' } else { c })
            .collect();
        writeln!(stderr, "[{session}] {who}: {safe}")?;
    }
    Ok(())
}
