//! The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding.
//!
//! ```text
//! C: n,,n=user,r=CLIENTNONCE                                client-first-message
//! S: r=CLIENTNONCESERVERNONCE,s=SALT,i=4096                 server-first-message
//! C: c=biws,r=CLIENTNONCESERVERNONCE,p=PROOF                client-final-message
//! S: v=SIGNATURE                                            server-final-message
//! C: (empty)
//! ```

use super::sasl_step::{Passwords, SaslStep};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

const ITERATIONS: u32 = 4096;
const MAX_CLIENT_NONCE: usize = 512;

/// The state of an authentication, named by the message that the server expects next.
#[derive(Debug)]
pub enum Scram {
    /// The client-first-message. The octets are for the nonce and the salt.
    ClientFirst([u8; 18]),
    /// The client-final-message.
    ClientFinal(ClientFinalCheck),
    /// The empty response to the server-final-message. This user has proved to know the password.
    EmptyResponse(String),
}

/// What the server needs to check the client-final-message.
#[derive(Debug)]
pub struct ClientFinalCheck {
    user: String,
    /// The client's nonce and then the server's.
    nonce: String,
    /// The GS2 header of the client-first-message, which the client repeats.
    gs2_header: String,
    /// The start of the AuthMessage: client-first-message-bare, a comma, and server-first-message.
    auth_message: String,
    salt: Vec<u8>,
}

impl Scram {
    pub fn new(random: [u8; 18]) -> Scram {
        Scram::ClientFirst(random)
    }

    /// Takes the client's next message.
    pub fn step(&mut self, message: &[u8], passwords: &dyn Passwords) -> SaslStep {
        let Ok(message) = std::str::from_utf8(message) else {
            return SaslStep::Malformed("Expected a SCRAM message in UTF-8");
        };
        match self {
            Scram::ClientFirst(random) => match server_first(message, random) {
                Ok((challenge, server_first)) => {
                    *self = Scram::ClientFinal(challenge);
                    SaslStep::Challenge(server_first.into_bytes())
                }
                Err(step) => step,
            },
            Scram::ClientFinal(challenge) => {
                let password = passwords.password(&challenge.user);
                match server_final(message, challenge, password.as_deref()) {
                    Ok(server_final) => {
                        *self = Scram::EmptyResponse(std::mem::take(&mut challenge.user));
                        SaslStep::Challenge(server_final)
                    }
                    Err(step) => step,
                }
            }
            Scram::EmptyResponse(user) if message.is_empty() => {
                SaslStep::Authenticated(std::mem::take(user))
            }
            Scram::EmptyResponse(_) => {
                SaslStep::Malformed("Expected an empty response to end SCRAM")
            }
        }
    }
}

/// Answers the client-first-message with the server-first-message, which is returned together with
/// what to check the client-final-message against.
fn server_first(message: &str, random: &[u8; 18]) -> Result<(ClientFinalCheck, String), SaslStep> {
    let malformed = SaslStep::Malformed("Expected n,,n=user,r=nonce");
    let mut parts = message.splitn(3, ',');
    let (Some(binding), Some(authzid), Some(bare)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(malformed);
    };
    if binding.starts_with("p=") {
        let text = "Expected SCRAM without channel binding, which starts with n,,";
        return Err(SaslStep::Malformed(text));
    }
    let mut attributes = bare.split(',');
    let user = attribute(attributes.next(), "n=").and_then(unescape);
    let client_nonce = attribute(attributes.next(), "r=").filter(|nonce| !nonce.is_empty());
    let (Some(user), Some(client_nonce)) = (user, client_nonce) else {
        return Err(malformed);
    };
    if !matches!(binding, "n" | "y") || client_nonce.len() > MAX_CLIENT_NONCE {
        return Err(malformed);
    }
    let acts_as = attribute(Some(authzid), "a=").and_then(unescape);
    if !authzid.is_empty() && acts_as.as_ref() != Some(&user) {
        return Err(SaslStep::Failed);
    }
    let nonce = format!("{client_nonce}{}", BASE64.encode(random));
    // The store has the password itself, not a hash of it, so each exchange can have its own salt.
    let salt = Sha256::digest([random, user.as_bytes()].concat())[..16].to_vec();
    let server_first = format!("r={nonce},s={},i={ITERATIONS}", BASE64.encode(&salt));
    let challenge = ClientFinalCheck {
        user,
        nonce,
        gs2_header: format!("{binding},{authzid},"),
        auth_message: format!("{bare},{server_first}"),
        salt,
    };
    Ok((challenge, server_first))
}

