//! Message numbers that no message has, and those that UIDONLY rules out.

use crate::explain::tests::assert_contains;
use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

const SELECTED: &str =
    "S: * PREAUTH x\nC: a1 select inbox\nS: * 11 EXISTS\nS: a1 OK [READ-WRITE] x\n";

/// Whether the last explanation of the session says that message 30 does not exist.
fn names_it(session: &str) -> bool {
    let names = |language, sentences: [&str; 2]| {
        let said = last_explained(language, session);
        sentences.iter().any(|sentence| said.contains(sentence))
    };
    let is_named = names(English, ["There is no message 30:", "No message has a number above 11,"]);
    let in_japanese =
        ["メッセージ 30 はありません。", "11 より大きい番号のメッセージはありません。"];
    let is_named_in_japanese = names(Japanese, in_japanese);
    assert_eq!(is_named, is_named_in_japanese, "{session}");
    is_named
}

#[test]
fn data_of_a_message_that_is_not_there() {
    for (session, is_named) in [
        ("S: * 30 FETCH (FLAGS ())", true),
        ("S: * 30 FETCH (UID 7 FLAGS (\\Seen))", true),
        ("S: * 30 EXPUNGE", true),
        ("C: a2 search all\nS: * SEARCH 2 30 4", true),
        ("C: a2 sort (date) utf-8 all\nS: * SORT 30 2", true),
        ("C: a2 search return () all\nS: * ESEARCH (TAG \"a2\") ALL 1:30", true),
        ("S: * 11 FETCH (FLAGS ())", false),
        ("S: * 40 EXISTS\nS: * 30 FETCH (FLAGS ())", false),
        ("C: a2 uid search all\nS: * SEARCH 2 30", false),
        ("S: * SEARCH 30", false),
        ("C: a2 uid search return () all\nS: * ESEARCH (TAG \"a2\") UID ALL 30", false),
        ("S: * 30 UIDFETCH (FLAGS ())", false),
        ("C: a2 select other\nS: * 30 FETCH (FLAGS ())", false),
        ("C: a2 close\nS: a2 OK x\nS: * 30 FETCH (FLAGS ())", false),
    ] {
        assert_eq!(names_it(&format!("{SELECTED}{session}")), is_named, "{session}");
    }
    assert!(!names_it("S: * PREAUTH x\nS: * 30 FETCH (FLAGS ())"));
}

#[test]
fn commands_for_a_message_that_is_not_there() {
    for (session, is_named) in [
        ("C: a2 fetch 30 flags", true),
        ("C: a2 store 5:30 +flags (\\Seen)", true),
        ("C: a2 copy 30 x", true),
        ("C: a2 uid fetch 30 flags", false),
        ("C: a2 fetch 5:* flags", false),
        // A command in flight may add messages.
        ("C: a2 noop\nC: a3 fetch 30 flags", false),
        // Servers differ in this.
        ("C: a2 search 30 unseen", false),
        ("C: a2 search not (1,30) unseen\nS: a2 BAD x", true),
        ("C: a2 uid search or 2:30 seen\nS: a2 BAD x", true),
        ("C: a2 uid search uid 2:30\nS: a2 BAD x", false),
    ] {
        assert_eq!(names_it(&format!("{SELECTED}{session}")), is_named, "{session}");
    }
    let empty = "S: * PREAUTH x\nC: a1 select x\nS: * 0 EXISTS\nS: a1 OK x\nC: a2 fetch * flags";
    assert!(last_explained(English, empty).contains("The mailbox is empty, so * stands for no"));
}

#[test]
fn sequence_numbers_where_only_uids_are_used() {
    let session = |tail: &str| {
        format!(
            "S: * PREAUTH x\nC: a1 enable uidonly\nS: * ENABLED UIDONLY\nS: a1 OK x\nC: a2 select inbox\nS: * 11 EXISTS\nS: a2 OK x\n{tail}"
        )
    };
    for (tail, english, japanese) in [
        ("C: a3 uid search 1:5", "so the server refuses 1:5 among the search keys", "1:5 を拒否"),
        ("C: a3 uid search not 4 seen", "refuses 4 among the search keys", "4 を拒否"),
        ("C: a3 uid search or uid 4 7", "refuses 7 among the search keys", "7 を拒否"),
        ("C: a3 fetch 1 flags", "the server refuses FETCH", "FETCH を拒否"),
        ("S: * 3 FETCH (FLAGS ())", "should send UIDFETCH here", "UID の付いた UIDFETCH"),
        ("S: * 3 EXPUNGE", "should send VANISHED here", "UID の付いた VANISHED"),
        ("C: a3 select x", "its messages are named by their UIDs only", "UID だけで指します"),
        ("C: a3 uid store 3 +flags \\Seen", "in UIDFETCH responses", "UIDFETCH 応答で"),
        ("C: a3 expunge", "reports their UIDs with VANISHED", "VANISHED 応答で"),
    ] {
        assert_contains(session(tail), english);
        let in_japanese = last_explained(Japanese, &session(tail));
        assert!(in_japanese.contains(japanese), "{in_japanese}");
    }
    for tail in ["C: a3 uid search uid 1:5 seen", "C: a3 uid search $", "S: * 3 UIDFETCH (UID 3)"] {
        assert!(!last_explained(English, &session(tail)).contains("UIDONLY"), "{tail}");
    }
}
