//! Names of mailboxes that are compared: INBOX may be in any case (RFC 9051, section 5.1).

pub fn is_inbox(name: impl AsRef<[u8]>) -> bool {
    name.as_ref().eq_ignore_ascii_case(b"INBOX")
}

/// Whether these are names of the same mailbox.
pub fn are_same(one: &[u8], other: &[u8]) -> bool {
    one == other || is_inbox(one) && is_inbox(other)
}

/// The name in a form that can be compared: INBOX in capitals.
pub fn key(name: &str) -> String {
    if is_inbox(name) { "INBOX".to_owned() } else { name.to_owned() }
}
