//! Why the store refuses an operation. The session turns these into NO responses.

/// Why an operation on an account failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    NoSuchAccount,
    NoSuchMailbox(String),
    MailboxExists,
    InvalidName(NameError),
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
    AccountFull(AccountFull),
}

/// Why a mailbox cannot have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    Empty,
    TooLong,
    /// It contains 8-bit octets or control characters.
    NotPrintableAscii,
    Wildcard,
    EmptyLevel,
    TooManyLevels,
    InvalidUtf7,
}

/// A message does not fit into an account, of which `used` octets of `limit` are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountFull {
    pub used: u64,
    pub limit: u64,
}

/// Why a message was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliverError {
    NoSuchAccount,
    AccountFull(AccountFull),
    /// INBOX or the account would have more messages than this.
    TooManyMessages(usize),
    NoUidLeft,
}

impl From<NameError> for StoreError {
    fn from(error: NameError) -> StoreError {
        StoreError::InvalidName(error)
    }
}

impl From<AccountFull> for StoreError {
    fn from(full: AccountFull) -> StoreError {
        StoreError::AccountFull(full)
    }
}

impl From<StoreError> for DeliverError {
    fn from(error: StoreError) -> DeliverError {
        match error {
            StoreError::AccountFull(full) => DeliverError::AccountFull(full),
            StoreError::MailboxFull(limit) | StoreError::TooManyMessages(limit) => {
                DeliverError::TooManyMessages(limit)
            }
            _ => DeliverError::NoSuchAccount,
        }
    }
}
