//! The same commands are sent to a real Dovecot and to the practice server. What RFC 3501 does not
//! leave to the server must be equal. `docs/practice-server.md` lists the intended differences.

use crate::support::dovecot::dovecot;
use crate::support::raw_client::RawClient;
use imapsh::practice::{Config, Server};
use indoc::indoc;
use std::net::TcpStream;
use std::path::Path;

/// A session on each server.
struct Comparison {
    dovecot: RawClient,
    practice: RawClient,
    differences: Vec<String>,
}

impl Comparison {
    /// Connects to both servers. Returns the name and the password of an account on both, too.
    #[track_caller]
    fn connect() -> Option<(Self, String, String)> {
        let dovecot = dovecot()?;
        let user = dovecot.user();
        let port = dovecot.plain_port().parse().expect("a port number");
        let socket = TcpStream::connect(("127.0.0.1", port)).expect("Dovecot listens");
        let config =
            Config { users: vec![(user.name.clone(), user.password.clone())], ..Config::default() };
        let practice = Server::new(config).attach();
        let comparison = Self {
            dovecot: RawClient::new(socket),
            practice: RawClient::new(practice.expect("the session can be started")),
            differences: Vec::new(),
        };
        Some((comparison, user.name.clone(), user.password.clone()))
    }

    /// Connects and logs in.
    #[track_caller]
    fn log_in() -> Option<Self> {
        let (mut comparison, name, password) = Self::connect()?;
        comparison.same(format!("LOGIN {name} {password}"));
        Some(comparison)
    }

    /// Logs in, and selects the new mailbox `Lesson` with the mails of the practice server's INBOX.
    #[track_caller]
    fn select_lesson() -> Option<Self> {
        let mut comparison = Self::log_in()?;
        comparison.same("CREATE Lesson");
        let flags = ["", "(\\Seen) ", "(\\Flagged $Work) ", "(\\Answered \\Seen) "];
        for ((day, mail), flags) in (1..).zip(mails()).zip(flags.iter().cycle()) {
            let command = format!(
                "APPEND Lesson {flags}\"{day:2}-Mar-2026 09:30:00 +0900\" {{{}+}}\r\n",
                mail.len()
            );
            comparison.same(command + &mail);
        }
        comparison.same("SELECT Lesson");
        Some(comparison)
    }

    /// Sends a command to both servers. The responses must be equal.
    fn same(&mut self, command: impl AsRef<str>) {
        let command = command.as_ref();
        let (dovecot, practice) = (self.dovecot.run(command), self.practice.run(command));
        if dovecot != practice {
            let only_in = |these: &[String], others: &[String]| -> String {
                let only = these.iter().filter(|line| !others.contains(line));
                only.map(|line| format!("      {line}\n")).collect()
            };
            self.differences.push(format!(
                "{}\n    only Dovecot:\n{}    only the practice server:\n{}",
                command.chars().take(200).collect::<String>(),
                only_in(&dovecot, &practice),
                only_in(&practice, &dovecot)
            ));
        }
    }

    /// Sends these commands, one per line, to both servers. The responses must be equal.
    fn all_same(&mut self, commands: &str) {
        for command in commands.lines() {
            self.same(command);
        }
    }

    /// Sends a command whose tagged responses differ on purpose. Both must be these.
    fn differs(&mut self, command: &str, dovecot: &str, practice: &str) {
        let last = |responses: Vec<String>| responses.last().cloned().unwrap_or_default();
        let received = [self.dovecot.run(command), self.practice.run(command)].map(last);
        if received != [dovecot, practice] {
            self.differences.push(format!(
                "{command}\n    expected {:?}, received {received:?}",
                [dovecot, practice]
            ));
        }
    }

    /// Logs out, and fails if there were differences.
    #[track_caller]
    fn finish(mut self) {
        self.same("LOGOUT");
        let count = self.differences.len();
        let differences = self.differences.join("\n");
        assert!(count == 0, "{count} differences:\n{differences}");
    }
}

/// The mails of the practice server's INBOX, with CR LF.
fn mails() -> impl Iterator<Item = String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/practice/mail/user");
    (1..=11).map(move |number| {
        let mail = std::fs::read_to_string(folder.join(format!("inbox-{number:02}.eml")));
        let mail = mail.expect("the mail can be read");
        mail.replace("\r\n", "\n").replace('\n', "\r\n")
    })
}

#[test]
fn errors_before_login_are_answered_alike() {
    // Each on a new connection, because Dovecot closes one after a few wrong commands before login.
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
        let Some((mut servers, ..)) = Comparison::connect() else {
            return;
        };
        servers.same(command);
        servers.finish();
    }
}

