//! What RFC 3501 defines, and UIDPLUS, MOVE and UNSELECT.

use super::Comparison;
use indoc::indoc;

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
