//! The explanations of mailboxes and of the number of their messages.

use crate::explain::tests::{
    assert_explained, assert_explained_in, assert_last_explained, last_explained,
};
use crate::language::Language::{self, English};
use indoc::indoc;

#[test]
fn the_number_of_messages_through_a_session() {
    assert_explained(indoc! {r#"
        S: * PREAUTH hi
        # The connection is logged in already: no LOGIN is needed. (RFC 3501, 7.1.4)
        S: * 3 EXISTS
        # 3 messages are in the mailbox. (RFC 3501, 7.3.1)
        S: * 6 EXISTS
        # 3 messages have arrived: 6 now. (RFC 3501, 7.3.1)
        S: * 6 EXPUNGE
        # Message 6, the last one, is removed; 5 are left, with their numbers as before. (RFC 3501, 7.4.1)
        S: * 2 EXPUNGE
        # Message 2 is removed; 4 are left, and each one after it has a number lower by one. (RFC 3501, 7.4.1)
        S: * 9 EXPUNGE
        # EXPUNGE reports that the message with this sequence number has been permanently removed, and that the numbers of all messages after it are one lower from now on. There is no message 9: according to earlier responses, the mailbox has 4 messages. (RFC 3501, 7.4.1)
        S: * 3 EXISTS
        # 3 messages are in the mailbox now; according to earlier responses, there were 4. (RFC 3501, 7.3.1)
        S: * 1 EXISTS
        # One message is in the mailbox now; according to earlier responses, there were 3. (RFC 3501, 7.3.1)
        S: * VANISHED 12
        # Removed from the mailbox: the message with UID 12. The mailbox is empty now. The session has not turned on QRESYNC, without which a server should send EXPUNGE instead. (RFC 7162, 3.2.10)
        S: * 1 EXISTS
        # A message has arrived: 1 now, one more than before. (RFC 3501, 7.3.1)
    "#});
    assert_explained_in(
        Language::Japanese,
        indoc! {"
        S: * 8 EXISTS
        # このメールボックスには 8 通のメッセージがあります。（RFC 3501, 7.3.1）
        S: * 9 EXISTS
        # メッセージが 1 通届き、9 通になりました。（RFC 3501, 7.3.1）
        S: * 9 EXPUNGE
        # 最後のメッセージ 9 がこのメールボックスからなくなりました。残りは 8 通で、番号は変わりません。（RFC 3501, 7.4.1）
        S: * VANISHED 41,43:44
        # UID（41、43 から 44）のメッセージがメールボックスから消えました。残りは 5 通です。（RFC 7162, 3.2.10）
        S: * VANISHED (EARLIER) 41
        # UID 41 のメッセージは、以前に消えています。メッセージ番号は変わりません。（RFC 7162, 3.2.10）
    "},
    );
}

#[test]
fn a_mailbox_that_is_opened_is_not_compared_with_the_one_before() {
    assert_last_explained(
        English,
        "S: * 4 EXISTS\nC: b1 unselect\nS: b1 OK x\nS: * 9 EXISTS",
        "9 messages are in the mailbox. Yet no mailbox is selected, as far as this session shows. (RFC 3501, 3.3)",
    );
}

#[test]
fn lists_of_mailboxes() {
    for (line, expected) in [
        (
            "* LIST (\\NoInferiors \\Drafts) \"/\" Entwürfe",
            "Mailbox \"Entwürfe\" (cannot have mailboxes below it; for drafts). (RFC 3501, 7.2.2)",
        ),
        (
            "* LIST (\\Subscribed) \"/\" a/b (\"OLDNAME\" (\"a/c\"))",
            "Mailbox \"a/b\" (subscribed; its old name, or the name that was sent, is \"a/c\"; \"/\" separates its levels). (RFC 9051, 6.3.9.7)",
        ),
        (
            "* LIST (\\NonExistent) \"/\" Foo (\"CHILDINFO\" (\"SUBSCRIBED\"))",
            "Name \"Foo\" (does not exist; a mailbox below it is subscribed). (RFC 5258, 3.5)",
        ),
        ("* LIST (\\NonExistent) \".\" Foo", "Name \"Foo\" (does not exist). (RFC 3501, 7.2.2)"),
        (
            "* LIST (\\Sparkling) \"/\" Foo",
            "Mailbox \"Foo\" (\\Sparkling, which is not registered). (RFC 3501, 7.2.2)",
        ),
        (
            "* LSUB (\\Noselect) \".\" lists",
            "\"lists\" is listed because it, or a name below it, is subscribed; here \\Noselect may mean only that. (RFC 3501, 6.3.9)",
        ),
        (
            "* STATUS Work (UIDVALIDITY 7 HIGHESTMODSEQ 90 SIZE 8704 RECENT 0)",
            "\"Work\" has UIDVALIDITY 7, HIGHESTMODSEQ 90, a total size of 8.5 KiB (8,704 octets) and no message with \\Recent. (RFC 7162, 3.1.7)",
        ),
        (
            "* STATUS Work (APPENDLIMIT NIL SHININESS 3)",
            "\"Work\" has no limit for APPEND and SHININESS, which is not registered. (RFC 3501, 7.2.4)",
        ),
        (
            "* FLAGS (\\Seen $Forwarded)",
            "These flags can be used in the mailbox: \\Seen and $Forwarded. (RFC 3501, 7.2.6)",
        ),
    ] {
        assert_last_explained(English, &format!("S: {line}"), expected);
    }
}

#[test]
fn vanished_where_nothing_has_asked_for_it() {
    const SELECTED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: * 9 EXISTS\nS: a1 OK x\n";
    const QRESYNC: &str = "S: * PREAUTH hi\nC: a0 enable qresync\nS: * ENABLED QRESYNC\nS: a0 OK x\nC: a1 select inbox (qresync (1 2))\n";
    let unasked = "The session has not turned on QRESYNC";
    let earlier = "No command asked for this";
    for (session, expected) in [
        (format!("{SELECTED}S: * VANISHED 3"), Some(unasked)),
        (format!("{SELECTED}S: * VANISHED (EARLIER) 3"), Some(earlier)),
        (format!("{QRESYNC}S: * VANISHED (EARLIER) 3"), None),
        (format!("{QRESYNC}S: a1 OK x\nS: * VANISHED 3"), None),
        (
            format!(
                "{SELECTED}C: a2 uid fetch 1:* flags (changedsince 1 vanished)\nS: * VANISHED (EARLIER) 3"
            ),
            None,
        ),
        // The earlier lines are unknown.
        ("S: * VANISHED 3".to_owned(), None),
    ] {
        let said = last_explained(English, &session);
        for note in [unasked, earlier] {
            assert_eq!(said.contains(note), expected == Some(note), "{session}: {said}");
        }
    }
}

/// EXAMINE opens every mailbox for reading only.
#[test]
fn an_examine_that_is_answered_with_read_write() {
    let said = last_explained(
        Language::English,
        "S: * PREAUTH hi\nC: a1 examine inbox\nS: a1 OK [READ-WRITE] odd",
    );
    assert!(said.contains("for reading only"), "{said}");
}
