//! The SASL mechanisms: the responses of those that need only a user name and a password, PLAIN (RFC
//! 4616) and LOGIN, of which the value of `${sasl}` is one; and the form of any mechanism's exchange.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The longest challenge that is decoded, in octets.
const MAX_CHALLENGE: usize = 1024;

/// Whether an octet may be part of a text in base64.
pub fn is_base64(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"+/=".contains(&octet)
}

/// Whether the line is an answer with a secret, in base64: that of PLAIN, in which two NULs separate the names
/// and the password, or that of XOAUTH2 or OAUTHBEARER (RFC 7628, section 3.1), with an access token.
pub fn is_answer_with_secret(line: &str) -> bool {
    let line = line.trim();
    line.bytes().all(is_base64)
        && STANDARD.decode(line).is_ok_and(|decoded| {
            decoded.iter().filter(|octet| **octet == 0).count() == 2
                || memchr::memmem::find(&decoded, b"\x01auth=").is_some()
        })
}

/// The secret in an answer of a client, decoded: the password of PLAIN, or the token of XOAUTH2 and OAUTHBEARER.
/// Of an answer of another form, all of it: LOGIN's second one is the password.
pub fn decoded_secret(answer: &str) -> Option<String> {
    let text = String::from_utf8(STANDARD.decode(answer).ok()?).ok()?;
    let token = || text.split('\x01').find_map(|it| it.strip_prefix("auth="));
    let secret = match text.rsplit_once('\0') {
        Some((_, password)) => password,
        None => token().map_or(&*text, |value| value.rsplit(' ').next().unwrap_or(value)),
    };
    Some(secret.to_owned())
}

/// The response, in base64, to the challenge with this number, from 0. `None`: the mechanism needs more
/// than user and password.
pub fn response(mechanism: &str, challenge: usize, user: &str, password: &str) -> Option<String> {
    let text = match (mechanism.to_ascii_uppercase().as_str(), challenge) {
        ("PLAIN", 0) => format!("\0{user}\0{password}"),
        ("LOGIN", 0) => user.to_owned(),
        ("LOGIN", 1) => password.to_owned(),
        _ => return None,
    };
    Some(STANDARD.encode(text))
}

/// The user name in the client's response to this challenge, for mechanisms that contain it.
pub fn user(mechanism: &str, challenge: usize, response: &str) -> Option<String> {
    let text = String::from_utf8(STANDARD.decode(response).ok()?).ok()?;
    let after = |name: &str, separator: char| {
        text.split(separator).find_map(|part| part.strip_prefix(name)).map(str::to_owned)
    };
    match (mechanism.to_ascii_uppercase().as_str(), challenge) {
        // authzid NUL authcid NUL passwd (RFC 4616, section 2): an administrator may log in as another user.
        ("PLAIN", 0) => {
            // Text in another form may be a password alone.
            let [on_behalf, user, _] =
                <[&str; 3]>::try_from(text.split('\0').collect::<Vec<_>>()).ok()?;
            Some(if on_behalf.is_empty() { user } else { on_behalf }.to_owned())
        }
        ("LOGIN", 0) => Some(text),
        // The user and the digest (RFC 2195, section 2).
        ("CRAM-MD5", 0) => {
            let (user, digest) = text.rsplit_once(' ')?;
            digest.bytes().all(|octet| octet.is_ascii_hexdigit()).then(|| user.to_owned())
        }
        ("XOAUTH2", 0) => after("user=", '\u{1}'),
        // `n,a=user,` (RFC 5801, section 4)
        ("OAUTHBEARER", 0) => after("a=", ',').map(|name| unescaped(&name)),
        // `n,,n=user,r=nonce`, or `n,a=other,n=user,r=nonce` (RFC 5802, section 5.1)
        (scram, 0) if scram.starts_with("SCRAM-") => {
            after("a=", ',').or_else(|| after("n=", ',')).map(|name| unescaped(&name))
        }
        _ => None,
    }
}

/// A name in which `,` and `=` are escaped (RFC 5802, section 5.1).
fn unescaped(name: &str) -> String {
    name.replace("=2C", ",").replace("=3D", "=")
}

/// Whether [`response`] knows the mechanism.
pub fn can_respond(mechanism: &str) -> bool {
    response(mechanism, 0, "", "").is_some()
}

/// What a mechanism needs besides a user name and a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// An access token in place of the password (RFC 7628).
    Token,
    /// The server's challenge.
    Challenge,
}

