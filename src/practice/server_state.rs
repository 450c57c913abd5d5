//! What the server and all of its sessions share.

use super::config::Config;
use super::registry::SessionRegistry;
use super::session_event::Observer;
use super::store::{AccountLimits, Store};
use super::tls::{self, Tls, TlsError};
use std::sync::OnceLock;

/// How a session begins.
#[derive(Clone, Debug, Default)]
pub struct SessionOptions {
    /// The TLS handshake comes first, as on a port for `imaps`.
    pub implicit_tls: bool,
    /// Receives the session's events.
    pub observer: Option<Observer>,
}

/// The state of one server.
#[derive(Debug)]
pub struct ServerState {
    pub config: Config,
    pub store: Store,
    pub sessions: SessionRegistry,
    tls: OnceLock<Tls>,
}

impl ServerState {
    /// The state of a server without sessions.
    pub fn new(config: Config) -> ServerState {
        let limits = AccountLimits {
            octets: config.limits.account,
            mailboxes: config.limits.mailboxes,
        };
        ServerState {
            store: Store::new(&config.users, limits),
            config,
            sessions: SessionRegistry::default(),
            tls: OnceLock::new(),
        }
    }

    /// The certificate and its key, made at the first call.
    pub fn tls(&self) -> Result<&Tls, TlsError> {
        if !self.config.tls {
            return Err(TlsError::Off);
        }
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        // Two threads that get here at once make one each; the first one is kept.
        let made = tls::make()?;
        Ok(self.tls.get_or_init(|| made))
    }
}