#[test]
fn wrong_states_and_wrong_commands_are_answered_alike() {
    let Some((mut servers, name, password)) = Comparison::connect() else {
        return;
    };
    servers.same(format!("LOGIN {name} {password}"));
    servers.all_same(indoc! {r#"
        LOGIN again again
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
        LIST ""
        CAPABILITY
        NAMESPACE
    "#});
    for command in ["SELECT Nowhere", "EXAMINE Nowhere", "STATUS Nowhere (MESSAGES)"] {
        servers.differs(command, "NO", "NO [NONEXISTENT]");
    }
    // RFC 3501: NOOP has no arguments.
    servers.differs("NOOP more", "OK", "BAD");
    servers.finish();
}

#[test]
fn mailboxes_are_created_renamed_and_listed_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    // On the practice server a new account is subscribed to INBOX, on Dovecot it is not.
    servers.all_same(indoc! {r#"
        SUBSCRIBE INBOX
        LIST "" *
        LIST "" ""
        LSUB "" *
        CREATE Work
        CREATE Work
        CREATE INBOX
        CREATE Work/2026/March
        CREATE Trailing/
        CREATE &ZeVnLIqe-
        LIST "" *
        LIST "" %
        LIST "" Work/%
        LIST "" Work%
        LIST "" *a*
        LIST Work/ *
        LIST "" inbox
        LIST "" Nowhere
        SUBSCRIBE Work
        SUBSCRIBE Work/2026/March
        LSUB "" *
        LSUB "" W*
        UNSUBSCRIBE Work
        LSUB "" W*
        LSUB "" %
        RENAME Work Play
        RENAME Nowhere Elsewhere
        CREATE Taken
        RENAME Play Taken
        LIST "" P*
        STATUS Play (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)
        STATUS &ZeVnLIqe- (MESSAGES)
        DELETE Play/2026/March
        DELETE Play/2026/March
        DELETE Nowhere
        DELETE Play
        DELETE &ZeVnLIqe-
        LIST "" *
    "#});
    servers.differs("SUBSCRIBE Nowhere", "NO", "NO [NONEXISTENT]");
    servers.differs("DELETE INBOX", "NO", "NO [CANNOT]");
    servers.finish();
}

#[test]
fn messages_are_appended_selected_and_fetched_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE UID)
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
        FETCH 2 FLAGS
    "#});
    // In a mailbox selected read-only, Dovecot answers OK and does nothing.
    servers.differs("STORE 1 +FLAGS (\\Deleted)", "OK", "NO [READ-ONLY]");
    servers.differs("EXPUNGE", "OK", "NO [READ-ONLY]");
    servers.same("FETCH 1:* FLAGS");
    servers.same("UNSELECT");
    servers.same("APPEND Nowhere {16+}\r\nSubject: a\r\n\r\nb\r\n");
    servers.finish();
}

#[test]
fn flags_are_stored_and_messages_moved_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        CREATE Target
        STORE 1 +FLAGS (\Flagged)
        STORE 1 -FLAGS (\Flagged)
        STORE 1:3 FLAGS (\Seen $New)
        STORE 1:3 FLAGS.SILENT ()
        STORE 4 +FLAGS.SILENT \Deleted
        STORE 5 +FLAGS \Draft \Answered
        STORE 5 +FLAGS (\Recent)
        STORE 5 +FLAGS (\Frob)
        STORE 5 FROB (\Seen)
        UID STORE 2 +FLAGS (\Seen)
        UID STORE 400 +FLAGS (\Seen)
        FETCH 1:* FLAGS
        COPY 1:2 Nowhere
        UID COPY 1 Nowhere
        COPY 1:3 Target
        UID COPY 5,7 Target
        UID COPY 400 Target
        STATUS Target (MESSAGES UNSEEN UIDNEXT)
        STORE 7 +FLAGS (\Deleted)
        UID EXPUNGE 1:3
        UID EXPUNGE 7
        EXPUNGE
        EXPUNGE
        FETCH 1:* UID
        UID MOVE 1 Target
        MOVE 1 Target
        MOVE 1 Nowhere
        FETCH 1:* (UID FLAGS)
        STORE 1:2 +FLAGS.SILENT (\Deleted)
        UNSELECT
        STATUS Lesson (MESSAGES UIDNEXT)
        SELECT Lesson
        CLOSE
        STATUS Lesson (MESSAGES UIDNEXT)
        SELECT Target
        FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)
    "#});
    // store-att-flags has at least one flag, or parentheses (RFC 3501, section 9).
    servers.differs("STORE 1 +FLAGS", "OK", "BAD");
    servers.differs("SELECT Nowhere", "NO", "NO [NONEXISTENT]");
    servers.same("FETCH 1 FLAGS");
    servers.finish();
}

