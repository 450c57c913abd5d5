//! The practice server's world: its accounts, their mailboxes, and the mail in them. The messages are files in `mail/`.
//!
//! They are stored with LF and get their CRLF here, so that they are plain text files to git, diffs and editors, whatever these make
//! of line ends: a checkout with CRLF gives the same messages.
//!
//! `mrc` is the account of the sample session in RFC 3501, section 8. Message 12 has the header printed there, 342 octets, and a body
//! of 92 lines and 3028 octets, as its BODY says. Its RFC822.SIZE is then 3370; the RFC prints 4286, which no message with that
//! header and that body can have, and the header and the body were chosen.

use jiff::ZonedDateTime;
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};

/// An account as it is when the practice server starts.
#[derive(Debug, Clone)]
pub struct SeedAccount {
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

/// All accounts. Each call gives a world of its own.
pub fn accounts() -> Vec<SeedAccount> {
    vec![
        SeedAccount {
            name: "user",
            password: "pass",
            mailboxes: user(),
        },
        SeedAccount {
            name: "taro",
            password: "himitsu",
            mailboxes: taro(),
        },
        SeedAccount {
            name: "mrc",
            password: "secret",
            mailboxes: mrc(),
        },
    ]
}

/// The message that arrives while one idles, and that `:deliver` delivers.
pub fn arriving_mail() -> Vec<u8> {
    with_crlf(include_bytes!("mail/user/arriving.eml"))
}

/// The learner's mailboxes, those of the tutorial, in its order. INBOX holds eleven messages, so that the next is the twelfth. The
/// gaps between its UIDs tell of messages expunged long ago: a UID is no sequence number.
fn user() -> Vec<SeedMailbox> {
    let mut archive = mailbox(
        "Archive",
        &["\\HasNoChildren", "\\UnMarked", "\\Archive"],
        1_767_225_601,
    );
    archive.add(
        1,
        &["\\Seen"],
        (2026, 1, 1, 0, 0, 4, 9),
        include_bytes!("mail/user/archive-01.eml"),
    );
    let mut sent = mailbox(
        "Sent",
        &["\\HasNoChildren", "\\UnMarked", "\\Sent"],
        1_767_225_602,
    );
    sent.add(
        1,
        &["\\Seen"],
        (2026, 1, 14, 19, 48, 1, 9),
        include_bytes!("mail/user/sent-02.eml"),
    );
    sent.add(
        2,
        &["\\Seen"],
        (2026, 2, 16, 15, 30, 2, 9),
        include_bytes!("mail/user/sent-01.eml"),
    );
    let mut drafts = mailbox(
        "Drafts",
        &["\\HasNoChildren", "\\UnMarked", "\\Drafts"],
        1_767_225_603,
    );
    drafts.add(
        1,
        &["\\Draft", "\\Seen"],
        (2026, 3, 8, 22, 10, 0, 9),
        include_bytes!("mail/user/drafts-01.eml"),
    );
    let trash = mailbox("Trash", &["\\HasNoChildren", "\\Trash"], 1_767_225_604);
    let mut junk = mailbox("Junk", &["\\HasNoChildren", "\\Junk"], 1_767_225_605);
    junk.add(
        1,
        &[],
        (2026, 2, 26, 3, 33, 40, 0),
        include_bytes!("mail/user/junk-01.eml"),
    );
    let mut inbox = mailbox("INBOX", &["\\HasNoChildren"], 1_767_225_600);
    inbox.add(
        1,
        &["\\Seen"],
        (2026, 1, 5, 9, 0, 12, 9),
        include_bytes!("mail/user/inbox-01.eml"),
    );
    inbox.add(
        2,
        &["\\Seen"],
        (2026, 1, 10, 3, 30, 4, 9),
        include_bytes!("mail/user/inbox-02.eml"),
    );
    inbox.add(
        3,
        &["\\Answered", "\\Flagged", "\\Seen"],
        (2026, 1, 14, 19, 5, 44, 9),
        include_bytes!("mail/user/inbox-03.eml"),
    );
    inbox.add(
        5,
        &["\\Seen", "$Forwarded"],
        (2026, 1, 20, 6, 20, 3, 9),
        include_bytes!("mail/user/inbox-04.eml"),
    );
    inbox.add(
        8,
        &["\\Seen"],
        (2026, 2, 1, 10, 12, 5, 9),
        include_bytes!("mail/user/inbox-05.eml"),
    );
    inbox.add(
        9,
        &["\\Seen"],
        (2026, 2, 3, 21, 40, 11, 9),
        include_bytes!("mail/user/inbox-06.eml"),
    );
    inbox.add(
        10,
        &["\\Answered", "\\Seen"],
        (2026, 2, 16, 12, 0, 2, 9),
        include_bytes!("mail/user/inbox-07.eml"),
    );
    inbox.add(
        11,
        &["\\Seen"],
        (2026, 2, 16, 13, 31, 55, 9),
        include_bytes!("mail/user/inbox-08.eml"),
    );
    inbox.add(
        14,
        &["\\Answered"],
        (2026, 2, 16, 15, 2, 36, 9),
        include_bytes!("mail/user/inbox-09.eml"),
    );
    inbox.add(
        15,
        &[],
        (2026, 3, 1, 16, 45, 7, 9),
        include_bytes!("mail/user/inbox-10.eml"),
    );
    inbox.add(
        16,
        &[],
        (2026, 3, 10, 8, 5, 1, 9),
        include_bytes!("mail/user/inbox-11.eml"),
    );
    vec![archive, sent, drafts, trash, junk, inbox]
}

/// A second account, to write to and to log in with at the same time.
fn taro() -> Vec<SeedMailbox> {
    let mut sent = mailbox("Sent", &["\\HasNoChildren", "\\Sent"], 1_767_225_702);
    sent.add(
        1,
        &["\\Seen"],
        (2026, 2, 16, 12, 0, 0, 9),
        include_bytes!("mail/taro/sent-01.eml"),
    );
    let trash = mailbox("Trash", &["\\HasNoChildren", "\\Trash"], 1_767_225_704);
    let mut inbox = mailbox("INBOX", &["\\HasNoChildren"], 1_767_225_700);
    inbox.add(
        1,
        &["\\Seen"],
        (2026, 1, 12, 9, 0, 3, 9),
        include_bytes!("mail/taro/inbox-01.eml"),
    );
    inbox.add(
        2,
        &["\\Seen"],
        (2026, 2, 16, 13, 31, 56, 9),
        include_bytes!("mail/taro/inbox-02.eml"),
    );
    inbox.add(
        3,
        &[],
        (2026, 3, 4, 17, 20, 1, 9),
        include_bytes!("mail/taro/inbox-03.eml"),
    );
    vec![sent, trash, inbox]
}

/// The mailbox of RFC 3501's sample session: 18 messages, 2 of them recent, the 17th the first unseen.
fn mrc() -> Vec<SeedMailbox> {
    let mut inbox = mailbox("INBOX", &["\\HasNoChildren"], 3_857_529_045);
    inbox.add(
        1,
        &["\\Seen"],
        (1996, 6, 3, 9, 12, 20, -7),
        include_bytes!("mail/mrc/inbox-01.eml"),
    );
    inbox.add(
        2,
        &["\\Seen"],
        (1996, 6, 4, 10, 40, 20, -7),
        include_bytes!("mail/mrc/inbox-02.eml"),
    );
    inbox.add(
        3,
        &["\\Seen"],
        (1996, 6, 6, 8, 1, 20, -7),
        include_bytes!("mail/mrc/inbox-03.eml"),
    );
    inbox.add(
        4,
        &["\\Seen"],
        (1996, 6, 10, 15, 25, 20, -7),
        include_bytes!("mail/mrc/inbox-04.eml"),
    );
    inbox.add(
        5,
        &["\\Seen"],
        (1996, 6, 12, 11, 11, 20, -7),
        include_bytes!("mail/mrc/inbox-05.eml"),
    );
    inbox.add(
        6,
        &["\\Seen"],
        (1996, 6, 14, 16, 45, 20, -7),
        include_bytes!("mail/mrc/inbox-06.eml"),
    );
    inbox.add(
        7,
        &["\\Seen"],
        (1996, 6, 17, 9, 30, 20, -7),
        include_bytes!("mail/mrc/inbox-07.eml"),
    );
    inbox.add(
        8,
        &["\\Seen"],
        (1996, 6, 20, 14, 0, 20, -7),
        include_bytes!("mail/mrc/inbox-08.eml"),
    );
    inbox.add(
        9,
        &["\\Seen"],
        (1996, 6, 24, 13, 37, 20, -7),
        include_bytes!("mail/mrc/inbox-09.eml"),
    );
    inbox.add(
        10,
        &["\\Seen"],
        (1996, 7, 1, 10, 0, 20, -7),
        include_bytes!("mail/mrc/inbox-10.eml"),
    );
    inbox.add(
        11,
        &["\\Seen"],
        (1996, 7, 10, 12, 15, 20, -7),
        include_bytes!("mail/mrc/inbox-11.eml"),
    );
    inbox.add(
        12,
        &["\\Seen"],
        (1996, 7, 17, 2, 44, 25, -7),
        include_bytes!("mail/mrc/inbox-12.eml"),
    );
    inbox.add(
        13,
        &["\\Seen"],
        (1996, 7, 18, 9, 5, 20, -7),
        include_bytes!("mail/mrc/inbox-13.eml"),
    );
    inbox.add(
        14,
        &["\\Seen"],
        (1996, 7, 22, 17, 50, 20, -7),
        include_bytes!("mail/mrc/inbox-14.eml"),
    );
    inbox.add(
        15,
        &["\\Seen"],
        (1996, 7, 24, 8, 20, 20, -7),
        include_bytes!("mail/mrc/inbox-15.eml"),
    );
    inbox.add(
        16,
        &["\\Seen"],
        (1996, 7, 29, 11, 0, 20, -7),
        include_bytes!("mail/mrc/inbox-16.eml"),
    );
    inbox.add_recent(
        17,
        (1996, 8, 2, 10, 10, 20, -7),
        include_bytes!("mail/mrc/inbox-17.eml"),
    );
    inbox.add_recent(
        18,
        (1996, 8, 2, 15, 55, 20, -7),
        include_bytes!("mail/mrc/inbox-18.eml"),
    );
    vec![inbox]
}

/// An empty mailbox, subscribed to.
fn mailbox(name: &'static str, attributes: &[&'static str], uid_validity: u32) -> SeedMailbox {
    let attributes = attributes.to_vec();
    SeedMailbox {
        name,
        attributes,
        subscribed: true,
        uid_validity,
        uid_next: 1,
        messages: Vec::new(),
    }
}

