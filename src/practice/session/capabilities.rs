//! CAPABILITY: the capabilities that the server announces in the session's state.

use super::ServerSession;
use crate::practice::capability::{Announced, Capability, Dialect};
use crate::practice::mechanisms;

impl ServerSession {
    /// The capabilities that the server announces in one state or another.
    pub fn announced(&self) -> Announced {
        self.server.announced()
    }

    pub fn dialect(&self) -> Dialect {
        Dialect { announced: self.announced(), enabled: self.enabled }
    }

    /// The capabilities at this moment, as CAPABILITY lists them.
    pub fn capabilities(&self) -> String {
        let logged_in = self.store.is_logged_in();
        let plaintext = self.permits_plaintext();
        let hidden = |capability| match capability {
            Capability::Compress => self.connection.has_deflate(),
            Capability::StartTls => !self.server.config.tls || self.connection.has_tls(),
            Capability::AuthPlain | Capability::AuthLogin | Capability::AuthXoauth2 => !plaintext,
            _ => false,
        };
        let mut names: Vec<&str> = self.announced().names(logged_in, hidden).collect();
        if !logged_in && !plaintext {
            let first_mechanism = names.iter().position(|name| name.starts_with("AUTH="));
            names.insert(first_mechanism.unwrap_or(names.len()), "LOGINDISABLED");
        }
        names.join(" ")
    }

    /// Whether the client may send its password in plaintext.
    pub fn permits_plaintext(&self) -> bool {
        !self.server.config.login_disabled || self.is_private()
    }

    /// Whether the connection is encrypted or does not leave this process.
    fn is_private(&self) -> bool {
        self.connection.has_tls() || self.connection.is_in_process()
    }

    /// Whether a mechanism of AUTHENTICATE is announced.
    pub fn announces_mechanism(&self, mechanism: &str) -> bool {
        mechanisms::capability(mechanism).is_some_and(|it| self.announced().has(it))
    }
}
