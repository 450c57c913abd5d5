//! Finds the messages that were expunged while a client was away (RFC 7162, section 3.2.10).

use crate::practice::grammar::{NumberRanges, format_uid_set};
use crate::practice::store::ChangedUids;
use crate::practice::store::messages::StoredMessages;

/// The UIDs among `known` of messages that have been expunged, as a uid-set. If the log of changes is
/// incomplete, these are all below `uid_next` that do not exist, which RFC 7162 permits.
pub fn vanished(
    changes: Option<&ChangedUids>,
    messages: &StoredMessages,
    uid_next: u32,
    known: &NumberRanges,
) -> String {
    match changes {
        Some(changes) => {
            let expunged = changes.expunged.iter().filter(|uid| known.contains(**uid));
            format_uid_set(&expunged.copied().collect::<Vec<u32>>())
        }
        None => known.without(messages.iter().map(|stored| stored.uid), uid_next).to_string(),
    }
}
