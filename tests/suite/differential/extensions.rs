//! Extensions that Dovecot 2.3 has too.

use super::Comparison;
use indoc::indoc;

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
        FETCH 1:8,10:* PREVIEW
        FETCH 2 (PREVIEW (LAZY))
        FETCH 1 (PREVIEW ())
        FETCH 1 PREVIEW (FROB)
    "#});
    // Of message 9, which begins with a quotation, Dovecot counts a character too many.
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

#[test]
fn annotations_are_answered_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    servers.all_same(indoc! {r#"
        CREATE Lesson
        GETMETADATA Lesson /private/comment
        SETMETADATA Lesson (/private/comment "mine" /shared/comment "ours")
        GETMETADATA Lesson (/private/comment /shared/comment /shared/none)
        GETMETADATA (MAXSIZE 3) Lesson /private/comment
        SETMETADATA Lesson (/private/a "0" /private/a/b "1" /private/a/b/c "2")
        GETMETADATA (DEPTH 1) Lesson /private/a
        GETMETADATA (DEPTH infinity) Lesson /private/a
        GETMETADATA Lesson /private/A
        SETMETADATA Lesson (/private/comment NIL)
        GETMETADATA Lesson /private/comment
        SETMETADATA "" (/private/comment "the account's")
        GETMETADATA "" /private/comment
        GETMETADATA "" /shared/comment
        GETMETADATA Lesson /frob
        GETMETADATA Lesson
        GETMETADATA (DEPTH 2) Lesson /private
        GETMETADATA (FROB) Lesson /private
        SETMETADATA Lesson
        SETMETADATA Lesson (/private/comment)
    "#});
    servers.differs("GETMETADATA Nowhere /private/a", "NO", "NO [NONEXISTENT]");
    servers.differs("SETMETADATA Nowhere (/private/a NIL)", "NO", "NO [NONEXISTENT]");
    // As in the examples of RFC 5464, section 4.2.
    servers.differs("GETMETADATA Lesson (DEPTH 1) /private/a", "BAD", "OK");
    servers.finish();
}

#[test]
fn quotas_are_answered_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    servers.all_same(indoc! {r#"
        GETQUOTA
        GETQUOTAROOT
    "#});
    // The names of the roots and their limits are each server's own.
    servers.differs("GETQUOTAROOT INBOX", "OK", "OK");
    servers.differs("GETQUOTA Other", "NO", "NO [NONEXISTENT]");
    servers.differs("GETQUOTAROOT Nowhere", "OK", "NO [NONEXISTENT]");
    // Nobody can change them. What a server does not announce is unknown to it (RFC 9208).
    servers.differs("SETQUOTA \"\" (STORAGE 10)", "NO", "BAD");
    servers.finish();
}

#[test]
fn contexts_are_updated_alike() {
    let Some(mut servers) = Comparison::select_lesson() else {
        return;
    };
    servers.all_same(indoc! {r#"
        SEARCH RETURN (UPDATE COUNT) FLAGGED
        STORE 2 +FLAGS (\Flagged)
        STORE 2:3 -FLAGS (\Flagged)
        NOOP
        UID SEARCH RETURN (UPDATE ALL) UNDELETED
        STORE 1 +FLAGS (\Deleted)
        SEARCH RETURN (UPDATE (UID FLAGS)) SEEN
    "#});
    // The code has the tag that is not known.
    servers.same("CANCELUPDATE \"d18\"");
    servers.same("EXPUNGE");
    servers.finish();
}
