//! Before login: STARTTLS, LOGIN, AUTHENTICATE; and COMPRESS, which changes the wire as STARTTLS does.

use super::Session;
use super::answer::Answer;
use super::input::Line;
use crate::practice::sasl::{self, Exchange, Passwords, Step};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::Store;
use std::time::Duration;

/// The longest answer to `+`.
const ANSWER: usize = 12 * 1024;

const NO_PRIVACY: &str =
    "[PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.";
const WRONG: &str = "[AUTHENTICATIONFAILED] Authentication failed.";

struct Accounts<'a>(&'a Store);

impl Passwords for Accounts<'_> {
    fn password(&self, user: &str) -> Option<String> {
        self.0
            .lock()
            .account(user)
            .map(|account| account.password().to_owned())
    }
}

impl Session {
    /// STARTTLS. What comes in the clear after it ends the session.
    pub fn start_tls(&mut self, tag: &str) -> Result<Answer, SessionEnd> {
        if self.wire.has_tls() {
            return Ok(Answer::Bad("TLS is on already".to_owned()));
        }
        let Ok(config) = self.state.tls().map(|tls| tls.config.clone()) else {
            return Ok(Answer::Bad("This server has no TLS".to_owned()));
        };
        let answer = Answer::Ok("Begin TLS negotiation now.".to_owned());
        self.complete(tag, answer, Duration::ZERO)?;
        let deadline = self.deadline();
        if !self.wire.start_tls(config, deadline)? {
            return Err(SessionEnd::Rejected);
        }
        Ok(Answer::Said)
    }

    /// COMPRESS DEFLATE (RFC 4978).
    pub fn compress(&mut self, tag: &str, algorithm: &str) -> Result<Answer, SessionEnd> {
        if algorithm != "DEFLATE" {
            return Ok(Answer::No("Only DEFLATE is known".to_owned()));
        }
        if self.wire.has_deflate() {
            return Ok(Answer::No(
                "[COMPRESSIONACTIVE] COMPRESSION is already active".to_owned(),
            ));
        }
        self.complete(
            tag,
            Answer::Ok("Begin compression.".to_owned()),
            Duration::ZERO,
        )?;
        self.wire.start_deflate()?;
        Ok(Answer::Said)
    }

    /// LOGIN.
    pub fn login(&mut self, user: &str, password: &str) -> Answer {
        if !self.may_show_password() {
            return Answer::No(NO_PRIVACY.to_owned());
        }
        let right = Accounts(&self.state.store).password(user);
        if right.as_deref() == Some(password) {
            self.welcome(user)
        } else {
            self.turned_down()
        }
    }

    fn welcome(&mut self, user: &str) -> Answer {
        self.user = Some(user.to_owned());
        self.state.sessions.logged_in(self.id);
        Answer::Ok(format!("[CAPABILITY {}] Logged in", self.capabilities()))
    }

    fn turned_down(&mut self) -> Answer {
        self.failures += 1;
        Answer::No(WRONG.to_owned())
    }

    /// AUTHENTICATE, its whole exchange.
    pub fn authenticate(
        &mut self,
        mechanism: &str,
        initial: Option<Vec<u8>>,
    ) -> Result<Answer, SessionEnd> {
        if sasl::shows_password(mechanism) && !self.may_show_password() {
            return Ok(Answer::No(NO_PRIVACY.to_owned()));
        }
        let mut random = [0; 18];
        let provider = rustls::crypto::ring::default_provider();
        if provider.secure_random.fill(&mut random).is_err() {
            return Ok(Answer::No("[UNAVAILABLE] No random numbers".to_owned()));
        }
        let Some(mut exchange) = Exchange::start(mechanism, random) else {
            return Ok(Answer::No(
                "Unsupported authentication mechanism.".to_owned(),
            ));
        };
        if initial.is_some() && mechanism == "CRAM-MD5" {
            return Ok(Answer::Bad(
                "CRAM-MD5 has no initial response: the server speaks first".to_owned(),
            ));
        }
        let mut answer = match initial {
            Some(initial) if initial == b"=" => b"".to_vec(),
            Some(initial) => initial,
            None => match self.ask(&exchange.first_challenge())? {
                Some(answer) => answer,
                None => return Ok(cancelled()),
            },
        };
        loop {
            let Some(octets) = from_base64(&answer) else {
                return Ok(Answer::Bad("Expected base64 as the answer to +".to_owned()));
            };
            let challenge = match exchange.step(&octets, &Accounts(&self.state.store)) {
                Step::Done(user) => return Ok(self.welcome(&user)),
                Step::Failed => return Ok(self.turned_down()),
                Step::Malformed(why) => return Ok(Answer::Bad(why.to_owned())),
                Step::Challenge(challenge) => challenge,
            };
            answer = match self.ask(&challenge)? {
                Some(answer) => answer,
                None => return Ok(cancelled()),
            };
        }
    }

    /// Sends a challenge and reads its answer; None: the client cancels.
    fn ask(&mut self, challenge: &[u8]) -> Result<Option<Vec<u8>>, SessionEnd> {
        use base64::Engine as _;
        let challenge = base64::engine::general_purpose::STANDARD.encode(challenge);
        self.line(&format!("+ {challenge}"))?;
        let line = match self.read_line(ANSWER)? {
            Line::Whole(line) => line,
            Line::TooLong { .. } => b"?".to_vec(),
        };
        self.emit_secret();
        Ok(if line == b"*" { None } else { Some(line) })
    }
}

fn cancelled() -> Answer {
    Answer::Bad("Authentication cancelled by the client".to_owned())
}

fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}
