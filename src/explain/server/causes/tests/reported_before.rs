//! Causes in earlier reports of the server: removed messages, and limits of mailboxes.

use crate::explain::tests::assert_cause;
use crate::explain::tests::assert_lacks;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language;

const VANISHED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: * 9 EXISTS\nS: a1 OK [READ-WRITE] in\nS: * VANISHED 5:7\n";

#[test]
fn uids_of_messages_that_were_removed() {
    assert_last_explained(
        Language::English,
        &format!("{VANISHED}C: a2 uid copy 7 x"),
        "UID COPY puts a copy of the message with UID 7 at the end of \"x\"; the original stays. Removed already, as VANISHED has reported: the message with UID 7. A UID without a message is not an error. (RFC 3501, 6.4.8)",
    );
    for (line, name) in [
        ("uid copy 7 x", "UID COPY"),
        ("uid store 5:6 +flags (\\Seen)", "UID STORE"),
        ("uid expunge 6,7", "UID EXPUNGE"),
    ] {
        assert_last_explained(
            Language::English,
            &format!("{VANISHED}C: a2 {line}\nS: a2 OK x"),
            &format!(
                "{name} is complete; none of the messages that it names was there. (RFC 3501, 6.4.8)"
            ),
        );
    }
    assert_last_explained(
        Language::Japanese,
        &format!("{VANISHED}C: a2 uid move 7 x\nS: a2 OK x"),
        "UID MOVE は完了しましたが、指定したメッセージは 1 通もありませんでした。（RFC 3501, 6.4.8）",
    );
    // UIDs that the command itself removes, and those of another mailbox, are not mentioned.
    for lines in [
        "C: a2 uid expunge 8\nS: * VANISHED 8\nS: a2 OK x",
        "C: a2 select y\nS: a2 OK x\nC: a3 uid copy 7 x\nS: a3 OK x",
        "C: a2 uid copy 7:8 x\nS: a2 OK x",
    ] {
        assert_lacks(format!("{VANISHED}{lines}"), "none of the messages");
    }
}

/// The mailbox's own limit counts, or else the global one.
#[test]
fn limits_that_status_has_shown() {
    let session = "S: * PREAUTH [CAPABILITY IMAP4rev1 APPENDLIMIT STATUS=SIZE] hi\nC: a1 status inbox (appendlimit)\nS: * STATUS INBOX (APPENDLIMIT 3)\nS: a1 OK x\n";
    let cause = "The message is too large: it has 5 octets, and the limit (APPENDLIMIT) is 3 octets. (RFC 7889, 4)";
    assert_cause(&format!("{session}C: a2 append Inbox {{5}}\nS: a2 NO [TOOBIG] x"), cause);
    let sent = last_explained(Language::English, &format!("{session}C: a2 append inbox {{5}}"));
    assert!(sent.starts_with("# The message is too large"), "{sent}");
    let other = last_explained(Language::English, &format!("{session}C: a2 append x {{5}}"));
    assert!(other.starts_with("# APPEND adds"), "{other}");
}