/// What this mechanism needs besides user and password, if it is known.
pub fn needs(mechanism: &str) -> Option<Needs> {
    match mechanism.to_ascii_uppercase().as_str() {
        "OAUTHBEARER" | "XOAUTH2" | "XOAUTH" => Some(Needs::Token),
        "CRAM-MD5" | "DIGEST-MD5" | "NTLM" | "GSSAPI" => Some(Needs::Challenge),
        scram if scram.starts_with("SCRAM-") => Some(Needs::Challenge),
        _ => None,
    }
}

/// The most responses that the server asks for in this mechanism.
pub fn most_responses(mechanism: &str) -> u32 {
    match mechanism.to_ascii_uppercase().as_str() {
        "XOAUTH2" | "OAUTHBEARER" | "LOGIN" | "DIGEST-MD5" | "NTLM" => 2,
        name if has_one_response(name) => 1,
        scram if scram.starts_with("SCRAM-") => 3,
        _ => 8,
    }
}

/// Whether only one response of this mechanism has text.
pub fn has_one_response(mechanism: &str) -> bool {
    const NAMES: [&str; 6] =
        ["PLAIN", "CRAM-MD5", "EXTERNAL", "ANONYMOUS", "XOAUTH2", "OAUTHBEARER"];
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(mechanism))
}

/// Whether each response of this mechanism has text.
pub fn has_no_empty_response(mechanism: &str) -> bool {
    ["PLAIN", "LOGIN", "CRAM-MD5"].iter().any(|name| name.eq_ignore_ascii_case(mechanism))
}

/// Whether this mechanism sends the password or the token in plaintext.
pub fn sends_plaintext(mechanism: &str) -> bool {
    let names = ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"];
    names.iter().any(|name| name.eq_ignore_ascii_case(mechanism))
}

/// The decoded text of a challenge, if it is printable: `VXNlcm5hbWU6` is `Username:`.
pub fn printable_challenge(challenge: &[u8]) -> Option<String> {
    let base64 = challenge.trim_ascii();
    if base64.is_empty() || base64.len() > MAX_CHALLENGE {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(base64).ok()?).ok()?;
    (!text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn challenges_that_are_printable() {
        use super::printable_challenge;
        assert_eq!(printable_challenge(b" VXNlcm5hbWU6").as_deref(), Some("Username:"));
        assert_eq!(printable_challenge(b" "), None);
        assert_eq!(printable_challenge(b" idling"), None);
        assert_eq!(printable_challenge(b" AAEC"), None);
        assert_eq!(printable_challenge(&[b'A'; 2000]), None);
    }

    #[test]
    fn the_user_in_a_response_is_found() {
        use super::{Engine, STANDARD, user};
        for (mechanism, response, found) in [
            ("plain", "\0taro\0x", Some("taro")),
            ("plain", "taro\0admin\0x", Some("taro")),
            ("scram-sha-1", "n,a=taro,n=admin,r=abc", Some("taro")),
            ("login", "taro", Some("taro")),
            ("cram-md5", "taro no 0123abc", Some("taro no")),
            ("scram-sha-256", "n,,n=ta=2Cro,r=abc", Some("ta,ro")),
            ("xoauth2", "user=taro\u{1}auth=Bearer x\u{1}\u{1}", Some("taro")),
            ("oauthbearer", "n,a=taro,\u{1}auth=Bearer x\u{1}\u{1}", Some("taro")),
            ("external", "taro", None),
            ("plain", "hunter2", None),
            ("plain", "taro hunter2", None),
            ("plain", "taro\0hunter2", None),
            ("plain", "\0taro\0hunter2\0", None),
            ("cram-md5", "my hunter2", None),
            ("xoauth2", "hunter2", None),
        ] {
            assert_eq!(
                user(mechanism, 0, &STANDARD.encode(response)).as_deref(),
                found,
                "{mechanism}"
            );
        }
        assert_eq!(user("login", 1, &STANDARD.encode("x")), None);
        assert_eq!(user("plain", 0, "?"), None);
    }

    #[test]
    fn it_is_known_what_mechanisms_need() {
        use super::{Needs, needs};
        assert_eq!(needs("xoauth2"), Some(Needs::Token));
        assert_eq!(needs("OAUTHBEARER"), Some(Needs::Token));
        assert_eq!(needs("scram-sha-256-plus"), Some(Needs::Challenge));
        assert_eq!(needs("PLAIN"), None);
        assert_eq!(needs("EXTERNAL"), None);
    }

    #[test]
    fn the_example_of_rfc_4616_is_composed_and_read() {
        assert_eq!(
            super::response("plain", 0, "tim", "tanstaaftanstaaf").as_deref(),
            Some("AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
        );
        assert_eq!(super::response("CRAM-MD5", 0, "a", "b"), None);
        assert_eq!(super::user("plain", 0, "AHRpbQB0YW5zdGFhZnRhbnN0YWFm").as_deref(), Some("tim"));
    }
}
