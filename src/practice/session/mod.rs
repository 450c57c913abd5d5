//! One client's session, on its own thread.
//!
//! It reads commands one after another and completes each before it reads the next, so pipelined
//! commands cannot interfere with one another (RFC 3501, section 5.5). [`read_command`] reads a
//! command with its literals, [`dispatch`] checks that the session's state permits it and executes
//! it, and [`outcome`] sends its tagged response. The other files implement the commands, by topic.
//!
//! A client knows the messages of the selected mailbox by sequence number. [`selected`] keeps this
//! *view* of the mailbox. Other sessions may change the mailbox at any time, but the view changes
//! only when the session reports the changes to its client.

mod append;
mod authenticate;
mod capabilities;
mod change_report;
mod context;
mod context_updates;
mod copy;
mod dispatch;
mod enable;
mod esearch;
mod fetch;
mod idle;
mod input_or_change;
mod list;
mod mailboxes;
mod metadata;
mod notify;
mod outcome;
mod quota;
mod read_command;
mod search;
mod select;
mod selected;
mod sort;
mod status;
mod store_access;
mod store_and_expunge;
mod thread;
mod traffic;
mod vanished;

use super::capability::Enabled;
use super::client_connection::ClientConnection;
use super::config::Limits;
use super::grammar::{CommandOctets, parse};
use super::idle_waiter::IdleWaiter;
use super::server_state::{ServerState, SessionOptions};
use super::session_event::{Observer, SessionEnd, SessionEvent, SessionEventKind};
use super::store::account::Reservation;
use crate::protocol::commands;
use notify::Notify;
use read_command::Incoming;
use selected::Selected;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store_access::StoreAccess;

pub struct ServerSession {
    id: u64,
    server: Arc<ServerState>,
    store: StoreAccess,
    waiter: Arc<IdleWaiter>,
    connection: ClientConnection,
    observer: Option<Observer>,
    implicit_tls: bool,
    started: Instant,
    /// The selected mailbox. Commands of the selected state are executed only if there is one.
    selected: Option<Selected>,
    enabled: Enabled,
    /// What the client wants to be notified of, once it has used NOTIFY.
    notify: Option<Notify>,
    /// The number of the last event of the account that this session has looked at.
    events_seen: u64,
    /// A thread waits for input.
    watches_input: bool,
    /// Rejected commands in a row.
    mistakes: u32,
    failed_logins: u32,
    commands: u64,
    /// A login was attempted, and none has succeeded since: a line that is not a command may be its
    /// secret alone. Only known while the traffic is reported.
    login_attempted: bool,
    /// The current line may be such a secret. It is hidden from the observer.
    redacted: bool,
    /// How many octets of the command being read have been reported to the observer.
    reported: usize,
    /// How long the current command has waited for its client.
    client_wait: Duration,
    /// The start of the response that is being sent, if traffic is reported.
    sent: Vec<u8>,
    /// How many octets of that response have been sent.
    sent_octets: usize,
    /// Space for the messages that the client is sending.
    reservations: Vec<Reservation>,
}

impl From<io::Error> for SessionEnd {
    fn from(_: io::Error) -> SessionEnd {
        SessionEnd::ConnectionFailed
    }
}

impl ServerSession {
    /// A session that has not sent its greeting yet.
    pub fn new(
        id: u64,
        server: Arc<ServerState>,
        connection: ClientConnection,
        waiter: Arc<IdleWaiter>,
        options: SessionOptions,
    ) -> ServerSession {
        ServerSession {
            id,
            store: StoreAccess::new(server.clone(), id),
            server,
            waiter,
            connection,
            observer: options.observer,
            implicit_tls: options.implicit_tls,
            started: Instant::now(),
            selected: None,
            enabled: Enabled::default(),
            notify: None,
            events_seen: 0,
            watches_input: false,
            mistakes: 0,
            failed_logins: 0,
            commands: 0,
            login_attempted: false,
            redacted: false,
            reported: 0,
            client_wait: Duration::ZERO,
            sent: Vec::new(),
            sent_octets: 0,
            reservations: Vec::new(),
        }
    }

    /// Runs the session to its end.
    pub fn run(mut self) {
        let reason = match self.serve() {
            Ok(never) => match never {},
            Err(reason) => reason,
        };
        let bye = match reason {
            SessionEnd::TimedOut if self.store.is_logged_in() => {
                Some("Disconnected for inactivity.")
            }
            SessionEnd::TimedOut => Some("Disconnected: no login in time."),
            SessionEnd::ServerClosing => Some("Server shutting down."),
            _ => None,
        };
        if let Some(text) = bye {
            self.send_line(&format!("* BYE {text}")).ok();
        }
        self.connection.close();
        self.report(SessionEventKind::Closed {
            user: self.store.user().map(str::to_owned),
            reason,
            commands: self.commands,
        });
    }

    /// Greets the client and executes its commands until the session ends.
    fn serve(&mut self) -> Result<Infallible, SessionEnd> {
        if self.implicit_tls {
            let certificate = self.server.certificate();
            let config = certificate.map_err(|_| SessionEnd::ConnectionFailed)?.tls_config.clone();
            let deadline = self.deadline();
            self.connection.start_tls(config, deadline)?;
        }
        let capabilities = self.capabilities();
        self.send_line(&format!("* OK [CAPABILITY {capabilities}] imapsh practice server ready."))?;
        loop {
            if self.waiter.is_server_closing() {
                return Err(SessionEnd::ServerClosing);
            }
            self.report_until_input()?;
            let incoming = self.read_command()?;
            self.commands += 1;
            match incoming {
                Incoming::Command(text) => self.run_command(text)?,
                Incoming::Rejected(tag, error) => self.reject(tag.as_deref(), error)?,
            }
        }
    }

    /// Executes one command and sends its tagged response.
    fn run_command(&mut self, text: CommandOctets) -> Result<(), SessionEnd> {
        let delay = self.server.delay();
        if !delay.is_zero() {
            std::thread::sleep(delay);
        }
        let start = Instant::now();
        self.client_wait = Duration::ZERO;
        self.store.reset_lock_wait();
        let parsed = parse(&text, self.dialect());
        let tag = parsed.tag.as_deref().filter(|tag| self.may_repeat(tag, &text));
        let result = match parsed.command {
            Ok(command) => self.execute(tag.unwrap_or("*"), command, text.into_messages()),
            Err(error) => Err(error.into()),
        };
        self.finish(tag, result, start.elapsed())
    }

    /// Whether the response may repeat this tag. Before login, a word without a command after it may
    /// be a password, and is not repeated.
    fn may_repeat(&self, tag: &str, text: &CommandOctets) -> bool {
        self.store.is_logged_in()
            || text.octets().len() > tag.len()
            || commands::find(tag).is_some()
    }

    fn limits(&self) -> &Limits {
        &self.server.config.limits
    }

    fn report(&self, kind: SessionEventKind) {
        if let Some(observer) = &self.observer {
            (observer.notify)(SessionEvent { session: self.id, kind });
        }
    }
}
