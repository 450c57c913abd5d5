//! What the server and all of its sessions share.

use super::capability::Announced;
use super::certificate::{self, CertificateError, ServerCertificate};
use super::config::Config;
use super::registry::SessionRegistry;
use super::session_event::Observer;
use super::store::{AccountLimits, Store};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

/// How a session begins.
#[derive(Clone, Debug, Default)]
pub struct SessionOptions {
    /// Start with the TLS handshake, as on an `imaps` port.
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
    /// Held by the session that searches a large message.
    pub search_gate: Mutex<()>,
    certificate: OnceLock<ServerCertificate>,
    /// The bits of the capabilities that are announced.
    announced: AtomicU64,
}

impl ServerState {
    /// The state of a server without sessions.
    pub fn new(config: Config) -> ServerState {
        let limits = AccountLimits {
            octets: config.limits.account,
            messages: config.limits.messages,
            mailbox_messages: config.limits.mailbox_messages,
            mailboxes: config.limits.mailboxes,
        };
        ServerState {
            store: Store::new(&config.users, limits),
            announced: AtomicU64::new(config.announced.bits()),
            config,
            sessions: SessionRegistry::default(),
            search_gate: Mutex::default(),
            certificate: OnceLock::new(),
        }
    }

    /// The capabilities that the server announces.
    pub fn announced(&self) -> Announced {
        Announced::from_bits(self.announced.load(Ordering::Relaxed))
    }

    /// Changes what the server announces, for running sessions too.
    pub fn announce(&self, announced: Announced) {
        self.announced.store(announced.bits(), Ordering::Relaxed);
    }

    /// The certificate, generated at the first call.
    pub fn certificate(&self) -> Result<&ServerCertificate, CertificateError> {
        if let Some(certificate) = self.certificate.get() {
            return Ok(certificate);
        }
        // Two threads that get here at once generate one each; the first one is kept.
        let generated = certificate::generate()?;
        Ok(self.certificate.get_or_init(|| generated))
    }
}
