//! One script of commands, sent to a real Dovecot and to the practice server: what RFC 3501 does not
//! leave to the server must come out equal. `docs/practice-server.md` says where it does not on purpose.

use crate::support::dovecot::dovecot;
use crate::support::raw_client::RawClient;
use imapsh::practice::{Config, Server};
use std::net::TcpStream;
use std::path::Path;

/// Both servers, asked the same.
struct Both {
    dovecot: RawClient,
    practice: RawClient,
    differences: Vec<String>,
}

impl Both {
    /// Both, not logged in; `None` where there is no Dovecot.
    #[track_caller]
    fn connect() -> Option<(Self, String, String)> {
        let dovecot = dovecot()?;
        let user = dovecot.user();
        let port = dovecot.plain_port().parse().expect("a port");
        let tcp = TcpStream::connect(("127.0.0.1", port)).expect("Dovecot");
        // The mail of a fresh account here is not Dovecot's: each test makes a mailbox of its own.
        let config = Config {
            users: vec![(user.name.clone(), user.password.clone())],
            ..Config::default()
        };
        let server = Server::new(config);
        let inside = server.attach().expect("a session");
        let both = Self {
            dovecot: RawClient::new(tcp),
            practice: RawClient::new(inside),
            differences: Vec::new(),
        };
        Some((both, user.name.clone(), user.password.clone()))
    }

    /// Both, logged in.
    #[track_caller]
    fn login() -> Option<Self> {
        let (mut both, name, password) = Self::connect()?;
        both.same(&format!("LOGIN {name} {password}"));
        Some(both)
    }

    /// Both, with the mails of the practice server's INBOX appended to the mailbox `Lesson`, selected.
    #[track_caller]
    fn lesson() -> Option<Self> {
        let mut both = Self::login()?;
        both.same("CREATE Lesson");
        for (number, mail) in mails().iter().enumerate() {
            let flags = [
                "",
                "(\\Seen) ",
                "(\\Flagged $Work) ",
                "(\\Answered \\Seen) ",
            ];
            let head = format!(
                "APPEND Lesson {}\"{:2}-Mar-2026 09:30:00 +0900\" {{{}+}}\r\n",
                flags[number % flags.len()],
                number + 1,
                mail.len()
            );
            both.same_octets(&[head.as_bytes(), mail].concat());
        }
        both.same("SELECT Lesson");
        Some(both)
    }

    /// Sends a command to both; the answers must be equal.
    fn same(&mut self, command: &str) {
        self.same_octets(command.as_bytes());
    }

    fn same_octets(&mut self, command: &[u8]) {
        let (theirs, ours) = (self.dovecot.run(command), self.practice.run(command));
        if theirs != ours {
            let only = |these: &[String], those: &[String]| -> String {
                these
                    .iter()
                    .filter(|line| !those.contains(line))
                    .map(|line| format!("      {line}\n"))
                    .collect()
            };
            let command: String = String::from_utf8_lossy(command).chars().take(200).collect();
            self.differences.push(format!(
                "{command}\n    only Dovecot:\n{}    only the practice server:\n{}",
                only(&theirs, &ours),
                only(&ours, &theirs)
            ));
        }
    }

    fn all(&mut self, script: &str) {
        for command in script
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            self.same(command);
        }
    }

    /// A command whose answers differ on purpose: both are pinned, the tagged response alone.
    fn apart(&mut self, command: &str, theirs: &str, ours: &str) {
        let last = |lines: Vec<String>| lines.last().cloned().unwrap_or_default();
        let said = (
            last(self.dovecot.run(command.as_bytes())),
            last(self.practice.run(command.as_bytes())),
        );
        if said != (theirs.to_owned(), ours.to_owned()) {
            self.differences.push(format!(
                "{command}\n    due {:?}, but {said:?}",
                (theirs, ours)
            ));
        }
    }

    #[track_caller]
    fn finish(mut self) {
        self.same("LOGOUT");
        let count = self.differences.len();
        assert!(
            count == 0,
            "{count} differ:\n{}",
            self.differences.join("\n")
        );
    }
}

