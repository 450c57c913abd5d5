//! The items of STATUS (RFC 3501, section 6.3.10), and of LIST with STATUS (RFC 5819).

use super::arguments::{atom, list};
use super::cursor::{Cursor, ParseResult};
use crate::practice::capability::Capability;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusItem {
    Messages,
    Recent,
    UidNext,
    UidValidity,
    Unseen,
    /// The number of messages with `\Deleted` (RFC 9051).
    Deleted,
    /// The octets of messages with `\Deleted` (RFC 9208).
    DeletedStorage,
    /// The octets of all messages (RFC 8438).
    Size,
    /// RFC 7162.
    HighestModseq,
    /// RFC 8474.
    MailboxId,
}

/// A space and items in parentheses.
pub fn status_items(cursor: &mut Cursor<'_>, after: &str) -> ParseResult<Vec<StatusItem>> {
    let all = "items in parentheses, such as (MESSAGES UNSEEN)";
    cursor.space(&format!("{all} after {after}"))?;
    list(cursor, all, |cursor| {
        let start = cursor.clone();
        let description = "MESSAGES, RECENT, UIDNEXT, UIDVALIDITY or UNSEEN";
        match atom(cursor, description)?.to_ascii_uppercase().as_str() {
            "MESSAGES" => Ok(StatusItem::Messages),
            "RECENT" => Ok(StatusItem::Recent),
            "UIDNEXT" => Ok(StatusItem::UidNext),
            "UIDVALIDITY" => Ok(StatusItem::UidValidity),
            "UNSEEN" => Ok(StatusItem::Unseen),
            "DELETED" if permits_deleted(cursor) => Ok(StatusItem::Deleted),
            "DELETED-STORAGE" if cursor.permits(Capability::QuotaStorage) => {
                Ok(StatusItem::DeletedStorage)
            }
            "SIZE" if cursor.permits(Capability::StatusSize) => Ok(StatusItem::Size),
            "HIGHESTMODSEQ" if cursor.permits(Capability::Condstore) => {
                Ok(StatusItem::HighestModseq)
            }
            "MAILBOXID" if cursor.permits(Capability::ObjectId) => Ok(StatusItem::MailboxId),
            _ => Err(start.expected(description)),
        }
    })
}

fn permits_deleted(cursor: &Cursor<'_>) -> bool {
    cursor.permits(Capability::Imap4rev2) || cursor.permits(Capability::QuotaMessage)
}
