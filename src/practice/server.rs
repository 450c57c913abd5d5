//! [`Server`], through which the rest of the program uses the practice server: it starts sessions,
//! each on its own thread, delivers mail to them, and ends them.

use super::capability::Announced;
use super::certificate::CertificateError;
use super::client_connection::ClientConnection;
use super::config::Config;
use super::idle_waiter::IdleWaiter;
use super::mailbox_contents::MailboxContents;
use super::other_client::OtherClient;
use super::seed;
use super::server_state::{ServerState, SessionOptions};
use super::session::ServerSession;
use super::store::StoreError;
use crate::transport::Socket;
use std::io;
use std::net::{IpAddr, Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

/// A practice server. Clones are handles to the same server.
#[derive(Clone, Debug)]
pub struct Server {
    state: Arc<ServerState>,
}

impl Server {
    /// A server with the accounts and mail of `seed`. This is quick: it starts no thread, and the
    /// certificate is generated when it is first needed.
    pub fn new(config: Config) -> Server {
        Server { state: Arc::new(ServerState::new(config)) }
    }

    /// Starts a session inside this process and returns the client's end of the connection.
    ///
    /// # Errors
    /// The system cannot create a socket or a thread.
    pub fn attach(&self) -> io::Result<UnixStream> {
        let (client, server) = UnixStream::pair()?;
        self.start(server.into(), None, SessionOptions::default())?;
        Ok(client)
    }

    /// Starts a session like [`Server::attach`], with TLS from the start, as on the port for `imaps`.
    ///
    /// # Errors
    /// As for [`Server::attach`].
    pub fn attach_with_tls(&self) -> io::Result<UnixStream> {
        let (client, server) = UnixStream::pair()?;
        let options = SessionOptions { implicit_tls: true, ..SessionOptions::default() };
        self.start(server.into(), None, options)?;
        Ok(client)
    }

    /// Starts a session on a network connection.
    ///
    /// # Errors
    /// The system cannot create a thread, or the connection has already failed.
    pub fn accept(&self, connection: TcpStream, options: SessionOptions) -> io::Result<()> {
        connection.set_nodelay(true)?;
        // It fails if the client has left already.
        let Ok(address) = connection.peer_addr() else {
            return Ok(());
        };
        self.start(connection.into(), Some(address.ip()), options)
    }

    fn start(
        &self,
        socket: Socket,
        address: Option<IpAddr>,
        options: SessionOptions,
    ) -> io::Result<()> {
        let limits = &self.state.config.limits;
        let socket = Arc::new(socket);
        let mut connection = ClientConnection::new(socket.clone(), limits.write_timeout)?;
        let waiter = Arc::new(IdleWaiter::default());
        let added = self.state.sessions.add(waiter.clone(), socket.clone(), address, limits);
        let Some(id) = added else {
            // A client that expects a TLS handshake could not read this line.
            if !options.implicit_tls {
                let bye = b"* BYE [UNAVAILABLE] Too many sessions, try again later.\r\n";
                connection.send(bye).and_then(|()| connection.flush()).ok();
            }
            socket.shutdown(Shutdown::Both).ok();
            return Ok(());
        };
        let registration = Registration { state: self.state.clone(), id };
        let state = self.state.clone();
        let thread = std::thread::Builder::new().name(format!("practice-{id}"));
        let started = thread.spawn(move || {
            let _registration = registration;
            ServerSession::new(id, state, connection, waiter, options).run();
        });
        started.map(drop)
    }

    /// Delivers a message to an account's INBOX. Every session that has it selected is notified.
    ///
    /// # Errors
    /// The account does not exist or is full.
    pub fn deliver(&self, account: &str, message: &[u8]) -> Result<(), StoreError> {
        self.state.store.lock().deliver(account, message)
    }

    /// Delivers the message that `:deliver` without a file delivers.
    ///
    /// # Errors
    /// As for [`Server::deliver`].
    pub fn deliver_default(&self, account: &str) -> Result<(), StoreError> {
        self.deliver(account, &seed::arriving_mail())
    }

    /// Delivers a message of a file, whose lines may end with LF.
    ///
    /// # Errors
    /// As for [`Server::deliver`].
    pub fn deliver_text(&self, account: &str, text: &[u8]) -> Result<(), StoreError> {
        self.deliver(account, &seed::with_crlf(text))
    }

    /// Puts the accounts and their mail back as they were at the start. For a session that has a
    /// mailbox selected, that mailbox is deleted.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// How much later each command is answered.
    pub fn delay(&self) -> Duration {
        self.state.delay()
    }

    /// Answers each command that much later from now on.
    pub fn set_delay(&self, delay: Duration) {
        self.state.set_delay(delay);
    }

    /// Another client, logged in to this account and with INBOX selected.
    ///
    /// # Errors
    /// The account does not exist, or the session cannot be started.
    pub fn other_client(&self, account: &str) -> io::Result<OtherClient> {
        let password = self.state.store.lock().account(account).map(|it| it.password().to_owned());
        let password = password.ok_or(io::ErrorKind::NotFound)?;
        OtherClient::log_in(self.attach()?, account, &password)
    }

    /// What a mailbox holds now; `None`: there is no such mailbox.
    pub fn contents(&self, account: &str, mailbox: &str) -> Option<MailboxContents> {
        let mut accounts = self.state.store.lock();
        let mailbox = accounts.account(account)?.mailbox(mailbox).ok()?;
        Some(MailboxContents::of(mailbox))
    }

    pub fn is_subscribed(&self, account: &str, mailbox: &str) -> bool {
        let mut accounts = self.state.store.lock();
        accounts.account(account).is_some_and(|account| account.is_subscribed(mailbox))
    }

    /// Whether an account with this name exists.
    pub fn has_account(&self, name: &str) -> bool {
        self.state.store.lock().account(name).is_some()
    }

    /// The capabilities that the server announces.
    pub fn announced(&self) -> Announced {
        self.state.announced()
    }

    /// Announces only these capabilities from now on.
    pub fn announce(&self, announced: Announced) {
        self.state.announce(announced);
    }

    /// The certificate of the CA that issued this server's certificate, in PEM.
    ///
    /// # Errors
    /// The certificate cannot be generated.
    pub fn ca_pem(&self) -> Result<String, CertificateError> {
        self.state.certificate().map(|it| it.ca_pem.clone())
    }

    /// Ends all sessions with BYE and starts no new ones. Waits at most `timeout` for the sessions
    /// to end, and returns whether all of them did.
    pub fn close(&self, timeout: Duration) -> bool {
        self.state.sessions.close(timeout)
    }
}

/// Removes a session from the server's lists when dropped: when the session ends, even by a panic,
/// or when its thread cannot be started.
struct Registration {
    state: Arc<ServerState>,
    id: u64,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.state.store.lock().remove_waiter(self.id);
        self.state.sessions.remove(self.id);
    }
}
