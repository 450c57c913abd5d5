//! Why the store refuses an operation. A session answers NO with the error's text.

use super::flags::{MAX_KEYWORD_LENGTH, MAX_KEYWORDS};
use std::fmt;

/// How many annotations an account or a mailbox can have.
pub const MAX_ENTRIES: usize = 20;
/// How many octets an annotation's value can have.
pub const MAX_VALUE: usize = 1024;

/// Why an operation on an account failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    NoSuchAccount,
    NoSuchMailbox(String),
    MailboxExists,
    /// A mailbox cannot have this name, for this reason.
    InvalidName(&'static str),
    /// CREATE with a special use that the server does not know.
    UnknownUse,
    /// DELETE of INBOX.
    InboxNotDeletable,
    /// DELETE of a name that has mailboxes below it but is not a mailbox itself.
    NotAMailbox,
    /// RENAME of a mailbox to a name below it.
    BelowItself,
    /// RENAME would make the name of a mailbox below the renamed one too long.
    InferiorNameTooLong,
    TooManyMailboxes,
    TooManySubscriptions,
    /// The mailbox would have more messages than this.
    MailboxFull(usize),
    /// The account would have more messages than this.
    TooManyMessages(usize),
    TooManyKeywords,
    LongAnnotation,
    TooManyAnnotations,
    NoUidLeft,
    /// A message does not fit into the account, of which `used` octets of `limit` are in use.
    AccountFull {
        used: u64,
        limit: u64,
    },
}

/// The response code and the text of NO. Texts that appear in the tutorial are the same as Dovecot's.
impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StoreError::InvalidName(reason) => return write!(f, "[CANNOT] {reason}"),
            StoreError::NoSuchMailbox(name) if is_printable(name) => {
                return write!(f, "[NONEXISTENT] Mailbox doesn't exist: {name}");
            }
            StoreError::AccountFull { used, limit } => {
                return write!(
                    f,
                    "[OVERQUOTA] The account is full: {used} of {limit} octets are in use"
                );
            }
            StoreError::TooManyKeywords => {
                return write!(
                    f,
                    "[LIMIT] A mailbox can have at most {MAX_KEYWORDS} keywords of at most \
                     {MAX_KEYWORD_LENGTH} octets"
                );
            }
            StoreError::MailboxFull(limit) => {
                return write!(f, "[LIMIT] A mailbox can have at most {limit} messages");
            }
            StoreError::TooManyMessages(limit) => {
                return write!(f, "[OVERQUOTA] An account can have at most {limit} messages");
            }
            StoreError::LongAnnotation => {
                return write!(
                    f,
                    "[METADATA MAXSIZE {MAX_VALUE}] A value can have at most {MAX_VALUE} octets"
                );
            }
            StoreError::TooManyAnnotations => {
                return write!(f, "[METADATA TOOMANY] There can be at most {MAX_ENTRIES} entries");
            }
            StoreError::NoSuchMailbox(_) => "[NONEXISTENT] Mailbox doesn't exist",
            StoreError::NoSuchAccount => "[NONEXISTENT] The account doesn't exist",
            StoreError::MailboxExists => "[ALREADYEXISTS] Mailbox already exists",
            StoreError::InboxNotDeletable => "[CANNOT] INBOX can't be deleted",
            StoreError::UnknownUse => {
                "[USEATTR] A mailbox can be \\Archive, \\Drafts, \\Junk, \\Sent or \\Trash"
            }
            StoreError::NotAMailbox => {
                "[CANNOT] This is not a mailbox, only a level above others: delete those first"
            }
            StoreError::BelowItself => "[CANNOT] A mailbox can't be moved below itself",
            StoreError::InferiorNameTooLong => {
                "[CANNOT] The name of a mailbox below it would become too long"
            }
            StoreError::TooManyMailboxes => "[LIMIT] The account has too many mailboxes",
            StoreError::TooManySubscriptions => "[LIMIT] The account has too many subscriptions",
            StoreError::NoUidLeft => "[LIMIT] The mailbox has no UID left",
        })
    }
}

/// Whether a name from the client can be repeated in a response's text.
fn is_printable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|octet| (0x20..0x7f).contains(&octet))
}