#[test]
fn searches_find_the_same() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        STORE 2 +FLAGS (\Deleted)
        STORE 6 +FLAGS (\Draft)
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
        SEARCH SUBJECT ""
        SEARCH BODY the
        SEARCH TEXT the
        SEARCH TEXT example.org
        SEARCH HEADER Message-ID example
        SEARCH HEADER References ""
        SEARCH HEADER X-Not-There ""
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
        SEARCH (SEEN
    "#});
    for word in ["会議", "資料", "日本", "東京"] {
        let literal = format!("{{{}+}}\r\n{word}", word.len());
        for key in ["SUBJECT", "BODY", "TEXT"] {
            servers.same(format!("SEARCH CHARSET UTF-8 {key} {literal}"));
        }
    }
    servers.differs(
        "SEARCH CHARSET FROB ALL",
        "NO [BADCHARSET]",
        "NO [BADCHARSET (US-ASCII UTF-8)]",
    );
    // Dovecot creates the keyword, and sends FLAGS. On neither server a message is found.
    servers.differs("SEARCH KEYWORD Unknown", "OK", "OK");
    servers.finish();
}

#[test]
fn extended_lists_are_answered_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    servers.all_same(indoc! {r#"
        SUBSCRIBE INBOX
        CREATE Work
        CREATE Work/2026/March
        CREATE Play
        SUBSCRIBE Work/2026/March
        SUBSCRIBE Play
        LIST (SUBSCRIBED) "" *
        LIST (SUBSCRIBED) "" %
                LIST (RECURSIVEMATCH) "" %
        LIST (FROB) "" %
        LIST "" (Work/* Play)
        LIST "" (Work* P*) RETURN (CHILDREN)
        LIST "" * RETURN (SUBSCRIBED)
        LIST "" Play RETURN (FROB)
        LIST "" (Work Work/2026/March) RETURN (STATUS (MESSAGES UNSEEN))
        LIST (SUBSCRIBED) "" (Play Work/*) RETURN (STATUS (UIDNEXT))
        LIST () "" W*
        LIST (SPECIAL-USE) "" *
        LIST "" * RETURN (SPECIAL-USE CHILDREN)
        STATUS Play (SIZE MESSAGES)
    "#});
    // RFC 5258: there is at least one pattern.
    servers.differs("LIST \"\" () RETURN ()", "OK", "BAD");
    servers.finish();
}

#[test]
fn extended_searches_are_answered_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        SEARCH RETURN () ALL
        SEARCH RETURN (MIN MAX COUNT ALL) SEEN
        SEARCH RETURN (COUNT) SUBJECT nowhere
        SEARCH RETURN (MIN MAX) SUBJECT nowhere
        SEARCH RETURN (MIN) SEEN
        UID SEARCH RETURN (ALL COUNT) UNSEEN
        SEARCH RETURN (FROB) ALL
        SEARCH RETURN (SAVE) FLAGGED
        FETCH $ UID
        UID FETCH $ FLAGS
        SEARCH $ SUBJECT re
        SEARCH RETURN (SAVE MIN) SEEN
        FETCH $ UID
        SEARCH RETURN (SAVE COUNT) SEEN
        UID SEARCH RETURN (COUNT) $
        STORE $ +FLAGS (\Draft)
        SEARCH RETURN (SAVE) SUBJECT nowhere
        FETCH $ UID
        COPY $ INBOX
        SEARCH OLDER 60
        SEARCH YOUNGER 4000000000
        SEARCH YOUNGER 0
        SEARCH OLDER x
    "#});
    servers.finish();
}

#[test]
fn conditional_stores_are_answered_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        CREATE Other
        ENABLE CONDSTORE
        FETCH 1 (UID MODSEQ)
        FETCH 1:2 (FLAGS)
        STORE 1 +FLAGS (\Flagged)
        STORE 2 +FLAGS.SILENT (\Flagged)
        STORE 3 (UNCHANGEDSINCE 0) +FLAGS (\Flagged)
        UID STORE 3 (UNCHANGEDSINCE 0) +FLAGS (\Flagged)
        STORE 3 (UNCHANGEDSINCE 9000000) +FLAGS (\Answered)
        STORE 3 (FROB 9) +FLAGS (\Answered)
        FETCH 1:* FLAGS (CHANGEDSINCE 9000000)
        FETCH 1:* FLAGS (CHANGEDSINCE x)
        FETCH 1 FLAGS (FROB 1)
        FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)
        SEARCH MODSEQ 9000000
        SEARCH MODSEQ "/flags/\\Seen" all 9000000
        UNSELECT
        SELECT Lesson (FROB)
        SELECT Lesson (CONDSTORE)
        UNSELECT
        SELECT Lesson (QRESYNC (1 1))
        ENABLE QRESYNC
        SELECT Lesson
        STORE 1:2 +FLAGS (\Deleted)
        EXPUNGE
        UID FETCH 1:* (FLAGS) (CHANGEDSINCE 9000000 VANISHED)
        UID FETCH 1:3 (FLAGS) (CHANGEDSINCE 1 VANISHED)
        UID MOVE 5 Other
    "#});
    // ENABLED should contain only what was not enabled before (RFC 5161, section 3.1).
    servers.differs("ENABLE", "OK", "BAD");
    servers.finish();
}

#[test]
fn binary_parts_and_previews_are_fetched_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        FETCH 1:* BINARY.PEEK[1]
        FETCH 1:2,4:* BINARY.SIZE[1]
        FETCH 2:* BINARY.PEEK[2]
        FETCH 2:* BINARY.SIZE[2]
        FETCH 1:* BINARY.PEEK[1]<2.10>
        FETCH 1 BINARY[1]
        FETCH 1 BINARY.PEEK
    "#});
    // A section of BINARY is a part number (RFC 3516, section 7).
    servers.differs("FETCH 1 BINARY.PEEK[HEADER]", "OK", "BAD");
    let (one, other) = ("Subject: a\r\n\r\nb", "Subject: c\r\n\r\nd");
    servers.same("CREATE Other");
    servers.same(format!("APPEND Other {{15+}}\r\n{one} {{15+}}\r\n{other}"));
    servers.same(format!("APPEND Other (\\Seen) {{15+}}\r\n{one} (\\Draft) {{15+}}\r\n{other}"));
    servers.same(format!("APPEND Other {{15+}}\r\n{one} {{0+}}\r\n"));
    servers.same(format!("APPEND Other ~{{15+}}\r\n{one}"));
    servers.all_same(indoc! {r#"
        SELECT Other
        FETCH 1:* (FLAGS RFC822.SIZE)
        FETCH * BINARY.PEEK[1]
        FETCH * BODY.PEEK[]
        CREATE Old (USE (\Archive))
    "#});
    servers.differs("CREATE Odd (USE (\\Frob))", "OK", "NO [USEATTR]");
    servers.finish();
}

#[test]
fn messages_are_sorted_and_threaded_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        SORT (SUBJECT) US-ASCII ALL
        SORT (REVERSE DATE) UTF-8 ALL
        SORT (FROM REVERSE DATE) UTF-8 ALL
        SORT (TO CC SIZE) UTF-8 ALL
        SORT (ARRIVAL) UTF-8 SEEN
        SORT (DISPLAYFROM) UTF-8 ALL
        SORT (REVERSE DISPLAYTO SUBJECT) UTF-8 ALL
        UID SORT (SIZE) UTF-8 1:5
        SORT RETURN (MIN MAX COUNT) (SIZE) UTF-8 ALL
        UID SORT RETURN () (REVERSE SIZE) UTF-8 ALL
        SORT RETURN (SAVE COUNT) (SIZE) UTF-8 FLAGGED
        FETCH $ UID
        SORT (FROB) UTF-8 ALL
        SORT () UTF-8 ALL
        SORT (SUBJECT) UTF-8
        THREAD REFERENCES UTF-8 ALL
        THREAD ORDEREDSUBJECT UTF-8 ALL
        UID THREAD REFERENCES UTF-8 SEEN
        THREAD FROB UTF-8 ALL
        THREAD REFERENCES UTF-8 SUBJECT nowhere
    "#});
    servers.differs(
        "SORT (SUBJECT) FROB ALL",
        "NO [BADCHARSET]",
        "NO [BADCHARSET (US-ASCII UTF-8)]",
    );
    servers.finish();
}

#[test]
fn parts_of_results_and_save_dates_are_answered_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        SEARCH RETURN (PARTIAL 1:3) ALL
        SEARCH RETURN (PARTIAL 3:1 COUNT) SEEN
        SEARCH RETURN (PARTIAL 20:30) ALL
        SEARCH RETURN (PARTIAL 1:3 ALL) ALL
        SEARCH RETURN (PARTIAL 0:3) ALL
        SEARCH RETURN (PARTIAL) ALL
        UID SORT RETURN (PARTIAL 2:4) (REVERSE SIZE) UTF-8 ALL
        SEARCH RETURN (UPDATE COUNT CONTEXT) SUBJECT nowhere
        STORE 1 +FLAGS (\Flagged)
        CANCELUPDATE "nothing"
        CANCELUPDATE
        SEARCH SAVEDATESUPPORTED
        SEARCH SAVEDSINCE 1-Jan-2020
        SEARCH SAVEDBEFORE 1-Jan-2020
        SEARCH SAVEDON yesterday
    "#});
    servers.finish();
}
