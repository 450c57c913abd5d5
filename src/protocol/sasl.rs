//! The responses of the SASL mechanisms that need only a user name and a password: PLAIN (RFC 4616)
//! and LOGIN. The value of `${sasl}` is one of them.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The longest challenge that is decoded, in octets.
const MAX_CHALLENGE: usize = 1024;

/// The response to a challenge, counted from 0, in base64. `None`: more than user and password is
/// needed.
pub fn response(mechanism: &str, challenge: usize, user: &str, password: &str) -> Option<String> {
    let text = match (mechanism.to_ascii_uppercase().as_str(), challenge) {
        ("PLAIN", 0) => format!("\0{user}\0{password}"),
        ("LOGIN", 0) => user.to_owned(),
        ("LOGIN", 1) => password.to_owned(),
        _ => return None,
    };
    Some(STANDARD.encode(text))
}

/// The user name in the client's response to this challenge, for the same mechanisms.
pub fn user(mechanism: &str, challenge: usize, response: &str) -> Option<String> {
    let text = String::from_utf8(STANDARD.decode(response).ok()?).ok()?;
    match (mechanism.to_ascii_uppercase().as_str(), challenge) {
        // authzid NUL authcid NUL passwd (RFC 4616, section 2)
        ("PLAIN", 0) => text.split('\0').nth(1).map(str::to_owned),
        ("LOGIN", 0) => Some(text),
        _ => None,
    }
}

/// Whether [`response`] knows the mechanism.
pub fn can_respond(mechanism: &str) -> bool {
    response(mechanism, 0, "", "").is_some()
}

/// The text that a challenge is the base64 of, if that is printable: `VXNlcm5hbWU6` is `Username:`.
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
    fn the_example_of_rfc_4616() {
        assert_eq!(
            super::response("plain", 0, "tim", "tanstaaftanstaaf").as_deref(),
            Some("AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
        );
        assert_eq!(super::response("CRAM-MD5", 0, "a", "b"), None);
        assert_eq!(super::user("plain", 0, "AHRpbQB0YW5zdGFhZnRhbnN0YWFm").as_deref(), Some("tim"));
    }
}
