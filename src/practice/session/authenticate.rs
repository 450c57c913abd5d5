//! STARTTLS, LOGIN and AUTHENTICATE (RFC 3501, section 6.2), and COMPRESS (RFC 4978), which changes
//! the connection as STARTTLS does.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::read_command::ReceivedLine;
use crate::practice::capability::Capability;
use crate::practice::mechanisms::ServerExchange;
use crate::practice::sasl_step::{Passwords, SaslStep};
use crate::practice::session_event::SessionEnd;
use crate::protocol::sasl;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::time::Duration;

/// The longest response to a challenge.
const MAX_RESPONSE: usize = 12 * 1024;

const PLAINTEXT_REFUSED: &str =
    "[PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.";

impl Passwords for super::StoreAccess {
    fn password(&self, user: &str) -> Option<String> {
        self.password(user)
    }
}

impl ServerSession {
    /// STARTTLS. Plaintext that follows the command ends the session.
    pub fn start_tls(&mut self, tag: &str) -> Outcome {
        if self.connection.has_tls() {
            return Err(CommandError::bad("TLS is already active"));
        }
        let offered = self.server.config.tls;
        let Some(Ok(certificate)) = offered.then(|| self.server.certificate()) else {
            return Err(CommandError::bad("This server does not support TLS"));
        };
        let config = certificate.tls_config.clone();
        let completion = OkResponse::Text("Begin TLS negotiation now.".to_owned());
        self.complete(tag, completion, Duration::ZERO)?;
        let deadline = self.deadline();
        if !self.connection.start_tls(config, deadline)? {
            return Err(SessionEnd::Rejected.into());
        }
        Ok(OkResponse::Sent)
    }

    /// COMPRESS DEFLATE.
    pub fn compress(&mut self, tag: &str, algorithm: &str) -> Outcome {
        if algorithm != "DEFLATE" {
            return Err(CommandError::no("DEFLATE is the only algorithm"));
        }
        if self.connection.has_deflate() {
            return Err(CommandError::no("[COMPRESSIONACTIVE] Compression is already active"));
        }
        let completion = OkResponse::Text("Begin compression.".to_owned());
        self.complete(tag, completion, Duration::ZERO)?;
        self.connection.start_deflate()?;
        Ok(OkResponse::Sent)
    }

    pub fn login(&mut self, user: &str, password: &str) -> Outcome {
        if !self.permits_plaintext() {
            return Err(CommandError::no(PLAINTEXT_REFUSED));
        }
        if self.store.password(user).as_deref() == Some(password) {
            self.log_in(user)
        } else {
            Err(self.login_failed())
        }
    }

    /// AUTHENTICATE, with all of its challenges and responses.
    pub fn authenticate(&mut self, mechanism: &str, initial_response: Option<Vec<u8>>) -> Outcome {
        if sasl::sends_plaintext(mechanism) && !self.permits_plaintext() {
            return Err(CommandError::no(PLAINTEXT_REFUSED));
        }
        let mut random = [0; 18];
        let provider = rustls::crypto::ring::default_provider();
        if provider.secure_random.fill(&mut random).is_err() {
            return Err(CommandError::no("[UNAVAILABLE] No random numbers"));
        }
        let exchange = ServerExchange::start(mechanism, random);
        let mut exchange = exchange
            .filter(|_| self.announces_mechanism(mechanism))
            .ok_or_else(|| CommandError::no("Unsupported authentication mechanism."))?;
        if initial_response.is_some() && mechanism == "CRAM-MD5" {
            return Err(CommandError::bad(
                "CRAM-MD5 has no initial response: the server sends the first challenge",
            ));
        }
        if initial_response.is_some() && !self.announced().permits(Capability::SaslIr) {
            return Err(CommandError::bad("Expected no initial response without SASL-IR"));
        }
        let mut response = match initial_response {
            Some(initial) if initial == b"=" => Vec::new(),
            Some(initial) => decode(&initial)?,
            None => self.challenge(&exchange.first_challenge())?,
        };
        loop {
            response = match exchange.step(&response, &self.store) {
                SaslStep::Authenticated(user) => return self.log_in(&user),
                SaslStep::Failed => return Err(self.login_failed()),
                SaslStep::Malformed(text) => return Err(CommandError::bad(text)),
                SaslStep::Challenge(challenge) => self.challenge(&challenge)?,
            };
        }
    }

    fn log_in(&mut self, user: &str) -> Outcome {
        let limits = &self.server.config.limits;
        if !self.server.sessions.log_in(self.id, user, limits) {
            let limit = limits.sessions_per_account;
            return Err(CommandError::no(format!(
                "[LIMIT] {limit} sessions are logged in to this account, which is the limit"
            )));
        }
        self.store.log_in(user);
        self.login_attempted = false;
        Ok(OkResponse::Text(format!("[CAPABILITY {}] Logged in", self.capabilities())))
    }

    fn login_failed(&mut self) -> CommandError {
        self.failed_logins += 1;
        CommandError::no("[AUTHENTICATIONFAILED] Authentication failed.")
    }

    /// Sends a challenge and reads the client's response to it.
    fn challenge(&mut self, challenge: &[u8]) -> Result<Vec<u8>, CommandError> {
        self.send_line(&format!("+ {}", BASE64.encode(challenge)))?;
        let line = self.read_line(MAX_RESPONSE)?;
        self.report_secret();
        match line {
            ReceivedLine::Complete(line) if line == b"*" => {
                Err(CommandError::bad("Authentication canceled by the client"))
            }
            ReceivedLine::Complete(line) => decode(&line),
            ReceivedLine::TooLong { .. } => Err(CommandError::bad(format!(
                "Expected a response of at most {MAX_RESPONSE} octets"
            ))),
        }
    }
}

fn decode(response: &[u8]) -> Result<Vec<u8>, CommandError> {
    BASE64.decode(response).map_err(|_| CommandError::bad("Expected a response in base64"))
}
