//! The SASL mechanisms, the server's side: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-256, XOAUTH2.
//! Each step takes the client's octets, base64 already taken off, and says what comes next.

use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The mechanisms, in the order in which CAPABILITY names them.
pub const MECHANISMS: [&str; 5] = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "XOAUTH2"];

/// Whether a mechanism shows the password to whoever listens.
pub fn shows_password(mechanism: &str) -> bool {
    matches!(mechanism, "PLAIN" | "LOGIN" | "XOAUTH2")
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This goes to the client after `+`, in base64; then its answer is the next step's.
    Challenge(Vec<u8>),
    /// That user is logged in.
    Done(String),
    /// The login failed.
    Failed,
    /// What the client sent is not of the mechanism's form: why.
    Malformed(&'static str),
}

/// The passwords, by user.
pub trait Passwords {
    /// A user's password.
    fn password(&self, user: &str) -> Option<String>;
}

impl Passwords for HashMap<String, String> {
    fn password(&self, user: &str) -> Option<String> {
        self.get(user).cloned()
    }
}

/// An authentication that runs.
#[derive(Debug)]
pub enum Exchange {
    /// RFC 4616
    Plain,
    /// The old LOGIN: the user, once it has come.
    Login(Option<String>),
    /// RFC 2195: the challenge.
    CramMd5(Vec<u8>),
    /// RFC 7677
    Scram(Scram),
    /// The error challenge has been sent: whatever comes, it fails.
    XOAuth2 {
        /// The error challenge has gone out.
        refused: bool,
    },
}

impl Exchange {
    /// Starts one. `random` are 18 octets that nobody can guess. None: there is no such mechanism.
    pub fn start(mechanism: &str, random: [u8; 18]) -> Option<Exchange> {
        Some(match mechanism {
            "PLAIN" => Exchange::Plain,
            "LOGIN" => Exchange::Login(None),
            "CRAM-MD5" => {
                let words: Vec<String> =
                    random.iter().map(|octet| format!("{octet:02x}")).collect();
                Exchange::CramMd5(format!("<{}@imapsh.invalid>", words.concat()).into_bytes())
            }
            "SCRAM-SHA-256" => Exchange::Scram(Scram::Start { random }),
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

    /// The client's next octets.
    pub fn step(&mut self, octets: &[u8], passwords: &dyn Passwords) -> Step {
        match self {
            Exchange::Plain => plain(octets, passwords),
            Exchange::Login(user) => match user.take() {
                None => {
                    *user = Some(String::from_utf8_lossy(octets).into_owned());
                    Step::Challenge(b"Password:".to_vec())
                }
                Some(name) => check(&name, octets, passwords),
            },
            Exchange::CramMd5(challenge) => cram_md5(challenge, octets, passwords),
            Exchange::Scram(scram) => scram.step(octets, passwords),
            Exchange::XOAuth2 { refused } => xoauth2(refused, octets, passwords),
        }
    }
}

fn check(user: &str, password: &[u8], passwords: &dyn Passwords) -> Step {
    match passwords.password(user) {
        Some(right) if right.as_bytes() == password => Step::Done(user.to_owned()),
        _ => Step::Failed,
    }
}

fn plain(octets: &[u8], passwords: &dyn Passwords) -> Step {
    let fields: Vec<&[u8]> = octets.split(|octet| *octet == 0).collect();
    let [authorize, user, password] = fields.as_slice() else {
        return Step::Malformed("PLAIN's answer is authzid NUL user NUL password");
    };
    let Ok(user) = std::str::from_utf8(user) else {
        return Step::Failed;
    };
    if !authorize.is_empty() && *authorize != user.as_bytes() {
        return Step::Failed;
    }
    check(user, password, passwords)
}

fn cram_md5(challenge: &[u8], octets: &[u8], passwords: &dyn Passwords) -> Step {
    let answer = String::from_utf8_lossy(octets);
    let Some((user, digest)) = answer.rsplit_once(' ') else {
        return Step::Malformed("CRAM-MD5's answer is the user, a blank and the digest");
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
    let nibble = |octet: &u8| char::from(*octet).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(nibble(high)? << 4 | nibble(low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

/// Any token of the documented form logs a known user in, but for an empty one and `invalid`.
fn xoauth2(refused: &mut bool, octets: &[u8], passwords: &dyn Passwords) -> Step {
    if *refused {
        return Step::Failed;
    }
    let form = octets
        .strip_prefix(b"user=")
        .and_then(|rest| rest.strip_suffix(b"\x01\x01"));
    let mut fields = form.unwrap_or_default().splitn(2, |octet| *octet == 1);
    let (Some(user), Some(auth)) = (fields.next(), fields.next()) else {
        *refused = true;
        return Step::Challenge(oauth_error("invalid_request"));
    };
    let bearer = auth
        .get(..12)
        .filter(|word| word.eq_ignore_ascii_case(b"auth=Bearer "));
    let token = bearer.and_then(|_| auth.get(12..)).unwrap_or_default();
    let is_token = |octet: &u8| octet.is_ascii_alphanumeric() || b"-._~+/=".contains(octet);
    let good = !token.is_empty() && token.iter().all(is_token) && token != b"invalid";
    match std::str::from_utf8(user) {
        Ok(user) if good && passwords.password(user).is_some() => Step::Done(user.to_owned()),
        _ => {
            *refused = true;
            Step::Challenge(oauth_error("invalid_token"))
        }
    }
}

fn oauth_error(status: &str) -> Vec<u8> {
    format!(
        "{{\"status\":\"{status}\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example/\"}}"
    )
    .into_bytes()
}

const ITERATIONS: u32 = 4096;

/// SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding.
#[derive(Debug)]
pub enum Scram {
    /// The client's first message is due.
    Start {
        /// For the nonce and the salt.
        random: [u8; 18],
    },
    /// Its proof is due.
    Proof {
        /// Who wants to log in.
        user: String,
        /// The client's nonce and ours.
        nonce: String,
        /// The GS2 header, to be repeated.
        header: String,
        /// `client-first-bare,server-first`.
        so_far: String,
        /// The salt.
        salt: Vec<u8>,
    },
    /// The server's signature has gone out; an empty answer ends it.
    Signed(String),
}

impl Scram {
    fn step(&mut self, octets: &[u8], passwords: &dyn Passwords) -> Step {
        let Ok(message) = std::str::from_utf8(octets) else {
            return Step::Malformed("SCRAM's messages are UTF-8");
        };
        match self {
            Scram::Start { random } => {
                let random = *random;
                self.first(message, random)
            }
            Scram::Proof {
                user,
                nonce,
                header,
                so_far,
                salt,
            } => {
                let password = passwords.password(user);
                let step = prove(message, nonce, header, so_far, salt, password.as_deref());
                match step {
                    Ok(signature) => {
                        *self = Scram::Signed(std::mem::take(user));
                        Step::Challenge(signature)
                    }
                    Err(step) => step,
                }
            }
            Scram::Signed(user) => match message {
                "" => Step::Done(std::mem::take(user)),
                _ => Step::Malformed("SCRAM ends with an empty answer"),
            },
        }
    }

    fn first(&mut self, message: &str, random: [u8; 18]) -> Step {
        let form = "SCRAM begins with n,,n=user,r=nonce";
        let mut parts = message.splitn(3, ',');
        let (Some(binding), Some(authorize), Some(bare)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Step::Malformed(form);
        };
        if binding.starts_with("p=") {
            return Step::Malformed("SCRAM without channel binding: begin with n,,");
        }
        if !matches!(binding, "n" | "y") {
            return Step::Malformed(form);
        }
        let mut fields = bare.split(',');
        let user = fields
            .next()
            .and_then(|field| field.strip_prefix("n="))
            .and_then(unescape);
        let theirs = fields.next().and_then(|field| field.strip_prefix("r="));
        let (Some(user), Some(theirs)) = (user, theirs) else {
            return Step::Malformed(form);
        };
        if theirs.is_empty() || theirs.len() > 512 {
            return Step::Malformed(form);
        }
        let wanted = authorize.strip_prefix("a=").and_then(unescape);
        if !authorize.is_empty() && wanted.as_ref() != Some(&user) {
            return Step::Failed;
        }
        let nonce = format!("{theirs}{}", encode(&random));
        let salt = Sha256::digest([random.as_slice(), user.as_bytes()].concat())[..16].to_vec();
        let server_first = format!("r={nonce},s={},i={ITERATIONS}", encode(&salt));
        let header = format!("{binding},{authorize},");
        let so_far = format!("{bare},{server_first}");
        *self = Scram::Proof {
            user,
            nonce,
            header,
            so_far,
            salt,
        };
        Step::Challenge(server_first.into_bytes())
    }
}

/// Checks the client's proof and gives the server's signature.
fn prove(
    message: &str,
    nonce: &str,
    header: &str,
    so_far: &str,
    salt: &[u8],
    password: Option<&str>,
) -> Result<Vec<u8>, Step> {
    let form = Step::Malformed("SCRAM goes on with c=header,r=nonce,p=proof");
    let Some((without_proof, proof)) = message.rsplit_once(",p=") else {
        return Err(form);
    };
    let mut fields = without_proof.split(',');
    let bound = fields
        .next()
        .and_then(|field| field.strip_prefix("c="))
        .and_then(decode);
    let theirs = fields.next().and_then(|field| field.strip_prefix("r="));
    let (Some(bound), Some(theirs), Some(proof)) = (bound, theirs, decode(proof)) else {
        return Err(form);
    };
    if bound != header.as_bytes() || theirs != nonce {
        return Err(Step::Failed);
    }
    let mut salted = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(
        password.unwrap_or("").as_bytes(),
        salt,
        ITERATIONS,
        &mut salted,
    );
    let text = format!("{so_far},{without_proof}");
    let client_key = hmac_sha256(&salted, b"Client Key");
    let signature = hmac_sha256(&Sha256::digest(&client_key), text.as_bytes());
    let right: Vec<u8> = client_key
        .iter()
        .zip(&signature)
        .map(|(key, mask)| key ^ mask)
        .collect();
    if password.is_none() || right != proof {
        return Err(Step::Failed);
    }
    let server_key = hmac_sha256(&salted, b"Server Key");
    let signature = hmac_sha256(&server_key, text.as_bytes());
    Ok(format!("v={}", encode(&signature)).into_bytes())
}

fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length; the empty answer of a refusal proves nothing.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

fn unescape(name: &str) -> Option<String> {
    let mut pieces = name.split('=');
    let mut whole = pieces.next()?.to_owned();
    for piece in pieces {
        if let Some(rest) = piece.strip_prefix("2C") {
            whole.push(',');
            whole.push_str(rest);
        } else {
            whole.push('=');
            whole.push_str(piece.strip_prefix("3D")?);
        }
    }
    Some(whole)
}

fn encode(octets: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(octets)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

#[cfg(test)]
#[path = "sasl_tests.rs"]
mod tests;
