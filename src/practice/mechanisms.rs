//! The server's side of the SASL mechanisms PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256 and XOAUTH2.
//!
//! An [`Exchange`] takes the client's responses one by one, already decoded from base64, and returns
//! what to do next. It does no I/O.

use super::scram::Scram;
use hmac::{Hmac, Mac};
use md5::Md5;

/// The mechanisms, in the order in which CAPABILITY lists them.
pub const NAMES: [&str; 5] = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "XOAUTH2"];

/// Whether a mechanism sends the password or the token in plaintext.
pub fn is_plaintext(mechanism: &str) -> bool {
    matches!(mechanism, "PLAIN" | "LOGIN" | "XOAUTH2")
}

/// What follows a client's response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The server sends this challenge. The client's response to it is the next one.
    Challenge(Vec<u8>),
    /// This user has authenticated.
    Done(String),
    /// Authentication failed.
    Failed,
    /// The response does not have the mechanism's form: what was expected.
    Malformed(&'static str),
}

/// Looks up passwords.
pub trait Passwords {
    /// The password of a user, if there is such a user.
    fn password(&self, user: &str) -> Option<String>;
}

/// A running authentication.
#[derive(Debug)]
pub enum Exchange {
    /// RFC 4616.
    Plain,
    /// The obsolete LOGIN: the user name, once it has been received.
    Login(Option<String>),
    /// RFC 2195: the challenge.
    CramMd5(Vec<u8>),
    /// RFC 7677.
    Scram(Scram),
    XOAuth2 {
        /// The error challenge has been sent. Whatever the client responds, authentication fails.
        refused: bool,
    },
}

impl Exchange {
    /// Starts an authentication. `random` must be unpredictable. None: there is no such mechanism.
    pub fn start(mechanism: &str, random: [u8; 18]) -> Option<Exchange> {
        Some(match mechanism {
            "PLAIN" => Exchange::Plain,
            "LOGIN" => Exchange::Login(None),
            "CRAM-MD5" => {
                let digits = random.map(|octet| format!("{octet:02x}"));
                Exchange::CramMd5(format!("<{}@imapsh.invalid>", digits.concat()).into_bytes())
            }
            "SCRAM-SHA-256" => Exchange::Scram(Scram::new(random)),
            "XOAUTH2" => Exchange::XOAuth2 { refused: false },
            _ => return None,
        })
    }

    /// The server's first challenge.
    pub fn first_challenge(&self) -> Vec<u8> {
        match self {
            Exchange::CramMd5(challenge) => challenge.clone(),
            Exchange::Login(_) => b"Username:".to_vec(),
            _ => Vec::new(),
        }
    }

    /// Takes the client's next response.
    pub fn step(&mut self, response: &[u8], passwords: &dyn Passwords) -> Step {
        match self {
            Exchange::Plain => plain(response, passwords),
            Exchange::Login(user) => match user.take() {
                None => {
                    *user = Some(String::from_utf8_lossy(response).into_owned());
                    Step::Challenge(b"Password:".to_vec())
                }
                Some(name) => check(&name, response, passwords),
            },
            Exchange::CramMd5(challenge) => cram_md5(challenge, response, passwords),
            Exchange::Scram(scram) => scram.step(response, passwords),
            Exchange::XOAuth2 { refused } => xoauth2(refused, response, passwords),
        }
    }
}

fn check(user: &str, password: &[u8], passwords: &dyn Passwords) -> Step {
    match passwords.password(user) {
        Some(expected) if expected.as_bytes() == password => Step::Done(user.to_owned()),
        _ => Step::Failed,
    }
}

fn plain(response: &[u8], passwords: &dyn Passwords) -> Step {
    let fields: Vec<&[u8]> = response.split(|octet| *octet == 0).collect();
    let [authzid, user, password] = fields.as_slice() else {
        return Step::Malformed("Expected authzid NUL user NUL password");
    };
    let Ok(user) = std::str::from_utf8(user) else {
        return Step::Failed;
    };
    if !authzid.is_empty() && *authzid != user.as_bytes() {
        return Step::Failed;
    }
    check(user, password, passwords)
}

fn cram_md5(challenge: &[u8], response: &[u8], passwords: &dyn Passwords) -> Step {
    let response = String::from_utf8_lossy(response);
    let Some((user, digest)) = response.rsplit_once(' ') else {
        return Step::Malformed("Expected the user name, a space and the digest");
    };
    let Some(password) = passwords.password(user) else {
        return Step::Failed;
    };
    let Ok(mut mac) = Hmac::<Md5>::new_from_slice(password.as_bytes()) else {
        return Step::Failed;
    };
    mac.update(challenge);
    match from_hex(digest) {
        Some(digest) if mac.verify_slice(&digest).is_ok() => Step::Done(user.to_owned()),
        _ => Step::Failed,
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    let octet = |digits: &[u8]| match digits {
        [high, low] => u8::try_from(value(high)? << 4 | value(low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(octet).collect()
}

/// Accepts any token for a user that exists, except for an empty one and `invalid`.
fn xoauth2(refused: &mut bool, response: &[u8], passwords: &dyn Passwords) -> Step {
    if *refused {
        return Step::Failed;
    }
    let mut refuse = |status| {
        *refused = true;
        Step::Challenge(oauth_error(status))
    };
    let fields = response
        .strip_prefix(b"user=")
        .and_then(|rest| rest.strip_suffix(b"\x01\x01"));
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
        Ok(user) if is_valid && passwords.password(user).is_some() => Step::Done(user.to_owned()),
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