/// The mails of the practice server's INBOX, with CRLF.
fn mails() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/practice/mail/user");
    let mail = |number: usize| {
        let mail = std::fs::read_to_string(folder.join(format!("inbox-{number:02}.eml")));
        let mail = mail.expect("a mail");
        mail.replace("\r\n", "\n")
            .replace('\n', "\r\n")
            .into_bytes()
    };
    (1..=11).map(mail).collect()
}

#[test]
fn errors_before_login_are_answered_alike() {
    // Dovecot hangs up at a few wrong commands before login, so each has a connection of its own.
    for command in [
        "NOOP",
        "SELECT INBOX",
        "FETCH 1 ALL",
        "LIST \"\" *",
        "XYZZY",
        "LOGIN",
        "LOGIN onlyone",
        "LOGIN nobody wrong",
        "AUTHENTICATE",
        "UID",
        "UID FROB 1",
        "IDLE",
    ] {
        let Some((mut both, ..)) = Both::connect() else {
            return;
        };
        both.same(command);
        both.finish();
    }
}

#[test]
fn wrong_states_and_wrong_commands_are_answered_alike() {
    let Some((mut both, name, password)) = Both::connect() else {
        return;
    };
    both.same(&format!("LOGIN {name} {password}"));
    both.all(
        "LOGIN again again
         STARTTLS
         FETCH 1 ALL
         STORE 1 FLAGS ()
         SEARCH ALL
         CLOSE
         UNSELECT
         EXPUNGE
         CHECK
         COPY 1 INBOX
         SELECT
         STATUS INBOX
         STATUS INBOX (FROB)
         APPEND INBOX
         NOOP
         LIST \"\"
         CAPABILITY
         NAMESPACE",
    );
    for command in [
        "SELECT Nowhere",
        "EXAMINE Nowhere",
        "STATUS Nowhere (MESSAGES)",
    ] {
        both.apart(command, "NO", "NO [NONEXISTENT]");
    }
    // RFC 3501: NOOP has no arguments.
    both.apart("NOOP more", "OK", "BAD");
    both.finish();
}

#[test]
fn mailboxes_are_created_renamed_and_listed_alike() {
    let Some(mut both) = Both::login() else {
        return;
    };
    // A fresh account here is subscribed to INBOX; Dovecot's is not.
    both.all(
        "SUBSCRIBE INBOX
         LIST \"\" *
         LIST \"\" \"\"
         LSUB \"\" *
         CREATE Work
         CREATE Work
         CREATE INBOX
         CREATE Work/2026/March
         CREATE Trailing/
         CREATE &ZeVnLIqe-
         LIST \"\" *
         LIST \"\" %
         LIST \"\" Work/%
         LIST \"\" Work%
         LIST \"\" *a*
         LIST Work/ *
         LIST \"\" inbox
         LIST \"\" Nowhere
         SUBSCRIBE Work
         SUBSCRIBE Work/2026/March
         LSUB \"\" *
         LSUB \"\" W*
         UNSUBSCRIBE Work
         LSUB \"\" W*
         LSUB \"\" %
         RENAME Work Play
         RENAME Nowhere Elsewhere
         CREATE Taken
         RENAME Play Taken
         LIST \"\" P*
         STATUS Play (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)
         STATUS &ZeVnLIqe- (MESSAGES)
         DELETE Play/2026/March
         DELETE Play/2026/March
         DELETE Nowhere
         DELETE Play
         DELETE &ZeVnLIqe-
         LIST \"\" *",
    );
    both.apart("SUBSCRIBE Nowhere", "NO", "NO [NONEXISTENT]");
    both.apart("DELETE INBOX", "NO", "NO [CANNOT]");
    both.finish();
}

