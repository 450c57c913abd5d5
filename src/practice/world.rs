//! The practice server's world: its accounts, their mailboxes, and the mail in them.

use jiff::ZonedDateTime;

/// An account as it is when the practice server starts.
#[derive(Debug, Clone)]
pub struct Account {
    /// What LOGIN takes as the user name.
    pub name: &'static str,
    /// Its password.
    pub password: &'static str,
    /// Its mailboxes, in LIST's order.
    pub mailboxes: Vec<SeedMailbox>,
}

/// A mailbox as it is when the practice server starts.
#[derive(Debug, Clone)]
pub struct SeedMailbox {
    /// Its name, as on the wire (modified UTF-7).
    pub name: &'static str,
    /// Its attributes in LIST, in the order shown, each with its backslash.
    pub attributes: Vec<&'static str>,
    /// Whether LSUB shows it.
    pub subscribed: bool,
    /// UIDVALIDITY.
    pub uid_validity: u32,
    /// UIDNEXT.
    pub uid_next: u32,
    /// Its messages, UIDs ascending.
    pub messages: Vec<SeedMessage>,
}

/// A message as it is when the practice server starts.
#[derive(Debug, Clone)]
pub struct SeedMessage {
    /// Its UID.
    pub uid: u32,
    /// Its flags (\Recent aside) and keywords.
    pub flags: Vec<&'static str>,
    /// Whether no session has seen it yet: the first that selects the mailbox finds it \Recent.
    pub recent: bool,
    /// INTERNALDATE, in the zone it is shown in.
    pub internal_date: ZonedDateTime,
    /// The message, its lines ended by CRLF.
    pub octets: Vec<u8>,
}

/// All accounts.
pub fn accounts() -> Vec<Account> {
    let mailbox = |name, attributes: &[&'static str]| SeedMailbox {
        name,
        attributes: attributes.to_vec(),
        subscribed: true,
        uid_validity: 1_767_225_600,
        uid_next: 1,
        messages: Vec::new(),
    };
    vec![Account {
        name: "user",
        password: "pass",
        mailboxes: vec![
            mailbox("Archive", &["\\HasNoChildren", "\\UnMarked", "\\Archive"]),
            mailbox("Sent", &["\\HasNoChildren", "\\UnMarked", "\\Sent"]),
            mailbox("Drafts", &["\\HasNoChildren", "\\UnMarked", "\\Drafts"]),
            mailbox("Trash", &["\\HasNoChildren", "\\Trash"]),
            mailbox("Junk", &["\\HasNoChildren", "\\Junk"]),
            mailbox("INBOX", &["\\HasNoChildren"]),
        ],
    }]
}

/// The message that arrives while one idles, and that `:deliver` delivers.
pub fn arriving_mail() -> Vec<u8> {
    b"From: Hanako <hanako@example.org>\r\nTo: user@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n"
        .to_vec()
}