/// Year, month, day, hour, minute, second, and the zone in hours east of Greenwich.
type Moment = (i16, i8, i8, i8, i8, i8, i8);

impl SeedMailbox {
    /// Adds a message that some session has been told of.
    fn add(&mut self, uid: u32, flags: &[&'static str], arrived: Moment, text: &[u8]) {
        let Some(internal_date) = moment(arrived) else {
            return;
        };
        let flags = flags.to_vec();
        self.messages.push(SeedMessage {
            uid,
            flags,
            recent: false,
            internal_date,
            octets: with_crlf(text),
        });
        self.uid_next = uid.saturating_add(1);
    }

    /// Adds a message that no session knows yet, without flags.
    fn add_recent(&mut self, uid: u32, arrived: Moment, text: &[u8]) {
        self.add(uid, &[], arrived, text);
        if let Some(message) = self.messages.last_mut() {
            message.recent = true;
        }
    }
}

/// None: there is no such moment. The table above holds none such; a test says so.
fn moment((year, month, day, hour, minute, second, zone): Moment) -> Option<ZonedDateTime> {
    let local = Date::new(year, month, day)
        .ok()?
        .at(hour, minute, second, 0);
    local
        .to_zoned_datetime(TimeZone::fixed(tz::offset(zone)))
        .ok()
}

/// `text` with each line ended by CRLF, whichever way its file came to have its lines ended.
fn with_crlf(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive(|&octet| octet == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(rest) => {
                octets.extend_from_slice(rest.strip_suffix(b"\r").unwrap_or(rest));
                octets.extend_from_slice(b"\r\n");
            }
            None => octets.extend_from_slice(line),
        }
    }
    octets
}

#[cfg(test)]
mod tests;
