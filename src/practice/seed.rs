//! The accounts and mail that a server starts with. The messages are the files in `mail/`.
//!
//! Git may check the files out with LF or CRLF line ends. [`SeedMessage::octets`] converts both to
//! CRLF.

/// An account as the server starts with it.
#[derive(Debug)]
pub struct SeedAccount {
    /// The user name for LOGIN.
    pub name: &'static str,
    pub password: &'static str,
    /// In the order of LIST. All are subscribed.
    pub mailboxes: &'static [SeedMailbox],
}

/// A mailbox as the server starts with it.
#[derive(Debug)]
pub struct SeedMailbox {
    pub name: &'static str,
    /// Its attributes in LIST besides `\HasNoChildren`, in the order in which they are shown.
    pub attributes: &'static [&'static str],
    pub uid_validity: u32,
    /// In the order of their UIDs.
    pub messages: &'static [SeedMessage],
}

/// A message as the server starts with it.
#[derive(Debug)]
pub struct SeedMessage {
    pub uid: u32,
    /// INTERNALDATE.
    pub date: &'static str,
    /// Flags and keywords. `\Recent` marks a message that no session has announced yet.
    pub flags: &'static str,
    file: &'static [u8],
}

impl SeedMessage {
    /// The message with CRLF line ends.
    pub fn octets(&self) -> Vec<u8> {
        with_crlf(self.file)
    }
}

/// Messages, one per line: UID, INTERNALDATE, flags, file.
macro_rules! mails {
    ($($uid:literal $date:literal $flags:literal $file:literal)*) => {
        &[$(SeedMessage {
            uid: $uid,
            date: $date,
            flags: $flags,
            file: include_bytes!(concat!("mail/", $file)),
        }),*]
    };
}

/// The names and passwords of the accounts.
pub fn accounts() -> impl Iterator<Item = (&'static str, &'static str)> {
    ACCOUNTS.iter().map(|account| (account.name, account.password))
}

