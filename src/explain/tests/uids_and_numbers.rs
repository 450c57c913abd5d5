//! UIDs used as message numbers, and message numbers used as UIDs.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language::{English, Japanese};

/// A mailbox whose message 1 has UID 500, and whose message 3 has UID 502.
const FETCHED: &str = "S: * PREAUTH hi\nC: a select A\nS: * 3 EXISTS\nS: a OK [READ-WRITE] x\nC: b fetch 1,3 (UID)\nS: * 1 FETCH (UID 500)\nS: * 3 FETCH (UID 502)\nS: b OK x\n";

#[test]
fn a_uid_in_place_of_a_number_is_named() {
    for (language, words) in [
        (
            English,
            "the mailbox has 3 messages. 500 is the UID of message 1: UID FETCH takes UIDs, FETCH message numbers. (RFC 3501, 6.4.8)",
        ),
        (
            Japanese,
            "500 はメッセージ 1 の UID です。FETCH にはメッセージ番号を、UID FETCH には UID を指定します。",
        ),
    ] {
        let said = last_explained(language, &format!("{FETCHED}C: c fetch 500 flags\nS: c BAD x"));
        assert!(said.contains(words), "{said}");
    }
    let next =
        "S: * PREAUTH hi\nC: a select A\nS: * 3 EXISTS\nS: * OK [UIDNEXT 600] x\nS: a OK x\n";
    assert_contains(
        format!("{next}C: c fetch 500 flags\nS: c BAD x"),
        "If 500 is a UID, UID FETCH is meant",
    );
    for (session, line) in [(next, "fetch 600 flags"), (FETCHED, "fetch 501 flags")] {
        let said = last_explained(English, &format!("{session}C: c {line}\nS: c BAD x"));
        assert!(said.contains("There is no message") && !said.contains("UID"), "{said}");
    }
}

#[test]
fn a_number_in_place_of_a_uid_is_named() {
    for (line, words) in [
        (
            "uid store 1 +flags (\\Seen)",
            "Not in the mailbox, according to the UIDs that the session has shown: the message with UID 1. A UID without a message is not an error. Message 1 has UID 500.",
        ),
        ("uid copy 1:3 B", "the session has shown: the messages with UIDs 1 to 3. A UID"),
        ("uid store 1 +flags (\\Seen)\nS: c OK x", "none of the messages that it names was there"),
        ("uid copy 1 B\nS: c OK No messages found", "none of the messages that it names was there"),
        ("uid expunge 503\nS: c OK x", "none of the messages that it names was there"),
    ] {
        assert_contains(format!("{FETCHED}C: c {line}"), words);
    }
    // The UID of message 2 is not known, and one that is there.
    for uids in ["501", "499:501", "502", "1:*"] {
        assert_lacks(format!("{FETCHED}C: c uid store {uids} +flags (x)"), "Not in the mailbox");
    }
    let japanese = last_explained(Japanese, &format!("{FETCHED}C: c uid copy 1 B"));
    assert!(japanese.contains("メッセージ 1 の UID は 500 です。"), "{japanese}");
}

#[test]
fn removals_change_the_numbers_of_uids() {
    let removed = format!("{FETCHED}S: * 1 EXPUNGE\n");
    assert_contains(
        format!("{removed}C: c fetch 502 flags\nS: c BAD x"),
        "502 is the UID of message 2",
    );
    assert_contains(format!("{removed}C: c uid fetch 503 flags"), "Not in the mailbox");
}
