//! The answers of the two mechanisms that need nothing but a name and a password (RFC 4616 PLAIN,
//! and LOGIN), made anew where a record says `${sasl}`.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The answer to this challenge (counted from 0), in base64; nothing if the mechanism's answers
/// can't be made from a name and a password alone.
pub fn answer(mechanism: &str, challenge: usize, user: &str, password: &str) -> Option<String> {
    let text = match (mechanism.to_ascii_uppercase().as_str(), challenge) {
        ("PLAIN", 0) => format!("\0{user}\0{password}"),
        ("LOGIN", 0) => user.to_owned(),
        ("LOGIN", 1) => password.to_owned(),
        _ => return None,
    };
    Some(STANDARD.encode(text))
}

/// Whether a script's `${sasl}` can be filled in for this mechanism.
pub fn can_answer(mechanism: &str) -> bool {
    answer(mechanism, 0, "", "").is_some()
}

#[cfg(test)]
mod tests {
    #[test]
    fn rfc_4616() {
        assert_eq!(
            super::answer("plain", 0, "tim", "tanstaaftanstaaf").as_deref(),
            Some("AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
        );
        assert_eq!(super::answer("CRAM-MD5", 0, "a", "b"), None);
    }
}