#[test]
fn messages_are_appended_selected_and_fetched_alike() {
    let Some(mut both) = Both::lesson() else {
        return;
    };
    both.all(
        "FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE UID)
         FETCH 1:* ENVELOPE
         FETCH 1:* BODYSTRUCTURE
         FETCH 1:* BODY
         FETCH 1:* FULL
         FETCH 1,3,5:7 ALL
         FETCH 2:4 FAST
         FETCH * (UID)
         FETCH 1:* BODY.PEEK[]
         FETCH 1:* BODY.PEEK[HEADER]
         FETCH 1:* BODY.PEEK[TEXT]
         FETCH 1:* BODY.PEEK[1]
         FETCH 1:* BODY.PEEK[1.MIME]
         FETCH 1:* BODY.PEEK[2]
         FETCH 1:* BODY.PEEK[2.HEADER]
         FETCH 1:* BODY.PEEK[2.TEXT]
         FETCH 1,4:* BODY.PEEK[2.1]
         FETCH 1:* BODY.PEEK[2.MIME]
         FETCH 1:* BODY.PEEK[3]
         FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT from X-Not-There)]
         FETCH 1:* BODY.PEEK[HEADER.FIELDS.NOT (SUBJECT FROM)]
         FETCH 1:* BODY.PEEK[]<0.20>
         FETCH 1 BODY.PEEK[]<10.100>
         FETCH 1 BODY.PEEK[]<100000.5>
         FETCH 1 BODY.PEEK[TEXT]<5.7>
         FETCH 1 BODY[TEXT]
         FETCH 3 RFC822
         FETCH 3 RFC822.HEADER
         FETCH 5 RFC822.TEXT
         UID FETCH 2:3 (FLAGS)
         UID FETCH 400 (FLAGS)
         UID FETCH 4:* (RFC822.SIZE)
         FETCH 1:* FLAGS
         FETCH 1 FROB
         FETCH 1
         FETCH x FLAGS
         FETCH 0 FLAGS
         FETCH 1 (FLAGS
         FETCH 1 BODY[FROB]
         STATUS INBOX (UIDVALIDITY)
         CHECK
         EXAMINE Lesson
         FETCH 2 BODY[TEXT]
         FETCH 2 FLAGS",
    );
    // In a mailbox for reading only, Dovecot says OK and does nothing.
    both.apart("STORE 1 +FLAGS (\\Deleted)", "OK", "NO [READ-ONLY]");
    both.apart("EXPUNGE", "OK", "NO [READ-ONLY]");
    both.same("FETCH 1:* FLAGS");
    both.same("UNSELECT");
    both.same("APPEND Nowhere {16+}\r\nSubject: a\r\n\r\nb\r\n");
    both.finish();
}

#[test]
fn flags_are_stored_and_messages_moved_alike() {
    let Some(mut both) = Both::lesson() else {
        return;
    };
    both.all(
        "CREATE Target
         STORE 1 +FLAGS (\\Flagged)
         STORE 1 -FLAGS (\\Flagged)
         STORE 1:3 FLAGS (\\Seen $New)
         STORE 1:3 FLAGS.SILENT ()
         STORE 4 +FLAGS.SILENT \\Deleted
         STORE 5 +FLAGS \\Draft \\Answered
         STORE 5 +FLAGS (\\Recent)
         STORE 5 +FLAGS (\\Frob)
         STORE 5 FROB (\\Seen)
         UID STORE 2 +FLAGS (\\Seen)
         UID STORE 400 +FLAGS (\\Seen)
         FETCH 1:* FLAGS
         COPY 1:2 Nowhere
         UID COPY 1 Nowhere
         COPY 1:3 Target
         UID COPY 5,7 Target
         UID COPY 400 Target
         STATUS Target (MESSAGES UNSEEN UIDNEXT)
         STORE 7 +FLAGS (\\Deleted)
         UID EXPUNGE 1:3
         UID EXPUNGE 7
         EXPUNGE
         EXPUNGE
         FETCH 1:* UID
         UID MOVE 1 Target
         MOVE 1 Target
         MOVE 1 Nowhere
         FETCH 1:* (UID FLAGS)
         STORE 1:2 +FLAGS.SILENT (\\Deleted)
         UNSELECT
         STATUS Lesson (MESSAGES UIDNEXT)
         SELECT Lesson
         CLOSE
         STATUS Lesson (MESSAGES UIDNEXT)
         SELECT Target
         FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)",
    );
    // RFC 3501's store-att-flags has one flag at least, or parentheses.
    both.apart("STORE 1 +FLAGS", "OK", "BAD");
    both.apart("SELECT Nowhere", "NO", "NO [NONEXISTENT]");
    both.same("FETCH 1 FLAGS");
    both.finish();
}

