//! The server's side of the SASL mechanisms PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256 and XOAUTH2.
//!
//! A [`ServerExchange`] takes the client's responses one by one, already decoded from base64, and returns
//! the next [`SaslStep`]. It does no I/O.

use super::capability::Capability;
use super::sasl_step::{Passwords, SaslStep};
use super::scram::Scram;
use hmac::{Hmac, Mac};
use md5::Md5;

/// The capability that announces a mechanism.
pub fn capability(mechanism: &str) -> Option<Capability> {
    Some(match mechanism {
        "PLAIN" => Capability::AuthPlain,
        "LOGIN" => Capability::AuthLogin,
        "CRAM-MD5" => Capability::AuthCramMd5,
        "SCRAM-SHA-256" => Capability::AuthScramSha256,
        "XOAUTH2" => Capability::AuthXoauth2,
        _ => return None,
    })
}

/// A running authentication.
#[derive(Debug)]
pub enum ServerExchange {
    /// RFC 4616.
    Plain,
    /// The obsolete LOGIN, with the user name once it has been received.
    Login(Option<String>),
    /// RFC 2195, with the challenge.
    CramMd5(Vec<u8>),
    /// RFC 7677.
    Scram(Scram),
    /// Google's mechanism for OAuth 2.0 tokens.
    XOAuth2 {
        /// The error challenge has been sent. Authentication fails with the client's next response.
        refused: bool,
    },
}

impl ServerExchange {
    /// Starts an authentication, or returns `None` if the mechanism is unknown. `random` is for the
    /// server's nonce and must be unpredictable; 18 octets are 24 characters of base64.
    pub fn start(mechanism: &str, random: [u8; 18]) -> Option<ServerExchange> {
        Some(match mechanism {
            "PLAIN" => ServerExchange::Plain,
            "LOGIN" => ServerExchange::Login(None),
            "CRAM-MD5" => {
                let digits = random.map(|octet| format!("{octet:02x}"));
                ServerExchange::CramMd5(
                    format!("<{}@imapsh.invalid>", digits.concat()).into_bytes(),
                )
            }
            "SCRAM-SHA-256" => ServerExchange::Scram(Scram::new(random)),
            "XOAUTH2" => ServerExchange::XOAuth2 { refused: false },
            _ => return None,
        })
    }

    /// The server's first challenge.
    pub fn first_challenge(&self) -> Vec<u8> {
        match self {
            ServerExchange::CramMd5(challenge) => challenge.clone(),
            ServerExchange::Login(_) => b"Username:".to_vec(),
            _ => Vec::new(),
        }
    }

    /// Takes the client's next response.
    pub fn step(&mut self, response: &[u8], passwords: &dyn Passwords) -> SaslStep {
        match self {
            ServerExchange::Plain => plain(response, passwords),
            ServerExchange::Login(user) => match user.take() {
                None => {
                    *user = Some(String::from_utf8_lossy(response).into_owned());
                    SaslStep::Challenge(b"Password:".to_vec())
                }
                Some(name) => check_password(&name, response, passwords),
            },
            ServerExchange::CramMd5(challenge) => cram_md5(challenge, response, passwords),
            ServerExchange::Scram(scram) => scram.step(response, passwords),
            ServerExchange::XOAuth2 { refused } => xoauth2(refused, response, passwords),
        }
    }
}

fn check_password(user: &str, password: &[u8], passwords: &dyn Passwords) -> SaslStep {
    match passwords.password(user) {
        Some(expected) if expected.as_bytes() == password => {
            SaslStep::Authenticated(user.to_owned())
        }
        _ => SaslStep::Failed,
    }
}

fn plain(response: &[u8], passwords: &dyn Passwords) -> SaslStep {
    let fields: Vec<&[u8]> = response.split(|octet| *octet == 0).collect();
    let [authzid, user, password] = fields.as_slice() else {
        return SaslStep::Malformed("Expected authzid NUL user NUL password");
    };
    let Ok(user) = std::str::from_utf8(user) else {
        return SaslStep::Failed;
    };
    if !authzid.is_empty() && *authzid != user.as_bytes() {
        return SaslStep::Failed;
    }
    check_password(user, password, passwords)
}

fn cram_md5(challenge: &[u8], response: &[u8], passwords: &dyn Passwords) -> SaslStep {
    let response = String::from_utf8_lossy(response);
    let Some((user, digest)) = response.rsplit_once(' ') else {
        return SaslStep::Malformed("Expected the user name, a space and the digest");
    };
    let Some(password) = passwords.password(user) else {
        return SaslStep::Failed;
    };
    let Ok(mut mac) = Hmac::<Md5>::new_from_slice(password.as_bytes()) else {
        return SaslStep::Failed;
    };
    mac.update(challenge);
    let expected = format!("{:x}", mac.finalize().into_bytes());
    if expected.eq_ignore_ascii_case(digest) {
        SaslStep::Authenticated(user.to_owned())
    } else {
        SaslStep::Failed
    }
}

/// Accepts any well-formed token for a user that exists, except for `invalid`, with which users can
/// try a failing login. A failure is first reported in a challenge, and then with NO.
fn xoauth2(refused: &mut bool, response: &[u8], passwords: &dyn Passwords) -> SaslStep {
    if *refused {
        return SaslStep::Failed;
    }
    let mut refuse = |status| {
        *refused = true;
        SaslStep::Challenge(oauth_error(status))
    };
    let fields = response.strip_prefix(b"user=").and_then(|rest| rest.strip_suffix(b"\x01\x01"));
    let mut fields = fields.unwrap_or_default().splitn(2, |octet| *octet == 1);
    let (Some(user), Some(auth)) = (fields.next(), fields.next()) else {
        return refuse("invalid_request");
    };
    let token = match auth.split_at_checked(b"auth=Bearer ".len()) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case(b"auth=Bearer ") => token,
        _ => b"",
    };
    let is_token_char = |octet: &u8| octet.is_ascii_alphanumeric() || b"-._~+/=".contains(octet);
    let is_valid = !token.is_empty() && token.iter().all(is_token_char) && token != b"invalid";
    match std::str::from_utf8(user) {
        Ok(user) if is_valid && passwords.password(user).is_some() => {
            SaslStep::Authenticated(user.to_owned())
        }
        _ => refuse("invalid_token"),
    }
}

fn oauth_error(status: &str) -> Vec<u8> {
    format!(
        "{{\"status\":\"{status}\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example/\"}}"
    )
    .into_bytes()
}

#[cfg(test)]
#[path = "mechanisms_tests.rs"]
mod tests;