/// Checks the client-final-message and answers it with the server-final-message. `password` is
/// `None` if the user does not exist.
fn server_final(
    message: &str,
    challenge: &ClientFinalCheck,
    password: Option<&str>,
) -> Result<Vec<u8>, SaslStep> {
    let malformed = SaslStep::Malformed("Expected c=header,r=nonce,p=proof");
    let Some((without_proof, proof)) = message.rsplit_once(",p=") else {
        return Err(malformed);
    };
    let mut attributes = without_proof.split(',');
    let header = attribute(attributes.next(), "c=").and_then(decode);
    let nonce = attribute(attributes.next(), "r=");
    let (Some(header), Some(nonce), Some(proof)) = (header, nonce, decode(proof)) else {
        return Err(malformed);
    };
    if header != challenge.gs2_header.as_bytes() || nonce != challenge.nonce {
        return Err(SaslStep::Failed);
    }
    // The password of an unknown user is hashed too, so that the time does not show whether a user
    // exists.
    let mut salted_password = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(
        password.unwrap_or_default().as_bytes(),
        &challenge.salt,
        ITERATIONS,
        &mut salted_password,
    );
    let auth_message = format!("{},{without_proof}", challenge.auth_message);
    let client_key = hmac_sha256(&salted_password, b"Client Key");
    let signature = hmac_sha256(&Sha256::digest(&client_key), auth_message.as_bytes());
    let expected: Vec<u8> =
        client_key.iter().zip(&signature).map(|(key, mask)| key ^ mask).collect();
    if password.is_none() || expected != proof {
        return Err(SaslStep::Failed);
    }
    let server_key = hmac_sha256(&salted_password, b"Server Key");
    let signature = hmac_sha256(&server_key, auth_message.as_bytes());
    Ok(format!("v={}", BASE64.encode(signature)).into_bytes())
}

fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    // A key of any length is valid, so this never fails.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

/// The value of an attribute such as `r=NONCE`, if the field is the one with this name.
fn attribute<'a>(field: Option<&'a str>, name: &str) -> Option<&'a str> {
    field?.strip_prefix(name)
}

/// Decodes a saslname, in which a comma is written as `=2C` and an equals sign as `=3D`.
fn unescape(name: &str) -> Option<String> {
    let mut pieces = name.split('=');
    let mut unescaped = pieces.next()?.to_owned();
    for piece in pieces {
        if let Some(rest) = piece.strip_prefix("2C") {
            unescaped.push(',');
            unescaped.push_str(rest);
        } else {
            unescaped.push('=');
            unescaped.push_str(piece.strip_prefix("3D")?);
        }
    }
    Some(unescaped)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7677_succeeds() {
        let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
        let challenge = ClientFinalCheck {
            user: "user".to_owned(),
            nonce: nonce.to_owned(),
            gs2_header: "n,,".to_owned(),
            auth_message: format!("n=user,r=rOprNGfwEbeRWgbNEkqO,r={nonce},s={salt},i=4096"),
            salt: decode(salt).unwrap(),
        };
        let message = format!("c=biws,r={nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        let server_final = |password| server_final(&message, &challenge, password);
        assert_eq!(
            server_final(Some("pencil")),
            Ok(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=".to_vec())
        );
        assert_eq!(server_final(Some("pencils")), Err(SaslStep::Failed));
        assert_eq!(server_final(None), Err(SaslStep::Failed));
    }

    #[test]
    fn user_names_may_contain_commas_and_equals_signs() {
        assert_eq!(unescape("a=2Cb=3Dc"), Some("a,b=c".into()));
        assert_eq!(unescape("a=b"), None);
        let (challenge, server_first) = server_first("n,,n=a=2Cb=3Dc,r=xyz", &[7; 18]).unwrap();
        assert_eq!(challenge.user, "a,b=c");
        assert!(server_first.starts_with("r=xyz"));
    }
}