/// The accounts. Accounts that the user adds get the mail of the first one.
pub const ACCOUNTS: &[SeedAccount] = &[
    // The learner's account, as in the tutorial. Its INBOX has eleven messages: in the tutorial the
    // next one is number 12. The gaps between the UIDs show that a UID is not a sequence number.
    SeedAccount {
        name: "user",
        password: "pass",
        mailboxes: &[
            SeedMailbox {
                name: "Archive",
                attributes: &["\\UnMarked", "\\Archive"],
                uid_validity: 1_767_225_601,
                messages: mails! {
                     1 "01-Jan-2026 00:00:04 +0900" "\\Seen" "user/archive-01.eml"
                },
            },
            SeedMailbox {
                name: "Sent",
                attributes: &["\\UnMarked", "\\Sent"],
                uid_validity: 1_767_225_602,
                messages: mails! {
                     1 "14-Jan-2026 19:48:01 +0900" "\\Seen" "user/sent-02.eml"
                     2 "16-Feb-2026 15:30:02 +0900" "\\Seen" "user/sent-01.eml"
                },
            },
            SeedMailbox {
                name: "Drafts",
                attributes: &["\\UnMarked", "\\Drafts"],
                uid_validity: 1_767_225_603,
                messages: mails! {
                     1 "08-Mar-2026 22:10:00 +0900" "\\Draft \\Seen" "user/drafts-01.eml"
                },
            },
            SeedMailbox {
                name: "Trash",
                attributes: &["\\Trash"],
                uid_validity: 1_767_225_604,
                messages: &[],
            },
            SeedMailbox {
                name: "Junk",
                attributes: &["\\Junk"],
                uid_validity: 1_767_225_605,
                messages: mails! {
                     1 "26-Feb-2026 03:33:40 +0000" "" "user/junk-01.eml"
                },
            },
            SeedMailbox {
                name: "INBOX",
                attributes: &[],
                uid_validity: 1_767_225_600,
                messages: mails! {
                     1 "05-Jan-2026 09:00:12 +0900" "\\Seen"                      "user/inbox-01.eml"
                     2 "10-Jan-2026 03:30:04 +0900" "\\Seen"                      "user/inbox-02.eml"
                     3 "14-Jan-2026 19:05:44 +0900" "\\Answered \\Flagged \\Seen" "user/inbox-03.eml"
                     5 "20-Jan-2026 06:20:03 +0900" "\\Seen $Forwarded"           "user/inbox-04.eml"
                     8 "01-Feb-2026 10:12:05 +0900" "\\Seen"                      "user/inbox-05.eml"
                     9 "03-Feb-2026 21:40:11 +0900" "\\Seen"                      "user/inbox-06.eml"
                    10 "16-Feb-2026 12:00:02 +0900" "\\Answered \\Seen"           "user/inbox-07.eml"
                    11 "16-Feb-2026 13:31:55 +0900" "\\Seen"                      "user/inbox-08.eml"
                    14 "16-Feb-2026 15:02:36 +0900" "\\Answered"                  "user/inbox-09.eml"
                    15 "01-Mar-2026 16:45:07 +0900" ""                            "user/inbox-10.eml"
                    16 "10-Mar-2026 08:05:01 +0900" ""                            "user/inbox-11.eml"
                },
            },
        ],
    },
    // A second person, for sessions of two accounts at the same time.
    SeedAccount {
        name: "taro",
        password: "himitsu",
        mailboxes: &[
            SeedMailbox {
                name: "Sent",
                attributes: &["\\Sent"],
                uid_validity: 1_767_225_702,
                messages: mails! {
                     1 "16-Feb-2026 12:00:00 +0900" "\\Seen" "taro/sent-01.eml"
                },
            },
            SeedMailbox {
                name: "Trash",
                attributes: &["\\Trash"],
                uid_validity: 1_767_225_704,
                messages: &[],
            },
            SeedMailbox {
                name: "INBOX",
                attributes: &[],
                uid_validity: 1_767_225_700,
                messages: mails! {
                     1 "12-Jan-2026 09:00:03 +0900" "\\Seen" "taro/inbox-01.eml"
                     2 "16-Feb-2026 13:31:56 +0900" "\\Seen" "taro/inbox-02.eml"
                     3 "04-Mar-2026 17:20:01 +0900" ""       "taro/inbox-03.eml"
                },
            },
        ],
    },
    // The account of the sample session in RFC 3501, section 8: 18 messages, 2 of them recent, the
    // 17th the first unseen. Message 12 has the header printed there, 342 octets, and a body of 92
    // lines and 3028 octets, as its BODY says. Its RFC822.SIZE is therefore 3370. The RFC prints
    // 4286, which no message with that header and that body can have.
    SeedAccount {
        name: "mrc",
        password: "secret",
        mailboxes: &[SeedMailbox {
            name: "INBOX",
            attributes: &[],
            uid_validity: 3_857_529_045,
            messages: mails! {
                 1 "03-Jun-1996 09:12:20 -0700" "\\Seen"   "mrc/inbox-01.eml"
                 2 "04-Jun-1996 10:40:20 -0700" "\\Seen"   "mrc/inbox-02.eml"
                 3 "06-Jun-1996 08:01:20 -0700" "\\Seen"   "mrc/inbox-03.eml"
                 4 "10-Jun-1996 15:25:20 -0700" "\\Seen"   "mrc/inbox-04.eml"
                 5 "12-Jun-1996 11:11:20 -0700" "\\Seen"   "mrc/inbox-05.eml"
                 6 "14-Jun-1996 16:45:20 -0700" "\\Seen"   "mrc/inbox-06.eml"
                 7 "17-Jun-1996 09:30:20 -0700" "\\Seen"   "mrc/inbox-07.eml"
                 8 "20-Jun-1996 14:00:20 -0700" "\\Seen"   "mrc/inbox-08.eml"
                 9 "24-Jun-1996 13:37:20 -0700" "\\Seen"   "mrc/inbox-09.eml"
                10 "01-Jul-1996 10:00:20 -0700" "\\Seen"   "mrc/inbox-10.eml"
                11 "10-Jul-1996 12:15:20 -0700" "\\Seen"   "mrc/inbox-11.eml"
                12 "17-Jul-1996 02:44:25 -0700" "\\Seen"   "mrc/inbox-12.eml"
                13 "18-Jul-1996 09:05:20 -0700" "\\Seen"   "mrc/inbox-13.eml"
                14 "22-Jul-1996 17:50:20 -0700" "\\Seen"   "mrc/inbox-14.eml"
                15 "24-Jul-1996 08:20:20 -0700" "\\Seen"   "mrc/inbox-15.eml"
                16 "29-Jul-1996 11:00:20 -0700" "\\Seen"   "mrc/inbox-16.eml"
                17 "02-Aug-1996 10:10:20 -0700" "\\Recent" "mrc/inbox-17.eml"
                18 "02-Aug-1996 15:55:20 -0700" "\\Recent" "mrc/inbox-18.eml"
            },
        }],
    },
];

/// The message that arrives during IDLE, and that `:deliver` delivers without a file.
pub fn arriving_mail() -> Vec<u8> {
    with_crlf(include_bytes!("mail/user/arriving.eml"))
}

/// Converts the line ends of `text`, LF or CRLF, to CRLF.
pub fn with_crlf(text: &[u8]) -> Vec<u8> {
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
#[path = "seed_tests.rs"]
mod tests;
