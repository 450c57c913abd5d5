//! What the server and all of its sessions share.

use super::capability::Announced;
use super::certificate::{self, CertificateError, ServerCertificate};
use super::config::Config;
use super::registry::SessionRegistry;
use super::session_event::Observer;
use super::store::Store;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// How a session begins.
#[derive(Clone, Debug, Default)]
pub struct SessionOptions {
    /// Start with the TLS handshake, as on an `imaps` port.
    pub implicit_tls: bool,
    /// Receives the session's events.
    pub observer: Option<Observer>,
}

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
    /// How much later each command is answered, in milliseconds.
    delay: AtomicU64,
}

impl ServerState {
    /// The state of a server without sessions.
    pub fn new(config: Config) -> ServerState {
        ServerState {
            store: Store::new(&config.users, config.limits.of_account()),
            announced: AtomicU64::new(config.announced.bits()),
            delay: AtomicU64::new(0),
            config,
            sessions: SessionRegistry::default(),
            search_gate: Mutex::default(),
            certificate: OnceLock::new(),
        }
    }

    /// Puts the accounts and their mail back as they were at the start.
    pub fn reset(&self) {
        self.store.reset(&self.config.users, self.config.limits.of_account());
    }

    /// How much later each command is answered.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay.load(Ordering::Relaxed))
    }

    /// Answers each command that much later from now on.
    pub fn set_delay(&self, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        self.delay.store(millis, Ordering::Relaxed);
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
        let generated = certificate::generate(&self.config.addresses)?;
        Ok(self.certificate.get_or_init(|| generated))
    }
}
