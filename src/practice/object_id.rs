//! EMAILID and THREADID (RFC 8474).
//!
//! An ID is a hash, so that nothing has to be kept. Messages with the same EMAILID have the same
//! octets and the same INTERNALDATE. Messages with the same THREADID refer to the same first message.

use super::mime::sort_fields;
use super::store::messages::Message;
use sha2::{Digest, Sha256};

/// How many octets of a hash are shown.
const SHOWN: usize = 16;

/// The ID of a message, which its copies share.
pub fn email_id(message: &Message) -> String {
    let hash = Sha256::new().chain_update(message.date.to_string()).chain_update(&message.octets);
    format!("M{}", shown(hash))
}

/// The ID of a message's thread: that of the first message to which it refers, or of itself.
pub fn thread_id(message: &Message) -> String {
    let octets = &message.octets;
    let first = sort_fields::references(octets).into_iter().next();
    match first.or_else(|| sort_fields::message_id(octets)) {
        Some(id) => format!("T{}", shown(Sha256::new().chain_update(id))),
        None => format!("T{}", email_id(message)),
    }
}

fn shown(hash: Sha256) -> String {
    hash.finalize().iter().take(SHOWN).map(|octet| format!("{octet:02x}")).collect()
}
