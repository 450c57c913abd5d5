//! CAPABILITY: the capabilities and mechanisms that the server announces in the session's state.

use super::ServerSession;
use crate::practice::mechanisms;

impl ServerSession {
    /// The capabilities at this moment, as CAPABILITY lists them.
    pub fn capabilities(&self) -> String {
        let mut names = vec!["IMAP4rev1", "LITERAL+", "ID", "IDLE"];
        if self.store.is_logged_in() {
            names.extend(["NAMESPACE", "UNSELECT", "UIDPLUS", "MOVE", "CHILDREN", "SPECIAL-USE"]);
            if !self.connection.has_deflate() {
                names.push("COMPRESS=DEFLATE");
            }
            return names.join(" ");
        }
        names.push("SASL-IR");
        if self.server.config.tls && !self.connection.has_tls() {
            names.push("STARTTLS");
        }
        let plaintext = self.permits_plaintext();
        if !plaintext {
            names.push("LOGINDISABLED");
        }
        let mechanisms =
            mechanisms::NAMES.iter().filter(|name| plaintext || !mechanisms::is_plaintext(name));
        let mechanisms: Vec<String> = mechanisms.map(|name| format!("AUTH={name}")).collect();
        format!("{} {}", names.join(" "), mechanisms.join(" "))
    }

    /// Whether the client may send its password in plaintext.
    pub fn permits_plaintext(&self) -> bool {
        !self.server.config.login_disabled || self.is_private()
    }

    /// Whether the connection is encrypted or does not leave this process.
    fn is_private(&self) -> bool {
        self.connection.has_tls() || self.connection.is_in_process()
    }
}