#[test]
fn searches_find_the_same() {
    let Some(mut both) = Both::lesson() else {
        return;
    };
    both.all(
        "STORE 2 +FLAGS (\\Deleted)
         STORE 6 +FLAGS (\\Draft)
         SEARCH ALL
         SEARCH ANSWERED
         SEARCH UNANSWERED
         SEARCH DELETED
         SEARCH UNDELETED
         SEARCH DRAFT
         SEARCH UNDRAFT
         SEARCH FLAGGED
         SEARCH UNFLAGGED
         SEARCH SEEN
         SEARCH UNSEEN
         SEARCH KEYWORD $Work
         SEARCH UNKEYWORD $Work
         SEARCH NEW
         SEARCH OLD
         SEARCH RECENT
         SEARCH BEFORE 5-Mar-2026
         SEARCH ON 5-Mar-2026
         SEARCH SINCE 5-Mar-2026
         SEARCH SENTBEFORE 1-Mar-2026
         SEARCH SENTON 2-Mar-2026
         SEARCH SENTSINCE 1-Mar-2026
         SEARCH LARGER 900
         SEARCH SMALLER 900
         SEARCH FROM example
         SEARCH FROM hanako
         SEARCH TO user
         SEARCH CC example
         SEARCH BCC example
         SEARCH SUBJECT re
         SEARCH SUBJECT \"\"
         SEARCH BODY the
         SEARCH TEXT the
         SEARCH TEXT example.org
         SEARCH HEADER Message-ID example
         SEARCH HEADER References \"\"
         SEARCH HEADER X-Not-There \"\"
         SEARCH HEADER Content-Type multipart
         SEARCH NOT SEEN
         SEARCH OR SEEN FLAGGED
         SEARCH (SEEN ANSWERED)
         SEARCH NOT (OR SEEN (FLAGGED 3)) UNDELETED
         SEARCH 2:4
         SEARCH UID 3:5
         SEARCH UID 400
         SEARCH UID 400:*
         UID SEARCH SEEN
         UID SEARCH 1:3 UID 2
         SEARCH CHARSET US-ASCII SUBJECT the
         SEARCH CHARSET UTF-8 SUBJECT the
         SEARCH
         SEARCH FROB
         SEARCH SUBJECT
         SEARCH BEFORE yesterday
         SEARCH OR SEEN
         SEARCH (SEEN",
    );
    for word in ["会議", "資料", "日本", "東京"] {
        let length = word.len();
        both.same(&format!(
            "SEARCH CHARSET UTF-8 SUBJECT {{{length}+}}\r\n{word}"
        ));
        both.same(&format!(
            "SEARCH CHARSET UTF-8 BODY {{{length}+}}\r\n{word}"
        ));
        both.same(&format!(
            "SEARCH CHARSET UTF-8 TEXT {{{length}+}}\r\n{word}"
        ));
    }
    both.apart(
        "SEARCH CHARSET FROB ALL",
        "NO [BADCHARSET]",
        "NO [BADCHARSET (US-ASCII UTF-8)]",
    );
    // Dovecot makes the keyword that it is asked for, and says so in FLAGS. Nothing is found on either.
    both.apart("SEARCH KEYWORD Unknown", "OK", "OK");
    both.finish();
}
