//! The server as a value: it starts sessions, each in a thread of its own, and ends them.

use super::config::Config;
use super::idle_waiter::IdleWaiter;
use super::seed;
use super::session::Session;
use super::session_event::Observer;
use super::socket::{Socket, Stream, pair};
use super::store::{AccountLimits, Refusal, Store};
use super::tls::{self, Tls, TlsError};
use rustls::ServerConfig;
use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// A practice server. Clones are the same server: one world, many sessions.
#[derive(Clone, Debug)]
pub struct Server {
    shared: Arc<Shared>,
}

/// What the sessions share.
#[derive(Debug)]
pub struct Shared {
    /// The options.
    pub config: Config,
    /// The world.
    pub store: Store,
    tls: OnceLock<Tls>,
    sessions: Mutex<Sessions>,
    ended: Condvar,
    next: AtomicU64,
}

#[derive(Debug, Default)]
struct Sessions {
    running: HashMap<u64, Running>,
    closing: bool,
}

#[derive(Debug)]
struct Running {
    waiter: Arc<IdleWaiter>,
    socket: Arc<Socket>,
    logged_in: bool,
}

/// Where a connection comes from.
#[derive(Debug)]
pub struct Arrival {
    /// TLS comes first, on a port of its own.
    pub tls: bool,
    /// Who watches.
    pub observer: Option<Observer>,
}

impl Server {
    /// A server with a fresh world. Nothing slow happens here: no certificate, no thread.
    pub fn new(config: Config) -> Server {
        let account_limits = AccountLimits {
            octets: config.limits.account,
            mailboxes: config.limits.mailboxes,
        };
        let store = Store::new(&config.users, account_limits);
        let shared = Shared {
            config,
            store,
            tls: OnceLock::new(),
            sessions: Mutex::default(),
            ended: Condvar::new(),
            next: AtomicU64::new(1),
        };
        Server {
            shared: Arc::new(shared),
        }
    }

    /// Starts a session inside the process and gives the client's end.
    ///
    /// # Errors
    /// The system has no more sockets or threads.
    pub fn attach(&self) -> io::Result<Stream> {
        let (client, socket) = pair()?;
        let arrival = Arrival {
            tls: false,
            observer: None,
        };
        self.start(socket, arrival)?;
        Ok(client)
    }

    /// Starts a session on a network connection.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn accept(&self, connection: TcpStream, arrival: Arrival) -> io::Result<()> {
        connection.set_nodelay(true)?;
        self.start(Socket::Tcp(connection), arrival)
    }

    /// Starts a session on a network connection that nobody watches, without TLS at first.
    ///
    /// # Errors
    /// As for [`Server::accept`].
    pub fn accept_plain(&self, connection: TcpStream) -> io::Result<()> {
        self.accept(
            connection,
            Arrival {
                tls: false,
                observer: None,
            },
        )
    }

    fn start(&self, socket: Socket, arrival: Arrival) -> io::Result<()> {
        let socket = Arc::new(socket);
        socket.set_write_timeout(Some(self.shared.config.limits.unread))?;
        let waiter = Arc::new(IdleWaiter::default());
        let Some(id) = self.shared.admit(&waiter, &socket) else {
            if !arrival.tls {
                (&*socket)
                    .write_all(b"* BYE [UNAVAILABLE] Too many sessions, try again later.\r\n")
                    .ok();
            }
            socket.shutdown(Shutdown::Both);
            return Ok(());
        };
        let shared = self.shared.clone();
        let started = std::thread::Builder::new()
            .name(format!("practice-{id}"))
            .spawn(move || {
                // Even a session that panics leaves the list.
                let _leave = Registration {
                    shared: shared.clone(),
                    id,
                };
                Session::new(id, shared, socket, waiter, arrival).run();
            });
        if started.is_err() {
            self.shared.leave(id);
        }
        started.map(drop)
    }

    /// Delivers a message to an account's INBOX; every session that has it selected sees it.
    ///
    /// # Errors
    /// There is no such account, or it is full.
    pub fn deliver(&self, account: &str, message: &[u8]) -> Result<(), Refusal> {
        self.shared.store.lock().deliver(account, message)
    }

    /// Whether there is an account of this name.
    pub fn has_account(&self, name: &str) -> bool {
        self.shared.store.lock().account(name).is_some()
    }

    /// Delivers the message that `:deliver` delivers when no file is named.
    ///
    /// # Errors
    /// As for [`Server::deliver`].
    pub fn deliver_default(&self, account: &str) -> Result<(), Refusal> {
        self.deliver(account, &seed::arriving_mail())
    }

    /// The certificate of the CA that vouches for this server, in PEM.
    ///
    /// # Errors
    /// TLS is turned off, or the certificate can't be made.
    pub fn ca_pem(&self) -> Result<String, TlsError> {
        self.shared.tls().map(|tls| tls.ca_pem.clone())
    }

    /// Ends all sessions with BYE and lets no more in. Waits until they are gone, at most `patience`.
    pub fn close(&self, patience: Duration) {
        let deadline = Instant::now() + patience;
        let mut sessions = self.shared.sessions();
        sessions.closing = true;
        for running in sessions.running.values() {
            running.waiter.server_closing();
            running.socket.shutdown(Shutdown::Read);
        }
        while !sessions.running.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            sessions = match self.shared.ended.wait_timeout(sessions, left) {
                Ok((sessions, _)) => sessions,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    /// How many sessions run.
    pub fn sessions(&self) -> usize {
        self.shared.sessions().running.len()
    }
}

impl Shared {
    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a session in, if need be in place of one that has not logged in. None: all are taken.
    fn admit(&self, waiter: &Arc<IdleWaiter>, socket: &Arc<Socket>) -> Option<u64> {
        let mut sessions = self.sessions();
        if sessions.closing {
            return None;
        }
        if sessions.running.len() >= self.config.limits.sessions {
            let idle = sessions
                .running
                .iter()
                .filter(|(_, running)| !running.logged_in);
            let oldest = idle.map(|(id, _)| *id).min()?;
            if let Some(gone) = sessions.running.remove(&oldest) {
                gone.socket.shutdown(Shutdown::Both);
            }
        }
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let running = Running {
            waiter: waiter.clone(),
            socket: socket.clone(),
            logged_in: false,
        };
        sessions.running.insert(id, running);
        Some(id)
    }

    fn leave(&self, id: u64) {
        self.sessions().running.remove(&id);
        self.store.lock().unwatch(id);
        self.ended.notify_all();
    }

    /// A session has logged in: it keeps its place.
    pub fn logged_in(&self, id: u64) {
        if let Some(running) = self.sessions().running.get_mut(&id) {
            running.logged_in = true;
        }
    }

    fn tls(&self) -> Result<&Tls, TlsError> {
        if !self.config.tls {
            return Err(TlsError::Off);
        }
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        // Two that come here at once make one each, and the first is kept.
        let made = tls::make()?;
        Ok(self.tls.get_or_init(|| made))
    }

    /// What a TLS connection needs.
    ///
    /// # Errors
    /// As for [`Server::ca_pem`].
    pub fn tls_config(&self) -> Result<Arc<ServerConfig>, TlsError> {
        self.tls().map(|tls| tls.config.clone())
    }
}

struct Registration {
    shared: Arc<Shared>,
    id: u64,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.shared.leave(self.id);
    }
}
